//! Themes: templates, static files, interface strings, settings and the design of the paper. Entry point: [`Theme`].
//!
//! The default theme is compiled into the program. A project's theme extends it (or another) and contains only what
//! differs: a file replaces the file with the same path of the theme below; interface strings and settings replace one
//! another key by key.

#[cfg(test)]
pub(crate) mod fixture;

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::source::FileId;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme merged with the themes that it extends.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    /// The name of the uppermost theme.
    pub name: String,
    /// Files by their path in the theme's folder, such as `templates/partner.html`.
    pub files: BTreeMap<String, ThemeFile>,
    /// Interface strings by language code and key.
    pub strings: BTreeMap<String, BTreeMap<String, Message>>,
    /// Values of `[settings]` in `theme.toml`, such as a colour.
    pub settings: BTreeMap<String, String>,
}

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Its content.
    pub bytes: Arc<[u8]>,
    /// Its source for diagnostics, if it is text.
    pub source: Option<FileId>,
}

/// An interface string in one language; `{name}` is the placeholder of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// One text for every number.
    Plain(String),
    /// A text for each plural category of the argument `count` (CLDR): `zero`, `one`, `two`, `few`, `many`, `other`;
    /// `other` always exists.
    Plural(BTreeMap<String, String>),
}

impl Theme {
    /// The files of a folder of the theme (`"templates/"`), without the folder's name, in alphabetical order.
    pub fn folder<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a ThemeFile)> {
        self.files
            .range(folder.to_owned()..)
            .map_while(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }

    /// Whether a template mentions a value; a value that no template mentions need not be computed.
    pub fn mentions(&self, name: &str) -> bool {
        let mut templates = self.folder("templates/");
        templates.any(|(_, file)| {
            std::str::from_utf8(&file.bytes).is_ok_and(|text| contains_word(text, name))
        })
    }

    /// The interface string in `language`, else in English, which has all of them.
    pub fn message(&self, language: &str, key: &str) -> Option<&Message> {
        [language, "en"]
            .iter()
            .find_map(|language| self.strings.get(*language)?.get(key))
    }
}

/// Whether a template contains a name as a whole word: `data` in `of.data`, not in `data-list`.
fn contains_word(template: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    template.match_indices(name).any(|(start, _)| {
        let (before, after) = (&template[..start], &template[start + name.len()..]);
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
