//! Records as JSON: the same structure as in TOML, dates as texts.

use serde_json::{Map, Value as Json};

use super::export::{ExportOptions, folder_of, records};
use super::field::{FieldPath, Fields, Step};
use super::headings::FOLDER;
use super::mapping::ID;
use super::record::FieldValue;
use super::row::Row;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::load::{Records, Way};
use crate::source::{FileId, Sources};

/// All records as one list.
pub fn json(all: &Records, sources: &Sources, options: &ExportOptions) -> String {
    let list = records(all, sources, options).map(|(partner, values)| {
        let mut object = Map::new();
        object.insert(ID.to_owned(), partner.id.clone().into());
        let folder = folder_of(partner);
        if !folder.is_empty() {
            object.insert(FOLDER.to_owned(), folder.into());
        }
        for (path, value) in values {
            insert(&mut object, &path.0, to_json(value));
        }
        Json::Object(object)
    });
    format!("{:#}\n", Json::Array(list.collect()))
}

fn to_json(value: FieldValue) -> Json {
    match value {
        FieldValue::Text(text) | FieldValue::Date(text) => text.into(),
        FieldValue::List(items) => items.into(),
        FieldValue::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            (number as i64).into()
        }
        FieldValue::Number(number) => number.into(),
        FieldValue::Boolean(boolean) => boolean.into(),
    }
}

fn insert(object: &mut Map<String, Json>, steps: &[Step], value: Json) {
    let [Step::Key(key), rest @ ..] = steps else {
        return;
    };
    match rest {
        [] => {
            object.insert(key.clone(), value);
        }
        [Step::Item(at), rest @ ..] => {
            let list = object
                .entry(key.clone())
                .or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(list) = list {
                if list.len() <= *at {
                    list.resize(at + 1, Json::Object(Map::new()));
                }
                if let Json::Object(inner) = &mut list[*at] {
                    insert(inner, rest, value);
                }
            }
        }
        rest => {
            let inner = object
                .entry(key.clone())
                .or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

/// The rows of a list of records, and how many there are; wrong ones are reported and left out.
pub(super) fn rows(
    text: &str,
    file: FileId,
    fields: &Fields<'_>,
    problems: &mut Diagnostics,
) -> (Vec<Row>, usize) {
    let list = match serde_json::from_str::<Json>(text) {
        Ok(Json::Array(list)) => list,
        Ok(_) => {
            let message = "the file is no list of records";
            let help =
                "write `[{ \"name\": \"…\", \"types\": [\"…\"] }]`, as `vitrine export` does";
            problems.push(Diagnostic::new(Code::WrongType, file.start(), message).help(help));
            return (Vec::new(), 0);
        }
        Err(error) => {
            let lines = text.split_inclusive('\n');
            let before: usize = lines
                .take(error.line().saturating_sub(1))
                .map(str::len)
                .sum();
            let at = (before + error.column().saturating_sub(1)).min(text.len());
            let message = format!("the file is not JSON: {error}");
            problems.push(Diagnostic::new(Code::WrongType, file.span(at..at), message));
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
        let mut wrong = Vec::new();
        flatten(
            record,
            &FieldPath(Vec::new()),
            fields,
            &mut row.values,
            &mut wrong,
        );
        for path in &wrong {
            let message = format!("record {} has a wrong value at `{path}`", number + 1);
            let help = "see `vitrine schema` for what each field may hold";
            problems.push(Diagnostic::new(Code::WrongType, file.start(), message).help(help));
        }
        if wrong.is_empty() {
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
    wrong: &mut Vec<FieldPath>,
) {
    let below = |step: Step| {
        let mut path = path.clone();
        path.0.push(step);
        path
    };
    match json {
        Json::Object(object) => {
            for (key, json) in object {
                let is_meta = path.0.is_empty() && [ID, FOLDER].contains(&key.as_str());
                if !is_meta {
                    let path = below(Step::Key(key.clone()));
                    flatten(json, &path, fields, values, wrong);
                }
            }
        }
        Json::Array(list) if list.iter().any(Json::is_object) => {
            for (at, json) in list.iter().enumerate() {
                flatten(json, &below(Step::Item(at)), fields, values, wrong);
            }
        }
        Json::Null => {}
        json => match fields.way(path).and_then(|way| value(json, &way)) {
            Some(value) if fields.is_texts(path) => {
                let default = fields.records.languages[0].clone();
                values.push((below(Step::Key(default)), value));
            }
            Some(value) => values.push((path.clone(), value)),
            None => wrong.push(path.clone()),
        },
    }
}

fn value(json: &Json, way: &Way) -> Option<FieldValue> {
    Some(match (way, json) {
        (Way::Date, Json::String(text)) => FieldValue::Date(text.clone()),
        (Way::Text | Way::Texts | Way::Word(_) | Way::Declared(_), Json::String(text)) => {
            FieldValue::Text(text.trim().to_owned())
        }
        (Way::List | Way::DeclaredList(_) | Way::WordList(_), Json::Array(items)) => {
            let items = items.iter().map(|item| item.as_str().map(str::to_owned));
            FieldValue::List(items.collect::<Option<_>>()?)
        }
        (Way::Number | Way::Integer(..), Json::Number(number)) => {
            FieldValue::Number(number.as_f64()?)
        }
        (Way::Boolean, Json::Bool(boolean)) => FieldValue::Boolean(*boolean),
        _ => return None,
    })
}
