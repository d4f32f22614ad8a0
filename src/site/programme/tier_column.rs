//! Tiers as columns: the purpose of each, and the benefits that the tier below does not have.

use serde::Serialize;

use super::upgrade::counted;
use crate::model::{FacetValue, Programme, ProgrammeIx, Scope, TierIx, previous_tier};
use crate::site::context::PageContext;
use crate::site::theming::tier_mark::{TierView, tier};
use crate::site::view::{LinkView, TextView};

/// The maximum number of new benefits in a column; the tier's page has them all.
const GAINS_SHOWN: usize = 6;

#[derive(Serialize)]
pub(crate) struct TierColumnView {
    tier: TierView,
    summary: Option<TextView>,
    /// The changes from the tier below, counted.
    step: Option<String>,
    gains: Vec<TextView>,
    /// The number of gains that are not shown.
    more_gains: usize,
    /// The tier below, whose benefits this one has too.
    below: Option<TextView>,
    partners: Option<LinkView>,
}

/// The columns of a programme, the lowest tier first.
pub(crate) fn columns(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<TierColumnView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let tiers = programme.tiers.indexes();
    tiers.map(|ix| column(context, programme_ix, ix)).collect()
}

fn column(context: PageContext<'_>, programme_ix: ProgrammeIx, ix: TierIx) -> TierColumnView {
    let programme = &context.catalogue().programmes[programme_ix];
    let prose = programme.tiers[ix].prose.as_ref();
    let below = previous_tier(ix);
    let gains = gains(programme, ix);
    TierColumnView {
        tier: tier(context, programme_ix, ix),
        summary: context.text_opt(prose.and_then(|prose| prose.summary.as_ref())),
        step: counted(context, programme, ix),
        more_gains: gains.len().saturating_sub(GAINS_SHOWN),
        gains: gains
            .into_iter()
            .take(GAINS_SHOWN)
            .map(|at| context.text(&programme.benefits[at].name))
            .collect(),
        below: below.map(|below| context.text(&programme.tiers[below].name)),
        partners: partners(context, programme_ix, ix),
    }
}

/// The benefits that the tier below does not have, by position.
fn gains(programme: &Programme, tier: TierIx) -> Vec<usize> {
    let has = |at, tier| !programme.benefit(at, tier, Scope::default()).is_nothing();
    (0..programme.benefits.len())
        .filter(|&at| has(at, tier) && !previous_tier(tier).is_some_and(|below| has(at, below)))
        .collect()
}

/// A link to the partners of a tier, if there are any.
pub(crate) fn partners(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    tier: TierIx,
) -> Option<LinkView> {
    let facet = FacetValue::Tier(programme_ix, tier);
    let count = context.catalogue().partners_of(context.lang, facet).len();
    let label = context.message_view_count("partners_count", count);
    (count > 0).then(|| context.facet_link(facet, label))
}
