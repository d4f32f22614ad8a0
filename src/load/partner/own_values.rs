//! Values of the company's own fields, as a record writes them. Entry point: [`read`].
//!
//! The kind of a field is in the vocabulary, which is read apart from the records: a value is read by its own form here,
//! and compared with the kind when it is validated.

use jiff::civil::Date;

use crate::load::programme::{MoneyRecord, money};
use crate::load::reader::{ReferenceKind, Table, Texts, Value};
use crate::source::{Span, Spanned};

/// A value of an own field as written.
#[derive(Debug, Clone)]
pub struct OwnValueRecord {
    /// The id of the field.
    pub id: Spanned<String>,
    /// The position of the value.
    pub span: Span,
    /// What is written.
    pub content: OwnContent,
}

/// The form in which a value of an own field is written.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the words say it")]
pub enum OwnContent {
    Number(f64),
    Amount(MoneyRecord),
    YesNo(bool),
    Date(Date),
    /// A text, or the id of a choice.
    Text(Texts),
}

/// Key of the table with the values.
pub(in crate::load) const KEY: &str = "fields";

/// Reads the values of a table, whose keys are the ids of fields.
pub(super) fn read(table: &Table<'_>, kind: ReferenceKind) -> Vec<OwnValueRecord> {
    let entries = table.table(KEY);
    let entries = entries.map_or_else(Vec::new, |table| table.entries_of(kind));
    let values = entries.into_iter().filter_map(|(id, value)| {
        let content = content(&format!("{KEY}.{}", id.value), value)?;
        Some(OwnValueRecord {
            id: id.map(str::to_owned),
            span: value.span,
            content,
        })
    });
    values.collect()
}

fn content(key: &str, value: Value<'_>) -> Option<OwnContent> {
    let text = |value: Value<'_>| value.texts(key).map(OwnContent::Text);
    let date = |value: Value<'_>| Some(OwnContent::Date(value.date(key)?.value));
    let truth = |value: Value<'_>| Some(OwnContent::YesNo(value.boolean(key)?.value));
    let number = |value: Value<'_>| Some(OwnContent::Number(value.number(key)?.value));
    let amount = |value: Value<'_>| Some(OwnContent::Amount(money(&value.table(key)?)));
    let other_than_truth = |value: Value<'_>| value.either(Value::is_date, date, text);
    let other_than_number =
        |value: Value<'_>| value.either(Value::is_boolean, truth, other_than_truth);
    let other_than_amount =
        |value: Value<'_>| value.either(Value::is_number, number, other_than_number);
    value.either(Value::is_money, amount, other_than_amount)
}
