//! One value of a TOML file, read as what it should be.

use std::cell::RefCell;
use std::sync::Arc;

use toml::de::DeValue;

use super::{FileReader, Table, Texts};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};

/// A value of the file.
#[derive(Clone, Copy)]
pub(in crate::load) struct Value<'a> {
    pub(super) reader: &'a FileReader<'a>,
    pub(super) value: &'a DeValue<'a>,
    /// Where it stands.
    pub(in crate::load) span: Span,
}

impl<'a> Value<'a> {
    pub(super) fn kind(self) -> &'static str {
        match self.value {
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
        self.reader.problem(Code::WrongType, self.span, message);
        None
    }

    /// The text as it is written, if it is one.
    pub(in crate::load) fn as_str(self) -> Option<&'a str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub(in crate::load) fn as_bool(self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub(in crate::load) fn as_number(self) -> Option<f64> {
        match self.value {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .ok()
                .map(|i| i as f64),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        }
    }

    /// Whether it is a table.
    pub(in crate::load) fn is_table(self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    pub(in crate::load) fn text(self, key: &str) -> Option<Spanned<String>> {
        let Some(text) = self.as_str() else {
            return self.wrong_type(key, "a text in quotes");
        };
        let text = text.trim();
        if text.is_empty() {
            let message = format!("`{key}` is empty");
            let diagnostic = Diagnostic::new(Code::InvalidValue, self.span, message);
            self.reader
                .push(diagnostic.help("write a text, or leave the key out"));
            return None;
        }
        if let Some(control) = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            let message = format!(
                "`{key}` contains the control character U+{:04X}",
                control as u32
            );
            self.reader
                .push(Diagnostic::new(Code::InvalidValue, self.span, message).help("delete it"));
            return None;
        }
        Some(Spanned {
            value: text.to_owned(),
            span: self.span,
        })
    }

    pub(in crate::load) fn texts(self, key: &str) -> Option<Texts> {
        let mut versions = vec![None; self.reader.languages.len()];
        if self.as_str().is_some() {
            versions[0] = Some(self.text(key)?.map(Arc::from));
            let texts = Texts {
                key: Some(key.into()),
                span: self.span,
                versions,
            };
            self.reader.note_gaps(&texts, true);
            return Some(texts);
        }
        if !self.is_table() {
            return self.wrong_type(key, "a text, or a text for each language");
        }
        let table = self.table(key)?;
        for (language, value) in table.entries() {
            if let (Some(at), Some(text)) = (self.reader.language(language), value.text(key)) {
                versions[at] = Some(text.map(Arc::from));
            }
        }
        let texts = Texts {
            key: Some(key.into()),
            span: self.span,
            versions,
        };
        self.reader.note_gaps(&texts, false);
        Some(texts)
    }

    pub(in crate::load) fn list(self, key: &str) -> Vec<Spanned<String>> {
        let DeValue::Array(array) = self.value else {
            let message = format!("`{key}` must be a list, not {}", self.kind());
            let mut diagnostic = Diagnostic::new(Code::WrongType, self.span, message);
            if let Some(text) = self.as_str() {
                diagnostic = diagnostic.help(format!("write `{key} = [\"{text}\"]`"));
            }
            self.reader.push(diagnostic);
            return Vec::new();
        };
        let mut list: Vec<Spanned<String>> = Vec::new();
        for item in array.iter() {
            let Some(text) = self.reader.value(item).text(key) else {
                continue;
            };
            if let Some(first) = list.iter().find(|other| other.value == text.value) {
                let message = format!("`{}` stands twice in `{key}`", text.value);
                let diagnostic = Diagnostic::new(Code::DuplicateValue, text.span, message);
                self.reader.push(
                    diagnostic
                        .related(first.span, "first here")
                        .help("delete one of them"),
                );
                continue;
            }
            list.push(text);
        }
        list
    }

    pub(in crate::load) fn number(self, key: &str) -> Option<Spanned<f64>> {
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
            None => {
                let message = format!(
                    "`{key}` must be a number without quotes, not {}",
                    self.kind()
                );
                let meant = self.as_str().and_then(number_in);
                let help = meant.map(|number| format!("write `{key} = {number}`"));
                let problem = Diagnostic::new(Code::WrongType, self.span, message);
                self.reader.push(problem.maybe_help(help));
                None
            }
        }
    }

    pub(in crate::load) fn numbers<const N: usize>(self, key: &str) -> Option<Spanned<[f64; N]>> {
        let DeValue::Array(array) = self.value else {
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

    pub(in crate::load) fn one_of<T: Copy>(
        self,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(key)?;
        let found = words
            .iter()
            .find(|(word, _)| *word == text.value)
            .map(|(_, value)| *value);
        if found.is_none() {
            let message = format!("`{key}` cannot be `{}`", text.value);
            let help = did_you_mean(&text.value, words.iter().map(|(word, _)| *word));
            self.reader
                .push(Diagnostic::new(Code::UnknownWord, text.span, message).maybe_help(help));
        }
        found
    }

    /// A list of words of a closed set.
    pub(in crate::load) fn words<T: Copy>(self, key: &str, words: &[(&'static str, T)]) -> Vec<T> {
        let known = |word: Spanned<String>| {
            let found = words.iter().find(|(name, _)| *name == word.value);
            if found.is_none() {
                let message = format!("`{key}` cannot contain `{}`", word.value);
                let help = did_you_mean(&word.value, words.iter().map(|(name, _)| *name));
                self.reader
                    .push(Diagnostic::new(Code::UnknownWord, word.span, message).maybe_help(help));
            }
            found.map(|(_, value)| *value)
        };
        self.list(key).into_iter().filter_map(known).collect()
    }

    pub(in crate::load) fn table(self, key: &str) -> Option<Table<'a>> {
        let DeValue::Table(table) = self.value else {
            return self.wrong_type(key, "a table");
        };
        Some(Table {
            reader: self.reader,
            table,
            span: self.span,
            known: RefCell::default(),
        })
    }

    pub(in crate::load) fn tables(self, key: &str) -> Vec<Table<'a>> {
        let DeValue::Array(array) = self.value else {
            let message = format!("`{key}` must be a list of tables, not {}", self.kind());
            let help = format!("begin each entry with a line `[[{key}]]`");
            self.reader
                .push(Diagnostic::new(Code::WrongType, self.span, message).help(help));
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| self.reader.value(item).table(key))
            .collect()
    }
}

/// The number that a text means: `310 000 €` is `310000`, `8,7` is `8.7`.
fn number_in(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| !c.is_ascii_digit() && c != '-');
    let grouping = |c: char| c.is_whitespace() || matches!(c, '_' | '\'' | '’');
    let digits: String = text.chars().filter(|c| !grouping(*c)).collect();
    let is_number = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && text.parse::<f64>().is_ok()
    };
    // A comma before one or two digits is a decimal one, before three it parts thousands.
    let with_point = match digits.rsplit_once([',', '.']) {
        Some((whole, part)) if part.len() != 3 => {
            format!("{}.{part}", whole.replace([',', '.'], ""))
        }
        _ => digits.replace([',', '.'], ""),
    };
    is_number(&with_point).then_some(with_point)
}

/// Whether a text means yes or no.
pub(super) fn truth_in(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "oui" | "ja" | "1" => Some(true),
        "false" | "no" | "n" | "non" | "nein" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number_in;

    #[test]
    fn a_number_is_told_from_how_people_write_it() {
        for (text, number) in [
            ("310 000 €", Some("310000")),
            ("8,7", Some("8.7")),
            ("1.250.000", Some("1250000")),
            ("EUR 1,250.50", Some("1250.50")),
            ("12", Some("12")),
            ("-3", Some("-3")),
            ("six", None),
            ("2 or 3", None),
            ("", None),
        ] {
            assert_eq!(number_in(text).as_deref(), number, "{text}");
        }
    }
}
