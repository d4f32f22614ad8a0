//! Facets of the directory: the values that visitors filter by.

use super::{
    Catalogue, CountryIx, IndustryIx, ProductIx, ProgrammeIx, SpecializationIx, TierIx, TypeIx,
};

/// A value of a facet of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// A country of an office or of the area served; never a group.
    Country(CountryIx),
    /// A tier of a programme.
    Tier(ProgrammeIx, TierIx),
    /// A type of partner.
    Type(TypeIx),
    /// A product.
    Product(ProductIx),
    /// A specialization.
    Specialization(SpecializationIx),
    /// An industry.
    Industry(IndustryIx),
}

impl Facet {
    /// The part of the address that names the facet.
    pub fn slug(self) -> &'static str {
        match self {
            Facet::Country(_) => "country",
            Facet::Tier(..) => "tier",
            Facet::Type(_) => "type",
            Facet::Product(_) => "product",
            Facet::Specialization(_) => "specialization",
            Facet::Industry(_) => "industry",
        }
    }

    /// The part of the address that names the value: an id of the vocabulary, a lowercase country code, or
    /// `<programme>-<tier>`.
    pub fn value(self, catalogue: &Catalogue) -> String {
        let vocabulary = &catalogue.vocabulary;
        match self {
            Facet::Country(country) => vocabulary.countries[country].code.to_lowercase(),
            Facet::Tier(programme, tier) => {
                let programme = &catalogue.programmes[programme];
                format!("{}-{}", programme.id, programme.tiers[tier].id)
            }
            Facet::Type(value) => vocabulary.types[value].id.clone(),
            Facet::Product(value) => vocabulary.products[value].id.clone(),
            Facet::Specialization(value) => vocabulary.specializations[value].id.clone(),
            Facet::Industry(value) => vocabulary.industries[value].id.clone(),
        }
    }
}
