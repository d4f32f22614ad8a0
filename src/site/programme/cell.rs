//! Cells of tier tables: the value of a benefit or of a criterion for one tier.

use serde::Serialize;

use crate::model::{BenefitValue, Criterion, Unit};
use crate::site::context::PageContext;
use crate::site::view::TextView;

/// A cell of a table; `kind` is `yes`, `no`, `number` or `text`.
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

/// The cell of a benefit.
pub(crate) fn benefit(context: PageContext<'_>, value: &BenefitValue) -> CellView {
    let labelled = |kind, key| CellView::new(kind, context.message_view(key));
    match value {
        BenefitValue::No => labelled("no", "value_no"),
        BenefitValue::Number(number) if *number == 0.0 => labelled("no", "value_no"),
        BenefitValue::Yes => labelled("yes", "value_yes"),
        BenefitValue::Unlimited => labelled("text", "value_unlimited"),
        BenefitValue::Number(number) => {
            CellView::new("number", TextView::plain(context.number(*number)))
        }
        BenefitValue::Amount(money) if money.amount == 0.0 => labelled("no", "value_no"),
        BenefitValue::Amount(money) => {
            CellView::new("number", TextView::plain(context.locale().money(money)))
        }
        BenefitValue::Text(text) => CellView::new("text", context.text(text)),
    }
}

/// The cell of a criterion: the threshold. Absent and 0 mean the same.
pub(crate) fn threshold(
    context: PageContext<'_>,
    criterion: &Criterion,
    value: Option<f64>,
) -> CellView {
    match value.filter(|&value| value != 0.0) {
        None => CellView::new("no", context.message_view("value_not_asked")),
        Some(value) => CellView::new("number", TextView::plain(figure(context, criterion, value))),
    }
}

fn figure(context: PageContext<'_>, criterion: &Criterion, value: f64) -> String {
    match &criterion.unit {
        Unit::Currency(currency) => context.locale().money(&crate::model::Money {
            amount: value,
            currency: currency.clone(),
        }),
        Unit::Word(_) | Unit::None => context.number(value),
    }
}

/// A unit beside a name that does not say it already: "Certified people" needs no "certified people".
pub(crate) fn unit_beside(name: &TextView, unit: Option<TextView>) -> Option<TextView> {
    let name = name.text.to_lowercase();
    unit.filter(|unit| !name.contains(&unit.text.to_lowercase()))
}

/// The unit of a criterion, unless it is a currency.
pub(crate) fn unit(context: PageContext<'_>, criterion: &Criterion) -> Option<TextView> {
    match &criterion.unit {
        Unit::Word(word) => Some(context.text(word)),
        Unit::Currency(_) | Unit::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::unit_beside;
    use crate::site::view::TextView;

    #[test]
    fn units_are_not_said_twice() {
        let beside = |name: &str, unit: &str| {
            unit_beside(&TextView::plain(name), Some(TextView::plain(unit))).map(|it| it.text)
        };
        assert_eq!(beside("Certified people", "certified people"), None);
        assert_eq!(beside("Published references", "references"), None);
        let unit = Some("new customers a year".to_owned());
        assert_eq!(beside("New customers", "new customers a year"), unit);
    }
}
