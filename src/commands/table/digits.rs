//! Digits of all scripts. Entry point: [`with_ascii_digits`].

use std::borrow::Cow;

/// The zeros of the decimal digits of scripts; the others follow.
const ZEROS: [char; 20] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{17e0}',
    '\u{1810}',
    '\u{ff10}',
    '\u{1d7ce}',
];

/// The text with the digits of every script as `0` to `9`, and with the marks between them that belong to a script.
pub(super) fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| {
        let digit = |zero: &char| {
            u32::from(c)
                .checked_sub(u32::from(*zero))
                .filter(|digit| *digit < 10)
        };
        match c {
            '٫' | '．' => '.',
            '٬' => '\'',
            '，' => ',',
            '／' => '/',
            '　' => ' ',
            _ => ZEROS
                .iter()
                .find_map(digit)
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c),
        }
    };
    Cow::Owned(text.chars().map(plain).collect())
}

#[cfg(test)]
mod tests {
    use super::with_ascii_digits;

    #[test]
    fn digits_of_all_scripts_are_equal() {
        for (text, plain) in [
            ("１２３４．５", "1234.5"),
            ("١٢٣٤", "1234"),
            ("۱۲۳۴٫۵", "1234.5"),
            ("१२३४", "1234"),
            ("10²", "10²"),
            ("5万", "5万"),
        ] {
            assert_eq!(with_ascii_digits(text), plain);
        }
    }
}
