//! Warnings for descriptions that are too long for their entry. Entry point: [`check`]. Nothing is truncated: such
//! descriptions are printed in full.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::EntrySize;

/// A partner's description in one edition.
#[derive(Debug, Clone)]
pub(super) struct EntryText {
    /// The partner's id.
    pub(super) partner: String,
    /// The size of its entry.
    pub(super) entry: EntrySize,
    /// The number of characters of the text.
    pub(super) length: usize,
    /// The code of the language that it is shown in.
    pub(super) lang: String,
    /// `screen` or `press`.
    pub(super) medium: &'static str,
}

/// The name of an entry size, and the number of characters that fit: a third of a page, or a fifth.
fn limit(entry: EntrySize) -> Option<(&'static str, usize)> {
    match entry {
        EntrySize::Full => Some(("a full entry", 1800)),
        EntrySize::Half => Some(("half an entry", 1200)),
        // The description is not printed there.
        EntrySize::Line => None,
    }
}

/// Warns of texts that are too long.
pub(super) fn check(texts: &[EntryText], warnings: &mut Diagnostics) {
    for text in texts {
        let Some((entry, limit)) = limit(text.entry) else {
            continue;
        };
        if text.length <= limit {
            continue;
        }
        let message = format!(
            "the description of `{}` in `{}` has {} characters; {entry} of the {} edition has room for {limit}",
            text.partner, text.lang, text.length, text.medium,
        );
        let help =
            "shorten it; until then it is printed in full, and takes space from other entries";
        warnings.push(Diagnostic::without_place(Code::TextTooLong, message).help(help));
    }
}
