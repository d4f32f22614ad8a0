//! Values of a row as they are written into a record.

use super::super::row::Row;
use crate::edit::FieldPath;
use crate::edit::{FieldValue, Record};

/// Pictures that lie beside the table are named after the record from now on.
pub(super) fn logos(
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
        if from.contains("..") || !has_file(from) {
            continue;
        }
        let ending = from.rsplit_once('.').map_or("", |(_, ending)| ending);
        let to = format!("{id}{suffix}.{}", ending.to_lowercase());
        logos.push((std::mem::replace(from, to.clone()), to));
    }
    logos
}

/// The values with a table for each word that a record does not have yet.
pub(super) fn each(
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
        let held: Vec<FieldValue> = (0..count)
            .filter_map(|at| record.get(&path.at(at)))
            .collect();
        let words = words.iter().map(|word| FieldValue::Text(word.clone()));
        let fresh = words.filter(|word| !held.contains(word));
        all.extend(
            fresh
                .enumerate()
                .map(|(at, word)| (path.at(count + at), word)),
        );
    }
    all
}
