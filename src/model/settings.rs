//! `catalogue.toml`: settings of the whole catalogue.

use super::{
    CountryIx, Facet, FieldIx, OpenData, PaperSettings, PartnerIx, Phone, PictureIx, Text,
};

/// The settings of the catalogue.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The catalogue's title.
    pub title: Text,
    /// One line under the title.
    pub tagline: Option<Text>,
    /// The base address of the site, without a final slash: `https://partners.example`.
    pub base_url: String,
    /// BCP 47 codes; the first is the default language.
    pub languages: Vec<String>,
    /// The name of this edition ("Autumn 2026").
    pub edition: Option<Text>,
    /// The organization that publishes the catalogue.
    pub organization: Organization,
    /// The number of partners on a page of the directory.
    pub page_size: usize,
    /// The partners that the home page shows first.
    pub featured: Vec<PartnerIx>,
    /// The facets of the directory that visitors can filter by, in display order.
    pub facets: Vec<Facet>,
    /// The minimum number of partners for a page of a country and a specialization.
    pub pairs_at_least: usize,
    /// Who receives the messages of visitors.
    pub enquiry: Enquiry,
    /// The own fields that the page "find my partner" asks about: choices of partners.
    pub questions: Vec<FieldIx>,
    /// The paper catalogue.
    pub paper: PaperSettings,
    /// What others may do with the public data.
    pub data: OpenData,
}

/// Who receives the messages that visitors write on the site.
#[derive(Debug, Clone, PartialEq)]
pub enum Enquiry {
    /// Each partner, at its own public contact.
    Partners,
    /// One e-mail address for all.
    Email(String),
    /// A form service.
    Endpoint {
        /// Its address, which begins with `https://`.
        url: String,
        /// What visitors agree to before a message is sent to it.
        consent: Text,
    },
}

/// The organization that publishes the catalogue.
#[derive(Debug, Clone)]
pub struct Organization {
    /// The name it goes by.
    pub name: String,
    /// The registered name.
    pub legal_name: Option<String>,
    /// Its website.
    pub website: Option<String>,
    /// An address for partners and prospects.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<Phone>,
    /// Street and number.
    pub street: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Country.
    pub country: Option<CountryIx>,
    /// Its logo, for light backgrounds.
    pub logo: Option<PictureIx>,
    /// Its logo for dark backgrounds.
    pub logo_dark: Option<PictureIx>,
    /// Its colour, `#rrggbb`, from which the site's colours are made.
    pub accent: Option<String>,
    /// Its second colour, `#rrggbb`, light enough for dark text.
    pub highlight: Option<String>,
    /// The silhouette of its mark, an SVG.
    pub mark: Option<PictureIx>,
    /// The part of the mark that is lit, on the same canvas.
    pub mark_lit: Option<PictureIx>,
}
