//! Groups of partners (by country, tier or letter) in a volume. Entry point: [`views`]. Other parts of the book are in
//! [`super`].

use rayon::prelude::*;
use serde::Serialize;

use super::context::EditionContext;
use super::partner::{self, PartnerView};
use super::primitives::TextView;
use crate::model::outline::{Outline, SectionPart, SectionSubject};
use crate::model::{ListIndex, PartnerIx};

/// A section of the catalogue.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct SectionView {
    name: TextView,
    /// The programme's short name, for a tier if there are several programmes.
    note: Option<TextView>,
    /// The label of the tab at the edge of the page: a country's code, a letter, a tier's name.
    tab: String,
    /// The indexes of the programme and of the tier, for a tier.
    tier: Option<(usize, usize)>,
    /// "12 partners": of the whole section, even if it is split.
    count: String,
    /// Whether it begins in an earlier volume.
    continued: bool,
    partners: Vec<PartnerView>,
}

/// The section with which a volume begins or ends.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct BoundaryView {
    section: TextView,
    /// The partner at the boundary, where the section is split there.
    partner: Option<String>,
}

/// The heading of a section in a volume that is not typeset yet.
pub(super) struct SectionOpening {
    pub(super) name: String,
    pub(super) count: String,
}

/// The partners of the context's volume.
pub(super) fn partners(
    context: &EditionContext<'_>,
    outline: &Outline,
) -> impl Iterator<Item = PartnerIx> {
    let parts = outline.parts(context.volume().number);
    parts.into_iter().flat_map(|part| part.partners.to_vec())
}

/// The sections of the context's volume.
pub(super) fn views(context: &EditionContext<'_>, outline: &Outline) -> Vec<SectionView> {
    let parts = outline.parts(context.volume().number);
    parts.iter().map(|part| section(context, part)).collect()
}

/// The sections with which a volume begins and ends; nothing if the edition has no partners.
pub(super) fn boundaries(
    context: &EditionContext<'_>,
    outline: &Outline,
    number: usize,
) -> Option<[BoundaryView; 2]> {
    let partners = &context.catalogue.partners;
    let boundaries = outline.boundaries(number)?;
    Some(boundaries.map(|boundary| {
        BoundaryView {
            section: title(context, boundary.subject).name,
            partner: boundary
                .partner
                .map(|partner| partners[partner].name.clone()),
        }
    }))
}

/// The sections that begin in a volume.
pub(super) fn openings(
    context: &EditionContext<'_>,
    outline: &Outline,
    number: usize,
) -> Vec<SectionOpening> {
    outline
        .parts(number)
        .into_iter()
        .filter(|part| !part.is_continued)
        .map(|part| SectionOpening {
            name: title(context, part.subject).name.text,
            count: context.message_count("partners", part.count),
        })
        .collect()
}

/// The title of a section.
struct SectionTitle {
    name: TextView,
    note: Option<TextView>,
    tab: String,
    tier: Option<(usize, usize)>,
}

fn title(context: &EditionContext<'_>, subject: &SectionSubject) -> SectionTitle {
    let mut note = None;
    let mut tier = None;
    let (name, tab) = match subject {
        SectionSubject::Country(country) => (
            context.plain(context.country(*country)),
            context.country_entry(*country).code.clone(),
        ),
        SectionSubject::Tier(programme_index, tier_index) => {
            let programme = &context.catalogue.programmes[*programme_index];
            let name = context.text(&programme.tiers[*tier_index].name);
            tier = Some((programme_index.index(), tier_index.index()));
            if context.catalogue.programmes.len() > 1 {
                let short_name = programme.short_name.as_ref().unwrap_or(&programme.name);
                note = Some(context.text(short_name));
            }
            let tab = name.text.clone();
            (name, tab)
        }
        SectionSubject::Letter(letter) => (context.plain(letter.clone()), letter.clone()),
        SectionSubject::Others => (context.message_view("other_partners"), "·".to_owned()),
    };
    SectionTitle {
        name,
        note,
        tab,
        tier,
    }
}

fn section(context: &EditionContext<'_>, part: &SectionPart<'_>) -> SectionView {
    let title = title(context, part.subject);
    SectionView {
        name: title.name,
        note: title.note,
        tab: title.tab,
        tier: title.tier,
        count: context.message_count("partners", part.count),
        continued: part.is_continued,
        partners: part
            .partners
            .par_iter()
            .map(|&partner| partner::view(context, partner))
            .collect(),
    }
}
