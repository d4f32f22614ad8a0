//! Formatting of interface strings: plural forms and arguments. Entry point: [`Locale::format`].

use std::error::Error;

use icu_plurals::{PluralCategory, PluralRules};

use super::{Locale, numbers};
use crate::theme::Message;

/// The plural rules of a language.
pub(super) struct Plurals(PluralRules);

impl Plurals {
    pub(super) fn new(locale: &icu_locale::Locale) -> Result<Self, Box<dyn Error>> {
        Ok(Self(PluralRules::try_new_cardinal(locale.into())?))
    }

    fn category(&self, count: f64) -> &'static str {
        let category = numbers::decimal(count)
            .map_or(PluralCategory::Other, |count| self.0.category_for(&count));
        match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

/// The plural categories that a language needs for whole numbers, such as `one`, `few`, `many`; a language that is not
/// known needs `other`.
pub fn plural_categories(code: &str) -> Vec<&'static str> {
    /// The rules of all languages repeat after 100, but for some multiples of a million.
    const SAMPLES: u32 = 200;
    let Some(plurals) = super::codes::language(code)
        .ok()
        .and_then(|locale| Plurals::new(&locale).ok())
    else {
        return vec!["other"];
    };
    let mut categories: Vec<_> = (0..=SAMPLES)
        .map(|count| plurals.category(f64::from(count)))
        .collect();
    categories.sort_unstable_by_key(|category| {
        ["zero", "one", "two", "few", "many", "other"]
            .iter()
            .position(|one| one == category)
    });
    categories.dedup();
    categories
}

impl Locale {
    /// The form of a message that goes with a count.
    pub fn plural<'a>(&self, message: &'a Message, count: f64) -> &'a str {
        match message {
            Message::Plain(text) => text,
            Message::Plural(forms) => forms
                .get(self.plurals.category(count))
                .or_else(|| forms.get("other"))
                .map_or("", String::as_str),
        }
    }

    /// A message with its arguments in place of `{name}`. `{count}` is the formatted count unless there is an argument of
    /// that name; braces around anything else are left unchanged.
    pub fn format(&self, message: &Message, args: &[(&str, String)], count: Option<f64>) -> String {
        let mut rest = self.plural(message, count.unwrap_or(f64::NAN));
        let mut text = String::with_capacity(rest.len() + 16);
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            rest = &rest[open..];
            let name = rest.find('}').map(|close| &rest[1..close]);
            let value = name.and_then(|name| {
                let given = args.iter().find(|(given, _)| *given == name);
                let count = count.filter(|_| name == "count");
                given
                    .map(|(_, value)| value.clone())
                    .or_else(|| Some(self.number(count?)))
            });
            match (name, value) {
                (Some(name), Some(value)) => {
                    text.push_str(&value);
                    rest = &rest[name.len() + 2..];
                }
                _ => {
                    text.push('{');
                    rest = &rest[1..];
                }
            }
        }
        text + rest
    }
}
