//! Syntax errors of TOML, in plain words. Entry point: [`report`].

use std::ops::Range;

use toml::de::Error;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;

/// Parts of a file that could not be parsed.
pub(super) struct Broken {
    lines: Vec<Range<usize>>,
    /// From here on nothing can be parsed reliably, because a table or a list is not closed.
    all_from: usize,
}

/// Reports syntax errors: one for each line, up to the first after which the rest is uncertain.
pub(super) fn report(
    text: &str,
    file: FileId,
    errors: &[Error],
    mut push: impl FnMut(Diagnostic),
) -> Broken {
    let mut broken = Broken {
        lines: Vec::new(),
        all_from: usize::MAX,
    };
    let mut errors: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (clamp(text, error.span().unwrap_or(0..0)), error.message()))
        .collect();
    errors.sort_by_key(|(span, _)| span.start);
    for (span, message) in errors {
        let line = line_around(text, span.start);
        if broken.contains(span.start) {
            continue;
        }
        let (message, help, shifts_the_rest) = words(text, &span, &line, message);
        push(Diagnostic::new(Code::TomlSyntax, file.span(span), message).help(help));
        if shifts_the_rest {
            broken.all_from = line.start;
        }
        broken.lines.push(line);
    }
    broken
}

impl Broken {
    /// Whether a problem at this byte may follow from a syntax error.
    pub(super) fn contains(&self, at: usize) -> bool {
        at >= self.all_from
            || self
                .lines
                .iter()
                .any(|line| line.contains(&at) || line.start == at)
    }
}

/// What is wrong, what to do, and whether the text after it is parsed as part of it.
fn words(
    text: &str,
    span: &Range<usize>,
    line: &Range<usize>,
    message: &str,
) -> (String, &'static str, bool) {
    let new_entry = text[line.clone()].starts_with('[') || span.start == line.start;
    let (what, help, shifts_the_rest) = match message.split(',').next().unwrap_or(message) {
        "invalid basic string" | "invalid literal string" if message.contains("expected `") => (
            "the text has no end",
            "add the closing quote; write a text of several lines between `\"\"\"` and `\"\"\"`",
            false,
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string" => (
            "the text has no end",
            "close it with the three quotes that it begins with",
            true,
        ),
        "missing escaped value" => (
            "a single `\\` means nothing here",
            "write `\\\\` for a backslash",
            false,
        ),
        "string values must be quoted" => {
            ("a text must be in quotes", "write `\"…\"` around it", false)
        }
        "duplicate key" => {
            let what = format!("duplicate `{}`", &text[span.clone()]);
            return (
                what,
                "delete one of the two; a list of tables has double brackets, such as `[[offices]]`",
                false,
            );
        }
        "unclosed table" => (
            "the line has no closing bracket",
            "write `]` at its end",
            true,
        ),
        "unclosed array table" => (
            "the line has no closing brackets",
            "write `]]` at its end",
            true,
        ),
        "missing comma between array elements" if !new_entry => (
            "a comma is missing in the list",
            "write `,` between its values",
            true,
        ),
        "missing comma between array elements" | "unclosed array" | "unexpected `=` in array" => (
            "the list before this has no end",
            "write `]` after its last value",
            true,
        ),
        "missing comma between key-value pairs"
        | "unclosed inline table"
        | "invalid inline table element" => (
            "the table in braces has no end, or a comma is missing in it",
            "write it as `{ en = \"…\", fr = \"…\" }`",
            true,
        ),
        "missing assignment between key-value pairs"
        | "key with no value"
        | "missing value for key"
        | "missing value" => ("the key has no value", "write `key = value`", false),
        "invalid unquoted key" => (
            "the key contains a character that it may not",
            "put the key in quotes",
            false,
        ),
        "cannot recurse further; max recursion depth met" | "recursion limit" => (
            "lists or tables are nested too deep",
            "write them flat",
            true,
        ),
        "invalid float"
        | "invalid mantissa"
        | "invalid fraction"
        | "invalid exponent"
        | "invalid integer number"
        | "invalid date-time"
        | "invalid boolean"
        | "invalid value"
        | "unexpected leading zero" => {
            let what = "this is neither a text, a number nor a date";
            if is_date_of_another_kind(&text[line.clone()]) {
                return (
                    what.to_owned(),
                    "write a date as year, month and day: `2026-09-14`",
                    false,
                );
            }
            (
                what,
                "write a text in quotes, a number such as `1500.5`, a date such as `2026-09-14`",
                false,
            )
        }
        _ => {
            let what = message.trim_end_matches('.').replace('\n', "; ");
            return (what, "compare the line with those around it", new_entry);
        }
    };
    (what.to_owned(), help, shifts_the_rest)
}

/// Whether a line has a date as people write it, such as `14.09.2026` or `9/14/2026`, for its value.
fn is_date_of_another_kind(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let parts: Vec<&str> = value.split(['.', '/', '-']).collect();
    let digits = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits) && parts[2].len() == 4
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..]
        .find('\n')
        .map_or(text.len(), |length| at + length);
    start..end
}

/// The range, limited to the text and moved to character boundaries, in case the parser's range is not.
fn clamp(text: &str, range: Range<usize>) -> Range<usize> {
    let border = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = border(range.start);
    start..border(range.end).max(start)
}
