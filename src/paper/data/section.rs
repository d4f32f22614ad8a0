//! The partners of a volume, by section.

use std::ops::Range;

use serde::Serialize;

use super::cut;
use super::partner::{self, PartnerView};
use super::reader::Reader;
use super::words::TextView;
use crate::model::{CountryIx, GroupBy, ListIndex, Partner, PartnerIx, ProgrammeIx, TierIx};

/// A section of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct SectionView {
    name: TextView,
    /// The programme's short name, for a tier where there are several programmes.
    note: Option<TextView>,
    /// What stands on the tab at the edge of the page: a country's code, a letter, a tier's name.
    tab: String,
    /// The position of the programme and of the tier, for a tier.
    tier: Option<(usize, usize)>,
    /// "12 partners": of the whole section, where it is cut as well.
    count: String,
    /// Whether it began in the volume before.
    continued: bool,
    partners: Vec<PartnerView>,
}

/// The sections of a book, and how they are cut into tomes.
pub(super) struct Sections {
    sections: Vec<(Subject, Vec<PartnerIx>)>,
    tomes: Vec<Range<usize>>,
}

/// A section, as far as it is in one tome.
struct Share<'a> {
    subject: &'a Subject,
    /// Of the whole section.
    count: usize,
    /// Those in the tome.
    partners: &'a [PartnerIx],
    is_continued: bool,
}

/// Where a tome begins or ends.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct BorderView {
    /// The section.
    section: TextView,
    /// The partner, where the section is cut there.
    partner: Option<String>,
}

/// A heading that there will be.
pub(super) struct Opening {
    pub(super) name: String,
    pub(super) count: String,
}

/// What a section is about.
#[derive(Debug, Clone, PartialEq)]
enum Subject {
    Country(CountryIx),
    Tier(ProgrammeIx, TierIx),
    Letter(String),
    /// For those that have no country, or no tier.
    Others,
}

/// The sections in their order: countries by name, the volume's own first; tiers from the highest of the first
/// programme on; letters as the names come.
pub(super) fn of(reader: &Reader<'_>) -> Sections {
    let mut sections: Vec<(Subject, Vec<PartnerIx>)> = Vec::new();
    for &at in reader.partners() {
        let subject = subject(reader, &reader.catalogue.partners[at]);
        match sections.iter_mut().find(|(other, _)| *other == subject) {
            Some((_, partners)) => partners.push(at),
            None => sections.push((subject, vec![at])),
        }
    }
    match reader.catalogue.settings.paper.group_by {
        GroupBy::Country => {
            sections.sort_by_cached_key(|(subject, _)| country_order(reader, subject))
        }
        GroupBy::Tier => sections.sort_by_key(|(subject, _)| tier_order(subject)),
        GroupBy::Letter => {}
    }
    let sizes: Vec<usize> = sections
        .iter()
        .map(|(_, partners)| partners.len())
        .collect();
    let limit = reader.catalogue.settings.paper.partners_per_volume.max(1);
    Sections {
        tomes: cut::tomes(&sizes, reader.bound.tome.of, limit),
        sections,
    }
}

impl Sections {
    /// How many there are in the book.
    pub(super) fn len(&self) -> usize {
        self.sections.len()
    }

    /// The partners of the reader's tome.
    pub(super) fn partners(&self, reader: &Reader<'_>) -> impl Iterator<Item = PartnerIx> {
        let shares = self.shares(reader.bound.tome.number);
        shares.into_iter().flat_map(|share| share.partners.to_vec())
    }

    /// The sections of the reader's tome.
    pub(super) fn views(&self, reader: &Reader<'_>) -> Vec<SectionView> {
        let shares = self.shares(reader.bound.tome.number);
        shares.iter().map(|share| section(reader, share)).collect()
    }

    /// Where a tome begins and ends; nothing of a book without partners.
    pub(super) fn borders(&self, reader: &Reader<'_>, number: usize) -> Option<[BorderView; 2]> {
        let shares = self.shares(number);
        let (first, last) = (shares.first()?, shares.last()?);
        let goes_on = self
            .shares(number + 1)
            .first()
            .is_some_and(|next| next.is_continued);
        let name =
            |at: Option<&PartnerIx>| at.map(|&at| reader.catalogue.partners[at].name.clone());
        let border = |share: &Share<'_>, partner| BorderView {
            section: heading(reader, share.subject).name,
            partner,
        };
        Some([
            border(
                first,
                name(first.partners.first()).filter(|_| first.is_continued),
            ),
            border(last, name(last.partners.last()).filter(|_| goes_on)),
        ])
    }

    /// The sections that begin in a tome.
    pub(super) fn openings(&self, reader: &Reader<'_>, number: usize) -> Vec<Opening> {
        let shares = self.shares(number).into_iter();
        shares
            .filter(|share| !share.is_continued)
            .map(|share| Opening {
                name: heading(reader, share.subject).name.text,
                count: reader.count("paper_partners", share.count),
            })
            .collect()
    }

    fn shares(&self, number: usize) -> Vec<Share<'_>> {
        let nothing = 0..0;
        let tome = self.tomes.get(number - 1).unwrap_or(&nothing);
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
}

fn subject(reader: &Reader<'_>, partner: &Partner) -> Subject {
    match reader.catalogue.settings.paper.group_by {
        GroupBy::Country => partner
            .headquarters()
            .map(|office| office.country)
            .or(partner.countries.first().copied())
            .map_or(Subject::Others, Subject::Country),
        GroupBy::Tier => reader
            .catalogue
            .foremost_tier(partner)
            .map_or(Subject::Others, |(programme, tier)| {
                Subject::Tier(programme, tier)
            }),
        GroupBy::Letter => Subject::Letter(reader.locale.initial(&partner.sort_name)),
    }
}

fn country_order(reader: &Reader<'_>, subject: &Subject) -> (u8, Vec<u8>) {
    match subject {
        Subject::Country(country) if reader.volume.country() == Some(*country) => (0, Vec::new()),
        Subject::Country(country) => (1, reader.locale.sort_key(&reader.country(*country))),
        _ => (2, Vec::new()),
    }
}

fn tier_order(subject: &Subject) -> (usize, std::cmp::Reverse<usize>) {
    match subject {
        Subject::Tier(programme, tier) => (programme.at(), std::cmp::Reverse(tier.at())),
        _ => (usize::MAX, std::cmp::Reverse(0)),
    }
}

/// What a section is called.
struct Heading {
    name: TextView,
    note: Option<TextView>,
    tab: String,
    tier: Option<(usize, usize)>,
}

fn heading(reader: &Reader<'_>, subject: &Subject) -> Heading {
    let mut note = None;
    let mut tier = None;
    let (name, tab) = match subject {
        Subject::Country(country) => (
            reader.plain(reader.country(*country)),
            reader.land(*country).code.clone(),
        ),
        Subject::Tier(of, at) => {
            let programme = &reader.catalogue.programmes[*of];
            let name = reader.text(&programme.tiers[*at].name);
            tier = Some((of.at(), at.at()));
            if reader.catalogue.programmes.len() > 1 {
                let short = programme.short_name.as_ref().unwrap_or(&programme.name);
                note = Some(reader.text(short));
            }
            let tab = name.text.clone();
            (name, tab)
        }
        Subject::Letter(letter) => (reader.plain(letter.clone()), letter.clone()),
        Subject::Others => (
            reader.plain(reader.say("paper_other_partners", &[])),
            "·".to_owned(),
        ),
    };
    Heading {
        name,
        note,
        tab,
        tier,
    }
}

fn section(reader: &Reader<'_>, share: &Share<'_>) -> SectionView {
    let heading = heading(reader, share.subject);
    let partners = share.partners.iter();
    SectionView {
        name: heading.name,
        note: heading.note,
        tab: heading.tab,
        tier: heading.tier,
        count: reader.count("paper_partners", share.count),
        continued: share.is_continued,
        partners: partners.map(|&at| partner::view(reader, at)).collect(),
    }
}
