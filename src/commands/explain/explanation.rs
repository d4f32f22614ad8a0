//! The explanation of a value: its file and line, the values it overrides, and the language it is written in.
//!
//! There is no list of fields: a path such as `solutions.finder_fee.rate` is looked up in the files as they are written,
//! the most specific one first (a country's before the programme's, one type of partner's before that for all).

use crate::source::Span;

/// The origin of a value.
#[derive(Debug, Clone)]
pub(super) struct Explanation {
    /// The path that was looked up.
    pub query: String,
    /// The value, shortened.
    pub value: String,
    /// Where it is written.
    pub place: Span,
    /// The country and type of partner that the value is for, such as `FR`, `consultant`; `None` for all.
    pub applies_to: Option<String>,
    /// The values that it overrides, most specific first.
    pub overridden: Vec<Overridden>,
    /// Notes: the fallback language, and different values for other countries and types of partner.
    pub notes: Vec<String>,
}

/// A value that a more specific one overrides.
#[derive(Debug, Clone)]
pub(super) struct Overridden {
    /// The value, shortened.
    pub value: String,
    /// The country and type of partner that it is for, or `all`.
    pub applies_to: String,
    /// Where it is written.
    pub place: Span,
}
