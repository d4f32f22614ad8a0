//! Ids of headings, made from their text.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Assigns a unique id to each heading of a text.
#[derive(Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
}

impl Slugs {
    /// The id of the next heading, from its text.
    pub(super) fn next(&mut self, text: &str) -> String {
        let slug = slug(text);
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = std::iter::once(slug.clone())
            .chain(numbered)
            .find(|id| !self.taken.contains(id))
            .expect("there are more numbers than headings");
        self.taken.insert(free.clone());
        free
    }
}

/// Lowercase letters without accents, and digits, with a hyphen between words; letters of other scripts are kept.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        match letter {
            // Accents; signs of other scripts are combining characters too, but belong to the word.
            '\u{300}'..='\u{36f}' | '\'' | '’' | '\u{ad}' => {}
            'ß' => slug.push_str("ss"),
            'æ' => slug.push_str("ae"),
            'œ' => slug.push_str("oe"),
            'ø' => slug.push('o'),
            'ł' => slug.push('l'),
            'đ' => slug.push('d'),
            'ı' => slug.push('i'),
            _ if letter.is_alphanumeric() => slug.push(letter),
            _ if unicode_normalization::char::is_combining_mark(letter) => slug.push(letter),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    if slug.is_empty() {
        return "section".to_owned();
    }
    slug
}
