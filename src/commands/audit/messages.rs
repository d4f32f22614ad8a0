//! What the audit says, in the languages of the questionnaire.

use crate::questionnaire::{Answer, Question, Row};

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
pub(super) struct Speech {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Speech {
    /// In one language.
    pub(super) fn of(&self, tongue: Tongue) -> &str {
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

    /// The words for several rows in each state: answered, in part, not offered, unanswered.
    pub(super) fn counted(self) -> [&'static str; 4] {
        self.pick(
            ["answered", "answered in part", "not offered", "unanswered"],
            [
                "répondues",
                "répondues en partie",
                "non proposées",
                "sans réponse",
            ],
        )
    }

    /// What else can be done about an unanswered row.
    pub(super) fn or_why_not(self) -> &'static str {
        self.pick(
            "A row is also answered by the reason why it is not offered: under [not_offered], \"leads.count\" = \"…\".",
            "Une question trouve aussi sa réponse dans la raison d’un refus : sous [not_offered], \"leads.count\" = \"…\".",
        )
    }

    /// The colon after a heading.
    pub(super) fn colon(self) -> &'static str {
        self.pick(":", " :")
    }

    pub(super) fn internal(self) -> &'static str {
        self.pick("internal", "interne")
    }

    /// "12 partners", before the colon of a list.
    pub(super) fn without(self, missing: usize, all: usize) -> String {
        self.pick(
            format!("missing for {missing} of {all}"),
            format!("manque pour {missing} sur {all}"),
        )
    }

    pub(super) fn more(self, number: usize) -> String {
        self.pick(format!("and {number} more"), format!("et {number} autres"))
    }

    pub(super) fn lacks(self, languages: &str) -> String {
        self.pick(format!("not in {languages}"), format!("pas en {languages}"))
    }
}

/// How to answer a row.
pub(super) fn hint(row: &Row, tongue: Tongue) -> String {
    let ways: Vec<String> = row
        .answered_by
        .iter()
        .map(|answer| way(row, answer, tongue))
        .collect();
    ways.join(tongue.pick(", or ", ", ou "))
}

/// One way of answering a row.
fn way(row: &Row, answer: &Answer, tongue: Tongue) -> String {
    let list = |keys: &[&str]| {
        keys.iter()
            .map(|key| format!("`{key}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let write = |what: String| tongue.pick(format!("write {what}"), format!("écrire {what}"));
    match *answer {
        Answer::Fields(keys) => write(format!(
            "{} {} programme.toml",
            list(keys),
            tongue.pick("in", "dans")
        )),
        Answer::Entry {
            list: entries,
            with,
            holds,
        } => {
            let with: Vec<String> = with
                .iter()
                .map(|(key, word)| format!("{key} = \"{word}\""))
                .collect();
            let entry = match with.is_empty() {
                true => format!("[[{entries}]]"),
                false => format!("[[{entries}]] {}", with.join(", ")),
            };
            match holds.is_empty() {
                true => write(entry),
                false => write(format!(
                    "{} {} {entry}",
                    list(holds),
                    tongue.pick("in a", "dans un")
                )),
            }
        }
        Answer::Quantity(axis) => {
            let what = tongue.pick("a number by tier in a", "un nombre par niveau dans un");
            write(format!("{what} [[benefits]] axis = \"{axis}\""))
        }
        Answer::Named { holds } => {
            let what = tongue.pick(
                "in a benefit or process",
                "dans un avantage ou un processus",
            );
            let besides = match holds.is_empty() {
                true => String::new(),
                false => format!(" {} {}", tongue.pick("beside", "à côté de"), list(holds)),
            };
            write(format!("answers = [\"{}\"]{besides} {what}", row.id))
        }
        Answer::Page => write("index.<lang>.md".to_owned()),
        Answer::LowestTier => tongue.pick(
            "give the lowest tier some benefit".to_owned(),
            "donner quelque avantage au premier niveau".to_owned(),
        ),
        Answer::TiersDiffer => tongue.pick(
            "let two neighbouring tiers give something different".to_owned(),
            "donner des avantages différents à deux niveaux voisins".to_owned(),
        ),
        Answer::ProcessPages | Answer::ProcessPagesOf(_) => {
            write("processes/<process>.<lang>.md".to_owned())
        }
        Answer::ProcessReviews => write(
            tongue
                .pick(
                    "`reviewed` in each process",
                    "`reviewed` dans chaque processus",
                )
                .to_owned(),
        ),
        Answer::Countries => write("countries/<CC>.toml".to_owned()),
        Answer::PartnerContacts => write(
            tongue
                .pick(
                    "[[contacts]] in each record",
                    "[[contacts]] dans chaque fiche",
                )
                .to_owned(),
        ),
        Answer::PartnerAccess => write(
            tongue
                .pick(
                    "`portal_access` under [internal] of each record",
                    "`portal_access` sous [internal] de chaque fiche",
                )
                .to_owned(),
        ),
        Answer::PartnerVerified => write(
            tongue
                .pick(
                    "`last_verified` in each record",
                    "`last_verified` dans chaque fiche",
                )
                .to_owned(),
        ),
        Answer::Itself => write("programme.toml".to_owned()),
    }
}
