//! Values as people write them. Entry point: [`readings`].

use super::super::super::written::{self, Reading};
use super::collections::{adjacent, list, table};
use super::is_toml;

/// What a value may mean.
#[derive(Debug)]
pub(super) struct Readings {
    /// What is wrong with it; absent if nothing is.
    pub(super) what: Option<String>,
    /// As TOML; empty if nothing can be written instead.
    pub(super) options: Vec<Reading>,
    /// What to do if nothing can be written instead.
    pub(super) advice: &'static str,
}

impl Readings {
    pub(super) fn one(what: impl Into<String>, value: String) -> Option<Self> {
        Some(Self {
            advice: "",
            what: Some(what.into()),
            options: vec![Reading::certain(value)],
        })
    }
}

/// How deep lists and tables are read.
const DEPTH: usize = 4;

/// Reads a value that is not empty.
pub(super) fn readings(text: &str) -> Option<Readings> {
    nested(text.trim(), DEPTH)
}

pub(super) fn is_value(text: &str) -> bool {
    !text.contains('\n') && is_toml(&format!("a = {text}"))
}

pub(super) fn nested(text: &str, depth: usize) -> Option<Readings> {
    if is_value(text) {
        return Some(Readings {
            advice: "",
            what: None,
            options: vec![Reading::certain(text)],
        });
    }
    let depth = depth.checked_sub(1)?;
    if let Some(bare) = text.strip_suffix([';', ',']) {
        let sign = &text[bare.len()..];
        let inner = nested(bare.trim_end(), depth)?;
        let what = inner
            .what
            .unwrap_or_else(|| format!("the line ends with `{sign}`, which TOML does not have"));
        return Some(Readings {
            advice: "",
            what: Some(what),
            ..inner
        });
    }
    if let Some((before, _)) = text.rsplit_once(" //")
        && is_value(before.trim_end())
    {
        return Readings::one("a comment begins with `#`", before.trim_end().to_owned());
    }
    match text.chars().next()? {
        '[' => return list(text, "[", ']', depth),
        '(' if text.ends_with(')') && text.contains(',') => return list(text, "(", ')', depth),
        '{' => return table(text, depth),
        quote @ ('"' | '\'') => return text_in_quotes(text, quote),
        _ => {}
    }
    let shown = if text.contains('`') || text.len() > 60 {
        "the value".to_owned()
    } else {
        format!("`{text}`")
    };
    let dates = written::dates(text);
    if !dates.is_empty() {
        return Some(Readings {
            advice: "",
            what: Some(format!(
                "{shown} is not a date of TOML, which has the year first, then month and day in two figures"
            )),
            options: dates,
        });
    }
    if written::looks_like_date(text) {
        return Some(Readings {
            advice: "write a day of the calendar, the year first: `2026-09-14`",
            what: Some(format!("{shown} is not a day of the calendar")),
            options: Vec::new(),
        });
    }
    let is_code =
        text.len() > 1 && text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_code {
        let number = text.trim_start_matches('0');
        let number = if number.is_empty() { "0" } else { number };
        return Some(Readings {
            advice: "",
            what: Some("a number does not begin with `0`".to_owned()),
            options: vec![
                Reading::possible(quoted(text), "for a text, such as a postcode"),
                Reading::possible(number, "for a number"),
            ],
        });
    }
    let numbers = written::numbers(text);
    if !numbers.is_empty() {
        return Some(number(text, &shown, numbers));
    }
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "oui" | "ja" | "false" | "no" | "off" | "n" | "non"
        | "nein" => {
            let truth = written::truth(text)?;
            return Some(Readings {
                advice: "",
                what: Some(format!(
                    "{shown} is not a value of TOML, which has `true` and `false`"
                )),
                options: match text.eq_ignore_ascii_case("true")
                    || text.eq_ignore_ascii_case("false")
                {
                    true => vec![Reading::certain(truth.to_string())],
                    false => vec![
                        Reading::certain(truth.to_string()),
                        Reading::possible(quoted(text), "for a text"),
                    ],
                },
            });
        }
        "null" | "nil" | "none" | "undefined" | "~" | "n/a" | "-" | "–" | "—" => {
            return Some(Readings {
                advice: "delete the line: a key that is left out has no value",
                what: Some(format!("{shown} is not a value of TOML")),
                options: Vec::new(),
            });
        }
        _ => {}
    }
    words(text)
}

fn number(text: &str, shown: &str, numbers: Vec<Reading>) -> Readings {
    let has_word = text.chars().filter(|c| c.is_alphabetic()).count() > 3;
    let has_unit =
        text.contains(|c: char| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '-' | ' '));
    let what = if has_unit {
        format!("{shown} is not a number alone: a number has no sign, unit or separator")
    } else if text.contains(',') {
        format!("{shown} is not a number of TOML, which has a decimal point and no commas")
    } else {
        format!("{shown} is not a number of TOML")
    };
    let mut options = numbers;
    if has_word {
        options.push(Reading::possible(quoted(text), "for a text"));
    }
    Readings {
        advice: "",
        what: Some(what),
        options,
    }
}

/// Words without quotes.
fn words(text: &str) -> Option<Readings> {
    let bare = text.trim_matches(['"', '\'']).trim();
    if bare.is_empty() {
        return None;
    }
    let parts: Vec<&str> = bare
        .split(',')
        .map(|part| part.trim().trim_matches(['"', '\'']))
        .collect();
    let is_id = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let mut options = vec![Reading::certain(quoted(bare))];
    if parts.len() > 1 && parts.iter().all(is_id) {
        let list: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
        options = vec![
            Reading::possible(format!("[{}]", list.join(", ")), "for a list"),
            Reading::possible(quoted(bare), "for a text"),
        ];
    }
    Some(Readings {
        advice: "",
        what: Some("a text must be in quotes".to_owned()),
        options,
    })
}

/// A text whose quotes do not match, or with quotes or backslashes inside.
fn text_in_quotes(text: &str, quote: char) -> Option<Readings> {
    let inner = &text[1..];
    let quotes = inner.matches(quote).count();
    if let Some(inner) = inner.strip_suffix(quote).filter(|_| quotes > 0) {
        if let Some(bare) = inner
            .strip_prefix(quote)
            .and_then(|it| it.strip_suffix(quote))
            && !bare.contains(quote)
        {
            return Readings::one("the quotes are doubled", quoted(bare));
        }
        let texts = adjacent(text);
        if texts.len() > 1 {
            let list = format!("[{}]", texts.join(", "));
            return Readings::one("several texts are not in a list", list);
        }
        if inner.contains(quote) {
            return Readings::one(
                format!("the text contains `{quote}`, which ends it"),
                quoted(inner),
            );
        }
        if inner.contains('\\') {
            return Readings::one("a single `\\` means nothing here", quoted(inner));
        }
        return None;
    }
    let other = if quote == '"' { '\'' } else { '"' };
    if quotes == 0
        && let Some(inner) = inner.strip_suffix(other)
    {
        let what = format!("the text begins with `{quote}` but ends with `{other}`");
        return Readings::one(what, quoted(inner));
    }
    None
}

/// A text in the quotes that need the fewest escapes.
pub(super) fn quoted(text: &str) -> String {
    let has_controls = text.contains(char::is_control);
    if !text.contains(['"', '\\']) && !has_controls {
        return format!("\"{text}\"");
    }
    if !text.contains('\'') && !has_controls {
        return format!("'{text}'");
    }
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\t', "\\t");
    format!("\"{escaped}\"")
}
