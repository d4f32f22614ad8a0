//! What a country inherits from the programme, as `validate` merges it. Entry points: [`merge`] and [`replacement`].

use super::path::find;
use crate::load::{RawContent, RawValue};
use crate::model::replaced_by;
use crate::source::Sources;

/// The tables whose fields a country inherits one by one.
const TERMS: [&str; 5] = ["contact", "fee", "finder_fee", "advancement", "contract"];

/// A country's table with what it inherits, and the names of these fields.
pub(super) fn merge(
    keys: &[&str],
    country: &RawValue,
    programme: &RawValue,
) -> Option<(RawValue, Vec<String>)> {
    let levels = match keys {
        [table] if TERMS.contains(table) => 1,
        ["criteria" | "benefits", _] => 2,
        ["criteria" | "benefits", _, "at_least" | "value"] => 1,
        ["criteria" | "benefits", _, "by_type", _] => 1,
        _ => return None,
    };
    let table = |value: &RawValue| matches!(value.value, RawContent::Table(_));
    (table(country) && table(programme)).then(|| {
        let merged = merged(country, programme, levels, &|field| {
            let (own, base) = (country, programme);
            let has = |value: &RawValue, key: &str| value.get(key).is_some();
            replaced_by(keys[0], field, |key| has(own, key), |key| has(base, key)).is_none()
        });
        let inherited = merged
            .entries()
            .iter()
            .filter(|(key, _)| country.get(key).is_none());
        let inherited = inherited.map(|(key, _)| key.clone()).collect();
        (merged, inherited)
    })
}

fn merged(
    own: &RawValue,
    base: &RawValue,
    levels: usize,
    applies: &dyn Fn(&str) -> bool,
) -> RawValue {
    let mut entries = own.entries().to_vec();
    if entries.is_empty() && !matches!(own.value, RawContent::Table(_)) || levels == 0 {
        return own.clone();
    }
    for (key, value) in base.entries() {
        match entries.iter_mut().find(|(known, _)| known == key) {
            Some((_, own)) => *own = merged(own, value, levels - 1, applies),
            None if applies(key) => entries.push((key.clone(), value.clone())),
            None => {}
        }
    }
    RawValue {
        value: RawContent::Table(entries),
        ..own.clone()
    }
}

/// Why the programme's value at this path does not apply in a country, although the country does not write it.
pub(super) fn replacement(
    sources: &Sources,
    keys: &[&str],
    country: &RawValue,
    programme: &RawValue,
) -> Option<String> {
    let [table, field, ..] = keys else {
        return None;
    };
    let (own, base) = (country.entry(table)?, programme.entry(table)?);
    if find(own, &[*field]).is_ok() {
        return None;
    }
    let has = |value: &RawValue, key: &str| value.get(key).is_some();
    let key = replaced_by(table, field, |key| has(own, key), |key| has(base, key))?;
    let place = own.get(key)?.key_span;
    let path = &sources.get(place.file).path;
    let (line, _) = sources.line_column(place.file, place.start);
    Some(format!(
        "the programme's `{}` does not apply here: the country writes `{key}` instead ({path}:{line})",
        keys.join(".")
    ))
}
