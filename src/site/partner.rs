//! A partner's profile: everything public in its record; sections without data are left out.

pub(super) mod contact;
mod cover;
mod membership;
mod reference;
pub(super) mod similar;
pub(super) mod vcard;

use serde::Serialize;

use super::context::PageContext;
use super::directory::card::{place, tiers};
use super::directory::facets;
use super::directory::map::offices::{OfficeMapView, office_map};
use super::for_partners;
use super::fragments::{AreaView, Fragments};
use super::message;
use super::message_keys;
use super::own_fields::{self, OwnFactView};
use super::renderer::Renderer;
use super::seo::schema_org::organization;
use super::theming::head::Head;
use super::theming::logo::{LogoSlot, LogoView, logo, monogram};
use super::theming::tier_mark::TierView;
use super::view::{DateView, LinkView, ProseView, SharedView, TextView};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{
    Facet, FacetValue, FieldPlace, Lang, Office, Page, Partner, PartnerIx, Specialization,
};
use crate::text::url::{readable, site_name, without_scheme};
use contact::{ContactView, FirstContactView, contact, first_contact};
use cover::{CoverView, cover};
use membership::{MembershipView, ended, memberships};
use reference::{IllustrationView, ReferenceView, illustration, reference};

#[derive(Serialize)]
struct PartnerPageView {
    name: String,
    legal_name: Option<String>,
    logo: Option<LogoView>,
    monogram: String,
    picture: Option<IllustrationView>,
    cover: CoverView,
    /// The figures at the head of the profile.
    figures: Vec<ProfileFigureView>,
    place: Option<TextView>,
    summary: Option<TextView>,
    description: Option<ProseView>,
    website: Option<WebLinkView>,
    tiers: Vec<SharedView<TierView>>,
    memberships: Vec<MembershipView>,
    types: Vec<SharedView<LinkView>>,
    products: Vec<SharedView<LinkView>>,
    industries: Vec<SharedView<LinkView>>,
    languages: Vec<SharedView<LinkView>>,
    serves: Vec<SharedView<AreaView>>,
    since: Option<DateView>,
    last_verified: Option<DateView>,
    specializations: Vec<SpecializationView>,
    certifications: Vec<CertificationView>,
    offices: Vec<OfficeView>,
    office_map: Option<OfficeMapView>,
    contacts: Vec<ContactView>,
    /// How to get in touch first.
    first_contact: FirstContactView,
    /// The address of the page that writes to it; absent where no message can reach it.
    message: Option<String>,
    references: Vec<ReferenceView>,
    /// Values of the company's own fields.
    fields: Vec<OwnFactView>,
    links: Vec<WebLinkView>,
    /// The permanent address, without scheme.
    short: String,
    short_href: String,
    /// The address of the vCard.
    vcard: String,
    /// The page with cards and badges for the partner's own website.
    for_partners: String,
}

/// A figure with what it counts: "84 certified people".
#[derive(Serialize)]
struct ProfileFigureView {
    number: String,
    label: String,
}

/// A link to another website.
#[derive(Serialize)]
struct WebLinkView {
    label: String,
    href: String,
    host: String,
}

#[derive(Serialize)]
struct SpecializationView {
    link: SharedView<LinkView>,
    level: Option<SharedView<TextView>>,
    /// The level as a row of squares, as many as there are levels, filled up to this one.
    level_steps: Vec<bool>,
    /// The countries it is restricted to, as a formatted list.
    countries: Option<String>,
    since: Option<DateView>,
    until: Option<DateView>,
    ended: bool,
}

#[derive(Serialize)]
struct CertificationView {
    name: TextView,
    count: String,
    people: String,
}

#[derive(Serialize)]
struct OfficeView {
    headquarters: bool,
    city: Option<String>,
    street: Option<String>,
    /// Postcode and city.
    town: Option<String>,
    region: Option<String>,
    country: SharedView<LinkView>,
}

/// A similar partner.
#[derive(Serialize)]
struct SimilarPartnerView {
    href: String,
    name: String,
    place: Option<TextView>,
    tiers: Vec<SharedView<TierView>>,
    /// The facets that both partners have, as a formatted list.
    shared: String,
}

/// The maximum number of shared facets that a similar partner names.
const REASONS_SHOWN: usize = 3;

pub(super) fn render(
    renderer: &Renderer,
    lang: Lang,
    ix: PartnerIx,
) -> Result<Vec<u8>, Diagnostic> {
    let context = renderer.context(lang);
    let fragments = renderer.fragments(lang);
    let partner = &context.catalogue().partners[ix];
    let view = view(context, fragments, ix);
    let page = Page::Partner(lang, ix);
    let mut breadcrumbs = vec![fragments.directory()];
    let has_countries = context.catalogue().has_facet(Facet::Country);
    if let Some(office) = partner.headquarters().filter(|_| has_countries) {
        let facet = FacetValue::Country(office.country);
        breadcrumbs.push(context.facet_link(facet, facets::name(context, facet)));
    }
    let head = Head::new(&page, TextView::plain(&*partner.name), "directory")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(context, || organization::data(context, fragments, ix))
        .breadcrumbs(breadcrumbs);
    let mut values = vec![(
        "page",
        renderer.value(lang, &head.view(context, fragments))?,
    )];
    if context.site.has_similar_partners {
        values.push((
            "similar",
            renderer.value(lang, &similar(renderer, context, ix))?,
        ));
    }
    renderer.fill(lang, "partner", &view, values)
}

fn similar(
    renderer: &Renderer,
    context: PageContext<'_>,
    ix: PartnerIx,
) -> Vec<SimilarPartnerView> {
    let catalogue = context.catalogue();
    let fragments = renderer.fragments(context.lang);
    let similar = renderer.similarity().of(catalogue, ix).iter();
    similar
        .map(|it| {
            let partner = &catalogue.partners[it.partner];
            let shared = it.shared.iter().take(REASONS_SHOWN);
            let shared: Vec<String> = shared
                .map(|&facet| facets::name(context, facet).text)
                .collect();
            SimilarPartnerView {
                href: context.href(&Page::Partner(context.lang, it.partner)),
                name: partner.name.clone(),
                place: place(context, partner),
                tiers: tiers(context, fragments, partner),
                shared: context.locale().list(&shared),
            }
        })
        .collect()
}

fn view(context: PageContext<'_>, fragments: &Fragments, ix: PartnerIx) -> PartnerPageView {
    let catalogue = context.catalogue();
    let partner = &catalogue.partners[ix];
    let links = |facets: &mut dyn Iterator<Item = FacetValue>| -> Vec<SharedView<LinkView>> {
        facets.map(|facet| fragments.link(facet)).collect()
    };
    let other_name = |name: &&String| **name != partner.name;
    let description = partner.description.as_ref();
    let short = Page::Short(ix);
    let url = context.url(&short);
    PartnerPageView {
        name: partner.name.clone(),
        legal_name: partner.legal_name.as_ref().filter(other_name).cloned(),
        logo: logo(context, partner.logo, partner.logo_dark, LogoSlot::Profile),
        monogram: monogram(&partner.name),
        picture: partner.picture.as_ref().map(|it| illustration(context, it)),
        cover: cover(context, partner),
        figures: figures(context, partner),
        place: place(context, partner),
        summary: context.text_opt(partner.summary.as_ref()),
        description: description.map(|text| context.prose(text, Trust::Partner, 3)),
        website: partner
            .website
            .as_ref()
            .map(|url| web(context.message("visit_website"), url)),
        tiers: tiers(context, fragments, partner),
        memberships: memberships(context, fragments, partner),
        types: partner
            .types
            .iter()
            .map(|&partner_type| fragments.type_link(partner_type))
            .collect(),
        products: links(&mut partner.products.iter().map(|&it| FacetValue::Product(it))),
        industries: links(
            &mut partner
                .industries
                .iter()
                .map(|&it| FacetValue::Industry(it)),
        ),
        languages: partner
            .languages
            .iter()
            .filter_map(|code| fragments.language(code))
            .collect(),
        serves: partner
            .serves
            .iter()
            .map(|&country| fragments.area(country))
            .collect(),
        since: partner.since.map(|date| context.month(date)),
        last_verified: partner.last_verified.map(|date| context.date(date)),
        specializations: partner
            .specializations
            .iter()
            .map(|it| specialization(context, fragments, it))
            .collect(),
        certifications: certifications(context, partner),
        offices: partner
            .offices
            .iter()
            .map(|it| office(context, fragments, it))
            .collect(),
        office_map: office_map(context, &partner.offices),
        first_contact: first_contact(context, &partner.contacts),
        message: message::address_for(context, partner),
        contacts: partner
            .contacts
            .iter()
            .map(|it| contact(context, it))
            .collect(),
        references: partner
            .references
            .iter()
            .map(|it| reference(context, fragments, it))
            .collect(),
        fields: own_fields::facts(context, &partner.fields, FieldPlace::Profile),
        links: partner
            .links
            .iter()
            .map(|it| web(context.message(message_keys::link(it.kind)), &it.url))
            .collect(),
        short: without_scheme(&readable(&url)).to_owned(),
        short_href: context.href(&short),
        vcard: context.href(&Page::Vcard(ix)),
        for_partners: for_partners::card_href(context),
    }
}

/// What is known in figures; nothing is counted that the record does not have.
fn figures(context: PageContext<'_>, partner: &Partner) -> Vec<ProfileFigureView> {
    let people = partner.certifications.iter().map(|it| it.count as usize);
    let counts = [
        ("figure_people", people.sum()),
        ("figure_specializations", partner.specializations.len()),
        ("figure_references", partner.references.len()),
    ];
    let figure = |(key, count): (&str, usize)| ProfileFigureView {
        number: context.count(count),
        label: context.message_count(key, count),
    };
    let counted = counts.into_iter().filter(|(_, count)| *count > 0);
    let since = partner.since.map(|date| ProfileFigureView {
        // Years are written without grouping in every language.
        number: date.year().to_string(),
        label: context.message("figure_since"),
    });
    counted.map(figure).chain(since).collect()
}

fn specialization(
    context: PageContext<'_>,
    fragments: &Fragments,
    specialization: &Specialization,
) -> SpecializationView {
    let countries = specialization.countries.iter();
    let countries: Vec<String> = countries.map(|&at| context.country(at).text).collect();
    SpecializationView {
        link: fragments.link(FacetValue::Specialization(specialization.id)),
        level: specialization.level.map(|level| fragments.level(level)),
        level_steps: specialization.level.map_or_else(Vec::new, |level| {
            let levels = context.catalogue().vocabulary.levels.indexes();
            levels.map(|it| it <= level).collect()
        }),
        countries: (!countries.is_empty()).then(|| context.locale().list(&countries)),
        since: specialization.since.map(|date| context.month(date)),
        until: specialization.until.map(|date| context.date(date)),
        ended: ended(context, specialization.until),
    }
}

fn certifications(context: PageContext<'_>, partner: &Partner) -> Vec<CertificationView> {
    let known = &context.catalogue().vocabulary.certifications;
    let certifications = partner.certifications.iter();
    certifications
        .map(|it| CertificationView {
            name: context.term(&known[it.id]),
            count: context.count(it.count as usize),
            people: context.message_count("people_count", it.count as usize),
        })
        .collect()
}

fn office(context: PageContext<'_>, fragments: &Fragments, office: &Office) -> OfficeView {
    let city = office.city_in(context.lang);
    let town: Vec<&str> = [office.postcode.as_deref(), city]
        .into_iter()
        .flatten()
        .collect();
    OfficeView {
        headquarters: office.headquarters,
        city: city.map(str::to_owned),
        street: office.street.clone(),
        town: (!town.is_empty()).then(|| town.join(" ")),
        region: office.region.clone(),
        country: fragments.link(FacetValue::Country(office.country)),
    }
}

fn web(label: String, url: &str) -> WebLinkView {
    WebLinkView {
        label,
        href: url.to_owned(),
        host: site_name(url),
    }
}
