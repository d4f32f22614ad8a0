//! Currencies of amounts in cells: records have numbers only. Entry point: [`CellVocabulary::check_currency`].

use std::collections::BTreeMap;

use super::super::cell::CellError;
use super::super::number::Currency;
use super::CellVocabulary;
use crate::diagnostic::Code;
use crate::edit::FieldPath;

/// Amounts of which the records do not have the currency, by column and currency.
#[derive(Default)]
pub(super) struct CurrencyNotes(BTreeMap<(String, String), AmountNote>);

/// The first amount of several.
struct AmountNote {
    text: String,
    number: f64,
    rows: usize,
}

impl CurrencyNotes {
    /// A line for each column and currency.
    pub(super) fn lines(self) -> impl Iterator<Item = String> {
        self.0.into_iter().map(|((path, _), amount)| {
            let rows = match amount.rows {
                1 => "1 row".to_owned(),
                rows => format!("{rows} rows"),
            };
            format!(
                "`{}` in the column of `{path}` is read as {}: amounts in the records have no currency ({rows})",
                amount.text, amount.number
            )
        })
    }
}

impl CellVocabulary<'_> {
    /// Refuses an amount with a currency that has its own column, and one that a criterion would compare with amounts in another currency. A currency that no criterion
    /// has is noted.
    pub(in crate::commands::table) fn check_currency(
        &self,
        text: &str,
        number: f64,
        currency: &Currency,
        path: &FieldPath,
    ) -> Result<(), CellError> {
        if path.is_own_amount() {
            let currency = path.sibling("currency");
            let message = format!("`{text}` has a currency, which `{currency}` is for");
            let help =
                format!("write the number alone, and the currency in the column of `{currency}`");
            return Err(CellError::new(Code::InvalidValue, message, Some(help)));
        }
        let criteria = self.records.programmes.iter().flat_map(|programme| {
            let figures = programme.criteria.iter().filter(|criterion| {
                let figure = criterion.figure.as_ref();
                path.is_internal() && figure.is_some_and(|figure| figure.value == path.last())
            });
            let currencies = figures.filter_map(|criterion| {
                let currency = &criterion.currency.as_ref()?.value;
                Some((criterion.id.value.as_str(), currency.as_str()))
            });
            currencies
                .map(move |(criterion, currency)| (programme.id.as_str(), criterion, currency))
        });
        let mut is_compared = false;
        for (programme, criterion, compared) in criteria {
            is_compared = true;
            if !currency.may_be(compared) {
                let message = format!(
                    "`{text}` is an amount in {}, but the criterion `{criterion}` of `{programme}` compares it in {compared}",
                    currency.name()
                );
                let help = format!("write the amount in {compared}, or leave the cell empty");
                return Err(CellError::new(Code::InvalidValue, message, Some(help)));
            }
        }
        if !is_compared {
            let mut amounts = self.amounts.borrow_mut();
            let key = (path.to_string(), currency.name().to_owned());
            let amount = amounts.0.entry(key).or_insert_with(|| AmountNote {
                text: text.to_owned(),
                number,
                rows: 0,
            });
            amount.rows += 1;
        }
        Ok(())
    }
}
