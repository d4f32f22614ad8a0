//! Values of a row in the form in which a record has them. Entry points: [`rename_logos`], [`expand`].

use super::super::row::Row;
use crate::edit::{FieldPath, FieldValue, Record};

/// Renames logos beside the table after the record. Returns the old and the new file names.
pub(super) fn rename_logos(
    id: &str,
    row: &mut Row,
    has_file: &dyn Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let mut logos = Vec::new();
    for (path, value) in &mut row.values {
        let suffix = match path.to_string().as_str() {
            "logo" => "",
            "logo_dark" => "-dark",
            _ => continue,
        };
        let FieldValue::Text(from) = value else {
            continue;
        };
        if from.split(['/', '\\']).any(|part| part == "..") || !has_file(from) {
            continue;
        }
        let extension = from.rsplit_once('.').map_or("", |(_, extension)| extension);
        let to = format!("{id}{suffix}.{}", extension.to_lowercase());
        logos.push((std::mem::replace(from, to.clone()), to));
    }
    logos
}

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
