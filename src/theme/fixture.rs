//! The default theme as the loader reads it, for unit tests.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{Message, Theme, ThemeFile, default_files};

/// The default theme.
pub(crate) fn default_theme() -> Theme {
    let mut theme = Theme {
        name: "default".to_owned(),
        ..Theme::default()
    };
    for (path, bytes) in default_files() {
        if let Some(language) = path
            .strip_prefix("i18n/")
            .and_then(|name| name.strip_suffix(".toml"))
        {
            theme.strings.insert(language.to_owned(), strings(bytes));
        }
        let file = ThemeFile {
            bytes: bytes.into(),
            source: None,
        };
        theme.files.insert(path, file);
    }
    theme
}

fn strings(file: &[u8]) -> BTreeMap<String, Message> {
    let text = std::str::from_utf8(file).unwrap();
    let table: DeTable<'_> = DeTable::parse(text).unwrap().into_inner();
    let entries = table.into_iter().map(|(key, value)| {
        let message = match value.get_ref() {
            DeValue::String(text) => Message::Plain(text.to_string()),
            DeValue::Table(forms) => Message::Plural(
                forms
                    .iter()
                    .map(|(form, text)| {
                        let text = text.get_ref().as_str().unwrap();
                        (form.get_ref().to_string(), text.to_owned())
                    })
                    .collect(),
            ),
            other => panic!("{} is neither text nor plural: {other:?}", key.get_ref()),
        };
        (key.get_ref().to_string(), message)
    });
    entries.collect()
}
