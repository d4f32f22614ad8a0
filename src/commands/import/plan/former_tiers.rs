//! Tiers that a row replaces: the date of the former tier is not that of the new one. Entry point: [`former_tiers`].

use super::FieldChange;
use crate::edit::{FieldPath, FieldValue, Record, Step};

/// A tier that a row replaces without the date of the new one.
pub(super) struct ReplacedTier {
    /// The membership: `programmes.solutions`.
    membership: FieldPath,
    tier: FieldValue,
}

/// The tiers with a date that the values of a row replace without another date.
pub(super) fn former_tiers(
    record: &Record,
    values: &[(FieldPath, FieldValue)],
) -> Vec<ReplacedTier> {
    let former = |(path, value): &(FieldPath, FieldValue)| {
        let is_tier = path.scope().is_some() && path.0.len() == 3 && path.last() == "tier";
        let membership = FieldPath(path.0[..2.min(path.0.len())].to_vec());
        let since = child(&membership, "since");
        let has_date = values.iter().any(|(given, _)| *given == since);
        let tier = record.get(path).filter(|tier| tier != value)?;
        (is_tier && !has_date && record.get(&since).is_some())
            .then_some(ReplacedTier { membership, tier })
    };
    values.iter().filter_map(former).collect()
}

impl ReplacedTier {
    /// Moves the former tier with its date to the history of the membership. Returns the changes.
    pub(super) fn keep(self, record: &mut Record) -> Vec<FieldChange> {
        let since = child(&self.membership, "since");
        let Some(date) = record.remove(&since) else {
            return Vec::new();
        };
        let mut changes = vec![FieldChange {
            field: since.to_string(),
            old: Some(date.clone()),
            new: FieldValue::Text(String::new()),
        }];
        let mut history = child(&self.membership, "history");
        history.0.push(Step::Each);
        let entry = history.at(record.count(&history));
        for (key, value) in [("tier", self.tier), ("since", date)] {
            let path = child(&entry, key);
            record.set(&path, &value);
            changes.push(FieldChange {
                field: path.to_string(),
                old: None,
                new: value,
            });
        }
        changes
    }
}

fn child(path: &FieldPath, key: &str) -> FieldPath {
    let mut path = path.clone();
    path.0.push(Step::Key(key.to_owned()));
    path
}
