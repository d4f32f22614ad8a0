//! Limits of the parts of a text, far beyond those of any that somebody writes: pages and books with more of them exhaust programs.
//! Entry point: [`excess`](fn@excess).

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::parse;
use super::pieces::{Piece, pieces};

/// Links and images.
const LINKS: usize = 1_000;
const HEADINGS: usize = 1_000;
const FOOTNOTES: usize = 1_000;
/// Paragraphs, items, quotations and other blocks.
const BLOCKS: usize = 10_000;
/// Emphasis, code and other elements of lines.
const SPANS: usize = 5_000;
const LINES: usize = 20_000;
/// Letters and signs of a paragraph: the lines of a long one are broken in a time that grows faster than it.
const LETTERS: usize = 20_000;
const COLUMNS: usize = 50;
const CELLS: usize = 10_000;

/// A text has more of a part than is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// Where the first part beyond the limit is, in bytes.
    pub range: Range<usize>,
    /// What it has too many of, with the limit.
    pub message: String,
}

/// Which part of a text there are too many of, if any.
pub fn excess(source: &str) -> Option<Excess> {
    // No part is shorter than two bytes; only a table has more cells than that.
    if source.len() < 2 * LINKS && !source.contains('|') && !source.contains('<') {
        return None;
    }
    let mut counter = PartCounter::default();
    for (event, range) in parse::merged(source) {
        if let Some(message) = counter.count(&event) {
            return Some(Excess { range, message });
        }
    }
    None
}

#[derive(Default)]
struct PartCounter {
    links: usize,
    headings: usize,
    footnotes: usize,
    blocks: usize,
    spans: usize,
    lines: usize,
    /// Those of the present block.
    letters: usize,
    columns: usize,
    cells: usize,
}

impl PartCounter {
    fn count(&mut self, event: &Event<'_>) -> Option<String> {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.link(),
            Event::Start(Tag::Heading { .. }) => self.heading(),
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => add(
                &mut self.footnotes,
                2 * FOOTNOTES,
                "footnotes and references",
            ),
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns.len();
                self.columns()
            }
            Event::Start(Tag::TableCell) => self.cell(),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) | Event::Code(_) => {
                self.span()
            }
            Event::HardBreak | Event::SoftBreak => self.line(),
            Event::Text(text) => self.letters(text),
            Event::Start(_) | Event::Rule => self.block(),
            Event::Html(html) | Event::InlineHtml(html) => {
                pieces(html)
                    .iter()
                    .find_map(|located| match &located.piece {
                        Piece::Open(tag) => self.tag(&tag.name),
                        _ => None,
                    })
            }
            _ => None,
        }
    }

    fn tag(&mut self, name: &str) -> Option<String> {
        match name {
            "a" | "img" => self.link(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(),
            "tr" => {
                self.columns = 0;
                self.block()
            }
            "td" | "th" => {
                self.columns += 1;
                self.columns().or_else(|| self.cell())
            }
            "br" => self.line(),
            "b" | "i" | "em" | "strong" | "code" | "sup" | "sub" | "span" | "s" | "q" | "del"
            | "u" | "small" | "mark" | "font" => self.span(),
            _ => self.block(),
        }
    }

    fn link(&mut self) -> Option<String> {
        add(&mut self.links, LINKS, "links and images")
    }

    fn heading(&mut self) -> Option<String> {
        self.letters = 0;
        add(&mut self.headings, HEADINGS, "headings")
    }

    fn letters(&mut self, text: &str) -> Option<String> {
        self.letters += text.chars().count();
        (self.letters > LETTERS)
            .then(|| format!("has a paragraph of more than {LETTERS} characters"))
    }

    fn block(&mut self) -> Option<String> {
        self.letters = 0;
        add(
            &mut self.blocks,
            BLOCKS,
            "paragraphs, items and other blocks",
        )
    }

    fn span(&mut self) -> Option<String> {
        add(&mut self.spans, SPANS, "emphases and other parts of lines")
    }

    fn line(&mut self) -> Option<String> {
        add(&mut self.lines, LINES, "lines")
    }

    fn cell(&mut self) -> Option<String> {
        self.letters = 0;
        add(&mut self.cells, CELLS, "cells of tables")
    }

    fn columns(&self) -> Option<String> {
        (self.columns > COLUMNS).then(|| format!("has a table of more than {COLUMNS} columns"))
    }
}

fn add(count: &mut usize, limit: usize, parts: &str) -> Option<String> {
    *count += 1;
    (*count > limit).then(|| format!("has more than {limit} {parts}"))
}

#[cfg(test)]
mod tests {
    use super::excess;

    #[test]
    fn each_part_has_a_limit() {
        for (unit, words) in [
            ("[a](/b) ", "links"),
            ("<a href=x>b</a> ", "links"),
            ("# a\n\n", "headings"),
            ("a[^1]\n\n[^1]: b\n\n", "footnotes"),
            ("- a\n", "blocks"),
            ("*a* ", "emphases"),
            ("<br>", "lines"),
            ("<td>a", "columns"),
            ("![", "paragraph"),
            ("words ", "paragraph"),
        ] {
            let excess = excess(&unit.repeat(30_000)).expect(unit);
            assert!(excess.message.contains(words), "{excess:?}");
        }
        let wide = format!("|{}\n|{}\n", "a|".repeat(60), "-|".repeat(60));
        assert!(excess(&wide).expect("wide").message.contains("columns"));
        let square = format!(
            "|{0}\n|{1}\n{2}",
            "a|".repeat(40),
            "-|".repeat(40),
            "|b\n".repeat(300)
        );
        assert!(excess(&square).expect("square").message.contains("cells"));
    }

    #[test]
    fn a_long_text_is_within_the_limits() {
        let part = "## Heading\n\nA paragraph of *many* words with [a link](/b) in\nlines[^1].\n\n- one\n- two\n\n";
        let text = part.repeat(500) + "[^1]: note\n\n|a|b|\n|-|-|\n" + &"|c|d|\n".repeat(1_000);
        assert_eq!(excess(&text), None);
    }
}
