//! The theme's interface strings, in the reader's language or else in English.
//!
//! What falls back is written as English is: its plural forms, its numbers, its direction. Where it is a paragraph of its
//! own, Typst sees to the direction; where it is a part of one or goes out as a bare string, marks do.

use std::collections::BTreeMap;

use super::primitives::{LanguageView, TextView};
use super::reader::Reader;
use crate::l10n::{ENGLISH, Locale};

/// What the keys of the theme's interface strings for the paper begin with.
const PREFIX: &str = "paper_";

/// A letter without shape that runs from left to right: what stands between two of them, and is no letter, runs so too.
/// Otherwise the full stop of an English sentence in an Arabic book comes before its first word, and the number of "7
/// countries" after them. Isolates would do the same, but themes join strings to sentences, and these must stay whole.
const LEFT_TO_RIGHT: char = '\u{200e}';

/// All strings for the paper that do not depend on a number.
pub(super) fn all(reader: &Reader<'_>) -> BTreeMap<String, TextView> {
    let english = reader.theme.strings.get(ENGLISH);
    let own = reader.theme.strings.get(reader.locale.code());
    let keys = english.into_iter().chain(own).flat_map(BTreeMap::keys);
    let mut strings = BTreeMap::new();
    for key in keys {
        if let Some(name) = key.strip_prefix(PREFIX)
            && let Some(phrase) = reader.localizer().phrase(key)
            && let Some(text) = phrase.plain()
        {
            let text = reader.set_apart(text.to_owned(), phrase.locale());
            strings.insert(
                name.replace('_', "-"),
                reader.in_its_language(text, phrase.locale()),
            );
        }
    }
    strings
}

impl Reader<'_> {
    /// An interface string; the key itself if the theme has none, so that it is seen.
    pub(super) fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        match self.localizer().phrase(key) {
            Some(phrase) => self.set_apart(phrase.text(args, None), phrase.locale()),
            None => key.to_owned(),
        }
    }

    /// An interface string with the language that it is in.
    pub(super) fn said(&self, key: &str) -> TextView {
        match self.localizer().phrase(key) {
            Some(phrase) => self.in_its_language(phrase.text(&[], None), phrase.locale()),
            None => self.plain(key),
        }
    }

    /// An interface string with a count.
    pub(super) fn count(&self, key: &str, count: usize) -> String {
        match self.localizer().phrase(key) {
            Some(phrase) => self.set_apart(phrase.text(&[], Some(count)), phrase.locale()),
            None => format!("{count} {key}"),
        }
    }

    /// A string with its language, if that is not the reader's.
    fn in_its_language(&self, text: String, locale: &Locale) -> TextView {
        let is_own = std::ptr::eq(locale, &self.locale);
        TextView {
            text,
            lang: (!is_own).then(|| LanguageView::of(locale.code(), locale.is_rtl())),
        }
    }

    /// A bare string in the direction of its own language, if that is not the reader's.
    fn set_apart(&self, text: String, locale: &Locale) -> String {
        match (self.locale.is_rtl(), locale.is_rtl()) {
            (true, false) => format!("{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}"),
            _ => text,
        }
    }
}
