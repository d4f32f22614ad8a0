//! Escaping of texts that a spreadsheet would run as formulas, and of those that mean an empty cell. Entry points: [`escape_formula`], [`unescape_formula`].

use super::empty_cell::is_empty_marker;
use crate::text::begins_like_formula;

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
    begins_like_formula(text) || is_empty_marker(text.trim_start_matches('\''))
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
            ("＝1", "'＝1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("'\u{feff}=1", "''\u{feff}=1"),
            (" =1", "' =1"),
            ("\n=1", "'\n=1"),
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
