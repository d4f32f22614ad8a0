//! JSON Schemas (Draft 4, which TOML language servers read) of the project's files. Entry point: [`schema`].
//!
//! The fields are recorded from the functions that read the files, and the allowed words are those of the project, so
//! an editor marks nothing that `check` accepts. Whatever a schema cannot express (that a file exists, that dates are
//! in order) is left to `check`.

use serde_json::{Map, Value as Json, json};

use super::descriptions::description;
use crate::load::{Field, FileKind, Records, ReferenceKind, Shape, TableShape, ValueType};

/// The schema of a kind of file in a project.
pub fn schema(kind: FileKind, records: &Records) -> Json {
    let file = Schema {
        kind,
        records,
        scope: None,
    };
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-04/schema#"),
    );
    schema.insert("title".to_owned(), json!(title(kind)));
    if let Json::Object(shape) = file.shape(&kind.fields(), kind.word()) {
        schema.extend(shape);
    }
    Json::Object(schema)
}

/// The schema as the text of a file.
pub(super) fn text(kind: FileKind, records: &Records) -> String {
    format!("{:#}\n", schema(kind, records))
}

fn title(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Catalogue => "The settings of a catalogue",
        FileKind::Vocabulary => "The words that records choose from",
        FileKind::Programme => "A partner programme",
        FileKind::Country => "What a country decides of a programme",
        FileKind::Partner => "A partner",
        FileKind::Page => "The front matter of a page",
        FileKind::Prose => "The front matter of a text about a programme",
        FileKind::Theme => "A theme",
    }
}

/// The context of a part of a schema.
#[derive(Clone, Copy)]
struct Schema<'a> {
    kind: FileKind,
    records: &'a Records,
    /// The programme, or the own field, whose words are allowed; `None` for those of all programmes.
    scope: Option<&'a str>,
}

impl Schema<'_> {
    fn shape(self, shape: &Shape, path: &str) -> Json {
        let mut forms: Vec<Json> = shape
            .types
            .iter()
            .map(|value_type| self.value(value_type))
            .collect();
        forms.extend(shape.table.as_ref().map(|table| self.table(table, path)));
        forms.extend(
            shape
                .item
                .as_ref()
                .map(|item| json!({ "type": "array", "items": self.shape(item, path) })),
        );
        match <[Json; 1]>::try_from(forms) {
            Ok([form]) => form,
            Err(forms) => json!({ "anyOf": forms }),
        }
    }

    fn table(self, table: &TableShape, path: &str) -> Json {
        let mut properties = Map::new();
        for field in &table.fields {
            let name = format!("{path}.{}", field.key);
            properties.insert(field.key.to_owned(), self.field(field, &name));
        }
        let mut others = json!(false);
        if let Some((words, shape)) = &table.others {
            let name = format!("{path}.*");
            match words {
                Some(words) if !self.is_open(*words) => {
                    for word in self.records.declared(*words, self.scope) {
                        let scope = match words {
                            ReferenceKind::Programmes
                            | ReferenceKind::PartnerFields
                            | ReferenceKind::ReferenceFields => Some(word.id.as_str()),
                            _ => self.scope,
                        };
                        let within = Schema { scope, ..self };
                        let shape = self
                            .records
                            .shape_of_declared(Some(*words), &word.id, shape);
                        let mut schema = within.shape(&shape, &name);
                        if let (Json::Object(schema), Some(name)) =
                            (&mut schema, word.names.first())
                        {
                            schema.insert("description".to_owned(), json!(name));
                        }
                        properties.insert(word.id.clone(), schema);
                    }
                    // A figure that no criterion uses is kept for later.
                    if matches!(words, ReferenceKind::Figures) {
                        others = self.shape(shape, &name);
                    }
                }
                _ => others = self.shape(shape, &name),
            }
        }
        let required = table.fields.iter().filter(|field| field.required);
        let required: Vec<&str> = required.map(|field| field.key).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Json::Object(properties));
        // Draft 4 does not allow an empty list.
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema.insert("additionalProperties".to_owned(), others);
        Json::Object(schema)
    }

    fn field(self, field: &Field, path: &str) -> Json {
        let mut schema = self.shape(&field.shape, path);
        if let (Json::Object(schema), Some(description)) = (&mut schema, description(path)) {
            schema.insert("description".to_owned(), json!(description));
        }
        schema
    }

    fn value(self, value_type: &ValueType) -> Json {
        let list = |items: Json| json!({ "type": "array", "items": items });
        match value_type {
            ValueType::Text => json!({ "type": "string", "pattern": "\\S" }),
            ValueType::Texts | ValueType::NameByLanguage => {
                let text = self.value(&ValueType::Text);
                json!({ "anyOf": [text, self.by_language(&text)] })
            }
            ValueType::Word(words) => json!({ "enum": words }),
            ValueType::Declared(words) => self.declared(*words),
            ValueType::List => list(self.value(&ValueType::Text)),
            ValueType::WordList(words) => list(json!({ "enum": words })),
            ValueType::DeclaredList(words) => list(self.declared(*words)),
            ValueType::ListsByLanguage => self.by_language(&self.value(&ValueType::List)),
            ValueType::Number => json!({ "type": "number" }),
            ValueType::Integer(least, most) => {
                json!({ "type": "integer", "minimum": least, "maximum": most })
            }
            ValueType::Numbers(count) => json!({
                "type": "array",
                "items": { "type": "number" },
                "minItems": count,
                "maxItems": count,
            }),
            ValueType::Boolean => json!({ "type": "boolean" }),
            ValueType::Date => json!({ "type": "string", "format": "date" }),
        }
    }

    fn by_language(self, value: &Json) -> Json {
        let languages = self.records.languages.iter();
        let properties: Map<String, Json> = languages
            .map(|code| (code.clone(), value.clone()))
            .collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }

    fn declared(self, words: ReferenceKind) -> Json {
        let declared = self.records.declared(words, self.scope);
        if declared.is_empty() {
            return self.value(&ValueType::Text);
        }
        let ids: Vec<&str> = declared.iter().map(|word| word.id.as_str()).collect();
        let names: Vec<Option<&String>> = declared.iter().map(|word| word.names.first()).collect();
        // Taplo shows these beside each word.
        let mut word = json!({ "enum": ids });
        if names.iter().any(Option::is_some) {
            word["x-taplo"] = json!({ "docs": { "enumValues": names } });
        }
        if self.is_open(words) {
            json!({ "anyOf": [word, self.value(&ValueType::Text)] })
        } else {
            word
        }
    }

    /// Whether other words are allowed too, because the file itself may declare them, or files do.
    fn is_open(self, words: ReferenceKind) -> bool {
        match words {
            ReferenceKind::Partners | ReferenceKind::Themes => true,
            ReferenceKind::Tiers
            | ReferenceKind::Criteria
            | ReferenceKind::Benefits
            | ReferenceKind::Processes => self.kind == FileKind::Programme,
            ReferenceKind::Figures => false,
            _ => self.kind == FileKind::Vocabulary,
        }
    }
}
