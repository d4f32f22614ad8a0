//! Values of a row in the form in which a record has them. Entry point: [`expand`].

use crate::edit::{FieldPath, FieldValue, Record};

/// Expands lists for paths with `*` into one entry for each word that the record does not have yet.
pub(super) fn expand(
    record: &Record,
    values: Vec<(FieldPath, FieldValue)>,
) -> Vec<(FieldPath, FieldValue)> {
    let mut all = Vec::new();
    for (path, value) in values {
        let FieldValue::List(words) = &value else {
            all.push((path, value));
            continue;
        };
        if !path.is_each() {
            all.push((path, value));
            continue;
        }
        let count = record.count(&path);
        let existing: Vec<FieldValue> = (0..count)
            .filter_map(|index| record.get(&path.at(index)))
            .collect();
        all.extend(
            words
                .iter()
                .map(|word| FieldValue::Text(word.clone()))
                .filter(|word| !existing.contains(word))
                .enumerate()
                .map(|(index, word)| (path.at(count + index), word)),
        );
    }
    all
}
