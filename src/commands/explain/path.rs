//! A path such as `criteria.revenue.at_least.gold`, looked up in a file as it is written.

use crate::load::{RawValue, WrittenValue};
use crate::text::truncate_at_word;

/// The longest value that is told in full, in characters.
const TOLD_AT_MOST: usize = 120;

/// The value at a path; else how many of its parts were found, and the value that has no such part.
pub(super) fn find<'w>(
    file: &'w RawValue,
    path: &[&str],
) -> Result<&'w RawValue, (usize, &'w RawValue)> {
    let mut value = file;
    let mut at = 0;
    while at < path.len() {
        // Keys may have dots in them: `"leads.budget"`.
        let ends = (at + 1..=path.len()).rev();
        let next = ends
            .into_iter()
            .find_map(|end| Some((end, value.entry(&path[at..end].join("."))?)));
        let Some((end, found)) = next else {
            return Err((at, value));
        };
        value = found;
        at = end;
    }
    Ok(value)
}

/// The path to what is said for one type of partner, where there is such a thing: `at_least.gold` becomes
/// `by_type.consultant.gold`.
pub(super) fn for_type<'p>(path: &[&'p str], of: &'p str) -> Option<Vec<&'p str>> {
    let at = path
        .iter()
        .position(|key| matches!(*key, "at_least" | "value"))?;
    let mut path = path.to_vec();
    path.splice(at..=at, ["by_type", of]);
    Some(path)
}

/// The words that a part of a path could have been.
pub(super) fn names(value: &RawValue) -> Vec<&str> {
    let keys = value.entries().iter().map(|(key, _)| key.as_str());
    let ids = value.items().iter().filter_map(|item| {
        let named = ["id", "role", "city", "customer", "kind", "tool"];
        named.into_iter().find_map(|key| item.get(key)?.as_text())
    });
    keys.chain(ids).collect()
}

/// A value in a few words.
pub(super) fn told(value: &RawValue) -> String {
    told_within(value, TOLD_AT_MOST)
}

/// A value in so many characters.
pub(super) fn told_within(value: &RawValue, at_most: usize) -> String {
    let shortened = |text: &str| truncate_at_word(text, at_most);
    match &value.value {
        WrittenValue::Text(text) => shortened(text),
        WrittenValue::Plain(plain) => plain.clone(),
        WrittenValue::List(items) => {
            let words: Option<Vec<&str>> = items.iter().map(RawValue::as_text).collect();
            match words {
                Some(words) if !words.is_empty() => shortened(&words.join(", ")),
                _ => format!("a list of {}", items.len()),
            }
        }
        WrittenValue::Table(entries) if entries.is_empty() => "an empty table".to_owned(),
        WrittenValue::Table(entries) => {
            let entries = entries.iter().map(|(key, value)| match &value.value {
                WrittenValue::Text(text) => format!("{key} = {}", shortened(text)),
                WrittenValue::Plain(plain) => format!("{key} = {plain}"),
                _ => format!("{key} = …"),
            });
            shortened(&entries.collect::<Vec<String>>().join(", "))
        }
    }
}
