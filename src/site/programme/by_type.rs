//! Where types of partner differ from what is said for all: only the rows that do, with the values of every tier.

use serde::Serialize;

use super::cell::CellView;
use super::line::Line;
use crate::model::{Facet, Page, Programme, ProgrammeIx, Scope, TypeIx};
use crate::site::directory::facets;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// What differs for one type of partner.
#[derive(Serialize)]
pub(super) struct TypeView {
    id: String,
    name: TextView,
    partners: LinkView,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    name: TextView,
    unit: Option<TextView>,
    cells: Vec<DifferentView>,
}

/// A value, marked where it is not what is said for all.
#[derive(Serialize)]
struct DifferentView {
    value: CellView,
    differs: bool,
}

/// The place of a type on the page.
pub(super) fn anchor(reader: Reader<'_>, it: TypeIx) -> String {
    format!("type-{}", reader.catalogue().vocabulary.types[it].id)
}

/// The types of partner for which some of these lines differ, each with those lines.
pub(super) fn by_type<'a>(
    reader: Reader<'_>,
    of: ProgrammeIx,
    lines: impl Iterator<Item = Line<'a>> + Clone,
) -> Vec<TypeView> {
    let programme = &reader.catalogue().programmes[of];
    let mut types: Vec<TypeIx> = programme.types.clone();
    types.sort_unstable();
    let with_rows = types.into_iter().map(|it| {
        let lines = lines.clone().filter(|line| line.types().contains(&it));
        let rows: Vec<RowView> = lines.map(|line| row(reader, programme, line, it)).collect();
        (it, rows)
    });
    with_rows
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(it, rows)| {
            let facet = Facet::Type(it);
            let page = Page::Facet(reader.lang, facet, 1);
            TypeView {
                id: anchor(reader, it),
                name: facets::name(reader, facet),
                partners: reader.link(&page, facets::name(reader, facet)),
                rows,
            }
        })
        .collect()
}

fn row(reader: Reader<'_>, programme: &Programme, line: Line<'_>, it: TypeIx) -> RowView {
    let scope = Scope {
        partner_type: Some(it),
        country: None,
    };
    let tiers = programme.tiers.indexes();
    RowView {
        name: line.name(reader),
        unit: line.unit(reader),
        cells: tiers
            .map(|tier| {
                let here = line.cell(reader, programme, tier, scope);
                let general = line.cell(reader, programme, tier, Scope::default());
                DifferentView {
                    differs: here != general,
                    value: here,
                }
            })
            .collect(),
    }
}
