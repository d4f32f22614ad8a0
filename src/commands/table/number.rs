//! Numbers and coordinates as people write them in cells. A number is read if it has one reading; otherwise it is
//! refused. Entry points: [`parse`], [`parse_degrees`], [`NumberMarks`].

mod currency;
mod degrees;
mod marks;

use currency::is_currency;
pub(super) use currency::{Currency, currency};
pub(super) use degrees::parse_degrees;
pub(in crate::commands) use marks::NumberMarks;

/// Why a text is not read as a number.
#[derive(Debug, PartialEq)]
pub(super) enum NumberError {
    /// It is not a number.
    Invalid,
    /// It can be read as a whole number, or with decimals.
    Ambiguous(f64, f64),
}

use NumberError::{Ambiguous, Invalid};

/// Words after a number that multiply it, in lowercase and without a point, and their power of ten. A single `m` is
/// missing: it is a thousand or a million.
const MULTIPLIERS: &[(&str, i32)] = &[
    ("k", 3),
    ("tsd", 3),
    ("thousand", 3),
    ("tausend", 3),
    ("mio", 6),
    ("mln", 6),
    ("mn", 6),
    ("million", 6),
    ("millions", 6),
    ("millionen", 6),
    ("mrd", 9),
    ("mld", 9),
    ("bn", 9),
    ("milliard", 9),
    ("milliards", 9),
    ("milliarde", 9),
    ("milliarden", 9),
    ("tys", 3),
    ("тис", 3),
    ("тыс", 3),
    ("млн", 6),
    ("млрд", 9),
];

/// The number in a cell. `marks` are what is known of the marks in its column.
pub(super) fn parse(text: &str, marks: NumberMarks) -> Result<f64, NumberError> {
    let parts = Parts::of(text).ok_or(Invalid)?;
    let number = |core: &str| {
        let sign = if parts.negative { "-" } else { "" };
        format!("{sign}{core}").parse::<f64>()
    };
    let scaled = |digits: &str| {
        let number = number(&format!("{digits}e{}", parts.power)).map_err(|_| Invalid)?;
        if number.is_finite() {
            Ok(number)
        } else {
            Err(Invalid)
        }
    };
    if let Some((mantissa, exponent)) = parts.core.split_once(['e', 'E']) {
        let exponent: i32 = exponent.parse().map_err(|_| Invalid)?;
        let mantissa = mantissa.replace(',', ".");
        if !is_decimal(&mantissa) || !(-99..=99).contains(&exponent) {
            return Err(Invalid);
        }
        let power = exponent + parts.power;
        return number(&format!("{mantissa}e{power}")).map_err(|_| Invalid);
    }
    let core = Core::of(&parts.core).ok_or(Invalid)?;
    match core.decimal_mark() {
        NumberShape::Whole => scaled(&core.digits()),
        NumberShape::Decimal(mark) => scaled(&core.with_decimal(mark)),
        NumberShape::Either(mark) => match marks.is_decimal(mark) {
            Some(true) => scaled(&core.with_decimal(mark)),
            Some(false) => scaled(&core.digits()),
            None => Err(Ambiguous(
                scaled(&core.digits())?,
                scaled(&core.with_decimal(mark))?,
            )),
        },
        NumberShape::Invalid => Err(Invalid),
    }
}

/// A number, without its sign and its unit.
struct Parts {
    core: String,
    negative: bool,
    /// The power of ten of its unit.
    power: i32,
    /// The sign or code of its currency, if it has one.
    currency: Option<String>,
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let mut text = plain_signs(text);
        let mut negative = false;
        if let Some(inside) = text
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'))
        {
            negative = true;
            text = inside.trim().to_owned();
        }
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let last = text.rfind(|c: char| c.is_ascii_digit())?;
        let (mut prefix, mut core) = (&text[..first], &text[first..=last]);
        let mut suffix = &text[last + 1..];
        // `.5`
        let mut starts_with_mark = false;
        if let Some(before) = prefix.strip_suffix(['.', ',']) {
            (prefix, starts_with_mark) = (before, true);
        }
        let signs = prefix.matches(['-', '+']).count() + usize::from(negative);
        let prefix_negative = prefix.contains('-');
        if signs > 1 {
            return None;
        }
        let mut is_negative = negative || prefix_negative;
        // `1'200.-` and `1200,–` have no cents.
        let no_cents = [".--", ",--", ".-", ",-"];
        suffix = no_cents
            .iter()
            .find_map(|sign| suffix.strip_prefix(sign))
            .unwrap_or(suffix);
        if signs == 0
            && let Some(before) = suffix.strip_suffix('-')
        {
            // As some accounting programs write it.
            (suffix, is_negative) = (before, true);
        }
        let prefix = prefix.replace(['-', '+'], " ");
        if !prefix.split_whitespace().all(is_currency) {
            return None;
        }
        let (power, after) = unit(suffix)?;
        let before = prefix.split_whitespace().next().map(str::to_owned);
        core = core.trim();
        let core = if starts_with_mark {
            format!("0.{core}")
        } else {
            core.to_owned()
        };
        Some(Self {
            core,
            negative: is_negative,
            power,
            currency: before.or(after),
        })
    }
}

/// The text with the hyphen for each minus sign, and without spaces around it.
fn plain_signs(text: &str) -> String {
    let signs = ['−', '–', '﹣', '－', '‐', '‑'];
    text.trim().replace(signs, "-")
}

/// The power of ten of what follows a number, and its currency; `None` if it is not a unit.
fn unit(text: &str) -> Option<(i32, Option<String>)> {
    let mut power = None;
    let mut currency = None;
    let mut is_percent = false;
    for word in words(text) {
        let lowercase = word.trim_end_matches('.').to_lowercase();
        let found = MULTIPLIERS
            .iter()
            .find(|(name, _)| *name == lowercase)
            .map(|(_, power)| *power)
            .or((word == "M").then_some(6));
        let is_last = currency.is_some() || is_percent;
        match found {
            Some(found) if power.is_none() && !is_last => power = Some(found),
            None if !is_last && word == "%" => is_percent = true,
            None if !is_last && is_currency(&word) => currency = Some(word),
            _ => return None,
        }
    }
    Some((power.unwrap_or(0), currency))
}

/// The words of a unit: letters with points, or single signs.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let is_letter = c.is_alphabetic();
        match words.last_mut() {
            Some(word) if in_word && (is_letter || c == '.') => word.push(c),
            _ if c.is_whitespace() => {}
            _ => words.push(c.to_string()),
        }
        in_word = is_letter || in_word && c == '.';
    }
    words
}

/// Digits with marks between them.
struct Core {
    /// The digits, points and commas; other separators of thousands are left out.
    text: String,
}

/// What the marks of a number mean.
enum NumberShape {
    Whole,
    Decimal(char),
    /// One mark before three digits.
    Either(char),
    Invalid,
}

impl Core {
    /// `None` if there are other signs between the digits, or spaces that do not separate thousands.
    fn of(text: &str) -> Option<Self> {
        let is_space = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '_');
        if !text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || is_space(c))
        {
            return None;
        }
        if text.contains(is_space) {
            let end = text.find(['.', ',']).unwrap_or(text.len());
            let (whole, decimals) = text.split_at(end);
            let groups: Vec<&str> = whole.split(is_space).collect();
            if decimals.contains(is_space) || !are_thousands(&groups) {
                return None;
            }
        }
        Some(Self {
            text: text.replace(is_space, ""),
        })
    }

    fn digits(&self) -> String {
        self.text.replace(['.', ','], "")
    }

    fn with_decimal(&self, mark: char) -> String {
        match self.text.rsplit_once(mark) {
            Some((whole, decimals)) => format!("{}.{decimals}", whole.replace(['.', ','], "")),
            None => self.digits(),
        }
    }

    fn decimal_mark(&self) -> NumberShape {
        let marks: Vec<char> = self.text.chars().filter(|c| !c.is_ascii_digit()).collect();
        let (Some(&last), Some(&first)) = (marks.last(), marks.first()) else {
            return NumberShape::Whole;
        };
        let (whole, decimals) = self.text.rsplit_once(last).unwrap_or((&self.text, ""));
        let groups: Vec<&str> = whole.split(['.', ',']).collect();
        match marks.len() {
            1 if decimals.len() == 3
                && (1..=3).contains(&whole.len())
                && !whole.starts_with('0') =>
            {
                NumberShape::Either(last)
            }
            1 => NumberShape::Decimal(last),
            _ if marks.iter().all(|mark| *mark == last) => {
                let groups: Vec<&str> = self.text.split(last).collect();
                if are_thousands(&groups) {
                    NumberShape::Whole
                } else {
                    NumberShape::Invalid
                }
            }
            count => {
                let grouped = marks[..count - 1]
                    .iter()
                    .all(|mark| *mark == first && *mark != last);
                if grouped && are_thousands(&groups) {
                    NumberShape::Decimal(last)
                } else {
                    NumberShape::Invalid
                }
            }
        }
    }
}

/// Whether groups of digits are thousands: three digits each, or two before the last three, as in India.
fn are_thousands(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else {
        return true;
    };
    let of = |length: usize| middle.iter().all(|group| group.len() == length);
    (1..=3).contains(&first.len()) && last.len() == 3 && (of(3) || of(2) && first.len() < 3)
}

fn is_decimal(text: &str) -> bool {
    text.matches('.').count() <= 1 && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests;
