//! Names of countries and languages in the languages of many tables. Entry points: [`WorldNames::country`],
//! [`WorldNames::language`].

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::country_names::{CODES, OTHER_NAMES};
use crate::l10n::Locale;
use crate::text::name_key;

/// The names of countries and languages.
pub(super) struct WorldNames {
    /// The languages of the catalogue, and the usual ones of tables.
    usual: Vec<Locale>,
    /// Other languages. A locale is expensive to make, and few tables need these.
    further: OnceCell<Vec<Locale>>,
    usual_countries: OnceCell<NameIndex>,
    further_countries: OnceCell<NameIndex>,
    usual_languages: OnceCell<LanguageIndex>,
    further_languages: OnceCell<LanguageIndex>,
}

/// Codes by folded name; `None` for a name that several have.
type NameIndex = BTreeMap<String, Option<&'static str>>;

/// Codes of languages by folded name.
type LanguageIndex = BTreeMap<String, &'static str>;

const USUAL: [&str; 6] = ["en", "fr", "de", "es", "it", "nl"];
const FURTHER: &str = "pt pl cs sk hu ro bg uk ru el tr sv da nb fi hr sl sr lt lv et ca ja zh ko he ar hi th vi id fa";

/// The languages of Europe and the most spoken ones elsewhere; for others, cells must have codes.
const LANGUAGES: &str = "en fr de es it nl pt pl cs da sv nb fi el hu ro bg hr sk sl et lv lt ga mt ca eu gl lb is tr \
                         uk ru ar he zh ja ko hi vi th id fa";

impl WorldNames {
    /// The names in the languages of a catalogue, and in others.
    pub(super) fn new(languages: &[String]) -> Self {
        let others = USUAL
            .into_iter()
            .filter(|code| !languages.iter().any(|language| language == code));
        let codes = languages.iter().map(String::as_str).chain(others);
        Self {
            usual: codes.filter_map(|code| Locale::new(code).ok()).collect(),
            further: OnceCell::new(),
            usual_countries: OnceCell::new(),
            further_countries: OnceCell::new(),
            usual_languages: OnceCell::new(),
            further_languages: OnceCell::new(),
        }
    }

    /// The locales of the catalogue and the usual ones.
    pub(super) fn usual_locales(&self) -> &[Locale] {
        &self.usual
    }

    fn further_locales(&self) -> &[Locale] {
        self.further.get_or_init(|| {
            let codes = FURTHER.split_whitespace();
            codes.filter_map(|code| Locale::new(code).ok()).collect()
        })
    }

    /// The code of a country, from its code, any of its names, its flag, or several of them: `France (FR)`,
    /// `Schweiz / Suisse`, `Korea, South`.
    pub(super) fn country(&self, text: &str) -> Option<&'static str> {
        if let Some(code) = self.country_by_name(text) {
            return Some(code);
        }
        if let Some((last, first)) = text.split_once(", ")
            && let Some(code) = self.country_by_name(&format!("{first} {last}"))
        {
            return Some(code);
        }
        let text = with_codes_for_flags(text).replace(" - ", "/");
        let mut pieces = text
            .split(['(', ')', '[', ']', '/', '|', '–', '—'])
            .map(str::trim)
            .filter(|piece| !piece.is_empty());
        let first = self.country_by_name(pieces.next()?)?;
        pieces
            .all(|piece| self.country_by_name(piece) == Some(first))
            .then_some(first)
    }

    fn country_by_name(&self, name: &str) -> Option<&'static str> {
        let key = name_key(name);
        let usual = self.usual_countries.get_or_init(|| {
            let mut index = country_index(&self.usual);
            for (code, names) in OTHER_NAMES {
                for name in *names {
                    add(&mut index, name_key(name), code);
                }
            }
            for (code, long_code) in country_codes() {
                index.insert(name_key(code), Some(code));
                index.entry(name_key(long_code)).or_insert(Some(code));
            }
            index
        });
        if let Some(code) = usual.get(&key) {
            return *code;
        }
        let further = self
            .further_countries
            .get_or_init(|| country_index(self.further_locales()));
        further.get(&key).copied().flatten()
    }

    /// The code of a language, from its name.
    pub(super) fn language(&self, name: &str) -> Option<&'static str> {
        let key = name_key(name);
        let usual = self
            .usual_languages
            .get_or_init(|| language_index(&self.usual));
        let further = || {
            self.further_languages
                .get_or_init(|| language_index(self.further_locales()))
                .get(&key)
        };
        usual.get(&key).or_else(further).copied()
    }
}

/// The names of languages in some languages. Of several languages with one name the first one has it.
fn language_index(locales: &[Locale]) -> LanguageIndex {
    let mut index = LanguageIndex::new();
    for code in LANGUAGES.split_whitespace() {
        for name in locales.iter().map(|locale| locale.language_name(code)) {
            index.entry(name_key(&name)).or_insert(code);
        }
    }
    index
}

/// The names of all countries in some languages.
fn country_index(locales: &[Locale]) -> NameIndex {
    let mut index = NameIndex::new();
    for (code, _) in country_codes() {
        for name in locales
            .iter()
            .filter_map(|locale| locale.country_name(code))
        {
            add(&mut index, name_key(name), code);
        }
    }
    index
}

fn add(index: &mut NameIndex, key: String, code: &'static str) {
    index
        .entry(key)
        .and_modify(|known| {
            if *known != Some(code) {
                *known = None;
            }
        })
        .or_insert(Some(code));
}

/// The codes of all countries, of two and of three letters.
pub(super) fn country_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let pairs = CODES.split_whitespace();
    pairs.filter_map(|pair| pair.split_once(':'))
}

/// A text in which each flag, a pair of special letters, is the code of its country.
fn with_codes_for_flags(text: &str) -> String {
    const FIRST: u32 = 0x1F1E6;
    let mut is_second = false;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c).checked_sub(FIRST) {
            Some(letter @ 0..26) => {
                if !is_second {
                    plain.push('/');
                }
                plain.push(char::from(b'A' + letter as u8));
                if is_second {
                    plain.push('/');
                }
                is_second = !is_second;
            }
            _ => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::WorldNames;

    #[test]
    fn a_country_has_many_names() {
        let names = WorldNames::new(&["en".to_owned()]);
        for (text, code) in [
            ("U.K.", "GB"),
            ("Holland", "NL"),
            ("Netherlands, The", "NL"),
            ("Czechia", "CZ"),
            ("TÜRKİYE", "TR"),
            ("Ivory Coast", "CI"),
            ("Kosovo", "XK"),
            ("Korea, South", "KR"),
            ("UAE", "AE"),
            ("DRC", "CD"),
            ("Congo, Democratic Republic of the", "CD"),
            ("Macedonia", "MK"),
            ("kor", "KR"),
            ("🇫🇷", "FR"),
            ("🇬🇧 United Kingdom", "GB"),
            ("France (FR)", "FR"),
            ("DE - Germany", "DE"),
            ("Suisse / Schweiz", "CH"),
            ("Україна", "UA"),
            ("საქართველო", "GE"),
            ("السعودية", "SA"),
            ("ישראל", "IL"),
            ("日本", "JP"),
            ("대한민국", "KR"),
            ("Slovensko", "SK"),
        ] {
            assert_eq!(names.country(text), Some(code), "{text}");
        }
        for text in [
            "UK & Ireland",
            "Paris, France",
            "France / Germany",
            "Ruritania",
            "★",
            "",
        ] {
            assert_eq!(names.country(text), None, "{text}");
        }
        assert_eq!(names.language("українська"), Some("uk"));
        assert_eq!(names.language("Elvish"), None);
    }
}
