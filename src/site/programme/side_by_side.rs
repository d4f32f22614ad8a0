//! The tiers of a programme in one table: one benefit of each axis in which they differ, and every criterion.

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{BenefitValue, Page, ProgrammeIx, Scope, TierUpgrade};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::view::TextView;

#[derive(Serialize)]
pub(crate) struct ComparisonGroupView {
    heading: String,
    rows: Vec<ComparisonRowView>,
    /// What each tier adds to the one below, in the group of benefits.
    steps: Vec<TierStepView>,
}

/// What a tier adds to the one below: "5 new benefits, 14 extended benefits"; for the lowest, what it has.
#[derive(Serialize)]
struct TierStepView {
    text: String,
    href: Option<String>,
}

#[derive(Serialize)]
struct ComparisonRowView {
    name: TextView,
    href: String,
    unit: Option<TextView>,
    cells: Vec<CellView>,
}

pub(crate) fn side_by_side(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
) -> Vec<ComparisonGroupView> {
    let group = |key, rows, steps| ComparisonGroupView {
        heading: context.message(key),
        rows,
        steps,
    };
    let gains = group(
        "gains",
        benefits(context, programme_ix),
        steps(context, programme_ix),
    );
    let asks = group("asks", criteria(context, programme_ix), Vec::new());
    let groups = [gains, asks].into_iter();
    groups.filter(|it| !it.rows.is_empty()).collect()
}

fn steps(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<TierStepView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let tiers = programme.tiers.indexes();
    tiers
        .map(|tier| {
            let Some(TierUpgrade { new, more, .. }) = programme.upgrade(tier, Scope::default())
            else {
                let has = |at: &usize| {
                    let benefit = programme.benefit(*at, tier, Scope::default());
                    !benefit.is_nothing()
                };
                let count = (0..programme.benefits.len()).filter(has).count();
                return TierStepView {
                    text: context.message_count("benefits_count", count),
                    href: None,
                };
            };
            let counts = [("step_new", new.len()), ("step_more", more.len())];
            let words = counts.into_iter().filter(|(_, count)| *count > 0);
            let words: Vec<String> = words
                .map(|(key, count)| context.message_count(key, count))
                .collect();
            let page = context.href(&Page::Tier(context.lang, programme_ix, tier));
            TierStepView {
                text: words.join(&context.message("comma")),
                href: (!words.is_empty()).then(|| format!("{page}#step")),
            }
        })
        .collect()
}

fn criteria(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<ComparisonRowView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let page = context.href(&Page::Criteria(context.lang, programme_ix));
    let criteria = programme.criteria.iter().enumerate();
    criteria
        .map(|(at, it)| ComparisonRowView {
            name: context.text(&it.name),
            href: format!("{page}#criterion-{}", it.id),
            unit: cell::unit_beside(&context.text(&it.name), cell::unit(context, it)),
            cells: programme
                .tiers
                .indexes()
                .map(|tier| {
                    let asked = programme.threshold(at, tier, Scope::default());
                    cell::threshold(context, it, asked)
                })
                .collect(),
        })
        .collect()
}

fn benefits(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<ComparisonRowView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let page = context.href(&Page::Benefits(context.lang, programme_ix));
    let value = |at, tier| programme.benefit(at, tier, Scope::default());
    let differs = |at: usize| {
        let mut tiers = programme.tiers.indexes();
        let lowest = tiers.next();
        lowest.is_some_and(|lowest| tiers.any(|tier| value(at, tier) != value(at, lowest)))
    };
    let is_figure = |at: usize| {
        let mut tiers = programme.tiers.indexes();
        tiers.all(|tier| !matches!(value(at, tier), BenefitValue::Text(_) | BenefitValue::Yes))
    };
    let benefits = &programme.benefits;
    message_keys::axes_of(programme)
        .filter_map(|axis| {
            let of_axis = |&at: &usize| benefits[at].axis == axis && differs(at);
            let mut differing = (0..benefits.len()).filter(of_axis);
            // Figures can be compared at a glance.
            let at = differing
                .clone()
                .find(|&at| is_figure(at))
                .or_else(|| differing.next())?;
            let tiers = programme.tiers.indexes();
            Some(ComparisonRowView {
                name: context.text(&benefits[at].name),
                href: format!("{page}#benefit-{}", benefits[at].id),
                unit: context.text_opt(benefits[at].unit.as_ref()),
                cells: tiers
                    .map(|tier| cell::benefit(context, value(at, tier)))
                    .collect(),
            })
        })
        .collect()
}
