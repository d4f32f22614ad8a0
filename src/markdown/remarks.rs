//! What a text has that is not published as it is written. Entry point: [`remarks`](fn@remarks).

mod attempts;
mod definitions;
mod html;
mod html_blocks;
mod open_elements;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

pub(super) use definitions::unused_definitions;

use super::located_event::{LocatedEvent, split_id};
use super::{Trust, footnotes, parse, url};

/// Something in a text that is not published as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its range in the text, in bytes.
    pub range: Range<usize>,
    /// The kind of problem.
    pub kind: RemarkKind,
    /// What happens to it.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A kind of [`Remark`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkKind {
    /// Markup that is not published.
    Removed,
    /// Text that is not published.
    LostText,
    /// Markup that is published as it is written.
    AsWritten,
    /// A comment that would be published.
    OpenComment,
}

/// All remarks on a text, in order; one of each that are alike.
pub fn remarks(source: &str, trust: Trust) -> Vec<Remark> {
    let events = parse::parse(source);
    let mut finder = Finder {
        source,
        trust,
        remarks: Vec::new(),
        by_message: HashMap::new(),
    };
    finder.markdown(&events);
    finder.headings(&events);
    finder.footnotes(&events);
    finder.tables(&events);
    finder.numbers(&events);
    finder.definitions();
    finder.attempts(&events);
    finder.html_blocks(&events);
    finder.open_elements(&events);
    finder.html(events);
    let mut remarks = finder.remarks;
    remarks.sort_by_key(|remark| (remark.range.start, remark.range.end));
    remarks
}

/// The most remarks on one text, besides those on comments without an end: finding their places takes time.
const REMARKS_AT_MOST: usize = 200;

struct Finder<'a> {
    source: &'a str,
    trust: Trust,
    remarks: Vec<Remark>,
    /// The index of each remark, by its message.
    by_message: HashMap<String, usize>,
}

impl Finder<'_> {
    fn push(
        &mut self,
        range: Range<usize>,
        kind: RemarkKind,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let message = message.into();
        if let Some(&index) = self.by_message.get(&message) {
            let first = &mut self.remarks[index];
            if (range.start, range.end) < (first.range.start, first.range.end) {
                first.range = range;
                first.help = help.into();
            }
            return;
        }
        if self.is_full() && kind != RemarkKind::OpenComment {
            return;
        }
        self.by_message.insert(message.clone(), self.remarks.len());
        self.remarks.push(Remark {
            range,
            kind,
            message,
            help: help.into(),
        });
    }

    fn is_full(&self) -> bool {
        self.remarks.len() >= REMARKS_AT_MOST
    }

    fn removed(&mut self, range: &Range<usize>, what: &str, help: &str) {
        let message = format!("not published: {what}");
        self.push(range.clone(), RemarkKind::Removed, message, help);
    }

    /// Links, images, comments in lines, and markup of other kinds of Markdown.
    fn markdown(&mut self, events: &[LocatedEvent<'_>]) {
        let mut code = false;
        for (index, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    let target = url::target(*link_type, dest_url.clone());
                    if let Err(why) = url::link(&target) {
                        let what = format!("the link to `{}`", url::shown(&target));
                        self.removed(range, &what, why);
                    }
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let what = format!("the image `{}`", url::shown(dest_url));
                    if self.trust == Trust::Partner {
                        self.removed(range, &what, IMAGE_OF_PARTNER);
                    } else if let Err(why) = url::image(dest_url) {
                        self.removed(range, &what, why);
                    }
                }
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Text(text) if !code => {
                    self.comment_in_line(range);
                    self.unknown_footnotes(text, range);
                    let is_first = index >= 2
                        && events[index - 1].0 == Event::Start(Tag::Paragraph)
                        && matches!(events[index - 2].0, Event::Start(Tag::BlockQuote(_)));
                    let alert = text
                        .strip_prefix("[!")
                        .and_then(|rest| rest.split_once(']'));
                    if let Some((alert, _)) = alert.filter(|_| is_first) {
                        let written = format!("[!{alert}]");
                        let help = "write what it is in words, such as `**Note:**`";
                        self.as_written(range, &written, help);
                    }
                }
                _ => {}
            }
        }
    }

    /// Reports a part of a text that is published as it is written.
    fn as_written(&mut self, within: &Range<usize>, written: &str, help: &str) {
        let message = format!("published as it is written: `{}`", url::shown(written));
        let is_known = self
            .by_message
            .get(&message)
            .is_some_and(|&index| self.remarks[index].range.start <= within.start);
        if is_known || self.is_full() {
            return;
        }
        let range = self.find(within, written);
        self.push(range, RemarkKind::AsWritten, message, help);
    }

    /// The range of what is written within a range.
    fn find(&self, within: &Range<usize>, written: &str) -> Range<usize> {
        let found = self.source[within.clone()].find(written);
        found.map_or(within.clone(), |offset| {
            within.start + offset..within.start + offset + written.len()
        })
    }

    fn comment_in_line(&mut self, range: &Range<usize>) {
        let source = self.source;
        for (offset, mark) in source[range.clone()].match_indices("<!--") {
            let start = range.start + offset;
            if source[..start].ends_with('\\') {
                continue;
            }
            let message = "a comment that has no end in its paragraph would be published";
            let help = "end it with `-->`; a comment with empty lines must begin a line";
            let range = start..start + mark.len();
            self.push(range, RemarkKind::OpenComment, message, help);
        }
    }

    /// References to footnotes that do not exist.
    fn unknown_footnotes(&mut self, text: &str, range: &Range<usize>) {
        for (offset, _) in text.match_indices("[^") {
            // A label ends in its line, and contains no other.
            let label = text[offset + 2..]
                .split([']', '[', '\n'])
                .next()
                .unwrap_or_default();
            let is_closed = text[offset + 2 + label.len()..].starts_with(']');
            if !is_closed || label.is_empty() || label.contains(char::is_whitespace) {
                continue;
            }
            let written = format!("[^{label}]");
            let help = format!("there is no such footnote: add a paragraph `{written}: …`");
            self.as_written(range, &written, &help);
        }
    }

    /// Ids and other attributes of headings.
    fn headings(&mut self, events: &[LocatedEvent<'_>]) {
        let mut ids = HashSet::new();
        for pair in events.windows(2) {
            let [
                (Event::Text(text), range),
                (Event::End(TagEnd::Heading(_)), _),
            ] = pair
            else {
                continue;
            };
            let written = text.trim_end();
            let written = &written[written.rfind('{').unwrap_or(written.len())..];
            match split_id(text) {
                Some((_, id)) if self.trust == Trust::Partner => {
                    let range = self.find(range, written);
                    let what = format!("the id `{id}`");
                    self.removed(
                        &range,
                        &what,
                        "delete it, for partners' headings have no ids",
                    );
                }
                Some((_, id)) if !ids.insert(id.to_owned()) => {
                    let range = self.find(range, written);
                    let message = format!("two headings have the id `{id}`");
                    self.push(range, RemarkKind::AsWritten, message, "rename one of them");
                }
                Some(_) => {}
                None if written.ends_with('}') && written.starts_with(['{']) => {
                    let is_attribute = written[1..].starts_with(['#', '.']);
                    if is_attribute {
                        let help = "a heading can have an id only, such as `{#joining}`";
                        self.as_written(range, written, help);
                    }
                }
                None => {}
            }
        }
    }

    /// Footnotes to which nothing refers.
    fn footnotes(&mut self, events: &[LocatedEvent<'_>]) {
        let references: HashSet<String> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::FootnoteReference(label) => Some(footnotes::key(label)),
                _ => None,
            })
            .collect();
        let mut known = HashSet::new();
        for (event, range) in events {
            let Event::Start(Tag::FootnoteDefinition(label)) = event else {
                continue;
            };
            if self.is_full() {
                return;
            }
            let written = format!("[^{label}]");
            let place = self.find(range, &written);
            let key = footnotes::key(label);
            if !references.contains(&key) {
                let message = format!("nothing refers to the footnote `{written}`");
                let help = format!("write `{written}` where it belongs, or delete it");
                self.push(place, RemarkKind::AsWritten, message, help);
            } else if !known.insert(key) {
                let message = format!("two footnotes are called `{written}`");
                let help = "rename one of them: nothing refers to the second";
                self.push(place, RemarkKind::AsWritten, message, help);
            }
        }
    }

    /// Cells for which a table has no column: Markdown drops them.
    fn tables(&mut self, events: &[LocatedEvent<'_>]) {
        let mut columns = 0;
        for (event, range) in events {
            match event {
                Event::Start(Tag::Table(all)) => columns = all.len(),
                Event::Start(Tag::TableRow) => {
                    let line = self.source[range.clone()].trim();
                    let extra = cells(line).skip(columns);
                    let extra: Vec<_> = extra.filter(|cell| !cell.is_empty()).collect();
                    if !extra.is_empty() {
                        let text = extra.join(" | ");
                        let message = format!(
                            "not published: `{}`, for which the table has no column",
                            url::shown(&text)
                        );
                        let place = self.find(range, extra[0]);
                        let is_cut = cells(line).any(|cell| cell.matches('`').count() % 2 == 1);
                        let help = match is_cut {
                            true => "write `\\|` for a `|` that is part of a cell, also in code",
                            false => {
                                "add a column to the head of the table, and to the line below it"
                            }
                        };
                        self.push(place, RemarkKind::LostText, message, help);
                    }
                }
                _ => {}
            }
        }
    }

    /// Numbers of items that Markdown replaces.
    fn numbers(&mut self, events: &[LocatedEvent<'_>]) {
        // The open lists: the first number, and the items that are written.
        let mut lists: Vec<(Option<u64>, Vec<NumberedItem>)> = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::List(start)) => lists.push((*start, Vec::new())),
                Event::Start(Tag::Item) => {
                    let digits = self.source[range.clone()].trim_start();
                    let length = digits
                        .find(|c: char| !c.is_ascii_digit())
                        .unwrap_or(digits.len());
                    if let (Ok(number), Some((Some(_), items))) =
                        (digits[..length].parse(), lists.last_mut())
                    {
                        items.push((number, range.start));
                    }
                }
                Event::End(TagEnd::List(_)) => {
                    let Some((Some(start), items)) = lists.pop() else {
                        continue;
                    };
                    // Many number all items alike and leave counting to Markdown.
                    let alike = items.iter().all(|(number, _)| *number == start);
                    let wrong = (start..)
                        .zip(&items)
                        .find(|(counted, (number, _))| counted != number);
                    if let Some((counted, (number, place))) = wrong.filter(|_| !alike) {
                        let message = format!(
                            "the item `{number}.` is published as `{counted}.`, for Markdown counts items"
                        );
                        let help =
                            format!("correct the numbers, or write `{number}\\.` to keep this one");
                        let place = self.find(&(*place..self.source.len()), &number.to_string());
                        self.push(place, RemarkKind::AsWritten, message, help);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The number of an item as it is written, and where.
type NumberedItem = (u64, usize);

const IMAGE_OF_PARTNER: &str = "delete it, for partners' texts have no images";

/// The cells of a row as it is written.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    let is_border = move |c: char| {
        let border = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        border
    };
    let line = line.strip_prefix('|').unwrap_or(line);
    line.split(is_border).map(str::trim)
}
