//! The public catalogue: what the website and the paper may show, valid by construction.
//!
//! No type below this module has a field that could hold an internal value (figures, notes, portal access,
//! contacts without consent): what a template never receives it cannot leak.
//! Positions in lists are typed indexes ([`PartnerIx`], [`TierIx`], …), made by [`crate::validate`] only.

pub mod address;
pub mod assess;
pub mod catalogue;
pub mod facet;
pub mod list;
pub mod media;
pub mod paper;
pub mod partner;
pub mod picture;
pub mod programme;
pub mod resolve;
pub mod settings;
pub mod step;
pub mod text;
pub mod vocabulary;

pub use address::{Api, Host, Page, PictureUse, Share};
pub use assess::{Assessment, Gap, below};
pub use catalogue::{Catalogue, ContentPage, Listings, Menu, Redirect};
pub use facet::Facet;
pub use list::{
    CertificationIx, CountryIx, IndustryIx, LevelIx, List, ListIndex, PageIx, PartnerIx, PictureIx,
    ProductIx, ProgrammeIx, SpecializationIx, TierIx, TypeIx,
};
pub use paper::{
    Edition, EntrySize, GroupBy, OutputProfile, PaperSettings, PaperSize, PressSettings, Tome,
    Volume, VolumeScope,
};
pub use partner::{
    Certification, Contact, ContactRole, FormerTier, Link, LinkKind, Membership, Office, Partner,
    Reference, Specialization,
};
pub use picture::{Picture, PictureKind};
pub use programme::{
    Access, Advancement, Autonomy, Axis, Benefit, BenefitValue, ByTier, Contract, CountryShare,
    Criterion, Desk, Family, Fee, FinderFee, Kit, Override, Period, Price, Process, Programme,
    Promotion, PromotionTool, PublicFile, Resource, ResourceKind, Status, Tier, Unit,
};
pub use resolve::Scope;
pub use settings::{Organization, Settings};
pub use step::Step;
pub use text::{Lang, Localized, Money, Prose, Shown, Text};
pub use vocabulary::{Country, Term, Vocabulary};
