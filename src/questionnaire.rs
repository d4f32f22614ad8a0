//! The questionnaire: what a complete partner programme must be able to answer, and where a project answers it.
//! Entry point: [`questions`].
//!
//! A question is answered in one place of the project, or an entry of `[not_offered]` gives the reason why there is no
//! answer. Public answers appear on the site and in the paper catalogue; internal ones are never published. This module
//! has only ids and rules: the texts are interface strings of the theme, by [`Question::message_key`].

mod business;
mod characteristics;
mod criteria;
mod enablement;
mod strategy;

/// A question about a partner programme.
#[derive(Debug)]
pub struct Question {
    /// Its area and its name, such as `leads.count`.
    pub id: &'static str,
    /// Who may read the answer.
    pub audience: Audience,
    /// Where it can be answered; one of them is enough.
    pub answered_by: &'static [AnswerSource],
    /// What a country may state instead of the programme: a key of `countries/<CC>.toml`.
    pub by_country: Option<&'static str>,
}

/// Who may read an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The public.
    Public,
    /// The programme's owner only.
    Internal,
}

/// Where a question can be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerSource {
    /// All of these keys of `programme.toml`.
    Fields(&'static [&'static str]),
    /// An entry of a list of `programme.toml`.
    Entry {
        /// The list.
        list: &'static str,
        /// Keys and the value of each; a list of values contains it.
        with: &'static [(&'static str, &'static str)],
        /// Keys that the entry must have.
        required: &'static [&'static str],
    },
    /// Benefits of this axis that give a number to some tier.
    Quantity(&'static str),
    /// A benefit or a process that names the question: `answers = ["…"]`.
    Named {
        /// Other keys that it must have.
        required: &'static [&'static str],
    },
    /// The text of the programme's own page.
    Page,
    /// Benefits of the lowest tier.
    LowestTier,
    /// The values of the benefits: those of two neighbouring tiers differ.
    TiersDiffer,
    /// The pages of all processes.
    ProcessPages,
    /// The pages of the processes that benefits of this axis name.
    ProcessPagesOf(&'static str),
    /// The review dates of all processes.
    ProcessReviews,
    /// The files of countries.
    Countries,
    /// The contacts of each partner of the programme.
    PartnerContacts,
    /// Whether each partner of the programme has access to the partner portal.
    PartnerAccess,
    /// The date on which each partner of the programme was last verified.
    PartnerVerified,
    /// The project: its website and its paper catalogue.
    Project,
}

/// The areas, in their order.
pub const AREAS: [&str; 11] = [
    "strategy",
    "character",
    "criteria",
    "training",
    "leads",
    "support",
    "devkit",
    "saleskit",
    "relations",
    "business",
    "marketing",
];

/// Axes of benefits whose name differs from that of their area.
const AXES: [(&str, &str); 3] = [
    ("technical-support", "support"),
    ("development-kit", "devkit"),
    ("sales-kit", "saleskit"),
];

/// All questions, in the order of their areas.
pub fn questions() -> impl Iterator<Item = &'static Question> {
    [
        strategy::QUESTIONS,
        characteristics::QUESTIONS,
        criteria::QUESTIONS,
        enablement::QUESTIONS,
        business::QUESTIONS,
    ]
    .into_iter()
    .flatten()
}

/// All keys that `[not_offered]` may have: questions, areas and axes.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let axes = AXES.iter().map(|(axis, _)| *axis);
    AREAS
        .into_iter()
        .chain(axes)
        .chain(questions().map(|question| question.id))
}

impl Question {
    /// The id of its area.
    pub fn area(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }

    /// The key of its text among the theme's interface strings: `question_leads_count`.
    pub fn message_key(&self) -> String {
        format!("question_{}", self.id.replace(['.', '-'], "_"))
    }

    /// Whether a benefit or a process answers it by naming it.
    pub fn is_named(&self) -> bool {
        self.answered_by
            .iter()
            .any(|source| matches!(source, AnswerSource::Named { .. }))
    }

    /// Whether an entry of `[not_offered]` with this key is about it: its own id, its area, or the axis of its area.
    pub fn is_covered_by(&self, key: &str) -> bool {
        let area = AXES
            .iter()
            .find(|(axis, _)| *axis == key)
            .map_or(key, |(_, area)| area);
        key == self.id || area == self.area()
    }

    const fn by_country(self, key: &'static str) -> Question {
        Question {
            by_country: Some(key),
            ..self
        }
    }
}

const fn public(id: &'static str, answered_by: &'static [AnswerSource]) -> Question {
    Question {
        id,
        audience: Audience::Public,
        answered_by,
        by_country: None,
    }
}

const fn internal(id: &'static str, answered_by: &'static [AnswerSource]) -> Question {
    Question {
        audience: Audience::Internal,
        ..public(id, answered_by)
    }
}

const fn entry(
    list: &'static str,
    with: &'static [(&'static str, &'static str)],
    required: &'static [&'static str],
) -> AnswerSource {
    AnswerSource::Entry {
        list,
        with,
        required,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{AREAS, questions};

    #[test]
    fn ids_and_message_keys_are_unique() {
        let ids: BTreeSet<&str> = questions().map(|question| question.id).collect();
        assert_eq!(ids.len(), questions().count());
        let keys: BTreeSet<String> = questions().map(|question| question.message_key()).collect();
        assert_eq!(keys.len(), questions().count());
    }

    #[test]
    fn questions_are_in_the_order_of_the_areas() {
        let positions: Vec<usize> = questions()
            .map(|question| AREAS.iter().position(|area| *area == question.area()))
            .collect::<Option<_>>()
            .expect("every question has a known area");
        assert!(positions.is_sorted(), "{positions:?}");
    }

    #[test]
    fn a_reason_covers_a_question_an_area_or_an_axis() {
        let question = questions()
            .find(|question| question.id == "devkit.price")
            .unwrap();
        for key in ["devkit.price", "devkit", "development-kit"] {
            assert!(question.is_covered_by(key), "{key}");
        }
        for key in ["devkit.users", "support", "dev"] {
            assert!(!question.is_covered_by(key), "{key}");
        }
    }
}
