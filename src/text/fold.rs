//! Folding of texts for searches: [`fold`].

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::latin;

/// A text in lowercase without accents. The page folds what visitors type in the same way, in the theme's script, and
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
    for letter in lowercase.nfkd().filter(|&c| !is_combining_mark(c)) {
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
