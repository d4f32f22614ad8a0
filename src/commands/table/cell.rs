//! Conversion between cells of a table and values of records. Entry points: [`CellParser::parse`], [`write`](fn@write).

mod markup;
mod text;
mod typed;
mod words;

use std::collections::HashSet;

use super::date::DateOrders;
use super::empty_cell::is_empty_marker;
use super::escape_formula::{escape_formula, unescape_formula};
use super::number::NumberMarks;
use super::vocabulary::CellVocabulary;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue};
use crate::load::ValueType;
use crate::source::Span;
use crate::text::truncate;
use text::{check, refuse_debris};
pub(in crate::commands) use typed::MAX_EXACT;

/// The separator of several values in a cell, in exported tables.
pub(in crate::commands) const LIST_SEPARATOR: char = ';';

/// Parses the cells of one column.
#[derive(Clone, Copy)]
pub(in crate::commands) struct CellParser<'a> {
    pub(in crate::commands) vocabulary: &'a CellVocabulary<'a>,
    /// The separator of several values in a cell.
    pub(in crate::commands) separator: char,
    /// Whether `03/04/2026` is the fourth of March, in a column that does not show its order.
    pub(in crate::commands) month_first: bool,
    /// The order of day and month in the column.
    pub(in crate::commands) date_orders: DateOrders,
    /// What points and commas mean in the column.
    pub(in crate::commands) marks: NumberMarks,
    /// Whether `310,000` is a whole number: in a table that is delimited by commas, they do not separate decimals.
    pub(in crate::commands) comma_is_thousands: bool,
    /// Whether the table was not exported by Vitrine: only then are cells corrected and checked.
    pub(in crate::commands) third_party: bool,
}

/// The longest text of a record that is read from a cell, in characters: several times what a spreadsheet holds.
const MAX_TEXT: usize = 100_000;
/// The longest cell with several values.
const MAX_LIST: usize = 20_000;
/// The longest cell with a single value, such as a date.
const MAX_VALUE: usize = 1_000;
/// How many characters of a cell that is too long are shown.
const MAX_SHOWN: usize = 40;

/// Separators that are tried besides the one in the mapping.
const OTHER_SEPARATORS: [char; 6] = ['/', ',', ';', '|', '&', '+'];

/// Why a cell cannot be read.
#[derive(Debug)]
pub(in crate::commands) struct CellError {
    pub(in crate::commands) code: Code,
    pub(in crate::commands) message: String,
    pub(in crate::commands) help: Option<String>,
}

impl CellError {
    pub(super) fn new(code: Code, message: impl Into<String>, help: Option<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help,
        }
    }

    /// Adds to the help that the mapping can translate the text, which saves correcting many cells.
    pub(super) fn or_use_mapping(self) -> Self {
        self.or("write its meaning under `[words]` of the mapping")
    }

    /// Adds another solution to the help.
    pub(super) fn or(self, solution: &str) -> Self {
        let help = self
            .help
            .map_or(String::new(), |help| format!("{help}; or "));
        Self {
            help: Some(format!("{help}{solution}")),
            ..self
        }
    }

    /// The diagnostic for the cell, whose message ends with its context.
    pub(in crate::commands) fn diagnostic(self, span: Span, context: &str) -> Diagnostic {
        Diagnostic::new(self.code, span, format!("{} {context}", self.message))
            .maybe_help(self.help)
    }
}

/// The value as a cell.
pub(in crate::commands) fn write(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => escape_formula(text),
        FieldValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
            escape_formula(&items.join("; "))
        }
        // A negative number is not escaped: spreadsheets read it as a number.
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Boolean(boolean) => boolean.to_string(),
        FieldValue::Date(date) => date.clone(),
    }
}

/// Escapes the separator inside a value.
fn escape(item: &str) -> String {
    let item = item.replace('\\', "\\\\").replace(LIST_SEPARATOR, "\\;");
    item.replace('\n', "\\\n")
}

impl CellParser<'_> {
    /// The value of a cell; `None` if it is empty.
    pub(in crate::commands) fn parse(
        &self,
        cell: &str,
        path: &FieldPath,
        value_type: &ValueType,
    ) -> Result<Option<FieldValue>, CellError> {
        let text = unescape_formula(cell).trim();
        if self.is_empty(cell.trim()) || text.is_empty() {
            return Ok(None);
        }
        refuse_length(text, path, value_type)?;
        let text = &*self.without_markup(text, path)?;
        if self.third_party {
            if self.is_empty(text) {
                return Ok(None);
            }
            refuse_debris(text)?;
        }
        let words = self.vocabulary.words;
        let value = match value_type {
            ValueType::Declared(kind) => {
                let text = words.in_field(path, text).unwrap_or(text);
                FieldValue::Text(self.declared(text, *kind, path)?)
            }
            ValueType::DeclaredList(kind) => {
                let ids = self
                    .split(text)
                    .iter()
                    .map(|part| self.several_declared(part, *kind, path))
                    .collect::<Result<Vec<_>, CellError>>()?;
                FieldValue::List(unique(ids.concat()))
            }
            ValueType::List if path.last() == "languages" => {
                let codes = self
                    .split(text)
                    .iter()
                    .map(|part| self.languages(part, path))
                    .collect::<Result<Vec<_>, CellError>>()?;
                FieldValue::List(unique(codes.concat()))
            }
            ValueType::List
            | ValueType::WordList(_)
            | ValueType::ListsByLanguage
            | ValueType::Numbers(_) => {
                let text = words.in_field(path, text).unwrap_or(text);
                FieldValue::List(unique(self.split(text)))
            }
            ValueType::Text | ValueType::Texts if check(path.last()).is_none() => {
                let text = words.in_field(path, text).unwrap_or(text);
                FieldValue::Text(text.to_owned())
            }
            ValueType::Date if self.refuses_consent(text, path) => return Ok(None),
            value_type => {
                match self.translated(text, path, |text| self.one(text, path, value_type)) {
                    Ok(Some(value)) => value,
                    Ok(None) => return Ok(None),
                    Err(error) => return Err(self.or_use_mapping(error, text, path, value_type)),
                }
            }
        };
        let empty = match &value {
            FieldValue::Text(text) => text.is_empty(),
            FieldValue::List(items) => items.is_empty(),
            _ => false,
        };
        Ok(Some(value).filter(|_| !empty))
    }

    /// Whether a cell has no value. A record may have such a text: exported tables have an apostrophe before it.
    pub(in crate::commands) fn is_empty(&self, text: &str) -> bool {
        text.is_empty() || is_empty_marker(text)
    }

    /// The values of a cell; a backslash escapes the separator.
    pub(in crate::commands) fn split(&self, text: &str) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let part = parts.last_mut().expect("there is always one part");
            match (letter, letters.peek()) {
                ('\\', Some(&next)) if ['\\', '\n', self.separator].contains(&next) => {
                    part.push(next);
                    letters.next();
                }
                (letter, _) if letter == self.separator || letter == '\n' => {
                    parts.push(String::new());
                }
                (letter, _) => part.push(letter),
            }
        }
        parts
            .iter()
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect()
    }

    /// The parser of a column with these cells, whose dates have one order and whose numbers the same marks.
    pub(in crate::commands) fn of_column<'c>(
        &self,
        cells: impl Iterator<Item = &'c str> + Clone,
    ) -> Self {
        Self {
            date_orders: DateOrders::of(cells.clone().filter(|cell| cell.len() <= MAX_VALUE)),
            marks: (self.marks).with_column(cells.filter(|cell| cell.len() <= MAX_VALUE)),
            ..*self
        }
    }
}

fn pieces(part: &str) -> impl Iterator<Item = &str> {
    let pieces = part.split(OTHER_SEPARATORS).map(str::trim);
    pieces.filter(|piece| !piece.is_empty())
}

fn unique(mut words: Vec<String>) -> Vec<String> {
    let mut known = HashSet::new();
    words.retain(|word| !word.is_empty() && known.insert(word.clone()));
    words
}

/// Refuses a cell that is longer than a value of its field can be.
fn refuse_length(text: &str, path: &FieldPath, value_type: &ValueType) -> Result<(), CellError> {
    let at_most = match value_type {
        ValueType::Text if path.is_each() => MAX_LIST,
        ValueType::Text | ValueType::Texts if check(path.last()).is_none() => MAX_TEXT,
        ValueType::DeclaredList(_)
        | ValueType::List
        | ValueType::WordList(_)
        | ValueType::ListsByLanguage
        | ValueType::Numbers(_) => MAX_LIST,
        _ => MAX_VALUE,
    };
    if text.len() <= at_most {
        return Ok(());
    }
    let length = text.chars().count();
    if length <= at_most {
        return Ok(());
    }
    let shown = truncate(text, MAX_SHOWN);
    let message = format!("`{shown}` has {length} characters, and at most {at_most} are read");
    let help = "shorten it".to_owned();
    Err(CellError::new(Code::InvalidValue, message, Some(help)))
}
