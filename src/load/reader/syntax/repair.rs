//! What the author of a line that is not TOML probably meant. Entry point: [`repair`].
//!
//! People type what they know from letters, spreadsheets, YAML and JSON. Each such habit is recognized and named, and the
//! message has the line as TOML, which is parsed before it is suggested.

mod characters;
mod collections;
mod value;
mod yaml;

use std::ops::Range;

use toml::de::DeTable;

use super::super::written::{Reading, advice};
use super::statements::key_length;
use characters::{Corrected, correct};
use value::Readings;
pub(super) use yaml::block;

/// What is wrong with a line, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub(super) message: String,
    pub(super) help: String,
    /// The part of the line that is wrong.
    pub(super) range: Range<usize>,
}

/// The longest line that is suggested, in bytes; of a longer one the value is left out.
const LINE_AT_MOST: usize = 120;

/// Recognizes what is wrong with a line of a file, which may be part of a list of several lines.
pub(super) fn repair(line: &str, in_list: bool) -> Option<Repair> {
    let start = line.len() - line.trim_start().len();
    let whole = start..line.trim_end().len();
    let text = &line[whole.clone()];
    if let Some((message, help)) = foreign_line(text) {
        return Some(Repair {
            message: message.to_owned(),
            help,
            range: whole,
        });
    }
    let corrected = correct(line);
    let (body, comment) = split_comment(&corrected.line);
    let body = body.trim();
    if in_list {
        return item(body, &corrected, whole);
    }
    if body.starts_with('[') {
        return header(body, &corrected, whole);
    }
    let bullet = body.strip_prefix("- ").or_else(|| body.strip_prefix("• "));
    let entry = split_entry(bullet.unwrap_or(body))?;
    let key = key(entry.key)?;
    let value = match entry.value {
        "" => color_in_comment(comment)?,
        value => value::readings(value)?,
    };
    let Readings {
        what,
        options,
        advice,
    } = value;
    let line_with = |value: &str| format!("{} = {value}", key.text);
    if options
        .iter()
        .any(|option| !is_toml(&line_with(&option.value)))
    {
        return None;
    }
    let is_value_alone =
        corrected.what.is_none() && entry.what.is_none() && key.what.is_none() && bullet.is_none();
    let range = match (&corrected.range, is_value_alone) {
        (Some(range), _) => range.clone(),
        (None, true) => value_range(line, entry.value).unwrap_or(whole),
        (None, false) => whole,
    };
    let bullet = bullet.map(|_| "a key has no `-` before it".to_owned());
    let message = corrected
        .what
        .or(entry.what)
        .or(bullet)
        .or(key.what)
        .or(what)?;
    let help = if options.is_empty() {
        advice.to_owned()
    } else {
        help(&options, line_with, &key.text)
    };
    Some(Repair {
        message,
        help,
        range,
    })
}

/// What to write; long values and those with a backtick are left out.
fn help(options: &[Reading], line: impl Fn(&str) -> String, key: &str) -> String {
    let is_short = |option: &Reading| {
        let line = line(&option.value);
        line.len() <= LINE_AT_MOST && !line.contains(['`', '\n'])
    };
    if options.iter().all(is_short) {
        return advice(options, line);
    }
    match options
        .first()
        .and_then(|option| option.value.chars().next())
    {
        Some(quote @ ('"' | '\'')) if !key.contains('`') => {
            format!("write `{key} = {quote}…{quote}`")
        }
        _ => "write it as `key = value`".to_owned(),
    }
}

fn is_toml(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// Lines that have a meaning elsewhere, and none in TOML.
fn foreign_line(text: &str) -> Option<(&'static str, String)> {
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    if conflict.iter().any(|mark| text.starts_with(mark)) {
        let help = "keep one of the two versions between these marks, and delete the marks";
        return Some((
            "a conflict of two versions is not resolved",
            help.to_owned(),
        ));
    }
    if matches!(text, "---" | "+++" | "...") {
        return Some(("the line means nothing in TOML", "delete it".to_owned()));
    }
    if matches!(text, "{" | "}" | "}," | "};" | "],") {
        let message = "the line is JSON, not TOML";
        return Some((
            message,
            "delete it: a file has no brackets around it".to_owned(),
        ));
    }
    let comment = ["//", "/*", "<!--", "--", ";", "%", "*/"];
    if let Some(mark) = comment.iter().find(|mark| text.starts_with(**mark)) {
        let words = text[mark.len()..]
            .trim_end_matches("-->")
            .trim_end_matches("*/")
            .trim();
        let help = match words.is_empty() || words.len() > LINE_AT_MOST || words.contains('`') {
            true => "begin it with `#`".to_owned(),
            false => format!("write `# {words}`"),
        };
        return Some(("a comment begins with `#`", help));
    }
    None
}

/// A line of a list.
fn item(body: &str, corrected: &Corrected, whole: Range<usize>) -> Option<Repair> {
    let bare = body.strip_prefix("- ").unwrap_or(body);
    let bare = bare
        .trim_end_matches([',', ';'])
        .trim_end_matches(']')
        .trim_end();
    let Readings { what, options, .. } = value::readings(bare.trim_end_matches(','))?;
    let [option] = &options[..] else { return None };
    if !is_toml(&format!("a = [{}]", option.value)) {
        return None;
    }
    let what = corrected.what.clone().or(what);
    let what = what.or_else(|| {
        body.starts_with("- ")
            .then(|| "an entry of a list has no `-`".to_owned())
    })?;
    let line = format!("{},", option.value);
    Some(Repair {
        message: what,
        help: help(
            std::slice::from_ref(option),
            |value| format!("{value},"),
            "",
        )
        .replace("write it as `key = value`", "write `\"…\",`"),
        range: corrected.range.clone().unwrap_or(whole),
    })
    .filter(|_| line.len() <= LINE_AT_MOST)
}

/// A header such as `[offices` or `[[offices]`.
fn header(body: &str, corrected: &Corrected, whole: Range<usize>) -> Option<Repair> {
    let name = body.trim_start_matches('[');
    let opened = (body.len() - name.len()).min(2);
    let end = name.find([']', '=']).unwrap_or(name.len());
    if name[end..].starts_with('=') {
        return None;
    }
    let after = name[end..].trim_start_matches([']', ')']).trim();
    let words = name[..end]
        .trim()
        .trim_matches(['"', '\''])
        .trim_end_matches([')', '}', ':', ';']);
    let joined = words.split_whitespace().collect::<Vec<_>>().join("_");
    let brackets = if opened == 2 || name[end..].starts_with("]]") {
        2
    } else {
        1
    };
    let line = format!("{}{joined}{}", "[".repeat(brackets), "]".repeat(brackets));
    if joined.is_empty() || !is_toml(&line) || line == body || line.len() > LINE_AT_MOST {
        return None;
    }
    let closed = name[end..].chars().take_while(|&c| c == ']').count();
    let message = match &corrected.what {
        Some(what) => what.clone(),
        None if !after.is_empty() => "a header is alone in its line".to_owned(),
        None if joined != words => "a header has no spaces in it".to_owned(),
        None if closed == 0 => "the line has no closing bracket".to_owned(),
        None if closed != opened => "the brackets of the line do not match".to_owned(),
        None => "the header is not written as TOML".to_owned(),
    };
    let help = match after.is_empty() {
        true => format!("write `{line}`"),
        false => format!("write `{line}`, and what follows in the next line"),
    };
    Some(Repair {
        message,
        help,
        range: corrected.range.clone().unwrap_or(whole),
    })
}

/// The line before its comment, and the comment.
fn split_comment(line: &str) -> (&str, &str) {
    let mut quote = None;
    let mut before = None;
    for (at, c) in line.char_indices() {
        match (c, quote) {
            ('#', None) => return line.split_at(at),
            // An apostrophe inside a word does not begin a text.
            ('"' | '\'', None) if !before.is_some_and(char::is_alphanumeric) => quote = Some(c),
            (c, Some(open)) if c == open && before != Some('\\') => quote = None,
            _ => {}
        }
        before = Some(c);
    }
    (line, "")
}

/// `color = #8c5a2b` has no value, since `#` begins a comment.
fn color_in_comment(comment: &str) -> Option<Readings> {
    let digits = comment.strip_prefix('#')?.split_whitespace().next()?;
    let is_color =
        matches!(digits.len(), 3 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_color.then(|| Readings {
        advice: "",
        what: Some("`#` begins a comment".to_owned()),
        options: vec![Reading::certain(format!("\"#{digits}\""))],
    })
}

/// A key, as it has to be written.
struct Key {
    text: String,
    what: Option<String>,
}

fn key(written: &str) -> Option<Key> {
    if key_length(written) == Some(written.len()) {
        // JSON has all keys in quotes.
        let bare = written.trim_matches('"');
        let text = if key_length(bare) == Some(bare.len()) {
            bare
        } else {
            written
        };
        return Some(Key {
            text: text.to_owned(),
            what: None,
        });
    }
    let joined = written
        .split_whitespace()
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase();
    let words = written.split_whitespace().count();
    (words <= 3 && key_length(&joined) == Some(joined.len())).then(|| Key {
        text: joined,
        what: Some("a key has no spaces in it".to_owned()),
    })
}

/// A line with a key and a value, whatever is between them.
struct Assignment<'a> {
    key: &'a str,
    value: &'a str,
    what: Option<String>,
}

fn split_entry(body: &str) -> Option<Assignment<'_>> {
    let mut quote = None;
    let separator = body.char_indices().find(|&(_, c)| {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (':' | '=' | '→' | '≔', None) => return true,
            _ => {}
        }
        false
    });
    let Some((at, _)) = separator else {
        let (key, value) = body.split_once([' ', '\t'])?;
        let value = value.trim();
        let one_word = !value.contains([' ', '\t']) || value.starts_with(['"', '\'', '[', '{']);
        return one_word.then(|| Assignment {
            key,
            value,
            what: Some("there is no `=` between the key and its value".to_owned()),
        });
    };
    let (key, rest) = body.split_at(at);
    let signs = [":=", "=>", "==", "=:", "=", ":", "→", "≔"];
    let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
    let value = rest[sign.len()..].trim();
    // A web address without a key.
    if *sign == ":" && value.starts_with("//") {
        return None;
    }
    let key = match key.trim_end().strip_suffix('-') {
        // `->` would be read as part of the key otherwise.
        Some(_) if value.starts_with('>') => return None,
        _ => key.trim(),
    };
    let what =
        (*sign != "=").then(|| format!("a key and its value have `=` between them, not `{sign}`"));
    Some(Assignment { key, value, what })
}

fn value_range(line: &str, value: &str) -> Option<Range<usize>> {
    let start = line.find('=')? + 1;
    let start = start + line[start..].find(value)?;
    Some(start..start + value.len())
}

#[cfg(test)]
mod tests;
