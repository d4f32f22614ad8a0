//! What was found out about addresses, and when: kept in a file between two tests.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde_json::{Value, json};

use super::{Answer, Politeness};

/// The answers of the last tests, by address.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    answers: BTreeMap<String, (Date, Answer)>,
}

impl Memory {
    /// Reads what [`Memory::to_text`] wrote; what cannot be read is forgotten, for it can be asked again.
    pub(super) fn parse(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let answers = document
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(address, entry)| {
                let day: Date = entry["day"].as_str()?.parse().ok()?;
                let answer = match (entry["answer"].as_str()?, entry["what"].as_str()) {
                    ("reached", _) => Answer::Reached,
                    ("moved", Some(to)) => Answer::Moved(to.to_owned()),
                    _ => return None,
                };
                Some((address.clone(), (day, answer)))
            });
        Self {
            answers: answers.collect(),
        }
    }

    /// What is worth remembering, as JSON: what is wrong may be mended tomorrow, and is asked again.
    pub(super) fn to_text(&self) -> String {
        let entries = self.answers.iter().filter_map(|(address, (day, answer))| {
            let mut entry = json!({ "day": day.to_string() });
            match answer {
                Answer::Reached => entry["answer"] = json!("reached"),
                Answer::Moved(to) => {
                    entry["answer"] = json!("moved");
                    entry["what"] = json!(to);
                }
                _ => return None,
            }
            Some((address.clone(), entry))
        });
        let document: Value = entries.collect::<serde_json::Map<String, Value>>().into();
        format!("{document:#}\n")
    }

    /// The answer for the page of an address.
    pub(super) fn answer(&self, address: &str) -> Option<&Answer> {
        Some(&self.answers.get(super::page(address))?.1)
    }

    pub(super) fn note(&mut self, address: String, answer: Answer, day: Date) {
        self.answers.insert(address, (day, answer));
    }

    pub(super) fn keep_only(&mut self, addresses: &BTreeSet<String>) {
        self.answers
            .retain(|address, _| addresses.contains(address));
    }

    /// Whether the answer for an address is remembered, and not too old.
    pub(super) fn is_fresh(&self, address: &str, politeness: &Politeness) -> bool {
        let days: Span = politeness.remembered_days.days();
        let oldest = politeness.today.saturating_sub(days);
        self.answers
            .get(address)
            .is_some_and(|(day, _)| *day > oldest && *day <= politeness.today)
    }
}
