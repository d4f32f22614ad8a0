//! `vocabulary.toml`: the words that records choose from.

use std::sync::Arc;

use super::{
    CertificationIx, CountryIx, IndexedList, IndustryIx, LevelIx, Localized, ProductIx,
    SpecializationIx, Text, TypeIx,
};

/// The words declared once for all records.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Types of partner.
    pub types: IndexedList<TypeIx, Term>,
    /// Products of the programme's owner.
    pub products: IndexedList<ProductIx, Term>,
    /// Validated know-how of organizations.
    pub specializations: IndexedList<SpecializationIx, Term>,
    /// Levels of a specialization, in rising order.
    pub levels: IndexedList<LevelIx, Term>,
    /// Industries that partners work for.
    pub industries: IndexedList<IndustryIx, Term>,
    /// Certifications of people.
    pub certifications: IndexedList<CertificationIx, Term>,
    /// Countries and groups of countries.
    pub countries: IndexedList<CountryIx, Country>,
}

/// One word, in every language.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id in records and addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its name for several ("Resellers").
    pub plural: Option<Text>,
    /// What it means; introduces its page of the directory.
    pub description: Option<Text>,
    /// Other words that people search for.
    pub synonyms: Option<Localized<Vec<Arc<str>>>>,
    /// The products it has to do with; for specializations and certifications.
    pub products: Vec<ProductIx>,
}

/// A country, or a group of countries.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code in capitals, or the group's own id.
    pub code: String,
    /// Its name; always there for a group, else only where it differs from what CLDR has. Use
    /// [`crate::l10n::Locale::country`] to show it.
    pub name: Option<Text>,
    /// Introduces its page of the directory.
    pub description: Option<Text>,
    /// The countries of a group; empty for a country.
    pub members: Vec<CountryIx>,
}

impl Country {
    /// Whether it is a group of countries.
    pub fn is_group(&self) -> bool {
        !self.members.is_empty()
    }
}
