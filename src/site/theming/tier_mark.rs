//! A tier as a badge: its name, its page, and the class of its mark and its seal, which the style sheet shows. Entry points:
//! [`tier`], [`marks`], and [`drawn_in`] for generated drawings.

use serde::Serialize;

use super::colors::tier_class;
use super::metal::Metal;
use super::seal::{self, Rank};
use crate::model::{Catalogue, ListIndex, Page, ProgrammeIx, TierIx};
use crate::site::context::PageContext;
use crate::site::view::TextView;

/// A tier as a badge.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TierView {
    pub(crate) name: TextView,
    pub(crate) programme: TextView,
    /// The page that explains the tier.
    pub(crate) href: String,
    /// The class of its colours.
    pub(crate) class: String,
    pub(crate) rank: usize,
    pub(crate) of: usize,
}

/// The shape of a tier's mark.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MarkView {
    steps: Vec<MarkStep>,
}

/// A tier with its mark, for scripts, which render it themselves.
#[derive(Serialize)]
pub(crate) struct TierWithMark {
    #[serde(flatten)]
    tier: TierView,
    #[serde(flatten)]
    mark: MarkView,
}

impl From<TierView> for TierWithMark {
    fn from(tier: TierView) -> Self {
        let steps = steps(tier.rank, tier.of);
        Self {
            tier,
            mark: MarkView { steps },
        }
    }
}

/// One step of the mark, in a field of 16 × 16.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct MarkStep {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) reached: bool,
}

pub(crate) fn tier(context: PageContext<'_>, programme_ix: ProgrammeIx, tier: TierIx) -> TierView {
    let programme = &context.catalogue().programmes[programme_ix];
    let short = programme.short_name.as_ref().unwrap_or(&programme.name);
    let id = &programme.tiers[tier].id;
    TierView {
        name: context.text(&programme.tiers[tier].name),
        programme: context.text(short),
        href: context.href(&Page::Tier(context.lang, programme_ix, tier)),
        class: tier_class(&programme.id, id),
        rank: tier.index() + 1,
        of: programme.tiers.len(),
    }
}

/// The marks of all tiers, by the class of their colours.
pub(crate) fn marks(catalogue: &Catalogue) -> impl Iterator<Item = (String, MarkView)> {
    catalogue.programmes.iter().flat_map(|(_, programme)| {
        let tiers = programme.tiers.len();
        programme.tiers.iter().map(move |(ix, tier)| {
            let steps = steps(ix.index() + 1, tiers);
            (tier_class(&programme.id, &tier.id), MarkView { steps })
        })
    })
}

/// Draws the seal of a tier around 0, 0 into a drawing that declares the prefix `xlink`.
pub(crate) fn drawn_in(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    ix: TierIx,
    svg: &mut String,
) {
    let tiers = &context.catalogue().programmes[programme_ix].tiers;
    let tier = &tiers[ix];
    let rank = Rank {
        rank: ix.index() + 1,
        of: tiers.len(),
    };
    let settings = &context.site.theme.settings;
    let metal = Metal::in_theme(settings, &tier.id, tier.color.as_deref());
    seal::drawn(rank, &metal, &context.site.mark, svg);
}

pub(crate) fn steps(rank: usize, tiers: usize) -> Vec<MarkStep> {
    const FIELD: f64 = 16.0;
    const LOWEST: f64 = 5.0;
    let count = tiers.max(1) as f64;
    let gap = if tiers > 5 { 1.0 } else { 1.5 };
    let width = (FIELD - gap * (count - 1.0)) / count;
    let rise = (FIELD - LOWEST) / (count - 1.0).max(1.0);
    let hundredths = |length: f64| (length * 100.0).round() / 100.0;
    (0..tiers)
        .map(|step| {
            let height = if tiers == 1 {
                FIELD
            } else {
                LOWEST + rise * step as f64
            };
            MarkStep {
                x: hundredths((width + gap) * step as f64),
                y: hundredths(FIELD - height),
                width: hundredths(width),
                height: hundredths(height),
                reached: step < rank,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn the_highest_tier_fills_every_step_and_the_lowest_fills_one() {
        assert!(steps(4, 4).iter().all(|step| step.reached));
        assert_eq!(steps(1, 4).iter().filter(|step| step.reached).count(), 1);
    }

    #[test]
    fn steps_rise_within_the_field() {
        let steps = steps(2, 6);
        assert!(steps.windows(2).all(|pair| pair[0].height < pair[1].height));
        let last = steps.last().unwrap();
        assert!(last.x + last.width <= 16.01 && last.y >= 0.0);
    }
}
