//! Characters that mark parts of a page while it is rendered. Unicode reserves them for use within a program: no text has them.
//!
//! They are in one place so that no two purposes have the same.

/// The beginning and the end of a text of the owner: [`text_ids`](super::text_ids).
pub(super) const OWNER_TEXT: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];
/// The beginning and the end of an English interface string on a page in another language:
/// [`fallback_marks`](super::theming::fallback_marks).
pub(super) const ENGLISH_STRING: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];
