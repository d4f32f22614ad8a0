//! Text for readers of one language: interface strings of the theme, dates, numbers, amounts and prices.
//! Built by [`Localizer::new`].
//!
//! Site, paper, audit, proof sheets and the preview all use it, so that a message is worded in one way.

use jiff::civil::Date;

use super::Locale;
use crate::model::{Money, Period};
use crate::theme::{Message, Theme};

/// The language in which every theme has all strings.
pub const ENGLISH: &str = "en";

/// The interface strings of a theme and the rules of a language.
#[derive(Clone, Copy)]
pub struct Localizer<'a> {
    theme: &'a Theme,
    locale: &'a Locale,
    /// For strings that the theme lacks in the reader's language.
    english: &'a Locale,
}

/// An interface string before its arguments are inserted, with the rules of its language.
#[derive(Clone, Copy)]
pub struct Phrase<'a> {
    message: &'a Message,
    locale: &'a Locale,
}

impl<'a> Localizer<'a> {
    /// The localizer of a theme for readers of `locale`; `english` is the locale of `en`.
    pub fn new(theme: &'a Theme, locale: &'a Locale, english: &'a Locale) -> Self {
        Self {
            theme,
            locale,
            english,
        }
    }

    /// The rules of the reader's language.
    pub fn locale(self) -> &'a Locale {
        self.locale
    }

    /// The interface string with this key; nothing if the theme does not have it even in English.
    pub fn phrase(self, key: &str) -> Option<Phrase<'a>> {
        let code = self.locale.code();
        let message = self.theme.message(code, key)?;
        let locale = if is_in_language(self.theme, code, key) {
            self.locale
        } else {
            self.english
        };
        Some(Phrase { message, locale })
    }

    /// An interface string with its arguments; the key itself if the theme does not have it, so that the gap is visible.
    pub fn message(self, key: &str, args: &[(&str, String)]) -> String {
        match self.phrase(key) {
            Some(phrase) => phrase.text(args, None),
            None => key.to_owned(),
        }
    }

    /// An interface string in the plural form of a count.
    pub fn message_count(self, key: &str, count: usize) -> String {
        match self.phrase(key) {
            Some(phrase) => phrase.text(&[], Some(count)),
            None => key.to_owned(),
        }
    }

    /// A day: "14 September 2026".
    pub fn date(self, date: Date) -> String {
        self.locale.date(date)
    }

    /// "€400 a day"; the amount alone if it is for no period.
    pub fn per(self, money: &Money, period: Option<Period>) -> String {
        let amount = self.locale.money(money);
        match period {
            Some(period) => self.message(period_key(period), &[("amount", amount)]),
            None => amount,
        }
    }
}

/// Whether readers of a language see an interface string in their language, not the English one.
pub fn is_in_language(theme: &Theme, code: &str, key: &str) -> bool {
    // American English is English, whatever the theme calls it.
    code.split('-').next() == Some(ENGLISH) || theme.own_message(code, key).is_some()
}

impl<'a> Phrase<'a> {
    /// The text with its arguments in place of `{name}`, in the plural form of `count`.
    pub fn text(self, args: &[(&str, String)], count: Option<usize>) -> String {
        self.text_of(args, count.map(|count| count as f64))
    }

    /// The text with its arguments, in the plural form of a number that may have a fraction.
    pub fn text_of(self, args: &[(&str, String)], count: Option<f64>) -> String {
        self.locale.format(self.message, args, count)
    }

    /// The rules of its language: the reader's, or English.
    pub fn locale(self) -> &'a Locale {
        self.locale
    }

    /// The text, if it has no plural forms.
    pub fn plain(self) -> Option<&'a str> {
        match self.message {
            Message::Plain(text) => Some(text),
            Message::Plural(_) => None,
        }
    }
}

/// The key of a price for a period: "{amount} a day".
pub fn period_key(period: Period) -> &'static str {
    match period {
        Period::Hour => "per_hour",
        Period::Day => "per_day",
        Period::Month => "per_month",
        Period::Year => "per_year",
        Period::User => "per_user",
        Period::Seat => "per_seat",
        Period::Once => "per_once",
    }
}
