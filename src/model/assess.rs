//! Self-assessment: the tier that a company's figures reach, and what is missing for the next one. Entry point:
//! [`Programme::tier_reached`].
//!
//! The page of the criteria does this in the browser (`assets/js/tier-rules.js` of the default theme);
//! `tests/browser/assess-cases.json` checks that both give the same results.

use super::{ListIndex, Programme, Scope, TierIx};

/// The result of a self-assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The highest tier that is reached.
    pub reached: Option<TierIx>,
    /// The tier above it, if there is one.
    pub next: Option<TierIx>,
    /// The criteria that are not met for that tier, in the order of the criteria.
    pub gaps: Vec<Gap>,
}

/// A criterion that is not met.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Its position among the criteria.
    pub criterion: usize,
    /// The figure that was entered; 0 if absent.
    pub has: f64,
    /// The threshold.
    pub asks: f64,
}

impl Gap {
    /// The difference between the threshold and the figure.
    pub fn more(&self) -> f64 {
        // 8.5 - 8.4 is a little less than 0.1, which would show as many digits.
        const MILLIONTHS: f64 = 1_000_000.0;
        ((self.asks - self.has) * MILLIONTHS).round() / MILLIONTHS
    }
}

impl Programme {
    /// The tier that these figures reach: the highest of which all criteria are met, and those of all tiers below.
    /// Figures are in the order of the criteria; an absent one counts as 0.
    pub fn tier_reached(&self, figures: &[Option<f64>], scope: Scope) -> Assessment {
        let mut reached = None;
        for tier in self.tiers.indexes() {
            let gaps = self.gaps(tier, figures, scope);
            if !gaps.is_empty() {
                return Assessment {
                    reached,
                    next: Some(tier),
                    gaps,
                };
            }
            reached = Some(tier);
        }
        Assessment {
            reached,
            next: None,
            gaps: Vec::new(),
        }
    }

    /// The criteria of a tier that these figures do not meet.
    pub fn gaps(&self, tier: TierIx, figures: &[Option<f64>], scope: Scope) -> Vec<Gap> {
        let criteria = 0..self.criteria.len();
        criteria
            .filter_map(|criterion| {
                let asks = self.threshold(criterion, tier, scope).unwrap_or_default();
                let has = figures.get(criterion).copied().flatten();
                let has = has.unwrap_or_default();
                // Not `asks > has`: NaN meets no criterion.
                let met = has >= asks;
                (!met).then_some(Gap {
                    criterion,
                    has,
                    asks,
                })
            })
            .collect()
    }
}

/// The tier one rank lower.
pub fn previous_tier(tier: TierIx) -> Option<TierIx> {
    tier.index().checked_sub(1).map(TierIx::new)
}
