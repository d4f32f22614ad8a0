//! A programme: what is the same everywhere, and what each country decided.

mod offer;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

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
    /// A shorter name, where the long one has no room.
    pub short_name: Option<Text>,
    /// Whether one can join.
    pub status: Status,
    /// What membership costs.
    pub fee: Option<Fee>,
    /// The products it is about; empty: all of them.
    pub products: Vec<ProductIx>,
    /// The types of partner it addresses.
    pub types: Vec<TypeIx>,
    /// What countries may decide for themselves.
    pub autonomy: BTreeSet<Autonomy>,
    /// The partner portal, behind a password.
    pub portal: Option<String>,
    /// Whom partners turn to.
    pub contact: Option<Desk>,
    /// In rising order: the order is the rank.
    pub tiers: IndexedList<TierIx, Tier>,
    /// What is asked.
    pub criteria: Vec<Criterion>,
    /// What is given.
    pub benefits: Vec<Benefit>,
    /// How things are done.
    pub processes: Vec<Process>,
    /// The sales kit and the development kit.
    pub resources: Vec<Resource>,
    /// What a brought deal pays.
    pub finder_fee: Option<FinderFee>,
    /// How partners move between tiers.
    pub advancement: Option<Advancement>,
    /// The contract that partners sign.
    pub contract: Option<Contract>,
    /// How the programme is made known to the public.
    pub promotion: Vec<Promotion>,
    /// What it does not offer, with the reason; by key such as `leads.budget`.
    pub not_offered: BTreeMap<String, Text>,
    /// Its description.
    pub prose: Prose,
    /// Texts on the axes of benefits.
    pub axes: BTreeMap<Axis, Prose>,
    /// What countries decided, in the vocabulary's order.
    pub countries: Vec<CountryOverride>,
}

impl Programme {
    /// The share of one country.
    pub fn country(&self, country: CountryIx) -> Option<&CountryOverride> {
        self.countries.iter().find(|share| share.country == country)
    }

    /// The position of a process.
    pub fn process(&self, id: &str) -> Option<usize> {
        self.processes.iter().position(|process| process.id == id)
    }
}

/// Whether one can join.
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
    /// When and by whom partners are moved between tiers.
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
    /// How much room its partners have in print.
    pub print_entry: Option<EntrySize>,
    /// What it is for.
    pub prose: Option<Prose>,
}

/// What one country decided; everything else is as in the programme.
#[derive(Debug, Clone)]
pub struct CountryOverride {
    /// The country.
    pub country: CountryIx,
    /// Its own desk.
    pub contact: Option<Desk>,
    /// Its own finder's fee.
    pub finder_fee: Option<FinderFee>,
    /// Its own advancement.
    pub advancement: Option<Advancement>,
    /// Its own contract.
    pub contract: Option<Contract>,
    /// Its own membership fee.
    pub fee: Option<Fee>,
    /// Whether it decides on a budget of its own; the figure is internal.
    pub budget: bool,
    /// Its own thresholds, by position of the criterion.
    pub criteria: BTreeMap<usize, Override<f64>>,
    /// Its own values of benefits, by position of the benefit.
    pub benefits: BTreeMap<usize, Override<BenefitValue>>,
    /// Its text.
    pub prose: Option<Prose>,
}

/// What differs from the programme: only the tiers that do.
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
