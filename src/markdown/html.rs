//! HTML writer for the events of a text. Entry point: [`write`](fn@write).

use std::fmt::Write as _;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::events::{self, heading_shift};
use super::located_event::{LocatedEvent, is_html};
use super::{Trust, sanitize, url};
use crate::text::escape_apostrophes;

/// See [`super::html`](fn@super::html).
pub(super) fn write(
    source: &str,
    trust: Trust,
    top_heading: u8,
    link: &dyn Fn(&str) -> String,
    size: &dyn Fn(&str) -> Option<(u32, u32)>,
) -> String {
    let events = events::safe(source, trust);
    let with_html = events.iter().any(|(event, _)| is_html(event));
    let same: &dyn Fn(&str) -> String = &str::to_owned;
    let mut writer = HtmlWriter {
        out: String::with_capacity(source.len() * 3 / 2),
        trust,
        shift: heading_shift(&events, top_heading),
        // If the text has HTML, the sanitizer rewrites all links, including those in the HTML.
        link: if with_html { same } else { link },
        size,
        notes: (trust == Trust::Owner).then(|| hash(source)),
        columns: Vec::new(),
        column: 0,
        head: false,
    };
    writer.write(&events);
    if with_html {
        return sanitize::clean(&writer.out, link, size);
    }
    writer.out
}

/// The HTML of events as they are, with notes that are not linked.
pub(super) fn plain_html(events: &[LocatedEvent<'_>]) -> String {
    let mut writer = HtmlWriter {
        out: String::new(),
        trust: Trust::Owner,
        shift: 0,
        link: &str::to_owned,
        size: &|_| None,
        notes: None,
        columns: Vec::new(),
        column: 0,
        head: false,
    };
    writer.write(events);
    writer.out
}

/// A number for a text, so that the ids of its notes differ from those of other texts on the same page (FNV-1a).
fn hash(source: &str) -> u32 {
    source.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

struct HtmlWriter<'a> {
    out: String,
    trust: Trust,
    shift: i8,
    link: &'a dyn Fn(&str) -> String,
    size: &'a dyn Fn(&str) -> Option<(u32, u32)>,
    /// A part of the ids of footnotes; absent if they are not linked.
    notes: Option<u32>,
    /// The table's columns, the next of them, and whether it is in the head.
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl HtmlWriter<'_> {
    fn write(&mut self, events: &[LocatedEvent<'_>]) {
        let mut at = 0;
        while at < events.len() {
            match &events[at].0 {
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => {
                    let length = events[at..]
                        .iter()
                        .take_while(|(event, _)| *event != Event::End(TagEnd::Image))
                        .count();
                    let alt = text(&events[at..at + length]);
                    self.image(dest_url, title, &alt);
                    at += length;
                }
                Event::Start(Tag::Table(columns)) => {
                    self.columns = columns.clone();
                    let length = events[at..]
                        .iter()
                        .take_while(|(event, _)| *event != Event::End(TagEnd::TableHead))
                        .count();
                    self.open_table(&events[at..at + length]);
                }
                // A table without a head.
                Event::Start(Tag::TableHead)
                    if events
                        .get(at + 1)
                        .is_some_and(|(next, _)| *next == Event::End(TagEnd::TableHead)) =>
                {
                    self.out.push_str("<tbody>\n");
                    at += 1;
                }
                Event::Start(Tag::FootnoteDefinition(number)) => {
                    if at == 0 || events[at - 1].0 != Event::End(TagEnd::FootnoteDefinition) {
                        self.open_notes();
                    }
                    self.open_note(number);
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    self.out.push_str("</li>\n");
                    let next = events.get(at + 1);
                    if !next.is_some_and(|(next, _)| {
                        matches!(next, Event::Start(Tag::FootnoteDefinition(_)))
                    }) {
                        self.out.push_str("</ol>\n");
                    }
                }
                Event::FootnoteReference(number) => self.note_reference(number),
                Event::Start(tag) => self.open(tag),
                Event::End(tag) => self.close(tag),
                Event::Text(text) => self.out.push_str(&escape_apostrophes(text)),
                Event::Code(code) => self.wrap("code", code),
                Event::Html(html) | Event::InlineHtml(html) => self.out.push_str(html),
                Event::SoftBreak => self.out.push('\n'),
                Event::HardBreak => self.out.push_str("<br>\n"),
                Event::Rule => self.out.push_str("<hr>\n"),
                // Extensions that are not enabled.
                _ => {}
            }
            at += 1;
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { level, id, .. } => {
                let level = events::shifted(*level, self.shift);
                match id {
                    Some(id) => {
                        self.push(format_args!("<h{level} id=\"{}\">", escape_apostrophes(id)))
                    }
                    None => self.push(format_args!("<h{level}>")),
                }
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) if !language.is_empty() => {
                let language = language.split_whitespace().next().unwrap_or_default();
                self.push(format_args!(
                    "<pre><code class=\"language-{}\">",
                    escape_apostrophes(language)
                ));
            }
            Tag::CodeBlock(_) => self.out.push_str("<pre><code>"),
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.push(format_args!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::TableHead => {
                self.head = true;
                self.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Superscript => self.out.push_str("<sup>"),
            Tag::Subscript => self.out.push_str("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let target = url::target(*link_type, dest_url.clone());
                let target = (self.link)(&target);
                self.push(format_args!("<a href=\"{}\"", escape_apostrophes(&target)));
                self.title(title);
                if self.trust == Trust::Partner {
                    self.out.push_str(" rel=\"nofollow ugc noopener\"");
                }
                self.out.push('>');
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => {
                let level = events::shifted(*level, self.shift);
                self.push(format_args!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.head = false;
                self.out.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => self.out.push_str(if self.head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Superscript => self.out.push_str("</sup>"),
            TagEnd::Subscript => self.out.push_str("</sub>"),
            TagEnd::Link => self.out.push_str("</a>"),
            _ => {}
        }
    }

    /// A table in a box that scrolls on a narrow screen, also with the keyboard; labelled with its columns.
    fn open_table(&mut self, head: &[LocatedEvent<'_>]) {
        let names: Vec<_> = head
            .split(|(event, _)| *event == Event::End(TagEnd::TableCell))
            .map(text)
            .filter(|name| !name.is_empty())
            .collect();
        let names = names.join(", ");
        self.out.push_str("<div class=\"table\"");
        // A region without a label cannot be found with assistive technology.
        if !names.is_empty() {
            self.push(format_args!(
                " role=\"region\" aria-label=\"{}\"",
                escape_apostrophes(&names)
            ));
        }
        self.out.push_str(" tabindex=\"0\"><table>");
    }

    fn open_notes(&mut self) {
        self.out.push_str(match self.notes {
            Some(_) => "<ol class=\"footnotes\">\n",
            // The line above the notes is in the style of the others.
            None => "<hr>\n<ol>\n",
        });
    }

    fn open_note(&mut self, number: &str) {
        match self.notes {
            Some(text) => self.push(format_args!("<li id=\"note-{text:08x}-{number}\">")),
            None => self.out.push_str("<li>"),
        }
    }

    fn note_reference(&mut self, number: &str) {
        match self.notes {
            Some(text) => self.push(format_args!(
                "<sup><a href=\"#note-{text:08x}-{number}\">{number}</a></sup>"
            )),
            None => self.push(format_args!("<sup>{number}</sup>")),
        }
    }

    fn open_cell(&mut self) {
        let alignment = self.columns.get(self.column).copied();
        self.column += 1;
        self.out.push_str(if self.head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        // Classes, because the site's security policy forbids styles in attributes.
        self.out
            .push_str(match alignment.unwrap_or(Alignment::None) {
                Alignment::None => ">",
                Alignment::Left => " class=\"start\">",
                Alignment::Center => " class=\"center\">",
                Alignment::Right => " class=\"end\">",
            });
    }

    fn image(&mut self, target: &str, title: &str, alt: &str) {
        let size = (self.size)(target);
        let target = (self.link)(target);
        self.push(format_args!(
            "<img src=\"{}\" alt=\"{}\"",
            escape_apostrophes(&target),
            escape_apostrophes(alt)
        ));
        self.title(title);
        if let Some((width, height)) = size {
            self.push(format_args!(" width=\"{width}\" height=\"{height}\""));
        }
        self.out.push_str(" loading=\"lazy\">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.push(format_args!(" title=\"{}\"", escape_apostrophes(title)));
        }
    }

    fn wrap(&mut self, element: &str, text: &str) {
        self.push(format_args!(
            "<{element}>{}</{element}>",
            escape_apostrophes(text)
        ));
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        self.out
            .write_fmt(text)
            .expect("writing to a string cannot fail");
    }
}

/// The text within some events.
fn text(events: &[LocatedEvent<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
