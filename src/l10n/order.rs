//! The order of names, and the letters under which they are listed.

use std::cmp::Ordering;
use std::error::Error;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::exemplar_chars::ExemplarCharacters;
use icu_locale::locale;
use icu_properties::props::Script;
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

use super::Locale;
use crate::model::outline::Collation;
use crate::model::{Country, Lang};

/// The heading of names that begin with a digit.
const DIGITS: &str = "0–9";
/// The heading of names without letter or digit.
const OTHERS: &str = "#";

/// How a language orders names.
pub(super) struct Order {
    full: CollatorBorrowed<'static>,
    /// Compares letters only: é is e, unless the language has it as a letter of its own.
    letters: CollatorBorrowed<'static>,
    /// The headings of the language's alphabet, each script's in order.
    alphabets: Vec<(Script, Vec<String>)>,
}

/// Languages whose alphabets serve names in a script that the language itself does not use.
const OTHER_ALPHABETS: [icu_locale::Locale; 8] = [
    locale!("el"),
    locale!("ru"),
    locale!("hy"),
    locale!("he"),
    locale!("ar"),
    locale!("hi"),
    locale!("ja"),
    locale!("ko"),
];

const SCRIPTS: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();

impl Order {
    pub(super) fn new(locale: &icu_locale::Locale) -> Result<Self, Box<dyn Error>> {
        let mut preferences: CollatorPreferences = locale.into();
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let full = Collator::try_new(preferences, CollatorOptions::default())?;
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Primary);
        let letters = Collator::try_new(preferences, options)?;
        let mut order = Self {
            full,
            letters,
            alphabets: Vec::new(),
        };
        order.add_alphabet(locale, false)?;
        for other in OTHER_ALPHABETS {
            order.add_alphabet(&other, true)?;
        }
        Ok(order)
    }

    /// Adds the headings of a language; of a foreign one only those in scripts that have none yet.
    fn add_alphabet(
        &mut self,
        language: &icu_locale::Locale,
        foreign: bool,
    ) -> Result<(), Box<dyn Error>> {
        let index = ExemplarCharacters::try_new_index(&language.into())?;
        let mut labels: Vec<String> = index.code_points().iter_chars().map(String::from).collect();
        labels.extend(index.strings().iter().map(str::to_owned));
        if foreign {
            labels.retain(|label| self.alphabet(label).is_none());
        } else {
            labels.extend(('A'..='Z').map(String::from));
        }
        labels.sort_by(|a, b| self.full.compare(a, b).then_with(|| b.cmp(a)));
        labels.dedup_by(|a, b| self.letters.compare(a, b) == Ordering::Equal);
        for label in labels {
            let script = label.chars().next().map_or(Script::Common, script);
            match self.alphabets.iter_mut().find(|(of, _)| *of == script) {
                Some((_, labels)) => labels.push(label),
                None => self.alphabets.push((script, vec![label])),
            }
        }
        Ok(())
    }

    /// The headings in the script of a name.
    fn alphabet(&self, name: &str) -> Option<&[String]> {
        let script = script(name.chars().next()?);
        let (_, labels) = self.alphabets.iter().find(|(of, _)| *of == script)?;
        Some(labels)
    }

    /// Whether a name begins with a letter, whatever accents it has there.
    fn begins_with(&self, name: &str, letter: &str) -> bool {
        let key = |text: &str| {
            let mut key = Vec::new();
            let Ok(()) = self.letters.write_sort_key_to(text, &mut key);
            key
        };
        key(name).starts_with(&key(letter))
    }
}

impl Locale {
    /// The order of two names: by letters as the language has them and numbers by value, then accents, then small
    /// letters before capitals; what comes before the first letter or digit counts last. Only the same text is equal.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order
            .full
            .compare(bare(a), bare(b))
            .then_with(|| a.cmp(b))
    }

    /// Bytes whose order is the order of [`Self::compare`]: quicker where a name is compared many times.
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(name.len() * 3 + 8);
        let Ok(()) = self.order.full.write_sort_key_to(bare(name), &mut key);
        // No byte of a collation key is zero: the shorter of two keys, one of which begins with the other, comes first.
        key.push(0);
        key.extend_from_slice(name.as_bytes());
        key
    }

    /// The heading under which a name stands in an A–Z list: its first letter without what the language takes for
    /// accents (É is under E in French, Ø under Ø in Danish), "0–9" for digits, "#" for anything else.
    pub fn initial(&self, name: &str) -> String {
        let name = bare(name);
        let Some(first) = name.chars().next() else {
            return OTHERS.to_owned();
        };
        if first.is_numeric() {
            return DIGITS.to_owned();
        }
        let order = &self.order;
        let label = order.alphabet(name).and_then(|labels| {
            let after = labels
                .partition_point(|label| order.letters.compare(label, name) != Ordering::Greater);
            // What comes after the last letter, such as Þ after Z, is not of that letter.
            labels[..after]
                .last()
                .filter(|label| after < labels.len() || order.begins_with(name, label))
        });
        match label {
            Some(label) => label.clone(),
            None => first.to_uppercase().to_string(),
        }
    }
}

/// The script of a letter; the two of Japanese have the same letters.
fn script(letter: char) -> Script {
    match SCRIPTS.get(letter) {
        Script::Katakana => Script::Hiragana,
        script => script,
    }
}

/// A name from its first letter or digit on: « Atlas » is listed under A. Nothing if it has neither.
fn bare(name: &str) -> &str {
    name.trim_start_matches(|c: char| !c.is_alphanumeric())
}
impl Collation for Locale {
    fn initial(&self, name: &str) -> String {
        self.initial(name)
    }

    fn country_sort_key(&self, country: &Country, lang: Lang) -> Vec<u8> {
        self.sort_key(&self.country(country, lang))
    }
}
