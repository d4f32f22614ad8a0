//! The project's theme, merged with the themes that it extends. Entry point: [`read`].

mod settings;

pub(crate) use settings::too_dark;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::files::FileTree;
use super::pictures::{remark, unusable_picture};
use super::reader::{FileReader, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::image;
use crate::source::{FileId, Sources, Spanned};
use crate::theme::{Message, Theme, ThemeFile, default_files};

/// The name of the theme that is compiled in.
const DEFAULT: &str = "default";

/// The language in which the default theme has all strings.
const ENGLISH: &str = "en";

/// The longest chain of themes that extend each other: a longer one is a mistake.
const DEPTH_AT_MOST: usize = 8;

/// Reads the theme with this name, and those it extends.
pub(super) fn read(
    name: Option<&Spanned<String>>,
    built_in: &Layer,
    tree: &mut FileTree,
    sources: &mut Sources,
    problems: &mut Diagnostics,
) -> Theme {
    let mut theme = Theme {
        name: name.map_or(DEFAULT, |name| &name.value).to_owned(),
        ..Theme::default()
    };
    let mut layers = vec![built_in.clone()];
    layers.extend(
        of_project(name.cloned(), tree, sources, problems)
            .into_iter()
            .rev(),
    );
    let mut known_settings = BTreeSet::new();
    let mut is_default = true;
    for layer in layers {
        for (path, file) in &layer {
            if let Some(source) = file.source {
                read_toml(path, source, sources, &mut theme, problems);
            }
        }
        theme.files.extend(layer);
        if is_default {
            theme.default_strings = theme.strings.get(ENGLISH).cloned().unwrap_or_default();
            theme.string_places.clear();
            known_settings = theme.settings.keys().cloned().collect();
        }
        is_default = false;
    }
    settings::check(&mut theme, &known_settings, problems);
    theme
}

/// The default theme alone, for what is shown before a project has been read.
pub fn default_theme() -> Theme {
    let mut sources = Sources::default();
    // The tests check that the default theme has no problems.
    let mut problems = Diagnostics::default();
    let mut theme = Theme {
        name: DEFAULT.to_owned(),
        ..Theme::default()
    };
    for (path, file) in built_in(&mut sources) {
        if let Some(source) = file.source {
            read_toml(&path, source, &sources, &mut theme, &mut problems);
        }
        theme.files.insert(path, file);
    }
    theme
}

/// Files of one theme by path.
pub(super) type Layer = BTreeMap<String, ThemeFile>;

/// The theme that is compiled in.
pub(super) fn built_in(sources: &mut Sources) -> Layer {
    default_files()
        .into_iter()
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok();
            let source = text.map(|text| sources.add(format!("themes/{DEFAULT}/{path}"), text));
            (
                path,
                ThemeFile {
                    bytes: Arc::from(bytes),
                    source,
                },
            )
        })
        .collect()
}

/// The layers in the project's folder, the named theme first.
fn of_project(
    mut name: Option<Spanned<String>>,
    tree: &mut FileTree,
    sources: &mut Sources,
    problems: &mut Diagnostics,
) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    loop {
        let wanted = name.as_ref().map_or(DEFAULT, |name| &name.value).to_owned();
        let files = tree.under(&format!("themes/{wanted}/"));
        if let Some(name) = &name {
            if seen.contains(&wanted) || seen.len() == DEPTH_AT_MOST {
                let message = format!("the theme `{wanted}` extends itself: {}", seen.join(" → "));
                problems.push(
                    Diagnostic::new(Code::UnknownTheme, name.span, message)
                        .help("delete one `extends`"),
                );
                return layers;
            }
            if files.is_empty() && wanted != DEFAULT {
                let themes = themes(tree);
                let help = did_you_mean(&wanted, themes.iter().map(String::as_str));
                let message = format!("there is no theme `{wanted}` in `themes/`");
                problems
                    .push(Diagnostic::new(Code::UnknownTheme, name.span, message).maybe_help(help));
                return layers;
            }
        }
        let layer = layer(&wanted, &files, tree, sources, problems);
        let extends = layer
            .get("theme.toml")
            .and_then(|file| extends(file.source?, sources));
        layers.push(layer);
        if wanted == DEFAULT {
            if let Some(extends) = extends {
                let message = format!("the theme `{DEFAULT}` extends no other theme");
                let help = "delete it, or give the theme another name and write that as `theme` in `content/catalogue.toml`";
                problems.push(Diagnostic::new(Code::UnusedValue, extends.span, message).help(help));
            }
            return layers;
        }
        seen.push(wanted);
        name = extends;
    }
}

fn themes(tree: &FileTree) -> Vec<String> {
    let mut names: Vec<String> = tree
        .under("themes/")
        .iter()
        .filter_map(|(path, _)| {
            path.strip_prefix("themes/")?
                .split_once('/')
                .map(|(name, _)| name.to_owned())
        })
        .collect();
    names.push(DEFAULT.to_owned());
    names.sort_unstable();
    names.dedup();
    names
}

fn layer(
    name: &str,
    files: &[(String, FileId)],
    tree: &FileTree,
    sources: &mut Sources,
    problems: &mut Diagnostics,
) -> Layer {
    let mut layer = Layer::new();
    let prefix = format!("themes/{name}/");
    for (path, file) in files {
        match tree.read_binary(path, *file) {
            Ok(bytes) => {
                let source = std::str::from_utf8(&bytes).ok().map(|text| {
                    sources.set_text(*file, text);
                    *file
                });
                // Only these are published.
                let is_published = path[prefix.len()..].starts_with("assets/");
                if let Some(remark) = remark(*file, &bytes).filter(|_| is_published) {
                    problems.push(remark);
                }
                let bytes = match image::of_theme(&bytes) {
                    Ok(clean) => clean.unwrap_or(bytes),
                    Err(reason) => {
                        problems.push(unusable_picture(*file, &reason));
                        continue;
                    }
                };
                let path = path.strip_prefix(&prefix).unwrap_or(path).to_owned();
                layer.insert(
                    path,
                    ThemeFile {
                        bytes: Arc::from(bytes),
                        source,
                    },
                );
            }
            Err(problem) => problems.push(problem),
        }
    }
    layer
}

/// The theme that a theme extends; problems of the file are reported by [`read_toml`].
fn extends(file: FileId, sources: &Sources) -> Option<Spanned<String>> {
    let reader = FileReader::new(file, &[]);
    let text = sources.get(file).text.clone();
    reader.read(&text, 0, |table| table.text("extends"))
}

/// Merges the settings of `theme.toml`, or the interface strings of `i18n/<lang>.toml`, into the theme.
fn read_toml(
    path: &str,
    file: FileId,
    sources: &Sources,
    theme: &mut Theme,
    problems: &mut Diagnostics,
) {
    let reader = FileReader::new(file, &[]);
    let text = sources.get(file).text.clone();
    if path == "theme.toml" {
        for (key, value) in read_settings(&text, &reader) {
            theme.setting_places.insert(key.clone(), value.span);
            theme.settings.insert(key, value.value);
        }
    } else if let Some(language) = path
        .strip_prefix("i18n/")
        .and_then(|name| name.strip_suffix(".toml"))
    {
        let strings = theme.strings.entry(language.to_owned()).or_default();
        reader.read(&text, 0, |table| {
            for (key, message) in messages(table) {
                let place = (language.to_owned(), key.value.clone());
                theme.string_places.insert(place, key.span);
                strings.insert(key.value, message);
            }
        });
    }
    problems.append(reader.into_problems());
}

/// The settings in `theme.toml`; the theme that it extends is read before.
pub(super) fn read_settings(text: &str, reader: &FileReader<'_>) -> Vec<(String, Spanned<String>)> {
    reader.read(text, 0, |table| {
        table.text("name");
        table.text("description");
        table.text("extends");
        let settings = table
            .table("settings")
            .map_or_else(Vec::new, |table| table.entries());
        let texts = settings.into_iter().filter_map(|(key, value)| {
            let text = value.text(key.value)?;
            Some((key.value.to_owned(), text))
        });
        texts.collect()
    })
}

/// The plural categories of CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn plural_form(
    table: &Table<'_>,
    category: Spanned<&str>,
    form: Value<'_>,
) -> Option<(String, String)> {
    if !CATEGORIES.contains(&category.value) {
        let message = format!("there is no plural form `{}`", category.value);
        let help = did_you_mean(category.value, CATEGORIES);
        let diagnostic = Diagnostic::new(Code::InterfaceString, category.span, message);
        table.push(diagnostic.maybe_help(help));
    }
    match form.as_str() {
        Some(text) => Some((category.value.to_owned(), text.to_owned())),
        None => form.wrong_type(category.value, "a text in quotes"),
    }
}

fn messages(table: &Table<'_>) -> Vec<(Spanned<String>, Message)> {
    let mut messages = Vec::new();
    for (key, value) in table.entries() {
        let name = Spanned {
            value: key.value.to_owned(),
            span: key.span,
        };
        if let Some(text) = value.as_str() {
            messages.push((name, Message::Plain(text.to_owned())));
            continue;
        }
        if !value.is_table() {
            value.wrong_type::<()>(key.value, "a text in quotes, or a table of plural forms");
            continue;
        }
        let Some(forms) = value.table(key.value) else {
            continue;
        };
        let forms: BTreeMap<String, String> = forms
            .entries()
            .into_iter()
            .filter_map(|(category, form)| plural_form(table, category, form))
            .collect();
        if forms.contains_key("other") {
            messages.push((name, Message::Plural(forms)));
        } else {
            let message = format!("`{}`: plural form `other` is missing", key.value);
            let help = "add `other = \"…\"`: it is used where no other form fits";
            table.push(Diagnostic::new(Code::InterfaceString, key.span, message).help(help));
        }
    }
    messages
}
