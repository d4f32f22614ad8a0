//! The contract of the public data: version and JSON Schema. Entry points: [`schema`] and [`partner_fields`].
//!
//! The suite checks the data of the demo catalogue against the schema, and the schema against the data.

use serde::Serialize;
use serde_json::Value as Json;

use crate::model::{Api, Page};
use crate::site::context::PageContext;

/// The version of the format, also part of the addresses.
pub(in crate::site) const VERSION: u32 = 1;

const SCHEMA: &str = include_str!("schema.json");

/// A field of a partner, for people who write programs.
#[derive(Serialize)]
pub(in crate::site) struct FieldView {
    name: String,
    /// `text`, `date`, `office[]`, …: the name of a definition of the schema, or of a type of JSON.
    kind: String,
    /// In English.
    description: String,
}

/// The schema, with its own address.
pub(super) fn schema(context: PageContext<'_>) -> String {
    let url = Json::from(context.url(&Page::Api(Api::Schema)));
    SCHEMA.replacen('{', &format!("{{\n \"$id\": {url},"), 1)
}

/// The fields of a partner, as the schema describes them.
pub(in crate::site) fn partner_fields() -> Vec<FieldView> {
    let schema: Json = serde_json::from_str(SCHEMA).expect("the schema is JSON: a test reads it");
    let definitions = &schema["$defs"];
    let fields = definitions["partner"]["properties"].as_object();
    let fields = fields.into_iter().flatten().map(|(name, field)| FieldView {
        name: name.clone(),
        kind: kind(field),
        description: description(definitions, field),
    });
    fields.collect()
}

fn kind(field: &Json) -> String {
    match (definition(field), field["type"].as_str()) {
        (Some(name), _) => name.to_owned(),
        (None, Some("array")) => format!("{}[]", kind(&field["items"])),
        (None, Some(name)) => name.to_owned(),
        (None, None) => "value".to_owned(),
    }
}

/// The field's own description, else that of its definition.
fn description(definitions: &Json, field: &Json) -> String {
    let definition = definition(field).map(|name| &definitions[name]["description"]);
    let own = field["description"].as_str();
    let text = own.or(definition.and_then(Json::as_str));
    text.unwrap_or_default().to_owned()
}

fn definition(field: &Json) -> Option<&str> {
    field["$ref"].as_str()?.strip_prefix("#/$defs/")
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::partner_fields;
    use crate::model::{Api, Page};
    use crate::site::fixture::{html, site};

    #[test]
    fn the_schema_is_published_under_its_own_address() {
        let text = html(&site(), &Page::Api(Api::Schema));
        let schema: Json = serde_json::from_str(&text).unwrap();
        let address = "https://brightley.example/partners/api/v1/schema.json";
        assert_eq!(schema["$id"], address);
        assert_eq!(
            schema["$defs"]["about"]["properties"]["version"]["const"],
            super::VERSION
        );
    }

    #[test]
    fn every_field_of_a_partner_has_a_type() {
        let fields = partner_fields();
        let of = |name: &str| &fields.iter().find(|field| field.name == name).unwrap().kind;
        assert_eq!(of("summary"), "text");
        assert_eq!(of("offices"), "office[]");
        assert_eq!(of("languages"), "language[]");
        assert!(fields.iter().all(|field| field.kind != "value"));
    }
}
