//! How messages name the kinds of references, and where the project declares what they refer to.

use crate::load::ReferenceKind;

const VOCABULARY: &str = "content/vocabulary.toml";

impl ReferenceKind {
    /// The noun for one reference.
    pub(super) fn singular(self) -> &'static str {
        match self {
            ReferenceKind::Languages => "language",
            ReferenceKind::Types => "type of partner",
            ReferenceKind::Products => "product",
            ReferenceKind::Specializations => "specialization",
            ReferenceKind::Levels => "level",
            ReferenceKind::Industries => "industry",
            ReferenceKind::Certifications => "certification",
            ReferenceKind::Places | ReferenceKind::Countries => "country",
            ReferenceKind::Programmes => "programme",
            ReferenceKind::Tiers => "tier",
            ReferenceKind::Criteria => "criterion",
            ReferenceKind::Benefits => "benefit",
            ReferenceKind::Processes => "process",
            ReferenceKind::Figures => "figure",
            ReferenceKind::Partners => "partner",
            ReferenceKind::Themes => "theme",
            ReferenceKind::PartnerFields | ReferenceKind::ReferenceFields => "field",
            ReferenceKind::FieldChoices => "choice",
            ReferenceKind::Facets => "facet",
        }
    }

    /// The file or folder of the declarations; empty if that is the file of the reference itself.
    pub(super) fn declared_in(self) -> &'static str {
        match self {
            ReferenceKind::Languages => "content/catalogue.toml",
            ReferenceKind::Types
            | ReferenceKind::Products
            | ReferenceKind::Specializations
            | ReferenceKind::Levels
            | ReferenceKind::Industries
            | ReferenceKind::Certifications
            | ReferenceKind::Places
            | ReferenceKind::Countries
            | ReferenceKind::PartnerFields
            | ReferenceKind::ReferenceFields
            | ReferenceKind::FieldChoices => VOCABULARY,
            ReferenceKind::Programmes => "content/programmes/",
            ReferenceKind::Tiers
            | ReferenceKind::Criteria
            | ReferenceKind::Benefits
            | ReferenceKind::Processes
            | ReferenceKind::Figures
            | ReferenceKind::Facets => "",
            ReferenceKind::Partners => "partners/",
            ReferenceKind::Themes => "themes/",
        }
    }
}
