//! The self-assessment: the form for a company's figures, and the thresholds that the page's script compares them with.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::cell;
use super::scoped::{ScopeChoiceView, ScopedValues, scoped, scopes};
use crate::model::{Criterion, ProgrammeIx, Unit};
use crate::site::context::PageContext;
use crate::site::theming::head::in_script;
use crate::site::view::TextView;

/// The interface strings that the script needs; it fills in their arguments.
const MESSAGE_KEYS: [&str; 12] = [
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
    scopes: ScopeChoiceView,
    fields: Vec<AssessFieldView>,
    /// The thresholds, as JSON.
    data: String,
}

/// A field of the form.
#[derive(Serialize)]
struct AssessFieldView {
    id: String,
    name: TextView,
    unit: Option<TextView>,
    measured: Option<TextView>,
    /// Whether decimals are accepted.
    decimal: bool,
}

/// A criterion as the script reads it.
#[derive(Serialize)]
struct AssessCriterionView {
    id: String,
    name: TextView,
    currency: Option<String>,
    #[serde(flatten)]
    asks: ScopedValues<f64>,
}

/// The form and its data; absent where the programme has no criteria.
pub(crate) fn assess(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Option<AssessView> {
    let programme = &context.catalogue().programmes[programme_ix];
    let criteria = &programme.criteria;
    let by_type = criteria.iter().any(|it| !it.by_type.is_empty())
        || programme
            .countries
            .iter()
            .flat_map(|country_override| country_override.criteria.values())
            .any(|over| !over.by_type.is_empty());
    (!criteria.is_empty()).then(|| AssessView {
        scopes: scopes(context, programme, by_type, |country_override| {
            !country_override.criteria.is_empty()
        }),
        fields: criteria.iter().map(|it| field(context, it)).collect(),
        data: data(context, programme_ix),
    })
}

fn field(context: PageContext<'_>, criterion: &Criterion) -> AssessFieldView {
    let money = match &criterion.unit {
        Unit::Currency(code) => Some(TextView::plain(code.as_ref())),
        Unit::Word(_) | Unit::None => None,
    };
    let by_type = criterion.by_type.values();
    let whole = std::iter::once(&criterion.at_least)
        .chain(by_type)
        .flat_map(|tiers| tiers.0.iter().flatten())
        .all(|figure| figure.fract() == 0.0);
    AssessFieldView {
        id: criterion.id.clone(),
        name: context.text(&criterion.name),
        decimal: money.is_some() || !whole,
        unit: money.or_else(|| cell::unit(context, criterion)),
        measured: context.text_opt(criterion.measured.as_ref()),
    }
}

fn data(context: PageContext<'_>, programme_ix: ProgrammeIx) -> String {
    let programme = &context.catalogue().programmes[programme_ix];
    let tiers = programme.tiers.iter();
    let tiers: Vec<TextView> = tiers.map(|(_, tier)| context.text(&tier.name)).collect();
    let words: BTreeMap<&str, String> = MESSAGE_KEYS.map(|key| (key, context.message(key))).into();
    let data =
        json!({ "tiers": tiers, "criteria": criteria(context, programme_ix), "words": words });
    in_script(&data)
}

fn criteria(context: PageContext<'_>, programme_ix: ProgrammeIx) -> Vec<AssessCriterionView> {
    let criteria = context.catalogue().programmes[programme_ix].criteria.iter();
    criteria
        .enumerate()
        .map(|(at, it)| AssessCriterionView {
            id: it.id.clone(),
            name: context.text(&it.name),
            currency: match &it.unit {
                Unit::Currency(code) => Some(code.to_string()),
                Unit::Word(_) | Unit::None => None,
            },
            asks: scoped(
                context,
                programme_ix,
                &it.at_least,
                &it.by_type,
                |country_override| country_override.criteria.get(&at),
                |figure| *figure,
            ),
        })
        .collect()
}

#[cfg(test)]
mod tests;
