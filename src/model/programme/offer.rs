//! Criteria and benefits of a programme, by tier: [`Criterion`], [`Benefit`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{ListIndex, Money, ProductIx, Text, TierIx, TypeIx};
use super::Period;

/// A value for each tier, by the tier's position; absent if the programme has none.
#[derive(Debug, Clone, PartialEq)]
pub struct ByTier<T>(pub Vec<Option<T>>);

impl<T> Default for ByTier<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByTier<T> {
    /// The value of a tier.
    pub fn get(&self, tier: TierIx) -> Option<&T> {
        self.0.get(tier.index()).and_then(Option::as_ref)
    }
}

/// A membership criterion.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub family: Family,
    /// Its name.
    pub name: Text,
    /// The unit of its thresholds.
    pub unit: Unit,
    /// How it is measured.
    pub measured: Option<Text>,
    /// Its description.
    pub description: Option<Text>,
    /// The threshold of each tier; a tier without one has no requirement.
    pub at_least: ByTier<f64>,
    /// Where types of partner differ: only the tiers that do.
    pub by_type: BTreeMap<TypeIx, ByTier<f64>>,
}

/// The unit of a criterion's figures.
#[derive(Debug, Clone)]
pub enum Unit {
    /// A word, such as "certified people".
    Word(Text),
    /// Money, by ISO 4217 code.
    Currency(Arc<str>),
    /// None: the criterion's name says what it counts.
    None,
}

/// The four families of membership criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Commitment: figures that the partner commits to.
    Commitment,
    /// Contribution to the market.
    Market,
    /// Competence.
    Competence,
    /// Customer satisfaction.
    Satisfaction,
}

/// A benefit of partners.
#[derive(Debug, Clone)]
pub struct Benefit {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub axis: Axis,
    /// Its name.
    pub name: Text,
    /// Its description.
    pub description: Option<Text>,
    /// The unit of numbers.
    pub unit: Option<Text>,
    /// The value for each tier; a tier without a value does not have the benefit.
    pub value: ByTier<BenefitValue>,
    /// Where types of partner differ: only the tiers that do.
    pub by_type: BTreeMap<TypeIx, ByTier<BenefitValue>>,
    /// Its price.
    pub price: Option<Price>,
    /// How long it is valid.
    pub validity: Option<Text>,
    /// Whether it is updated.
    pub updates: Option<Text>,
    /// Whether there can be more of it.
    pub extension: Option<Text>,
    /// The uses that are not permitted.
    pub restriction: Option<Text>,
    /// How its use is monitored.
    pub control: Option<Text>,
    /// The role responsible for it.
    pub owner: Option<Text>,
    /// An e-mail address for questions.
    pub contact: Option<String>,
    /// Who can see it.
    pub access: Access,
    /// The position of the process for requesting it.
    pub process: Option<usize>,
    /// The products that it covers; empty: all of them.
    pub products: Vec<ProductIx>,
}

/// The value of a benefit for a tier.
#[derive(Debug, Clone, PartialEq)]
pub enum BenefitValue {
    /// None.
    No,
    /// Included.
    Yes,
    /// A number.
    Number(f64),
    /// Unlimited.
    Unlimited,
    /// An amount.
    Amount(Money),
    /// A description in words.
    Text(Text),
}

/// The price of a benefit.
#[derive(Debug, Clone, PartialEq)]
pub enum Price {
    /// Included in the membership.
    Included,
    /// At the price of the price list.
    Paid,
    /// On request.
    OnRequest,
    /// An amount for a period or unit.
    Amount(Money, Option<Period>),
}

/// The eight axes of benefits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Training and certification.
    Training,
    /// Leads.
    Leads,
    /// Technical support.
    TechnicalSupport,
    /// Partner development kit (not-for-resale licences).
    DevelopmentKit,
    /// Sales kit.
    SalesKit,
    /// Commercial relations.
    Relations,
    /// Joint business.
    Business,
    /// Joint marketing.
    Marketing,
}

/// Who can see a benefit or resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The public.
    Public,
    /// Partners, in the portal: only its name is published.
    Partners,
}
