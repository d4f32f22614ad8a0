//! HTML of a text such that the sanitizer keeps all that a reader should see. Entry point: [`normalize`](fn@normalize).
//!
//! The sanitizer parses as browsers do, so that the content of some elements is lost with them, and blocks that are unwrapped run
//! into each other. Here comments and scripts are removed, and tags that are not allowed become `<div>` or nothing, before it
//! sees the HTML. It is not needed for safety.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::elements::{TABLE_PARTS, Treatment};
use super::located_event::{LocatedEvent, is_html};
use super::nesting::{Nesting, ends_itself};
use super::pieces::{HIDDEN, OpeningTag, Piece, pieces};
use crate::text::escape;

/// What happened to a part of the HTML, for messages.
pub(super) enum HtmlChange<'a> {
    /// The tag is kept, or becomes a block, or nothing.
    Tag(&'a OpeningTag),
    /// A `<script>` or `<style>` is removed, with this content.
    Hidden(&'a OpeningTag, &'a str),
    /// What is not HTML is published as text.
    Text,
    /// The tag is removed, because it is in too many others.
    TooDeep(&'a OpeningTag),
    /// A declaration or processing instruction is removed.
    Declaration,
    /// A tag without an end is published as text, with all that follows.
    CutOff,
    /// A comment without an end is published as text, with all that follows.
    OpenComment,
}

/// Receives each change with the part as it is written, and the index of its event.
pub(super) type OnChange<'a> = dyn FnMut(usize, HtmlChange<'_>, &str) + 'a;

/// The events with HTML that is ready for the sanitizer, or without HTML if nothing of it remains.
pub(super) fn normalize<'a>(
    events: Vec<LocatedEvent<'a>>,
    on_change: &mut OnChange<'_>,
) -> Vec<LocatedEvent<'a>> {
    if !events.iter().any(|(event, _)| is_html(event)) {
        return events;
    }
    let mut normalizer = Normalizer {
        last_ends: HIDDEN.map(|name| last_end(&events, name)),
        index: 0,
        tables: 0,
        foreign: 0,
        nesting: Nesting::default(),
        hidden: None,
        on_change,
    };
    let mut normal = Vec::with_capacity(events.len());
    for (index, (event, range)) in events.into_iter().enumerate() {
        normalizer.index = index;
        match event {
            Event::Html(html) => {
                let (html, rest) = normalizer.html(&html, true);
                if !html.trim().is_empty() {
                    normal.push((Event::Html(html.into()), range.clone()));
                }
                if !rest.is_empty() {
                    // All that follows would become part of the tag.
                    let paragraph = [
                        Event::Start(Tag::Paragraph),
                        Event::Text(rest.into()),
                        Event::End(TagEnd::Paragraph),
                    ];
                    normal.extend(paragraph.map(|event| (event, range.clone())));
                }
            }
            Event::InlineHtml(html) => {
                let (html, rest) = normalizer.html(&html, false);
                if !html.is_empty() {
                    normal.push((Event::InlineHtml(html.into()), range.clone()));
                }
                if !rest.is_empty() {
                    normal.push((Event::Text(rest.into()), range));
                }
            }
            Event::Start(_) | Event::End(_) => normal.push((event, range)),
            // The content of a script.
            _ if normalizer.hidden.is_some() => {}
            _ => normal.push((event, range)),
        }
    }
    normal
}

/// The index of the last event that closes an element.
fn last_end(events: &[LocatedEvent<'_>], name: &str) -> Option<usize> {
    let end = format!("</{name}");
    events.iter().rposition(|(event, _)| match event {
        Event::Html(html) | Event::InlineHtml(html) => html.to_ascii_lowercase().contains(&end),
        _ => false,
    })
}

struct Normalizer<'a, 'f> {
    /// The last event that closes each of the [`HIDDEN`] elements.
    last_ends: [Option<usize>; HIDDEN.len()],
    /// The index of the event.
    index: usize,
    /// How many tables are open.
    tables: usize,
    /// How many drawings and formulas are open, whose elements are not those of HTML.
    foreign: usize,
    nesting: Nesting,
    /// The end tag of the script that is open.
    hidden: Option<String>,
    on_change: &'a mut OnChange<'f>,
}

impl Normalizer<'_, '_> {
    /// The HTML as the sanitizer gets it, and the end that is text because a tag is not closed.
    fn html(&mut self, html: &str, block: bool) -> (String, String) {
        let mut normal = String::with_capacity(html.len());
        let mut html = html;
        if let Some(end) = &self.hidden {
            let Some(position) = html.to_ascii_lowercase().find(end) else {
                return (normal, String::new());
            };
            html = &html[position..];
            self.hidden = None;
        }
        let pieces = pieces(html);
        let mut at = 0;
        while let Some(located) = pieces.get(at) {
            at += 1;
            let written = located.written;
            match &located.piece {
                Piece::Comment | Piece::Hidden => {}
                // A `<` that begins no tag is text; browsers drop some.
                Piece::Text => normal.push_str(&written.replace('<', "&lt;")),
                Piece::Literal(text) => normal.push_str(&escape(text)),
                Piece::Declaration => {
                    (self.on_change)(self.index, HtmlChange::Declaration, written)
                }
                Piece::CutOff | Piece::OpenComment => {
                    let change = match located.piece {
                        Piece::OpenComment => HtmlChange::OpenComment,
                        _ => HtmlChange::CutOff,
                    };
                    (self.on_change)(self.index, change, written);
                    return (normal, written.to_owned());
                }
                Piece::Open(tag) if HIDDEN.contains(&tag.name.as_str()) => {
                    let content = pieces
                        .get(at)
                        .filter(|next| matches!(next.piece, Piece::Hidden));
                    let text = content.map_or("", |content| content.written);
                    (self.on_change)(self.index, HtmlChange::Hidden(tag, text), written);
                    if content.is_none() && self.ends_later(&tag.name) {
                        self.hidden = Some(format!("</{}", tag.name));
                        return (normal, String::new());
                    }
                }
                Piece::Open(tag) => self.open(tag, written, block, &mut normal),
                Piece::Close(name) => self.close(name, written, block, &mut normal),
            }
        }
        (normal, String::new())
    }

    fn ends_later(&self, name: &str) -> bool {
        let element = HIDDEN.iter().position(|known| *known == name);
        element.is_some_and(|element| self.last_ends[element] > Some(self.index))
    }

    fn open(&mut self, tag: &OpeningTag, written: &str, block: bool, normal: &mut String) {
        let name = tag.name.as_str();
        let is_foreign = ["svg", "math"].contains(&name);
        if is_foreign && !tag.self_closing {
            self.foreign += 1;
        }
        if name == "table" {
            self.tables += 1;
        }
        let mut treatment = self.treatment(name);
        if is_nested(name, treatment, block) && !self.nesting.open(name, self.tables) {
            treatment = Treatment::Unwrapped;
            (self.on_change)(self.index, HtmlChange::TooDeep(tag), written);
        } else if self.foreign == 0 || is_foreign || treatment == Treatment::Kept {
            let change = match treatment {
                Treatment::Text => HtmlChange::Text,
                _ => HtmlChange::Tag(tag),
            };
            (self.on_change)(self.index, change, written);
        }
        match treatment {
            Treatment::Kept => normal.push_str(written),
            Treatment::Block if block => normal.push_str("<div>"),
            // A block cannot be in a line.
            Treatment::Block => normal.push(' '),
            Treatment::Unwrapped => {}
            Treatment::Text if self.foreign > 0 => normal.push(' '),
            Treatment::Text => normal.push_str(&escape(written)),
        }
        // These are never closed.
        if treatment == Treatment::Block && block && ["embed", "frame"].contains(&name) {
            normal.push_str("</div>");
            self.nesting.close(name, self.tables);
        }
    }

    fn close(&mut self, name: &str, written: &str, block: bool, normal: &mut String) {
        let mut treatment = self.treatment(name);
        if is_nested(name, treatment, block) && !self.nesting.close(name, self.tables) {
            treatment = Treatment::Unwrapped;
        }
        match treatment {
            Treatment::Kept => normal.push_str(written),
            Treatment::Block if block => normal.push_str("</div>"),
            Treatment::Block => normal.push(' '),
            Treatment::Unwrapped => {}
            Treatment::Text if self.foreign > 0 => normal.push(' '),
            Treatment::Text => normal.push_str(&escape(written)),
        }
        if name == "table" {
            self.tables = self.tables.saturating_sub(1);
        }
        if ["svg", "math"].contains(&name) {
            self.foreign = self.foreign.saturating_sub(1);
        }
    }

    fn treatment(&self, name: &str) -> Treatment {
        if self.tables == 0 && TABLE_PARTS.contains(&name) {
            return match name {
                "col" => Treatment::Unwrapped,
                _ => Treatment::Block,
            };
        }
        Treatment::of(name)
    }
}

/// Whether the tags of an element are published and need an end.
fn is_nested(name: &str, treatment: Treatment, block: bool) -> bool {
    match treatment {
        Treatment::Kept => !ends_itself(name),
        Treatment::Block => block,
        Treatment::Unwrapped | Treatment::Text => false,
    }
}

/// Reports nothing.
pub(super) fn ignore(_: usize, _: HtmlChange<'_>, _: &str) {}
