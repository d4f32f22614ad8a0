//! Parts of a partner's entry: competences, offices, contacts, references, links.

use serde::Serialize;

use super::PartnerView;
use crate::l10n::message_keys;
use crate::model::{Certification, Contact, Link, Office, Reference, Specialization};
use crate::paper::data::context::EditionContext;
use crate::paper::data::own_fields::{self, OwnFactView};
use crate::paper::data::primitives::{LinkView, TextView};

/// The number of the widest letters that fit into the column of facts.
const WIDEST_WORD: usize = 24;

/// A specialization that the organization has validated.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct SpecializationView {
    name: TextView,
    level: Option<TextView>,
    /// The countries where it is valid; empty: everywhere.
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

/// An office.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct OfficeView {
    headquarters: bool,
    street: Option<String>,
    /// Postcode and city, in the order of the country, if one of them is known.
    town: Option<String>,
    region: Option<String>,
    country: String,
}

/// A contact of the partner.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ContactView {
    /// Its label, or its role.
    label: TextView,
    person: Option<String>,
    phone: Option<LinkView>,
    email: Option<LinkView>,
    form: Option<LinkView>,
}

/// A customer reference.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ReferenceView {
    customer: String,
    industry: Option<TextView>,
    product: Option<TextView>,
    year: Option<i16>,
    summary: Option<TextView>,
    quote: Option<QuoteView>,
    figures: Vec<ReferenceFigureView>,
    fields: Vec<OwnFactView>,
    link: Option<LinkView>,
}

/// What a customer says.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct QuoteView {
    text: TextView,
    person: Option<String>,
    role: Option<TextView>,
}

/// A result in figures.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct ReferenceFigureView {
    value: TextView,
    label: TextView,
}

/// A link with the name of its kind.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct NamedLinkView {
    name: String,
    link: LinkView,
}

pub(super) fn specialization(
    context: &EditionContext<'_>,
    specialization: &Specialization,
) -> SpecializationView {
    let vocabulary = &context.catalogue.vocabulary;
    SpecializationView {
        name: context.text(&vocabulary.specializations[specialization.id].name),
        level: specialization
            .level
            .map(|level| context.text(&vocabulary.levels[level].name)),
        countries: specialization
            .countries
            .iter()
            .map(|&country| context.country(country))
            .collect(),
        until: specialization
            .until
            .map(|date| context.locale.month_year(date)),
    }
}

pub(super) fn certification(
    context: &EditionContext<'_>,
    certification: &Certification,
) -> CertificationView {
    let vocabulary = &context.catalogue.vocabulary;
    CertificationView {
        name: context.text(&vocabulary.certifications[certification.id].name),
        count: context.locale.number(f64::from(certification.count)),
    }
}

pub(super) fn office(context: &EditionContext<'_>, office: &Office) -> OfficeView {
    let code = context.country_entry(office.country).code.as_str();
    let mut town = [office.postcode.as_deref(), office.city_in(context.lang())];
    if writes_postcode_last(code) {
        town.reverse();
    }
    let town: Vec<&str> = town.into_iter().flatten().collect();
    OfficeView {
        headquarters: office.headquarters,
        street: office.street.clone(),
        town: (!town.is_empty()).then(|| town.join(" ")),
        region: office.region.clone(),
        country: context.country(office.country),
    }
}

pub(super) fn contact(context: &EditionContext<'_>, contact: &Contact) -> ContactView {
    ContactView {
        label: context
            .text_opt(&contact.label)
            .unwrap_or_else(|| context.message_view(message_keys::role(contact.role))),
        person: contact.person.clone(),
        phone: contact.phone.as_ref().map(LinkView::phone),
        email: contact.email.as_deref().map(LinkView::email),
        form: contact.form_url.as_deref().map(LinkView::web),
    }
}

pub(super) fn reference(context: &EditionContext<'_>, reference: &Reference) -> ReferenceView {
    let vocabulary = &context.catalogue.vocabulary;
    ReferenceView {
        customer: reference.customer.clone(),
        industry: reference
            .industry
            .map(|industry| context.text(&vocabulary.industries[industry].name)),
        product: reference
            .product
            .map(|product| context.text(&vocabulary.products[product].name)),
        year: reference.year,
        summary: context.text_opt(&reference.summary),
        quote: reference.quote.as_ref().map(|quote| QuoteView {
            text: context.text(&quote.text),
            person: quote.person.clone(),
            role: context.text_opt(&quote.role),
        }),
        figures: reference
            .figures
            .iter()
            .map(|figure| ReferenceFigureView {
                value: context.text(&figure.value),
                label: context.text(&figure.label),
            })
            .collect(),
        fields: own_fields::facts(context, &reference.fields),
        link: reference.url.as_deref().map(LinkView::web),
    }
}

pub(super) fn link(context: &EditionContext<'_>, link: &Link) -> NamedLinkView {
    NamedLinkView {
        name: context.message(message_keys::link(link.kind), &[]),
        link: LinkView::web(&link.url),
    }
}

/// Whether a fact has a word that may be wider than the column of facts. Web addresses do not count: they can break.
pub(super) fn has_long_words(partner: &PartnerView) -> bool {
    let terms = [&partner.products, &partner.industries]
        .into_iter()
        .flatten();
    let specializations = &partner.specializations;
    let levels = specializations
        .iter()
        .filter_map(|specialization| specialization.level.as_ref());
    let names = terms
        .chain(
            specializations
                .iter()
                .map(|specialization| &specialization.name)
                .chain(levels),
        )
        .chain(
            partner
                .certifications
                .iter()
                .map(|certification| &certification.name),
        )
        .chain(partner.contacts.iter().map(|contact| &contact.label))
        .chain(partner.fields.iter().map(|fact| &fact.value))
        .map(|text| &text.text);
    let offices = partner.offices.iter().flat_map(|office| {
        let parts = [&office.street, &office.region, &office.town];
        parts.into_iter().flatten().chain([&office.country])
    });
    let plain = [&partner.serves, &partner.languages].into_iter().flatten();
    names
        .chain(plain)
        .chain(offices)
        .chain(
            specializations
                .iter()
                .flat_map(|specialization| &specialization.countries),
        )
        .chain(&partner.legal_name)
        .chain(
            partner
                .contacts
                .iter()
                .filter_map(|contact| contact.person.as_ref()),
        )
        .chain(partner.links.iter().map(|link| &link.name))
        .flat_map(|text| text.split_whitespace())
        .any(|word| word.chars().count() > WIDEST_WORD)
}

/// Whether addresses in the country end with the postcode (Universal Postal Union).
fn writes_postcode_last(country: &str) -> bool {
    matches!(
        country,
        "AU" | "CA" | "GB" | "IE" | "IN" | "JP" | "NZ" | "SG" | "TH" | "US" | "ZA"
    )
}
