//! A JSON list of records as rows of a table. Entry point: [`rows`].

use serde_json::Value as Json;

use super::row::Row;
use crate::commands::table::{FOLDER, ID};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::edit::{FieldPath, FieldValue, Fields, Step};
use crate::load::ValueType;
use crate::source::FileId;

/// The rows of a list of records, and how many records it has; those with errors are reported and left out.
pub(super) fn rows(
    text: &str,
    file: FileId,
    fields: &Fields<'_>,
    problems: &mut Diagnostics,
) -> (Vec<Row>, usize) {
    let list = match serde_json::from_str::<Json>(text) {
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
    let mut rows = Vec::new();
    for (number, record) in list.iter().enumerate() {
        let mut row = Row {
            span: file.start(),
            id: record[ID].as_str().map(str::to_owned),
            folder: record[FOLDER].as_str().map(str::to_owned),
            values: Vec::new(),
        };
        let mut invalid = Vec::new();
        flatten(
            record,
            &FieldPath(Vec::new()),
            fields,
            &mut row.values,
            &mut invalid,
        );
        for path in &invalid {
            let message = format!("record {} has an invalid value at `{path}`", number + 1);
            let help = "`vitrine schema` writes the type of each field";
            problems.push(Diagnostic::new(Code::WrongType, file.start(), message).help(help));
        }
        if invalid.is_empty() {
            rows.push(row);
        }
    }
    (rows, list.len())
}

fn flatten(
    json: &Json,
    path: &FieldPath,
    fields: &Fields<'_>,
    values: &mut Vec<(FieldPath, FieldValue)>,
    invalid: &mut Vec<FieldPath>,
) {
    let child = |step: Step| {
        let mut path = path.clone();
        path.0.push(step);
        path
    };
    match json {
        Json::Object(object) => {
            for (key, json) in object {
                let is_meta = path.0.is_empty() && [ID, FOLDER].contains(&key.as_str());
                if !is_meta {
                    let path = child(Step::Key(key.clone()));
                    flatten(json, &path, fields, values, invalid);
                }
            }
        }
        Json::Array(list) if list.iter().any(Json::is_object) => {
            for (index, json) in list.iter().enumerate() {
                flatten(json, &child(Step::Item(index)), fields, values, invalid);
            }
        }
        Json::Null => {}
        json => match fields
            .way(path)
            .and_then(|value_type| value(json, &value_type))
        {
            Some(value) if fields.is_texts(path) => {
                let default = fields.records.languages[0].clone();
                values.push((child(Step::Key(default)), value));
            }
            Some(value) => values.push((path.clone(), value)),
            None => invalid.push(path.clone()),
        },
    }
}

fn value(json: &Json, value_type: &ValueType) -> Option<FieldValue> {
    Some(match (value_type, json) {
        (ValueType::Date, Json::String(text)) => FieldValue::Date(text.clone()),
        (
            ValueType::Text | ValueType::Texts | ValueType::Word(_) | ValueType::Declared(_),
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
            FieldValue::Number(number.as_f64()?)
        }
        (ValueType::Boolean, Json::Bool(boolean)) => FieldValue::Boolean(*boolean),
        _ => return None,
    })
}
