//! Lists and tables as people write them, in one line. Entry points: [`list`] and [`table`].

use super::super::super::written::Reading;
use super::value::{Readings, is_value, nested, quoted};
use super::{key, split_comment, split_entry};

pub(super) fn list(text: &str, open: &str, close: char, depth: usize) -> Option<Readings> {
    let inner = text.strip_prefix(open)?;
    let (inner, is_closed) = match inner.trim_end().strip_suffix(close) {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let mut what = None;
    if open != "[" {
        what = Some("a list is in square brackets".to_owned());
    } else if !is_closed {
        what = Some("the list has no end".to_owned());
    }
    if inner.matches('"').count() % 2 == 1
        && let Some(list) = items_with_quotes(inner)
    {
        what.get_or_insert_with(|| "a quote is missing in the list".to_owned());
        return Readings::one(what?, list);
    }
    let mut values = Vec::new();
    for part in split(inner) {
        for item in adjacent(part) {
            if item != part {
                what.get_or_insert_with(|| "a comma is missing in the list".to_owned());
            }
            let readings = nested(item, depth)?;
            if let (None, Some(wrong)) = (&what, readings.what) {
                what = Some(wrong);
            }
            // Words in a list are texts, such as the code `no` of Norwegian.
            let is_word = item.chars().all(char::is_alphabetic) && !is_value(item);
            values.push(if is_word {
                vec![Reading::certain(quoted(item))]
            } else {
                readings.options
            });
        }
    }
    Some(Readings {
        advice: "",
        what: Some(what?),
        options: combine(&values, "[", "]")?,
    })
}

/// A list of texts of which one lacks a quote.
fn items_with_quotes(inner: &str) -> Option<String> {
    let items: Vec<&str> = inner
        .split(',')
        .map(|item| item.trim().trim_matches('"').trim())
        .filter(|item| !item.is_empty())
        .collect();
    let is_text = |item: &&str| !item.contains(['"', '\'', '{', '[']);
    let quoted: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    items
        .iter()
        .all(is_text)
        .then(|| format!("[{}]", quoted.join(", ")))
}

pub(super) fn table(text: &str, depth: usize) -> Option<Readings> {
    let inner = text.strip_prefix('{')?;
    let (inner, is_closed) = match inner.trim_end().strip_suffix('}') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let mut what = (!is_closed).then(|| "the table in braces has no end".to_owned());
    let mut parts: Vec<String> = Vec::new();
    for part in split(inner) {
        match parts.last_mut() {
            // A decimal comma.
            Some(last)
                if part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains(['=', ':']) =>
            {
                *last += &format!(",{part}");
            }
            _ => parts.push(part.to_owned()),
        }
    }
    let mut entries = Vec::new();
    for part in &parts {
        let entry = split_entry(part)?;
        let key = key(entry.key)?;
        let readings = nested(entry.value, depth)?;
        what = what.or(entry.what).or(key.what).or(readings.what);
        let line = |reading: Reading| Reading {
            value: format!("{} = {}", key.text, reading.value),
            ..reading
        };
        entries.push(readings.options.into_iter().map(line).collect());
    }
    Some(Readings {
        advice: "",
        what: Some(what?),
        options: combine(&entries, "{ ", " }")?,
    })
}

/// The readings of a list or a table: those of its first part that has several, with the first of the others.
fn combine(parts: &[Vec<Reading>], open: &str, close: &str) -> Option<Vec<Reading>> {
    let several = parts.iter().position(|part| part.len() > 1);
    let number = several.map_or(1, |position| parts[position].len());
    let option = |choice: usize| {
        let value = |(position, part): (usize, &Vec<Reading>)| {
            part.get(if Some(position) == several { choice } else { 0 })
                .map(|it| it.value.clone())
        };
        let values: Option<Vec<String>> = parts.iter().enumerate().map(value).collect();
        Some(Reading {
            value: format!("{open}{}{close}", values?.join(", ")),
            condition: several.and_then(|position| parts[position][choice].condition.clone()),
        })
    };
    (0..number).map(option).collect()
}

/// The parts of a list or a table between its own commas.
fn split(text: &str) -> Vec<&str> {
    let text = split_comment(text).0;
    let mut parts = Vec::new();
    let (mut start, mut depth, mut quote) = (0, 0_usize, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('"' | '\'', None)
                if text[start..at].trim().is_empty()
                    || text[..at].trim_end().ends_with(['=', ':', '[', '"', '\'']) =>
            {
                quote = Some(c)
            }
            (c, Some(open)) if c == open => quote = None,
            ('[' | '{', None) => depth += 1,
            (']' | '}', None) => depth = depth.saturating_sub(1),
            (',' | ';', None) if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Texts in quotes that follow each other without a comma.
pub(super) fn adjacent(part: &str) -> Vec<&str> {
    let mut texts = Vec::new();
    let mut rest = part;
    while let Some(quote @ ('"' | '\'')) = rest.chars().next() {
        let Some(length) = rest[1..].find(quote) else {
            return vec![part];
        };
        texts.push(&rest[..length + 2]);
        rest = rest[length + 2..].trim_start();
    }
    match (rest.is_empty(), texts.len()) {
        (true, 2..) => texts,
        _ => vec![part],
    }
}
