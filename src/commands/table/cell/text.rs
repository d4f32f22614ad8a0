//! Texts in cells: addresses, booleans, and what is no text. Entry points: [`check`], [`refuse_debris`].

use super::CellError;
use crate::diagnostic::Code;
use crate::validate::{check_email, check_phone, check_url};

/// Refuses what a spreadsheet left in a cell instead of its value: an error, a formula, a control character.
pub(super) fn refuse_debris(text: &str) -> Result<(), CellError> {
    let (what, help) = if is_error(text) {
        (
            "is an error of the spreadsheet program",
            "correct the formula, or delete it",
        )
    } else if is_formula(text) {
        (
            "is a formula, not its value",
            "save the table again, with the values instead of the formulas",
        )
    } else if let Some(control) = text
        .chars()
        .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    {
        let shown: String = text.chars().filter(|c| !c.is_control()).collect();
        let message = format!(
            "`{shown}` contains the control character U+{:04X}",
            u32::from(control)
        );
        let help = "delete it".to_owned();
        return Err(CellError::new(Code::InvalidValue, message, Some(help)));
    } else {
        return Ok(());
    };
    let message = format!("`{text}` {what}");
    Err(CellError::new(
        Code::InvalidValue,
        message,
        Some(help.to_owned()),
    ))
}

/// `#REF!`, `#NAME?`, `#DIV/0!`, `#WERT!`, `Err:508`, `########`. `#N/A` means an empty cell.
fn is_error(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('#') {
        let name = rest.strip_suffix(['!', '?']);
        let is_capital = |c: char| c.is_uppercase() || matches!(c, '/' | '0' | '_');
        return name.is_some_and(|name| name.len() > 2 && name.chars().all(is_capital))
            || rest.len() > 2 && rest.chars().all(|c| c == '#');
    }
    text.strip_prefix("Err:")
        .is_some_and(|number| number.parse::<u16>().is_ok())
}

/// `=HYPERLINK("…")`, `=SUM(A1:A3)`, `=A1`, `=1+1`; not a text that only begins with the sign.
fn is_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('=') else {
        return false;
    };
    let is_operand = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | '.' | '_' | ':');
    let first = rest.trim_start_matches('-').find(|c| !is_operand(c));
    match first {
        Some(0) => false,
        Some(end) => rest[end..].starts_with(['(', '+', '-', '*', '/', '&', '!', '^']),
        None => rest.contains(|c: char| c.is_ascii_digit()) || rest.starts_with('$'),
    }
}

/// The check of a text field.
pub(super) struct Check {
    pub(super) code: Code,
    pub(super) kind: &'static str,
    /// Returns the problem and its solution.
    pub(super) run: fn(&str) -> Result<(), (String, String)>,
}

/// The check for a key; `None` for any text.
pub(super) fn check(key: &str) -> Option<Check> {
    let (code, kind, run): (_, _, fn(&str) -> _) = match key {
        "email" => (Code::InvalidEmail, "e-mail address", check_email),
        "phone" => (Code::InvalidPhone, "telephone number", check_phone),
        "postcode" => (Code::InvalidValue, "postcode", check_postcode),
        "website" | "url" | "form_url" => (Code::InvalidUrl, "web address", |text| {
            check_url(text).map(|_| ())
        }),
        _ => return None,
    };
    Some(Check { code, kind, run })
}

/// Refuses a number that a spreadsheet made of a postcode: `80331.0`, `1.0E+04`.
fn check_postcode(text: &str) -> Result<(), (String, String)> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text_without_mark = text.replace(',', ".");
    let is_decimal = text_without_mark
        .split_once('.')
        .is_some_and(|(whole, decimals)| {
            is_digits(whole) && is_digits(decimals) && decimals.bytes().all(|byte| byte == b'0')
        });
    let is_power = text_without_mark
        .to_uppercase()
        .split_once("E+")
        .is_some_and(|(mantissa, power)| is_digits(&mantissa.replace('.', "")) && is_digits(power));
    if is_decimal || is_power {
        return Err((
            format!("`{text}` is not a postcode, but a number that a spreadsheet made of one"),
            "format the column as text in the spreadsheet, and correct its cells: zeros at the beginning may be lost"
                .to_owned(),
        ));
    }
    Ok(())
}

/// Adds the `https://` that spreadsheets leave out.
pub(super) fn address(text: &str, key: &str) -> String {
    let is_address = ["website", "url", "form_url"].contains(&key);
    let bare = is_address && !text.contains("://") && !text.contains(' ') && text.contains('.');
    if bare {
        format!("https://{text}")
    } else {
        text.to_owned()
    }
}

pub(super) fn boolean(text: &str) -> Result<bool, CellError> {
    const YES: &str =
        "true yes y x 1 oui vrai ja wahr o si sim sì sí tak ano так да ναι evet ✓ ✔ ☑";
    const NO: &str =
        "false no n 0 non faux nein falsch f não nao nie ne нет ні όχι οχι hayır hayir ✗ ✘ ☐";
    // Not folded: that leaves out signs, so that `✗` would mean the same as `✓`, and `-0` the same as `0`.
    let word = text.trim().to_lowercase();
    let means = |words: &str| words.split(' ').any(|it| it == word);
    if means(YES) {
        Ok(true)
    } else if means(NO) {
        Ok(false)
    } else {
        Err(CellError::new(
            Code::WrongType,
            format!("`{text}` is neither yes nor no"),
            Some("write `yes` or `no`".to_owned()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{boolean, refuse_debris};

    #[test]
    fn what_a_spreadsheet_left_in_a_cell_is_refused() {
        for text in [
            "#REF!",
            "#NAME?",
            "#DIV/0!",
            "#WERT!",
            "#BEZUG!",
            "########",
            "Err:508",
            "=HYPERLINK(\"https://a.example\",\"A\")",
            "=1+1",
            "=A1",
            "=Sheet1!B2",
            "A\u{7}B",
        ] {
            assert!(refuse_debris(text).is_err(), "{text}");
        }
        for text in [
            "#1 in sales!",
            "# Heading",
            "=",
            "= equals",
            "==",
            "=)",
            "C#",
            "#hashtag",
            "one\ntwo",
        ] {
            assert!(refuse_debris(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn yes_and_no_are_understood_in_several_languages() {
        for (text, expected) in [
            ("Sí", true),
            ("да", true),
            ("✓", true),
            ("ΝΑΙ", true),
            ("ні", false),
            ("Não", false),
            ("NEIN", false),
            ("✗", false),
            ("☐", false),
        ] {
            assert_eq!(boolean(text).ok(), Some(expected), "{text}");
        }
        for text in ["2", "-0", "///", "", "yes and no"] {
            assert!(boolean(text).is_err(), "{text}");
        }
    }
}
