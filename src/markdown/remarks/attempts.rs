//! Remarks on headings, tables and links that Markdown does not recognize, and publishes as they are written.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Finder, cells};
use crate::markdown::located_event::LocatedEvent;
use crate::markdown::url;

/// The most `#` of a heading.
const LEVELS: usize = 6;

impl Finder<'_> {
    pub(super) fn attempts(&mut self, events: &[LocatedEvent<'_>]) {
        let mut is_code = false;
        // The end of the last head of a table that is read as a heading: its rows follow.
        let mut head_end = None;
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => is_code = true,
                Event::End(TagEnd::CodeBlock) => is_code = false,
                Event::Start(Tag::Paragraph) if head_end == Some(range.start) => {}
                Event::Start(Tag::Paragraph) => self.failed_table(range),
                // A dashed line without `|` makes the line above it a heading.
                Event::Start(Tag::Heading { .. })
                    if self.source[range.clone()].trim_start().starts_with('|') =>
                {
                    self.failed_table(range);
                    head_end = Some(range.end);
                }
                Event::Text(text) if !is_code => {
                    self.unknown_definition(text, range);
                    let begins_line = index.checked_sub(1).is_some_and(|before| {
                        matches!(
                            events[before].0,
                            Event::Start(Tag::Paragraph | Tag::Item)
                                | Event::SoftBreak
                                | Event::HardBreak
                        )
                    });
                    if begins_line {
                        let is_alone = matches!(events[index - 1].0, Event::Start(Tag::Paragraph))
                            && matches!(
                                events.get(index + 1),
                                Some((Event::End(TagEnd::Paragraph), _))
                            );
                        self.failed_heading(text, range, is_alone);
                    }
                }
                _ => {}
            }
        }
    }

    /// A heading without a space after its `#`.
    fn failed_heading(&mut self, text: &str, range: &Range<usize>, is_alone: bool) {
        let title = text.trim_start_matches('#');
        let level = text.len() - title.len();
        let is_title = title.trim_start().starts_with(char::is_alphanumeric);
        // `\#` is meant as it is, `#1` is a number, and `#cloud` a label.
        let is_meant = self.source[range.start..].starts_with('#')
            && !self.source[..range.start].ends_with('\\')
            && is_title
            && match level {
                0 => false,
                1 => {
                    is_alone
                        && title.starts_with(char::is_uppercase)
                        && !title.contains('#')
                        && !title.trim_end().ends_with(['.', ',', ';', ':', '!', '?'])
                }
                _ => true,
            };
        if !is_meant {
            return;
        }
        let help = match level <= LEVELS {
            true => format!(
                "if it is a heading, write a space after the `#`: `{} {}`",
                &text[..level],
                url::shown(title.trim())
            ),
            false => format!("a heading has at most {LEVELS} `#`, and a space after them"),
        };
        self.as_written(range, text.trim_end(), &help);
    }

    /// A link whose definition is missing: `[our rules][rules]`.
    fn unknown_definition(&mut self, text: &str, range: &Range<usize>) {
        for (middle, _) in text.match_indices("][") {
            let label = text[middle + 2..]
                .split(['[', ']'])
                .next()
                .unwrap_or_default();
            let is_closed = text[middle + 2 + label.len()..].starts_with(']');
            let start = text[..middle].rfind(['[', ']']);
            let start = start.filter(|&start| text[start..].starts_with('['));
            let words = &text[start.map_or(0, |start| start + 1)..middle];
            let is_number = |text: &str| text.chars().all(|c| !c.is_alphabetic());
            // `matrix[i][j]`
            let follows_word = start.is_some_and(|start| {
                text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            });
            let name = if label.is_empty() { words } else { label };
            if !is_closed
                || follows_word
                || label.starts_with('^')
                || name.trim().is_empty()
                || is_number(name)
            {
                continue;
            }
            let end = middle + 2 + label.len() + 1;
            let written = &text[start.unwrap_or(middle + 1)..end];
            if self.is_full() {
                return;
            }
            // With a backslash it is meant as it is.
            if !self.source[range.clone()].contains(&text[start.unwrap_or(middle)..end]) {
                continue;
            }
            let help = format!(
                "nothing defines `[{name}]`: add a paragraph `[{name}]: https://…`, or write `[{words}](https://…)`"
            );
            self.as_written(range, written, &help);
        }
    }

    /// A table whose line of dashes is missing, or does not fit.
    fn failed_table(&mut self, paragraph: &Range<usize>) {
        if !self.source[paragraph.clone()].contains('|') {
            return;
        }
        let written = self.source[paragraph.clone()].lines();
        // Without the marks of a quotation.
        let lines: Vec<&str> = written
            .map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end())
            .collect();
        let dashes = (1..lines.len())
            .find(|&index| is_dashes(lines[index]) && lines[index - 1].contains('|'));
        let is_row = |line: &&str| line.starts_with('|') && separators(line) > 1;
        let (head, help) = match dashes {
            Some(index) => {
                let (wanted, found) = (count(lines[index - 1]), count(lines[index]));
                let help = if wanted == found {
                    "leave an empty line before the table".to_owned()
                } else {
                    format!(
                        "the line below it has {found} of {wanted} cells: write `{}`",
                        dashed_line(wanted)
                    )
                };
                (index - 1, help)
            }
            None => {
                let Some(head) = lines.iter().position(is_row) else {
                    return;
                };
                let is_alone = lines.len() == 1 && !lines[0].ends_with('|');
                let is_followed = lines.len() == 1 || lines[head + 1..].first().is_some_and(is_row);
                if is_alone || !is_followed {
                    return;
                }
                let line = dashed_line(count(lines[head]));
                (
                    head,
                    format!("if it is a table, write `{line}` below its first line"),
                )
            }
        };
        self.as_written(paragraph, lines[head], &help);
    }
}

/// Whether a line is the one below the head of a table.
fn is_dashes(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| "|-: \t".contains(c))
}

/// How many `|` a line has.
fn separators(line: &str) -> usize {
    line.matches('|').count() - line.matches("\\|").count()
}

/// How many cells a row has.
fn count(line: &str) -> usize {
    cells(line.strip_suffix('|').unwrap_or(line)).count()
}

fn dashed_line(cells: usize) -> String {
    format!("|{}", " --- |".repeat(cells))
}
