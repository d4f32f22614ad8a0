//! Value of a TOML file, read as the type that it should have.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use toml::de::DeValue;

use super::entries::LIST_AT_MOST;
use super::shape::{NodeId, ReferenceKind, ValueType};
use super::{FileReader, Source, Table};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};

/// A value of the file.
#[derive(Clone, Copy)]
pub(in crate::load) struct Value<'a> {
    pub(super) reader: &'a FileReader<'a>,
    pub(super) source: ValueSource<'a>,
    /// Its position.
    pub(in crate::load) span: Span,
}

/// Where a value comes from: a file, or nowhere while the schema is recorded.
#[derive(Clone, Copy)]
pub(super) enum ValueSource<'a> {
    Toml(&'a DeValue<'a>),
    Schema(NodeId),
}

impl<'a> Value<'a> {
    /// The value as written. While the schema is recorded, records this type instead.
    pub(super) fn accept(self, value_type: ValueType) -> Option<&'a DeValue<'a>> {
        match self.source {
            ValueSource::Toml(value) => Some(value),
            ValueSource::Schema(node) => {
                self.reader.recorder.add_type(node, value_type);
                None
            }
        }
    }

    pub(super) fn kind(self) -> &'static str {
        let ValueSource::Toml(value) = self.source else {
            return "a value";
        };
        match value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// Reports that something else was expected.
    pub(in crate::load) fn wrong_type<T>(self, key: &str, expected: &str) -> Option<T> {
        let message = format!("`{key}` must be {expected}, not {}", self.kind());
        let help = match self.source {
            ValueSource::Toml(DeValue::Array(_)) if expected == "a table" => {
                Some(format!("write `[{key}]`, with single brackets"))
            }
            _ if expected.starts_with("a text") => self
                .plain()
                .map(|value| format!("write `{key} = \"{value}\"`")),
            _ => None,
        };
        let problem = Diagnostic::new(Code::WrongType, self.span, message);
        self.reader.push(problem.maybe_help(help));
        None
    }

    /// A number, a date, `true` or `false`, as written.
    fn plain(self) -> Option<String> {
        match self.source {
            ValueSource::Toml(DeValue::Integer(number)) => Some(number.as_str().to_owned()),
            ValueSource::Toml(DeValue::Float(number)) => Some(number.as_str().to_owned()),
            ValueSource::Toml(DeValue::Boolean(truth)) => Some(truth.to_string()),
            ValueSource::Toml(DeValue::Datetime(date)) => Some(date.to_string()),
            _ => None,
        }
    }

    /// The text as it is written, if it is one.
    pub(in crate::load) fn as_str(self) -> Option<&'a str> {
        match self.source {
            ValueSource::Toml(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it is exactly this word.
    pub(in crate::load) fn is_word(self, word: &'static str) -> bool {
        self.accept(ValueType::Word(vec![word])).is_some() && self.as_str() == Some(word)
    }

    /// Whether it is written, and is not a number.
    pub(in crate::load) fn is_no_number(self) -> bool {
        match self.source {
            ValueSource::Toml(value) => !matches!(value, DeValue::Integer(_) | DeValue::Float(_)),
            ValueSource::Schema(_) => false,
        }
    }

    /// Whether it is a number.
    pub(in crate::load) fn is_number(self) -> bool {
        matches!(
            self.source,
            ValueSource::Toml(DeValue::Integer(_) | DeValue::Float(_))
        )
    }

    /// Whether it is `true` or `false`.
    pub(in crate::load) fn is_boolean(self) -> bool {
        matches!(self.source, ValueSource::Toml(DeValue::Boolean(_)))
    }

    /// Whether it is a date.
    pub(in crate::load) fn is_date(self) -> bool {
        matches!(self.source, ValueSource::Toml(DeValue::Datetime(_)))
    }

    /// Whether it is a table.
    pub(in crate::load) fn is_table(self) -> bool {
        match self.source {
            ValueSource::Toml(value) => matches!(value, DeValue::Table(_)),
            ValueSource::Schema(_) => true,
        }
    }

    /// Whether it is an amount of money.
    pub(in crate::load) fn is_money(self) -> bool {
        match self.source {
            ValueSource::Toml(DeValue::Table(table)) => {
                table.contains_key("amount") || table.contains_key("currency")
            }
            _ => false,
        }
    }

    /// Reads a value of one of two types: the first if `looks` is true, otherwise the second.
    pub(in crate::load) fn either<T>(
        self,
        looks: impl FnOnce(Self) -> bool,
        first: impl FnOnce(Self) -> Option<T>,
        second: impl FnOnce(Self) -> Option<T>,
    ) -> Option<T> {
        match self.source {
            ValueSource::Toml(_) if looks(self) => first(self),
            ValueSource::Toml(_) => second(self),
            ValueSource::Schema(_) => {
                first(self);
                second(self)
            }
        }
    }

    /// A list of references.
    pub(in crate::load) fn list_of(self, key: &str, kind: ReferenceKind) -> Vec<Spanned<String>> {
        match self.accept(ValueType::DeclaredList(kind)) {
            Some(_) => self.list(key),
            None => Vec::new(),
        }
    }

    /// A list of references, also those that occur several times.
    pub(in crate::load) fn repeatable_list_of(
        self,
        key: &str,
        kind: ReferenceKind,
    ) -> Vec<Spanned<String>> {
        match self.accept(ValueType::DeclaredList(kind)) {
            Some(_) => self.items(key),
            None => Vec::new(),
        }
    }

    /// Lists of words by language.
    pub(in crate::load) fn lists_by_language(
        self,
        key: &str,
    ) -> Option<Vec<Option<Vec<Arc<str>>>>> {
        self.accept(ValueType::ListsByLanguage)?;
        let mut lists: Vec<Option<Vec<Arc<str>>>> = vec![None; self.reader.languages.len()];
        for (language, value) in self.table(key)?.entries() {
            if let Some(at) = self.reader.language(language) {
                let words = value.list(key).into_iter();
                lists[at] = Some(words.map(|word| Arc::from(word.value)).collect());
            }
        }
        Some(lists)
    }

    pub(in crate::load) fn list(self, key: &str) -> Vec<Spanned<String>> {
        let mut list: Vec<Spanned<String>> = Vec::new();
        let mut first: HashMap<String, Span> = HashMap::new();
        for text in self.items(key) {
            if let Some(&first) = first.get(&text.value) {
                let message = format!("duplicate `{}` in `{key}`", text.value);
                let diagnostic = Diagnostic::new(Code::DuplicateValue, text.span, message);
                self.reader.push(
                    diagnostic
                        .related(first, "first here")
                        .help("delete one of them"),
                );
                continue;
            }
            first.insert(text.value.clone(), text.span);
            list.push(text);
        }
        list
    }

    /// The texts of a list, also those that occur several times.
    pub(super) fn items(self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.accept(ValueType::List) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value else {
            let message = format!("`{key}` must be a list, not {}", self.kind());
            let mut diagnostic = Diagnostic::new(Code::WrongType, self.span, message);
            if let Some(text) = self.as_str() {
                let items: Vec<String> = text
                    .split([',', ';'])
                    .map(|item| format!("\"{}\"", item.trim()))
                    .filter(|item| item.len() > 2)
                    .collect();
                diagnostic = diagnostic.help(format!("write `{key} = [{}]`", items.join(", ")));
            }
            self.reader.push(diagnostic);
            return Vec::new();
        };
        if !self
            .reader
            .has_room(key, self.span, array.len(), LIST_AT_MOST)
        {
            return Vec::new();
        }
        let items = array.iter();
        items
            .filter_map(|item| self.reader.value(item).text(key))
            .collect()
    }

    pub(in crate::load) fn one_of<T: Copy>(
        self,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        self.accept(ValueType::Word(names(words)))?;
        let text = self.text(key)?;
        let found = find(words, &text.value);
        if found.is_none() {
            let message = format!("`{key}` cannot be `{}`", text.value);
            let help = did_you_mean(&text.value, names(words));
            self.reader
                .push(Diagnostic::new(Code::UnknownWord, text.span, message).maybe_help(help));
        }
        found
    }

    pub(in crate::load) fn table(self, key: &str) -> Option<Table<'a>> {
        let source = match self.source {
            ValueSource::Toml(DeValue::Table(table)) => Source::Toml(table),
            ValueSource::Toml(_) => return self.wrong_type(key, "a table"),
            ValueSource::Schema(node) => {
                self.reader.recorder.table(node);
                Source::Schema(node)
            }
        };
        Some(Table {
            reader: self.reader,
            source,
            span: self.span,
            known: RefCell::default(),
        })
    }

    /// The tables of a list, of which there are at most `at_most`.
    pub(in crate::load) fn tables(self, key: &str, at_most: usize) -> Vec<Table<'a>> {
        let value = match self.source {
            ValueSource::Toml(value) => value,
            ValueSource::Schema(node) => {
                let item = self.reader.schema_value(self.reader.recorder.item(node));
                return item.table(key).into_iter().collect();
            }
        };
        let DeValue::Array(array) = value else {
            let message = format!("`{key}` must be a list of tables, not {}", self.kind());
            let help = format!("begin each entry with a line `[[{key}]]`");
            self.reader
                .push(Diagnostic::new(Code::WrongType, self.span, message).help(help));
            return Vec::new();
        };
        if !self.reader.has_room(key, self.span, array.len(), at_most) {
            return Vec::new();
        }
        array
            .iter()
            .filter_map(|item| self.reader.value(item).table(key))
            .collect()
    }
}

pub(super) fn names<T>(words: &[(&'static str, T)]) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

pub(super) fn find<T: Copy>(words: &[(&'static str, T)], text: &str) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value)
}
