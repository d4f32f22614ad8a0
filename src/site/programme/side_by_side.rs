//! The tiers of a programme in one table: every criterion, and of each axis the foremost benefit in which they differ.

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{Page, ProgrammeIx, Scope};
use crate::site::message_keys;
use crate::site::reader::Reader;
use crate::site::text::TextView;

#[derive(Serialize)]
pub(crate) struct GroupView {
    heading: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    name: TextView,
    href: String,
    unit: Option<TextView>,
    cells: Vec<CellView>,
}

pub(crate) fn side_by_side(reader: Reader<'_>, of: ProgrammeIx) -> Vec<GroupView> {
    let groups = [
        ("asks", criteria(reader, of)),
        ("gains", benefits(reader, of)),
    ];
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    groups
        .map(|(key, rows)| GroupView {
            heading: reader.say(key),
            rows,
        })
        .collect()
}

fn criteria(reader: Reader<'_>, of: ProgrammeIx) -> Vec<RowView> {
    let programme = &reader.catalogue().programmes[of];
    let page = reader.href(&Page::Criteria(reader.lang, of));
    let criteria = programme.criteria.iter().enumerate();
    criteria
        .map(|(at, it)| RowView {
            name: reader.text(&it.name),
            href: format!("{page}#criterion-{}", it.id),
            unit: cell::unit(reader, it),
            cells: programme
                .tiers
                .indexes()
                .map(|tier| {
                    let asked = programme.threshold(at, tier, Scope::default());
                    cell::threshold(reader, it, asked)
                })
                .collect(),
        })
        .collect()
}

fn benefits(reader: Reader<'_>, of: ProgrammeIx) -> Vec<RowView> {
    let programme = &reader.catalogue().programmes[of];
    let page = reader.href(&Page::Benefits(reader.lang, of));
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
            Some(RowView {
                name: reader.text(&benefits[at].name),
                href: format!("{page}#benefit-{}", benefits[at].id),
                unit: reader.maybe(benefits[at].unit.as_ref()),
                cells: tiers
                    .map(|tier| cell::benefit(reader, value(at, tier)))
                    .collect(),
            })
        })
        .collect()
}
