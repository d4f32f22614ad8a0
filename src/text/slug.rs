//! Ids made from texts: [`slug`] for records, [`heading_anchor`] for headings.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{is_invisible, latin};

/// The longest id of a record: it becomes a folder, and file systems stop at 255 bytes.
pub const MAX_ID_LENGTH: usize = 100;

/// The id of a record that a name suggests: lowercase ASCII letters, digits and hyphens. Latin letters
/// follow the spelling of the catalogue's default language, other scripts are transliterated. It is empty if the text has
/// neither letters nor digits.
///
/// ```
/// # use vitrine::text::slug;
/// assert_eq!(slug("Đuro Đaković", "hr"), "duro-dakovic");
/// assert_eq!(slug("Müller & Söhne", "de"), "mueller-soehne");
/// assert_eq!(slug("Müller & Söhne", "fr"), "muller-sohne");
/// assert_eq!(slug("Бета ООД", "bg"), "beta-ood");
/// ```
pub fn slug(text: &str, language: &str) -> String {
    let german = language.split('-').next() == Some("de");
    let mut slug = SlugBuilder::default();
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ä' if german => slug.0.push_str("ae"),
            'ö' if german => slug.0.push_str("oe"),
            'ü' if german => slug.0.push_str("ue"),
            '\u{300}'..='\u{36f}' => {}
            _ if is_invisible(letter) => {}
            // Vowel signs of Indic scripts.
            _ if is_combining_mark(letter) => transliterate(letter, &mut slug),
            // Not decomposed: "™" would become letters of the name.
            _ if !letter.is_alphanumeric() => slug.separate(),
            _ => {
                let mut plain = String::new();
                spell(letter, |c| {
                    if !('\u{300}'..='\u{36f}').contains(&c) {
                        plain.push(c);
                    }
                });
                if plain.chars().all(|c| !c.is_alphanumeric() || c.is_ascii()) {
                    for c in plain.chars() {
                        match c {
                            'a'..='z' | '0'..='9' => slug.0.push(c),
                            _ => slug.separate(),
                        }
                    }
                } else {
                    transliterate(letter, &mut slug);
                }
            }
        }
    }
    slug.0.truncate(MAX_ID_LENGTH);
    slug.finish()
}

/// Adds a letter of another script in Latin letters.
fn transliterate(letter: char, slug: &mut SlugBuilder) {
    let plain = any_ascii::any_ascii_char(letter);
    let letters = plain.chars().filter(char::is_ascii_alphanumeric);
    slug.0.extend(letters.map(|c| c.to_ascii_lowercase()));
}

/// The id of a heading in a text: lowercase letters without accents, and digits, with hyphens between words. Letters of
/// other scripts are kept. Empty if the heading has neither letters nor digits.
pub fn heading_anchor(text: &str) -> String {
    let mut anchor = SlugBuilder::default();
    for letter in text.nfc().flat_map(char::to_lowercase) {
        spell(letter, |c| match c {
            // Accents. Marks of other scripts belong to the word.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if is_invisible(c) => {}
            _ if c.is_alphanumeric() || is_combining_mark(c) => anchor.0.push(c),
            _ => anchor.separate(),
        });
    }
    anchor.finish().nfc().collect()
}

/// The ASCII letters and digits of a name in lowercase, with hyphens between words. The theme's script does the same,
/// so that the directory's index need not repeat an id that follows from the name.
pub fn ascii_slug(name: &str) -> String {
    let mut slug = SlugBuilder::default();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.0.push(c.to_ascii_lowercase());
        } else {
            slug.separate();
        }
    }
    slug.finish()
}

/// Passes on a letter in lowercase, in its plainest spelling: ASCII, or decomposed.
fn spell(letter: char, mut push: impl FnMut(char)) {
    if let Some(plain) = latin::plain(letter) {
        return plain.chars().for_each(push);
    }
    for part in std::iter::once(letter).nfkd().flat_map(char::to_lowercase) {
        match latin::plain(part) {
            Some(plain) => plain.chars().for_each(&mut push),
            None => push(part),
        }
    }
}

/// Words with single hyphens between them.
#[derive(Default)]
struct SlugBuilder(String);

impl SlugBuilder {
    fn separate(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with('-') {
            self.0.push('-');
        }
    }

    fn finish(mut self) -> String {
        self.0.truncate(self.0.trim_end_matches('-').len());
        self.0
    }
}

#[cfg(test)]
mod tests;
