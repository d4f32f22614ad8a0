//! Where a value comes from: the file and the line, what it was chosen over, and the language it is written in.
//!
//! There is no list of fields: a path such as `solutions.finder_fee.rate` is looked up in the files as they are written,
//! the most particular one first (a country's before the programme's, a type of partner's before that for all).

use crate::source::Span;

/// Where a value comes from.
#[derive(Debug, Clone)]
pub(super) struct Explanation {
    /// What was asked for.
    pub asked: String,
    /// The value, in a few words.
    pub value: String,
    /// Where it is written.
    pub place: Span,
    /// What it is said of, where it is particular: `FR`, `consultant`.
    pub said_for: Option<String>,
    /// What it was chosen over, most particular first: the value, whom it is said for, and where.
    pub over: Vec<Overridden>,
    /// What is to be known besides: the language it fell back to, what differs for others.
    pub notes: Vec<String>,
}

/// A value that does not count here, because a more particular one does.
#[derive(Debug, Clone)]
pub(super) struct Overridden {
    /// The value, in a few words.
    pub value: String,
    /// Whom it is said for.
    pub said_for: String,
    /// Where it is written.
    pub place: Span,
}
