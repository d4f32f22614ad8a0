//! The theme's static files, each with a hash of its content in its name: browsers may cache them forever.
//!
//! The style sheets of `assets/css/` are joined in alphabetical order into `site.css`, which all pages have, so that a theme
//! can replace one of them or add its own and pages still request a single file. Those of a folder in it, such as
//! `assets/css/programme/`, are joined into `programme.css`, for the templates that name it. Scripts import each other by the
//! names of the theme (`from "./search.js"`), which become the published ones.

mod drawings;
mod modules;
mod style_sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::modules::resolve;
use super::mark::BrandMark;
use super::{colors, fonts};
use crate::model::Catalogue;
use crate::theme::Theme;

const STYLE_SHEETS: &str = "css/";
/// The joined style sheet of all pages.
const ALL_PAGES: &str = "site";

/// The theme's static files.
pub(crate) struct Assets {
    /// Content by published name.
    files: BTreeMap<Arc<str>, Arc<[u8]>>,
    /// Published name by path in the theme's `assets/`.
    names: BTreeMap<String, Arc<str>>,
    /// The published names of all scripts that a script imports, by its path, also those that they import.
    imports: BTreeMap<String, BTreeSet<Arc<str>>>,
    /// The published name of the joined style sheets.
    pub(crate) style: Arc<str>,
    /// The published name of the colours of theme and tiers.
    pub(crate) tints: Arc<str>,
}

impl Assets {
    pub(crate) fn new(theme: &Theme, catalogue: &Catalogue, mark: &BrandMark) -> Self {
        let mut assets = Self {
            files: BTreeMap::new(),
            names: BTreeMap::new(),
            imports: BTreeMap::new(),
            style: Arc::from(""),
            tints: Arc::from(""),
        };
        let (sheets, others): (Vec<_>, Vec<_>) = theme
            .folder("assets/")
            .partition(|(path, _)| path.starts_with(STYLE_SHEETS) && path.ends_with(".css"));
        let (scripts, others): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|(path, _)| path.ends_with(".js"));
        for (path, file) in others {
            assets.add(path, file.bytes.clone());
        }
        for (path, text) in modules::imported_first(scripts) {
            assets.add_imports(path, &text);
            let text = modules::without_comments(&text);
            let text = modules::with_published_imports(&text, |target| {
                let name = assets.name(&resolve(path, target))?;
                // Scripts import from the folder they are in; the published names keep it.
                Some(format!("./{}", name.rsplit('/').next().unwrap_or(name)))
            });
            assets.add(path, text.into_bytes().into());
        }
        let mut joined = BTreeMap::from([(ALL_PAGES, String::new())]);
        for (path, file) in sheets {
            let sheet = String::from_utf8_lossy(&file.bytes);
            let sheet = style_sheets::without_comments(&sheet);
            let sheet = assets.with_hashed_addresses(path, &sheet);
            joined.entry(group(path)).or_default().push_str(&sheet);
        }
        for (group, sheet) in joined {
            let name = assets.add(&format!("{group}.css"), sheet.into_bytes().into());
            if group == ALL_PAGES {
                assets.style = name;
            }
        }
        let fonts = fonts::style_sheet(&theme.settings);
        let mut tints = assets.with_hashed_addresses("tiers.css", &fonts);
        tints.push_str(&colors::style_sheet(&theme.settings, catalogue));
        tints.push_str(&drawings::add(&mut assets, theme, catalogue, mark));
        assets.tints = assets.add("tiers.css", tints.into_bytes().into());
        assets
    }

    /// The published names of all files.
    pub(crate) fn published(&self) -> impl Iterator<Item = &Arc<str>> {
        self.files.keys()
    }

    /// The content of a file by its published name.
    pub(crate) fn content(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// The published name of a file by its path in the theme's `assets/`.
    pub(crate) fn name(&self, path: &str) -> Option<&Arc<str>> {
        self.names.get(path)
    }

    /// The published names of the scripts that a script needs besides itself: pages request them without waiting for it.
    pub(crate) fn imports(&self, path: &str) -> impl Iterator<Item = &Arc<str>> {
        self.imports.get(path).into_iter().flatten()
    }

    fn add_imports(&mut self, path: &str, script: &str) {
        let mut all = BTreeSet::new();
        for target in modules::imports(script) {
            let target = resolve(path, target);
            all.extend(self.names.get(&target).cloned());
            all.extend(self.imports(&target).cloned());
        }
        self.imports.insert(path.to_owned(), all);
    }

    fn add(&mut self, path: &str, content: Arc<[u8]>) -> Arc<str> {
        let hash = hash(&content);
        if let Some(replaced) = self.names.get(path) {
            self.files.remove(replaced);
        }
        let name: Arc<str> = match path.rsplit_once('.') {
            Some((stem, extension)) if !extension.contains('/') => {
                format!("{stem}.{hash:08x}.{extension}").into()
            }
            _ => format!("{path}.{hash:08x}").into(),
        };
        self.names.insert(path.to_owned(), Arc::clone(&name));
        self.files.insert(Arc::clone(&name), content);
        name
    }

    /// A style sheet with each `url(…)` of another file of the theme turned into its published name, as seen from
    /// `assets/`, where the joined style sheet is.
    fn with_hashed_addresses(&self, sheet_path: &str, sheet: &str) -> String {
        let mut out = String::with_capacity(sheet.len());
        let mut rest = sheet;
        while let Some(at) = rest.find("url(") {
            let (before, after) = rest.split_at(at + "url(".len());
            out.push_str(before);
            let Some(end) = after.find(')') else {
                rest = after;
                break;
            };
            let target = after[..end].trim().trim_matches(['"', '\'']);
            match self.name(&resolve(sheet_path, target)) {
                Some(name) => {
                    out.push('"');
                    out.push_str(name);
                    out.push('"');
                }
                None => out.push_str(&after[..end]),
            }
            rest = &after[end..];
        }
        out.push_str(rest);
        out
    }
}

/// The pages that a style sheet is for: `programme` of `css/programme/80-stairs.css`.
fn group(path: &str) -> &str {
    let inside = path.strip_prefix(STYLE_SHEETS).unwrap_or(path);
    inside.split_once('/').map_or(ALL_PAGES, |(group, _)| group)
}

/// FNV-1a folded to 32 bits: it must change when the content does, and be the same on every machine.
fn hash(content: &[u8]) -> u32 {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    (hash ^ (hash >> 32)) as u32
}
