//! Escaping of texts that a spreadsheet would run as formulas. Entry points: [`escape_formula`], [`unescape_formula`].

/// The first character of a formula.
const FIRST_CHARACTERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text, with an apostrophe before a formula: a record may come from an untrusted table.
pub(in crate::commands) fn escape_formula(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text without the apostrophe of [`escape_formula`].
pub(in crate::commands) fn unescape_formula(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// Whether the text is a formula, possibly with apostrophes before it: then escaping adds one and unescaping removes one.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FIRST_CHARACTERS)
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
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(escape_formula(text), escaped);
            assert_eq!(unescape_formula(escaped), text);
        }
    }
}
