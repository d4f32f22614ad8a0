//! How a programme works: fees, desks, processes, resources, contracts and promotion.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Money, Prose, Text};
use super::Access;

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
