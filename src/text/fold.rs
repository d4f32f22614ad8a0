//! Folding of texts: [`fold`] for searches, [`name_key`] to compare names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{is_invisible, latin};

/// A text in lowercase without accents and invisible characters. The page folds what visitors type in the same way, in the theme's script, and
/// `tests/browser/words.json` holds both to the same words.
///
/// ```
/// # use vitrine::text::fold;
/// assert_eq!(fold("Œuvre & Łódź"), "oeuvre & lodz");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lowercase = text.to_lowercase();
    let mut folded = String::with_capacity(lowercase.len());
    for letter in lowercase
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !is_invisible(c))
    {
        match letter {
            // Variants of Arabic letters; the last character only stretches a word.
            'ة' => folded.push('ه'),
            'ى' => folded.push('ي'),
            'ـ' => {}
            _ => match latin::common(letter) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(letter),
            },
        }
    }
    folded
}

/// A text as names are compared: without case, accents, whitespace and punctuation. Every letter of every script stays,
/// with the marks that make it another letter (`й`, `ガ`), and so do `+` and `#` (`C++`). A text of punctuation alone is
/// its own key: no two different ones are equal, and only blank texts have an empty key.
///
/// ```
/// # use vitrine::text::name_key;
/// assert_eq!(name_key("Müller & Söhne"), name_key("MULLER SOHNE"));
/// assert_ne!(name_key("Παρίσι"), name_key("Αθήνα"));
/// assert_ne!(name_key("***"), name_key("**"));
/// ```
pub fn name_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let letters = text.chars().filter(|c| !matches!(c, '™' | '®' | '©' | '℠'));
    for letter in letters.nfkd().flat_map(char::to_lowercase) {
        match letter {
            'ς' => key.push('σ'),
            // Arabic vowel signs and the line that stretches a word.
            '\u{64b}'..='\u{652}' | 'ـ' => {}
            '\u{300}'..='\u{36f}' if is_accent(letter, key.chars().next_back()) => {}
            _ if is_separator(letter) => {}
            _ => match latin::common(letter) {
                Some(plain) => key.push_str(plain),
                None => key.push(letter),
            },
        }
    }
    if key.is_empty() {
        return text.trim().to_lowercase();
    }
    key
}

/// Whether a mark only decorates the letter before it. In Cyrillic, marks make other letters (`й`, `ї`), except for the
/// stress and the dots of `ё`.
fn is_accent(mark: char, letter: Option<char>) -> bool {
    match letter {
        Some('е') => matches!(mark, '\u{300}' | '\u{301}' | '\u{308}'),
        Some('\u{400}'..='\u{52f}') => mark == '\u{301}',
        _ => true,
    }
}

/// Whether a sign separates words or groups them.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || (c.is_ascii_punctuation() && !matches!(c, '+' | '#'))
        || matches!(
            c,
            '«' | '»' | '·' | '¡' | '¿' | '¶' | '§'
            | '\u{2000}'..='\u{206f}'
            | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}'
            | '・'
        )
}

#[cfg(test)]
mod tests {
    use super::name_key;

    #[test]
    fn equal_names_have_equal_keys() {
        for (one, other) in [
            ("Müller & Söhne", "muller sohne"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "Οδός"),
            ("Королёв", "королев"),
            ("E-Mail", "e mail"),
            ("Ａｃｍｅ", "Acme™"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} {other}");
        }
    }

    #[test]
    fn different_names_have_different_keys() {
        for (one, other) in [
            ("Ήπειρος", "Κρήτη"),
            ("Алфа", "Бета"),
            ("мой", "мои"),
            ("バス", "パス"),
            ("北京", "上海"),
            ("की", "का"),
            ("Iğdır", "Idır"),
            ("C", "C++"),
            ("★", "★★"),
            ("*", "**"),
            ("-", "?"),
        ] {
            assert_ne!(name_key(one), name_key(other), "{one} {other}");
        }
        assert_eq!(name_key(" "), "");
    }
}
