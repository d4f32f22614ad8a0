//! Digits of postcodes, which spreadsheets shorten: [`postcode_problem`].

/// The numbers of digits of the postcodes of countries whose postcodes consist of digits alone, after the formats of
/// libaddressinput (<https://chromium-i18n.appspot.com/ssl-address/data/DE>, field `zip`).
const DIGITS: [(&[&str], &[usize]); 6] = [
    (
        &[
            "AT", "AU", "BE", "BG", "CH", "CY", "DK", "GE", "HU", "LI", "LU", "LV", "NO", "NZ",
            "PH", "SI", "TN", "ZA",
        ],
        &[4],
    ),
    (
        &[
            "CZ", "DE", "EE", "EG", "ES", "FI", "FR", "GR", "HR", "ID", "IT", "KR", "LT", "MA",
            "MC", "ME", "MX", "MY", "PL", "SE", "SK", "TH", "TR", "UA", "VN",
        ],
        &[5],
    ),
    (&["BY", "CN", "IN", "KZ", "RO", "RU", "SG"], &[6]),
    (&["JP"], &[7]),
    (&["US", "SA"], &[5, 9]),
    (&["BR"], &[8]),
];

/// What is wrong with a postcode of a country (ISO 3166), and what to do, if it has another number of digits than
/// postcodes there have.
pub(super) fn postcode_problem(postcode: &str, country: &str) -> Option<(String, String)> {
    let (_, lengths) = DIGITS
        .iter()
        .find(|(countries, _)| countries.contains(&country))?;
    // `D-50667`, `LV-1050`.
    let number = postcode.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-');
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_number = number
        .chars()
        .all(|c| c.is_ascii_digit() || c == '-' || c.is_whitespace());
    if !is_number || digits.is_empty() || lengths.contains(&digits.len()) {
        return None;
    }
    let expected = lengths[0];
    let message = format!(
        "the postcode `{postcode}` has {} digits; in `{country}` they have {expected}",
        digits.len()
    );
    let help = if digits.len() + 1 == expected {
        format!("write `0{digits}`: spreadsheets remove a zero at the beginning")
    } else {
        "compare it with the address".to_owned()
    };
    Some((message, help))
}

#[cfg(test)]
mod tests {
    use super::postcode_problem;

    #[test]
    fn a_lost_zero_is_noticed_and_usual_spellings_are_not() {
        for (postcode, country) in [
            ("01067", "DE"),
            ("D-50667", "DE"),
            ("LV-1050", "LV"),
            ("110 00", "CZ"),
            ("00-950", "PL"),
            ("100-0001", "JP"),
            ("01310-100", "BR"),
            ("94105-1234", "US"),
            ("SW1A 1AA", "GB"),
            ("9712 GZ", "NL"),
            ("75008 CEDEX", "FR"),
            ("1067", "XX"),
        ] {
            assert_eq!(postcode_problem(postcode, country), None, "{postcode}");
        }
        for (postcode, country, help) in [
            ("1067", "DE", "write `01067`: "),
            ("6000", "FR", "write `06000`: "),
            ("100000", "JP", "write `0100000`: "),
            ("123456", "DE", "compare it"),
        ] {
            let (_, found) = postcode_problem(postcode, country).expect(postcode);
            assert!(found.starts_with(help), "{found}");
        }
    }
}
