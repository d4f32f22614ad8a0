//! Facets of the directory (country, tier, type, …) and their values, which visitors filter by. Their order is in
//! [`super::directory_order`].

use super::{
    Catalogue, CertificationIx, CountryIx, IndustryIx, LanguageIx, LevelIx, ProductIx, ProgrammeIx,
    SpecializationIx, TierIx, TypeIx,
};

/// A facet of the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Validated competences of organizations.
    Specialization,
    /// Countries of offices and of the area served.
    Country,
    /// Languages that partners speak.
    Language,
    /// Tiers of programmes.
    Tier,
    /// Certifications of people.
    Certification,
    /// Levels of specializations.
    Level,
    /// Types of partner.
    Type,
    /// Products.
    Product,
    /// Industries.
    Industry,
}

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
    /// A language that partners speak.
    Language(LanguageIx),
    /// A certification that at least one person has.
    Certification(CertificationIx),
    /// A level of a specialization.
    Level(LevelIx),
}

impl Facet {
    /// All facets, in the order of the directory unless the catalogue sets another.
    pub const ALL: [Facet; 9] = [
        Facet::Specialization,
        Facet::Country,
        Facet::Language,
        Facet::Tier,
        Facet::Certification,
        Facet::Level,
        Facet::Type,
        Facet::Industry,
        Facet::Product,
    ];

    /// The name in settings, and the part of addresses that names the facet.
    pub const fn slug(self) -> &'static str {
        match self {
            Facet::Specialization => "specialization",
            Facet::Country => "country",
            Facet::Language => "language",
            Facet::Tier => "tier",
            Facet::Certification => "certification",
            Facet::Level => "level",
            Facet::Type => "type",
            Facet::Product => "product",
            Facet::Industry => "industry",
        }
    }
}

impl FacetValue {
    /// The facet that it belongs to.
    pub fn facet(self) -> Facet {
        match self {
            FacetValue::Country(_) => Facet::Country,
            FacetValue::Tier(..) => Facet::Tier,
            FacetValue::Type(_) => Facet::Type,
            FacetValue::Product(_) => Facet::Product,
            FacetValue::Specialization(_) => Facet::Specialization,
            FacetValue::Industry(_) => Facet::Industry,
            FacetValue::Language(_) => Facet::Language,
            FacetValue::Certification(_) => Facet::Certification,
            FacetValue::Level(_) => Facet::Level,
        }
    }

    /// The list of values that it belongs to: the facet, and the programme of a tier.
    pub fn group(self) -> (Facet, Option<ProgrammeIx>) {
        match self {
            FacetValue::Tier(programme, _) => (self.facet(), Some(programme)),
            _ => (self.facet(), None),
        }
    }

    /// The part of the address that names the value: an id of the vocabulary, a lowercase code of a country or language,
    /// or `<programme>-<tier>`.
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
            FacetValue::Language(value) => vocabulary.languages[value].to_lowercase(),
            FacetValue::Certification(value) => vocabulary.certifications[value].id.clone(),
            FacetValue::Level(value) => vocabulary.levels[value].id.clone(),
        }
    }
}
