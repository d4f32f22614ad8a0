//! Values of criteria and benefits for one tier, one type of partner and one country.
//!
//! The most specific value applies: the country's for the type, the country's for all, the programme's for
//! the type, the programme's for all.

use super::programme::Override;
use super::{BenefitValue, ByTier, CountryIx, Programme, TierIx, TypeIx};
use std::collections::BTreeMap;

/// The type of partner and the country that a value is for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// The type of partner; absent: the value for all types.
    pub partner_type: Option<TypeIx>,
    /// The country; absent: the programme's own value.
    pub country: Option<CountryIx>,
}

impl Programme {
    /// The threshold of `tier` for the criterion at this position.
    pub fn threshold(&self, criterion: usize, tier: TierIx, scope: Scope) -> Option<f64> {
        let share = scope.country.and_then(|country| self.country(country));
        let over = share.and_then(|share| share.criteria.get(&criterion));
        let criterion = &self.criteria[criterion];
        most_particular(over, &criterion.at_least, &criterion.by_type, tier, scope).copied()
    }

    /// The value for `tier` of the benefit at this position.
    pub fn benefit(&self, benefit: usize, tier: TierIx, scope: Scope) -> &BenefitValue {
        let share = scope.country.and_then(|country| self.country(country));
        let over = share.and_then(|share| share.benefits.get(&benefit));
        let benefit = &self.benefits[benefit];
        most_particular(over, &benefit.value, &benefit.by_type, tier, scope)
            .unwrap_or(&BenefitValue::No)
    }
}

fn most_particular<'a, T>(
    over: Option<&'a Override<T>>,
    all: &'a ByTier<T>,
    by_type: &'a BTreeMap<TypeIx, ByTier<T>>,
    tier: TierIx,
    scope: Scope,
) -> Option<&'a T> {
    let of_type = |map: &'a BTreeMap<TypeIx, ByTier<T>>| map.get(&scope.partner_type?)?.get(tier);
    over.and_then(|over| of_type(&over.by_type).or_else(|| over.all.get(tier)))
        .or_else(|| of_type(by_type))
        .or_else(|| all.get(tier))
}
