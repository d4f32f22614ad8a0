//! A file as a tree of TOML values with their positions, for `explain` and `audit`. Entry point: [`raw_file`].

use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

use super::front_matter;
use crate::source::{FileId, Sources, Span};

/// A value as it is written.
#[derive(Debug, Clone)]
pub struct RawValue {
    /// The position of its key, or of the value if it has no key.
    pub key_span: Span,
    /// The position of the value.
    pub span: Span,
    /// What it is.
    pub value: RawContent,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum RawContent {
    /// A text.
    Text(String),
    /// A number, a date, `true` or `false`, as written.
    Plain(String),
    /// A list.
    List(Vec<RawValue>),
    /// A table, in the order it is written.
    Table(Vec<(String, RawValue)>),
}

/// The key under which the text below the front matter of a Markdown file is found.
pub const BODY: &str = "body";

/// The file as a table. A Markdown file is its front matter and, as [`BODY`], its text. What cannot be parsed is left out.
pub fn raw_file(sources: &Sources, file: FileId) -> RawValue {
    let source = sources.get(file);
    if !source.path.ends_with(".md") {
        return table(&source.text, file, 0);
    }
    let Some((front, front_at, body_at)) = front_matter::split(&source.text) else {
        return table("", file, 0);
    };
    let mut table = table(front, file, front_at);
    let body = &source.text[body_at..];
    if let (RawContent::Table(entries), false) = (&mut table.value, body.trim().is_empty()) {
        let blank = body.len() - body.trim_start().len();
        let span = file.span(body_at + blank..body_at + body.trim_end().len());
        let value = RawContent::Text(body.trim().to_owned());
        entries.push((
            BODY.to_owned(),
            RawValue {
                key_span: span,
                span,
                value,
            },
        ));
    }
    table
}

fn table(text: &str, file: FileId, offset: usize) -> RawValue {
    // The spans of the parser count from the beginning of its text: spaces before it give the offset in the file.
    let padded = " ".repeat(offset) + text;
    let (table, _) = DeTable::parse_recoverable(&padded);
    RawValue {
        key_span: file.start(),
        span: file.start(),
        value: entries(table.get_ref(), file, &padded),
    }
}

fn entries(table: &DeTable<'_>, file: FileId, text: &str) -> RawContent {
    let mut entries: Vec<(String, RawValue)> = table
        .iter()
        .map(|(key, value)| {
            let mut written = value_of(value, file, text);
            written.key_span = file.span(key.span());
            (key.get_ref().to_string(), written)
        })
        .collect();
    entries.sort_by_key(|(_, written)| written.key_span.start);
    RawContent::Table(entries)
}

fn value_of(value: &TomlSpanned<DeValue<'_>>, file: FileId, source: &str) -> RawValue {
    let span = file.span(value.span());
    let value = match value.get_ref() {
        DeValue::String(text) => RawContent::Text(text.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            RawContent::Plain(source.get(value.span()).unwrap_or_default().to_owned())
        }
        DeValue::Array(items) => RawContent::List(
            items
                .iter()
                .map(|item| value_of(item, file, source))
                .collect(),
        ),
        DeValue::Table(table) => entries(table, file, source),
    };
    RawValue {
        key_span: span,
        span,
        value,
    }
}

impl RawValue {
    /// The position of the whole value, from its key to the end of its last part.
    pub fn extent(&self) -> Span {
        let inner = self
            .items()
            .iter()
            .chain(self.entries().iter().map(|(_, value)| value));
        let end = inner.map(|value| value.extent().end).max().unwrap_or(0);
        Span {
            end: end.max(self.span.end),
            ..self.key_span
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            RawContent::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a list.
    pub fn items(&self) -> &[RawValue] {
        match &self.value {
            RawContent::List(items) => items,
            _ => &[],
        }
    }

    /// The keys and values of a table.
    pub fn entries(&self) -> &[(String, RawValue)] {
        match &self.value {
            RawContent::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The value at a path of keys such as `internal.budget`.
    pub fn get(&self, path: &str) -> Option<&RawValue> {
        path.split('.').try_fold(self, |table, key| {
            let (_, value) = table.entries().iter().find(|(known, _)| known == key)?;
            Some(value)
        })
    }

    /// The entry of a list with this name: the first whose id or another text equals it, otherwise the one at this
    /// position, counted from 1. In a table, the value under this key.
    pub fn entry(&self, name: &str) -> Option<&RawValue> {
        if let RawContent::Table(_) = self.value {
            return self
                .entries()
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value);
        }
        let has = |item: &RawValue, name: &str| {
            let mut words = item
                .entries()
                .iter()
                .filter_map(|(_, value)| value.as_text());
            item.as_text() == Some(name) || words.any(|word| word.eq_ignore_ascii_case(name))
        };
        let items = self.items();
        let by_id = items
            .iter()
            .find(|item| item.get("id").and_then(RawValue::as_text) == Some(name));
        let by_word = || items.iter().find(|item| has(item, name));
        let by_place = || items.get(name.parse::<usize>().ok()?.checked_sub(1)?);
        by_id.or_else(by_word).or_else(by_place)
    }
}
