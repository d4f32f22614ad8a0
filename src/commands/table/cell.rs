//! Conversion between cells of a table and values of records. Entry points: [`CellParser::parse`], [`write`](fn@write).

use jiff::civil::Date;

use super::escape_formula::{escape_formula, unescape_formula};
use super::vocabulary::{CellVocabulary, fold};
use crate::diagnostic::{Code, Diagnostic};
use crate::edit::{FieldPath, FieldValue};
use crate::load::{ReferenceKind, ValueType};
use crate::source::Span;
use crate::validate::{check_email, check_phone, check_url};

/// The separator of several values in a cell, in exported tables.
pub(in crate::commands) const LIST_SEPARATOR: char = ';';

/// Parses the cells of one table.
pub(in crate::commands) struct CellParser<'a> {
    pub(in crate::commands) vocabulary: &'a CellVocabulary<'a>,
    /// The separator of several values in a cell.
    pub(in crate::commands) separator: char,
    /// Whether `03/04/2026` is the fourth of March.
    pub(in crate::commands) month_first: bool,
    /// Whether `310,000` is a whole number: in a table that is delimited by commas, they do not separate decimals.
    pub(in crate::commands) comma_is_thousands: bool,
    /// Whether the table was not exported by Vitrine: only then does a dash mean an empty cell.
    pub(in crate::commands) third_party: bool,
}

/// Texts that mean an empty cell, in lowercase.
const EMPTY_MARKERS: [&str; 14] = [
    "-", "--", "–", "—", "n/a", "#n/a", "#nv", "n.a.", "n. a.", "n.c.", "n.d.", "k.a.", "k. a.",
    "?",
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
        if text.is_empty() || self.third_party && EMPTY_MARKERS.contains(&&*text.to_lowercase()) {
            return Ok(None);
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
            ValueType::Number | ValueType::Integer(..) => {
                let degrees = ["latitude", "longitude"].contains(&path.last());
                FieldValue::Number(self.number(text, degrees)?)
            }
            ValueType::Boolean => FieldValue::Boolean(boolean(text)?),
            ValueType::Date => match self.date(text) {
                Ok(date) => FieldValue::Date(date.to_string()),
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

    fn number(&self, text: &str, degrees: bool) -> Result<f64, CellError> {
        let bare: String = text
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
            .collect();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let last_mark = bare.rfind(['.', ',']);
        let marks = bare.matches(['.', ',']).count();
        let decimals = last_mark.map_or(0, |position| bare.len() - position - 1);
        let is_comma = last_mark.is_some_and(|position| bare[position..].starts_with(','));
        // One mark before three digits is ambiguous; several equal marks separate thousands.
        let one_kind = bare.contains(',') != bare.contains('.');
        let ambiguous = marks == 1 && decimals == 3 && !degrees;
        let thousands = marks > 1 && one_kind || ambiguous && is_comma == self.comma_is_thousands;
        let normalized: String = match (last_mark, thousands) {
            (Some(position), false) => {
                let before: String = bare[..position].replace([',', '.'], "");
                format!("{before}.{}", &bare[position + 1..])
            }
            _ => bare.replace([',', '.'], ""),
        };
        // A unit of up to three letters is allowed, such as `EUR`.
        match normalized.parse::<f64>() {
            Ok(number) if letters <= 3 && number.is_finite() => Ok(number),
            _ => Err(CellError::new(
                Code::WrongType,
                format!("`{text}` is not a number"),
                Some("write digits, such as `310000` or `8.7`".to_owned()),
            )),
        }
    }

    fn date(&self, text: &str) -> Result<Date, CellError> {
        let error = || {
            let help = "write year, month and day, such as `2026-09-14`";
            CellError::new(
                Code::InvalidValue,
                format!("`{text}` is not a date"),
                Some(help.to_owned()),
            )
        };
        // A spreadsheet may append a time.
        let day = text.split(['T', ' ']).next().unwrap_or(text);
        if let Ok(date) = day.parse::<Date>() {
            return Ok(date);
        }
        // A date without its cell format is a number of days since 1899-12-30.
        if let Ok(days) = day.parse::<i64>() {
            let begin = Date::constant(1899, 12, 30);
            let date = begin.checked_add(jiff::Span::new().days(days));
            return date.ok().filter(|_| days > 20_000).ok_or_else(error);
        }
        let numbers: Vec<i16> = day
            .split(['.', '/', '-'])
            .filter_map(|part| part.parse().ok())
            .collect();
        let &[first, second, third] = &numbers[..] else {
            return Err(error());
        };
        if first > 31 {
            return Date::new(first, second as i8, third as i8).map_err(|_| error());
        }
        let year = if third < 100 { 2000 + third } else { third };
        let month_first = self.month_first && second <= 31 && first <= 12 || second > 12;
        let (day, month) = if month_first {
            (second, first)
        } else {
            (first, second)
        };
        let part = |number: i16| i8::try_from(number).ok();
        let date = part(month)
            .zip(part(day))
            .and_then(|(month, day)| Date::new(year, month, day).ok());
        date.ok_or_else(error)
    }
}

fn pieces(part: &str) -> impl Iterator<Item = &str> {
    let pieces = part.split(OTHER_SEPARATORS).map(str::trim);
    pieces.filter(|piece| !piece.is_empty())
}

/// The check of a text field.
struct Check {
    code: Code,
    kind: &'static str,
    /// Returns the problem and its solution.
    run: fn(&str) -> Result<(), (String, String)>,
}

/// The check for a key; `None` for any text.
fn check(key: &str) -> Option<Check> {
    let (code, kind, run): (_, _, fn(&str) -> _) = match key {
        "email" => (Code::InvalidEmail, "e-mail address", check_email),
        "phone" => (Code::InvalidPhone, "telephone number", check_phone),
        "website" | "url" | "form_url" => (Code::InvalidUrl, "web address", |text| {
            check_url(text).map(|_| ())
        }),
        _ => return None,
    };
    Some(Check { code, kind, run })
}

/// Adds the `https://` that spreadsheets leave out.
fn address(text: &str, key: &str) -> String {
    let is_address = ["website", "url", "form_url"].contains(&key);
    let bare = is_address && !text.contains("://") && !text.contains(' ') && text.contains('.');
    if bare {
        format!("https://{text}")
    } else {
        text.to_owned()
    }
}

fn boolean(text: &str) -> Result<bool, CellError> {
    const YES: [&str; 10] = [
        "true", "yes", "y", "x", "1", "oui", "vrai", "ja", "wahr", "o",
    ];
    const NO: [&str; 9] = [
        "false", "no", "n", "0", "non", "faux", "nein", "falsch", "f",
    ];
    let folded = fold(text);
    if YES.contains(&&*folded) {
        Ok(true)
    } else if NO.contains(&&*folded) {
        Ok(false)
    } else {
        Err(CellError::new(
            Code::WrongType,
            format!("`{text}` is neither yes nor no"),
            Some("write `yes` or `no`".to_owned()),
        ))
    }
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
