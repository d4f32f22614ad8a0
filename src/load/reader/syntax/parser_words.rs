//! The parser's messages in plain words. Entry point: [`words`].

use std::ops::Range;

/// What is wrong, and what to do.
pub(super) fn words(
    text: &str,
    span: &Range<usize>,
    line: &Range<usize>,
    message: &str,
) -> (String, &'static str) {
    let new_entry = text[line.clone()].starts_with('[') || span.start == line.start;
    let (what, help) = match message.split(',').next().unwrap_or(message) {
        "invalid basic string" | "invalid literal string" if message.contains("expected `") => (
            "the text has no end",
            "add the closing quote; write a text of several lines between `\"\"\"` and `\"\"\"`",
        ),
        "invalid multi-line basic string" | "invalid multi-line literal string" => (
            "the text has no end",
            "close it with the three quotes that it begins with",
        ),
        "missing escaped value" => (
            "a single `\\` means nothing here",
            "write `\\\\` for a backslash",
        ),
        "string values must be quoted" if has_no_value(&text[line.clone()]) => (
            "the key has no value",
            "write a value after `=`, or delete the line",
        ),
        "string values must be quoted" => ("a text must be in quotes", "write `\"…\"` around it"),
        "duplicate key" => {
            let what = format!("duplicate `{}`", &text[span.clone()]);
            return (
                what,
                "delete one of the two; a list of tables has double brackets, such as `[[offices]]`",
            );
        }
        "unclosed table" => ("the line has no closing bracket", "write `]` at its end"),
        "unclosed array table" => ("the line has no closing brackets", "write `]]` at its end"),
        "missing comma between array elements" if !new_entry => (
            "a comma is missing in the list",
            "write `,` between its values",
        ),
        "missing comma between array elements" | "unclosed array" | "unexpected `=` in array" => {
            ("the list has no end", "write `]` after its last value")
        }
        "missing comma between key-value pairs"
        | "unclosed inline table"
        | "invalid inline table element" => (
            "the table in braces has no end, or a comma is missing in it",
            "write it as `{ en = \"…\", fr = \"…\" }`",
        ),
        "missing assignment between key-value pairs"
        | "key with no value"
        | "missing value for key"
        | "missing value" => {
            if text[line.clone()].contains('=') {
                (
                    "the key has no value",
                    "write a value after `=`, or delete the line",
                )
            } else {
                (
                    "the line is neither a key with a value nor part of a text",
                    "write `key = value`; a text of several lines is between `\"\"\"` and `\"\"\"`",
                )
            }
        }
        "invalid unquoted key" => (
            "the key contains a character that it may not",
            "write keys with the letters a–z, digits, `_` and `-`, or put the key in quotes",
        ),
        "cannot recurse further; max recursion depth met" | "recursion limit" => {
            ("lists or tables are nested too deep", "write them flat")
        }
        "invalid float"
        | "invalid mantissa"
        | "invalid fraction"
        | "invalid exponent"
        | "invalid integer number"
        | "invalid date-time"
        | "invalid boolean"
        | "invalid value"
        | "unexpected leading zero" => (
            "this is neither a text, a number nor a date",
            "write a text in quotes, a number such as `1500.5`, a date such as `2026-09-14`",
        ),
        "unexpected key or value" => (
            "something follows the value",
            "delete it, or put all of it between the quotes",
        ),
        _ => {
            let what = message.trim_end_matches('.').replace('\n', "; ");
            return (what, "write `key = value`, with a text in quotes");
        }
    };
    (what.to_owned(), help)
}

fn has_no_value(line: &str) -> bool {
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    value.is_empty() || value.starts_with('#')
}
