//! A partner as the paper shows it.

mod profile;

use serde::Serialize;

use self::profile::{
    CertificationView, ContactView, NamedLinkView, OfficeView, ReferenceView, SpecializationView,
};
use super::primitives::{LinkView, PictureView, QrView, TextView};
use super::prose::MarkdownView;
use super::reader::Reader;
use crate::model::{EditionScope, EntrySize, ListIndex, Membership, Page, Partner, PartnerIx};
use crate::paper::text_limits::EntryText;

/// A partner.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct PartnerView {
    id: String,
    name: String,
    /// The name in the register of companies, where it is another.
    legal_name: Option<String>,
    logo: Option<PictureView>,
    /// The city of the headquarters.
    city: Option<String>,
    /// The country of the headquarters.
    country: Option<String>,
    types: Vec<TextView>,
    /// Its programmes and tiers, in the programmes' order.
    memberships: Vec<MembershipView>,
    /// How much room it has: `full`, `half` or `line`.
    entry: &'static str,
    /// The code of its permanent address; where it has full room.
    qr: Option<QrView>,
    /// How many characters it has in all, roughly: what the theme goes by where it must choose.
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
    /// Names of the languages its people speak.
    languages: Vec<String>,
    /// Names of the countries and groups it serves.
    serves: Vec<String>,
    /// The headquarters first.
    offices: Vec<OfficeView>,
    contacts: Vec<ContactView>,
    references: Vec<ReferenceView>,
    website: Option<LinkView>,
    links: Vec<NamedLinkView>,
}

/// A partner's place in a programme.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct MembershipView {
    /// The position of the programme in `programmes`.
    programme: usize,
    /// The programme's short name.
    name: TextView,
    /// The position of the tier in the programme's `tiers`.
    tier: Option<usize>,
}

pub(super) fn view(reader: &Reader<'_>, at: PartnerIx) -> PartnerView {
    let catalogue = reader.catalogue;
    let vocabulary = &catalogue.vocabulary;
    let partner = &catalogue.partners[at];
    let entry = entry_size(reader, partner);
    let short = Page::Short(at).address(catalogue);
    let description = partner.description.as_ref();
    let mut view = PartnerView {
        id: partner.id.clone(),
        name: partner.name.clone(),
        legal_name: partner
            .legal_name
            .clone()
            .filter(|legal| *legal != partner.name),
        logo: partner.logo.map(|logo| {
            let alt = reader.say("paper_logo_alt", &[("name", partner.name.clone())]);
            reader.picture(logo, 40, alt)
        }),
        city: partner.headquarters().map(|office| office.city.clone()),
        country: partner
            .headquarters()
            .map(|office| reader.country(office.country)),
        types: reader.term_names(partner.types.iter().map(|&at| &vocabulary.types[at].name)),
        memberships: partner
            .memberships
            .iter()
            .map(|membership| membership_view(reader, membership))
            .collect(),
        entry: match entry {
            EntrySize::Full => "full",
            EntrySize::Half => "half",
            EntrySize::Line => "line",
        },
        qr: (entry == EntrySize::Full)
            .then(|| reader.qr(&format!("{}{short}", catalogue.settings.base_url)))
            .flatten(),
        length: length(reader, partner),
        long_words: false,
        since: partner.since.map(|date| date.year()),
        summary: reader.maybe(&partner.summary),
        description: description.map(|text| reader.markdown(text)),
        specializations: partner
            .specializations
            .iter()
            .map(|it| profile::specialization(reader, it))
            .collect(),
        certifications: partner
            .certifications
            .iter()
            .map(|it| profile::certification(reader, it))
            .collect(),
        products: reader.term_names(
            partner
                .products
                .iter()
                .map(|&at| &vocabulary.products[at].name),
        ),
        industries: reader.term_names(
            partner
                .industries
                .iter()
                .map(|&at| &vocabulary.industries[at].name),
        ),
        languages: partner
            .languages
            .iter()
            .map(|code| reader.locale.language_name(code))
            .collect(),
        serves: partner
            .serves
            .iter()
            .map(|&at| reader.country(at))
            .collect(),
        offices: partner
            .offices
            .iter()
            .map(|it| profile::office(reader, it))
            .collect(),
        contacts: partner
            .contacts
            .iter()
            .map(|it| profile::contact(reader, it))
            .collect(),
        references: partner
            .references
            .iter()
            .map(|it| profile::reference(reader, it))
            .collect(),
        website: partner.website.as_deref().map(LinkView::web),
        links: partner
            .links
            .iter()
            .map(|it| profile::link(reader, it))
            .collect(),
    };
    view.long_words = profile::has_long_words(&view);
    view
}

/// How much room a partner has: the most that one of its tiers gives. Where no tier says, those in the upper half of a
/// programme's tiers have full room, all others what the catalogue says. A sheet is for one partner alone.
fn entry_size(reader: &Reader<'_>, partner: &Partner) -> EntrySize {
    let catalogue = reader.catalogue;
    if matches!(reader.volume.scope, EditionScope::Partner(_)) {
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
    reader: &Reader<'_>,
    partners: impl Iterator<Item = PartnerIx>,
) -> Vec<EntryText> {
    let described = partners.filter_map(|at| {
        let partner = &reader.catalogue.partners[at];
        let shown = partner.description.as_ref()?.get(reader.lang());
        Some(EntryText {
            partner: partner.id.clone(),
            entry: entry_size(reader, partner),
            length: shown.value.chars().count(),
            lang: reader.catalogue.code(shown.lang).to_owned(),
            edition: reader.edition(),
        })
    });
    described.collect()
}

fn length(reader: &Reader<'_>, partner: &Partner) -> usize {
    let texts = [&partner.summary, &partner.description];
    let texts = texts
        .into_iter()
        .flatten()
        .chain(
            partner
                .references
                .iter()
                .filter_map(|it| it.summary.as_ref()),
        )
        .map(|text| text.str(reader.lang()).chars().count())
        .sum::<usize>();
    // About what a line of facts takes.
    let facts = partner.specializations.len()
        + partner.certifications.len()
        + partner.offices.len()
        + partner.contacts.len()
        + partner.references.len()
        + partner.links.len();
    texts + 60 * facts
}

fn membership_view(reader: &Reader<'_>, membership: &Membership) -> MembershipView {
    let programme = &reader.catalogue.programmes[membership.programme];
    MembershipView {
        programme: membership.programme.index(),
        name: reader.text(programme.short_name.as_ref().unwrap_or(&programme.name)),
        tier: membership.tier.map(ListIndex::index),
    }
}
