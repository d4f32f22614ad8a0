//! What holds for one tier, one type of partner and one country.
//!
//! The most particular statement counts: the country's for the type, the country's for all, the programme's for
//! the type, the programme's for all.

use super::programme::Override;
use super::{BenefitValue, ByTier, CountryIx, Programme, TierIx, TypeIx};
use std::collections::BTreeMap;

/// For whom a value is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// The type of partner; absent: what is said for all.
    pub partner_type: Option<TypeIx>,
    /// The country; absent: what the programme says.
    pub country: Option<CountryIx>,
}

impl Programme {
    /// The least figure that `tier` asks by the criterion at this position.
    pub fn threshold(&self, criterion: usize, tier: TierIx, scope: Scope) -> Option<f64> {
        let share = scope.country.and_then(|country| self.country(country));
        let over = share.and_then(|share| share.criteria.get(&criterion));
        let criterion = &self.criteria[criterion];
        most_particular(over, &criterion.at_least, &criterion.by_type, tier, scope).copied()
    }

    /// What `tier` gets of the benefit at this position.
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
