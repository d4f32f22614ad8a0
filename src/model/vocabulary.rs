//! `vocabulary.toml`: the terms that records refer to.

use std::sync::Arc;

use super::{
    CertificationIx, CountryIx, FieldIx, IndexedList, IndustryIx, LanguageIx, LevelIx, Localized,
    OwnField, ProductIx, SpecializationIx, Text, TypeIx,
};

/// The terms that all records share.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Types of partner.
    pub types: IndexedList<TypeIx, Term>,
    /// Products of the programme's owner.
    pub products: IndexedList<ProductIx, Term>,
    /// Validated competences of organizations.
    pub specializations: IndexedList<SpecializationIx, Term>,
    /// Levels of a specialization, in rising order.
    pub levels: IndexedList<LevelIx, Term>,
    /// Industries that partners work for.
    pub industries: IndexedList<IndustryIx, Term>,
    /// Certifications of people.
    pub certifications: IndexedList<CertificationIx, Term>,
    /// Countries and groups of countries.
    pub countries: IndexedList<CountryIx, Country>,
    /// Languages that partners speak: BCP 47 codes, by id, in alphabetical order. They are not declared: records have them.
    pub languages: IndexedList<LanguageIx, String>,
    /// The company's own fields.
    pub fields: IndexedList<FieldIx, OwnField>,
}

/// A term, in every language.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id in records and addresses.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its plural name ("Resellers").
    pub plural: Option<Text>,
    /// Its description; introduces its page of the directory.
    pub description: Option<Text>,
    /// Synonyms, for the search.
    pub synonyms: Option<Localized<Vec<Arc<str>>>>,
    /// The products that it concerns; for specializations and certifications.
    pub products: Vec<ProductIx>,
}

/// A country, or a group of countries.
#[derive(Debug, Clone)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code in capitals, or the group's own id.
    pub code: String,
    /// Its name: required for a group, otherwise present only if it differs from CLDR's. Use
    /// [`crate::l10n::Locale::country`] to show it.
    pub name: Option<Text>,
    /// The introduction of its page of the directory.
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
