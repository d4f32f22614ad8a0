//! Lookup of a path such as `criteria.revenue.at_least.gold` in a file as it is written. Entry points: [`find`],
//! [`display`].

use crate::load::{RawContent, RawValue};
use crate::text::truncate_at_word;

/// The longest value that is shown in full, in characters.
const MAX_LENGTH: usize = 120;

/// The value at a path; else how many of its keys were found, and the value that lacks the next one.
pub(super) fn find<'w>(
    file: &'w RawValue,
    path: &[&str],
) -> Result<&'w RawValue, (usize, &'w RawValue)> {
    let mut value = file;
    let mut position = 0;
    while position < path.len() {
        // Keys may contain dots: `"leads.budget"`.
        let next = (position + 1..=path.len())
            .rev()
            .find_map(|end| Some((end, value.entry(&path[position..end].join("."))?)));
        let Some((end, found)) = next else {
            return Err((position, value));
        };
        value = found;
        position = end;
    }
    Ok(value)
}

/// The path of the value for one type of partner, if the field can have one: `at_least.gold` becomes
/// `by_type.consultant.gold`.
pub(super) fn for_type<'p>(path: &[&'p str], partner_type: &'p str) -> Option<Vec<&'p str>> {
    let position = path
        .iter()
        .position(|key| matches!(*key, "at_least" | "value"))?;
    let mut path = path.to_vec();
    path.splice(position..=position, ["by_type", partner_type]);
    Some(path)
}

/// The keys and ids that can follow a value in a path.
pub(super) fn names(value: &RawValue) -> Vec<&str> {
    let keys = value.entries().iter().map(|(key, _)| key.as_str());
    let ids = value.items().iter().filter_map(|item| {
        let identifying = ["id", "role", "city", "customer", "kind", "tool"];
        identifying
            .into_iter()
            .find_map(|key| item.get(key)?.as_text())
    });
    keys.chain(ids).collect()
}

/// A value as short text.
pub(super) fn display(value: &RawValue) -> String {
    display_within(value, MAX_LENGTH)
}

/// A value as text of limited length.
pub(super) fn display_within(value: &RawValue, max_length: usize) -> String {
    let shortened = |text: &str| truncate_at_word(text, max_length);
    match &value.value {
        RawContent::Text(text) => shortened(text),
        RawContent::Plain(plain) => plain.clone(),
        RawContent::List(items) => {
            let words: Option<Vec<&str>> = items.iter().map(RawValue::as_text).collect();
            match words {
                Some(words) if !words.is_empty() => shortened(&words.join(", ")),
                _ => format!("a list of {}", items.len()),
            }
        }
        RawContent::Table(entries) if entries.is_empty() => "an empty table".to_owned(),
        RawContent::Table(entries) => {
            let entries = entries.iter().map(|(key, value)| match &value.value {
                RawContent::Text(text) => format!("{key} = {}", shortened(text)),
                RawContent::Plain(plain) => format!("{key} = {plain}"),
                _ => format!("{key} = …"),
            });
            shortened(&entries.collect::<Vec<String>>().join(", "))
        }
    }
}
