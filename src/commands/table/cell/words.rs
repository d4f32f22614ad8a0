//! Words in cells, with the translations of the mapping: those for the field replace the meaning that a text has there;
//! those for every field are used only where it has none.

use super::text::{boolean, check};
use super::{CellError, CellParser, pieces};
use crate::commands::table::vocabulary::noun;
use crate::edit::FieldPath;
use crate::load::{ReferenceKind, ValueType};

impl CellParser<'_> {
    /// Reads a text, or what the mapping writes for it; `None` if the mapping leaves it out.
    pub(super) fn translated<T: PartialEq>(
        &self,
        text: &str,
        path: &FieldPath,
        read: impl Fn(&str) -> Result<T, CellError>,
    ) -> Result<Option<T>, CellError> {
        let words = self.vocabulary.words;
        match words.in_field(path, text) {
            Some("") => return Ok(None),
            Some(meaning) => return read(meaning).map(Some),
            None => {}
        }
        match (read(text), words.everywhere(text)) {
            (Err(_), Some("")) => Ok(None),
            (Err(_), Some(meaning)) => read(meaning).map(Some),
            (Ok(value), Some(meaning)) => {
                if meaning.is_empty() || read(meaning).is_ok_and(|other| other != value) {
                    self.note_own_meaning(text, path);
                }
                Ok(Some(value))
            }
            (value, None) => value.map(Some),
        }
    }

    /// Whether a cell says that the person of a contact does not agree: `no` instead of a date.
    pub(in crate::commands) fn refuses_consent(&self, text: &str, path: &FieldPath) -> bool {
        let words = self.vocabulary.words;
        let text = words.in_field(path, text).unwrap_or(text);
        path.is_consent() && boolean(text).is_ok_and(|agrees| !agrees)
    }

    /// The id of a declared word; empty for one that the mapping leaves out.
    pub(super) fn declared(
        &self,
        text: &str,
        kind: ReferenceKind,
        path: &FieldPath,
    ) -> Result<String, CellError> {
        if let Some(id) = self.find(text, kind, path) {
            return Ok(id);
        }
        self.vocabulary.note_unknown(text, noun(kind), path);
        let words = self.vocabulary.words;
        let meaning = words.in_field(path, text).or(words.everywhere(text));
        self.vocabulary
            .word(meaning.unwrap_or(text), kind, path.scope())
    }

    /// The id of a word that may be unknown; empty for one that the mapping leaves out.
    fn find(&self, text: &str, kind: ReferenceKind, path: &FieldPath) -> Option<String> {
        let known = |text: &str| match text {
            "" => Some(String::new()),
            text => self.vocabulary.find(text, kind, path.scope()),
        };
        let words = self.vocabulary.words;
        if let Some(meaning) = words.in_field(path, text) {
            return known(meaning);
        }
        match (words.everywhere(text), known(text)) {
            (Some(""), Some(own)) => {
                self.note_own_meaning(text, path);
                Some(own)
            }
            (Some(meaning), own) => known(meaning).or(own),
            (None, own) => own,
        }
    }

    /// The id of a word; or several, if another separator splits the text into known words.
    pub(super) fn several_declared(
        &self,
        part: &str,
        kind: ReferenceKind,
        path: &FieldPath,
    ) -> Result<Vec<String>, CellError> {
        let known = |text: &str| self.find(text, kind, path);
        if known(part).is_none()
            && let Some(several) = pieces(part).map(known).collect::<Option<Vec<String>>>()
        {
            return Ok(several);
        }
        Ok(vec![self.declared(part, kind, path)?])
    }

    pub(super) fn languages(&self, part: &str, path: &FieldPath) -> Result<Vec<String>, CellError> {
        let language = |text: &str| {
            self.translated(text, path, |text| self.vocabulary.language(text))
                .map(Option::unwrap_or_default)
        };
        let several: Result<Vec<String>, CellError> = pieces(part).map(language).collect();
        match (language(part), several) {
            (Err(_), Ok(several)) => Ok(several),
            (one, _) => Ok(vec![one?]),
        }
    }

    /// Says that a word of the mapping is not used in a field.
    fn note_own_meaning(&self, text: &str, path: &FieldPath) {
        self.vocabulary.add_note(format!(
            "`{text}` under `[words]` of the mapping is not used in `{path}`, where it has its own meaning; write it \
             under `[words.{}]` if it is meant for that field",
            key(path)
        ));
    }

    /// The error of a cell with one value, with what the mapping can do about it.
    pub(super) fn or_use_mapping(
        &self,
        error: CellError,
        text: &str,
        path: &FieldPath,
        value_type: &ValueType,
    ) -> CellError {
        let kind = match value_type {
            ValueType::Number | ValueType::Integer(..) => "number",
            ValueType::Boolean => "yes or no",
            ValueType::Date if path.is_consent() && boolean(text).is_ok() => return error,
            ValueType::Date => "date",
            _ => match check(path.last()) {
                Some(check) => check.kind,
                None => return error,
            },
        };
        self.vocabulary.note_unknown(text, kind, path);
        let key = key(path);
        error.or(&format!(
            "write its meaning under `[words.{key}]` of the mapping"
        ))
    }
}

/// The path as a key of TOML.
fn key(path: &FieldPath) -> String {
    let path = path.to_string();
    match path.contains(['.', '*']) {
        true => format!("\"{path}\""),
        false => path,
    }
}
