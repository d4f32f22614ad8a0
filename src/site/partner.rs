//! A partner's profile: everything public in its record, and no hole where the record says nothing.

pub(super) mod contact;
pub(super) mod similar;
pub(super) mod vcard;

use jiff::civil::Date;
use serde::Serialize;

use super::Site;
use super::directory::card::{place, tiers};
use super::directory::directory_link;
use super::directory::facets;
use super::found::embed::{SnippetView, card_snippet};
use super::look::head::Head;
use super::look::logo::{LogoView, Place, logo, monogram};
use super::look::tier_mark::{TierView, tier};
use super::reader::Reader;
use super::text::{DateView, LinkView, ProseView, TextView};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::markdown::Trust;
use crate::model::{
    CountryIx, Facet, Lang, Membership, Office, Page, Partner, PartnerIx, Reference, Specialization,
};
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
    tiers: Vec<TierView>,
    memberships: Vec<MembershipView>,
    types: Vec<LinkView>,
    products: Vec<LinkView>,
    industries: Vec<LinkView>,
    languages: Vec<String>,
    serves: Vec<AreaView>,
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
    programme: LinkView,
    tier: Option<TierView>,
    explained: Option<String>,
    since: Option<DateView>,
    until: Option<DateView>,
    ended: bool,
    /// Oldest first.
    history: Vec<FormerView>,
}

#[derive(Serialize)]
struct FormerView {
    tier: TierView,
    since: Option<DateView>,
}

/// A country with its page, or a group of countries, which has none.
#[derive(Serialize)]
struct AreaView {
    name: TextView,
    href: Option<String>,
}

#[derive(Serialize)]
struct SpecializationView {
    link: LinkView,
    level: Option<TextView>,
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
    country: LinkView,
}

#[derive(Serialize)]
struct ReferenceView {
    customer: String,
    industry: Option<LinkView>,
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
    tiers: Vec<TierView>,
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
    let mut above = vec![directory_link(reader)];
    if let Some(office) = partner.headquarters() {
        above.push(value(reader, Facet::Country(office.country)));
    }
    let head = Head::new(&page, TextView::plain(&*partner.name), "directory")
        .description(view.summary.as_ref().map(|it| it.text.clone()))
        .data(&super::found::organization::data(reader, ix))
        .above(above);
    let mut values = vec![("page", site.value(lang, &head.view(reader))?)];
    if site.similar_shown {
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
    let terms = |facets: &mut dyn Iterator<Item = Facet>| -> Vec<LinkView> {
        facets.map(|facet| value(reader, facet)).collect()
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
        types: types(reader, partner),
        products: terms(&mut partner.products.iter().map(|&it| Facet::Product(it))),
        industries: terms(&mut partner.industries.iter().map(|&it| Facet::Industry(it))),
        languages: partner
            .languages
            .iter()
            .map(|code| {
                reader
                    .locale()
                    .capitalized(&reader.locale().language_name(code))
            })
            .collect(),
        serves: partner.serves.iter().map(|&it| area(reader, it)).collect(),
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
            .map(|it| web(reader.say(words::link(it.kind)), &it.url))
            .collect(),
        short: url
            .split_once("://")
            .map_or(url.as_str(), |(_, it)| it)
            .to_owned(),
        short_href: reader.href(&short),
        vcard: reader.href(&Page::Vcard(ix)),
        embed: card_snippet(reader, ix),
    }
}

fn value(reader: Reader<'_>, facet: Facet) -> LinkView {
    reader.link(
        &Page::Facet(reader.lang, facet, 1),
        facets::name(reader, facet),
    )
}

/// A partner *is* a reseller; the page it leads to lists resellers.
fn types(reader: Reader<'_>, partner: &Partner) -> Vec<LinkView> {
    let types = partner.types.iter();
    types
        .map(|&it| LinkView {
            label: reader.term(&reader.catalogue().vocabulary.types[it]),
            ..value(reader, Facet::Type(it))
        })
        .collect()
}

fn memberships(reader: Reader<'_>, partner: &Partner) -> Vec<MembershipView> {
    let memberships = partner.memberships.iter();
    memberships.map(|it| membership(reader, it)).collect()
}

fn membership(reader: Reader<'_>, it: &Membership) -> MembershipView {
    let programme = &reader.catalogue().programmes[it.programme];
    let page = Page::Programme(reader.lang, it.programme);
    let view = it.tier.map(|ix| tier(reader, it.programme, ix));
    let explained =
        |tier: &TierView| reader.say_with("tier_explained", &[("tier", tier.name.text.clone())]);
    MembershipView {
        programme: reader.link(&page, reader.text(&programme.name)),
        explained: view.as_ref().map(explained),
        tier: view,
        since: it.since.map(|date| reader.month(date)),
        until: it.until.map(|date| reader.date(date)),
        ended: ended(reader, it.until),
        history: it
            .history
            .iter()
            .map(|former| FormerView {
                tier: tier(reader, it.programme, former.tier),
                since: former.since.map(|date| reader.month(date)),
            })
            .collect(),
    }
}

fn ended(reader: Reader<'_>, until: Option<Date>) -> bool {
    until.is_some_and(|until| until < reader.common.options.today)
}

fn area(reader: Reader<'_>, country: CountryIx) -> AreaView {
    let is_group = reader.catalogue().vocabulary.countries[country].is_group();
    let page = Page::Facet(reader.lang, Facet::Country(country), 1);
    AreaView {
        name: reader.country(country),
        href: (!is_group).then(|| reader.href(&page)),
    }
}

fn specialization(reader: Reader<'_>, it: &Specialization) -> SpecializationView {
    let levels = &reader.catalogue().vocabulary.levels;
    let countries = it.countries.iter();
    let countries: Vec<String> = countries.map(|&at| reader.country(at).text).collect();
    SpecializationView {
        link: value(reader, Facet::Specialization(it.id)),
        level: it.level.map(|level| reader.term(&levels[level])),
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
        country: value(reader, Facet::Country(it.country)),
    }
}

fn reference(reader: Reader<'_>, it: &Reference) -> ReferenceView {
    ReferenceView {
        customer: it.customer.clone(),
        industry: it.industry.map(|at| value(reader, Facet::Industry(at))),
        // Years are written without grouping in every language.
        year: it.year.map(|year| year.to_string()),
        summary: reader.maybe(it.summary.as_ref()),
        web: it.url.as_ref().map(|url| web(reader.say("read_case"), url)),
    }
}

fn web(label: String, url: &str) -> WebView {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    WebView {
        label,
        href: url.to_owned(),
        host: host.trim_start_matches("www.").to_owned(),
    }
}
