//! A programme: its rules everywhere, and the overrides of each country.

mod offer;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use super::overrides::CountryTerms;
use super::{CountryIx, EntrySize, IndexedList, ProductIx, Prose, Text, TierIx, TypeIx};

pub use offer::{Access, Axis, Benefit, BenefitValue, ByTier, Criterion, Family, Price, Unit};
pub use rules::{
    Advancement, Contract, Desk, Fee, FinderFee, Kit, Period, Process, Promotion, PromotionTool,
    PublicFile, Resource, ResourceKind,
};

/// A partner programme.
#[derive(Debug, Clone)]
pub struct Programme {
    /// Its id in records and addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// A shorter name, for narrow places.
    pub short_name: Option<Text>,
    /// Whether new partners can join.
    pub status: Status,
    /// The membership fee.
    pub fee: Option<Fee>,
    /// The products that it covers; empty: all of them.
    pub products: Vec<ProductIx>,
    /// The types of partner that can join.
    pub types: Vec<TypeIx>,
    /// What countries may decide for themselves.
    pub autonomy: BTreeSet<Autonomy>,
    /// The partner portal, behind a password.
    pub portal: Option<String>,
    /// The contact for partners.
    pub contact: Option<Desk>,
    /// In rising order: the order is the rank.
    pub tiers: IndexedList<TierIx, Tier>,
    /// The criteria.
    pub criteria: Vec<Criterion>,
    /// The benefits.
    pub benefits: Vec<Benefit>,
    /// The processes.
    pub processes: Vec<Process>,
    /// The sales kit and the development kit.
    pub resources: Vec<Resource>,
    /// The fee for bringing in a deal.
    pub finder_fee: Option<FinderFee>,
    /// The rules for moving between tiers.
    pub advancement: Option<Advancement>,
    /// The contract that partners sign.
    pub contract: Option<Contract>,
    /// The promotion of the programme.
    pub promotion: Vec<Promotion>,
    /// The reasons for what it does not offer, by key such as `leads.budget`.
    pub not_offered: BTreeMap<String, Text>,
    /// Its description.
    pub prose: Prose,
    /// Texts on the axes of benefits.
    pub axes: BTreeMap<Axis, Prose>,
    /// The overrides of countries, in the vocabulary's order.
    pub countries: Vec<CountryOverride>,
}

impl Programme {
    /// The override of one country.
    pub fn country(&self, country: CountryIx) -> Option<&CountryOverride> {
        self.countries.iter().find(|share| share.country == country)
    }

    /// The position of a process.
    pub fn process(&self, id: &str) -> Option<usize> {
        self.processes.iter().position(|process| process.id == id)
    }
}

/// Whether new partners can join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Yes.
    Open,
    /// No longer.
    Closed,
    /// Not yet.
    Planned,
}

/// What a country may decide for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Autonomy {
    /// Finder's fees.
    FinderFee,
    /// The rules for moving between tiers.
    Advancement,
    /// Contracts.
    Contract,
    /// The budget for partners.
    Budget,
    /// Thresholds of criteria.
    Criteria,
    /// Values of benefits.
    Benefits,
    /// The membership fee.
    Fee,
}

/// A tier.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its colour on screens, `#rrggbb`.
    pub color: Option<String>,
    /// Its colour in print: cyan, magenta, yellow and black in per cent.
    pub print_color: Option<[f64; 4]>,
    /// The size of its partners' entries in print.
    pub print_entry: Option<EntrySize>,
    /// Its description.
    pub prose: Option<Prose>,
}

/// The override of one country; everything else is as in the programme.
#[derive(Debug, Clone)]
pub struct CountryOverride {
    /// The country.
    pub country: CountryIx,
    /// Its own desk, with what it inherits.
    pub contact: Option<Desk>,
    /// Its finder's fee, if it decides a field of it; likewise below.
    pub finder_fee: Option<CountryTerms<FinderFee>>,
    /// Its own advancement.
    pub advancement: Option<CountryTerms<Advancement>>,
    /// Its own contract.
    pub contract: Option<CountryTerms<Contract>>,
    /// Its own membership fee.
    pub fee: Option<CountryTerms<Fee>>,
    /// Whether it has its own budget; the figure is internal.
    pub budget: bool,
    /// Its own thresholds, by position of the criterion.
    pub criteria: BTreeMap<usize, Override<f64>>,
    /// Its own values of benefits, by position of the benefit.
    pub benefits: BTreeMap<usize, Override<BenefitValue>>,
    /// Its text.
    pub prose: Option<Prose>,
}

/// Values that differ from the programme's; only of the tiers that differ.
#[derive(Debug, Clone)]
pub struct Override<T> {
    /// For all types of partner.
    pub all: ByTier<T>,
    /// For one type of partner.
    pub by_type: BTreeMap<TypeIx, ByTier<T>>,
}

impl<T> Default for Override<T> {
    fn default() -> Self {
        Self {
            all: ByTier::default(),
            by_type: BTreeMap::new(),
        }
    }
}
