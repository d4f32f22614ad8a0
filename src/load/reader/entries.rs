//! Tables of entries, and the limits of lists, far beyond those of real catalogues: pages and books grow with the product of
//! some.

use super::shape::ReferenceKind;
use super::table::{ANY, Source};
use super::{FileReader, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// The most entries of a table whose keys are free, such as the strings of a theme.
pub(in crate::load) const ENTRIES_AT_MOST: usize = 2_000;
/// The most entries of a list, of a table whose keys are references, and of a list of the vocabulary: many have a page each,
/// and such pages list each other.
pub(in crate::load) const LIST_AT_MOST: usize = 500;

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

impl<'a> Table<'a> {
    /// All keys and values in the order they are written; all keys are accepted.
    pub(in crate::load) fn entries(&self) -> Vec<(Spanned<&'a str>, Value<'a>)> {
        self.entries_named(None, ENTRIES_AT_MOST)
    }

    /// As [`Table::entries`], of the table with this key, which declares at most [`LIST_AT_MOST`] words. The words of a table
    /// that has too many are known nevertheless, so that what refers to them is no further problem.
    pub(in crate::load) fn words(&self, key: &str) -> Vec<(Spanned<&'a str>, Value<'a>)> {
        if let Source::Toml(table) = self.source
            && table.len() > LIST_AT_MOST
        {
            let written = table.len();
            let message = format!(
                "`{key}` has {written} entries, and at most {LIST_AT_MOST} can be declared"
            );
            let problem = Diagnostic::new(Code::InvalidValue, self.span, message);
            self.push(problem.help("delete some: each has a page in the directory, and each of these pages lists all of them"));
        }
        self.entries_named(None, ENTRIES_AT_MOST)
    }

    /// All keys and values, where the keys are references.
    pub(in crate::load) fn entries_of(
        &self,
        kind: ReferenceKind,
    ) -> Vec<(Spanned<&'a str>, Value<'a>)> {
        self.entries_named(Some(kind), LIST_AT_MOST)
    }

    fn entries_named(
        &self,
        kind: Option<ReferenceKind>,
        at_most: usize,
    ) -> Vec<(Spanned<&'a str>, Value<'a>)> {
        let table = match self.source {
            Source::Toml(table) => table,
            Source::Schema(node) => {
                let node = self.reader.recorder.others(node, kind);
                let key = Spanned {
                    value: ANY,
                    span: self.span,
                };
                return vec![(key, self.reader.schema_value(node))];
            }
        };
        self.known.borrow_mut().push(ANY);
        if !self.reader.has_room("", self.span, table.len(), at_most) {
            return Vec::new();
        }
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| {
                let span = self.reader.file.span(key.span());
                (
                    Spanned {
                        value: &**key.get_ref(),
                        span,
                    },
                    self.reader.value(value),
                )
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }
}
