//! Values of each tier for the page's script, which lets the visitor choose a type of partner and a country: the general
//! values, and only what differs from them. The script resolves them as `model::overrides` does.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{ByTier, CountryIx, CountryOverride, Override, Programme, ProgrammeIx, TypeIx};
use crate::site::context::PageContext;
use crate::site::view::TextView;

/// A row of values with an entry for each tier, absent where nothing differs.
#[derive(Serialize)]
pub(crate) struct ScopedValues<T> {
    all: Vec<Option<T>>,
    by_type: BTreeMap<String, Vec<Option<T>>>,
    by_country: BTreeMap<String, CountryValues<T>>,
}

#[derive(Serialize)]
struct CountryValues<T> {
    all: Vec<Option<T>>,
    by_type: BTreeMap<String, Vec<Option<T>>>,
}

/// The values of a row: the programme's, and the overrides of each country.
pub(crate) fn scoped<V, T>(
    context: PageContext<'_>,
    programme_ix: ProgrammeIx,
    all: &ByTier<V>,
    by_type: &BTreeMap<TypeIx, ByTier<V>>,
    over: impl Fn(&CountryOverride) -> Option<&Override<V>>,
    view: impl Fn(&V) -> T,
) -> ScopedValues<T> {
    let programme = &context.catalogue().programmes[programme_ix];
    let vocabulary = &context.catalogue().vocabulary;
    let tiers = |values: &ByTier<V>| -> Vec<Option<T>> {
        let tiers = programme.tiers.indexes();
        tiers.map(|tier| values.get(tier).map(&view)).collect()
    };
    let types = |by_type: &BTreeMap<TypeIx, ByTier<V>>| {
        let by_type = by_type.iter();
        by_type
            .map(|(&it, values)| (vocabulary.types[it].id.clone(), tiers(values)))
            .collect()
    };
    ScopedValues {
        all: tiers(all),
        by_type: types(by_type),
        by_country: programme
            .countries
            .iter()
            .filter_map(|country_override| {
                let over = over(country_override)?;
                let local = CountryValues {
                    all: tiers(&over.all),
                    by_type: types(&over.by_type),
                };
                Some((
                    vocabulary.countries[country_override.country].code.clone(),
                    local,
                ))
            })
            .collect(),
    }
}

/// The options of the form; a list is empty where nothing differs.
#[derive(Serialize)]
pub(crate) struct ScopeChoiceView {
    types: Vec<ScopeOptionView>,
    countries: Vec<ScopeOptionView>,
}

#[derive(Serialize)]
struct ScopeOptionView {
    id: String,
    name: TextView,
}

/// The types of partner of a programme, if values differ by type, and the countries with overrides.
pub(crate) fn scopes(
    context: PageContext<'_>,
    programme: &Programme,
    differs_by_type: bool,
    decided: impl Fn(&CountryOverride) -> bool,
) -> ScopeChoiceView {
    let vocabulary = &context.catalogue().vocabulary;
    let types = programme.types.iter().filter(|_| differs_by_type);
    let countries = programme
        .countries
        .iter()
        .filter(|country_override| decided(country_override));
    let country = |it: CountryIx| ScopeOptionView {
        id: vocabulary.countries[it].code.clone(),
        name: context.country(it),
    };
    let mut countries: Vec<ScopeOptionView> = countries
        .map(|country_override| country(country_override.country))
        .collect();
    countries.sort_by(|a, b| context.locale().compare(&a.name.text, &b.name.text));
    ScopeChoiceView {
        types: types
            .map(|&it| ScopeOptionView {
                id: vocabulary.types[it].id.clone(),
                name: context.term(&vocabulary.types[it]),
            })
            .collect(),
        countries,
    }
}
