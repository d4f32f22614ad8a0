//! Single values in cells: numbers, dates, yes and no. Entry point: [`CellParser::one`].

use super::text::{address, boolean, check};
use super::{CellError, CellParser};
use crate::commands::table::date::{self, DateError, DateOrder};
use crate::commands::table::digits::with_ascii_digits;
use crate::commands::table::number::{self, NumberError};
use crate::diagnostic::Code;
use crate::edit::{FieldPath, FieldValue};
use crate::load::ValueType;

/// The largest number up to which no two whole numbers have the same value in 64 bits with a fraction (2⁵³ − 1).
pub(in crate::commands) const MAX_EXACT: f64 = 9_007_199_254_740_991.0;

impl CellParser<'_> {
    /// The value of a cell that has one value, by the field alone.
    pub(super) fn one(
        &self,
        text: &str,
        path: &FieldPath,
        value_type: &ValueType,
    ) -> Result<FieldValue, CellError> {
        Ok(match value_type {
            ValueType::Word(words) => FieldValue::Text(self.vocabulary.one_of(text, words)?),
            ValueType::Number | ValueType::Integer(..) => {
                FieldValue::Number(self.number(text, path)?)
            }
            ValueType::Boolean => FieldValue::Boolean(boolean(text)?),
            ValueType::Date => FieldValue::Date(self.date(text, path)?),
            _ => FieldValue::Text(self.text(text, path.last())?),
        })
    }

    /// A text; checked if the field is an e-mail address, a telephone number or a web address.
    pub(super) fn text(&self, text: &str, key: &str) -> Result<String, CellError> {
        let has_translation = self.vocabulary.words.everywhere(text).is_some();
        let text = address(text, key);
        if let Some(check) = check(key).filter(|_| self.third_party || has_translation) {
            (check.run)(&text)
                .map_err(|(message, help)| CellError::new(check.code, message, Some(help)))?;
        }
        Ok(text)
    }

    pub(super) fn number(&self, text: &str, path: &FieldPath) -> Result<f64, CellError> {
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
            return exact(text, number);
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
                exact(text, number)
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

    pub(super) fn date(&self, text: &str, path: &FieldPath) -> Result<String, CellError> {
        if path.is_consent() && boolean(text).is_ok() {
            return Err(CellError::new(
                Code::InvalidValue,
                format!("`{text}` is not the date of the consent"),
                Some("write the date on which the person agreed, such as `2026-09-14`".to_owned()),
            ));
        }
        let text = &*with_ascii_digits(text);
        let order = self.date_orders.order(text);
        match date::parse(text, order, self.month_first) {
            Ok(read) => {
                if !read.has_day {
                    let note = format!("`{text}` in `{path}` is read as {}", read.date);
                    self.vocabulary.add_note(note);
                } else if order == DateOrder::Unknown && date::depends_on_order(text) {
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

/// The number, unless it is so large that records would have another one.
fn exact(text: &str, number: f64) -> Result<f64, CellError> {
    if number.abs() <= MAX_EXACT {
        return Ok(number);
    }
    let message = format!("`{text}` has more digits than a record can keep");
    let help = format!("write a number up to {MAX_EXACT}");
    Err(CellError::new(Code::InvalidValue, message, Some(help)))
}
