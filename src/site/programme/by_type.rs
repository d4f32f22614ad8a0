//! Differences by type of partner: only the rows that differ, with the values of every tier.

use serde::Serialize;

use super::cell::CellView;
use super::row::{TableRow, type_anchor};
use crate::model::{FacetValue, Programme, ProgrammeIx, Scope, TypeIx};
use crate::site::context::PageContext;
use crate::site::directory::facets;
use crate::site::view::{LinkView, TextView};

/// The differences for one type of partner.
#[derive(Serialize)]
pub(super) struct TypeDifferencesView {
    id: String,
    name: TextView,
    partners: LinkView,
    rows: Vec<TypeDifferenceRowView>,
}

#[derive(Serialize)]
struct TypeDifferenceRowView {
    name: TextView,
    unit: Option<TextView>,
    cells: Vec<TypeCellView>,
}

/// A value, marked where it is not the general one.
#[derive(Serialize)]
struct TypeCellView {
    value: CellView,
    differs: bool,
}

/// The types of partner for which some of these rows differ, each with those rows.
pub(super) fn by_type<'a>(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    rows: impl Iterator<Item = TableRow<'a>> + Clone,
) -> Vec<TypeDifferencesView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let mut types: Vec<TypeIx> = programme.types.clone();
    types.sort_unstable();
    let with_rows = types.into_iter().map(|it| {
        let rows = rows.clone().filter(|row| row.types().contains(&it));
        let rows: Vec<TypeDifferenceRowView> = rows
            .map(|row| type_row(context, programme, row, it))
            .collect();
        (it, rows)
    });
    with_rows
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(it, rows)| {
            let facet = FacetValue::Type(it);
            TypeDifferencesView {
                id: type_anchor(context, it),
                name: facets::name(context, facet),
                partners: context.facet_link(facet, facets::name(context, facet)),
                rows,
            }
        })
        .collect()
}

fn type_row(
    context: PageContext<'_>,
    programme: &Programme,
    row: TableRow<'_>,
    partner_type: TypeIx,
) -> TypeDifferenceRowView {
    let scope = Scope {
        partner_type: Some(partner_type),
        country: None,
    };
    let tiers = programme.tiers.indexes();
    TypeDifferenceRowView {
        name: row.name(context),
        unit: row.unit(context),
        cells: tiers
            .map(|tier| {
                let here = row.cell(context, programme, tier, scope);
                let general = row.cell(context, programme, tier, Scope::default());
                TypeCellView {
                    differs: here != general,
                    value: here,
                }
            })
            .collect(),
    }
}
