//! A partner, with public data only: [`Partner`].

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    CertificationIx, CountryIx, IndustryIx, Lang, LevelIx, OwnValue, Phone, PictureIx, ProductIx,
    ProgrammeIx, SpecializationIx, Text, TierIx, TypeIx,
};

/// A published partner: its status is `active`.
#[derive(Debug, Clone)]
pub struct Partner {
    /// Permanent: the stem of its file, part of its addresses.
    pub id: String,
    /// Its usual name.
    pub name: String,
    /// The registered name.
    pub legal_name: Option<String>,
    /// The name for sorting: `name`, unless the record has another.
    pub sort_name: String,
    /// Former ids, which are redirected.
    pub aliases: Vec<String>,
    /// Its types; at least one.
    pub types: Vec<TypeIx>,
    /// The products it works with.
    pub products: Vec<ProductIx>,
    /// The industries it works for.
    pub industries: Vec<IndustryIx>,
    /// Languages that its staff speak with customers: BCP 47 codes.
    pub languages: Vec<String>,
    /// The area it serves, as written: countries and groups.
    pub serves: Vec<CountryIx>,
    /// Every country under which it is listed: of its offices and of the area it serves, with groups resolved; in the
    /// vocabulary's order, without duplicates.
    pub countries: Vec<CountryIx>,
    /// Its website.
    pub website: Option<String>,
    /// Its logo, for light backgrounds.
    pub logo: Option<PictureIx>,
    /// Its logo for dark backgrounds.
    pub logo_dark: Option<PictureIx>,
    /// A picture of it: its people at work, its house.
    pub picture: Option<Illustration>,
    /// The colour of its profile: `#rrggbb`.
    pub cover: Option<String>,
    /// The date since which it has been a partner.
    pub since: Option<Date>,
    /// The date on which the partner last confirmed its record.
    pub last_verified: Option<Date>,
    /// One line, plain text.
    pub summary: Option<Text>,
    /// Markdown, written by the partner, so not trusted.
    pub description: Option<Text>,
    /// Its memberships, in the order of the programmes.
    pub memberships: Vec<Membership>,
    /// Validated competences of the organization.
    pub specializations: Vec<Specialization>,
    /// Certifications of its people: counts only.
    pub certifications: Vec<Certification>,
    /// Its offices; the headquarters first.
    pub offices: Vec<Office>,
    /// Its contacts: only those that may be published.
    pub contacts: Vec<Contact>,
    /// Customer references: only those with the customer's consent.
    pub references: Vec<Reference>,
    /// Further web addresses.
    pub links: Vec<Link>,
    /// Values of the company's own fields, in the order of their declarations.
    pub fields: Vec<OwnValue>,
}

impl Partner {
    /// Its membership of a programme.
    pub fn membership(&self, programme: ProgrammeIx) -> Option<&Membership> {
        self.memberships
            .iter()
            .find(|membership| membership.programme == programme)
    }

    /// The headquarters: the office marked as such, else the first.
    pub fn headquarters(&self) -> Option<&Office> {
        self.offices.first()
    }
}

/// A partner's membership of a programme.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The programme.
    pub programme: ProgrammeIx,
    /// The tier, if it has one.
    pub tier: Option<TierIx>,
    /// The date since which it has had this tier.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// Earlier tiers, oldest first.
    pub history: Vec<FormerTier>,
}

/// An earlier tier of a partner.
#[derive(Debug, Clone)]
pub struct FormerTier {
    /// The tier.
    pub tier: TierIx,
    /// The date since which it had it.
    pub since: Option<Date>,
}

/// A validated competence of an organization.
#[derive(Debug, Clone)]
pub struct Specialization {
    /// Which.
    pub id: SpecializationIx,
    /// Its level.
    pub level: Option<LevelIx>,
    /// The countries where it is valid; empty: everywhere.
    pub countries: Vec<CountryIx>,
    /// Since when.
    pub since: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// The number of a partner's staff with a certification.
#[derive(Debug, Clone, Copy)]
pub struct Certification {
    /// Which.
    pub id: CertificationIx,
    /// The number of people.
    pub count: u32,
}

/// An office.
#[derive(Debug, Clone)]
pub struct Office {
    /// Whether it is the headquarters.
    pub headquarters: bool,
    /// Street and number; absent where the record hides it.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City; absent if only the country is known. A name without languages is the version of the default language.
    pub city: Option<Text>,
    /// Region, province or state.
    pub region: Option<String>,
    /// Country.
    pub country: CountryIx,
    /// Where it is: as the record has it, unless the street is hidden; else where its city is, if the gazetteer has it.
    pub coordinates: Option<Coordinates>,
}

/// A place on the globe (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Where they come from.
    pub source: CoordinatesSource,
}

/// The origin of coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoordinatesSource {
    /// The record: the office itself.
    Record,
    /// The gazetteer: the centre of its city. Good enough for distances and maps of countries, not for a way to the door.
    City,
}

impl Office {
    /// The name of its city for a reader of `lang`. Names of places need no mark of their language.
    pub fn city_in(&self, lang: Lang) -> Option<&str> {
        self.city.as_ref().map(|city| city.str(lang))
    }

    /// Its own coordinates, from the record; what is published as an address.
    pub fn own_coordinates(&self) -> Option<Coordinates> {
        self.coordinates
            .filter(|it| it.source == CoordinatesSource::Record)
    }
}

/// A contact.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its purpose.
    pub role: ContactRole,
    /// The name of the desk.
    pub label: Option<Text>,
    /// A person's name, published only with consent.
    pub person: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<Phone>,
    /// A contact form.
    pub form_url: Option<String>,
}

/// The purpose of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactRole {
    /// Sales.
    Sales,
    /// Technical questions.
    Technical,
    /// Customer support.
    Support,
    /// Contracts and invoices.
    Administrative,
}

/// A customer reference.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The customer's name.
    pub customer: String,
    /// Its industry.
    pub industry: Option<IndustryIx>,
    /// The product of the project.
    pub product: Option<ProductIx>,
    /// The year of the project.
    pub year: Option<i16>,
    /// One or two sentences.
    pub summary: Option<Text>,
    /// What the customer says.
    pub quote: Option<Quote>,
    /// The results; at most four.
    pub figures: Vec<ReferenceFigure>,
    /// A picture of the project.
    pub picture: Option<Illustration>,
    /// The address of the full story.
    pub url: Option<String>,
    /// Values of the company's own fields, in the order of their declarations.
    pub fields: Vec<OwnValue>,
}

/// A quotation of a customer.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The words, without quotation marks.
    pub text: Text,
    /// Who said them, published only with this person's consent.
    pub person: Option<String>,
    /// The role of that person at the customer's.
    pub role: Option<Text>,
}

/// A result in figures: "11 weeks from start to go-live".
#[derive(Debug, Clone)]
pub struct ReferenceFigure {
    /// "11 weeks".
    pub value: Text,
    /// "from start to go-live".
    pub label: Text,
}

/// A picture that says something, with the text for those who do not see it.
#[derive(Debug, Clone)]
pub struct Illustration {
    /// The picture.
    pub picture: PictureIx,
    /// The text instead of it.
    pub alt: Text,
}

impl Partner {
    /// Its pictures other than logos: its own, and those of its references.
    pub fn illustrations(&self) -> impl Iterator<Item = &Illustration> {
        let references = self.references.iter();
        let of_references = references.filter_map(|reference| reference.picture.as_ref());
        self.picture.iter().chain(of_references)
    }
}

/// A further web address.
#[derive(Debug, Clone)]
pub struct Link {
    /// The kind of its target.
    pub kind: LinkKind,
    /// The address: `https` or `http`.
    pub url: Arc<str>,
}

/// The kind of a link's target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// Another website.
    Website,
    /// LinkedIn.
    Linkedin,
    /// Customer references.
    CaseStudies,
    /// A blog.
    Blog,
    /// Videos.
    Video,
    /// Documentation.
    Documentation,
    /// Customer support.
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
