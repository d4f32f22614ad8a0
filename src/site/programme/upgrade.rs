//! The upgrade to a tier: its new benefits and stricter criteria, with the values of both tiers.

use serde::Serialize;

use super::cell::{self, CellView};
use super::differs_by_type;
use crate::model::{Page, Programme, ProgrammeIx, Scope, TierIx, TierUpgrade};
use crate::site::context::PageContext;
use crate::site::view::TextView;

#[derive(Serialize)]
pub(crate) struct UpgradeView {
    /// The tier below.
    below: TextView,
    /// New benefits, extended benefits, stricter criteria; each only where there are any.
    parts: Vec<UpgradePartView>,
    /// Whether values differ for some types of partner.
    differs_by_type: bool,
}

#[derive(Serialize)]
struct UpgradePartView {
    /// The count: "5 new benefits".
    heading: String,
    changes: Vec<UpgradeChangeView>,
}

/// A benefit or a criterion with its values.
#[derive(Serialize)]
struct UpgradeChangeView {
    name: TextView,
    href: String,
    unit: Option<TextView>,
    from: CellView,
    to: CellView,
}

/// The upgrade to a tier; absent for the lowest, and where nothing changes.
pub(crate) fn upgrade(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    tier: TierIx,
) -> Option<UpgradeView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let upgrade = programme.upgrade(tier, Scope::default())?;
    let benefits = context.href(&Page::Benefits(context.lang, programme_ix));
    let criteria = context.href(&Page::Criteria(context.lang, programme_ix));
    let benefit = |&at: &usize| {
        let benefit = &programme.benefits[at];
        let value = |tier| cell::benefit(context, programme.benefit(at, tier, Scope::default()));
        UpgradeChangeView {
            name: context.text(&benefit.name),
            href: format!("{benefits}#benefit-{}", benefit.id),
            unit: context.text_opt(benefit.unit.as_ref()),
            from: value(upgrade.from),
            to: value(tier),
        }
    };
    let criterion = |&at: &usize| {
        let criterion = &programme.criteria[at];
        let value = |tier| {
            let asked = programme.threshold(at, tier, Scope::default());
            cell::threshold(context, criterion, asked)
        };
        UpgradeChangeView {
            name: context.text(&criterion.name),
            href: format!("{criteria}#criterion-{}", criterion.id),
            unit: cell::unit(context, criterion),
            from: value(upgrade.from),
            to: value(tier),
        }
    };
    let part = |key, changes: Vec<UpgradeChangeView>| UpgradePartView {
        heading: context.message_count(key, changes.len()),
        changes,
    };
    let parts = [
        part("step_new", upgrade.new.iter().map(benefit).collect()),
        part("step_more", upgrade.more.iter().map(benefit).collect()),
        part("step_asks", upgrade.asks.iter().map(criterion).collect()),
    ];
    let parts: Vec<UpgradePartView> = parts
        .into_iter()
        .filter(|part| !part.changes.is_empty())
        .collect();
    (!parts.is_empty()).then(|| UpgradeView {
        below: context.text(&programme.tiers[upgrade.from].name),
        differs_by_type: differs_by_type(programme),
        parts,
    })
}

/// The changes, counted: "5 new benefits, 14 extended benefits and 6 stricter criteria".
pub(crate) fn counted(
    context: PageContext<'_>,
    programme: &Programme,
    tier: TierIx,
) -> Option<String> {
    let TierUpgrade {
        new, more, asks, ..
    } = programme.upgrade(tier, Scope::default())?;
    let counts = [("step_new", new), ("step_more", more), ("step_asks", asks)];
    let words: Vec<String> = counts
        .iter()
        .filter(|(_, all)| !all.is_empty())
        .map(|(key, all)| context.message_count(key, all.len()))
        .collect();
    (!words.is_empty()).then(|| context.locale().list(&words))
}
