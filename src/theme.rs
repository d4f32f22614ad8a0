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

use crate::source::{FileId, Span};

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
    /// Values of `[settings]` in `theme.toml`; colours as `#rrggbb`.
    pub settings: BTreeMap<String, String>,
    /// Where each of the settings is written.
    pub setting_places: BTreeMap<String, Span>,
    /// Where each interface string of the project's themes is written, by language code and key.
    pub string_places: BTreeMap<(String, String), Span>,
    /// The English interface strings of the default theme.
    pub default_strings: BTreeMap<String, Message>,
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

    /// Whether a file of the theme that is text, except for its settings and strings, contains a name as a whole word.
    pub fn text_mentions(&self, name: &str) -> bool {
        let mut files = self.files.iter().filter(|(path, _)| {
            path.starts_with("templates/") || path.starts_with("assets/") || path.ends_with(".typ")
        });
        files.any(|(_, file)| {
            file.source.is_some()
                && std::str::from_utf8(&file.bytes).is_ok_and(|text| contains_word(text, name))
        })
    }

    /// Whether a template mentions a value; a value that no template mentions need not be computed.
    pub fn mentions(&self, name: &str) -> bool {
        let mut templates = self.folder("templates/");
        templates.any(|(_, file)| {
            std::str::from_utf8(&file.bytes).is_ok_and(|text| contains_word(text, name))
        })
    }

    /// The interface string in `language`, else in the language without its region, else in English, which has all of them.
    pub fn message(&self, language: &str, key: &str) -> Option<&Message> {
        let own = self.own_message(language, key);
        own.or_else(|| self.strings.get("en")?.get(key))
    }

    /// The interface string in `language` or in the language without its region: that of `de` for `de-AT`.
    pub fn own_message(&self, language: &str, key: &str) -> Option<&Message> {
        [Some(language), without_region(language)]
            .into_iter()
            .flatten()
            .find_map(|language| self.strings.get(language)?.get(key))
    }
}

/// `de` for `de-AT`, `zh-Hant` for `zh-Hant-TW`; nothing if the code has no region.
fn without_region(language: &str) -> Option<&str> {
    let (rest, region) = language.rsplit_once('-')?;
    let is_region = matches!(region.len(), 2 | 3)
        && region
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_region.then_some(rest)
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
