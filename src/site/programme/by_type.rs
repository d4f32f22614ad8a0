//! Where types of partner differ from what is said for all: only the rows that do, with the values of every tier.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cell::{self, CellView};
use crate::model::{Facet, Page, Programme, ProgrammeIx, Scope, TypeIx};
use crate::site::directory::facets;
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// What differs for one type of partner.
#[derive(Serialize)]
pub(crate) struct TypeView {
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
pub(crate) fn anchor(reader: Reader<'_>, it: TypeIx) -> String {
    format!("type-{}", reader.catalogue().vocabulary.types[it].id)
}

pub(crate) fn benefits_by_type(reader: Reader<'_>, of: ProgrammeIx) -> Vec<TypeView> {
    let programme = &reader.catalogue().programmes[of];
    by_type(reader, programme, |it| {
        let benefits = programme.benefits.iter().enumerate();
        benefits
            .filter(|(_, benefit)| benefit.by_type.contains_key(&it))
            .map(|(at, benefit)| RowView {
                name: reader.text(&benefit.name),
                unit: reader.maybe(benefit.unit.as_ref()),
                cells: cells(
                    programme,
                    |tier, scope| cell::benefit(reader, programme.benefit(at, tier, scope)),
                    it,
                ),
            })
            .collect()
    })
}

pub(crate) fn criteria_by_type(reader: Reader<'_>, of: ProgrammeIx) -> Vec<TypeView> {
    let programme = &reader.catalogue().programmes[of];
    by_type(reader, programme, |it| {
        let criteria = programme.criteria.iter().enumerate();
        criteria
            .filter(|(_, criterion)| criterion.by_type.contains_key(&it))
            .map(|(at, criterion)| RowView {
                name: reader.text(&criterion.name),
                unit: cell::unit(reader, criterion),
                cells: cells(
                    programme,
                    |tier, scope| {
                        cell::threshold(reader, criterion, programme.threshold(at, tier, scope))
                    },
                    it,
                ),
            })
            .collect()
    })
}

fn by_type(
    reader: Reader<'_>,
    programme: &Programme,
    rows: impl Fn(TypeIx) -> Vec<RowView>,
) -> Vec<TypeView> {
    let rows: BTreeMap<TypeIx, Vec<RowView>> =
        programme.types.iter().map(|&it| (it, rows(it))).collect();
    let differing = rows.into_iter().filter(|(_, rows)| !rows.is_empty());
    differing
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

fn cells(
    programme: &Programme,
    value: impl Fn(crate::model::TierIx, Scope) -> CellView,
    it: TypeIx,
) -> Vec<DifferentView> {
    let scope = Scope {
        partner_type: Some(it),
        country: None,
    };
    let tiers = programme.tiers.indexes();
    tiers
        .map(|tier| {
            let here = value(tier, scope);
            DifferentView {
                differs: here != value(tier, Scope::default()),
                value: here,
            }
        })
        .collect()
}
