//! Values that are neither text, list nor table: numbers, dates and booleans.

use jiff::civil::Date;
use toml::de::DeValue;

use super::shape::ValueType;
use super::value::{Value, ValueSource};
use super::written;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

impl<'a> Value<'a> {
    /// The boolean, if it is one.
    pub(in crate::load) fn as_bool(self) -> Option<bool> {
        match self.accept(ValueType::Boolean)? {
            DeValue::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub(in crate::load) fn as_number(self) -> Option<f64> {
        match self.accept(ValueType::Number)? {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .ok()
                .map(|i| i as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        }
    }

    pub(in crate::load) fn boolean(self, key: &str) -> Option<Spanned<bool>> {
        self.accept(ValueType::Boolean)?;
        match self.as_bool() {
            Some(value) => Some(Spanned {
                value,
                span: self.span,
            }),
            None => {
                let message = format!("`{key}` must be `true` or `false`, not {}", self.kind());
                let text = match self.source {
                    ValueSource::Toml(DeValue::Integer(number)) => number.as_str(),
                    _ => self.as_str().unwrap_or_default(),
                };
                let meant = written::truth(text);
                let help = meant.map(|truth| format!("write `{key} = {truth}`, without quotes"));
                let problem = Diagnostic::new(Code::WrongType, self.span, message);
                self.reader.push(problem.maybe_help(help));
                None
            }
        }
    }

    pub(in crate::load) fn date(self, key: &str) -> Option<Spanned<Date>> {
        let value = self.accept(ValueType::Date)?;
        let help = "write a date without quotes, such as `2026-09-14`";
        let DeValue::Datetime(datetime) = value else {
            let text = self.as_str().unwrap_or_default();
            let year = match value {
                DeValue::Integer(year) => year.as_str(),
                _ => text.trim(),
            };
            let dates = written::dates(text);
            let help = if let Ok(date) = text.trim().parse::<Date>() {
                format!("write it without quotes: `{key} = {date}`")
            } else if !dates.is_empty() {
                written::advice(&dates, |date| format!("{key} = {date}")) + ", without quotes"
            } else if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("write the day too, such as `{key} = {year}-01-01`")
            } else {
                help.to_owned()
            };
            let message = format!("`{key}` must be a date, not {}", self.kind());
            self.reader
                .push(Diagnostic::new(Code::WrongType, self.span, message).help(help));
            return None;
        };
        let (Some(date), None) = (datetime.date, datetime.time) else {
            let message = format!("`{key}` must be a date without a time");
            self.reader
                .push(Diagnostic::new(Code::WrongType, self.span, message).help(help));
            return None;
        };
        // The parser has checked that the date exists.
        let date = Date::new(date.year as i16, date.month as i8, date.day as i8).ok()?;
        Some(Spanned {
            value: date,
            span: self.span,
        })
    }

    pub(in crate::load) fn integer(self, key: &str, least: i64, most: i64) -> Option<Spanned<i64>> {
        self.accept(ValueType::Integer(least, most))?;
        let number = self.float(key, written::numbers)?;
        let is_whole = number.value.fract() == 0.0;
        let thousands = self.thousands();
        if !is_whole
            || thousands.is_some()
            || number.value < least as f64
            || number.value > most as f64
        {
            let message = format!("`{key}` must be a whole number from {least} to {most}");
            let help = thousands.map(|thousands| {
                let otherwise = match is_whole {
                    true => format!(", else `{}`", number.value),
                    false => String::new(),
                };
                format!("write `{thousands}` if the point separates thousands{otherwise}")
            });
            let problem = Diagnostic::new(Code::InvalidValue, number.span, message);
            self.reader.push(problem.maybe_help(help));
            return None;
        }
        Some(number.map(|number| number as i64))
    }

    /// A number that counts or measures in whole units or in money. Warns if it has exactly three digits after the point,
    /// which many people write to separate thousands.
    pub(in crate::load) fn number(self, key: &str) -> Option<Spanned<f64>> {
        let number = self.measurement(key)?;
        if let Some(thousands) = self.thousands() {
            let text = self.number_text().unwrap_or_default();
            let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
            // A fourth digit shows that the point does not separate thousands.
            let (read, clear) = match decimals.trim_end_matches('0').len() {
                0 => (whole.to_owned(), whole.to_owned()),
                1 | 2 => {
                    let read = format!("{whole}.{}", &decimals[..2]);
                    (read.clone(), read)
                }
                _ => (text.to_owned(), format!("{text}0")),
            };
            let message = format!("`{key} = {text}` is {read}, not {}", text.replace('.', ""));
            let help =
                format!("write `{thousands}` if the point separates thousands, else `{clear}`");
            let problem = Diagnostic::new(Code::AmbiguousNumber, self.span, message);
            self.reader.push(problem.help(help));
        }
        Some(number)
    }

    /// The number as it is written, if it has a point.
    fn number_text(self) -> Option<&'a str> {
        match self.source {
            ValueSource::Toml(DeValue::Float(float)) => Some(float.as_str()),
            _ => None,
        }
    }

    /// The number with its point read as a separator of thousands, if it can be one: `1_490` for `1.490`.
    fn thousands(self) -> Option<String> {
        let text = self.number_text()?;
        let (whole, decimals) = text.trim_start_matches(['-', '+']).split_once('.')?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let can_be_thousands = (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && decimals.len() == 3
            && is_number(whole)
            && is_number(decimals);
        can_be_thousands.then(|| text.replace('.', "_"))
    }

    /// A number with as many decimals as it needs: degrees, millimetres.
    pub(in crate::load) fn measurement(self, key: &str) -> Option<Spanned<f64>> {
        // Its point or comma separates no thousands.
        self.float(key, |text| match text.trim().replacen(',', ".", 1) {
            plain if plain.parse::<f64>().is_ok_and(f64::is_finite) => {
                vec![written::Reading::certain(plain)]
            }
            _ => written::numbers(text),
        })
    }

    /// A number; `readings` are those that a text in quotes may mean.
    fn float(
        self,
        key: &str,
        readings: impl Fn(&str) -> Vec<written::Reading>,
    ) -> Option<Spanned<f64>> {
        self.accept(ValueType::Number)?;
        match self.as_number() {
            Some(number) if number.is_finite() => Some(Spanned {
                value: number,
                span: self.span,
            }),
            Some(_) => {
                self.reader.problem(
                    Code::InvalidValue,
                    self.span,
                    format!("`{key}` must be a finite number"),
                );
                None
            }
            None if matches!(self.source, ValueSource::Toml(DeValue::Integer(_))) => {
                let message = format!("`{key}` is too large a number");
                let problem = Diagnostic::new(Code::InvalidValue, self.span, message);
                self.reader
                    .push(problem.help("write a number of at most 18 digits"));
                None
            }
            None => {
                let message = format!(
                    "`{key}` must be a number without quotes, not {}",
                    self.kind()
                );
                let meant = readings(self.as_str().unwrap_or_default());
                let help = (!meant.is_empty())
                    .then(|| written::advice(&meant, |number| format!("{key} = {number}")));
                let problem = Diagnostic::new(Code::WrongType, self.span, message);
                self.reader.push(problem.maybe_help(help));
                None
            }
        }
    }

    pub(in crate::load) fn numbers<const N: usize>(self, key: &str) -> Option<Spanned<[f64; N]>> {
        let DeValue::Array(array) = self.accept(ValueType::Numbers(N))? else {
            return self.wrong_type(key, &format!("a list of {N} numbers"));
        };
        let numbers: Vec<f64> = array
            .iter()
            .filter_map(|item| self.reader.value(item).as_number())
            .collect();
        match <[f64; N]>::try_from(numbers) {
            Ok(numbers) if array.len() == N => Some(Spanned {
                value: numbers,
                span: self.span,
            }),
            _ => {
                self.reader.problem(
                    Code::WrongType,
                    self.span,
                    format!("`{key}` must be a list of {N} numbers"),
                );
                None
            }
        }
    }
}
