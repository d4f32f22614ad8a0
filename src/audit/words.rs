//! What the audit says, in the languages of the questionnaire.

use crate::questionnaire::Question;

/// A language that the audit speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Speech {
    /// In one language.
    pub fn of(&self, tongue: Tongue) -> &str {
        match tongue {
            Tongue::English => &self.en,
            Tongue::French => &self.fr,
        }
    }
}

impl Tongue {
    /// Its code.
    pub fn code(self) -> &'static str {
        self.pick("en", "fr")
    }

    pub(super) fn question(self, question: Question) -> &'static str {
        self.pick(question.en, question.fr)
    }

    pub(super) fn pick<T>(self, en: T, fr: T) -> T {
        match self {
            Tongue::English => en,
            Tongue::French => fr,
        }
    }

    pub(super) fn answered(self) -> &'static str {
        self.pick("answered", "répondu")
    }

    pub(super) fn partly(self) -> &'static str {
        self.pick("answered in part", "répondu en partie")
    }

    pub(super) fn not_offered(self) -> &'static str {
        self.pick("not offered", "non proposé")
    }

    pub(super) fn unanswered(self) -> &'static str {
        self.pick("unanswered", "sans réponse")
    }

    pub(super) fn internal(self) -> &'static str {
        self.pick("internal", "interne")
    }

    /// "12 partners", before the colon of a list.
    pub(super) fn without(self, missing: usize, all: usize) -> String {
        self.pick(format!("missing for {missing} of {all}"), format!("manque pour {missing} sur {all}"))
    }

    pub(super) fn more(self, number: usize) -> String {
        self.pick(format!("and {number} more"), format!("et {number} autres"))
    }

    pub(super) fn lacks(self, languages: &str) -> String {
        self.pick(format!("not in {languages}"), format!("pas en {languages}"))
    }
}
