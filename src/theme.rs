//! A theme: templates, static files, interface strings and the look of the paper.
//!
//! The default theme is compiled into the program. A project's theme extends it (or another) and holds only the files
//! that differ: of two layers' files with the same path, the upper one's counts; interface strings and settings are
//! laid over each other one by one.

#[cfg(test)]
pub(crate) mod fixture;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::source::FileId;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme with everything it extends laid under it.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// Files by their path in the theme's folder, such as `templates/partner.html`.
    pub files: BTreeMap<String, ThemeFile>,
    /// Interface strings by language code and key.
    pub strings: BTreeMap<String, BTreeMap<String, Message>>,
    /// Values of `[settings]` in `theme.toml`: text, such as a colour.
    pub settings: BTreeMap<String, String>,
}

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Its content.
    pub bytes: Arc<[u8]>,
    /// Where messages show it, if it is a text.
    pub source: Option<FileId>,
}

/// An interface string in one language; `{name}` stands for an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The same for every number.
    Plain(String),
    /// By plural category of the argument `count`: `zero`, `one`, `two`, `few`, `many`, `other` (CLDR); `other` is
    /// always there.
    Plural(BTreeMap<String, String>),
}

impl Theme {
    /// The files of a folder of the theme (`"templates/"`), without the folder's name, in alphabetical order.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.files
            .range(folder.to_owned()..)
            .map_while(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }

    /// Whether a template names a value: one that no template names is shown nowhere and need not be made.
    pub fn mentions(&self, name: &str) -> bool {
        let mut templates = self.folder("templates/");
        templates.any(|(_, file)| {
            std::str::from_utf8(&file.bytes).is_ok_and(|text| is_word_of(text, name))
        })
    }

    /// The interface string for a reader of `language`, else of English, in which all are there.
    pub fn message(&self, language: &str, key: &str) -> Option<&Message> {
        [language, "en"]
            .iter()
            .find_map(|language| self.strings.get(*language)?.get(key))
    }
}

/// Whether a name stands in a template by itself: `data` in `of.data`, not in `data-list`.
fn is_word_of(template: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    template.match_indices(name).any(|(at, _)| {
        let (before, after) = (&template[..at], &template[at + name.len()..]);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

/// The files of the default theme, by their path in its folder.
pub fn default_files() -> BTreeMap<String, &'static [u8]> {
    let mut files = BTreeMap::new();
    collect(&DEFAULT, &mut files);
    files
}

fn collect(dir: &Dir<'static>, files: &mut BTreeMap<String, &'static [u8]>) {
    for file in dir.files() {
        files.insert(
            file.path().to_string_lossy().replace('\\', "/"),
            file.contents(),
        );
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}
