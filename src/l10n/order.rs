//! Collation: the order of names, and the headings of an A–Z list. Entry points: [`Locale::compare`],
//! [`Locale::initial`].

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

/// The collation rules of a language.
pub(super) struct Order {
    full: CollatorBorrowed<'static>,
    /// Compares letters only: é equals e, unless it is a separate letter in the language.
    letters: CollatorBorrowed<'static>,
    /// The headings by script, in the order of its alphabet.
    alphabets: Vec<(Script, Vec<String>)>,
}

/// Languages whose alphabets provide headings for names in scripts that the language does not use.
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

    /// Adds the headings of a language; if it is foreign, only in scripts that have no headings yet.
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
            match self
                .alphabets
                .iter_mut()
                .find(|(known, _)| *known == script)
            {
                Some((_, labels)) => labels.push(label),
                None => self.alphabets.push((script, vec![label])),
            }
        }
        Ok(())
    }

    /// The headings in the script of a name.
    fn alphabet(&self, name: &str) -> Option<&[String]> {
        let script = script(name.chars().next()?);
        let (_, labels) = self.alphabets.iter().find(|(known, _)| *known == script)?;
        Some(labels)
    }

    /// Whether a name begins with a letter, with or without accents.
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
    /// The order of two names: by the language's letters, with numbers by value, then by accents, then lowercase before
    /// capitals; characters before the first letter or digit count last. Only identical texts are equal.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order
            .full
            .compare(bare(a), bare(b))
            .then_with(|| a.cmp(b))
    }

    /// Bytes in the order of [`Self::compare`]: faster if a name is compared many times.
    pub fn sort_key(&self, name: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(name.len() * 3 + 8);
        let Ok(()) = self.order.full.write_sort_key_to(bare(name), &mut key);
        // No byte of a collation key is zero: a key sorts before any longer key that begins with it.
        key.push(0);
        key.extend_from_slice(name.as_bytes());
        key
    }

    /// The heading of a name in an A–Z list: its first letter without accents in the sense of the language (É is under E
    /// in French, Ø under Ø in Danish), "0–9" for digits, "#" for anything else.
    pub fn initial(&self, name: &str) -> String {
        let name = bare(name);
        let Some(first) = name.chars().next() else {
            return OTHERS.to_owned();
        };
        if first.is_numeric() {
            return DIGITS.to_owned();
        }
        let order = &self.order;
        let labels = order.alphabet(name).unwrap_or_default();
        let after =
            labels.partition_point(|label| order.letters.compare(label, name) != Ordering::Greater);
        let before = &labels[..after];
        // き is under か, but a letter between two of an alphabet, such as І in Russian, belongs to neither.
        let label = if matches!(script(first), Script::Hiragana | Script::Hangul) {
            before.last()
        } else {
            before
                .iter()
                .rev()
                .find(|label| order.begins_with(name, label))
        };
        match label {
            Some(label) => label.clone(),
            None => first.to_uppercase().to_string(),
        }
    }
}

/// The script of a letter; hiragana and katakana count as one.
fn script(letter: char) -> Script {
    match SCRIPTS.get(letter) {
        Script::Katakana => Script::Hiragana,
        script => script,
    }
}

/// A name from its first letter or digit on: « Atlas » is listed under A. Empty if it has neither.
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
