//! The partners of a volume, by section.

use rayon::prelude::*;
use serde::Serialize;

use super::partner::{self, PartnerView};
use super::primitives::TextView;
use super::reader::Reader;
use crate::model::outline::{Sections, Share, Subject};
use crate::model::{ListIndex, PartnerIx};

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

/// The partners of the reader's tome.
pub(super) fn partners(
    reader: &Reader<'_>,
    sections: &Sections,
) -> impl Iterator<Item = PartnerIx> {
    let shares = sections.shares(reader.bound.tome.number);
    shares.into_iter().flat_map(|share| share.partners.to_vec())
}

/// The sections of the reader's tome.
pub(super) fn views(reader: &Reader<'_>, sections: &Sections) -> Vec<SectionView> {
    let shares = sections.shares(reader.bound.tome.number);
    shares.iter().map(|share| section(reader, share)).collect()
}

/// Where a tome begins and ends; nothing of a book without partners.
pub(super) fn borders(
    reader: &Reader<'_>,
    sections: &Sections,
    number: usize,
) -> Option<[BorderView; 2]> {
    let borders = sections.borders(number)?;
    Some(borders.map(|border| {
        BorderView {
            section: heading(reader, border.subject).name,
            partner: border
                .partner
                .map(|at| reader.catalogue.partners[at].name.clone()),
        }
    }))
}

/// The sections that begin in a tome.
pub(super) fn openings(reader: &Reader<'_>, sections: &Sections, number: usize) -> Vec<Opening> {
    let shares = sections.shares(number).into_iter();
    shares
        .filter(|share| !share.is_continued)
        .map(|share| Opening {
            name: heading(reader, share.subject).name.text,
            count: reader.count("paper_partners", share.count),
        })
        .collect()
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
            tier = Some((of.index(), at.index()));
            if reader.catalogue.programmes.len() > 1 {
                let short = programme.short_name.as_ref().unwrap_or(&programme.name);
                note = Some(reader.text(short));
            }
            let tab = name.text.clone();
            (name, tab)
        }
        Subject::Letter(letter) => (reader.plain(letter.clone()), letter.clone()),
        Subject::Others => (reader.said("paper_other_partners"), "·".to_owned()),
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
    let partners = share.partners.par_iter();
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
