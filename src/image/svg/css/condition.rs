//! Conditions of `@media` and `@supports`, for a still picture on a light screen.

use super::{is_too_deep, property};

/// The longest condition: `not not not …` is read part by part, each within the one before it.
const MAX_LENGTH: usize = 2048;

/// The answer of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    /// It depends on the visitor, or is not understood.
    Unknown,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Truth::True } else { Truth::False }
    }
}

/// Whether the rules of `@media` apply.
pub(super) fn media(condition: &str) -> Truth {
    let queries = condition.split(',').map(|query| {
        let query = query.trim().to_ascii_lowercase();
        let query = query.strip_prefix("only ").unwrap_or(&query);
        match query {
            "" | "all" | "screen" | "not print" => return Truth::True,
            "print" | "speech" | "not all" | "not screen" => return Truth::False,
            _ => {}
        }
        let mut parts = query.split(" and ").map(|part| match part.trim() {
            "all" | "screen" => Truth::True,
            "print" => Truth::False,
            feature => media_feature(feature),
        });
        let first = parts.next().unwrap_or(Truth::Unknown);
        parts.fold(first, both)
    });
    queries.fold(Truth::False, |one, other| match (one, other) {
        (Truth::True, _) | (_, Truth::True) => Truth::True,
        (Truth::False, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    })
}

fn media_feature(feature: &str) -> Truth {
    let feature = feature.trim_matches(['(', ')']);
    let (name, value) = feature.split_once(':').unwrap_or((feature, ""));
    match (name.trim(), value.trim()) {
        ("prefers-color-scheme", "light")
        | ("prefers-reduced-motion", "reduce" | "")
        | ("prefers-contrast" | "forced-colors", "no-preference" | "none")
        | ("color", "") => Truth::True,
        ("prefers-reduced-motion", "no-preference") | ("forced-colors", "active" | "") => {
            Truth::False
        }
        _ => Truth::Unknown,
    }
}

fn both(one: Truth, other: Truth) -> Truth {
    match (one, other) {
        (Truth::True, Truth::True) => Truth::True,
        (Truth::False, _) | (_, Truth::False) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// Whether the rules of `@supports` apply: browsers know every property and value that is known here.
pub(super) fn supports(condition: &str) -> Truth {
    if is_too_deep(condition) || condition.len() > MAX_LENGTH {
        return Truth::Unknown;
    }
    let condition = condition.trim();
    let parts = split_words(condition);
    if let [word, rest @ ..] = parts.as_slice()
        && word.eq_ignore_ascii_case("not")
    {
        return match supports(&rest.join(" ")) {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        };
    }
    if parts.len() > 1 {
        let is_or = parts.iter().any(|part| part.eq_ignore_ascii_case("or"));
        let tests = parts
            .iter()
            .filter(|part| !["and", "or"].contains(&part.to_ascii_lowercase().as_str()))
            .map(|part| supports(part));
        return if is_or {
            tests.fold(Truth::False, |one, other| match (one, other) {
                (Truth::True, _) | (_, Truth::True) => Truth::True,
                (Truth::False, other) => other,
                (one, _) => one,
            })
        } else {
            tests.fold(Truth::True, both)
        };
    }
    let Some(inside) = condition
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    else {
        return Truth::Unknown;
    };
    match inside.split_once(':') {
        Some((name, value)) if !name.contains('(') => {
            property::is_known(&name.trim().to_ascii_lowercase(), value.trim()).into()
        }
        _ => supports(inside),
    }
}

/// The words of a condition, where parentheses with their content are one word.
fn split_words(text: &str) -> Vec<&str> {
    let (mut words, mut start, mut depth) = (Vec::new(), 0, 0usize);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            byte if byte.is_ascii_whitespace() && depth == 0 => {
                words.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    words.push(&text[start..]);
    words.retain(|word| !word.is_empty());
    words
}
