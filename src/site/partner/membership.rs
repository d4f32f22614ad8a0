//! A partner's membership of a programme: its tier, with the figures that the tier requires of it. Entry point:
//! [`memberships`].

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Membership, Partner, TierIx};
use crate::site::context::PageContext;
use crate::site::fragments::Fragments;
use crate::site::programme::cell::{self, CellView};
use crate::site::theming::tier_mark::TierView;
use crate::site::view::{DateView, LinkView, SharedView, TextView};

#[derive(Serialize)]
pub(super) struct MembershipView {
    programme: SharedView<LinkView>,
    tier: Option<SharedView<TierView>>,
    /// The label of the link to the page of the tier.
    explained: Option<SharedView<String>>,
    /// What the tier requires of this partner.
    requirements: Vec<TierRequirementView>,
    since: Option<DateView>,
    until: Option<DateView>,
    ended: bool,
    /// Oldest first.
    history: Vec<FormerTierView>,
}

/// A criterion of a tier with its threshold.
#[derive(Serialize)]
struct TierRequirementView {
    name: TextView,
    value: CellView,
    unit: Option<TextView>,
}

#[derive(Serialize)]
struct FormerTierView {
    tier: SharedView<TierView>,
    since: Option<DateView>,
}

pub(super) fn memberships(
    context: PageContext<'_>,
    fragments: &Fragments,
    partner: &Partner,
) -> Vec<MembershipView> {
    let memberships = partner.memberships.iter();
    memberships
        .map(|it| membership(context, fragments, partner, it))
        .collect()
}

fn membership(
    context: PageContext<'_>,
    fragments: &Fragments,
    partner: &Partner,
    membership: &Membership,
) -> MembershipView {
    let programme_ix = membership.programme;
    let tier = |tier| fragments.tier(programme_ix, tier);
    MembershipView {
        programme: fragments.programme(programme_ix),
        explained: membership
            .tier
            .map(|tier| fragments.tier_explained(programme_ix, tier)),
        requirements: membership.tier.map_or_else(Vec::new, |tier| {
            requirements(context, partner, membership, tier)
        }),
        tier: membership.tier.map(tier),
        since: membership.since.map(|date| context.month(date)),
        until: membership.until.map(|date| context.date(date)),
        ended: ended(context, membership.until),
        history: membership
            .history
            .iter()
            .map(|former| FormerTierView {
                tier: tier(former.tier),
                since: former.since.map(|date| context.month(date)),
            })
            .collect(),
    }
}

/// The criteria of the tier, with the lowest threshold that applies to the partner: one of its types reaches it.
fn requirements(
    context: PageContext<'_>,
    partner: &Partner,
    membership: &Membership,
    tier: TierIx,
) -> Vec<TierRequirementView> {
    let programme = &context.catalogue().programmes[membership.programme];
    let scopes = programme.scopes_of(partner);
    let criteria = programme.criteria.iter().enumerate();
    criteria
        .filter_map(|(at, criterion)| {
            let thresholds = scopes
                .iter()
                .map(|&scope| programme.threshold(at, tier, scope).unwrap_or_default());
            let least = thresholds.reduce(f64::min).filter(|&least| least != 0.0)?;
            Some(TierRequirementView {
                name: context.text(&criterion.name),
                value: cell::threshold(context, criterion, Some(least)),
                unit: cell::unit(context, criterion),
            })
        })
        .collect()
}

pub(super) fn ended(context: PageContext<'_>, until: Option<Date>) -> bool {
    until.is_some_and(|until| until < context.site.options.today)
}
