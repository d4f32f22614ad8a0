//! Changes as text for a terminal. Entry points: [`summary`], [`lines`], [`differing_files`].

mod files;

use std::collections::BTreeMap;

use super::{CatalogueChanges, Move, PartnerName};

pub(crate) use files::differing_files;

/// How many changes of a kind are listed.
const MAX_NAMED: usize = 40;

/// How to keep addresses.
const ADDRESS_HINT: &str = "  Addresses remain if a record has `status = \"former\"`, or its former id among its `aliases`.";

/// The changes in one line: "3 new, 1 moved from Silver to Gold, 14 texts changed". If only files are known to differ, it
/// counts them.
pub(crate) fn summary(changes: &CatalogueChanges) -> String {
    if changes.is_empty() {
        return "nothing changed in the published content".to_owned();
    }
    let mut parts = Vec::new();
    let mut count = |number: usize, one: &str, several: &str| {
        if number > 0 {
            parts.push(format!(
                "{number} {}",
                if number == 1 { one } else { several }
            ));
        }
    };
    count(changes.new.len(), "new", "new");
    count(changes.removed.len(), "removed", "removed");
    let mut moves: BTreeMap<String, usize> = BTreeMap::new();
    for change in &changes.moved {
        *moves.entry(direction(change)).or_default() += 1;
    }
    for (direction, number) in &moves {
        count(*number, direction, direction);
    }
    count(changes.renamed.len(), "renamed", "renamed");
    let texts = changes.texts.len() + changes.prose.len();
    count(texts, "text changed", "texts changed");
    count(
        changes.facts.len(),
        "partner with changed facts",
        "partners with changed facts",
    );
    for (kind, values) in &changes.values {
        let [one, several, _] = kind.words();
        count(values.len(), one, several);
    }
    count(
        changes.vanished.len(),
        "address removed",
        "addresses removed",
    );
    parts.extend(files::shared(&changes.files));
    if parts.is_empty() {
        parts.extend(differing_files(changes));
    }
    parts.join(", ")
}

/// One line for each change, under headings that are separated by blank lines.
pub(crate) fn lines(changes: &CatalogueChanges) -> Vec<String> {
    let mut lines = Vec::new();
    let partner = |partner: &PartnerName| format!("{} ({})", partner.name, partner.id);
    section("New", changes.new.iter().map(partner), &mut lines);
    section("Removed", changes.removed.iter().map(partner), &mut lines);
    let moved = changes.moved.iter().map(|change| {
        let direction = direction(change);
        format!(
            "{} {direction}, {}",
            partner(&change.partner),
            change.programme
        )
    });
    section("Moved", moved, &mut lines);
    let renamed = changes
        .renamed
        .iter()
        .map(|(name, old)| format!("{}, before: {old}", partner(name)));
    section("Renamed", renamed, &mut lines);
    let texts = changes
        .texts
        .iter()
        .map(|(name, text)| format!("{}: {text}", partner(name)))
        .chain(changes.prose.iter().cloned());
    section("Texts changed", texts, &mut lines);
    let facts = changes
        .facts
        .iter()
        .map(|(name, facts)| format!("{}: {}", partner(name), facts.join(", ")));
    section("Facts changed", facts, &mut lines);
    for (kind, values) in &changes.values {
        let [_, _, heading] = kind.words();
        section(heading, values.iter().cloned(), &mut lines);
    }
    let vanished = changes
        .vanished
        .iter()
        .map(|path| format!("/{}", path.trim_end_matches("index.html")));
    section("Addresses removed", vanished, &mut lines);
    if !changes.vanished.is_empty() {
        lines.push(ADDRESS_HINT.to_owned());
    }
    files::add_sections(&changes.files, &mut lines);
    lines
}

fn section(heading: &str, items: impl Iterator<Item = String>, lines: &mut Vec<String>) {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(format!("{heading}: {}", items.len()));
    lines.extend(items.iter().take(MAX_NAMED).map(|item| format!("  {item}")));
    if items.len() > MAX_NAMED {
        lines.push(format!("  … and {} more", items.len() - MAX_NAMED));
    }
}

fn direction(change: &Move) -> String {
    match (&change.from, &change.to) {
        (Some(from), Some(to)) => format!("moved from {from} to {to}"),
        (None, Some(to)) => format!("joined {to}"),
        (Some(from), None) => format!("left {from}"),
        (None, None) => "joined or left a programme without tiers".to_owned(),
    }
}
