//! What stands at the crossing of a benefit or a criterion with a tier.

use serde::Serialize;

use crate::model::{BenefitValue, Criterion, Unit};
use crate::site::reader::Reader;
use crate::site::text::TextView;

/// A cell of a table; `kind` is what a template tells them apart by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CellView {
    kind: &'static str,
    text: String,
    lang: Option<String>,
    dir: Option<&'static str>,
}

impl CellView {
    fn new(kind: &'static str, text: TextView) -> Self {
        Self {
            kind,
            text: text.text,
            lang: text.lang,
            dir: text.dir,
        }
    }
}

/// How much of a benefit there is.
pub(crate) fn benefit(reader: Reader<'_>, value: &BenefitValue) -> CellView {
    let say = |kind, key| CellView::new(kind, TextView::plain(reader.say(key)));
    match value {
        BenefitValue::No => say("no", "value_no"),
        BenefitValue::Number(number) if *number == 0.0 => say("no", "value_no"),
        BenefitValue::Yes => say("yes", "value_yes"),
        BenefitValue::Unlimited => say("text", "value_unlimited"),
        BenefitValue::Number(number) => {
            CellView::new("number", TextView::plain(reader.number(*number)))
        }
        BenefitValue::Amount(money) if money.amount == 0.0 => say("no", "value_no"),
        BenefitValue::Amount(money) => {
            CellView::new("number", TextView::plain(reader.locale().money(money)))
        }
        BenefitValue::Text(text) => CellView::new("text", reader.text(text)),
    }
}

/// The least figure that is asked; nothing and 0 ask the same.
pub(crate) fn threshold(reader: Reader<'_>, criterion: &Criterion, value: Option<f64>) -> CellView {
    match value.filter(|&value| value != 0.0) {
        None => CellView::new("no", TextView::plain(reader.say("value_not_asked"))),
        Some(value) => CellView::new("number", TextView::plain(figure(reader, criterion, value))),
    }
}

fn figure(reader: Reader<'_>, criterion: &Criterion, value: f64) -> String {
    match &criterion.unit {
        Unit::Currency(currency) => reader.locale().money(&crate::model::Money {
            amount: value,
            currency: currency.clone(),
        }),
        Unit::Word(_) | Unit::None => reader.number(value),
    }
}

/// What the figures of a criterion count, where that is a word.
pub(crate) fn unit(reader: Reader<'_>, criterion: &Criterion) -> Option<TextView> {
    match &criterion.unit {
        Unit::Word(word) => Some(reader.text(word)),
        Unit::Currency(_) | Unit::None => None,
    }
}
