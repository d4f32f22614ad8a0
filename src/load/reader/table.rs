//! Table of a file, whose values are read by key.

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;
use toml::de::DeTable;

use super::entries::LIST_AT_MOST;
use super::shape::{NodeId, ReferenceKind};
use super::{FileReader, Texts, Value};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, nearest};
use crate::source::{Span, Spanned};

/// A table of the file; keys that were not read are reported when it is dropped.
pub(in crate::load) struct Table<'a> {
    pub(super) reader: &'a FileReader<'a>,
    pub(super) source: Source<'a>,
    pub(super) span: Span,
    pub(super) known: RefCell<Vec<&'static str>>,
}

/// Where the contents of a table come from: a file, or nowhere while the schema is recorded.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Toml(&'a DeTable<'a>),
    Schema(NodeId),
}

impl<'a> Table<'a> {
    /// The position of the table.
    pub(in crate::load) fn span(&self) -> Span {
        self.span
    }

    /// Reports a key that the table does not have; it may belong to another table of the file.
    pub(in crate::load) fn unknown_key(&self, key: Spanned<&str>, allowed: &[&str]) {
        let word = key.value;
        let near = nearest(word, allowed.iter().copied());
        let help = match (self.reader.home(word), near) {
            (Some(home), None) => home,
            (Some(home), Some(near)) => format!("did you mean `{near}`? {home}"),
            (None, _) => did_you_mean(word, allowed.iter().copied()).unwrap_or_else(|| {
                "correct it, or move it below the `[…]` that it belongs to".to_owned()
            }),
        };
        let problem = Diagnostic::new(Code::UnknownKey, key.span, format!("unknown key `{word}`"));
        self.reader.push(problem.help(help));
    }

    /// Whether a key belongs above the first header of the file.
    pub(in crate::load) fn belongs_at_top(&self, key: &str) -> bool {
        self.reader
            .fields_of_file()
            .is_some_and(|shape| shape.has_at_top(key))
    }

    /// Adds a problem.
    pub(in crate::load) fn push(&self, diagnostic: Diagnostic) {
        self.reader.push(diagnostic);
    }

    /// The value of a key, if it is written.
    pub(in crate::load) fn value(&self, key: &'static str) -> Option<Value<'a>> {
        match self.source {
            Source::Toml(table) => {
                self.known.borrow_mut().push(key);
                table.get(key).map(|value| self.reader.value(value))
            }
            Source::Schema(node) => {
                let node = self.reader.recorder.key(node, key);
                Some(self.reader.schema_value(node))
            }
        }
    }

    /// Whether a key is written.
    pub(in crate::load) fn has(&self, key: &'static str) -> bool {
        matches!(self.source, Source::Toml(_)) && self.value(key).is_some()
    }

    /// Reports that a key is missing, with an example of its value.
    pub(in crate::load) fn missing(&self, key: &'static str, example: &str) {
        if let Source::Schema(node) = self.source {
            self.reader.recorder.require(node, key);
            return;
        }
        let message = format!("`{key}` is missing");
        // After a table header, the key would belong to that table.
        let place = match self.span == self.reader.file.start() {
            true => " at the top",
            false => "",
        };
        let help = format!("add a line `{key} = {example}`{place}");
        self.push(Diagnostic::new(Code::MissingKey, self.span, message).help(help));
    }

    /// Reports that a table is missing, with this diagnostic.
    pub(in crate::load) fn missing_table(&self, key: &'static str, diagnostic: Diagnostic) {
        match self.source {
            Source::Schema(node) => self.reader.recorder.require(node, key),
            Source::Toml(_) => self.push(diagnostic),
        }
    }

    /// A required text; reports a missing one and returns an empty text.
    pub(in crate::load) fn required(&self, key: &'static str) -> Spanned<String> {
        if !self.has(key) {
            self.missing(key, "\"…\"");
        }
        self.text(key).unwrap_or(Spanned {
            value: String::new(),
            span: self.span,
        })
    }

    /// A text that is not blank, trimmed.
    pub(in crate::load) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.value(key)?.text(key)
    }

    /// A text of several lines, trimmed.
    pub(in crate::load) fn note(&self, key: &'static str) -> Option<Spanned<String>> {
        self.value(key)?.note(key)
    }

    /// A required reference.
    pub(in crate::load) fn required_of(
        &self,
        key: &'static str,
        kind: ReferenceKind,
    ) -> Spanned<String> {
        if !self.has(key) {
            self.missing(key, "\"…\"");
        }
        self.text_of(key, kind).unwrap_or(Spanned {
            value: String::new(),
            span: self.span,
        })
    }

    /// A reference.
    pub(in crate::load) fn text_of(
        &self,
        key: &'static str,
        kind: ReferenceKind,
    ) -> Option<Spanned<String>> {
        self.value(key)?.text_of(key, kind)
    }

    /// A required text in several languages.
    pub(in crate::load) fn required_texts(&self, key: &'static str) -> Texts {
        if !self.has(key) {
            self.missing(key, "\"…\"");
        }
        self.texts(key).unwrap_or(Texts {
            key: Some(key.into()),
            span: self.span,
            versions: Vec::new(),
        })
    }

    /// A text in several languages: a string (the default language) or a table by language.
    pub(in crate::load) fn texts(&self, key: &'static str) -> Option<Texts> {
        self.value(key)?.texts(key)
    }

    /// A text in several languages that is read as Markdown.
    pub(in crate::load) fn markdown(&self, key: &'static str) -> Option<Texts> {
        self.value(key)?.markdown(key)
    }

    /// Lists of words by language.
    pub(in crate::load) fn lists_by_language(
        &self,
        key: &'static str,
    ) -> Option<Vec<Option<Vec<Arc<str>>>>> {
        self.value(key)?.lists_by_language(key)
    }

    /// A required list of texts.
    pub(in crate::load) fn required_list(&self, key: &'static str) -> Vec<Spanned<String>> {
        if !self.has(key) {
            self.missing(key, "[\"…\"]");
        }
        self.list(key)
    }

    /// A list of texts; empty if the key is not written.
    pub(in crate::load) fn list(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.value(key)
            .map_or_else(Vec::new, |value| value.list(key))
    }

    /// A required list of references.
    pub(in crate::load) fn required_list_of(
        &self,
        key: &'static str,
        kind: ReferenceKind,
    ) -> Vec<Spanned<String>> {
        if !self.has(key) {
            self.missing(key, "[\"…\"]");
        }
        self.list_of(key, kind)
    }

    /// A list of references; empty if the key is not written.
    pub(in crate::load) fn list_of(
        &self,
        key: &'static str,
        kind: ReferenceKind,
    ) -> Vec<Spanned<String>> {
        self.value(key)
            .map_or_else(Vec::new, |value| value.list_of(key, kind))
    }

    /// A number with as many decimals as it needs: degrees, millimetres.
    pub(in crate::load) fn measurement(&self, key: &'static str) -> Option<Spanned<f64>> {
        self.value(key)?.measurement(key)
    }

    /// A number, whole or not, that counts or measures in whole units or in money.
    pub(in crate::load) fn number(&self, key: &'static str) -> Option<Spanned<f64>> {
        self.value(key)?.number(key)
    }

    /// A whole number from `least` to `most`.
    pub(in crate::load) fn integer(
        &self,
        key: &'static str,
        least: i64,
        most: i64,
    ) -> Option<Spanned<i64>> {
        self.value(key)?.integer(key, least, most)
    }

    /// True or false.
    pub(in crate::load) fn boolean(&self, key: &'static str) -> Option<Spanned<bool>> {
        self.value(key)?.boolean(key)
    }

    /// A date without time.
    pub(in crate::load) fn date(&self, key: &'static str) -> Option<Spanned<Date>> {
        self.value(key)?.date(key)
    }

    /// One of a closed set of words.
    pub(in crate::load) fn one_of<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        self.value(key)?.one_of(key, words)
    }

    /// A required word of a closed set.
    pub(in crate::load) fn required_one_of<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        if !self.has(key) {
            let first = words.first().map_or("…", |(word, _)| word);
            self.missing(key, &format!("\"{first}\""));
        }
        self.one_of(key, words)
    }

    /// A table.
    pub(in crate::load) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        self.value(key)?.table(key)
    }

    /// Reads a table that had another name before, which is still accepted, but reported.
    pub(in crate::load) fn renamed_table<T>(
        &self,
        key: &'static str,
        old_key: &'static str,
        read: impl Fn(&Table<'a>) -> T,
    ) -> Option<T> {
        let old = self.table(old_key).map(|table| read(&table));
        if let Source::Toml(table) = self.source
            && let Some((written_key, _)) = table.get_key_value(old_key)
        {
            let span = self.reader.file.span(written_key.span());
            let message = format!("`[{old_key}]` is now `[{key}]`");
            let help = "rename it; the old name is read until the next release";
            self.push(Diagnostic::new(Code::RenamedSetting, span, message).help(help));
        }
        self.table(key).map(|table| read(&table)).or(old)
    }

    /// An array of tables.
    pub(in crate::load) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        self.tables_up_to(key, LIST_AT_MOST)
    }

    /// An array of tables, of which there are at most `at_most`.
    pub(in crate::load) fn tables_up_to(
        &self,
        key: &'static str,
        at_most: usize,
    ) -> Vec<Table<'a>> {
        self.value(key)
            .map_or_else(Vec::new, |value| value.tables(key, at_most))
    }
}

/// The most unknown keys of a table that are reported one by one.
const UNKNOWN_KEYS_AT_MOST: usize = 100;

/// Marks all keys of a table as known.
pub(super) const ANY: &str = "*";

impl Drop for Table<'_> {
    fn drop(&mut self) {
        let known = self.known.borrow();
        let Source::Toml(table) = self.source else {
            return;
        };
        if known.contains(&ANY) {
            return;
        }
        let mut allowed = known.clone();
        allowed.sort_unstable();
        allowed.dedup();
        let unknown = || {
            let keys = table.keys();
            keys.filter(|key| allowed.binary_search(&&**key.get_ref()).is_err())
        };
        if let Some(key) = unknown().nth(UNKNOWN_KEYS_AT_MOST) {
            let more = unknown().count() - UNKNOWN_KEYS_AT_MOST;
            let message = format!("{more} more unknown keys, here and below");
            let place = self.reader.file.span(key.span());
            let help = "delete them; only the first are listed one by one";
            self.push(Diagnostic::new(Code::UnknownKey, place, message).help(help));
        }
        for key in unknown().take(UNKNOWN_KEYS_AT_MOST) {
            self.unknown_key(
                Spanned {
                    value: key.get_ref(),
                    span: self.reader.file.span(key.span()),
                },
                &allowed,
            );
        }
    }
}
