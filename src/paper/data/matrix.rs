//! Criteria and benefits by tier: the rows of the two tables, and of those that a country changed.

mod benefit;
mod criterion;

use std::collections::BTreeMap;

use serde::Serialize;

use super::primitives::TextView;
use super::reader::Reader;
use crate::model::{ByTier, CountryOverride, Override, Programme, Scope, TypeIx};

pub(super) use self::benefit::{BenefitAxisView, benefits};
pub(super) use self::criterion::{CriteriaFamilyView, criteria};

/// What is different for one type of partner: a row under the row for all.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct TypeRowView {
    /// The type's plural name.
    name: TextView,
    /// One for each tier, those that are the same included.
    values: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct CellView {
    /// `no`, `yes`, or `text` for everything that is written out.
    kind: &'static str,
    /// What is written out, or read out.
    text: TextView,
    /// In a row for a type of partner: whether it is different from the row for all.
    differs: bool,
}

/// A row of the programme that a country changed.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DifferenceView {
    name: TextView,
    unit: Option<TextView>,
    /// The type of partner it is about; absent: all.
    partner: Option<TextView>,
    values: Vec<CellView>,
}

/// The rows that a country changed.
pub(super) fn differences(
    reader: &Reader<'_>,
    programme: &Programme,
    share: &CountryOverride,
) -> Vec<DifferenceView> {
    let country = Some(share.country);
    let mut list = Vec::new();
    for (&at, over) in &share.criteria {
        let changed = &programme.criteria[at];
        for partner_type in concerned(over) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier =
                |tier| criterion::threshold(reader, changed, programme.threshold(at, tier, scope));
            list.push(DifferenceView {
                name: reader.text(&changed.name),
                unit: criterion::unit(reader, changed),
                partner: partner_type.map(|at| type_name(reader, at)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    for (&at, over) in &share.benefits {
        let changed = &programme.benefits[at];
        for partner_type in concerned(over) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier = |tier| benefit::value(reader, programme.benefit(at, tier, scope));
            list.push(DifferenceView {
                name: reader.text(&changed.name),
                unit: reader.maybe(&changed.unit),
                partner: partner_type.map(|at| type_name(reader, at)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    list
}

/// For whom a country changed something: all, and single types.
fn concerned<T>(over: &Override<T>) -> Vec<Option<TypeIx>> {
    let all = over.all.0.iter().any(Option::is_some).then_some(None);
    all.into_iter()
        .chain(over.by_type.keys().copied().map(Some))
        .collect()
}

/// The row for all, and the rows for the types that differ.
fn rows<T>(
    reader: &Reader<'_>,
    by_type: &BTreeMap<TypeIx, ByTier<T>>,
    values: impl Fn(Scope) -> Vec<CellView>,
) -> (Vec<CellView>, Vec<TypeRowView>) {
    let all = values(reader.scope());
    let row = |&partner_type: &TypeIx| {
        let mut cells = values(Scope {
            partner_type: Some(partner_type),
            ..reader.scope()
        });
        for (cell, for_all) in cells.iter_mut().zip(&all) {
            cell.differs = (cell.kind, &cell.text.text) != (for_all.kind, &for_all.text.text);
        }
        TypeRowView {
            name: type_name(reader, partner_type),
            values: cells,
        }
    };
    let by_type = by_type.keys().map(row).collect();
    (all, by_type)
}

fn type_name(reader: &Reader<'_>, at: TypeIx) -> TextView {
    let term = &reader.catalogue.vocabulary.types[at];
    reader.text(term.plural.as_ref().unwrap_or(&term.name))
}
