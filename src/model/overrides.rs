//! Values of criteria and benefits for one tier, one type of partner and one country, and the terms of a country.
//!
//! The most specific value applies: the country's for the type, the country's for all, the programme's for
//! the type, the programme's for all. The terms of a country are the programme's, field by field, except those that
//! the country writes: [`CountryTerms`].

use super::programme::Override;
use super::{BenefitValue, ByTier, CountryIx, Partner, Programme, TierIx, TypeIx};
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

    /// The scopes whose criteria apply to a partner: one for each of its types that the programme is open to, or that of
    /// all types; in the country of its headquarters.
    pub fn scopes_of(&self, partner: &Partner) -> Vec<Scope> {
        let country = partner.headquarters().map(|office| office.country);
        let types = partner.types.iter().filter(|it| self.types.contains(it));
        let scope = |partner_type| Scope {
            partner_type,
            country,
        };
        let scopes: Vec<Scope> = types.map(|&it| scope(Some(it))).collect();
        if scopes.is_empty() {
            return vec![scope(None)];
        }
        scopes
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

/// Terms of a country: those of the programme, field by field, except what the country writes.
#[derive(Debug, Clone)]
pub struct CountryTerms<T> {
    /// The terms that apply in the country.
    pub terms: T,
    /// The fields that are the programme's.
    pub inherited: Vec<&'static str>,
}

impl<T> CountryTerms<T> {
    /// The terms of a country, if it decides a part of them.
    pub fn of(own: &Option<Self>) -> Option<&T> {
        own.as_ref().map(|own| &own.terms)
    }
}

/// The field that a country writes and for which this field of the programme's does not apply there: an amount has its
/// own currency and period, a rate replaces an amount and what that is paid for, a telephone number has its own hours.
pub fn replaced_by(
    table: &str,
    field: &str,
    country: impl Fn(&str) -> bool,
    programme: impl Fn(&str) -> bool,
) -> Option<&'static str> {
    let written = |fields: &[&'static str]| fields.iter().copied().find(|field| country(field));
    match (table, field) {
        ("fee", "amount" | "currency" | "period") => written(&["amount", "currency", "period"]),
        ("finder_fee", "rate" | "amount") => written(&["rate", "amount"]),
        ("finder_fee", "basis") => match written(&["rate", "amount"])? {
            "rate" if programme("amount") && !programme("rate") => Some("rate"),
            "amount" if programme("rate") && !country("rate") => Some("amount"),
            _ => None,
        },
        ("contact", "hours") => written(&["phone"]),
        _ => None,
    }
}
