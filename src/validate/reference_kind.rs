//! The kinds of words that records choose, and where they are declared.

use crate::model::Vocabulary;

/// What a word stands for, in messages.
#[derive(Clone, Copy)]
pub(super) struct What {
    pub(super) singular: &'static str,
    pub(super) declared_in: &'static str,
}

impl Vocabulary {
    const FILE: &'static str = "content/vocabulary.toml";
}

pub(super) const TYPE: What = What {
    singular: "type of partner",
    declared_in: Vocabulary::FILE,
};
pub(super) const PRODUCT: What = What {
    singular: "product",
    declared_in: Vocabulary::FILE,
};
pub(super) const SPECIALIZATION: What = What {
    singular: "specialization",
    declared_in: Vocabulary::FILE,
};
pub(super) const LEVEL: What = What {
    singular: "level",
    declared_in: Vocabulary::FILE,
};
pub(super) const INDUSTRY: What = What {
    singular: "industry",
    declared_in: Vocabulary::FILE,
};
pub(super) const CERTIFICATION: What = What {
    singular: "certification",
    declared_in: Vocabulary::FILE,
};
pub(super) const COUNTRY: What = What {
    singular: "country",
    declared_in: Vocabulary::FILE,
};
pub(super) const PROGRAMME: What = What {
    singular: "programme",
    declared_in: "content/programmes/",
};
pub(super) const PARTNER: What = What {
    singular: "partner",
    declared_in: "partners/",
};
