//! The tiers of a programme in one table: every criterion, and the first benefit of each axis in which they differ.

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{Page, ProgrammeIx, Scope};
use crate::site::context::PageContext;
use crate::site::message_keys;
use crate::site::view::TextView;

#[derive(Serialize)]
pub(crate) struct ComparisonGroupView {
    heading: String,
    rows: Vec<ComparisonRowView>,
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
    let groups = [
        ("asks", criteria(context, programme_ix)),
        ("gains", benefits(context, programme_ix)),
    ];
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    groups
        .map(|(key, rows)| ComparisonGroupView {
            heading: context.message(key),
            rows,
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
            unit: cell::unit(context, it),
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
    let benefits = &programme.benefits;
    message_keys::axes_of(programme)
        .filter_map(|axis| {
            let of_axis = |&at: &usize| benefits[at].axis == axis && differs(at);
            let at = (0..benefits.len()).find(of_axis)?;
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
