//! The published files that differ. Entry point: [`compare_files`].
//!
//! What pages share is one change, however many pages have it: the frame (head, menu, footer), the theme's files, and the
//! head of public data.

use std::collections::{BTreeMap, BTreeSet};

use super::snapshot::{
    ContentHash, Snapshot, is_edition, is_lasting, is_public_data, without_asset_hashes,
};

/// The published files that differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FileChanges {
    /// Files of the theme, such as styles and scripts, by their name.
    pub assets: BTreeSet<String>,
    /// The frame of most pages, by their language; of pages without a language under an empty code.
    pub frames: BTreeMap<String, FrameChange>,
    /// The head of public data.
    pub data_head: Option<DataHead>,
    /// Pages.
    pub pages: BTreeMap<FileChange, Vec<String>>,
    /// Other files.
    pub others: BTreeMap<FileChange, Vec<String>>,
    /// PDFs of the paper catalogue.
    pub editions: Vec<String>,
    /// Whether a page vanished.
    pub vanished: bool,
}

/// How many pages of one language have another frame.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameChange {
    pub changed: usize,
    pub all: usize,
}

/// What differs in the head of public data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DataHead {
    /// The date.
    Date { old: String, new: String },
    /// Something else, such as the title of the catalogue.
    Other,
}

/// A file that differs, in one or several languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileChange {
    /// Its address, without the language.
    pub address: String,
    pub kind: ChangeKind,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ChangeKind {
    New,
    Changed,
    Removed,
}

impl FileChanges {
    /// Whether no file differs.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares the files of two snapshots.
pub(super) fn compare_files(old: &Snapshot, new: &Snapshot) -> FileChanges {
    let languages = old.rendering.languages.iter();
    let languages: BTreeSet<&str> = languages
        .chain(&new.rendering.languages)
        .map(String::as_str)
        .collect();
    let mut changes = FileChanges {
        editions: editions(old, new),
        ..FileChanges::default()
    };
    let mut frames: BTreeMap<String, FrameChange> = BTreeMap::new();
    // Pages of which only the frame differs.
    let mut framed: Vec<&str> = Vec::new();
    let paths: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    for path in paths.into_iter().filter(|path| !is_edition(path)) {
        let (before, now) = (old.files.get(path), new.files.get(path));
        let is_framed = |hash: Option<&ContentHash>| hash.is_some_and(|hash| hash.frame.is_some());
        if is_framed(before) && is_framed(now) && !is_public_data(path) {
            let frame = frames.entry(language(path, &languages).0.to_owned());
            let frame = frame.or_default();
            frame.all += 1;
            frame.changed +=
                usize::from(before.map(|hash| hash.frame) != now.map(|hash| hash.frame));
        }
        let kind = match (before, now) {
            (Some(before), Some(now)) if before == now => continue,
            (Some(before), Some(now)) if before.body == now.body => {
                if is_public_data(path) {
                    changes.data_head = Some(data_head(old, new));
                } else {
                    framed.push(path);
                }
                continue;
            }
            (Some(_), Some(_)) => ChangeKind::Changed,
            (None, _) => ChangeKind::New,
            (Some(_), None) if is_lasting(path) => {
                changes.vanished = true;
                continue;
            }
            (Some(_), None) => ChangeKind::Removed,
        };
        changes.add(path, kind, &languages);
    }
    frames.retain(|_, frame| frame.changed * 2 > frame.all);
    for path in framed {
        if !frames.contains_key(language(path, &languages).0) {
            changes.add(path, ChangeKind::Changed, &languages);
        }
    }
    changes.frames = frames;
    changes
}

impl FileChanges {
    fn add(&mut self, path: &str, kind: ChangeKind, languages: &BTreeSet<&str>) {
        if path.starts_with("assets/") {
            let plain = without_asset_hashes(path.as_bytes());
            self.assets
                .insert(String::from_utf8_lossy(&plain).into_owned());
            return;
        }
        let (code, rest) = language(path, languages);
        let address = match rest.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => rest,
        };
        let change = FileChange {
            address: format!("/{address}"),
            kind,
        };
        let files = if path.ends_with(".html") {
            &mut self.pages
        } else {
            &mut self.others
        };
        files.entry(change).or_default().push(code.to_owned());
    }
}

/// The language of a path, empty without one, and the rest of the path.
fn language<'a>(path: &'a str, languages: &BTreeSet<&str>) -> (&'a str, &'a str) {
    match path.split_once('/') {
        Some((code, rest)) if languages.contains(code) => (code, rest),
        _ => ("", path),
    }
}

fn data_head(old: &Snapshot, new: &Snapshot) -> DataHead {
    let (old, new) = (&old.rendering.today, &new.rendering.today);
    if old == new {
        DataHead::Other
    } else {
        DataHead::Date {
            old: old.clone(),
            new: new.clone(),
        }
    }
}

/// The PDFs that differ: by their bytes where both are known, else by their input.
fn editions(old: &Snapshot, new: &Snapshot) -> Vec<String> {
    let all = old.editions.keys().chain(new.editions.keys());
    let all: BTreeSet<&String> = all.collect();
    let differs = |path: &&String| match (old.files.get(*path), new.files.get(*path)) {
        (Some(before), Some(now)) => before != now,
        _ => old.editions.get(*path) != new.editions.get(*path),
    };
    all.into_iter().filter(differs).cloned().collect()
}
