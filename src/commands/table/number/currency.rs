//! Currencies beside numbers. Entry point: [`currency`].

use super::Parts;
use crate::l10n;

/// The currency of an amount in a cell.
#[derive(Debug, PartialEq)]
pub(in crate::commands::table) struct Currency {
    /// As it is written.
    pub(in crate::commands::table) written: String,
    /// The codes of the currencies that it may be.
    codes: Vec<String>,
}

impl Currency {
    /// Whether the amount may be in a currency.
    pub(in crate::commands::table) fn may_be(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known == code)
    }

    /// Its code, or what is written where several have that sign.
    pub(in crate::commands::table) fn name(&self) -> &str {
        match &self.codes[..] {
            [code] => code,
            _ => &self.written,
        }
    }
}

/// Signs and short names of currencies, in lowercase and without a point at the end, and the codes that they may mean.
const SIGNS: &[(&str, &str)] = &[
    ("€", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    (
        "$",
        "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BRL UYU DOP JMD TTD BBD BSD BZD BMD FJD GYD KYD LRD NAD SRD XCD",
    ),
    ("us$", "USD"),
    ("r$", "BRL"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("£", "GBP EGP FKP GIP SHP LBP SYP SDG SSP"),
    ("¥", "JPY CNY"),
    ("₽", "RUB"),
    ("руб", "RUB BYN"),
    ("₴", "UAH"),
    ("грн", "UAH"),
    ("₺", "TRY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₾", "GEL"),
    ("zł", "PLN"),
    ("kč", "CZK"),
    ("kr", "SEK NOK DKK ISK"),
    ("ft", "HUF"),
    ("lei", "RON MDL"),
    ("лв", "BGN"),
];

/// The currency of the amount in a cell, if it has one.
pub(in crate::commands::table) fn currency(text: &str) -> Option<Currency> {
    let written = Parts::of(text)?.currency?;
    let codes = match sign(&written) {
        Some(codes) => codes.split(' ').map(str::to_owned).collect(),
        None => vec![written.clone()],
    };
    Some(Currency { written, codes })
}

fn sign(word: &str) -> Option<&'static str> {
    let lowercase = word.trim_end_matches('.').to_lowercase();
    SIGNS
        .iter()
        .find(|(name, _)| *name == lowercase)
        .map(|(_, codes)| *codes)
}

/// Whether a word beside a number is a currency.
pub(super) fn is_currency(word: &str) -> bool {
    sign(word).is_some() || l10n::is_currency_code(word)
}

#[cfg(test)]
mod tests {
    use super::currency;

    #[test]
    fn the_currency_of_an_amount_is_known_by_its_sign_or_code() {
        for (text, name) in [
            ("90 000,00 грн", "UAH"),
            ("R$ 90.000,00", "BRL"),
            ("JPY 90000", "JPY"),
            ("£5k", "£"),
            ("1,234,567 USD", "USD"),
            ("2,5 Mrd. EUR", "EUR"),
        ] {
            let found = currency(text);
            assert_eq!(found.as_ref().map(|found| found.name()), Some(name));
        }
        assert!(currency("$ 5").is_some_and(|dollars| dollars.may_be("CAD")));
        assert_eq!(currency("5 %"), None);
        assert_eq!(currency("5"), None);
    }
}
