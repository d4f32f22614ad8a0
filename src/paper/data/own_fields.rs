//! Values of the company's own fields, as the book prints them. Entry point: [`facts`].

use serde::Serialize;

use super::context::EditionContext;
use super::primitives::TextView;
use crate::model::{FieldPlace, OwnField, OwnValue, OwnValueContent};

/// A fact: the name of the field and its value.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct OwnFactView {
    name: TextView,
    pub(in crate::paper::data) value: TextView,
}

/// The values that the book shows, in the order of the declarations.
pub(super) fn facts(context: &EditionContext<'_>, values: &[OwnValue]) -> Vec<OwnFactView> {
    let fields = &context.catalogue.vocabulary.fields;
    let shown = values
        .iter()
        .map(|value| (&fields[value.field], value))
        .filter(|(field, _)| field.places.contains(&FieldPlace::Paper));
    shown
        .map(|(field, value)| OwnFactView {
            name: context.text(&field.name),
            value: self::value(context, field, value),
        })
        .collect()
}

fn value(context: &EditionContext<'_>, field: &OwnField, value: &OwnValue) -> TextView {
    match &value.content {
        OwnValueContent::Number(number) => {
            with_unit(context, field, context.locale.number(*number))
        }
        OwnValueContent::Amount(money) => with_unit(context, field, context.locale.money(money)),
        OwnValueContent::Choice(choice) => context.text(&field.choices[*choice].name),
        OwnValueContent::YesNo(true) => context.message_view("yes"),
        OwnValueContent::YesNo(false) => context.message_view("no"),
        OwnValueContent::Text(text) => context.text(text),
        OwnValueContent::Date(date) => context.plain(context.locale.date(*date)),
    }
}

/// The number with the unit of its field. A unit in another language makes the whole one in that language.
fn with_unit(context: &EditionContext<'_>, field: &OwnField, number: String) -> TextView {
    let Some(unit) = context.text_opt(&field.unit) else {
        return context.plain(number);
    };
    TextView {
        text: format!("{number}\u{a0}{}", unit.text),
        ..unit
    }
}
