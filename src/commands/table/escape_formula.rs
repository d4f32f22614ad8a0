//! Texts that a spreadsheet would take for formulas, and back.

/// What a formula may begin with.
const BEGINNINGS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text with an apostrophe before what a spreadsheet would run, whoever wrote it into the record.
pub(in crate::commands) fn defuse(text: &str) -> String {
    match is_formula(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// The text without the apostrophe of [`defuse`].
pub(in crate::commands) fn restore(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// Also what has apostrophes before it already, so that each is taken away again once.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(BEGINNINGS)
}

#[cfg(test)]
mod tests {
    use super::{defuse, restore};

    #[test]
    fn formulas_become_texts_and_come_back() {
        for (text, defused) in [
            ("=1+1", "'=1+1"),
            ("+33 2 99", "'+33 2 99"),
            ("'=1", "''=1"),
            ("'t Hof", "'t Hof"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(defuse(text), defused);
            assert_eq!(restore(defused), text);
        }
    }
}
