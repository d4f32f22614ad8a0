//! The theme's interface strings, in the reader's language or else in English.
//!
//! What falls back is written as English is: its plural forms, its numbers, its direction. Where it is a paragraph of its
//! own, Typst sees to the direction; where it is a part of one or goes out as a bare string, marks do.

use std::collections::BTreeMap;

use super::reader::Reader;
use super::words::{LanguageView, TextView};
use crate::locale::Locale;
use crate::theme::Message;

/// What the keys of the theme's interface strings for the paper begin with.
const PREFIX: &str = "paper_";
/// The language in which every theme has all of them.
const ENGLISH: &str = "en";

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
            && let Some((Message::Plain(text), locale)) = reader.message(key)
        {
            let text = reader.set_apart(text.clone(), locale);
            strings.insert(name.replace('_', "-"), reader.in_its_language(text, locale));
        }
    }
    strings
}

impl<'a> Reader<'a> {
    /// An interface string; the key itself if the theme has none, so that it is seen.
    pub(super) fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        match self.message(key) {
            Some((message, locale)) => self.set_apart(locale.format(message, args, None), locale),
            None => key.to_owned(),
        }
    }

    /// An interface string with the language that it is in.
    pub(super) fn said(&self, key: &str) -> TextView {
        match self.message(key) {
            Some((message, locale)) => {
                self.in_its_language(locale.format(message, &[], None), locale)
            }
            None => self.plain(key),
        }
    }

    /// An interface string with a count.
    pub(super) fn count(&self, key: &str, count: usize) -> String {
        match self.message(key) {
            Some((message, locale)) => {
                let text = locale.format(message, &[], Some(count as f64));
                self.set_apart(text, locale)
            }
            None => format!("{count} {key}"),
        }
    }

    /// An interface string as it is written, and how the language writes that it is in.
    fn message(&self, key: &str) -> Option<(&'a Message, &Locale)> {
        let own = self.locale.code();
        let message = self.theme.message(own, key)?;
        let strings = self.theme.strings.get(own);
        let is_own = strings.is_some_and(|strings| strings.contains_key(key));
        // American English is English, whatever the theme calls it.
        if is_own || own.split('-').next() == Some(ENGLISH) {
            return Some((message, &self.locale));
        }
        let english = || Locale::new(ENGLISH).expect("English is known");
        Some((message, self.english.get_or_init(english)))
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
