//! Facets of the directory (country, tier, type, …) and their values, which visitors filter by. Their order is in
//! [`super::directory_order`].

use std::borrow::Cow;

use super::{
    Catalogue, CertificationIx, ChoiceIx, CountryIx, FieldIx, IndustryIx, LanguageIx, LevelIx,
    ListIndex as _, OwnFieldKind, ProductIx, ProgrammeIx, SpecializationIx, TierIx, TypeIx,
    Vocabulary,
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
    /// One of the company's own fields.
    Field(FieldIx),
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
    /// A value of one of the company's own fields, by its position; see [`super::OwnValue::option`].
    Field(FieldIx, usize),
}

impl Facet {
    /// The facets of every catalogue, in the order of the directory unless the catalogue sets another.
    pub const COMMON: [Facet; 9] = [
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

    /// The facets of a catalogue with this vocabulary, in the usual order: the common ones, and those of own fields.
    pub fn all(vocabulary: &Vocabulary) -> Vec<Facet> {
        let fields = vocabulary.fields.iter().filter(|(_, it)| it.is_facet());
        let fields = fields.map(|(field, _)| Facet::Field(field));
        Self::COMMON.into_iter().chain(fields).collect()
    }

    /// The name in settings, and the part of addresses that names the facet: for an own field its id after `field-`.
    pub fn slug(self, vocabulary: &Vocabulary) -> Cow<'static, str> {
        match self {
            Facet::Field(field) => Self::slug_of_field(&vocabulary.fields[field].id).into(),
            common => common.common_slug().unwrap_or_default().into(),
        }
    }

    /// The name of a facet that every catalogue has.
    pub const fn common_slug(self) -> Option<&'static str> {
        Some(match self {
            Facet::Specialization => "specialization",
            Facet::Country => "country",
            Facet::Language => "language",
            Facet::Tier => "tier",
            Facet::Certification => "certification",
            Facet::Level => "level",
            Facet::Type => "type",
            Facet::Product => "product",
            Facet::Industry => "industry",
            Facet::Field(_) => return None,
        })
    }

    /// The name of the facet of an own field with this id.
    pub fn slug_of_field(id: &str) -> String {
        format!("field-{id}")
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
            FacetValue::Field(field, _) => Facet::Field(field),
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
    /// `<programme>-<tier>`, or `yes` and `no`.
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
            FacetValue::Field(field, option) => {
                let field = &vocabulary.fields[field];
                match field.kind {
                    OwnFieldKind::Choice => field.choices[ChoiceIx::new(option)].id.clone(),
                    _ => if option == 0 { "yes" } else { "no" }.to_owned(),
                }
            }
        }
    }
}
