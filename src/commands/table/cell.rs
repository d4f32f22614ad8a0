//! Conversion between cells of a table and values of records. Entry points: [`CellParser::parse`], [`write`](fn@write).

mod text;

use super::date::{self, DateError, DateOrder, DateOrders};
use super::digits::with_ascii_digits;
use super::escape_formula::{escape_formula, unescape_formula};
use super::number::{self, NumberError, NumberMarks};
use super::vocabulary::CellVocabulary;
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue};
use crate::load::{ReferenceKind, ValueType};
use crate::source::Span;
use text::{address, boolean, check, refuse_debris};

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
    /// Whether the table was not exported by Vitrine: only then does a dash mean an empty cell.
    pub(in crate::commands) third_party: bool,
}

/// Texts that mean an empty cell, in lowercase.
const EMPTY_MARKERS: [&str; 26] = [
    "null", "(null)", "(blank)", "(empty)", "(leer)", "(vide)", "n/c", "n/d", "s/o", "k/a", "n.a",
    "n/a.", "-", "--", "–", "—", "n/a", "#n/a", "#nv", "n.a.", "n. a.", "n.c.", "n.d.", "k.a.",
    "k. a.", "?",
];

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
        let help = self.help.unwrap_or_default();
        let help = format!("{help}; or write its meaning under `[words]` of the mapping");
        Self {
            help: Some(help),
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
        if self.is_empty(text) {
            return Ok(None);
        }
        if self.third_party {
            refuse_debris(text)?;
        }
        let programme = path.programme();
        let is_translatable = match value_type {
            ValueType::Number | ValueType::Integer(..) | ValueType::Boolean | ValueType::Date => {
                true
            }
            ValueType::Text | ValueType::Texts => check(path.last()).is_some(),
            _ => false,
        };
        let translation = self
            .vocabulary
            .translation(text)
            .filter(|_| is_translatable);
        let text = match translation {
            Some("") => return Ok(None),
            Some(other) => other,
            None => text,
        };
        let value = match value_type {
            ValueType::Declared(words) => {
                FieldValue::Text(self.vocabulary.word(text, *words, programme)?)
            }
            ValueType::DeclaredList(words) => {
                let words = self
                    .split(text)
                    .iter()
                    .map(|part| self.words(part, *words, programme))
                    .collect::<Result<Vec<_>, CellError>>()?;
                FieldValue::List(unique(words.concat()))
            }
            ValueType::Word(words) => FieldValue::Text(self.vocabulary.one_of(text, words)?),
            ValueType::List if path.last() == "languages" => {
                let codes = self
                    .split(text)
                    .iter()
                    .map(|part| self.languages(part))
                    .collect::<Result<Vec<_>, CellError>>()?;
                FieldValue::List(unique(codes.concat()))
            }
            ValueType::List
            | ValueType::WordList(_)
            | ValueType::ListsByLanguage
            | ValueType::Numbers(_) => FieldValue::List(unique(self.split(text))),
            ValueType::Number | ValueType::Integer(..) => match self.number(text, path) {
                Ok(number) => FieldValue::Number(number),
                Err(error) => {
                    self.vocabulary.note_unknown(text, "number");
                    return Err(error.or_use_mapping());
                }
            },
            ValueType::Boolean => FieldValue::Boolean(boolean(text)?),
            ValueType::Date => match self.date(text, path) {
                Ok(date) => FieldValue::Date(date),
                Err(error) => {
                    self.vocabulary.note_unknown(text, "date");
                    return Err(error.or_use_mapping());
                }
            },
            ValueType::Text | ValueType::Texts => FieldValue::Text(self.text(text, path.last())?),
        };
        let empty = match &value {
            FieldValue::Text(text) => text.is_empty(),
            FieldValue::List(items) => items.is_empty(),
            _ => false,
        };
        Ok(Some(value).filter(|_| !empty))
    }

    /// Whether a cell has no value.
    pub(in crate::commands) fn is_empty(&self, text: &str) -> bool {
        text.is_empty() || self.third_party && EMPTY_MARKERS.contains(&&*text.to_lowercase())
    }

    /// A text; checked if the field is an e-mail address, a telephone number or a web address.
    fn text(&self, text: &str, key: &str) -> Result<String, CellError> {
        let text = address(text, key);
        let Some(check) = check(key).filter(|_| self.third_party) else {
            return Ok(text);
        };
        (check.run)(&text).map_err(|(message, help)| {
            self.vocabulary.note_unknown(&text, check.kind);
            CellError::new(check.code, message, Some(help)).or_use_mapping()
        })?;
        Ok(text)
    }

    /// A word; or several, if another separator splits the text into known words.
    fn words(
        &self,
        part: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Result<Vec<String>, CellError> {
        let known = |text: &str| self.vocabulary.find(text, words, programme);
        if known(part).is_none()
            && let Some(several) = pieces(part).map(known).collect::<Option<Vec<String>>>()
        {
            return Ok(several);
        }
        Ok(vec![self.vocabulary.word(part, words, programme)?])
    }

    fn languages(&self, part: &str) -> Result<Vec<String>, CellError> {
        let several: Result<Vec<String>, CellError> = pieces(part)
            .map(|piece| self.vocabulary.language(piece))
            .collect();
        match (self.vocabulary.language(part), several) {
            (Err(_), Ok(several)) => Ok(several),
            (one, _) => Ok(vec![one?]),
        }
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
            date_orders: DateOrders::of(cells.clone()),
            marks: self.marks.with_column(cells),
            ..*self
        }
    }

    fn number(&self, text: &str, path: &FieldPath) -> Result<f64, CellError> {
        let key = path.last();
        let error = |message: String, help: String| {
            Err(CellError::new(Code::WrongType, message, Some(help)))
        };
        let text = &*with_ascii_digits(text);
        // As exported tables have it.
        if !self.third_party
            && self.comma_is_thousands
            && let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite())
        {
            return Ok(number);
        }
        if ["latitude", "longitude"].contains(&key) {
            let degrees = number::parse_degrees(text, key == "latitude");
            return degrees.map_or_else(
                || {
                    let help = "write decimal degrees, such as `47.21` or `-1.55`";
                    error(format!("`{text}` is not a {key}"), help.to_owned())
                },
                Ok,
            );
        }
        let mut number = number::parse(text, self.marks);
        if let Err(NumberError::Ambiguous(whole, _)) = number
            && self.comma_is_thousands
            && text.contains(',')
            && self.marks.allow_comma_groups()
        {
            self.vocabulary.add_note(format!(
                "`{text}` in the column of `{key}` is read as {whole}, as commas delimit the cells of the table; \
                 `decimal = \",\"` in the mapping changes it"
            ));
            number = Ok(whole);
        }
        match number {
            Ok(number) => {
                if let Some(currency) = number::currency(text) {
                    self.vocabulary
                        .check_currency(text, number, &currency, path)?;
                }
                if text.contains('%') {
                    let note = format!("`{text}` in the column of `{key}` is read as {number}");
                    self.vocabulary.add_note(note);
                }
                Ok(number)
            }
            Err(NumberError::Invalid) => {
                let help = "write digits, such as `310000` or `8.7`";
                error(format!("`{text}` is not a number"), help.to_owned())
            }
            Err(NumberError::Ambiguous(whole, decimals)) => error(
                if self.marks.contradict() {
                    format!(
                        "`{text}` can be {whole} or {decimals}: other numbers have both `.` and `,` as decimal mark,"
                    )
                } else {
                    format!("`{text}` can be {whole} or {decimals}")
                },
                format!(
                    "write `{whole}` or `{decimals}`; or write the decimal mark of the table in the mapping: \
                     `decimal = \",\"` or `decimal = \".\"`"
                ),
            ),
        }
    }

    fn date(&self, text: &str, path: &FieldPath) -> Result<String, CellError> {
        let text = &*with_ascii_digits(text);
        let order = self.date_orders.order(text);
        match date::parse(text, order, self.month_first) {
            Ok(read) => {
                if !read.has_day {
                    let note = format!("`{text}` in `{path}` is read as {}", read.date);
                    self.vocabulary.add_note(note);
                } else if self.third_party
                    && order == DateOrder::Unknown
                    && date::depends_on_order(text)
                {
                    let first = if self.month_first { "month" } else { "day" };
                    self.vocabulary.add_note(format!(
                        "dates in `{path}` are read with the {first} first: `{text}` is {}; `dates` in the mapping \
                         changes it",
                        read.date
                    ));
                }
                Ok(read.date.to_string())
            }
            Err(DateError::Invalid) => Err(CellError::new(
                Code::InvalidValue,
                format!("`{text}` is not a date"),
                Some("write year, month and day, such as `2026-09-14`".to_owned()),
            )),
            Err(DateError::Ambiguous(one, other)) => Err(CellError::new(
                Code::InvalidValue,
                format!(
                    "`{text}` can be {one} or {other}: the column has dates with the day first and with the month first"
                ),
                Some(format!("write `{one}` or `{other}`")),
            )),
        }
    }
}

fn pieces(part: &str) -> impl Iterator<Item = &str> {
    let pieces = part.split(OTHER_SEPARATORS).map(str::trim);
    pieces.filter(|piece| !piece.is_empty())
}

fn unique(words: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        if !unique.contains(&word) {
            unique.push(word);
        }
    }
    unique
}
