//! Languages as people write them: "French", "français", "fr_FR". Entry points: [`find_language`], [`language_error`].

use icu_experimental::displaynames::multi::LanguageDisplayNames;
use icu_locale::subtags::Language;
use icu_locale::{Locale as IcuLocale, locale};

use super::Locale;

/// The languages whose names for all others are read, besides the name of each language in itself.
const READ: [IcuLocale; 8] = [
    locale!("en"),
    locale!("fr"),
    locale!("de"),
    locale!("es"),
    locale!("it"),
    locale!("pt"),
    locale!("nl"),
    locale!("pl"),
];

/// Why a language cannot be used, for a code or a name; absent if it can.
pub fn language_error(code: &str) -> Option<String> {
    Locale::new(code).err()
}

/// The code of a language that is written as a code, in any spelling, or as a name. `fold` makes texts comparable.
pub fn find_language(text: &str, fold: impl Fn(&str) -> String) -> Option<String> {
    let text = text.trim();
    let code = text.replace('_', "-");
    if let Ok(locale) = code.parse::<IcuLocale>() {
        let mut locale = locale;
        icu_locale::LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        let code = locale.to_string();
        if language_error(&code).is_none() {
            return Some(code);
        }
    }
    let wanted = fold(text);
    if wanted.is_empty() {
        return None;
    }
    let letters = || b'a'..=b'z';
    let languages: Vec<(String, Language)> = letters()
        .flat_map(|first| letters().map(move |second| [first, second]))
        .filter_map(|code| {
            let language = Language::try_from_utf8(&code).ok()?;
            Some((language.to_string(), language))
        })
        .collect();
    let named = |reader: &IcuLocale, language: Language| {
        let names = LanguageDisplayNames::try_new(reader.into(), Default::default()).ok()?;
        Some(fold(names.of(language)?))
    };
    for reader in &READ {
        let Ok(names) = LanguageDisplayNames::try_new(reader.into(), Default::default()) else {
            continue;
        };
        let found = languages
            .iter()
            .find(|(_, language)| names.of(*language).is_some_and(|name| fold(name) == wanted));
        if let Some((code, _)) = found.filter(|(code, _)| language_error(code).is_none()) {
            return Some(code.clone());
        }
    }
    let own = languages.iter().find(|(code, language)| {
        let reader = code.parse::<IcuLocale>();
        reader.is_ok_and(|reader| named(&reader, *language).as_deref() == Some(wanted.as_str()))
    });
    own.map(|(code, _)| code.clone())
        .filter(|code| language_error(code).is_none())
}
