//! Names of languages and countries.

use std::error::Error;

use icu_experimental::displaynames::multi::{LocaleDisplayNamesFormatter, RegionDisplayNames};
use icu_locale::subtags::Region;

use super::Locale;
use crate::model::{Country, Lang};

/// The names of languages and countries in one language.
pub(super) struct Names {
    languages: LocaleDisplayNamesFormatter,
    regions: RegionDisplayNames,
}

impl Names {
    pub(super) fn new(locale: &icu_locale::Locale) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            languages: LocaleDisplayNamesFormatter::try_new(locale.into(), Default::default())?,
            regions: RegionDisplayNames::try_new(locale.into(), Default::default())?,
        })
    }
}

/// The name of a language in itself ("français").
pub fn own_language_name(code: &str) -> Option<String> {
    let language: icu_locale::Locale = code.parse().ok()?;
    let names =
        LocaleDisplayNamesFormatter::try_new((&language).into(), Default::default()).ok()?;
    Some(names.of(&language).into_owned())
}

impl Locale {
    /// The name of a language within a sentence ("French", "français"); the code itself if it is unknown.
    pub fn language_name(&self, code: &str) -> String {
        match code.parse::<icu_locale::Locale>() {
            Ok(language) => self.names.languages.of(&language).into_owned(),
            Err(_) => code.to_owned(),
        }
    }

    /// The name of a country: the vocabulary's, else CLDR's, else the code.
    pub fn country(&self, country: &Country, lang: Lang) -> String {
        if let Some(name) = &country.name {
            return name.str(lang).to_owned();
        }
        self.country_name(&country.code)
            .unwrap_or(&country.code)
            .to_owned()
    }

    /// CLDR's name of a country, by its ISO 3166-1 code.
    pub fn country_name(&self, code: &str) -> Option<&str> {
        self.names.regions.of(code.parse::<Region>().ok()?)
    }

    /// The text with a capital first letter, for a name outside a sentence ("Français" in a menu).
    pub fn capitalized(&self, text: &str) -> String {
        let mut letters = text.chars();
        let Some(first) = letters.next() else {
            return String::new();
        };
        // Turkish and Azerbaijani have an i whose capital keeps the dot.
        let dotted = first == 'i' && ["tr", "az"].contains(&self.code.get(..2).unwrap_or_default());
        let capital = match first {
            _ if dotted => "İ".to_owned(),
            // Letters without a single capital, such as ß, become two; no name begins with one.
            _ if first.to_uppercase().count() > 1 => first.to_string(),
            _ => first.to_uppercase().to_string(),
        };
        capital + letters.as_str()
    }
}
