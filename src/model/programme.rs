//! A programme: what is the same everywhere, and what each country decided.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::{CountryIx, List, Money, ProductIx, Prose, Text, TierIx, TypeIx};

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
    pub tiers: List<TierIx, Tier>,
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
    pub countries: Vec<CountryShare>,
}

impl Programme {
    /// The share of one country.
    pub fn country(&self, country: CountryIx) -> Option<&CountryShare> {
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

/// What membership costs.
#[derive(Debug, Clone)]
pub struct Fee {
    /// The amount; 0 is free.
    pub amount: Money,
    /// For how long: `year`, `month` or `once`.
    pub period: Option<Period>,
    /// How it is renewed.
    pub renewal: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// What a price is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Each hour.
    Hour,
    /// Each day.
    Day,
    /// Each month.
    Month,
    /// Each year.
    Year,
    /// Each user.
    User,
    /// Each seat of a training.
    Seat,
    /// Once.
    Once,
}

/// A place to turn to.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// Telephone number as written.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// A contact form.
    pub form_url: Option<String>,
    /// When it is open.
    pub hours: Option<Text>,
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
    /// What it is for.
    pub prose: Option<Prose>,
}

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
        self.0
            .get(super::ListIndex::at(tier))
            .and_then(Option::as_ref)
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

/// How a thing is done; its steps are its prose.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The role that answers for it.
    pub owner: Option<Text>,
    /// How long it takes.
    pub delay: Option<Text>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// Its steps.
    pub prose: Option<Prose>,
}

/// A part of the sales kit or of the development kit.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// Which kit it belongs to.
    pub kit: Kit,
    /// What it is.
    pub kind: ResourceKind,
    /// Its name.
    pub name: Text,
    /// What is in it.
    pub description: Option<Text>,
    /// Who can have it.
    pub access: Access,
    /// The position of the process by which one gets it.
    pub process: Option<usize>,
    /// The file itself: only where everybody can have it.
    pub file: Option<PublicFile>,
}

/// A file that everybody can have.
#[derive(Debug, Clone)]
pub struct PublicFile {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// A kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kit {
    /// What helps to sell.
    Sales,
    /// What helps to develop.
    Development,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ResourceKind {
    /// A price list.
    PriceList,
    /// A model commercial proposal.
    Proposal,
    /// A commercial presentation.
    Presentation,
    /// A sales training.
    Training,
    /// Documentation.
    Documentation,
    /// Software.
    Software,
}

/// What a brought deal pays.
#[derive(Debug, Clone)]
pub struct FinderFee {
    /// In per cent of the basis.
    pub rate: Option<f64>,
    /// A fixed amount.
    pub amount: Option<Money>,
    /// What it is computed on.
    pub basis: Option<Text>,
    /// The role that manages it.
    pub owner: Option<Text>,
    /// The position of its process.
    pub process: Option<usize>,
    /// On which conditions.
    pub conditions: Option<Text>,
}

/// How partners move between tiers.
#[derive(Debug, Clone)]
pub struct Advancement {
    /// When and on what figures it is reviewed.
    pub review: Option<Text>,
    /// The role that decides.
    pub owner: Option<Text>,
    /// The position of its process.
    pub process: Option<usize>,
}

/// What partners sign.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Its name.
    pub name: Text,
    /// How long it runs.
    pub term: Option<Text>,
    /// How it ends.
    pub notice: Option<Text>,
}

/// A tool that makes the programme known.
#[derive(Debug, Clone)]
pub struct Promotion {
    /// Which tool.
    pub tool: PromotionTool,
    /// What is done with it.
    pub text: Option<Text>,
}

/// Tools that make a programme known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PromotionTool {
    /// The web.
    Web,
    /// The paper catalogue.
    PaperCatalogue,
    /// Badges.
    Badges,
    /// Events.
    Events,
    /// Letters.
    Letters,
    /// A newsletter.
    Newsletter,
    /// The intranet.
    Intranet,
}

/// What one country decided; everything else is as in the programme.
#[derive(Debug, Clone)]
pub struct CountryShare {
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
