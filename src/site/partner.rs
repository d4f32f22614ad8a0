//! A partner's profile: everything public in its record, and no hole where the record says nothing.

pub(super) mod contact;
pub(super) mod similar;
pub(super) mod vcard;

use jiff::civil::Date;
use serde::Serialize;
use tera::Value;

use super::Site;
use super::directory::card::{place, tiers};
use super::directory::facets;
use super::message_keys;
use super::reader::Reader;
use super::seo::embed::{SnippetView, card_snippet};
use super::seo::organization;
use super::shared::Said;
use super::text::{DateView, ProseView, TextView};
use super::theming::head::Head;
use super::theming::logo::{LogoView, Place, logo, monogram};
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{
    Facet, Lang, Membership, Office, Page, Partner, PartnerIx, Reference, Specialization,
};
use crate::text::url::{site_name, without_scheme};
use contact::{ContactView, contact};

#[derive(Serialize)]
struct PartnerView {
    name: String,
    legal_name: Option<String>,
    logo: Option<LogoView>,
    monogram: String,
    place: Option<TextView>,
    summary: Option<TextView>,
    description: Option<ProseView>,
    website: Option<WebView>,
    tiers: Vec<Value>,
    memberships: Vec<MembershipView>,
    types: Vec<Value>,
    products: Vec<Value>,
    industries: Vec<Value>,
    languages: Vec<Value>,
    serves: Vec<Value>,
    since: Option<DateView>,
    last_verified: Option<DateView>,
    specializations: Vec<SpecializationView>,
    certifications: Vec<CertificationView>,
    offices: Vec<OfficeView>,
    contacts: Vec<ContactView>,
    references: Vec<ReferenceView>,
    links: Vec<WebView>,
    /// The permanent address, as it can be written on paper.
    short: String,
    short_href: String,
    /// The entry for address books.
    vcard: String,
    /// The card for other websites.
    embed: SnippetView,
}

/// An address on the web with what is there.
#[derive(Serialize)]
struct WebView {
    label: String,
    href: String,
    host: String,
}

#[derive(Serialize)]
struct MembershipView {
    programme: Value,
    tier: Option<Value>,
    explained: Option<Value>,
    since: Option<DateView>,
    until: Option<DateView>,
    ended: bool,
    /// Oldest first.
    history: Vec<FormerView>,
}

#[derive(Serialize)]
struct FormerView {
    tier: Value,
    since: Option<DateView>,
}

#[derive(Serialize)]
struct SpecializationView {
    link: Value,
    level: Option<Value>,
    /// The countries it is restricted to, as a list in words.
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
    city: String,
    street: Option<String>,
    town: String,
    region: Option<String>,
    country: Value,
}

#[derive(Serialize)]
struct ReferenceView {
    customer: String,
    industry: Option<Value>,
    year: Option<String>,
    summary: Option<TextView>,
    web: Option<WebView>,
}

/// A partner like this one.
#[derive(Serialize)]
struct SimilarView {
    href: String,
    name: String,
    place: Option<TextView>,
    tiers: Vec<Value>,
    /// What both have, as a list in words.
    shared: String,
}

/// How much of what two partners share is named: enough to see why.
const REASONS_SHOWN: usize = 3;

pub(super) fn render(site: &Site, lang: Lang, ix: PartnerIx) -> Result<Vec<u8>, Diagnostic> {
    let reader = site.reader(lang);
    let partner = &reader.catalogue().partners[ix];
    let view = view(reader, ix);
    let page = Page::Partner(lang, ix);
    let mut above = vec![reader.shared().directory()];
    if let Some(office) = partner.headquarters() {
        let facet = Facet::Country(office.country);
        let page = Page::Facet(lang, facet, 1);
        above.push(reader.link(&page, facets::name(reader, facet)));
    }
    let head = Head::new(&page, TextView::plain(&*partner.name), "directory")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(reader, || organization::data(reader, ix))
        .above(above);
    let mut values = vec![("page", site.value(lang, &head.view(reader))?)];
    if reader.common.shows_similar {
        values.push(("similar", site.value(lang, &similar(site, reader, ix))?));
    }
    site.fill(lang, "partner", &view, values)
}

fn similar(site: &Site, reader: Reader<'_>, ix: PartnerIx) -> Vec<SimilarView> {
    let catalogue = reader.catalogue();
    let similar = site.similarity().of(catalogue, ix).iter();
    similar
        .map(|it| {
            let partner = &catalogue.partners[it.partner];
            let shared = it.shared.iter().take(REASONS_SHOWN);
            let shared: Vec<String> = shared
                .map(|&facet| facets::name(reader, facet).text)
                .collect();
            SimilarView {
                href: reader.href(&Page::Partner(reader.lang, it.partner)),
                name: partner.name.clone(),
                place: place(reader, partner),
                tiers: tiers(reader, partner),
                shared: reader.locale().list(&shared),
            }
        })
        .collect()
}

fn view(reader: Reader<'_>, ix: PartnerIx) -> PartnerView {
    let catalogue = reader.catalogue();
    let partner = &catalogue.partners[ix];
    let links = |facets: &mut dyn Iterator<Item = Facet>| -> Vec<Value> {
        facets.map(|facet| reader.said(Said::Link(facet))).collect()
    };
    let other_name = |name: &&String| **name != partner.name;
    let description = partner.description.as_ref();
    let short = Page::Short(ix);
    let url = reader.url(&short);
    PartnerView {
        name: partner.name.clone(),
        legal_name: partner.legal_name.as_ref().filter(other_name).cloned(),
        logo: logo(reader, partner.logo, partner.logo_dark, Place::Profile),
        monogram: monogram(&partner.name),
        place: place(reader, partner),
        summary: reader.maybe(partner.summary.as_ref()),
        description: description.map(|text| reader.prose(text, Trust::Partner, 3)),
        website: partner
            .website
            .as_ref()
            .map(|url| web(reader.say("visit_website"), url)),
        tiers: tiers(reader, partner),
        memberships: memberships(reader, partner),
        types: partner
            .types
            .iter()
            .map(|&it| reader.said(Said::Type(it)))
            .collect(),
        products: links(&mut partner.products.iter().map(|&it| Facet::Product(it))),
        industries: links(&mut partner.industries.iter().map(|&it| Facet::Industry(it))),
        languages: partner
            .languages
            .iter()
            .filter_map(|code| reader.shared().language(code))
            .collect(),
        serves: partner
            .serves
            .iter()
            .map(|&it| reader.said(Said::Area(it)))
            .collect(),
        since: partner.since.map(|date| reader.month(date)),
        last_verified: partner.last_verified.map(|date| reader.date(date)),
        specializations: partner
            .specializations
            .iter()
            .map(|it| specialization(reader, it))
            .collect(),
        certifications: certifications(reader, partner),
        offices: partner
            .offices
            .iter()
            .map(|it| office(reader, it))
            .collect(),
        contacts: partner
            .contacts
            .iter()
            .map(|it| contact(reader, it))
            .collect(),
        references: partner
            .references
            .iter()
            .map(|it| reference(reader, it))
            .collect(),
        links: partner
            .links
            .iter()
            .map(|it| web(reader.say(message_keys::link(it.kind)), &it.url))
            .collect(),
        short: without_scheme(&url).to_owned(),
        short_href: reader.href(&short),
        vcard: reader.href(&Page::Vcard(ix)),
        embed: card_snippet(reader, ix),
    }
}

fn memberships(reader: Reader<'_>, partner: &Partner) -> Vec<MembershipView> {
    let memberships = partner.memberships.iter();
    memberships.map(|it| membership(reader, it)).collect()
}

fn membership(reader: Reader<'_>, it: &Membership) -> MembershipView {
    let of = it.programme;
    let tier = |tier| reader.said(Said::Tier(of, tier));
    MembershipView {
        programme: reader.said(Said::Programme(of)),
        explained: it
            .tier
            .map(|tier| reader.said(Said::TierExplained(of, tier))),
        tier: it.tier.map(tier),
        since: it.since.map(|date| reader.month(date)),
        until: it.until.map(|date| reader.date(date)),
        ended: ended(reader, it.until),
        history: it
            .history
            .iter()
            .map(|former| FormerView {
                tier: tier(former.tier),
                since: former.since.map(|date| reader.month(date)),
            })
            .collect(),
    }
}

fn ended(reader: Reader<'_>, until: Option<Date>) -> bool {
    until.is_some_and(|until| until < reader.common.options.today)
}

fn specialization(reader: Reader<'_>, it: &Specialization) -> SpecializationView {
    let countries = it.countries.iter();
    let countries: Vec<String> = countries.map(|&at| reader.country(at).text).collect();
    SpecializationView {
        link: reader.said(Said::Link(Facet::Specialization(it.id))),
        level: it.level.map(|level| reader.said(Said::Level(level))),
        countries: (!countries.is_empty()).then(|| reader.locale().list(&countries)),
        since: it.since.map(|date| reader.month(date)),
        until: it.until.map(|date| reader.date(date)),
        ended: ended(reader, it.until),
    }
}

fn certifications(reader: Reader<'_>, partner: &Partner) -> Vec<CertificationView> {
    let known = &reader.catalogue().vocabulary.certifications;
    let certifications = partner.certifications.iter();
    certifications
        .map(|it| CertificationView {
            name: reader.term(&known[it.id]),
            count: reader.count(it.count as usize),
            people: reader.say_count("people_count", it.count as usize),
        })
        .collect()
}

fn office(reader: Reader<'_>, it: &Office) -> OfficeView {
    let town = [it.postcode.as_deref(), Some(it.city.as_str())];
    OfficeView {
        headquarters: it.headquarters,
        city: it.city.clone(),
        street: it.street.clone(),
        town: town.into_iter().flatten().collect::<Vec<_>>().join(" "),
        region: it.region.clone(),
        country: reader.said(Said::Link(Facet::Country(it.country))),
    }
}

fn reference(reader: Reader<'_>, it: &Reference) -> ReferenceView {
    ReferenceView {
        customer: it.customer.clone(),
        industry: it
            .industry
            .map(|at| reader.said(Said::Link(Facet::Industry(at)))),
        // Years are written without grouping in every language.
        year: it.year.map(|year| year.to_string()),
        summary: reader.maybe(it.summary.as_ref()),
        web: it.url.as_ref().map(|url| web(reader.say("read_case"), url)),
    }
}

fn web(label: String, url: &str) -> WebView {
    WebView {
        label,
        href: url.to_owned(),
        host: site_name(url),
    }
}
