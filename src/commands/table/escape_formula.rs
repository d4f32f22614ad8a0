//! Escaping of texts that a spreadsheet would run as formulas, and of those that mean an empty cell. Entry points: [`escape_formula`], [`unescape_formula`].

use super::empty_cell::is_empty_marker;

/// The first character of a formula.
const FIRST_CHARACTERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text, with an apostrophe before a formula, as a record may come from an untrusted table, and before a text such as
/// `n/a`, which means an empty cell otherwise.
pub(in crate::commands) fn escape_formula(text: &str) -> String {
    if needs_apostrophe(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text without the apostrophe of [`escape_formula`].
pub(in crate::commands) fn unescape_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_apostrophe(rest) => rest,
        _ => text,
    }
}

/// Whether the text is a formula or means an empty cell, possibly with apostrophes before it: then escaping adds one and unescaping removes one.
fn needs_apostrophe(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(FIRST_CHARACTERS) || is_empty_marker(text)
}

#[cfg(test)]
mod tests {
    use super::{escape_formula, unescape_formula};

    #[test]
    fn formulas_are_escaped_and_unescaped() {
        for (text, escaped) in [
            ("=1+1", "'=1+1"),
            ("+33 2 99", "'+33 2 99"),
            ("'=1", "''=1"),
            ("'t Hof", "'t Hof"),
            ("n/a", "'n/a"),
            ("'—", "''—"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(escape_formula(text), escaped);
            assert_eq!(unescape_formula(escaped), text);
        }
    }
}
