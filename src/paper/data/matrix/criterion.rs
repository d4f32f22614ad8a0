//! The criteria by family.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{CellView, TypeRowView, rows};
use crate::model::{Criterion, Family, Money, Programme, Scope, Unit};
use crate::paper::data::primitives::TextView;
use crate::paper::data::reader::Reader;

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
    /// One for each tier.
    values: Vec<CellView>,
    /// Rows for types of partner that are asked something else.
    by_type: Vec<TypeRowView>,
}

/// The criteria by family, in the families' order.
pub(in crate::paper) fn criteria(
    reader: &Reader<'_>,
    programme: &Programme,
) -> Vec<CriteriaFamilyView> {
    let mut families: BTreeMap<Family, Vec<CriterionView>> = BTreeMap::new();
    for (at, criterion) in programme.criteria.iter().enumerate() {
        let values = |scope: Scope| -> Vec<CellView> {
            let of_tier = |tier| threshold(reader, criterion, programme.threshold(at, tier, scope));
            programme.tiers.indexes().map(of_tier).collect()
        };
        let (values, by_type) = rows(reader, &criterion.by_type, values);
        families
            .entry(criterion.family)
            .or_default()
            .push(CriterionView {
                id: criterion.id.clone(),
                name: reader.text(&criterion.name),
                unit: unit(reader, criterion),
                description: reader.maybe(&criterion.description),
                measured: reader.maybe(&criterion.measured),
                values,
                by_type,
            });
    }
    families
        .into_iter()
        .map(|(family, criteria)| CriteriaFamilyView {
            name: reader.say(family_key(family), &[]),
            criteria,
        })
        .collect()
}

pub(super) fn threshold(
    reader: &Reader<'_>,
    criterion: &Criterion,
    least: Option<f64>,
) -> CellView {
    let (kind, text) = match (least, &criterion.unit) {
        (None | Some(0.0), _) => ("no", reader.said("paper_nothing_asked")),
        (Some(amount), Unit::Currency(currency)) => {
            let currency = currency.clone();
            let money = reader.locale.money(&Money { amount, currency });
            ("text", reader.plain(money))
        }
        (Some(number), Unit::Word(_) | Unit::None) => {
            ("text", reader.plain(reader.locale.number(number)))
        }
    };
    CellView {
        kind,
        text,
        differs: false,
    }
}

pub(super) fn unit(reader: &Reader<'_>, criterion: &Criterion) -> Option<TextView> {
    match &criterion.unit {
        Unit::Word(word) => Some(reader.text(word)),
        Unit::Currency(_) | Unit::None => None,
    }
}

fn family_key(family: Family) -> &'static str {
    match family {
        Family::Commitment => "paper_family_commitment",
        Family::Market => "paper_family_market",
        Family::Competence => "paper_family_competence",
        Family::Satisfaction => "paper_family_satisfaction",
    }
}
