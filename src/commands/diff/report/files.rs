//! Files that differ as text: what pages share once, then pages and other files by their addresses.

use std::collections::BTreeMap;

use super::super::file_changes::{ChangeKind, DataHead, FileChange, FileChanges};
use super::{CatalogueChanges, section};
use crate::commands::count;

/// How many files of a folder are listed, and how many at the top.
const MAX_IN_FOLDER: usize = 5;
const MAX_AT_TOP: usize = 40;

/// What differs on all pages, for the summary: "the look of all pages", "the frame of all pages".
pub(super) fn shared(changes: &FileChanges) -> Vec<String> {
    let mut parts = Vec::new();
    let is_look = |asset: &String| asset.ends_with(".css") || asset.contains("/fonts/");
    if changes.assets.iter().any(is_look) {
        parts.push("the look of all pages".to_owned());
    }
    let others = changes
        .assets
        .iter()
        .filter(|asset| !is_look(asset))
        .count();
    if others > 0 {
        parts.push(format!(
            "{} of the theme",
            count(others, "script or picture")
        ));
    }
    if changes.frames.keys().any(|code| !code.is_empty()) {
        parts.push("the frame of all pages".to_owned());
    } else if !changes.frames.is_empty() {
        parts.push("the frame of short addresses".to_owned());
    }
    match &changes.data_head {
        Some(DataHead::Date { .. }) => parts.push("the date of the public data".to_owned()),
        Some(DataHead::Other) => parts.push("the head of the public data".to_owned()),
        None => {}
    }
    parts
}

/// How many files differ: "14 pages, 9 other files and 2 paper editions differ". Absent if what pages share is all.
pub(crate) fn differing_files(changes: &CatalogueChanges) -> Option<String> {
    let files = &changes.files;
    let total = |files: &BTreeMap<FileChange, Vec<String>>| files.values().map(Vec::len).sum();
    let counts = [
        (total(&files.pages), "page"),
        (total(&files.others), "other file"),
        (files.editions.len(), "paper edition"),
    ];
    let counts: Vec<(usize, &str)> = counts
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .collect();
    let parts: Vec<String> = counts
        .iter()
        .map(|(number, word)| count(*number, word))
        .collect();
    let verb = match counts[..] {
        [(1, _)] => "differs",
        _ => "differ",
    };
    match &parts[..] {
        [] => None,
        [only] => Some(format!("{only} {verb}")),
        [first @ .., last] => Some(format!("{} and {last} {verb}", first.join(", "))),
    }
}

/// Adds a section for each kind of file.
pub(super) fn add_sections(changes: &FileChanges, lines: &mut Vec<String>) {
    section(
        "Look of all pages changed",
        changes.assets.iter().cloned(),
        lines,
    );
    let frames = changes.frames.iter().map(|(code, frame)| {
        let pages = count(frame.changed, "page");
        let of = if frame.changed == frame.all {
            String::new()
        } else {
            format!(" of {}", frame.all)
        };
        match code.as_str() {
            "" => format!("{pages}{of} without a language, such as short addresses"),
            code => format!("{pages}{of} ({code})"),
        }
    });
    section("Frame of all pages changed", frames, lines);
    let head = changes.data_head.iter().map(|head| match head {
        DataHead::Date { old, new } => format!("its date is {new}, before: {old}"),
        DataHead::Other => "its title, addresses or languages".to_owned(),
    });
    section("Head of the public data changed", head, lines);
    list("Pages that differ", &changes.pages, lines);
    list("Other files that differ", &changes.others, lines);
    section(
        "Paper editions that differ",
        changes.editions.iter().cloned(),
        lines,
    );
}

/// Lists files by their addresses, their languages together, a few of each folder.
fn list(heading: &str, files: &BTreeMap<FileChange, Vec<String>>, lines: &mut Vec<String>) {
    if files.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let total: usize = files.values().map(Vec::len).sum();
    lines.push(format!("{heading}: {total}"));
    let mut folders: BTreeMap<&str, Vec<(&FileChange, &Vec<String>)>> = BTreeMap::new();
    for (change, languages) in files {
        folders
            .entry(folder(&change.address))
            .or_default()
            .push((change, languages));
    }
    for (folder, files) in folders {
        let limit = if folder == "/" {
            MAX_AT_TOP
        } else {
            MAX_IN_FOLDER
        };
        let shown = files.iter().take(limit);
        lines.extend(shown.map(|(change, languages)| line(change, languages)));
        let more: usize = files
            .iter()
            .skip(limit)
            .map(|(_, languages)| languages.len())
            .sum();
        if more > 0 {
            lines.push(format!("  … and {more} more below {folder}"));
        }
    }
}

/// The first folder of an address: `/partners/`; `/` for a page at the top.
fn folder(address: &str) -> &str {
    let rest = &address[1..];
    match rest.trim_end_matches('/').find('/') {
        Some(end) => &address[..end + 2],
        None => "/",
    }
}

fn line(change: &FileChange, languages: &[String]) -> String {
    let codes: Vec<&str> = languages
        .iter()
        .map(String::as_str)
        .filter(|code| !code.is_empty())
        .collect();
    let codes = if codes.is_empty() {
        String::new()
    } else {
        format!(" ({})", codes.join(", "))
    };
    let state = match change.kind {
        ChangeKind::New => ", new",
        ChangeKind::Changed => "",
        ChangeKind::Removed => ", removed",
    };
    format!("  {}{codes}{state}", change.address)
}
