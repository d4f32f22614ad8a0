//! Syntax errors of TOML, in plain words, and the rest of the file without them. Entry point: [`readable`].

mod parser_words;
mod repair;
mod statements;

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, Error};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;
use parser_words::words;
use repair::Repair;
use statements::{Flaw, Statement, statements};

/// A file without the statements that are not TOML: they are blank, so that positions stay.
pub(super) struct ReadableText {
    pub(super) text: String,
    /// What was left out.
    broken: Vec<Range<usize>>,
}

impl ReadableText {
    /// Whether a problem at this byte may follow from a syntax error.
    pub(super) fn is_broken_at(&self, at: usize) -> bool {
        self.broken.iter().any(|range| range.contains(&at))
    }
}

/// How much is parsed again and again to find one error after the other, in bytes. Files are small; what is left of a
/// large one with many errors is left out.
const PARSED_AT_MOST: usize = 4 << 20;

/// Reports each statement that cannot be parsed, and leaves it out.
pub(super) fn readable(text: &str, file: FileId, push: impl FnMut(Diagnostic)) -> ReadableText {
    let mut reader = StatementReader {
        text,
        file,
        statements: statements(text),
        readable: ReadableText {
            text: text.to_owned(),
            broken: Vec::new(),
        },
        problems: Vec::new(),
        detached: Vec::new(),
        push,
    };
    if !reader.report_other_format() {
        reader.report_open_statements();
        reader.report_errors();
        for lines in std::mem::take(&mut reader.detached) {
            reader.blank(lines);
        }
    }
    reader.push_problems();
    reader.readable
}

/// How many lines with the same mistake are shown; the rest are counted.
const ALIKE_AT_MOST: usize = 10;

struct StatementReader<'a, P> {
    text: &'a str,
    file: FileId,
    statements: Vec<Statement>,
    readable: ReadableText,
    problems: Vec<Diagnostic>,
    /// What is below headers that are left out.
    detached: Vec<Range<usize>>,
    push: P,
}

impl<P: FnMut(Diagnostic)> StatementReader<'_, P> {
    fn report(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let span = self.file.span(clamp(self.text, range));
        let problem = Diagnostic::new(Code::TomlSyntax, span, message).help(help);
        self.problems.push(problem);
    }

    /// Pushes the problems. Of those with the same mistake, which one program makes in each line, the first few.
    fn push_problems(&mut self) {
        let mut alike: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for problem in std::mem::take(&mut self.problems) {
            let kind = problem.message.split('`').step_by(2).collect();
            alike.entry(kind).or_default().push(problem);
        }
        for mut problems in alike.into_values() {
            problems.sort_by_key(|problem| problem.place.map(|place| place.start));
            let more = problems.len().saturating_sub(ALIKE_AT_MOST);
            problems.truncate(ALIKE_AT_MOST);
            if let Some(last) = problems.last_mut().filter(|_| more > 0) {
                let lines = if more == 1 { "line" } else { "lines" };
                last.message += &format!(", here and in {more} more {lines}");
            }
            problems.into_iter().for_each(&mut self.push);
        }
    }

    /// Leaves out statements: positions in the list.
    fn leave_out(&mut self, statements: Range<usize>) {
        let Some(statements) = self.statements.get(statements) else {
            return;
        };
        if let (Some(first), Some(last)) = (statements.first(), statements.last()) {
            self.blank(first.range.start..last.range.end);
        }
    }

    fn blank(&mut self, range: Range<usize>) {
        let bytes = self.readable.text[range.clone()].bytes();
        let blank: String = bytes
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        self.readable.text.replace_range(range.clone(), &blank);
        self.readable.broken.push(range);
    }

    /// A file in another format as a whole is one problem.
    fn report_other_format(&mut self) -> bool {
        let text = self.text.trim_start();
        let start = self.text.len() - text.len();
        let (range, message, help) = if text.starts_with('{') {
            let help = "write each entry as a line `key = value`, without braces around the file";
            (start..start + 1, "the file is JSON, not TOML", help)
        } else if text.starts_with('<') && !text.starts_with("<<<<<<<") && !text.starts_with("<!--")
        {
            let help = "write each entry as a line `key = value`";
            (start..start + 1, "the file is HTML or XML, not TOML", help)
        } else {
            return false;
        };
        self.report(range, message, help);
        self.blank(0..self.text.len());
        true
    }

    /// Reports lists, tables and texts without an end.
    fn report_open_statements(&mut self) {
        for index in 0..self.statements.len() {
            let statement = &self.statements[index];
            let Some(flaw) = statement.flaw else {
                continue;
            };
            let lines = statement.range.clone();
            let (begin, what, help) = match flaw {
                Flaw::List(at) => (at, "the list has no end", "write `]` after its last value"),
                Flaw::Table(at) => (
                    at,
                    "the table in braces has no end",
                    "write `}` after its last value",
                ),
                Flaw::Block(at) => (
                    at,
                    "the text has no end",
                    "close it with the three quotes that it begins with",
                ),
                Flaw::Typographic(at) => (
                    at,
                    "the text is in typographic quotes",
                    "write three straight quotes before and after it: `\"\"\"`",
                ),
                Flaw::Lines(at) => (
                    at,
                    "a text between single quotes ends in the line where it begins",
                    "write a text of several lines between `\"\"\"` and `\"\"\"`",
                ),
            };
            let first = line_around(self.text, lines.start);
            let is_blank = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
            let is_one_line = self.text[first.end..lines.end].lines().all(is_blank);
            match repair::repair(&self.text[first.clone()], false).filter(|_| is_one_line) {
                Some(repair) => self.report_repair(first.start, repair),
                None => {
                    let end = line_around(self.text, begin).end;
                    let end = begin + self.text[begin..end].trim_end().len();
                    self.report(begin..end, what, help);
                }
            }
            self.leave_out(index..index + 1);
        }
    }

    fn report_repair(&mut self, line_start: usize, repair: Repair) {
        let range = line_start + repair.range.start..line_start + repair.range.end;
        self.report(range, repair.message, repair.help);
    }

    /// Reports the errors of the parser, one statement after the other.
    fn report_errors(&mut self) {
        let mut parsed = 0;
        loop {
            let (_, errors) = DeTable::parse_recoverable(&self.readable.text);
            let first = errors
                .iter()
                .map(|error| (clamp(self.text, error.span().unwrap_or(0..0)), error))
                .min_by_key(|(span, _)| span.start);
            let Some((span, error)) = first else {
                return;
            };
            let Some(index) = self.statement_at(span.start) else {
                return;
            };
            let start = self.statements[index].range.start;
            let following = self.report_error(index, span, error);
            self.leave_out(index..index + 1 + following);
            parsed += self.text.len();
            if parsed > PARSED_AT_MOST {
                self.blank(start..self.text.len());
                return;
            }
        }
    }

    /// The last statement that begins at or before a byte and is not left out.
    fn statement_at(&self, at: usize) -> Option<usize> {
        let after = self
            .statements
            .partition_point(|statement| statement.range.start <= at);
        (0..after).rev().find(|&index| {
            !self.readable.text[self.statements[index].range.clone()]
                .trim_ascii()
                .is_empty()
        })
    }

    /// Reports an error in a statement. Returns how many of those that follow belong to it.
    fn report_error(&mut self, index: usize, span: Range<usize>, error: &Error) -> usize {
        let statement = &self.statements[index];
        let at = span
            .start
            .clamp(statement.range.start, statement.range.end.saturating_sub(1));
        let line = line_around(self.text, at);
        let written = &self.text[line.clone()];
        let below = self.statements.get(index + 1..).unwrap_or_default();
        let below_lines = below
            .iter()
            .map(|statement| self.text[statement.range.clone()].trim_end_matches('\n'));
        let is_header = statement.is_header;
        let is_detached = self.detached.iter().any(|lines| lines.contains(&at));
        if is_header {
            // What is below a header belongs to it: it is checked, and left out at the end.
            let own = below.iter().take_while(|statement| !statement.is_header);
            if let Some(last) = own.last() {
                self.detached.push(statement.range.end..last.range.end);
            }
        }
        let in_list = line.start > statement.range.start;
        if !in_list && let Some((repair, following)) = repair::block(written, below_lines) {
            self.report_repair(line.start, repair);
            return following;
        }
        if written.starts_with("<<<<<<<")
            && let Some(repair) = repair::repair(written, false)
        {
            // Up to the last mark of the conflict.
            let mut lines = below
                .iter()
                .map(|statement| &self.text[statement.range.clone()]);
            let end = lines.position(|line| line.starts_with(">>>>>>>"));
            self.report_repair(line.start, repair);
            return end.map_or(0, |end| end + 1);
        }
        let is_duplicate = error.message().starts_with("duplicate key");
        match repair::repair(written, in_list) {
            // Among the keys of the table before.
            _ if is_detached && is_duplicate => {}
            Some(repair) if !is_duplicate => self.report_repair(line.start, repair),
            _ => {
                let (message, help) = words(self.text, &span, &line, error.message());
                self.report(span, message, help);
            }
        }
        0
    }
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
