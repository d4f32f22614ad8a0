//! The parts of a partner's entry: know-how, offices, contacts, references.

use serde::Serialize;

use super::PartnerView;
use crate::model::{
    Certification, Contact, ContactRole, Link, LinkKind, Office, Reference, Specialization,
};
use crate::paper::data::primitives::{LinkView, TextView};
use crate::paper::data::reader::Reader;

/// How many of the widest letters fit into the column of facts.
const WIDEST_WORD: usize = 24;

/// Validated know-how.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SpecializationView {
    name: TextView,
    level: Option<TextView>,
    /// Where it holds; none: everywhere.
    countries: Vec<String>,
    /// "June 2027".
    until: Option<String>,
}

/// Certified people.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct CertificationView {
    name: TextView,
    count: String,
}

/// A place of business.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct OfficeView {
    headquarters: bool,
    street: Option<String>,
    /// Postcode and city, in the country's order.
    town: String,
    region: Option<String>,
    country: String,
}

/// Whom to turn to.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ContactView {
    /// What the desk is called, or what it is for.
    label: TextView,
    person: Option<String>,
    phone: Option<LinkView>,
    email: Option<LinkView>,
    form: Option<LinkView>,
}

/// A customer case.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ReferenceView {
    customer: String,
    industry: Option<TextView>,
    year: Option<i16>,
    summary: Option<TextView>,
    link: Option<LinkView>,
}

/// A further address on the web.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct NamedLinkView {
    name: String,
    link: LinkView,
}

pub(super) fn specialization(reader: &Reader<'_>, it: &Specialization) -> SpecializationView {
    let vocabulary = &reader.catalogue.vocabulary;
    SpecializationView {
        name: reader.text(&vocabulary.specializations[it.id].name),
        level: it.level.map(|at| reader.text(&vocabulary.levels[at].name)),
        countries: it.countries.iter().map(|&at| reader.country(at)).collect(),
        until: it.until.map(|date| reader.locale.month_year(date)),
    }
}

pub(super) fn certification(reader: &Reader<'_>, it: &Certification) -> CertificationView {
    let vocabulary = &reader.catalogue.vocabulary;
    CertificationView {
        name: reader.text(&vocabulary.certifications[it.id].name),
        count: reader.locale.number(f64::from(it.count)),
    }
}

pub(super) fn office(reader: &Reader<'_>, office: &Office) -> OfficeView {
    let code = reader.land(office.country).code.as_str();
    let town = match &office.postcode {
        Some(postcode) if writes_postcode_last(code) => format!("{} {postcode}", office.city),
        Some(postcode) => format!("{postcode} {}", office.city),
        None => office.city.clone(),
    };
    OfficeView {
        headquarters: office.headquarters,
        street: office.street.clone(),
        town,
        region: office.region.clone(),
        country: reader.country(office.country),
    }
}

pub(super) fn contact(reader: &Reader<'_>, contact: &Contact) -> ContactView {
    let role = match contact.role {
        ContactRole::Sales => "paper_role_sales",
        ContactRole::Technical => "paper_role_technical",
        ContactRole::Support => "paper_role_support",
        ContactRole::Administrative => "paper_role_administrative",
    };
    ContactView {
        label: reader
            .maybe(&contact.label)
            .unwrap_or_else(|| reader.said(role)),
        person: contact.person.clone(),
        phone: contact.phone.as_deref().map(LinkView::phone),
        email: contact.email.as_deref().map(LinkView::email),
        form: contact.form_url.as_deref().map(LinkView::web),
    }
}

pub(super) fn reference(reader: &Reader<'_>, reference: &Reference) -> ReferenceView {
    let industries = &reader.catalogue.vocabulary.industries;
    ReferenceView {
        customer: reference.customer.clone(),
        industry: reference
            .industry
            .map(|at| reader.text(&industries[at].name)),
        year: reference.year,
        summary: reader.maybe(&reference.summary),
        link: reference.url.as_deref().map(LinkView::web),
    }
}

/// What the link is called, and where it leads.
pub(super) fn link(reader: &Reader<'_>, link: &Link) -> NamedLinkView {
    NamedLinkView {
        name: reader.say(link_key(link.kind), &[]),
        link: LinkView::web(&link.url),
    }
}

/// Whether a fact has a word that may be wider than their column; addresses break where they can.
pub(super) fn has_long_words(partner: &PartnerView) -> bool {
    let terms = [&partner.products, &partner.industries]
        .into_iter()
        .flatten();
    let specializations = &partner.specializations;
    let levels = specializations.iter().filter_map(|it| it.level.as_ref());
    let names = terms
        .chain(specializations.iter().map(|it| &it.name).chain(levels))
        .chain(partner.certifications.iter().map(|it| &it.name))
        .chain(partner.contacts.iter().map(|it| &it.label))
        .map(|text| &text.text);
    let offices = partner.offices.iter().flat_map(|it| {
        let parts = [it.street.as_ref(), it.region.as_ref()];
        parts.into_iter().flatten().chain([&it.town, &it.country])
    });
    let plain = [&partner.serves, &partner.languages].into_iter().flatten();
    names
        .chain(plain)
        .chain(offices)
        .chain(specializations.iter().flat_map(|it| &it.countries))
        .chain(&partner.legal_name)
        .chain(partner.contacts.iter().filter_map(|it| it.person.as_ref()))
        .chain(partner.links.iter().map(|it| &it.name))
        .flat_map(|text| text.split_whitespace())
        .any(|word| word.chars().count() > WIDEST_WORD)
}

/// Where addresses end in the postcode (Universal Postal Union).
fn writes_postcode_last(country: &str) -> bool {
    matches!(
        country,
        "AU" | "CA" | "GB" | "IE" | "IN" | "JP" | "NZ" | "SG" | "TH" | "US" | "ZA"
    )
}

fn link_key(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Website => "paper_link_website",
        LinkKind::Linkedin => "paper_link_linkedin",
        LinkKind::CaseStudies => "paper_link_case_studies",
        LinkKind::Blog => "paper_link_blog",
        LinkKind::Video => "paper_link_video",
        LinkKind::Documentation => "paper_link_documentation",
        LinkKind::Support => "paper_link_support",
        LinkKind::Mastodon => "paper_link_mastodon",
        LinkKind::Github => "paper_link_github",
        LinkKind::Facebook => "paper_link_facebook",
        LinkKind::Instagram => "paper_link_instagram",
        LinkKind::X => "paper_link_x",
        LinkKind::Youtube => "paper_link_youtube",
    }
}
