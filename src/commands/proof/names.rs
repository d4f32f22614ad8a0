//! Names of public ids in one language: terms, countries, programmes and tiers. Built by [`PublicNames::new`].

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::site::Site;

/// The names behind the ids of the site's public data.
pub(super) struct PublicNames<'a> {
    /// The language of the names.
    language: &'a str,
    /// The catalogue's languages, the default first.
    languages: &'a [String],
    /// By kind and id, such as `industries/energy` or `tiers/solutions/gold`.
    names: BTreeMap<String, String>,
}

impl<'a> PublicNames<'a> {
    /// Collects all names that the site publishes.
    pub(super) fn new(site: &Site, language: &'a str, languages: &'a [String]) -> Self {
        let mut names = Self {
            language,
            languages,
            names: BTreeMap::new(),
        };
        for (kind, terms) in site.vocabulary_data().as_object().into_iter().flatten() {
            names.add(kind, terms);
            for field in items(terms).filter(|_| kind == "fields") {
                let id = string(&field["id"]);
                names.add(&format!("choices/{id}"), &field["choices"]);
                let unit = names.text(&field["unit"]);
                names
                    .names
                    .extend(unit.map(|unit| (format!("units/{id}"), unit)));
            }
        }
        let programmes = site.programme_data();
        names.add("programmes", &programmes);
        for programme in items(&programmes) {
            let kind = format!("tiers/{}", string(&programme["id"]));
            names.add(&kind, &programme["tiers"]);
        }
        names
    }

    fn add(&mut self, kind: &str, terms: &Json) {
        for term in items(terms) {
            let id = term.get("id").or_else(|| term.get("code"));
            let id = id.map(string).unwrap_or_default();
            let name = self.text(&term["name"]).unwrap_or_else(|| id.clone());
            self.names.insert(format!("{kind}/{id}"), name);
        }
    }

    /// The name of an id; the id if the site publishes none.
    pub(super) fn name(&self, kind: &str, id: &str) -> String {
        let name = self.names.get(&format!("{kind}/{id}"));
        name.map_or(id, String::as_str).to_owned()
    }

    /// The name of an id, if the site publishes one.
    pub(super) fn known(&self, kind: &str, id: &str) -> Option<&str> {
        self.names.get(&format!("{kind}/{id}")).map(String::as_str)
    }

    /// A text by language: in the language of the names, else in the default language.
    pub(super) fn text(&self, text: &Json) -> Option<String> {
        [self.language]
            .into_iter()
            .chain(self.languages.first().map(String::as_str))
            .find_map(|language| Some(text.get(language)?.as_str()?.to_owned()))
    }

    /// All versions of a text with their languages, in the catalogue's order.
    pub(super) fn versions(&self, text: &Json) -> Vec<(&'a str, String)> {
        self.languages
            .iter()
            .filter_map(|language| {
                Some((language.as_str(), text.get(language)?.as_str()?.to_owned()))
            })
            .collect()
    }

    /// Whether the catalogue has more than one language.
    pub(super) fn is_multilingual(&self) -> bool {
        self.languages.len() > 1
    }
}

/// The items of a list; empty if it is absent.
pub(super) fn items(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}

fn string(value: &Json) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
