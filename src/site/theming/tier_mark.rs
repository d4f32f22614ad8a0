//! A tier as a badge: its name, its page, and the class of its mark and its seal, which the style sheet shows. Entry points:
//! [`tier`], and [`drawn_in`] for generated drawings.

use serde::Serialize;

use super::colors::tier_class;
use super::metal::Metal;
use super::seal::{self, Rank};
use crate::model::{ListIndex, Page, ProgrammeIx, TierIx};
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
