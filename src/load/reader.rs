//! A typed reader over spanned TOML: every value asked for by key, every problem reported with its place, and the keys
//! that nobody asked for reported at the end.
//!
//! serde stops at the first error and loses places; this reader does neither, and one line reads one field.

mod gaps;
mod syntax;
mod value;

use std::cell::RefCell;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Span, Spanned};

pub use gaps::TextGap;
pub(super) use value::Value;

/// What the reading of one file needs and gathers.
pub(super) struct FileReader<'a> {
    file: FileId,
    languages: &'a [String],
    problems: RefCell<Diagnostics>,
    gaps: RefCell<Vec<TextGap>>,
}

/// Text in several languages as written, with places; by position of the language.
#[derive(Debug, Clone)]
pub struct Texts {
    /// The key, unless it is the text of a file.
    pub key: Option<Box<str>>,
    /// Where the field stands.
    pub span: Span,
    /// The versions.
    pub versions: Vec<Option<Spanned<Arc<str>>>>,
}

/// A table of the file; keys that were not asked for are reported when it is dropped.
pub(super) struct Table<'a> {
    reader: &'a FileReader<'a>,
    table: &'a DeTable<'a>,
    span: Span,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> FileReader<'a> {
    pub(super) fn new(file: FileId, languages: &'a [String]) -> Self {
        Self {
            file,
            languages,
            problems: RefCell::default(),
            gaps: RefCell::default(),
        }
    }

    /// Reads a TOML text that begins at byte `offset` of the file; what could not be parsed is reported and skipped.
    pub(super) fn read<T>(
        &self,
        text: &str,
        offset: usize,
        read: impl FnOnce(&Table<'_>) -> T,
    ) -> T {
        // The spans of the parser count from the beginning of its text: blanks before it give the file's own.
        let padded = " ".repeat(offset) + text;
        let text = if offset == 0 { text } else { &padded };
        let (table, errors) = DeTable::parse_recoverable(text);
        let broken = syntax::report(text, self.file, &errors, |problem| self.push(problem));
        let table = Table {
            reader: self,
            table: table.get_ref(),
            span: self.file.start(),
            known: RefCell::default(),
        };
        let result = read(&table);
        drop(table);
        if !errors.is_empty() {
            // What only follows from a line that could not be parsed is no problem of its own: a key may be missing
            // because its line could not be read.
            self.problems.borrow_mut().retain(|problem| {
                let at = problem.place.map_or(0, |place| place.start as usize);
                problem.code == Code::TomlSyntax
                    || problem.code != Code::MissingKey && !broken.contains(at)
            });
        }
        result
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.problems.borrow_mut().push(diagnostic);
    }

    fn problem(&self, code: Code, span: Span, message: impl Into<String>) {
        self.push(Diagnostic::new(code, span, message));
    }

    pub(super) fn into_problems(self) -> Diagnostics {
        self.problems.into_inner()
    }
}

impl<'a> Table<'a> {
    /// Where the table stands.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Adds a problem.
    pub(super) fn push(&self, diagnostic: Diagnostic) {
        self.reader.push(diagnostic);
    }

    /// The value of a key, if it is written.
    pub(super) fn value(&self, key: &'static str) -> Option<Value<'a>> {
        self.known.borrow_mut().push(key);
        self.table.get(key).map(|value| self.reader.value(value))
    }

    /// Whether a key is written.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.value(key).is_some()
    }

    /// All keys and values in the order they are written; none of them is unknown.
    pub(super) fn entries(&self) -> Vec<(Spanned<&'a str>, Value<'a>)> {
        let mut entries: Vec<_> = self
            .table
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
        self.known.borrow_mut().push(ANY);
        entries
    }

    /// Reports that a key is missing, with an example of its value.
    pub(super) fn missing(&self, key: &'static str, example: &str) {
        let message = format!("`{key}` is missing");
        // Below a line in brackets the key would belong to that table.
        let place = match self.span == self.reader.file.start() {
            true => " at the top",
            false => "",
        };
        let help = format!("add a line `{key} = {example}`{place}");
        self.push(Diagnostic::new(Code::MissingKey, self.span, message).help(help));
    }

    /// A required text; if it is missing that is reported, and the empty text stands for it.
    pub(super) fn required(&self, key: &'static str) -> Spanned<String> {
        if !self.has(key) {
            self.missing(key, "\"…\"");
        }
        self.text(key).unwrap_or(Spanned {
            value: String::new(),
            span: self.span,
        })
    }

    /// A text that is not blank, without blanks at its ends.
    pub(super) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        self.value(key)?.text(key)
    }

    /// A required text in several languages.
    pub(super) fn required_texts(&self, key: &'static str) -> Texts {
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
    pub(super) fn texts(&self, key: &'static str) -> Option<Texts> {
        self.value(key)?.texts(key)
    }

    /// Lists of words by language.
    pub(super) fn lists_by_language(
        &self,
        key: &'static str,
    ) -> Option<Vec<Option<Vec<Arc<str>>>>> {
        let table = self.value(key)?.table(key)?;
        let mut lists: Vec<Option<Vec<Arc<str>>>> = vec![None; self.reader.languages.len()];
        for (language, value) in table.entries() {
            if let Some(at) = self.reader.language(language) {
                lists[at] = Some(
                    value
                        .list(key)
                        .into_iter()
                        .map(|word| Arc::from(word.value))
                        .collect(),
                );
            }
        }
        Some(lists)
    }

    /// A required list of texts.
    pub(super) fn required_list(&self, key: &'static str) -> Vec<Spanned<String>> {
        if !self.has(key) {
            self.missing(key, "[\"…\"]");
        }
        self.list(key)
    }

    /// A list of texts; empty if the key is not written.
    pub(super) fn list(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.value(key)
            .map_or_else(Vec::new, |value| value.list(key))
    }

    /// A number, whole or not.
    pub(super) fn number(&self, key: &'static str) -> Option<Spanned<f64>> {
        self.value(key)?.number(key)
    }

    /// A whole number from `least` to `most`.
    pub(super) fn integer(&self, key: &'static str, least: i64, most: i64) -> Option<Spanned<i64>> {
        let number = self.number(key)?;
        if number.value.fract() != 0.0 || number.value < least as f64 || number.value > most as f64
        {
            let message = format!("`{key}` must be a whole number from {least} to {most}");
            self.reader
                .problem(Code::InvalidValue, number.span, message);
            return None;
        }
        Some(number.map(|number| number as i64))
    }

    /// True or false.
    pub(super) fn boolean(&self, key: &'static str) -> Option<Spanned<bool>> {
        let value = self.value(key)?;
        match value.value {
            DeValue::Boolean(boolean) => Some(Spanned {
                value: *boolean,
                span: value.span,
            }),
            _ => {
                let message = format!("`{key}` must be `true` or `false`, not {}", value.kind());
                let meant = value.as_str().and_then(value::truth_in);
                let help = meant.map(|truth| format!("write `{key} = {truth}`, without quotes"));
                self.push(Diagnostic::new(Code::WrongType, value.span, message).maybe_help(help));
                None
            }
        }
    }

    /// A date without time.
    pub(super) fn date(&self, key: &'static str) -> Option<Spanned<Date>> {
        let value = self.value(key)?;
        let help = "write a date without quotes, such as `2026-09-14`";
        let DeValue::Datetime(datetime) = value.value else {
            let quoted = value
                .as_str()
                .and_then(|text| text.trim().parse::<Date>().ok());
            let help = quoted.map_or(help.to_owned(), |date| {
                format!("write it without quotes: `{key} = {date}`")
            });
            let message = format!("`{key}` must be a date, not {}", value.kind());
            self.push(Diagnostic::new(Code::WrongType, value.span, message).help(help));
            return None;
        };
        let (Some(date), None) = (datetime.date, datetime.time) else {
            let message = format!("`{key}` must be a date without a time");
            self.push(Diagnostic::new(Code::WrongType, value.span, message).help(help));
            return None;
        };
        // The parser has checked that there is such a day.
        let date = Date::new(date.year as i16, date.month as i8, date.day as i8).ok()?;
        Some(Spanned {
            value: date,
            span: value.span,
        })
    }

    /// One of a closed set of words.
    pub(super) fn one_of<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        self.value(key)?.one_of(key, words)
    }

    /// One of a closed set of words that must be written.
    pub(super) fn required_one_of<T: Copy>(
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

    /// Whether it is an amount of money; nothing in it is reported.
    pub(super) fn is_money(&self) -> bool {
        self.known.borrow_mut().push(ANY);
        self.table.contains_key("amount") || self.table.contains_key("currency")
    }

    /// A table.
    pub(super) fn table(&self, key: &'static str) -> Option<Table<'a>> {
        self.value(key)?.table(key)
    }

    /// An array of tables.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Table<'a>> {
        self.value(key)
            .map_or_else(Vec::new, |value| value.tables(key))
    }
}

/// Stands among the known keys of a table where every key is one.
const ANY: &str = "*";

impl Drop for Table<'_> {
    fn drop(&mut self) {
        let known = self.known.borrow();
        if known.contains(&ANY) {
            return;
        }
        for key in self
            .table
            .keys()
            .filter(|key| !known.contains(&&**key.get_ref()))
        {
            let word: &str = key.get_ref();
            let span = self.reader.file.span(key.span());
            let mut allowed = known.clone();
            allowed.sort_unstable();
            allowed.dedup();
            let help = did_you_mean(word, allowed).unwrap_or_else(|| {
                "delete it, or move it below the `[…]` that it belongs to".to_owned()
            });
            self.reader.push(
                Diagnostic::new(Code::UnknownKey, span, format!("unknown key `{word}`")).help(help),
            );
        }
    }
}

impl<'a> FileReader<'a> {
    fn value(&'a self, value: &'a TomlSpanned<DeValue<'a>>) -> Value<'a> {
        Value {
            reader: self,
            value: value.get_ref(),
            span: self.file.span(value.span()),
        }
    }

    /// The position of a language; reports one that the catalogue does not have.
    fn language(&self, key: Spanned<&str>) -> Option<usize> {
        let at = self
            .languages
            .iter()
            .position(|language| language == key.value);
        if at.is_none() {
            let message = format!("the catalogue has no language `{}`", key.value);
            let known = self.languages.iter().map(String::as_str);
            let help = did_you_mean(key.value, known)
                .map(|help| format!("{help} (declared in `content/catalogue.toml`)"));
            self.push(Diagnostic::new(Code::UnknownLanguage, key.span, message).maybe_help(help));
        }
        at
    }
}
