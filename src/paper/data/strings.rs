//! The theme's interface strings, in the edition's language or else in English. Entry points: [`all`] for the theme's
//! Typst files, [`EditionContext::message`] for other views.
//!
//! Site and paper share their strings. Where the paper needs another wording, the theme has it under the key with
//! the prefix `paper_`: `paper_axis_marketing` is used instead of `axis_marketing`. Keys in this module and its siblings
//! are without the prefix.
//!
//! A string that falls back to English follows the rules of English: plural forms, numbers, direction. Typst sets the
//! direction of a separate paragraph; inside a paragraph, or in a bare string, direction marks set it.

use std::collections::BTreeMap;

use super::context::EditionContext;
use super::primitives::{LanguageView, TextView};
use crate::l10n::{ENGLISH, Locale, Phrase};

/// The prefix of keys of the paper.
const PREFIX: &str = "paper_";

/// Strings of the site that the default theme's Typst files use.
const SHARED: [&str; 18] = [
    "all_products",
    "benefit",
    "contract_notice",
    "criterion",
    "fact_contact",
    "fact_portal",
    "fact_products",
    "note_extension",
    "note_price",
    "note_restriction",
    "note_updates",
    "part_benefits",
    "part_criteria",
    "profile_specializations",
    "quoted",
    "term_contract",
    "term_finder_fee",
    "tiers",
];

/// LEFT-TO-RIGHT MARK. Characters without a direction between two of them run from left to right. Without them, the full
/// stop of an English sentence in an Arabic edition comes before its first word, and the number of "7 countries" after
/// them. Isolates would do as well, but themes compose strings into sentences, which must stay in one piece.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// All strings for the theme's Typst files, except those with plural forms.
pub(super) fn all(context: &EditionContext<'_>) -> BTreeMap<String, TextView> {
    let english = context.theme.strings.get(ENGLISH);
    let own = context.theme.strings.get(context.locale.code());
    let keys = english.into_iter().chain(own).flat_map(BTreeMap::keys);
    let names = keys.filter_map(|key| key.strip_prefix(PREFIX));
    let mut strings = BTreeMap::new();
    for key in names.chain(SHARED) {
        if let Some(phrase) = context.phrase(key)
            && let Some(text) = phrase.plain()
        {
            let text = context.with_direction_marks(text.to_owned(), phrase.locale());
            let view = context.text_view(text, phrase.locale());
            strings.insert(key.replace('_', "-"), view);
        }
    }
    strings
}

impl EditionContext<'_> {
    /// An interface string: the paper's, else the one shared with the site.
    fn phrase(&self, key: &str) -> Option<Phrase<'_>> {
        let localizer = self.localizer();
        localizer
            .phrase(&format!("{PREFIX}{key}"))
            .or_else(|| localizer.phrase(key))
    }

    /// An interface string; the key itself if the theme lacks it, so that the gap is visible.
    pub(super) fn message(&self, key: &str, args: &[(&str, String)]) -> String {
        match self.phrase(key) {
            Some(phrase) => self.with_direction_marks(phrase.text(args, None), phrase.locale()),
            None => key.to_owned(),
        }
    }

    /// An interface string with its language.
    pub(super) fn message_view(&self, key: &str) -> TextView {
        match self.phrase(key) {
            Some(phrase) => self.text_view(phrase.text(&[], None), phrase.locale()),
            None => self.plain(key),
        }
    }

    /// An interface string in the plural form of a count.
    pub(super) fn message_count(&self, key: &str, count: usize) -> String {
        match self.phrase(key) {
            Some(phrase) => {
                self.with_direction_marks(phrase.text(&[], Some(count)), phrase.locale())
            }
            None => format!("{count} {key}"),
        }
    }

    /// A text with its language, if that is not the edition's.
    fn text_view(&self, text: String, locale: &Locale) -> TextView {
        let is_own = std::ptr::eq(locale, &self.locale);
        TextView {
            text,
            lang: (!is_own).then(|| LanguageView::new(locale.code(), locale.is_rtl())),
        }
    }

    /// A bare string with direction marks, if its direction is not the edition's.
    fn with_direction_marks(&self, text: String, locale: &Locale) -> String {
        if self.locale.is_rtl() && !locale.is_rtl() {
            format!("{LEFT_TO_RIGHT_MARK}{text}{LEFT_TO_RIGHT_MARK}")
        } else {
            text
        }
    }
}
