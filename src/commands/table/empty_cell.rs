//! Texts with which people say that a cell is empty. Entry point: [`is_empty_marker`].

/// Texts that mean an empty cell, in lowercase.
const EMPTY_MARKERS: [&str; 26] = [
    "null", "(null)", "(blank)", "(empty)", "(leer)", "(vide)", "n/c", "n/d", "s/o", "k/a", "n.a",
    "n/a.", "-", "--", "–", "—", "n/a", "#n/a", "#nv", "n.a.", "n. a.", "n.c.", "n.d.", "k.a.",
    "k. a.", "?",
];

/// Whether a text means an empty cell.
pub(super) fn is_empty_marker(text: &str) -> bool {
    EMPTY_MARKERS.contains(&&*text.to_lowercase())
}
