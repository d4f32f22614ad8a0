//! Descriptions that are longer than the room of their entry. They are printed in full all the same: nothing is cut.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::EntrySize;

/// A partner's description in one volume.
#[derive(Debug, Clone)]
pub(super) struct EntryText {
    /// The partner's id.
    pub(super) partner: String,
    /// Its room.
    pub(super) entry: EntrySize,
    /// How many characters the text has.
    pub(super) length: usize,
    /// Code of the language that it is shown in.
    pub(super) lang: String,
    /// `screen` or `press`.
    pub(super) edition: &'static str,
}

/// What an entry is called, and for how many characters it has room: a third of a page, or a fifth.
fn room(entry: EntrySize) -> Option<(&'static str, usize)> {
    match entry {
        EntrySize::Full => Some(("a full entry", 1800)),
        EntrySize::Half => Some(("half an entry", 1200)),
        // It is not printed there.
        EntrySize::Line => None,
    }
}

/// Warns of texts that are too long.
pub(super) fn judge(texts: &[EntryText], warnings: &mut Diagnostics) {
    for text in texts {
        let Some((entry, room)) = room(text.entry) else {
            continue;
        };
        if text.length <= room {
            continue;
        }
        let message = format!(
            "the description of `{}` in `{}` has {} characters; {entry} of the {} edition has room for {room}",
            text.partner, text.lang, text.length, text.edition,
        );
        let help = "it is printed in full, and others wait for the next page; shorten it";
        warnings.push(Diagnostic::without_place(Code::TextTooLong, message).help(help));
    }
}
