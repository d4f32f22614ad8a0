//! The company's own fields as public data: [`declarations`] and [`values`].

use serde_json::{Map, Value as Json, json};

use super::{JsonObject, money, text, whole};
use crate::model::{Catalogue, OwnChoice, OwnField, OwnValue, OwnValueContent};

/// The declared fields, in their order.
pub(super) fn declarations(catalogue: &Catalogue) -> Json {
    let choice = |choice: &OwnChoice| {
        JsonObject::default()
            .put("id", &choice.id)
            .put("name", text(catalogue, &choice.name))
            .done()
    };
    let declaration = |field: &OwnField| {
        let choices = field.choices.iter();
        let owners = field.owners.iter();
        let places = field.places.iter();
        JsonObject::default()
            .put("id", &field.id)
            .put("kind", field.kind.word())
            .put("name", text(catalogue, &field.name))
            .put("unit", field.unit.as_ref().map(|it| text(catalogue, it)))
            .put(
                "choices",
                choices.map(|(_, it)| choice(it)).collect::<Json>(),
            )
            .put("for", owners.map(|it| it.word()).collect::<Vec<_>>())
            .put("show", places.map(|it| it.word()).collect::<Vec<_>>())
            .done()
    };
    let fields = catalogue.vocabulary.fields.iter();
    fields.map(|(_, field)| declaration(field)).collect()
}

/// Values by the ids of their fields.
pub(super) fn values(catalogue: &Catalogue, values: &[OwnValue]) -> Json {
    let fields = &catalogue.vocabulary.fields;
    let values = values.iter().map(|value| {
        let field = &fields[value.field];
        let json = match &value.content {
            OwnValueContent::Number(number) => whole(*number),
            OwnValueContent::Amount(amount) => money(amount),
            OwnValueContent::Choice(choice) => json!(field.choices[*choice].id),
            OwnValueContent::YesNo(truth) => json!(truth),
            OwnValueContent::Text(it) => text(catalogue, it),
            OwnValueContent::Date(date) => json!(date.to_string()),
        };
        (field.id.clone(), json)
    });
    Json::Object(values.collect::<Map<_, _>>())
}
