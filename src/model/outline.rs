//! Catalogue → the sections of a book, and how they are cut into the tomes that it is bound in.
//!
//! The paper prints them and the website tells what is in which tome: both ask here, so that they say the same. What a
//! section is called is for each of them to say.

mod split;

use std::cmp::Reverse;
use std::ops::Range;

use super::{
    Catalogue, Country, CountryIx, Edition, GroupBy, Lang, ListIndex, Partner, PartnerIx,
    ProgrammeIx, TierIx,
};

/// The order of one language, as far as sections depend on it.
pub trait Collation {
    /// The heading under which a name is listed: its first letter, or "#".
    fn initial(&self, name: &str) -> String;
    /// The sort key of a country's name in `lang`.
    fn country_sort_key(&self, country: &Country, lang: Lang) -> Vec<u8>;
}

/// The sections of a book, and how they are cut into tomes.
pub struct Sections {
    sections: Vec<(Subject, Vec<PartnerIx>)>,
    tomes: Vec<Range<usize>>,
}

/// A section, as far as it is in one tome.
pub struct Share<'a> {
    /// What the section is about.
    pub subject: &'a Subject,
    /// How many partners the whole section has.
    pub count: usize,
    /// Those in the tome; there is at least one.
    pub partners: &'a [PartnerIx],
    /// Whether the section begins in a tome before.
    pub is_continued: bool,
}

/// Where a tome begins or ends.
pub struct Border<'a> {
    /// What the section is about.
    pub subject: &'a Subject,
    /// The partner, where the section is cut there.
    pub partner: Option<PartnerIx>,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A country.
    Country(CountryIx),
    /// A tier.
    Tier(ProgrammeIx, TierIx),
    /// A letter, or what names stand under that begin with none.
    Letter(String),
    /// Those that have no country, or no tier.
    Others,
}

impl Sections {
    /// The sections in their order: countries by name, the volume's own first; tiers from the highest of the first
    /// programme on; letters as the names come. `locale` is that of the volume's language.
    pub fn of(catalogue: &Catalogue, volume: &Edition, locale: &impl Collation) -> Self {
        let mut sections: Vec<(Subject, Vec<PartnerIx>)> = Vec::new();
        for &at in volume.partners(catalogue) {
            let subject = subject(catalogue, locale, &catalogue.partners[at]);
            match sections.iter_mut().find(|(other, _)| *other == subject) {
                Some((_, partners)) => partners.push(at),
                None => sections.push((subject, vec![at])),
            }
        }
        match catalogue.settings.paper.group_by {
            GroupBy::Country => sections.sort_by_cached_key(|(subject, _)| {
                country_order(catalogue, volume, locale, subject)
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
            tomes: split::tomes(&sizes, volume.tomes(catalogue).count(), limit),
            sections,
        }
    }

    /// How many there are in the book.
    pub fn count(&self) -> usize {
        self.sections.len()
    }

    /// All partners in the order of the book.
    pub fn partners(&self) -> impl Iterator<Item = PartnerIx> {
        let sections = self.sections.iter();
        sections.flat_map(|(_, partners)| partners.iter().copied())
    }

    /// What is in a tome, by its number from 1.
    pub fn shares(&self, tome: usize) -> Vec<Share<'_>> {
        let nothing = 0..0;
        let tome = self.tomes.get(tome - 1).unwrap_or(&nothing);
        let mut start = 0;
        let mut shares = Vec::new();
        for (subject, partners) in &self.sections {
            let own = tome.start.max(start)..tome.end.min(start + partners.len());
            if !own.is_empty() {
                shares.push(Share {
                    subject,
                    count: partners.len(),
                    partners: &partners[own.start - start..own.end - start],
                    is_continued: own.start > start,
                });
            }
            start += partners.len();
        }
        shares
    }

    /// Where a tome begins and ends; nothing of a book without partners.
    pub fn borders(&self, tome: usize) -> Option<[Border<'_>; 2]> {
        let shares = self.shares(tome);
        let (first, last) = (shares.first()?, shares.last()?);
        let next = self.shares(tome + 1);
        let goes_on = next.first().is_some_and(|next| next.is_continued);
        let begins = first.partners.first().filter(|_| first.is_continued);
        let ends = last.partners.last().filter(|_| goes_on);
        Some(
            [(first, begins), (last, ends)].map(|(share, partner)| Border {
                subject: share.subject,
                partner: partner.copied(),
            }),
        )
    }
}

fn subject(catalogue: &Catalogue, locale: &impl Collation, partner: &Partner) -> Subject {
    match catalogue.settings.paper.group_by {
        GroupBy::Country => partner
            .headquarters()
            .map(|office| office.country)
            .or(partner.countries.first().copied())
            .map_or(Subject::Others, Subject::Country),
        GroupBy::Tier => catalogue
            .top_tier(partner)
            .map_or(Subject::Others, |(programme, tier)| {
                Subject::Tier(programme, tier)
            }),
        GroupBy::Letter => Subject::Letter(locale.initial(&partner.sort_name)),
    }
}

fn country_order(
    catalogue: &Catalogue,
    volume: &Edition,
    locale: &impl Collation,
    subject: &Subject,
) -> (u8, Vec<u8>) {
    match subject {
        Subject::Country(country) if volume.country() == Some(*country) => (0, Vec::new()),
        Subject::Country(country) => {
            let country = &catalogue.vocabulary.countries[*country];
            (1, locale.country_sort_key(country, volume.lang))
        }
        _ => (2, Vec::new()),
    }
}

fn tier_order(subject: &Subject) -> (usize, Reverse<usize>) {
    match subject {
        Subject::Tier(programme, tier) => (programme.index(), Reverse(tier.index())),
        _ => (usize::MAX, Reverse(0)),
    }
}
