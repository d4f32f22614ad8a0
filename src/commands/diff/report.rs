//! Changes in sentences.

use std::collections::BTreeMap;

use super::{Changes, Move, Named};

/// How many of a kind are named one by one.
const NAMED_AT_MOST: usize = 40;

/// What to do about addresses that vanish.
const KEPT: &str = "  Addresses stay where a record has `status = \"former\"`, or its former id among its `aliases`.";

/// All of it in one line: "3 new, 1 moved from Silver to Gold, 14 texts changed".
pub(crate) fn summary(changes: &Changes) -> String {
    if changes.is_empty() {
        return "nothing changed in what is published".to_owned();
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
    count(changes.left.len(), "left", "left");
    let mut moves: BTreeMap<String, usize> = BTreeMap::new();
    for it in &changes.moved {
        *moves.entry(direction(it)).or_default() += 1;
    }
    for (direction, number) in &moves {
        count(*number, direction, direction);
    }
    count(changes.renamed.len(), "renamed", "renamed");
    let texts = changes.texts.len() + changes.prose.len();
    count(texts, "text changed", "texts changed");
    count(
        changes.facts.len(),
        "partner with other facts",
        "partners with other facts",
    );
    count(
        changes.elsewhere.len(),
        "part of a programme changed",
        "parts of programmes changed",
    );
    count(
        changes.vanished.len(),
        "address is gone",
        "addresses are gone",
    );
    parts.join(", ")
}

/// Each change in a line, under headings; a blank line before each heading but the first.
pub(crate) fn lines(changes: &Changes) -> Vec<String> {
    let mut lines = Vec::new();
    let partner = |it: &Named| format!("{} ({})", it.name, it.id);
    section("New", changes.new.iter().map(partner), &mut lines);
    section("Left", changes.left.iter().map(partner), &mut lines);
    let moved = changes.moved.iter().map(|it| {
        let direction = direction(it);
        format!("{} {direction}, {}", partner(&it.partner), it.programme)
    });
    section("Moved", moved, &mut lines);
    let renamed = changes.renamed.iter();
    let renamed = renamed.map(|(it, old)| format!("{}, before: {old}", partner(it)));
    section("Renamed", renamed, &mut lines);
    let texts = changes.texts.iter();
    let texts = texts.map(|(it, text)| format!("{}: {text}", partner(it)));
    let texts = texts.chain(changes.prose.iter().cloned());
    section("Texts changed", texts, &mut lines);
    let facts = changes.facts.iter();
    let facts = facts.map(|(it, facts)| format!("{}: {}", partner(it), facts.join(", ")));
    section("Facts changed", facts, &mut lines);
    let elsewhere = changes.elsewhere.iter().cloned();
    section("Programmes changed", elsewhere, &mut lines);
    let vanished = changes.vanished.iter();
    let vanished = vanished.map(|path| format!("/{}", path.trim_end_matches("index.html")));
    section("Addresses that vanish", vanished, &mut lines);
    if !changes.vanished.is_empty() {
        lines.push(KEPT.to_owned());
    }
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
    let named = items.iter().take(NAMED_AT_MOST);
    lines.extend(named.map(|item| format!("  {item}")));
    if items.len() > NAMED_AT_MOST {
        lines.push(format!("  … and {} more", items.len() - NAMED_AT_MOST));
    }
}

fn direction(it: &Move) -> String {
    match (&it.from, &it.to) {
        (Some(from), Some(to)) => format!("moved from {from} to {to}"),
        (None, Some(to)) => format!("joined {to}"),
        (Some(from), None) => format!("left {from}"),
        (None, None) => "joined or left a programme without tiers".to_owned(),
    }
}
