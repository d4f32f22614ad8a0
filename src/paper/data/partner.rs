//! A partner's entry. Entry points: [`view`], and [`texts`] for the limits of descriptions.

mod profile;

use serde::Serialize;

use self::profile::{
    CertificationView, ContactView, NamedLinkView, OfficeView, ReferenceView, SpecializationView,
};
use super::context::EditionContext;
use super::own_fields::{self, OwnFactView};
use super::primitives::{LinkView, PictureView, QrView, TextView};
use super::prose::MarkdownView;
use crate::markdown::Trust;
use crate::model::{EditionScope, EntrySize, ListIndex, Membership, Page, Partner, PartnerIx};
use crate::paper::text_limits::EntryText;

/// A partner.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct PartnerView {
    id: String,
    name: String,
    /// The registered name, if it is a different one.
    legal_name: Option<String>,
    logo: Option<PictureView>,
    /// The city of the headquarters, if it is known.
    city: Option<String>,
    /// The country of the headquarters.
    country: Option<String>,
    types: Vec<TextView>,
    /// Its programmes and tiers, in the programmes' order.
    memberships: Vec<MembershipView>,
    /// The size of the entry: `full`, `half` or `line`.
    entry: &'static str,
    /// The QR code of its permanent address; full entries only.
    qr: Option<QrView>,
    /// The approximate number of characters, for decisions of the theme about layout.
    length: usize,
    /// Whether a fact has a word that may be wider than the column of facts.
    long_words: bool,
    /// The year in which it became a partner.
    since: Option<i16>,
    summary: Option<TextView>,
    description: Option<MarkdownView>,
    specializations: Vec<SpecializationView>,
    certifications: Vec<CertificationView>,
    products: Vec<TextView>,
    industries: Vec<TextView>,
    /// The names of the languages that its staff speak.
    languages: Vec<String>,
    /// The names of the countries and groups that it serves.
    serves: Vec<String>,
    /// Beginning with the headquarters.
    offices: Vec<OfficeView>,
    contacts: Vec<ContactView>,
    references: Vec<ReferenceView>,
    /// Values of the company's own fields.
    fields: Vec<OwnFactView>,
    website: Option<LinkView>,
    links: Vec<NamedLinkView>,
}

/// A partner's membership in a programme.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct MembershipView {
    /// The index of the programme in `programmes`.
    programme: usize,
    /// The programme's short name.
    name: TextView,
    /// The index of the tier in the programme's `tiers`.
    tier: Option<usize>,
}

pub(super) fn view(context: &EditionContext<'_>, index: PartnerIx) -> PartnerView {
    let catalogue = context.catalogue;
    let vocabulary = &catalogue.vocabulary;
    let partner = &catalogue.partners[index];
    let entry = entry_size(context, partner);
    let short = Page::Short(index).address(catalogue);
    let description = partner.description.as_ref();
    let mut view = PartnerView {
        id: partner.id.clone(),
        name: partner.name.clone(),
        legal_name: partner
            .legal_name
            .clone()
            .filter(|legal| *legal != partner.name),
        logo: partner.logo.map(|logo| {
            let alt = context.message("logo_alt", &[("name", partner.name.clone())]);
            context.picture(logo, 40, alt)
        }),
        city: partner
            .headquarters()
            .and_then(|office| office.city_in(context.lang()))
            .map(str::to_owned),
        country: partner
            .headquarters()
            .map(|office| context.country(office.country)),
        types: context.texts(
            partner
                .types
                .iter()
                .map(|&index| &vocabulary.types[index].name),
        ),
        memberships: partner
            .memberships
            .iter()
            .map(|membership| membership_view(context, membership))
            .collect(),
        entry: match entry {
            EntrySize::Full => "full",
            EntrySize::Half => "half",
            EntrySize::Line => "line",
        },
        qr: (entry == EntrySize::Full)
            .then(|| context.qr(&format!("{}{short}", catalogue.settings.base_url)))
            .flatten(),
        length: length(context, partner),
        long_words: false,
        since: partner.since.map(|date| date.year()),
        summary: context.text_opt(&partner.summary),
        description: description.map(|text| context.markdown(text, Trust::Partner)),
        specializations: partner
            .specializations
            .iter()
            .map(|specialization| profile::specialization(context, specialization))
            .collect(),
        certifications: partner
            .certifications
            .iter()
            .map(|certification| profile::certification(context, certification))
            .collect(),
        products: context.texts(
            partner
                .products
                .iter()
                .map(|&index| &vocabulary.products[index].name),
        ),
        industries: context.texts(
            partner
                .industries
                .iter()
                .map(|&index| &vocabulary.industries[index].name),
        ),
        languages: partner
            .languages
            .iter()
            .map(|code| context.locale.language_name(code))
            .collect(),
        serves: partner
            .serves
            .iter()
            .map(|&country| context.country(country))
            .collect(),
        offices: partner
            .offices
            .iter()
            .map(|office| profile::office(context, office))
            .collect(),
        contacts: partner
            .contacts
            .iter()
            .map(|contact| profile::contact(context, contact))
            .collect(),
        references: partner
            .references
            .iter()
            .map(|reference| profile::reference(context, reference))
            .collect(),
        fields: own_fields::facts(context, &partner.fields),
        website: partner.website.as_deref().map(LinkView::web),
        links: partner
            .links
            .iter()
            .map(|link| profile::link(context, link))
            .collect(),
    };
    view.long_words = profile::has_long_words(&view);
    view
}

/// Whether an entry of the edition has a QR code.
pub(super) fn has_codes(context: &EditionContext<'_>) -> bool {
    let mut partners = context.partners().iter();
    partners.any(|&partner| {
        entry_size(context, &context.catalogue.partners[partner]) == EntrySize::Full
    })
}

/// The size of a partner's entry: the largest that one of its tiers sets. A tier that sets none gives full entries if it is
/// in the upper half of its programme's tiers; other partners have the catalogue's default. Sheets have full entries.
fn entry_size(context: &EditionContext<'_>, partner: &Partner) -> EntrySize {
    let catalogue = context.catalogue;
    if matches!(context.edition.scope, EditionScope::Partner(_)) {
        return EntrySize::Full;
    }
    let default = catalogue.settings.paper.entry;
    let of_tiers = partner.memberships.iter().filter_map(|membership| {
        let tiers = &catalogue.programmes[membership.programme].tiers;
        let tier = membership.tier?;
        let upper = tier.index() >= tiers.len() / 2;
        let by_rank = upper.then_some(EntrySize::Full);
        tiers[tier].print_entry.or(by_rank)
    });
    of_tiers.max().or(default).unwrap_or(EntrySize::Half)
}

/// The descriptions of these partners.
pub(super) fn texts(
    context: &EditionContext<'_>,
    partners: impl Iterator<Item = PartnerIx>,
) -> Vec<EntryText> {
    let described = partners.filter_map(|index| {
        let partner = &context.catalogue.partners[index];
        let version = partner.description.as_ref()?.get(context.lang());
        Some(EntryText {
            partner: partner.id.clone(),
            entry: entry_size(context, partner),
            length: version.value.chars().count(),
            lang: context.catalogue.code(version.lang).to_owned(),
            medium: context.medium_name(),
        })
    });
    described.collect()
}

fn length(context: &EditionContext<'_>, partner: &Partner) -> usize {
    let texts = [&partner.summary, &partner.description];
    let texts = texts
        .into_iter()
        .flatten()
        .chain(
            partner
                .references
                .iter()
                .flat_map(|reference| {
                    let quote = reference.quote.as_ref().map(|quote| &quote.text);
                    [reference.summary.as_ref(), quote]
                })
                .flatten(),
        )
        .map(|text| text.str(context.lang()).chars().count())
        .sum::<usize>();
    // About the length of a line of facts.
    let facts = partner.specializations.len()
        + partner.certifications.len()
        + partner.offices.len()
        + partner.contacts.len()
        + partner.references.len()
        + (partner.references.iter())
            .filter(|reference| !reference.figures.is_empty())
            .count()
        + partner.links.len()
        + partner.fields.len();
    texts + 60 * facts
}

fn membership_view(context: &EditionContext<'_>, membership: &Membership) -> MembershipView {
    let programme = &context.catalogue.programmes[membership.programme];
    MembershipView {
        programme: membership.programme.index(),
        name: context.text(programme.short_name.as_ref().unwrap_or(&programme.name)),
        tier: membership.tier.map(ListIndex::index),
    }
}
