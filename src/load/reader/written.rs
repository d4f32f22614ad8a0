//! Dates, numbers, yes and no as people write them, for what a message suggests. Nothing is read from them: the author
//! writes what is meant.

use jiff::civil::Date;

/// What may be meant, with the condition under which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) value: String,
    /// Absent if nothing else can be meant.
    pub(super) condition: Option<String>,
}

impl Reading {
    pub(super) fn certain(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            condition: None,
        }
    }

    pub(super) fn possible(value: impl Into<String>, condition: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            condition: Some(condition.into()),
        }
    }
}

/// What to write: each reading as part of `line`, with its condition.
pub(super) fn advice(readings: &[Reading], line: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = readings
        .iter()
        .map(|reading| match &reading.condition {
            Some(condition) => format!("`{}` {condition}", line(&reading.value)),
            None => format!("`{}`", line(&reading.value)),
        })
        .collect();
    format!("write {}", parts.join(", or "))
}

/// The dates that a text may mean: `1/10/2026` has the day or the month first.
pub(super) fn dates(text: &str) -> Vec<Reading> {
    let text = text.trim();
    if text.len() > 40 {
        return Vec::new();
    }
    let parts: Vec<&str> = text
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '.' | '/' | '-' | ',' | '‐' | '‑' | '–' | '年' | '月' | '日'
                )
        })
        .filter(|part| !part.is_empty())
        .collect();
    let number = |part: &str| -> Option<i16> {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        (digits && matches!(part.len(), 1 | 2 | 4)).then(|| part.parse().ok())?
    };
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .filter(|date| (1900..2200).contains(&date.year()))
    };
    let year = |part: &str| {
        let year = number(part)?;
        match part.len() {
            4 => Some(year),
            // As spreadsheets read them.
            2 => Some(if year < 30 { 2000 + year } else { 1900 + year }),
            _ => None,
        }
    };
    let found: Vec<Date> = match parts[..] {
        [one, two, three] => match (number(one), number(two), number(three)) {
            (Some(first), Some(month), Some(day)) if one.len() == 4 => {
                date(first, month, day).into_iter().collect()
            }
            (Some(first), Some(second), Some(_)) => {
                let year = year(three);
                let of = |month, day| date(year?, month, day);
                let mut both: Vec<Date> = [of(second, first), of(first, second)]
                    .into_iter()
                    .flatten()
                    .collect();
                both.dedup();
                both
            }
            // `1 March 2026`, `March 1, 2026`, `2026 March 1`
            _ => {
                let words: Vec<i16> = parts.iter().filter_map(|part| month(part)).collect();
                let figures: Vec<&str> = parts
                    .iter()
                    .copied()
                    .filter(|part| number(ordinal(part)).is_some())
                    .collect();
                match (&words[..], &figures[..]) {
                    ([month], [one, two]) => {
                        let (day, year_part) = if one.len() == 4 {
                            (two, one)
                        } else {
                            (one, two)
                        };
                        let day = number(ordinal(day));
                        let year = year(year_part);
                        year.zip(day)
                            .and_then(|(year, day)| date(year, *month, day))
                            .into_iter()
                            .collect()
                    }
                    _ => Vec::new(),
                }
            }
        },
        _ => Vec::new(),
    };
    if let [one, other] = found[..] {
        let condition = |date: Date| format!("for {}", in_words(date));
        return [one, other]
            .map(|date| Reading::possible(date.to_string(), condition(date)))
            .to_vec();
    }
    if let [date] = found[..] {
        return vec![Reading::certain(date.to_string())];
    }
    // A month without a day: `March 2026`, `2026-03`, `3/2026`.
    let month_of = |part: &str| month(part).or_else(|| number(part).filter(|_| part.len() < 3));
    let first_day = match parts[..] {
        [one, two] if one.len() == 4 => number(one).zip(month_of(two)),
        [one, two] if two.len() == 4 => number(two).zip(month_of(one)),
        _ => None,
    };
    let first_day = first_day.and_then(|(year, month)| date(year, month, 1));
    let reading = |date: Date| Reading::possible(date.to_string(), "with the day");
    first_day.map(reading).into_iter().collect()
}

/// Whether a text has the form of a date in figures, of a day that may not exist.
pub(super) fn looks_like_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['-', '/', '.']).collect();
    let is_figure = |part: &&str| {
        matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    parts.len() == 3 && parts.iter().all(is_figure) && parts.iter().any(|part| part.len() == 4)
}

fn ordinal(part: &str) -> &str {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    match part.get(digits..) {
        Some("st" | "nd" | "rd" | "th" | "er" | "º" | "ª") if digits > 0 => &part[..digits],
        _ => part,
    }
}

fn in_words(date: Date) -> String {
    format!("{} {} {}", date.day(), date.strftime("%B"), date.year())
}

/// The number of the month with this name, in one of the languages of western Europe.
fn month(word: &str) -> Option<i16> {
    const BEGINNINGS: [&[&str]; 12] = [
        &["jan", "jän", "gen", "ene"],
        &["feb", "fev", "fév"],
        &["mar", "mär", "maer", "mrt", "maa"],
        &["apr", "avr", "abr"],
        &["may", "mai", "mei", "mag"],
        &["june", "jun", "juin", "giu"],
        &["july", "jul", "juil", "lug"],
        &["aug", "aou", "aoû", "ago"],
        &["sep", "set"],
        &["oct", "okt", "out", "ott"],
        &["nov"],
        &["dec", "dez", "déc", "dic"],
    ];
    let word = word.to_lowercase();
    let begins = |month: &&[&str]| month.iter().any(|beginning| word.starts_with(beginning));
    let is_name = word.chars().all(char::is_alphabetic) && word.chars().count() <= 12;
    let position = BEGINNINGS.iter().position(begins).filter(|_| is_name)?;
    i16::try_from(position + 1).ok()
}

/// The numbers that a text may mean, with a sign of a currency or per cent left out: `310 000 €` is `310000`.
pub(super) fn numbers(text: &str) -> Vec<Reading> {
    let text = text.trim().replace('\u{2212}', "-");
    let is_figure = |c: char| c.is_ascii_digit() || c == '-';
    let (Some(start), Some(end)) = (
        text.find(is_figure),
        text.rfind(|c: char| c.is_ascii_digit()),
    ) else {
        return Vec::new();
    };
    if end < start {
        return Vec::new();
    }
    let (before, core, after) = (
        text[..start].trim(),
        &text[start..=end],
        text[end + 1..].trim(),
    );
    // Letters between the digits, or a second number, are no number.
    let is_unit = |unit: &str| {
        unit.chars().count() <= 12
            && !unit.contains(|c: char| {
                c.is_whitespace()
                    || matches!(c, '/' | ':' | ',' | '"' | '\'' | '[' | '(' | '{' | '+')
            })
    };
    if !is_unit(before) || !is_unit(after) {
        return Vec::new();
    }
    let Some(plain) = figures(core) else {
        return Vec::new();
    };
    let factor = match after {
        "k" | "K" => "000",
        "M" | "m" | "Mio" | "Mio." | "mn" => "000000",
        _ => "",
    };
    if !factor.is_empty() {
        return match &plain[..] {
            [one] if !one.value.contains('.') => {
                vec![Reading::certain(format!("{}{factor}", one.value))]
            }
            _ => Vec::new(),
        };
    }
    plain
}

/// Readings of figures with separators.
fn figures(core: &str) -> Option<Vec<Reading>> {
    let (sign, digits) = match core.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", core),
    };
    let is_space = |c: char| c.is_whitespace() || matches!(c, '_' | '\'' | '’');
    let allowed = |c: char| c.is_ascii_digit() || is_space(c) || matches!(c, ',' | '.');
    if !digits.chars().all(allowed) || !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, decimals) = match digits.rfind([',', '.']) {
        Some(at) => (&digits[..at], Some((&digits[at..=at], &digits[at + 1..]))),
        None => (digits, None),
    };
    let groups = |text: &str| {
        let groups: Vec<&str> = text
            .split(|c: char| is_space(c) || matches!(c, ',' | '.'))
            .collect();
        let [first, rest @ ..] = &groups[..] else {
            return None;
        };
        let good = matches!(first.len(), 1..=3) || rest.is_empty();
        (good && !first.is_empty() && rest.iter().all(|group| group.len() == 3))
            .then(|| groups.concat())
    };
    let Some((mark, decimals)) = decimals else {
        return Some(vec![Reading::certain(format!("{sign}{}", groups(whole)?))]);
    };
    if decimals.is_empty() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let with_point = groups(whole).map(|whole| format!("{sign}{whole}.{decimals}"));
    let has_mark = whole.contains(mark);
    if decimals.len() == 3 || has_mark {
        let thousands = format!("{sign}{}", groups(digits)?);
        // The same sign twice, or after a space, or a zero before it, decides.
        if has_mark || whole.contains(is_space) {
            return Some(vec![Reading::certain(thousands)]);
        }
        if whole.contains([',', '.']) || whole == "0" {
            return Some(vec![Reading::certain(with_point?)]);
        }
        let name = if mark == "," { "comma" } else { "point" };
        return Some(vec![
            Reading::possible(thousands, format!("if the {name} separates thousands")),
            Reading::possible(plain_decimals(&with_point?), "if it begins the decimals"),
        ]);
    }
    Some(vec![Reading::certain(with_point?)])
}

/// A number without zeros at the end of its decimals.
fn plain_decimals(number: &str) -> String {
    number
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

/// Whether a text means yes or no.
pub(crate) fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "oui" | "ja" | "si" | "sí" | "sì" | "sim" | "wahr"
        | "vrai" | "tak" | "ano" | "да" | "так" | "ναι" | "1" => Some(true),
        "false" | "no" | "n" | "off" | "non" | "nein" | "nee" | "não" | "falsch" | "faux"
        | "nie" | "ne" | "нет" | "ні" | "όχι" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, dates, numbers};

    fn values(readings: Vec<Reading>) -> Vec<String> {
        readings.into_iter().map(|reading| reading.value).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("310 000 €", &["310000"][..]),
            ("8,7", &["8.7"]),
            ("1.250.000", &["1250000"]),
            ("EUR 1,250.50", &["1250.50"]),
            ("1'250", &["1250"]),
            ("12", &["12"]),
            ("-3", &["-3"]),
            ("\u{2212}3,5", &["-3.5"]),
            ("6%", &["6"]),
            ("6,5 %", &["6.5"]),
            ("80.000 €", &["80000", "80"]),
            ("0.125", &["0.125"]),
            ("310k", &["310000"]),
            ("six", &[]),
            ("2 or 3", &[]),
            ("04 72 00 11 33", &[]),
            ("1.10.2026", &[]),
            ("", &[]),
        ] {
            assert_eq!(values(numbers(text)), expected, "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_every_order_that_is_possible() {
        for (text, expected) in [
            ("01/10/2026", &["2026-10-01", "2026-01-10"][..]),
            ("01-10-2026", &["2026-10-01", "2026-01-10"]),
            ("10.10.2026", &["2026-10-10"]),
            ("31.12.2026", &["2026-12-31"]),
            ("9/14/2026", &["2026-09-14"]),
            ("1.10.26", &["2026-10-01", "2026-01-10"]),
            ("2026-1-5", &["2026-01-05"]),
            ("2026/01/05", &["2026-01-05"]),
            ("5 March 2026", &["2026-03-05"]),
            ("March 5th, 2026", &["2026-03-05"]),
            ("1er mars 2026", &["2026-03-01"]),
            ("14. Dezember 2026", &["2026-12-14"]),
            ("March 2026", &["2026-03-01"]),
            ("2026-03", &["2026-03-01"]),
            ("31.02.2026", &[]),
            ("soon", &[]),
            ("1.2.3", &[]),
        ] {
            assert_eq!(values(dates(text)), expected, "{text}");
        }
    }
}
