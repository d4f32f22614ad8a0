//! Records as JSON, in the structure of their TOML, with dates as texts. Entry point: [`json`].

use serde_json::{Map, Value as Json};

use super::columns::{ExportOptions, folder_of, records};
use crate::commands::table::{FOLDER, ID};
use crate::edit::{FieldValue, Step};
use crate::load::Records;
use crate::source::Sources;
use crate::text::escape_json;

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
    escape_json(format!("{:#}\n", Json::Array(list.collect())))
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
        [Step::Item(index), rest @ ..] => {
            let list = object
                .entry(key.clone())
                .or_insert_with(|| Json::Array(Vec::new()));
            if let Json::Array(list) = list {
                if list.len() <= *index {
                    list.resize(index + 1, Json::Object(Map::new()));
                }
                if let Json::Object(inner) = &mut list[*index] {
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
