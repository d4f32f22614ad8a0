//! The translations of words in cells, which the mapping of an import has under `[words]`. Entry point:
//! [`WordTranslations`].

use std::collections::BTreeMap;

use crate::edit::FieldPath;
use crate::text::name_key;

/// Words in cells, and what they mean: in one field, or in every field that does not know the word itself.
#[derive(Debug, Default, Clone)]
pub(in crate::commands) struct WordTranslations {
    everywhere: Translations,
    /// By the path of the field.
    fields: BTreeMap<String, Translations>,
}

#[derive(Debug, Default, Clone)]
struct Translations {
    /// As they are written in the mapping.
    exact: BTreeMap<String, String>,
    /// By folded text; `None` where several lines fold to one text and mean different words.
    folded: BTreeMap<String, Option<String>>,
}

impl WordTranslations {
    /// Adds a word: for one field, or for all.
    pub(in crate::commands) fn insert(
        &mut self,
        field: Option<&FieldPath>,
        text: &str,
        meaning: &str,
    ) {
        let translations = match field {
            Some(path) => self.fields.entry(path.to_string()).or_default(),
            None => &mut self.everywhere,
        };
        add(&mut translations.folded, text, meaning);
        let exact = &mut translations.exact;
        exact.insert(text.to_owned(), meaning.to_owned());
    }

    /// The meaning of a text in one field: it replaces that which the field gives it.
    pub(super) fn in_field(&self, path: &FieldPath, text: &str) -> Option<&str> {
        if self.fields.is_empty() {
            return None;
        }
        self.fields.get(&path.to_string())?.meaning(text)
    }

    /// The meaning of a text in fields that give it none.
    pub(super) fn everywhere(&self, text: &str) -> Option<&str> {
        self.everywhere.meaning(text)
    }
}

impl Translations {
    fn meaning(&self, text: &str) -> Option<&str> {
        let exact = self.exact.get(text.trim());
        let folded = || self.folded.get(&name_key(text))?.as_ref();
        exact.or_else(folded).map(String::as_str)
    }
}

/// Adds a text and its meaning; `None` from then on if it has another meaning already.
pub(super) fn add(meanings: &mut BTreeMap<String, Option<String>>, text: &str, meaning: &str) {
    meanings
        .entry(name_key(text))
        .and_modify(|known| {
            if known.as_deref() != Some(meaning) {
                *known = None;
            }
        })
        .or_insert_with(|| Some(meaning.to_owned()));
}
