//! Rules of a programme: fees, desks, processes, resources, contracts and promotion.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::{Money, Phone, Prose, Text};
use super::Access;

/// A membership fee.
#[derive(Debug, Clone)]
pub struct Fee {
    /// The amount; 0 is free.
    pub amount: Money,
    /// The period that it covers: `year`, `month` or `once`.
    pub period: Option<Period>,
    /// How it is renewed.
    pub renewal: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// The period or unit of a price.
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

/// A contact of the organization.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// Telephone number.
    pub phone: Option<Phone>,
    /// E-mail address.
    pub email: Option<String>,
    /// A contact form.
    pub form_url: Option<String>,
    /// Its opening hours.
    pub hours: Option<Text>,
}

/// A process; its prose describes the steps.
#[derive(Debug, Clone)]
pub struct Process {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The role responsible for it.
    pub owner: Option<Text>,
    /// Its duration.
    pub delay: Option<Text>,
    /// The date of the last review.
    pub reviewed: Option<Date>,
    /// Its steps.
    pub prose: Option<Prose>,
}

/// A part of the sales kit or of the development kit.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its id.
    pub id: String,
    /// The kit that it belongs to.
    pub kit: Kit,
    /// Its kind.
    pub kind: ResourceKind,
    /// Its name.
    pub name: Text,
    /// Its content.
    pub description: Option<Text>,
    /// Who can see it.
    pub access: Access,
    /// The position of the process for requesting it.
    pub process: Option<usize>,
    /// The file itself; only if it is public.
    pub file: Option<PublicFile>,
}

/// A public file.
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
    /// The sales kit.
    Sales,
    /// The development kit.
    Development,
}

/// The kind of a resource.
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

/// The fee for bringing in a deal.
#[derive(Debug, Clone)]
pub struct FinderFee {
    /// The percentage of the basis.
    pub rate: Option<f64>,
    /// A fixed amount.
    pub amount: Option<Money>,
    /// The basis of the percentage.
    pub basis: Option<Text>,
    /// The role that manages it.
    pub owner: Option<Text>,
    /// The position of its process.
    pub process: Option<usize>,
    /// The conditions.
    pub conditions: Option<Text>,
}

/// The rules for moving between tiers.
#[derive(Debug, Clone)]
pub struct Advancement {
    /// When tiers are reviewed, and on the basis of which figures.
    pub review: Option<Text>,
    /// The role that decides.
    pub owner: Option<Text>,
    /// The position of its process.
    pub process: Option<usize>,
}

/// The contract that partners sign.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Its name.
    pub name: Text,
    /// Its duration.
    pub term: Option<Text>,
    /// How it is terminated.
    pub notice: Option<Text>,
}

/// The use of a promotion tool.
#[derive(Debug, Clone)]
pub struct Promotion {
    /// The tool.
    pub tool: PromotionTool,
    /// How it is used.
    pub text: Option<Text>,
}

/// A tool for promoting a programme.
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
