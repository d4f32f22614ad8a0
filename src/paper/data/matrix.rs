//! Tables of criteria and benefits by tier. Entry points: [`criteria`] and [`benefits`] for the two tables,
//! [`differences`] for the rows that a country overrides.

mod benefit;
mod criterion;

use std::collections::BTreeMap;

use serde::Serialize;

use super::context::EditionContext;
use super::primitives::TextView;
use crate::model::{ByTier, CountryOverride, Override, Programme, Scope, TypeIx};

pub(super) use self::benefit::{BenefitAxisView, benefits};
pub(super) use self::criterion::{CriteriaFamilyView, criteria};

/// The row for one type of partner, under the row for all.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct TypeRowView {
    /// The type's plural name.
    name: TextView,
    /// One per tier, including equal ones.
    values: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct CellView {
    /// `no`, `yes`, or `text` for any other value.
    kind: &'static str,
    /// The value as text, for display or for screen readers.
    text: TextView,
    /// In a row for a type of partner: whether it differs from the row for all.
    differs: bool,
}

/// A row that a country overrides.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DifferenceView {
    name: TextView,
    unit: Option<TextView>,
    /// The type of partner it applies to; absent: all.
    partner: Option<TextView>,
    values: Vec<CellView>,
}

/// The rows that a country overrides.
pub(super) fn differences(
    context: &EditionContext<'_>,
    programme: &Programme,
    overrides: &CountryOverride,
) -> Vec<DifferenceView> {
    let country = Some(overrides.country);
    let mut differences = Vec::new();
    for (&index, values) in &overrides.criteria {
        let criterion = &programme.criteria[index];
        for partner_type in affected_types(values) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier = |tier| {
                let minimum = programme.threshold(index, tier, scope);
                criterion::threshold(context, criterion, minimum)
            };
            differences.push(DifferenceView {
                name: context.text(&criterion.name),
                unit: criterion::unit(context, criterion),
                partner: partner_type.map(|index| type_name(context, index)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    for (&index, values) in &overrides.benefits {
        let benefit = &programme.benefits[index];
        for partner_type in affected_types(values) {
            let scope = Scope {
                partner_type,
                country,
            };
            let of_tier = |tier| benefit::value(context, programme.benefit(index, tier, scope));
            differences.push(DifferenceView {
                name: context.text(&benefit.name),
                unit: context.text_opt(&benefit.unit),
                partner: partner_type.map(|index| type_name(context, index)),
                values: programme.tiers.indexes().map(of_tier).collect(),
            });
        }
    }
    differences
}

/// The types of partner that an override applies to; `None` is for all.
fn affected_types<T>(values: &Override<T>) -> Vec<Option<TypeIx>> {
    let all = values.all.0.iter().any(Option::is_some).then_some(None);
    all.into_iter()
        .chain(values.by_type.keys().copied().map(Some))
        .collect()
}

/// The row for all, and the rows for the types that differ.
fn rows<T>(
    context: &EditionContext<'_>,
    by_type: &BTreeMap<TypeIx, ByTier<T>>,
    values: impl Fn(Scope) -> Vec<CellView>,
) -> (Vec<CellView>, Vec<TypeRowView>) {
    let all = values(context.scope());
    let row = |&partner_type: &TypeIx| {
        let mut cells = values(Scope {
            partner_type: Some(partner_type),
            ..context.scope()
        });
        for (cell, for_all) in cells.iter_mut().zip(&all) {
            cell.differs = (cell.kind, &cell.text.text) != (for_all.kind, &for_all.text.text);
        }
        TypeRowView {
            name: type_name(context, partner_type),
            values: cells,
        }
    };
    let by_type = by_type.keys().map(row).collect();
    (all, by_type)
}

fn type_name(context: &EditionContext<'_>, index: TypeIx) -> TextView {
    let term = &context.catalogue.vocabulary.types[index];
    context.text(term.plural.as_ref().unwrap_or(&term.name))
}
