//! The table of criteria, by family. Entry point: [`criteria`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CellView, TypeRowView, rows};
use crate::l10n::message_keys;
use crate::model::{Criterion, Family, Money, Programme, Scope, Unit};
use crate::paper::data::context::EditionContext;
use crate::paper::data::primitives::TextView;

/// The criteria of one family.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CriteriaFamilyView {
    /// "Commitment".
    name: String,
    criteria: Vec<CriterionView>,
}

/// A criterion: a row of the table.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::paper) struct CriterionView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    description: Option<TextView>,
    measured: Option<TextView>,
    /// One per tier.
    values: Vec<CellView>,
    /// Rows for types of partner with other thresholds.
    by_type: Vec<TypeRowView>,
}

/// The criteria by family, in the order of the families.
pub(in crate::paper) fn criteria(
    context: &EditionContext<'_>,
    programme: &Programme,
) -> Vec<CriteriaFamilyView> {
    let mut families: BTreeMap<Family, Vec<CriterionView>> = BTreeMap::new();
    for (index, criterion) in programme.criteria.iter().enumerate() {
        let values = |scope: Scope| -> Vec<CellView> {
            let of_tier =
                |tier| threshold(context, criterion, programme.threshold(index, tier, scope));
            programme.tiers.indexes().map(of_tier).collect()
        };
        let (values, by_type) = rows(context, &criterion.by_type, values);
        families
            .entry(criterion.family)
            .or_default()
            .push(CriterionView {
                id: criterion.id.clone(),
                name: context.text(&criterion.name),
                unit: unit(context, criterion),
                description: context.text_opt(&criterion.description),
                measured: context.text_opt(&criterion.measured),
                values,
                by_type,
            });
    }
    families
        .into_iter()
        .map(|(family, criteria)| CriteriaFamilyView {
            name: context.message(message_keys::family(family), &[]),
            criteria,
        })
        .collect()
}

pub(super) fn threshold(
    context: &EditionContext<'_>,
    criterion: &Criterion,
    minimum: Option<f64>,
) -> CellView {
    let (kind, text) = match (minimum, &criterion.unit) {
        (None | Some(0.0), _) => ("no", context.message_view("nothing_asked")),
        (Some(amount), Unit::Currency(currency)) => {
            let currency = currency.clone();
            let money = context.locale.money(&Money { amount, currency });
            ("text", context.plain(money))
        }
        (Some(number), Unit::Word(_) | Unit::None) => {
            ("text", context.plain(context.locale.number(number)))
        }
    };
    CellView {
        kind,
        text,
        differs: false,
    }
}

pub(super) fn unit(context: &EditionContext<'_>, criterion: &Criterion) -> Option<TextView> {
    match &criterion.unit {
        Unit::Word(word) => Some(context.text(word)),
        Unit::Currency(_) | Unit::None => None,
    }
}
