//! Cells of a table ↔ values of records.

use jiff::civil::Date;

use super::escape_formula::{defuse, restore};
use super::vocabulary::{Vocabulary, fold};
use crate::diagnostic::Code;
use crate::edit::FieldPath;
use crate::edit::FieldValue;
use crate::load::{ReferenceKind, ValueType};
use crate::validate::{check_email, check_phone, check_url};

/// What stands between several values of a cell in our own tables.
pub(in crate::commands) const BETWEEN: char = ';';

/// How the cells of a table are to be read.
pub(in crate::commands) struct Reading<'a> {
    pub(in crate::commands) vocabulary: &'a Vocabulary<'a>,
    /// What stands between several values of a cell.
    pub(in crate::commands) between: char,
    /// Whether `03/04/2026` is the fourth of March.
    pub(in crate::commands) month_first: bool,
    /// Whether `310,000` is a whole number: where commas separate the cells, they do not separate decimals.
    pub(in crate::commands) comma_is_thousands: bool,
    /// Whether it is the table of others: in ours a dash is a dash.
    pub(in crate::commands) foreign: bool,
}

/// What people write into a cell that they have nothing for, in small letters.
const NOTHING: [&str; 14] = [
    "-", "--", "–", "—", "n/a", "#n/a", "#nv", "n.a.", "n. a.", "n.c.", "n.d.", "k.a.", "k. a.",
    "?",
];

/// What else may stand between several words than what the mapping says.
const ALSO_BETWEEN: [char; 6] = ['/', ',', ';', '|', '&', '+'];

/// Why a cell cannot be read: the kind of problem, what is wrong, what to do.
pub(in crate::commands) type Wrong = (Code, String, Option<String>);

/// The value as a cell.
pub(in crate::commands) fn write(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => defuse(text),
        FieldValue::List(items) => {
            let items: Vec<String> = items.iter().map(|item| escape(item)).collect();
            defuse(&items.join("; "))
        }
        // A spreadsheet takes a number for a number, also one below zero.
        FieldValue::Number(number) => number.to_string(),
        FieldValue::Boolean(boolean) => boolean.to_string(),
        FieldValue::Date(date) => date.clone(),
    }
}

/// What stands between values must not stand in one.
fn escape(item: &str) -> String {
    let item = item.replace('\\', "\\\\").replace(BETWEEN, "\\;");
    item.replace('\n', "\\\n")
}

impl Reading<'_> {
    /// The value of a cell; nothing if it is empty.
    pub(in crate::commands) fn read(
        &self,
        cell: &str,
        path: &FieldPath,
        way: &ValueType,
    ) -> Result<Option<FieldValue>, Wrong> {
        let text = restore(cell).trim();
        if text.is_empty() || self.foreign && NOTHING.contains(&&*text.to_lowercase()) {
            return Ok(None);
        }
        let programme = path.programme();
        let told = match way {
            ValueType::Number | ValueType::Integer(..) | ValueType::Boolean | ValueType::Date => {
                true
            }
            ValueType::Text | ValueType::Texts => check(path.last()).is_some(),
            _ => false,
        };
        let text = match self.vocabulary.own(text).filter(|_| told) {
            Some("") => return Ok(None),
            Some(other) => other,
            None => text,
        };
        let value = match way {
            ValueType::Declared(words) => {
                FieldValue::Text(self.vocabulary.word(text, *words, programme)?)
            }
            ValueType::DeclaredList(words) => {
                let parts = self.split(text).into_iter();
                let words = parts.map(|part| self.words(&part, *words, programme));
                let words: Vec<Vec<String>> = words.collect::<Result<_, Wrong>>()?;
                FieldValue::List(unique(words.concat()))
            }
            ValueType::Word(words) => FieldValue::Text(self.vocabulary.one_of(text, words)?),
            ValueType::List if path.last() == "languages" => {
                let parts = self.split(text).into_iter();
                let codes = parts.map(|part| self.languages(&part));
                let codes: Vec<Vec<String>> = codes.collect::<Result<_, Wrong>>()?;
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
                Err(wrong) => {
                    self.vocabulary.note_unknown(text, "date");
                    return Err(or_in_the_mapping(wrong));
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

    /// A text; where it is an address, it is one that may be published.
    fn text(&self, text: &str, key: &str) -> Result<String, Wrong> {
        let text = address(text, key);
        let Some((code, what, check)) = check(key).filter(|_| self.foreign) else {
            return Ok(text);
        };
        check(&text).map_err(|(message, help)| {
            self.vocabulary.note_unknown(&text, what);
            or_in_the_mapping((code, message, Some(help)))
        })?;
        Ok(text)
    }

    /// A word, or several where something else stands between them and all are known.
    fn words(
        &self,
        part: &str,
        words: ReferenceKind,
        programme: Option<&str>,
    ) -> Result<Vec<String>, Wrong> {
        let known = |said: &str| self.vocabulary.find(said, words, programme);
        if known(part).is_none()
            && let Some(several) = pieces(part).map(known).collect::<Option<Vec<String>>>()
        {
            return Ok(several);
        }
        Ok(vec![self.vocabulary.word(part, words, programme)?])
    }

    fn languages(&self, part: &str) -> Result<Vec<String>, Wrong> {
        let several: Result<Vec<String>, Wrong> = pieces(part)
            .map(|piece| self.vocabulary.language(piece))
            .collect();
        match (self.vocabulary.language(part), several) {
            (Err(_), Ok(several)) => Ok(several),
            (one, _) => Ok(vec![one?]),
        }
    }

    /// The values of a cell; one that follows a backslash is not cut.
    pub(in crate::commands) fn split(&self, text: &str) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let part = parts.last_mut().expect("there is always one part");
            match (letter, letters.peek()) {
                ('\\', Some(&next)) if ['\\', '\n', self.between].contains(&next) => {
                    part.push(next);
                    letters.next();
                }
                (letter, _) if letter == self.between || letter == '\n' => {
                    parts.push(String::new());
                }
                (letter, _) => part.push(letter),
            }
        }
        let parts = parts.iter().map(|part| part.trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }

    fn number(&self, text: &str, degrees: bool) -> Result<f64, Wrong> {
        let bare: String = text
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'))
            .collect();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let point = bare.rfind(['.', ',']);
        let marks = bare.matches(['.', ',']).count();
        let decimals = point.map_or(0, |at| bare.len() - at - 1);
        let comma = point.is_some_and(|at| bare[at..].starts_with(','));
        // One mark with three digits after it may be either; several of the same kind separate thousands.
        let same = bare.contains(',') != bare.contains('.');
        let either = marks == 1 && decimals == 3 && !degrees;
        let thousands = marks > 1 && same || either && comma == self.comma_is_thousands;
        let whole: String = match (point, thousands) {
            (Some(at), false) => {
                let before: String = bare[..at].replace([',', '.'], "");
                format!("{before}.{}", &bare[at + 1..])
            }
            _ => bare.replace([',', '.'], ""),
        };
        // At most a unit may stand beside a number, such as `EUR`.
        match whole.parse::<f64>() {
            Ok(number) if letters <= 3 && number.is_finite() => Ok(number),
            _ => Err((
                Code::WrongType,
                format!("`{text}` is not a number"),
                Some("write digits, such as `310000` or `8.7`".to_owned()),
            )),
        }
    }

    fn date(&self, text: &str) -> Result<Date, Wrong> {
        let wrong = || {
            let help = "write year, month and day, such as `2026-09-14`";
            (
                Code::InvalidValue,
                format!("`{text}` is not a date"),
                Some(help.to_owned()),
            )
        };
        // A spreadsheet may add a time of the day.
        let day = text.split(['T', ' ']).next().unwrap_or(text);
        if let Ok(date) = day.parse::<Date>() {
            return Ok(date);
        }
        // A date whose cell lost its format: days since the end of 1899.
        if let Ok(days) = day.parse::<i64>() {
            let begin = Date::constant(1899, 12, 30);
            let date = begin.checked_add(jiff::Span::new().days(days));
            return date.ok().filter(|_| days > 20_000).ok_or_else(wrong);
        }
        let numbers: Vec<i16> = day
            .split(['.', '/', '-'])
            .filter_map(|part| part.parse().ok())
            .collect();
        let &[first, second, third] = &numbers[..] else {
            return Err(wrong());
        };
        if first > 31 {
            return Date::new(first, second as i8, third as i8).map_err(|_| wrong());
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
        date.ok_or_else(wrong)
    }
}

/// What many cells say need not be corrected in each of them.
fn or_in_the_mapping((code, message, help): Wrong) -> Wrong {
    let help = help.unwrap_or_default();
    let help = format!("{help}; or say under `[words]` of the mapping what it stands for");
    (code, message, Some(help))
}

fn pieces(part: &str) -> impl Iterator<Item = &str> {
    let pieces = part.split(ALSO_BETWEEN).map(str::trim);
    pieces.filter(|piece| !piece.is_empty())
}

type Check = fn(&str) -> Result<(), (String, String)>;

/// How the text of a key is checked, with the problem where it is wrong and what it should have been.
fn check(key: &str) -> Option<(Code, &'static str, Check)> {
    match key {
        "email" => Some((Code::InvalidEmail, "e-mail address", check_email)),
        "phone" => Some((Code::InvalidPhone, "telephone number", check_phone)),
        "website" | "url" | "form_url" => Some((Code::InvalidUrl, "web address", |text| {
            check_url(text).map(|_| ())
        })),
        _ => None,
    }
}

/// Addresses are written without `https://` in spreadsheets.
fn address(text: &str, key: &str) -> String {
    let is_address = ["website", "url", "form_url"].contains(&key);
    let bare = is_address && !text.contains("://") && !text.contains(' ') && text.contains('.');
    match bare {
        true => format!("https://{text}"),
        false => text.to_owned(),
    }
}

fn boolean(text: &str) -> Result<bool, Wrong> {
    const YES: [&str; 10] = [
        "true", "yes", "y", "x", "1", "oui", "vrai", "ja", "wahr", "o",
    ];
    const NO: [&str; 9] = [
        "false", "no", "n", "0", "non", "faux", "nein", "falsch", "f",
    ];
    let folded = fold(text);
    match (YES.contains(&&*folded), NO.contains(&&*folded)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => Err((
            Code::WrongType,
            format!("`{text}` is neither yes nor no"),
            Some("write `yes` or `no`".to_owned()),
        )),
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
