//! Suggestions for unknown references: people often write the name instead of the id.

use super::Context;
use crate::diagnostic::did_you_mean;
use crate::l10n::Locale;
use crate::model::{Country, IndexedList, ListIndex, Partner, Programme, Term, Text, Tier};

/// Something that is referred to by id, but shown by name.
pub(super) trait NamedItem {
    /// Its names in all languages.
    fn names(&self, locales: &[Locale]) -> Vec<String>;
}

impl Context<'_> {
    /// What to write instead of an unknown id: the id of the entry with this name, otherwise the most similar id.
    pub(super) fn suggestion<I: ListIndex, T: NamedItem>(
        &self,
        list: &IndexedList<I, T>,
        word: &str,
    ) -> Option<String> {
        let mut ids: Vec<(I, &str)> = list
            .ids()
            .filter_map(|id| Some((list.find(id)?, id)))
            .collect();
        ids.sort_by_key(|(index, _)| index.index());
        let same = |name: &String| name.to_lowercase() == word.to_lowercase();
        let named = ids
            .iter()
            .find(|(index, _)| list[*index].names(self.locales).iter().any(same));
        match named {
            Some((_, id)) => Some(format!("that is what it is called: write its id, `{id}`")),
            None => did_you_mean(word, ids.into_iter().map(|(_, id)| id)),
        }
    }
}

impl Context<'_> {
    /// The code of the country with this name in English or a language of the catalogue.
    pub(super) fn country_named<'a, I: ListIndex>(
        &self,
        countries: &'a IndexedList<I, Country>,
        name: &str,
    ) -> Option<&'a str> {
        let wanted = name.replace(['-', '_'], " ").to_lowercase();
        let english = Locale::new("en").ok();
        let same = |country: &Country| {
            let in_english = english
                .as_ref()
                .and_then(|locale| locale.country_name(&country.code));
            let names = country.names(self.locales);
            let mut names = names.iter().map(String::as_str).chain(in_english);
            names.any(|name| name.to_lowercase() == wanted)
        };
        let mut countries = countries.iter();
        let found = countries.find(|(_, country)| !country.is_group() && same(country))?;
        Some(&found.1.code)
    }
}

/// The ISO 3166-1 code of the country with this name in English or one of the languages.
pub(super) fn country_code(locales: &[Locale], name: &str) -> Option<String> {
    let wanted = name.replace(['-', '_'], " ").to_lowercase();
    let english = Locale::new("en").ok();
    let locales: Vec<&Locale> = locales.iter().chain(&english).collect();
    let letters = || 'A'..='Z';
    let mut codes =
        letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    codes.find(|code| {
        let mut names = locales
            .iter()
            .filter_map(|locale| locale.country_name(code));
        names.any(|name| name.to_lowercase() == wanted)
    })
}

fn versions(text: &Text) -> impl Iterator<Item = String> {
    text.versions().map(|(_, name)| name.to_string())
}

impl NamedItem for Term {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        let plural = self.plural.iter().flat_map(versions);
        versions(&self.name).chain(plural).collect()
    }
}

/// Codes that are in use, but are not those of ISO 3166-1.
const OTHER_CODES: [(&str, &str); 2] = [("GB", "UK"), ("GR", "EL")];

impl NamedItem for Country {
    fn names(&self, locales: &[Locale]) -> Vec<String> {
        let in_use = OTHER_CODES.iter().filter(|(code, _)| *code == self.code);
        let in_use = in_use.map(|(_, other)| (*other).to_owned());
        let known = locales
            .iter()
            .filter_map(|locale| locale.country_name(&self.code));
        let own = self.name.iter().flat_map(versions);
        own.chain(known.map(str::to_owned)).chain(in_use).collect()
    }
}

impl NamedItem for Tier {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        versions(&self.name).collect()
    }
}

impl NamedItem for Programme {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        let short = self.short_name.iter().flat_map(versions);
        versions(&self.name).chain(short).collect()
    }
}

impl NamedItem for Partner {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        vec![self.name.clone()]
    }
}

/// For lists of which only the ids are known.
impl NamedItem for () {
    fn names(&self, _: &[Locale]) -> Vec<String> {
        Vec::new()
    }
}
