//! A partner, as the public may see it.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    CertificationIx, CountryIx, IndustryIx, LevelIx, PictureIx, ProductIx, ProgrammeIx,
    SpecializationIx, Text, TierIx, TypeIx,
};

/// A published partner: its status is `active`.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Permanent: the stem of its file, part of its addresses.
    pub id: String,
    /// The name it goes by.
    pub name: String,
    /// The name in the register of companies.
    pub legal_name: Option<String>,
    /// The name it is sorted by; the same as `name` unless the record says otherwise.
    pub sort_name: String,
    /// Former ids, which are redirected.
    pub aliases: Vec<String>,
    /// What it is to the programme; at least one.
    pub types: Vec<TypeIx>,
    /// The products it works with.
    pub products: Vec<ProductIx>,
    /// The industries it works for.
    pub industries: Vec<IndustryIx>,
    /// Languages its people speak with customers: BCP 47 codes.
    pub languages: Vec<String>,
    /// The area it serves, as written: countries and groups.
    pub serves: Vec<CountryIx>,
    /// Every country where it can be found: of its offices and of the area it serves, groups resolved; in the
    /// vocabulary's order, each once.
    pub countries: Vec<CountryIx>,
    /// Its website.
    pub website: Option<String>,
    /// Its logo, for light backgrounds.
    pub logo: Option<PictureIx>,
    /// Its logo for dark backgrounds.
    pub logo_dark: Option<PictureIx>,
    /// Since when it is a partner.
    pub since: Option<Date>,
    /// When its record was last checked with it.
    pub last_verified: Option<Date>,
    /// One line, plain text.
    pub summary: Option<Text>,
    /// Markdown, written by the partner: not trusted.
    pub description: Option<Text>,
    /// Its programmes, in the programmes' order.
    pub memberships: Vec<Membership>,
    /// Validated know-how of the organization.
    pub specializations: Vec<Specialization>,
    /// Certifications of its people: counts only.
    pub certifications: Vec<Certification>,
    /// Where it is; the headquarters first.
    pub offices: Vec<Office>,
    /// Whom to turn to: only those that may be published.
    pub contacts: Vec<Contact>,
    /// Customer cases: only those with the customer's consent.
    pub references: Vec<Reference>,
    /// Further addresses on the web.
    pub links: Vec<Link>,
}

impl Partner {
    /// Its membership of a programme.
    pub fn membership(&self, programme: ProgrammeIx) -> Option<&Membership> {
        self.memberships
            .iter()
            .find(|membership| membership.programme == programme)
    }

    /// The office it is led from: the one marked so, else the first.
    pub fn headquarters(&self) -> Option<&Office> {
        self.offices.first()
    }
}

/// A partner's place in a programme.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The programme.
    pub programme: ProgrammeIx,
    /// The tier, if it has one.
    pub tier: Option<TierIx>,
    /// Since when it has been in this tier.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// Earlier tiers, oldest first.
    pub history: Vec<FormerTier>,
}

/// A tier a partner had before.
#[derive(Debug, Clone)]
pub struct FormerTier {
    /// The tier.
    pub tier: TierIx,
    /// Since when it had it.
    pub since: Option<Date>,
}

/// Validated know-how of an organization.
#[derive(Debug, Clone)]
pub struct Specialization {
    /// Which.
    pub id: SpecializationIx,
    /// How far it goes.
    pub level: Option<LevelIx>,
    /// Where it holds; empty: everywhere.
    pub countries: Vec<CountryIx>,
    /// Since when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// How many of a partner's people hold a certification.
#[derive(Debug, Clone, Copy)]
pub struct Certification {
    /// Which.
    pub id: CertificationIx,
    /// How many people.
    pub count: u32,
}

/// A place of business.
#[derive(Debug, Clone)]
pub struct Office {
    /// Whether it is the headquarters.
    pub headquarters: bool,
    /// Street and number; absent where the record hides it.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: String,
    /// Region, province or state.
    pub region: Option<String>,
    /// Country.
    pub country: CountryIx,
    /// Latitude and longitude in degrees (WGS 84); absent where the street is hidden.
    pub position: Option<(f64, f64)>,
}

/// Whom to turn to.
#[derive(Debug, Clone)]
pub struct Contact {
    /// What for.
    pub role: ContactRole,
    /// What the desk is called.
    pub label: Option<Text>,
    /// A person's name, published with consent only.
    pub person: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number as written.
    pub phone: Option<String>,
    /// A contact form.
    pub form_url: Option<String>,
}

/// What a contact is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactRole {
    /// Buying.
    Sales,
    /// Technical questions.
    Technical,
    /// Help for customers.
    Support,
    /// Contracts and invoices.
    Administrative,
}

/// A customer case.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The customer's name.
    pub customer: String,
    /// Its industry.
    pub industry: Option<IndustryIx>,
    /// The year of the project.
    pub year: Option<i16>,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// Where it is told in full.
    pub url: Option<String>,
}

/// A further address on the web.
#[derive(Debug, Clone)]
pub struct Link {
    /// What is there.
    pub kind: LinkKind,
    /// The address: `https` or `http`.
    pub url: Arc<str>,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// Another website.
    Website,
    /// LinkedIn.
    Linkedin,
    /// Customer cases.
    CaseStudies,
    /// A blog.
    Blog,
    /// Videos.
    Video,
    /// Documentation.
    Documentation,
    /// Help for customers.
    Support,
    /// Mastodon.
    Mastodon,
    /// GitHub.
    Github,
    /// Facebook.
    Facebook,
    /// Instagram.
    Instagram,
    /// X, formerly Twitter.
    X,
    /// YouTube.
    Youtube,
}
