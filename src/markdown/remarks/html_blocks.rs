//! Remarks on Markdown inside of an HTML block, which is published as it is written.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Finder;
use crate::markdown::located_event::LocatedEvent;
use crate::markdown::parse;
use crate::markdown::pieces::{Piece, pieces};

/// Elements whose text is meant as it is written.
const VERBATIM: [&str; 6] = ["code", "kbd", "pre", "samp", "textarea", "tt"];

/// Elements of a line: their tags do not interrupt a text.
const OF_A_LINE: [&str; 33] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong",
    "sub", "sup", "time", "u", "var", "wbr", "br", "img",
];

/// Elements that contain lines only, no paragraphs.
const OF_LINES_ONLY: [&str; 10] = [
    "caption", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "p", "summary",
];

impl Finder<'_> {
    pub(super) fn html_blocks(&mut self, events: &[LocatedEvent<'_>]) {
        for (event, range) in events {
            if let Event::Html(html) = event {
                self.html_block(html, range);
            }
        }
    }

    fn html_block(&mut self, html: &str, range: &Range<usize>) {
        let block = BlockText::new(html);
        let Some(markup) = first_markup(&block.text) else {
            return;
        };
        let written = block.text[markup.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let before = block.tags.iter().rev().find(|tag| tag.end <= markup.start);
        let help = match before.or(block.tags.first()) {
            None => "begin a new line after the comment".to_owned(),
            Some(tag) if tag.is_of_lines => format!(
                "Markdown does not read the content of `{0}`: write HTML in it, or leave `{0}` out",
                tag.written
            ),
            Some(tag) => {
                let help = format!("leave an empty line after `{}`", tag.written);
                let rest = block.text[markup.start..].lines().next();
                let line_end = markup.start + rest.map_or(0, str::len);
                let closes_in_line = block.tags.iter().any(|tag| tag.start == line_end);
                match closes_in_line {
                    true => format!("{help}, and one before the next tag"),
                    false => help,
                }
            }
        };
        self.as_written(range, written.trim_end(), &help);
    }
}

/// The text of an HTML block, without its tags.
struct BlockText {
    text: String,
    /// The tags of blocks, or of the first element.
    tags: Vec<BlockTag>,
}

struct BlockTag {
    written: String,
    /// Where it was in the text.
    start: usize,
    end: usize,
    /// Whether it opens an element of lines only.
    is_of_lines: bool,
}

impl BlockText {
    fn new(html: &str) -> Self {
        let mut text = String::with_capacity(html.len());
        let mut tags = Vec::new();
        // The open element whose text is meant as it is written.
        let mut verbatim: Option<String> = None;
        for located in pieces(html) {
            let (name, is_open) = match &located.piece {
                Piece::Text if verbatim.is_none() => {
                    push_dedented(&mut text, located.written);
                    continue;
                }
                Piece::Open(tag) => (tag.name.as_str(), true),
                Piece::Close(name) => (name.as_str(), false),
                _ => continue,
            };
            match &verbatim {
                Some(open) if open == name && !is_open => verbatim = None,
                Some(_) => continue,
                None if is_open && VERBATIM.contains(&name) => {
                    // A word, so that marks beside it keep their meaning.
                    text.push('x');
                    verbatim = Some(name.to_owned());
                }
                None => {}
            }
            let is_of_line = OF_A_LINE.contains(&name) || VERBATIM.contains(&name);
            if is_of_line && !tags.is_empty() {
                continue;
            }
            let start = text.len();
            // What follows in the line of a tag begins no item and no heading.
            if !is_of_line {
                text.push_str("\n\n,");
            }
            tags.push(BlockTag {
                written: match is_open {
                    true => format!("<{name}>"),
                    false => format!("</{name}>"),
                },
                start,
                end: text.len(),
                is_of_lines: is_open && OF_LINES_ONLY.contains(&name),
            });
        }
        // A tag alone in its line leaves the next line as it is.
        let text = text.replace("\n\n,\n", "\n\n\n\n");
        Self { text, tags }
    }
}

/// Adds lines without the spaces before them, which would make them code.
fn push_dedented(text: &mut String, lines: &str) {
    for (index, line) in lines.split_inclusive('\n').enumerate() {
        let begins = index > 0 || text.ends_with('\n');
        text.push_str(if begins {
            line.trim_start_matches([' ', '\t'])
        } else {
            line
        });
    }
}

/// The place of the first markup in a text.
fn first_markup(text: &str) -> Option<Range<usize>> {
    if !text.contains(['#', '*', '_', '[', '-', '+', '`', '~', '|', '=']) && !text.contains("1.") {
        return None;
    }
    let events = parse::merged(text);
    let position = events.iter().position(|(event, range)| match event {
        Event::Start(
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Table(_),
        )
        | Event::Code(_) => true,
        // Dashes and numbers alone are text.
        Event::Start(Tag::Heading { .. } | Tag::Item) => text[range.clone()]
            .trim_start_matches(|c: char| c.is_ascii_digit() || "#-*+.) ".contains(c))
            .contains(char::is_alphanumeric),
        _ => false,
    })?;
    Some(events[position].1.clone())
}
