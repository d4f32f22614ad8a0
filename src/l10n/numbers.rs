//! Numbers, amounts and percentages.

use std::error::Error;

use fixed_decimal::Decimal;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::percent::formatter::PercentFormatter;

use super::{Locale, codes};
use crate::model::Money;

/// The number formats of a language.
pub(super) struct Numbers {
    plain: DecimalFormatter,
    money: CurrencyFormatter,
    percent: PercentFormatter<DecimalFormatter>,
}

impl Numbers {
    pub(super) fn new(locale: &icu_locale::Locale) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            plain: DecimalFormatter::try_new(locale.into(), Default::default())?,
            money: CurrencyFormatter::try_new(locale.into(), Default::default())?,
            percent: PercentFormatter::try_new(locale.into(), Default::default())?,
        })
    }
}

impl Locale {
    /// A number with the language's separators: "12,500.5".
    pub fn number(&self, number: f64) -> String {
        match decimal(number) {
            Some(number) => self.numbers.plain.format(&number).to_string(),
            None => number.to_string(),
        }
    }

    /// An amount: "€1,500", "1 500 €"; with decimals only if it is not whole.
    pub fn money(&self, money: &Money) -> String {
        let (Some(mut amount), Some(currency)) =
            (decimal(money.amount), codes::currency(&money.currency))
        else {
            return format!("{} {}", self.number(money.amount), money.currency);
        };
        if money.amount.fract() != 0.0 {
            amount.round(-2);
            amount.absolute.pad_end(-2);
        }
        self.numbers
            .money
            .format_fixed_decimal(&amount, &currency)
            .to_string()
    }

    /// A percentage, from the number of hundredths: 8 is "8%" or "8 %".
    pub fn percent(&self, percent: f64) -> String {
        match decimal(percent) {
            Some(percent) => self.numbers.percent.format(&percent).to_string(),
            None => format!("{percent}%"),
        }
    }
}

/// The shortest decimal number that parses to this one; nothing for infinities and NaN.
pub(super) fn decimal(number: f64) -> Option<Decimal> {
    // Adding zero turns minus zero, which would show as "-0", into zero.
    (number + 0.0).to_string().parse().ok()
}
