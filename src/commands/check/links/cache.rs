//! Cache of checked addresses, in a file: [`LinkCache`].

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde_json::{Value, json};

use super::{CrawlPolicy, LinkStatus};

/// Results of the last checks, by address.
#[derive(Debug, Clone, Default)]
pub(super) struct LinkCache {
    answers: BTreeMap<String, (Date, LinkStatus)>,
}

impl LinkCache {
    /// Reads what [`LinkCache::to_text`] wrote; entries that cannot be read are dropped.
    pub(super) fn parse(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let answers = document
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(address, entry)| {
                let day: Date = entry["day"].as_str()?.parse().ok()?;
                let answer = match (entry["answer"].as_str()?, entry["what"].as_str()) {
                    ("reached", _) => LinkStatus::Reached,
                    ("moved", Some(to)) => LinkStatus::Moved(to.to_owned()),
                    _ => return None,
                };
                Some((address.clone(), (day, answer)))
            });
        Self {
            answers: answers.collect(),
        }
    }

    /// The cache as JSON, without addresses that failed: these may be fixed tomorrow, and are requested again.
    pub(super) fn to_text(&self) -> String {
        let entries = self.answers.iter().filter_map(|(address, (day, answer))| {
            let mut entry = json!({ "day": day.to_string() });
            match answer {
                LinkStatus::Reached => entry["answer"] = json!("reached"),
                LinkStatus::Moved(to) => {
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

    /// The status of the page of an address.
    pub(super) fn status(&self, address: &str) -> Option<&LinkStatus> {
        Some(&self.answers.get(super::page(address))?.1)
    }

    pub(super) fn insert(&mut self, address: String, answer: LinkStatus, day: Date) {
        self.answers.insert(address, (day, answer));
    }

    pub(super) fn retain(&mut self, addresses: &BTreeSet<String>) {
        self.answers
            .retain(|address, _| addresses.contains(address));
    }

    /// Whether the status of an address is cached, and not too old.
    pub(super) fn is_fresh(&self, address: &str, policy: &CrawlPolicy) -> bool {
        let days: Span = policy.cached_days.days();
        let oldest = policy.today.saturating_sub(days);
        self.answers
            .get(address)
            .is_some_and(|(day, _)| *day > oldest && *day <= policy.today)
    }
}
