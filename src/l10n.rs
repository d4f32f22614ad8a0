//! Localization: names of languages and countries, dates, numbers, amounts, lists, plural forms and the order of names.
//! Entry points: [`Locale::new`] for the rules of a language, [`Localizer::new`] for a theme's interface strings in it.
//!
//! A [`Locale`] is made once from the code of a language and formats values as CLDR prescribes. This is the only module
//! that touches ICU4X; its data is compiled in, so that output does not depend on the machine.
//!
//! ```text
//! Locale::new("fr")?.list(&["a".into(), "b".into()])   // "a et b"
//! ```

mod codes;
mod language_names;
mod localizer;
mod message;
pub mod message_keys;
mod names;
mod numbers;
mod order;
mod scripts;

pub use codes::{is_country_code, is_currency_code, is_language_code};
pub use language_names::{find_language, language_error};
pub use localizer::{ENGLISH, Localizer, Phrase, is_in_language, period_key};
pub use message::plural_categories;
pub use names::own_language_name;
pub use scripts::{ScriptUse, script_of};

use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::input::Date as IcuDate;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale::{LocaleDirectionality, langid};
use jiff::civil::Date;

/// The rules of a language. Expensive to make: made once for each language.
pub struct Locale {
    code: String,
    rtl: bool,
    names: names::Names,
    numbers: numbers::Numbers,
    order: order::Order,
    plurals: message::Plurals,
    list: ListFormatter,
    date: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month: FixedCalendarDateTimeFormatter<Gregorian, YM>,
}

type Gregorian = icu_calendar::Gregorian;

impl Locale {
    /// The locale of a BCP 47 code such as `fr` or `pt-BR`, or the reason why the code cannot be used.
    pub fn new(code: &str) -> Result<Self, String> {
        let locale = codes::language(code)?;
        let rtl = LocaleDirectionality::new_extended().is_right_to_left(&locale.id);
        let locale = international(locale);
        Self::build(code, &locale, rtl).map_err(|_| {
            format!("the program has no names, dates and plural forms in the language `{code}`")
        })
    }

    fn build(
        code: &str,
        locale: &icu_locale::Locale,
        rtl: bool,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let wide = ListFormatterOptions::default().with_length(ListLength::Wide);
        Ok(Self {
            code: code.to_owned(),
            rtl,
            names: names::Names::new(locale)?,
            numbers: numbers::Numbers::new(locale)?,
            order: order::Order::new(locale)?,
            plurals: message::Plurals::new(locale)?,
            list: ListFormatter::try_new_and(locale.into(), wide)?,
            date: FixedCalendarDateTimeFormatter::try_new(locale.into(), YMD::long())?,
            month: FixedCalendarDateTimeFormatter::try_new(locale.into(), YM::long())?,
        })
    }

    /// The BCP 47 code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether the language is written from right to left.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// A day: "14 September 2026".
    pub fn date(&self, date: Date) -> String {
        self.date.format(&gregorian(date)).to_string()
    }

    /// A month: "September 2026".
    pub fn month_year(&self, date: Date) -> String {
        self.month.format(&gregorian(date)).to_string()
    }

    /// A list of words: "a, b and c".
    pub fn list(&self, words: &[String]) -> String {
        self.list.format(words.iter()).to_string()
    }
}

/// The locale that formats a language. `en` without a region is for readers everywhere: it uses CLDR's international
/// English ("14 September 2026", "a, b and c"); `en-US` selects American English.
fn international(locale: icu_locale::Locale) -> icu_locale::Locale {
    if locale.id == langid!("en") {
        return icu_locale::locale!("en-001");
    }
    locale
}

fn gregorian(date: Date) -> IcuDate<Gregorian> {
    let (year, month, day) = (date.year(), date.month() as u8, date.day() as u8);
    IcuDate::try_new_gregorian(year.into(), month, day)
        .expect("jiff's dates are days of the Gregorian calendar, between the years -9999 and 9999")
}

#[cfg(test)]
mod tests;
