//! Values of the company's own fields, as readers see them. Entry points: [`facts`], [`option`](fn@option).

use serde::Serialize;

use super::context::PageContext;
use super::view::TextView;
use crate::model::{
    ChoiceIx, FieldPlace, ListIndex as _, OwnField, OwnFieldKind, OwnValue, OwnValueContent,
};

/// A fact: the name of the field and its value.
#[derive(Debug, Clone, Serialize)]
pub(super) struct OwnFactView {
    name: TextView,
    value: TextView,
}

/// The values that are shown in a place, in the order of the declarations.
pub(super) fn facts(
    context: PageContext<'_>,
    values: &[OwnValue],
    place: FieldPlace,
) -> Vec<OwnFactView> {
    let fields = &context.catalogue().vocabulary.fields;
    let shown = values
        .iter()
        .map(|value| (&fields[value.field], value))
        .filter(|(field, _)| field.places.contains(&place));
    shown
        .map(|(field, value)| OwnFactView {
            name: context.text(&field.name),
            value: self::value(context, field, value),
        })
        .collect()
}

fn value(context: PageContext<'_>, field: &OwnField, value: &OwnValue) -> TextView {
    let locale = context.locale();
    match &value.content {
        OwnValueContent::Number(number) => with_unit(context, field, locale.number(*number)),
        OwnValueContent::Amount(money) => with_unit(context, field, locale.money(money)),
        OwnValueContent::Choice(choice) => context.text(&field.choices[*choice].name),
        OwnValueContent::YesNo(truth) => context.message_view(yes_or_no(*truth)),
        OwnValueContent::Text(text) => context.text(text),
        OwnValueContent::Date(date) => TextView::plain(context.date(*date).text),
    }
}

/// The name of a value of a field that visitors can choose, by its position.
pub(super) fn option(context: PageContext<'_>, field: &OwnField, option: usize) -> TextView {
    match field.kind {
        OwnFieldKind::Choice => context.text(&field.choices[ChoiceIx::new(option)].name),
        _ => context.message_view(yes_or_no(option == 0)),
    }
}

/// The key of the word for yes or no.
pub(super) fn yes_or_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// The number with the unit of its field. A unit in another language makes the whole one in that language.
fn with_unit(context: PageContext<'_>, field: &OwnField, number: String) -> TextView {
    let Some(unit) = context.text_opt(field.unit.as_ref()) else {
        return TextView::plain(number);
    };
    TextView {
        text: format!("{number}\u{a0}{}", unit.text),
        ..unit
    }
}
