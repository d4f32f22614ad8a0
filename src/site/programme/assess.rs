//! The self-assessment: the form that asks for a company's figures, and what the page's script compares them with.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::cell;
use super::scoped::{Scoped, ScopesView, scoped, scopes};
use crate::model::{Criterion, ProgrammeIx, Unit};
use crate::site::reader::Reader;
use crate::site::text::TextView;
use crate::site::theming::head::in_script;

/// The interface strings that the script says, with its own arguments in them.
const WORDS: [&str; 12] = [
    "assess_empty",
    "assess_reached",
    "assess_highest",
    "assess_not_yet",
    "assess_missing",
    "assess_gap",
    "assess_met",
    "assess_tier_reached",
    "assess_tier_met",
    "assess_not_asked",
    "assess_copied",
    "assess_address",
];

#[derive(Serialize)]
pub(crate) struct AssessView {
    scopes: ScopesView,
    fields: Vec<FieldView>,
    /// What the script compares with, as JSON.
    data: String,
}

/// A figure that is asked for.
#[derive(Serialize)]
struct FieldView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    measured: Option<TextView>,
    /// Whether parts of one count.
    decimal: bool,
}

/// A criterion as the script reads it.
#[derive(Serialize)]
struct CriterionView {
    id: String,
    name: TextView,
    currency: Option<String>,
    #[serde(flatten)]
    asks: Scoped<f64>,
}

/// The form; absent where nothing is asked.
pub(crate) fn assess(reader: Reader<'_>, of: ProgrammeIx) -> Option<AssessView> {
    let programme = &reader.catalogue().programmes[of];
    let criteria = &programme.criteria;
    let by_type = criteria.iter().any(|it| !it.by_type.is_empty())
        || programme
            .countries
            .iter()
            .flat_map(|share| share.criteria.values())
            .any(|over| !over.by_type.is_empty());
    (!criteria.is_empty()).then(|| AssessView {
        scopes: scopes(reader, programme, by_type, |share| {
            !share.criteria.is_empty()
        }),
        fields: criteria.iter().map(|it| field(reader, it)).collect(),
        data: data(reader, of),
    })
}

fn field(reader: Reader<'_>, criterion: &Criterion) -> FieldView {
    let money = match &criterion.unit {
        Unit::Currency(code) => Some(TextView::plain(code.as_ref())),
        Unit::Word(_) | Unit::None => None,
    };
    let by_type = criterion.by_type.values();
    let whole = std::iter::once(&criterion.at_least)
        .chain(by_type)
        .flat_map(|tiers| tiers.0.iter().flatten())
        .all(|figure| figure.fract() == 0.0);
    FieldView {
        id: criterion.id.clone(),
        name: reader.text(&criterion.name),
        decimal: money.is_some() || !whole,
        unit: money.or_else(|| cell::unit(reader, criterion)),
        measured: reader.maybe(criterion.measured.as_ref()),
    }
}

fn data(reader: Reader<'_>, of: ProgrammeIx) -> String {
    let programme = &reader.catalogue().programmes[of];
    let tiers = programme.tiers.iter();
    let tiers: Vec<TextView> = tiers.map(|(_, tier)| reader.text(&tier.name)).collect();
    let words: BTreeMap<&str, String> = WORDS.map(|key| (key, reader.say(key))).into();
    let data = json!({ "tiers": tiers, "criteria": criteria(reader, of), "words": words });
    in_script(&data)
}

fn criteria(reader: Reader<'_>, of: ProgrammeIx) -> Vec<CriterionView> {
    let criteria = reader.catalogue().programmes[of].criteria.iter();
    criteria
        .enumerate()
        .map(|(at, it)| CriterionView {
            id: it.id.clone(),
            name: reader.text(&it.name),
            currency: match &it.unit {
                Unit::Currency(code) => Some(code.to_string()),
                Unit::Word(_) | Unit::None => None,
            },
            asks: scoped(
                reader,
                of,
                &it.at_least,
                &it.by_type,
                |share| share.criteria.get(&at),
                |figure| *figure,
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests;
