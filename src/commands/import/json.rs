//! A JSON list of records as rows of a table. Entry point: [`rows`].

mod unique_keys;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::mapping::Mapping;
use super::row::{Row, value as parse_value};
use crate::commands::table::{CellParser, FOLDER, ID, MAX_EXACT, MAX_ROWS};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::{FieldPath, FieldValue, Fields, Step};
use crate::load::ValueType;
use crate::source::FileId;
use unique_keys::UniqueKeys;

/// How the keys of a list of records are read.
pub(super) struct JsonReader<'a> {
    pub(super) fields: &'a Fields<'a>,
    pub(super) mapping: &'a Mapping,
    /// For values of keys that the mapping gives a field.
    pub(super) parser: CellParser<'a>,
}

/// How many values a record may have.
const MAX_VALUES: usize = 1_000;
/// How many keys and records a message lists.
const MAX_LISTED: usize = 12;

/// The rows of a list of records, and how many records it has; errors are reported.
pub(super) fn rows(
    text: &str,
    file: FileId,
    reader: &JsonReader<'_>,
    problems: &mut Diagnostics,
) -> (Vec<Row>, usize) {
    let list = match serde_json::from_str::<UniqueKeys>(text).map(|it| it.0) {
        Ok(Json::Array(list)) => list,
        Ok(_) => {
            let message = "the file is not a list of records";
            let help =
                "write `[{ \"name\": \"…\", \"types\": [\"…\"] }]`, as `vitrine export` does";
            problems.push(Diagnostic::new(Code::WrongType, file.start(), message).help(help));
            return (Vec::new(), 0);
        }
        Err(error) => {
            let lines = text.split_inclusive('\n');
            let lines_before: usize = lines
                .take(error.line().saturating_sub(1))
                .map(str::len)
                .sum();
            let offset = (lines_before + error.column().saturating_sub(1)).min(text.len());
            let message = format!("the file is not JSON: {error}");
            problems.push(Diagnostic::new(
                Code::WrongType,
                file.span(offset..offset),
                message,
            ));
            return (Vec::new(), 0);
        }
    };
    if list.len() > MAX_ROWS {
        let message = format!("the list has more than {MAX_ROWS} records");
        let problem = Diagnostic::new(Code::InvalidValue, file.start(), message);
        problems.push(problem.help("import it in parts"));
        return (Vec::new(), 0);
    }
    let mut rows = Vec::new();
    let mut unknown: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut invalid: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut too_many = Vec::new();
    for (index, record) in list.iter().enumerate() {
        let mut row = Row::new(file.start());
        row.id = record[ID].as_str().map(str::to_owned);
        row.folder = record[FOLDER].as_str().map(str::to_owned);
        let mut faults = Faults::default();
        reader.flatten(record, &FieldPath(Vec::new()), &mut row, &mut faults);
        row.is_faulty = !faults.unknown.is_empty() || !faults.invalid.is_empty();
        if row.values.len() > MAX_VALUES {
            row.is_faulty = true;
            row.values.clear();
            too_many.push(index + 1);
        }
        rows.push(row);
        for path in faults.unknown {
            unknown.entry(path).or_default().push(index + 1);
        }
        for path in faults.invalid {
            invalid.entry(path).or_default().push(index + 1);
        }
    }
    if !too_many.is_empty() {
        let message = format!("{} more than {MAX_VALUES} values", have(&too_many));
        let problem = Diagnostic::new(Code::InvalidValue, file.start(), message);
        problems.push(problem.help("leave out entries of its lists"));
    }
    for (path, records) in &invalid {
        let message = format!("{} an invalid value at `{path}`", have(records));
        let help = "`vitrine schema` writes the type of each field";
        problems.push(Diagnostic::new(Code::WrongType, file.start(), message).help(help));
    }
    if let Some((first, _)) = unknown.first_key_value() {
        let keys: Vec<String> = unknown.keys().map(|key| format!("`{key}`")).collect();
        let mut records: Vec<usize> = unknown.values().flatten().copied().collect();
        records.sort_unstable();
        records.dedup();
        let message = format!(
            "{} keys that are no fields: {}",
            have(&records),
            listed(&keys)
        );
        let help = format!(
            "write under `[columns]` of the mapping, a file beside the table, which field each is: \
             `\"{first}\" = \"website\"`; with `\"{first}\" = \"\"` it is left out"
        );
        problems.push(Diagnostic::new(Code::UnknownKey, file.start(), message).help(help));
    }
    (rows, list.len())
}

/// `record 3 has` or `records 3, 4 have`.
fn have(records: &[usize]) -> String {
    let numbers: Vec<String> = records.iter().map(usize::to_string).collect();
    match records {
        [one] => format!("record {one} has"),
        _ => format!("records {} have", listed(&numbers)),
    }
}

fn listed(items: &[String]) -> String {
    let shown = items[..items.len().min(MAX_LISTED)].join(", ");
    match items.len().saturating_sub(MAX_LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The paths in a record that cannot be read.
#[derive(Default)]
struct Faults {
    /// No field of a record.
    unknown: Vec<String>,
    /// Not a value of the field.
    invalid: Vec<String>,
}

impl JsonReader<'_> {
    fn flatten(&self, json: &Json, path: &FieldPath, row: &mut Row, faults: &mut Faults) {
        if row.values.len() > MAX_VALUES {
            return;
        }
        let child = |step: Step| {
            let mut path = path.clone();
            path.0.push(step);
            path
        };
        match self.mapping.mapped(&path.to_string()) {
            Some(None) => return,
            Some(Some(field)) => return self.mapped(json, path, field, row, faults),
            None => {}
        }
        match json {
            Json::Object(object) => {
                for (key, json) in object {
                    let is_meta = path.0.is_empty() && [ID, FOLDER].contains(&key.as_str());
                    if !is_meta {
                        self.flatten(json, &child(Step::Key(key.clone())), row, faults);
                    }
                }
            }
            Json::Array(list) if list.iter().any(Json::is_object) => {
                for (index, json) in list.iter().enumerate() {
                    self.flatten(json, &child(Step::Item(index)), row, faults);
                }
            }
            Json::Null => {}
            json => {
                let value_type = self.fields.value_type(path);
                match value_type
                    .as_ref()
                    .and_then(|value_type| value(json, value_type))
                {
                    Some(value) if self.fields.is_texts(path) => {
                        let default = self.fields.records.languages[0].clone();
                        row.values.push((child(Step::Key(default)), value));
                    }
                    Some(value) => row.values.push((path.clone(), value)),
                    None if value_type.is_some() => faults.invalid.push(path.to_string()),
                    None => faults.unknown.push(path.to_string()),
                }
            }
        }
    }

    /// Reads the value of a key to which the mapping gives a field, as the text of a cell.
    fn mapped(
        &self,
        json: &Json,
        path: &FieldPath,
        field: &FieldPath,
        row: &mut Row,
        faults: &mut Faults,
    ) {
        let text = match json {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            Json::Bool(boolean) => boolean.to_string(),
            Json::Null => return,
            _ => return faults.invalid.push(path.to_string()),
        };
        match field.to_string().as_str() {
            ID => row.id = Some(text),
            FOLDER => row.folder = Some(text),
            _ => match parse_value(&text, field, self.fields, &self.parser) {
                Ok(values) => {
                    if self.parser.refuses_consent(&text, field) {
                        row.without_consent.push(field.clone());
                    }
                    row.values.extend(values);
                }
                Err(_) => faults.invalid.push(path.to_string()),
            },
        }
    }
}

fn value(json: &Json, value_type: &ValueType) -> Option<FieldValue> {
    let has_nul = |json: &Json| json.as_str().is_some_and(|text| text.contains('\0'));
    if has_nul(json)
        || json
            .as_array()
            .is_some_and(|items| items.iter().any(has_nul))
    {
        return None;
    }
    Some(match (value_type, json) {
        (ValueType::Date, Json::String(text)) => FieldValue::Date(text.clone()),
        (
            ValueType::Text
            | ValueType::Texts
            | ValueType::NameByLanguage
            | ValueType::Word(_)
            | ValueType::Declared(_),
            Json::String(text),
        ) => FieldValue::Text(text.trim().to_owned()),
        (
            ValueType::List | ValueType::DeclaredList(_) | ValueType::WordList(_),
            Json::Array(items),
        ) => {
            let items = items.iter().map(|item| item.as_str().map(str::to_owned));
            FieldValue::List(items.collect::<Option<_>>()?)
        }
        (ValueType::Number | ValueType::Integer(..), Json::Number(number)) => {
            FieldValue::Number(number.as_f64().filter(|it| it.abs() <= MAX_EXACT)?)
        }
        (ValueType::Boolean, Json::Bool(boolean)) => FieldValue::Boolean(*boolean),
        _ => return None,
    })
}
