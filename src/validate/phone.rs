//! Telephone numbers as people write them. Entry point: [`parse_phone`].
//!
//! ```text
//!  text ──WrittenPhone::read──▶ digits, extension ──international─┐
//!                                                 ──national──────┴▶ Phone: the text, and its number to call
//! ```
//!
//! What belongs to a number is decided here; which digits are a number of a country, by the tables of libphonenumber. A
//! number with a country code needs only the right length: tables lag behind new ranges. One without must be valid in the
//! country, because a wrong completion would be a wrong number.

mod words;
mod written;

use rlibphonenumber::{
    CountryCodeSource, NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber,
    PhoneNumberFormat, PhoneNumberType, Region, ValidationError,
};

use crate::model::Phone;
use written::{PhoneFault, WrittenPhone};

/// The fewest digits, without country code and leading zero, of a number that another may follow after a slash.
const COMPLETE_AT_LEAST: usize = 6;
/// With more lengths of numbers than this, a country's number without its first zero looks like another number.
const FEW_LENGTHS: usize = 3;

/// A telephone number; the error says what is wrong with it, and what to do. A number without country code is one of the
/// `countries` (ISO 3166 codes).
///
/// ```
/// # use vitrine::validate::parse_phone;
/// assert_eq!(parse_phone("04.72.00.11.33", &["FR"]).unwrap().uri(), "tel:+33472001133");
/// assert_eq!(parse_phone("+49 (0)30 1234-0", &[]).unwrap().uri(), "tel:+493012340");
/// assert!(parse_phone("04 72 00 11 33", &[]).is_err());
/// ```
pub fn parse_phone(text: &str, countries: &[&str]) -> Result<Phone, (String, String)> {
    let written = read(text)?;
    let number = if written.international {
        international(text, &written)?
    } else {
        national(text, &written, countries)?
    };
    Ok(Phone {
        text: without_scheme(text).to_owned(),
        number,
        extension: written.extension,
    })
}

/// A number without the `tel:` of a link, which is not for readers.
fn without_scheme(text: &str) -> &str {
    let text = text.trim();
    match text.split_at_checked(4) {
        Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => {
            match number.starts_with(|c: char| c == '+' || c.is_ascii_digit()) {
                true => number,
                false => text,
            }
        }
        _ => text,
    }
}

/// What is wrong with a telephone number whose country is not known yet: one without country code may be right.
pub fn check_phone(text: &str) -> Result<(), (String, String)> {
    let written = read(text)?;
    if written.international {
        international(text, &written)?;
    }
    Ok(())
}

/// Whether a number is that of a mobile telephone, which somebody carries.
pub(super) fn is_mobile(phone: &Phone) -> bool {
    let number = PhoneNumber::parse(&phone.number, None);
    number.is_ok_and(|number| number.get_type() == PhoneNumberType::Mobile)
}

fn read(text: &str) -> Result<WrittenPhone, (String, String)> {
    WrittenPhone::read(text).map_err(|fault| match fault {
        PhoneFault::NotANumber => (
            format!("`{text}` is not a telephone number"),
            match note(text) {
                Some((number, note)) => {
                    format!("write `{number}`, and `{note}` as the `label` of the contact")
                }
                None => {
                    "write one number with its country code, such as `+33 2 99 00 00 00`".to_owned()
                }
            },
        ),
        PhoneFault::SeveralNumbers => several_numbers(text),
        PhoneFault::TooLong => DigitsProblem::Long.explain(text),
    })
}

/// The number of a text with a note in brackets, and the note: `+41 44 123 45 67 (Zürich)`.
fn note(text: &str) -> Option<(String, String)> {
    let start = text.find(['(', '（'])?;
    let (number, rest) = text.split_at(start);
    let end = rest.find([')', '）'])?;
    let note = rest[..end].trim_start_matches(['(', '（']).trim();
    let after = rest[end..].trim_start_matches([')', '）']);
    let number = format!("{number}{after}").trim().to_owned();
    let is_note = note.chars().any(char::is_alphabetic);
    (is_note && WrittenPhone::read(&number).is_ok()).then(|| (number, note.to_owned()))
}

fn several_numbers(text: &str) -> (String, String) {
    (
        format!("`{text}` is more than one telephone number"),
        "write one number here, and the other one in another contact".to_owned(),
    )
}

/// The number of a text that begins with a country code.
fn international(text: &str, written: &WrittenPhone) -> Result<String, (String, String)> {
    if let Some(first) = written.before_slash()
        && let Ok(number) = complete(first)
        && number.get_national_significant_number().len() >= COMPLETE_AT_LEAST
    {
        return Err(several_numbers(text));
    }
    let parsed = complete(&written.digits);
    let Some(bare) = written.without_zero() else {
        let number = parsed.map_err(|problem| problem.explain(text))?;
        return match lost_zero(&number) {
            Some(whole) => Err((
                format!("`{text}` lacks the zero after the country code"),
                format!("write `{whole}`"),
            )),
            None => Ok(number.to_string()),
        };
    };
    // "(0)": only in a few countries the zero is part of the number.
    let numbers = [parsed, complete(&bare)];
    if let Some(number) = numbers.iter().flatten().find(|number| number.is_valid()) {
        return Ok(number.to_string());
    }
    let [parsed, bare] = numbers;
    match (parsed, bare) {
        (Ok(number), _) if keeps_zero(&number) => Ok(number.to_string()),
        (_, Ok(number)) | (Ok(number), Err(_)) => Ok(number.to_string()),
        (Err(problem), Err(_)) => Err(problem.explain(text)),
    }
}

/// Whether numbers of the country keep their first zero behind the country code, as in Italy.
fn keeps_zero(number: &PhoneNumber) -> bool {
    let region = PHONE_NUMBER_UTIL.get_region_for_country_code(number.country_code);
    let example = region.and_then(|region| PHONE_NUMBER_UTIL.get_example_number(region).ok());
    example.is_some_and(|example| example.italian_leading_zero())
}

/// The valid number that only lacks its first zero, which some countries dial from everywhere: `+39 6 …` for `+39 06 …`.
fn lost_zero(number: &PhoneNumber) -> Option<PhoneNumber> {
    if number.is_valid() || number.italian_leading_zero() || !keeps_zero(number) {
        return None;
    }
    let national = number.get_national_significant_number();
    let whole = complete(&format!("{}0{national}", number.country_code)).ok()?;
    whole.is_valid().then_some(whole)
}

/// Why digits are no international number.
enum DigitsProblem {
    Country,
    Short,
    Long,
}

impl DigitsProblem {
    fn explain(self, text: &str) -> (String, String) {
        let (message, help) = match self {
            DigitsProblem::Country => (
                "begins with the code of no country",
                "begin it with `+` and the country code, such as `+33 2 99 00 00 00`",
            ),
            DigitsProblem::Short => (
                "has not enough digits for a telephone number of its country",
                "write all digits after the country code, with the area code",
            ),
            DigitsProblem::Long => (
                "has too many digits for a telephone number of its country",
                "write one number, and an extension as `ext. 12`",
            ),
        };
        (format!("`{text}` {message}"), help.to_owned())
    }
}

/// The number with these digits, which begin with a country code, if it has a length that is possible there.
fn complete(digits: &str) -> Result<PhoneNumber, DigitsProblem> {
    let number = PhoneNumber::parse(format!("+{digits}"), None).map_err(|error| match error {
        ParseError::InvalidCountryCode | ParseError::NotANumber(_) => DigitsProblem::Country,
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn => DigitsProblem::Short,
        ParseError::TooLongNsn => DigitsProblem::Long,
    })?;
    match number.is_possible_with_reason() {
        Ok(NumberLengthType::IsPossible) => Ok(number),
        Ok(NumberLengthType::IsPossibleLocalOnly) | Err(ValidationError::TooShort) => {
            Err(DigitsProblem::Short)
        }
        Err(ValidationError::InvalidCountryCode) => Err(DigitsProblem::Country),
        // Between two possible lengths.
        Err(ValidationError::InvalidLength) => Err(DigitsProblem::Short),
        Err(ValidationError::TooLong) => Err(DigitsProblem::Long),
    }
}

/// The number of a text without country code, in the only one of the countries where it is valid.
fn national(
    text: &str,
    written: &WrittenPhone,
    countries: &[&str],
) -> Result<String, (String, String)> {
    let complete_before_slash = |first: &str| {
        first.trim_start_matches('0').len() >= COMPLETE_AT_LEAST
            && (countries.is_empty()
                || countries
                    .iter()
                    .any(|country| !readings(first, country).is_empty()))
    };
    if written.before_slash().is_some_and(complete_before_slash) {
        return Err(several_numbers(text));
    }
    if countries.is_empty() {
        let message = format!("`{text}` has no country code");
        let help = "begin it with `+` and the country code, such as `+33 2 99 00 00 00`, or say in which country it is: \
                    in an office of the partner, or in the address of the organization";
        return Err((message, help.to_owned()));
    }
    let mut all: Vec<PhoneReading> = Vec::new();
    for country in countries {
        for reading in readings(&written.digits, country) {
            if !all.iter().any(|known| known.number == reading.number) {
                all.push(reading);
            }
        }
    }
    match &all[..] {
        [reading] if reading.is_certain => Ok(reading.number.clone()),
        [reading] => Err((
            format!("`{text}` lacks its country code, and perhaps its first digits"),
            format!("write `{}` if it is complete", reading.number),
        )),
        [] => Err(match unknown_number(&written.digits, countries) {
            Some((country, number)) => (
                format!("`{text}` is in no range of numbers that is known in {country}"),
                format!("if it is right nevertheless, write `{number}`"),
            ),
            None => (
                format!(
                    "`{text}` is not a complete telephone number of {}",
                    countries.join(" or ")
                ),
                format!(
                    "write it with its country code, such as `{}`",
                    example(countries[0])
                ),
            ),
        }),
        _ => {
            let numbers: Vec<String> = all
                .iter()
                .map(|reading| format!("`{}`", reading.number))
                .collect();
            Err((
                format!("`{text}` can be {}", numbers.join(" or ")),
                "write the one that is meant, with its country code".to_owned(),
            ))
        }
    }
}

/// The number of a country that has the right length, and the zero with which it is dialled there, but is in no range that
/// is known: with its country code it would be accepted.
fn unknown_number<'c>(digits: &str, countries: &[&'c str]) -> Option<(&'c str, String)> {
    countries.iter().find_map(|country| {
        let region = Region::from_code(country).ok()?;
        let number = PhoneNumber::parse(digits, Some(region)).ok()?;
        let is_whole = digits.len() > number.get_national_significant_number().len()
            && number.is_possible_with_reason() == Ok(NumberLengthType::IsPossible);
        let written = number.format_as(PhoneNumberFormat::International);
        is_whole.then(|| (*country, written.into_owned()))
    })
}

/// What digits without country code mean in a country.
struct PhoneReading {
    /// The international number.
    number: String,
    /// Whether they cannot be the rest of another number.
    is_certain: bool,
}

/// The valid numbers that digits can be in a country.
fn readings(digits: &str, country: &str) -> Vec<PhoneReading> {
    let Ok(region) = Region::from_code(country) else {
        return Vec::new();
    };
    let Ok(number) = PHONE_NUMBER_UTIL.parse_and_keep_raw_input(digits, Some(region)) else {
        return Vec::new();
    };
    if !number.is_valid() {
        return Vec::new();
    }
    let code = number.country_code;
    let has_code = number.country_code_source() != CountryCodeSource::FromDefaultCountry;
    let national = number.format_as(PhoneNumberFormat::National);
    let national: String = national.chars().filter(char::is_ascii_digit).collect();
    // As it is dialled in the country, with its first zero where there is one.
    let without_prefix = number.get_national_significant_number().len();
    let is_whole = has_code || national == digits || digits.len() > without_prefix;
    let mut readings = vec![PhoneReading {
        number: number.to_string(),
        is_certain: is_whole || possible_lengths(code) <= FEW_LENGTHS,
    }];
    // "49 30 123456": a number of Germany without its `+`, or of a town whose area code begins with 49.
    if !is_whole
        && digits.starts_with(&code.to_string())
        && let Ok(other) = complete(digits)
        && other.is_valid()
    {
        readings.push(PhoneReading {
            number: other.to_string(),
            is_certain: true,
        });
    }
    readings
}

/// How many lengths numbers with this country code can have.
fn possible_lengths(code: i32) -> usize {
    let has_length = |length: &usize| {
        let digits = "2".repeat(*length);
        let number = PhoneNumber {
            country_code: code,
            national_number: digits.parse().unwrap_or_default(),
            ..PhoneNumber::default()
        };
        number.is_possible_with_reason() == Ok(NumberLengthType::IsPossible)
    };
    (4..=15).filter(has_length).count()
}

/// A number of a country, in words that people use.
fn example(country: &str) -> String {
    Region::from_code(country)
        .ok()
        .and_then(|region| PHONE_NUMBER_UTIL.get_example_number(region).ok())
        .map_or_else(
            || "+33 2 99 00 00 00".to_owned(),
            |number| {
                number
                    .format_as(PhoneNumberFormat::International)
                    .into_owned()
            },
        )
}

#[cfg(test)]
mod tests;
