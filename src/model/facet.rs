//! Facet values of the directory (a country, a tier, a type, …), which visitors filter by. Their order is in
//! [`super::directory_order`].

use super::{
    Catalogue, CountryIx, IndustryIx, ProductIx, ProgrammeIx, SpecializationIx, TierIx, TypeIx,
};

/// A value of a facet of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetValue {
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

impl FacetValue {
    /// The list of values that it belongs to: the facet, and the programme of a tier.
    pub fn group(self) -> (&'static str, Option<ProgrammeIx>) {
        match self {
            FacetValue::Tier(programme, _) => (self.slug(), Some(programme)),
            _ => (self.slug(), None),
        }
    }

    /// The part of the address that names the facet.
    pub fn slug(self) -> &'static str {
        match self {
            FacetValue::Country(_) => "country",
            FacetValue::Tier(..) => "tier",
            FacetValue::Type(_) => "type",
            FacetValue::Product(_) => "product",
            FacetValue::Specialization(_) => "specialization",
            FacetValue::Industry(_) => "industry",
        }
    }

    /// The part of the address that names the value: an id of the vocabulary, a lowercase country code, or
    /// `<programme>-<tier>`.
    pub fn value(self, catalogue: &Catalogue) -> String {
        let vocabulary = &catalogue.vocabulary;
        match self {
            FacetValue::Country(country) => vocabulary.countries[country].code.to_lowercase(),
            FacetValue::Tier(programme, tier) => {
                let programme = &catalogue.programmes[programme];
                format!("{}-{}", programme.id, programme.tiers[tier].id)
            }
            FacetValue::Type(value) => vocabulary.types[value].id.clone(),
            FacetValue::Product(value) => vocabulary.products[value].id.clone(),
            FacetValue::Specialization(value) => vocabulary.specializations[value].id.clone(),
            FacetValue::Industry(value) => vocabulary.industries[value].id.clone(),
        }
    }
}
