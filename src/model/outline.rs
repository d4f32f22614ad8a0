//! Outline of an edition: its sections, and which part of them each volume has. Built by [`Outline::new`].
//!
//! The paper prints the sections and the website's download page names the first and last of each volume; both read them
//! here, so that they agree. Each words the titles of sections itself.

mod split;

use std::cmp::Reverse;
use std::ops::Range;

use super::{
    Catalogue, Country, CountryIx, Edition, GroupBy, Lang, ListIndex, Partner, PartnerIx,
    ProgrammeIx, TierIx,
};

/// The sort order of one language, as far as sections depend on it.
pub trait Collation {
    /// The heading under which a name is listed: its first letter, or "#".
    fn initial(&self, name: &str) -> String;
    /// The sort key of a country's name in `lang`.
    fn country_sort_key(&self, country: &Country, lang: Lang) -> Vec<u8>;
}

/// The sections of an edition, and the partners of each of its volumes.
pub struct Outline {
    sections: Vec<(SectionSubject, Vec<PartnerIx>)>,
    /// The partners of each volume, by their positions in the edition.
    volumes: Vec<Range<usize>>,
}

/// The part of a section that is in one volume.
pub struct SectionPart<'a> {
    /// The subject of the section.
    pub subject: &'a SectionSubject,
    /// The number of partners in the whole section.
    pub count: usize,
    /// The partners in the volume; at least one.
    pub partners: &'a [PartnerIx],
    /// Whether the section begins in an earlier volume.
    pub is_continued: bool,
}

/// The section with which a volume begins or ends.
pub struct SectionBoundary<'a> {
    /// The subject of the section.
    pub subject: &'a SectionSubject,
    /// The partner at the boundary, where the section is split there.
    pub partner: Option<PartnerIx>,
}

/// What the partners of a section have in common.
#[derive(Debug, Clone, PartialEq)]
pub enum SectionSubject {
    /// A country.
    Country(CountryIx),
    /// A tier.
    Tier(ProgrammeIx, TierIx),
    /// The initial of their names; "#" for names that do not begin with a letter.
    Letter(String),
    /// No country, or no tier.
    Others,
}

impl Outline {
    /// The sections of an edition in order: countries by name, with the edition's own country first; tiers from the highest
    /// tier of the first programme; letters in the order of names. `locale` is that of the edition's language.
    pub fn new(catalogue: &Catalogue, edition: &Edition, locale: &impl Collation) -> Self {
        let mut sections: Vec<(SectionSubject, Vec<PartnerIx>)> = Vec::new();
        for &partner in edition.partners(catalogue) {
            let subject = subject(catalogue, locale, &catalogue.partners[partner]);
            match sections.iter_mut().find(|(other, _)| *other == subject) {
                Some((_, partners)) => partners.push(partner),
                None => sections.push((subject, vec![partner])),
            }
        }
        match catalogue.settings.paper.group_by {
            GroupBy::Country => sections.sort_by_cached_key(|(subject, _)| {
                country_order(catalogue, edition, locale, subject)
            }),
            GroupBy::Tier => sections.sort_by_key(|(subject, _)| tier_order(subject)),
            GroupBy::Letter => {}
        }
        let sizes: Vec<usize> = sections
            .iter()
            .map(|(_, partners)| partners.len())
            .collect();
        let limit = catalogue.settings.paper.partners_per_volume.max(1);
        Self {
            volumes: split::volumes(&sizes, edition.volumes(catalogue).count(), limit),
            sections,
        }
    }

    /// All partners in the order of the edition.
    pub fn partners(&self) -> impl Iterator<Item = PartnerIx> {
        self.sections
            .iter()
            .flat_map(|(_, partners)| partners.iter().copied())
    }

    /// The sections of a volume, by its number from 1.
    pub fn parts(&self, number: usize) -> Vec<SectionPart<'_>> {
        let nothing = 0..0;
        let volume = self.volumes.get(number - 1).unwrap_or(&nothing);
        let mut start = 0;
        let mut parts = Vec::new();
        for (subject, partners) in &self.sections {
            let shared = volume.start.max(start)..volume.end.min(start + partners.len());
            if !shared.is_empty() {
                parts.push(SectionPart {
                    subject,
                    count: partners.len(),
                    partners: &partners[shared.start - start..shared.end - start],
                    is_continued: shared.start > start,
                });
            }
            start += partners.len();
        }
        parts
    }

    /// The beginning and the end of a volume, by its number from 1; nothing if the edition has no partners.
    pub fn boundaries(&self, number: usize) -> Option<[SectionBoundary<'_>; 2]> {
        let parts = self.parts(number);
        let (first, last) = (parts.first()?, parts.last()?);
        let next = self.parts(number + 1);
        let is_split_at_end = next.first().is_some_and(|next| next.is_continued);
        let first_partner = first.partners.first().filter(|_| first.is_continued);
        let last_partner = last.partners.last().filter(|_| is_split_at_end);
        Some(
            [(first, first_partner), (last, last_partner)].map(|(part, partner)| SectionBoundary {
                subject: part.subject,
                partner: partner.copied(),
            }),
        )
    }
}

fn subject(catalogue: &Catalogue, locale: &impl Collation, partner: &Partner) -> SectionSubject {
    match catalogue.settings.paper.group_by {
        GroupBy::Country => partner
            .headquarters()
            .map(|office| office.country)
            .or(partner.countries.first().copied())
            .map_or(SectionSubject::Others, SectionSubject::Country),
        GroupBy::Tier => catalogue
            .top_tier(partner)
            .map_or(SectionSubject::Others, |(programme, tier)| {
                SectionSubject::Tier(programme, tier)
            }),
        GroupBy::Letter => SectionSubject::Letter(locale.initial(&partner.sort_name)),
    }
}

fn country_order(
    catalogue: &Catalogue,
    edition: &Edition,
    locale: &impl Collation,
    subject: &SectionSubject,
) -> (u8, Vec<u8>) {
    match subject {
        SectionSubject::Country(country) if edition.country() == Some(*country) => (0, Vec::new()),
        SectionSubject::Country(country) => {
            let country = &catalogue.vocabulary.countries[*country];
            (1, locale.country_sort_key(country, edition.lang))
        }
        _ => (2, Vec::new()),
    }
}

fn tier_order(subject: &SectionSubject) -> (usize, Reverse<usize>) {
    match subject {
        SectionSubject::Tier(programme, tier) => (programme.index(), Reverse(tier.index())),
        _ => (usize::MAX, Reverse(0)),
    }
}
