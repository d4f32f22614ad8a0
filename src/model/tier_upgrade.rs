//! Comparison of a tier with the tier below: additional benefits and requirements.

use super::assess::previous_tier;
use super::{BenefitValue, Programme, Scope, TierIx};

/// The step from one tier to the next one.
#[derive(Debug, Clone, PartialEq)]
pub struct TierUpgrade {
    /// The tier below.
    pub from: TierIx,
    /// Benefits that the tier below does not have, by position.
    pub new: Vec<usize>,
    /// Benefits that are better than below, by position.
    pub more: Vec<usize>,
    /// Criteria with a higher threshold than below, by position.
    pub asks: Vec<usize>,
}

impl Programme {
    /// The step up to a tier; nothing for the lowest.
    pub fn upgrade(&self, tier: TierIx, scope: Scope) -> Option<TierUpgrade> {
        let from = previous_tier(tier)?;
        let (new, more) = (0..self.benefits.len())
            .filter(|&at| {
                let before = self.benefit(at, from, scope);
                self.benefit(at, tier, scope).is_more_than(before)
            })
            .partition(|&at| self.benefit(at, from, scope).is_nothing());
        let asked = |at, tier| self.threshold(at, tier, scope).unwrap_or_default();
        let asks = (0..self.criteria.len())
            .filter(|&at| asked(at, tier) > asked(at, from))
            .collect();
        Some(TierUpgrade {
            from,
            new,
            more,
            asks,
        })
    }
}

impl BenefitValue {
    /// Whether the tier does not have the benefit.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::No => true,
            Self::Number(number) => *number == 0.0,
            Self::Amount(money) => money.amount == 0.0,
            Self::Yes | Self::Unlimited | Self::Text(_) => false,
        }
    }

    /// Whether this is better than what a lower tier has. Words cannot be compared: words that
    /// differ from those below count as better.
    pub fn is_more_than(&self, below: &Self) -> bool {
        match (self, below) {
            (here, _) if here.is_nothing() => false,
            (_, below) if below.is_nothing() => true,
            (Self::Number(here), Self::Number(below)) => here > below,
            (Self::Amount(here), Self::Amount(below)) if here.currency == below.currency => {
                here.amount > below.amount
            }
            (_, Self::Unlimited) => false,
            (here, below) => here != below,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BenefitValue::{self, No, Number, Unlimited, Yes};
    use crate::model::Money;

    fn euros(amount: f64) -> BenefitValue {
        BenefitValue::Amount(Money {
            amount,
            currency: "EUR".into(),
        })
    }

    #[test]
    fn larger_values_are_better_than_smaller_and_absent_ones() {
        for (here, below) in [
            (Yes, No),
            (Number(1.0), Number(0.0)),
            (Number(3.0), Number(1.0)),
            (Unlimited, Number(12.0)),
            (euros(600.0), euros(200.0)),
            (euros(50.0), No),
        ] {
            assert!(here.is_more_than(&below), "{here:?}, {below:?}");
            assert!(!below.is_more_than(&here), "{below:?}, {here:?}");
        }
    }

    #[test]
    fn equal_values_are_not_better() {
        for value in [No, Yes, Number(0.0), Number(2.0), Unlimited, euros(1.0)] {
            assert!(!value.is_more_than(&value), "{value:?}");
        }
    }
}
