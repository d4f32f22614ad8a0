//! Limits of lists and tables of entries, far beyond those of real catalogues: pages and books grow with the product of some.

use super::FileReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The most entries of a list or a table.
pub(in crate::load) const ENTRIES_AT_MOST: usize = 2_000;

impl FileReader<'_> {
    /// Whether a list or a table has few enough entries; reports one that does not.
    pub(super) fn has_room(&self, key: &str, span: Span, entries: usize, at_most: usize) -> bool {
        if entries <= at_most {
            return true;
        }
        let what = match key.is_empty() {
            true => "the table".to_owned(),
            false => format!("`{key}`"),
        };
        let message = format!("{what} has {entries} entries, of which at most {at_most} are read");
        let problem = Diagnostic::new(Code::InvalidValue, span, message);
        self.push(problem.help("keep the most important ones"));
        false
    }
}
