//! Questionnaire: the questions that a complete partner programme must answer, and where it answers them. Entry point:
//! [`rows`].
//!
//! Each row has one place in the project where it is answered, or an entry of `[not_offered]` with the reason why it
//! is not. Public rows are shown by the site and the paper catalogue, internal ones are never published.

mod business;
mod characteristics;
mod criteria;
mod enablement;
mod strategy;

/// A question, in English and in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// In English.
    pub en: &'static str,
    /// In French.
    pub fr: &'static str,
}

/// A row of the questionnaire.
#[derive(Debug)]
pub struct Row {
    /// Its area and its name, such as `leads.count`.
    pub id: &'static str,
    /// Whether the answer is published.
    pub audience: Audience,
    /// What is asked.
    pub question: Question,
    /// Where it is answered; any of them will do.
    pub answered_by: &'static [Answer],
    /// What a country may state instead of the programme: a key of `countries/<CC>.toml`.
    pub by_country: Option<&'static str>,
}

/// Audience of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Public,
    /// The programme's owner only.
    Internal,
}

/// Where a row is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// By these keys of `programme.toml`, all of them.
    Fields(&'static [&'static str]),
    /// By an entry of a list of `programme.toml` in which each of `with` has its word, and `holds` are all written.
    Entry {
        /// The list.
        list: &'static str,
        /// Keys and their words; a list of words contains it.
        with: &'static [(&'static str, &'static str)],
        /// Keys that the entry must have.
        holds: &'static [&'static str],
    },
    /// By benefits of this axis that give a number to some tier.
    Quantity(&'static str),
    /// By a benefit or a process that says so: `answers = ["…"]`.
    Named {
        /// The keys it must have besides.
        holds: &'static [&'static str],
    },
    /// By the text of the programme's own page.
    Page,
    /// By benefits that are open to the lowest tier.
    LowestTier,
    /// By the values of the benefits: those of two neighbouring tiers differ.
    TiersDiffer,
    /// By the pages of all processes.
    ProcessPages,
    /// By the pages of the processes that benefits of this axis name.
    ProcessPagesOf(&'static str),
    /// By the date of review of all processes.
    ProcessReviews,
    /// By the files of countries.
    Countries,
    /// By each partner of the programme: its contacts.
    PartnerContacts,
    /// By each partner of the programme: its access to the partner portal.
    PartnerAccess,
    /// By each partner of the programme: the day it was last verified.
    PartnerVerified,
    /// By the website or the paper catalogue itself.
    Itself,
}

/// The areas, in their order.
pub const AREAS: [(&str, Question); 11] = [
    ("strategy", question("Strategy", "Stratégie")),
    ("character", question("Characteristics", "Caractéristiques")),
    (
        "criteria",
        question("Membership criteria", "Critères d’adhésion"),
    ),
    ("training", question("Training", "Formation")),
    ("leads", question("Leads", "Contacts commerciaux")),
    (
        "support",
        question("Technical support", "Assistance technique"),
    ),
    (
        "devkit",
        question("Development kit", "Kit de développement"),
    ),
    ("saleskit", question("Sales kit", "Kit commercial")),
    (
        "relations",
        question("Commercial relations", "Relations commerciales"),
    ),
    ("business", question("Business", "Affaires")),
    ("marketing", question("Marketing", "Marketing")),
];

/// The words of benefits' axes that name an area otherwise than its rows do.
const AXES: [(&str, &str); 3] = [
    ("technical-support", "support"),
    ("development-kit", "devkit"),
    ("sales-kit", "saleskit"),
];

/// All rows, in the order of their areas.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    [
        strategy::ROWS,
        characteristics::ROWS,
        criteria::ROWS,
        enablement::ROWS,
        business::ROWS,
    ]
    .into_iter()
    .flatten()
}

impl Row {
    /// The id of its area.
    pub fn area(&self) -> &'static str {
        self.id.split('.').next().unwrap_or(self.id)
    }

    /// Whether a benefit or a process answers it by naming it.
    pub fn is_named(&self) -> bool {
        let mut answers = self.answered_by.iter();
        answers.any(|answer| matches!(answer, Answer::Named { .. }))
    }

    /// Whether an entry of `[not_offered]` with this key is about it: its own id, its area, or the axis of its area.
    pub fn is_covered_by(&self, key: &str) -> bool {
        let area = AXES
            .iter()
            .find(|(axis, _)| *axis == key)
            .map_or(key, |(_, area)| area);
        key == self.id || area == self.area()
    }
}

/// All keys that `[not_offered]` may have.
pub fn keys() -> impl Iterator<Item = &'static str> {
    let areas = AREAS.iter().map(|(area, _)| *area);
    let axes = AXES.iter().map(|(axis, _)| *axis);
    areas.chain(axes).chain(rows().map(|row| row.id))
}

const fn question(en: &'static str, fr: &'static str) -> Question {
    Question { en, fr }
}

const fn public(
    id: &'static str,
    en: &'static str,
    fr: &'static str,
    answered_by: &'static [Answer],
) -> Row {
    Row {
        id,
        audience: Audience::Public,
        question: question(en, fr),
        answered_by,
        by_country: None,
    }
}

const fn internal(
    id: &'static str,
    en: &'static str,
    fr: &'static str,
    answered_by: &'static [Answer],
) -> Row {
    Row {
        audience: Audience::Internal,
        ..public(id, en, fr, answered_by)
    }
}

impl Row {
    const fn by_country(self, key: &'static str) -> Row {
        Row {
            by_country: Some(key),
            ..self
        }
    }
}

/// Entries of a list in which one key has this word, and `holds` are all written.
const fn entry(
    list: &'static str,
    with: &'static [(&'static str, &'static str)],
    holds: &'static [&'static str],
) -> Answer {
    Answer::Entry { list, with, holds }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{AREAS, rows};

    #[test]
    fn each_row_has_an_id_of_its_own_in_an_area_that_is_there() {
        let ids: BTreeSet<&str> = rows().map(|row| row.id).collect();
        assert_eq!(ids.len(), rows().count());
        let order: Vec<&str> = AREAS.iter().map(|(area, _)| *area).collect();
        let areas: Vec<&str> = rows().map(|row| row.area()).collect();
        let places = areas
            .iter()
            .map(|area| order.iter().position(|known| known == area));
        assert!(places.clone().all(|place| place.is_some()));
        assert!(
            places.is_sorted(),
            "the rows of an area stand together, in the order of the areas"
        );
    }

    #[test]
    fn reasons_are_given_for_a_row_an_area_or_an_axis() {
        let row = rows().find(|row| row.id == "devkit.price").unwrap();
        for key in ["devkit.price", "devkit", "development-kit"] {
            assert!(row.is_covered_by(key), "{key}");
        }
        for key in ["devkit.users", "support", "dev"] {
            assert!(!row.is_covered_by(key), "{key}");
        }
    }
}
