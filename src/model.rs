//! The public catalogue: what the website and the paper may show, valid by construction.
//!
//! No type below this module has a field that could hold an internal value (figures, notes, portal access,
//! contacts without consent): a template cannot leak what it never receives.
//! Positions in lists are typed indexes ([`PartnerIx`], [`TierIx`], …), created by [`crate::validate`] only.

pub mod address;
pub mod assess;
pub mod catalogue;
pub mod destination;
pub mod directory_order;
pub mod facet;
#[cfg(test)]
pub(crate) mod fixture;
pub mod link;
pub mod list;
pub mod matching;
pub mod mime;
pub mod open_data;
pub mod outline;
pub mod overrides;
pub mod own_field;
pub mod paper;
pub mod partner;
pub mod phone;
pub mod picture;
pub mod programme;
pub mod settings;
pub mod text;
pub mod tier_upgrade;
pub mod vocabulary;

pub use address::{Api, HostFile, Page, PictureUse, SocialImage};
pub use assess::{Assessment, Gap, previous_tier};
pub use catalogue::{Catalogue, ContentPage, Listings, Menu, Redirect};
pub use destination::{Destination, Provider};
pub use facet::{Facet, FacetValue};
pub use link::{LinkTarget, SiteAddress, reserved_page_names};
pub use list::{
    CertificationIx, ChoiceIx, CountryIx, FieldIx, IndexedList, IndustryIx, LanguageIx, LevelIx,
    ListIndex, PageIx, PartnerIx, PictureIx, ProductIx, ProgrammeIx, SpecializationIx, TierIx,
    TypeIx,
};
pub use matching::{Choice, Competence, FacetProfile, Reasons};
pub use open_data::{LICENCES, Licence, OpenData};
pub use overrides::{CountryTerms, Scope, replaced_by};
pub use own_field::{
    FieldOwner, FieldPlace, OwnChoice, OwnField, OwnFieldKind, OwnValue, OwnValueContent,
};
pub use paper::{
    Edition, EditionScope, EntrySize, GroupBy, Medium, OutputProfile, PaperSettings, PaperSize,
    PressSettings, Volume,
};
pub use partner::{
    Certification, Contact, ContactRole, Coordinates, CoordinatesSource, FormerTier, Illustration,
    Link, LinkKind, Membership, Office, Partner, Quote, Reference, ReferenceFigure, Specialization,
};
pub use phone::Phone;
pub use picture::{Picture, PictureKind};
pub use programme::{
    Access, Advancement, Autonomy, Axis, Benefit, BenefitValue, ByTier, Contract, CountryOverride,
    Criterion, Desk, Family, Fee, FinderFee, Kit, Override, Period, Price, Process, Programme,
    Promotion, PromotionTool, PublicFile, Resource, ResourceKind, Status, Tier, Unit,
};
pub use settings::{Enquiry, Organization, Settings};
pub use text::{Lang, Localized, Money, Prose, Resolved, Text};
pub use tier_upgrade::TierUpgrade;
pub use vocabulary::{Country, Term, Vocabulary};
