//! What a programme asks of partners and gives to them: criteria and benefits by tier.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{ListIndex, Money, ProductIx, Text, TierIx, TypeIx};
use super::Period;

/// A value for each tier, by the tier's position; absent where nothing was written.
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

/// What is asked of partners.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub family: Family,
    /// Its name.
    pub name: Text,
    /// What its thresholds count.
    pub unit: Unit,
    /// How it is measured.
    pub measured: Option<Text>,
    /// What it means.
    pub description: Option<Text>,
    /// The least figure for each tier; a tier without one asks nothing.
    pub at_least: ByTier<f64>,
    /// Where types of partner differ: only the tiers that do.
    pub by_type: BTreeMap<TypeIx, ByTier<f64>>,
}

/// What a criterion's figure counts.
#[derive(Debug, Clone)]
pub enum Unit {
    /// A word, such as "certified people".
    Word(Text),
    /// Money, by ISO 4217 code.
    Currency(Arc<str>),
    /// The criterion's name says it.
    None,
}

/// The four families of membership criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A figure that the partner commits to.
    Commitment,
    /// What it contributes to the market.
    Market,
    /// What it knows.
    Competence,
    /// How satisfied its customers are.
    Satisfaction,
}

/// What is given to partners.
#[derive(Debug, Clone)]
pub struct Benefit {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub axis: Axis,
    /// Its name.
    pub name: Text,
    /// What it is.
    pub description: Option<Text>,
    /// What a number counts.
    pub unit: Option<Text>,
    /// How much of it each tier gets; a tier without a value gets none.
    pub value: ByTier<BenefitValue>,
    /// Where types of partner differ: only the tiers that do.
    pub by_type: BTreeMap<TypeIx, ByTier<BenefitValue>>,
    /// What it costs.
    pub price: Option<Price>,
    /// How long it is valid.
    pub validity: Option<Text>,
    /// Whether it is kept up to date.
    pub updates: Option<Text>,
    /// Whether there can be more of it.
    pub extension: Option<Text>,
    /// What it may not be used for.
    pub restriction: Option<Text>,
    /// How its use is followed.
    pub control: Option<Text>,
    /// The role that answers for it.
    pub owner: Option<Text>,
    /// An e-mail address to ask.
    pub contact: Option<String>,
    /// Who can see it.
    pub access: Access,
    /// The position of the process by which one gets it.
    pub process: Option<usize>,
    /// The products it is about; empty: all of them.
    pub products: Vec<ProductIx>,
}

/// How much of a benefit a tier gets.
#[derive(Debug, Clone, PartialEq)]
pub enum BenefitValue {
    /// None.
    No,
    /// It is there.
    Yes,
    /// So many.
    Number(f64),
    /// As many as one likes.
    Unlimited,
    /// Money.
    Amount(Money),
    /// In words.
    Text(Text),
}

/// What something costs.
#[derive(Debug, Clone, PartialEq)]
pub enum Price {
    /// Nothing more.
    Included,
    /// It is paid for, at the price list's price.
    Paid,
    /// It is quoted.
    OnRequest,
    /// So much, for what.
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
    /// Doing business together.
    Business,
    /// Marketing together.
    Marketing,
}

/// Who can see a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Partners, in the portal: it is named, never published.
    Partners,
}
