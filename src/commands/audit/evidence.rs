//! What is looked for in the files as they are written: keys, entries of lists, numbers.

use crate::load::{RawContent, RawValue};

/// The values under these keys, if all are there.
pub(super) fn fields<'w>(file: &'w RawValue, keys: &[&str]) -> Option<Vec<&'w RawValue>> {
    keys.iter().map(|key| file.get(key)).collect()
}

/// The entries of a list in which each key has its word, or a list with it.
pub(super) fn entries<'w>(
    file: &'w RawValue,
    list: &str,
    with: &[(&str, &str)],
) -> impl Iterator<Item = &'w RawValue> {
    let items = file.get(list).map_or(&[][..], RawValue::items);
    items
        .iter()
        .filter(move |item| with.iter().all(|(key, word)| has_word(item, key, word)))
}

/// Whether the value of a key is this word, or a list with it.
pub(super) fn has_word(item: &RawValue, key: &str, word: &str) -> bool {
    item.get(key).is_some_and(|value| {
        value.as_text() == Some(word)
            || value
                .items()
                .iter()
                .any(|item| item.as_text() == Some(word))
    })
}

/// Whether some tier gets a number of it.
pub(super) fn is_quantity(values: &RawValue) -> bool {
    values
        .entries()
        .iter()
        .any(|(_, value)| match &value.value {
            RawContent::Plain(number) => number.replace('_', "").parse::<f64>().is_ok(),
            RawContent::Text(text) => text == "unlimited",
            _ => false,
        })
}

/// Whether a tier with this value gets something.
pub(super) fn is_given(value: &RawValue) -> bool {
    match &value.value {
        RawContent::Plain(plain) => plain != "false" && plain.parse() != Ok(0.0),
        _ => true,
    }
}
