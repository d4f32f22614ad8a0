//! Texts that a spreadsheet would run. Entry point: [`begins_like_formula`].

use super::is_invisible;

/// The signs with which a formula begins, also those of full and small width, which some spreadsheets read as the usual
/// ones.
const FIRST_SIGNS: [char; 17] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−', '⁼', '₌', '⁺', '₊',
];

/// Whether a spreadsheet may run a text in a cell as a formula: it begins with the sign of one, possibly after whitespace,
/// quotation marks, apostrophes, invisible or control characters, which some spreadsheets leave out; or with a tab or a
/// line end, which may begin another cell.
///
/// An apostrophe before the text makes it a text, and changes nothing about this.
///
/// ```
/// # use vitrine::text::begins_like_formula;
/// assert!(begins_like_formula("=1+1") && begins_like_formula("\u{feff} ＝1+1"));
/// assert!(!begins_like_formula("2-1 = 1") && !begins_like_formula("'t Hof"));
/// ```
pub fn begins_like_formula(text: &str) -> bool {
    let is_skipped =
        |c: char| c.is_whitespace() || c.is_control() || is_invisible(c) || matches!(c, '\'' | '"');
    let without_apostrophes = text.trim_start_matches('\'');
    without_apostrophes.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(is_skipped).starts_with(FIRST_SIGNS)
}

#[cfg(test)]
mod tests {
    use super::begins_like_formula;

    #[test]
    fn formulas_are_recognized_behind_what_spreadsheets_leave_out() {
        for text in [
            "=1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠A",
            "−1",
            " =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "\u{200b}\u{2060}=1",
            "\u{1}=1",
            "\"=1",
            "'=1",
            "\tx",
            "\rx",
            "\nx",
            "\u{ad}\u{3000}\u{202e}@x",
        ] {
            assert!(begins_like_formula(text), "{text:?}");
            assert!(begins_like_formula(&format!("'{text}")), "{text:?}");
        }
        for text in ["", "'", "a=b", "1+1", "'t Hof", "«=»", " x", "\"a\""] {
            assert!(!begins_like_formula(text), "{text:?}");
            assert!(!begins_like_formula(&format!("'{text}")), "{text:?}");
        }
    }
}
