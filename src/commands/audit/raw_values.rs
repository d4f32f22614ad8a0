//! Look-ups in files as written: keys, entries of lists, numbers.

use crate::load::{RawContent, RawValue};

/// The values of these keys, if all are present.
pub(super) fn fields<'w>(table: &'w RawValue, keys: &[&str]) -> Option<Vec<&'w RawValue>> {
    keys.iter().map(|key| table.get(key)).collect()
}

/// The values of these keys of an entry, if all are present; the entry itself if no key is required.
pub(super) fn required_fields<'w>(entry: &'w RawValue, keys: &[&str]) -> Option<Vec<&'w RawValue>> {
    if keys.is_empty() {
        return Some(vec![entry]);
    }
    fields(entry, keys)
}

/// The entries of a list in which each key has this value, or a list that contains it.
pub(super) fn entries<'w>(
    file: &'w RawValue,
    list: &str,
    with: &[(&str, &str)],
) -> impl Iterator<Item = &'w RawValue> {
    let items = file.get(list).map_or(&[][..], RawValue::items);
    items
        .iter()
        .filter(move |entry| with.iter().all(|(key, value)| has_value(entry, key, value)))
}

/// Whether a key has this text as its value, or a list that contains it.
pub(super) fn has_value(entry: &RawValue, key: &str, text: &str) -> bool {
    entry.get(key).is_some_and(|value| {
        value.as_text() == Some(text)
            || value
                .items()
                .iter()
                .any(|item| item.as_text() == Some(text))
    })
}

/// Whether the values of a benefit by tier include a number.
pub(super) fn has_quantity(values: &RawValue) -> bool {
    values
        .entries()
        .iter()
        .any(|(_, value)| match &value.value {
            RawContent::Plain(number) => number.replace('_', "").parse::<f64>().is_ok(),
            RawContent::Text(text) => text == "unlimited",
            _ => false,
        })
}

/// Whether a tier with this value of a benefit gets something.
pub(super) fn is_given(value: &RawValue) -> bool {
    match &value.value {
        RawContent::Plain(plain) => plain != "false" && plain.parse() != Ok(0.0),
        _ => true,
    }
}
