//! A file as statements: headers, and keys with their values, whole lines each. Entry point: [`statements`].
//!
//! The parser reads on to the end of the file where a list, a table or a text is not closed. Here such a statement ends
//! before the next line that begins a key or a header, so that one missing bracket is one problem.

use std::ops::Range;

/// Lines that belong together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Statement {
    /// The lines, with the last line break.
    pub(super) range: Range<usize>,
    /// Whether it is a header such as `[organization]`.
    pub(super) is_header: bool,
    /// What is not closed.
    pub(super) flaw: Option<Flaw>,
}

/// Something that is not closed, with the position of its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    List(usize),
    Table(usize),
    /// A text between three quotes.
    Block(usize),
    /// A text between single quotes that goes on in the next line.
    Lines(usize),
    /// A text of several lines between three typographic quotes.
    Typographic(usize),
}

/// The statements of a file, in their order; together they are the whole text.
pub(super) fn statements(text: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let statement = statement(text, start);
        start = statement.range.end;
        statements.push(statement);
    }
    statements
}

/// The line at `start`, without its line break, and the beginning of the next one.
fn line(text: &str, start: usize) -> (&str, usize) {
    match text[start..].find('\n') {
        Some(length) => (&text[start..start + length], start + length + 1),
        None => (&text[start..], text.len()),
    }
}

fn statement(text: &str, start: usize) -> Statement {
    let bytes = text.as_bytes();
    let is_header = line(text, start).0.trim_start().starts_with('[');
    let until = |end, flaw| Statement {
        range: start..end,
        is_header,
        flaw,
    };
    if let Some((at, end)) = typographic_block(text, start) {
        return until(end, Some(Flaw::Typographic(at)));
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    // The last character that is neither whitespace nor part of a comment.
    let mut last = b' ';
    let mut at = start;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'\n' => {
                at += 1;
                let Some(&(bracket, position)) = open.last().filter(|_| !is_header) else {
                    return until(at, None);
                };
                let next = line(text, at).0.trim();
                let continues = bracket == b'{' && matches!(last, b',' | b'{');
                let is_other = bracket == b'[' && is_entry_of_yaml(next);
                if is_header_line(next) || is_entry(next) && !continues || is_other {
                    let flaw = match bracket {
                        b'[' => Flaw::List(position),
                        _ => Flaw::Table(position),
                    };
                    return until(at, Some(flaw));
                }
                continue;
            }
            b'#' => {
                at = line_end(bytes, at);
                continue;
            }
            b'"' | b'\'' => {
                let quotes = if byte == b'"' { "\"\"\"" } else { "'''" };
                if text[at..].starts_with(quotes) {
                    match block_end(text, at, quotes) {
                        Ok(end) => at = end,
                        Err(end) => return until(end, Some(Flaw::Block(at))),
                    }
                } else {
                    let end = text_end(bytes, at);
                    let is_open =
                        !matches!(bytes.get(end - 1), Some(b) if *b == byte && end > at + 1);
                    if is_open
                        && last == b'='
                        && let Some(end) = lines_end(text, end, byte)
                    {
                        return until(end, Some(Flaw::Lines(at)));
                    }
                    at = end;
                }
                last = byte;
                continue;
            }
            b'[' | b'{' => open.push((byte, at)),
            b']' | b'}' => drop(open.pop()),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
        at += 1;
    }
    let flaw = open
        .last()
        .filter(|_| !is_header)
        .map(|&(bracket, at)| match bracket {
            b'[' => Flaw::List(at),
            _ => Flaw::Table(at),
        });
    until(bytes.len(), flaw)
}

/// Whether a text has three quotes in a row, not all of them straight.
fn has_typographic_triple(text: &str) -> bool {
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '‟' | '″');
    let mut run = 0;
    text.chars().any(|c| {
        run = if is_quote(c) { run + 1 } else { 0 };
        run == 3
    }) && !text.contains("\"\"\"")
}

/// A text of several lines between three typographic quotes: where it begins, and where the lines after it do.
fn typographic_block(text: &str, start: usize) -> Option<(usize, usize)> {
    let (first, mut next) = line(text, start);
    let value = first.find('=')? + 1;
    let value = value + (first[value..].len() - first[value..].trim_start().len());
    if !is_entry(first.trim()) || !has_typographic_triple(&first[value..]) {
        return None;
    }
    while next < text.len() {
        let (inner, after) = line(text, next);
        if has_typographic_triple(inner) || inner.contains("\"\"\"") {
            return Some((start + value, after));
        }
        if is_entry(inner.trim()) || is_header_line(inner.trim()) {
            break;
        }
        next = after;
    }
    Some((start + value, next))
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes[at..].iter().position(|&byte| byte == b'\n');
    rest.map_or(bytes.len(), |length| at + length)
}

/// The end of a text on its line, which begins with the quote at `at`: after its last quote, or at the end of the line.
fn text_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'\n' {
        match bytes[end] {
            b'\\' if quote == b'"' && bytes.get(end + 1).is_some_and(|&next| next != b'\n') => {
                end += 2
            }
            byte if byte == quote => return end + 1,
            _ => end += 1,
        }
    }
    end.min(bytes.len())
}

/// The end of a text between three quotes; if it is not closed, where the next statement begins.
fn block_end(text: &str, at: usize, quotes: &str) -> Result<usize, usize> {
    let inside = at + quotes.len();
    let close = text[inside..].find(quotes).map(|length| {
        // Up to two quotes may be part of the text.
        let close = inside + length + quotes.len();
        let more = text[close..].bytes().take(2);
        close
            + more
                .take_while(|&byte| byte == quotes.as_bytes()[0])
                .count()
    });
    let (_, mut start) = line(text, at);
    while start < close.unwrap_or(text.len()) {
        let (next, after) = line(text, start);
        let opens_another = is_entry(next.trim())
            && next
                .split_once('=')
                .is_some_and(|(_, value)| value.trim_start().starts_with(quotes));
        if opens_another || close.is_none() && is_header_line(next.trim()) {
            return Err(start);
        }
        start = after;
    }
    close.ok_or(text.len())
}

/// Where a text between single quotes ends that is not closed on its line: after the lines that follow it up to its quote,
/// or up to the next statement; absent if the next line is a statement.
fn lines_end(text: &str, at: usize, quote: u8) -> Option<usize> {
    let (_, first) = line(text, at);
    let mut start = first;
    let mut end = first;
    let mut passed_blank = false;
    while start < text.len() {
        let (next, after) = line(text, start);
        let trimmed = next.trim();
        if is_entry(trimmed) || is_header_line(trimmed) || trimmed.starts_with('#') {
            break;
        }
        if trimmed.ends_with(char::from(quote)) {
            return Some(after);
        }
        passed_blank |= trimmed.is_empty();
        if !passed_blank {
            end = after;
        }
        start = after;
    }
    (end > first).then_some(end)
}

/// The length of the key at the beginning of a line: bare or in quotes, with points.
pub(super) fn key_length(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        let start = at;
        match bytes.get(at)? {
            b'"' | b'\'' => {
                at = text_end(bytes, at);
                if bytes[at - 1] != bytes[start] || at == start + 1 {
                    return None;
                }
            }
            _ => {
                let bare = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
                at += bytes[at..].iter().take_while(bare).count();
                if at == start {
                    return None;
                }
            }
        }
        let dot = after_whitespace(bytes, at);
        if bytes.get(dot) != Some(&b'.') {
            return Some(at);
        }
        at = after_whitespace(bytes, dot + 1);
    }
}

/// The position behind the spaces and tabs of a line.
fn after_whitespace(bytes: &[u8], start: usize) -> usize {
    let spaces = bytes[start..]
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'));
    start + spaces.count()
}

/// Whether a line begins with a key and `=`.
pub(super) fn is_entry(line: &str) -> bool {
    key_length(line).is_some_and(|length| line[length..].trim_start().starts_with('='))
}

/// Whether a line begins with a key and `:`, which no line of a list does.
fn is_entry_of_yaml(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_alphabetic())
        && key_length(line).is_some_and(|length| line[length..].starts_with(": "))
}

/// Whether a line is a header such as `[organization]` or `[[offices]]`, and not a list.
fn is_header_line(line: &str) -> bool {
    let name = line.trim_start_matches('[');
    let brackets = line.len() - name.len();
    let is_word = |c: char| c.is_ascii_alphabetic() || c == '_';
    if !matches!(brackets, 1 | 2) || !name.starts_with(is_word) {
        return false;
    }
    let rest = key_length(name).map_or("", |length| name[length..].trim_start());
    let after = rest.trim_start_matches(']').trim_start();
    rest.starts_with(']') && (after.is_empty() || after.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{Flaw, statements};

    /// The statements of a text, without blank lines, with what they leave open.
    fn parts(text: &str) -> Vec<(&str, Option<Flaw>)> {
        let parts = statements(text).into_iter();
        parts
            .map(|part| (text[part.range].trim_end(), part.flaw))
            .filter(|(lines, _)| !lines.is_empty())
            .collect()
    }

    #[test]
    fn whole_statements_are_kept_together() {
        let text = "# [x\na = [\n  \"]\", # ]\n  { b = 1,\n    c = 2 },\n]\nd = \"\"\"\ne = 1\n[f]\n\"\"\"\n[[g]]\nh = 'i'\n";
        let lines: Vec<&str> = parts(text)
            .into_iter()
            .map(|(lines, flaw)| {
                assert_eq!(flaw, None, "{lines}");
                lines
            })
            .collect();
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines[2].ends_with("[f]\n\"\"\""), "{lines:?}");
    }

    #[test]
    fn a_statement_that_is_not_closed_ends_before_the_next() {
        for (text, open) in [
            ("a = [\"b\"\nc = 1\n", Flaw::List(4)),
            ("a = [\n\"b\",\n\n[c]\nd = 1\n", Flaw::List(4)),
            ("a = { b = 1\nc = 1\n", Flaw::Table(4)),
            ("a = \"\"\"\ntext\n[b]\nc = 1\n", Flaw::Block(4)),
            (
                "a = \"\"\"\ntext\nc = \"\"\"\ntext\n\"\"\"\n",
                Flaw::Block(4),
            ),
            ("a = \"one\ntwo\"\nc = 1\n", Flaw::Lines(4)),
            ("a = \"one\ntwo\nc = 1\n", Flaw::Lines(4)),
        ] {
            let parts = parts(text);
            assert_eq!(parts[0].1, Some(open), "{text}");
            assert!(
                parts.len() > 1 && parts[1..].iter().all(|part| part.1.is_none()),
                "{parts:?}"
            );
        }
        assert_eq!(parts("a = \"one\nc = 1\n").len(), 2);
        assert_eq!(parts("a = L'Or\nc = 1\n")[0].1, None);
    }
}
