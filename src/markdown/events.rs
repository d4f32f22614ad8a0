//! Events of a text, sanitized and bounded. Entry points: [`safe`] for the website, [`without_html`] for everything else.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::located_event::{LocatedEvent, is_html, split_id};
use super::normalize::{ignore, normalize};
use super::{Trust, footnotes, fragment, html, parse, sanitize, slug::Slugs, url};

/// The deepest nesting of elements; the paper's engine fails at about 14.
const MAX_DEPTH: usize = 8;
/// The deepest nesting of blocks that contain blocks: it leaves room for a paragraph, an emphasis and its text.
const MAX_BLOCKS: usize = MAX_DEPTH - 3;
/// The deepest nesting of emphasis and links: it leaves room for their text.
const MAX_SPANS: usize = MAX_DEPTH - 1;

/// The events that may be shown: at most [`MAX_DEPTH`] deep; without unsafe links, and in a partner's text without images (their
/// text is kept); in the owner's text with an id on each heading. A partner's HTML becomes the Markdown that means the same; the
/// owner's is for the sanitizer.
pub(super) fn safe(source: &str, trust: Trust) -> Vec<LocatedEvent<'_>> {
    match trust {
        Trust::Owner => SafeEvents::new(prepared(source, trust), trust).events(),
        Trust::Partner => without_html(source, trust),
    }
}

/// The events that may be shown, with Markdown instead of HTML.
pub(super) fn without_html(source: &str, trust: Trust) -> Vec<LocatedEvent<'_>> {
    let events = prepared(source, trust);
    if !events.iter().any(|(event, _)| is_html(event)) {
        return SafeEvents::new(events, trust).events();
    }
    let bounded = SafeEvents::new(events, Trust::Owner).events();
    let html = sanitize::clean(&html::plain_html(&bounded), &str::to_owned, &|_| None);
    // Nothing refers to the places of safe events.
    let events = fragment::events(&html)
        .into_iter()
        .map(|event| (event, 0..0));
    SafeEvents::new(events.collect(), trust).events()
}

/// The events of a text with numbered footnotes, named headings and HTML that is ready for the sanitizer.
fn prepared(source: &str, trust: Trust) -> Vec<LocatedEvent<'_>> {
    let events = normalize(parse::parse(source), &mut ignore);
    let mut events = footnotes::number(events);
    name_headings(&mut events, trust);
    events
}

/// Whether an element is a block, not part of a line.
pub(super) fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Filter of the events of a text.
struct SafeEvents<'a> {
    trust: Trust,
    raw_events: Vec<LocatedEvent<'a>>,
    safe_events: Vec<LocatedEvent<'a>>,
    /// The open elements, and how each was handled.
    open: Vec<ElementState>,
    /// How many open elements count for the depth.
    depth: usize,
}

/// How an element was handled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ElementState {
    /// It was kept, and counts (or not) for the depth.
    Safe { counts: bool },
    /// Only its content was kept.
    Unwrapped,
    /// Its content was kept as a paragraph, which is open or not yet.
    Paragraph { open: bool },
}

impl<'a> SafeEvents<'a> {
    fn new(raw_events: Vec<LocatedEvent<'a>>, trust: Trust) -> Self {
        Self {
            trust,
            safe_events: Vec::with_capacity(raw_events.len()),
            raw_events,
            open: Vec::new(),
            depth: 0,
        }
    }

    fn events(mut self) -> Vec<LocatedEvent<'a>> {
        for (event, range) in std::mem::take(&mut self.raw_events) {
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Rule | Event::Html(_) => {
                    self.close_paragraph(&range);
                    self.safe_events.push((event, range));
                }
                Event::FootnoteReference(number) if self.depth >= MAX_SPANS => {
                    self.open_paragraph(&range);
                    self.safe_events.push((Event::Text(number), range));
                }
                Event::TaskListMarker(done) => {
                    self.open_paragraph(&range);
                    let mark = if done { "☑ " } else { "☐ " };
                    self.safe_events.push((Event::Text(mark.into()), range));
                }
                _ => {
                    self.open_paragraph(&range);
                    self.safe_events.push((event, range));
                }
            }
        }
        self.safe_events
    }

    fn start(&mut self, mut tag: Tag<'a>, range: Range<usize>) {
        if let Tag::Heading { id, .. } = &mut tag
            && self.trust == Trust::Partner
        {
            *id = None;
        }
        let end = tag.to_end();
        let fate = match &tag {
            Tag::HtmlBlock => ElementState::Unwrapped,
            Tag::Item if self.open.last() == Some(&ElementState::Unwrapped) => {
                ElementState::Paragraph { open: false }
            }
            Tag::List(_) | Tag::BlockQuote(_) if self.depth >= MAX_BLOCKS => {
                ElementState::Unwrapped
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let target = url::target(*link_type, dest_url.clone());
                self.span(url::link(&target).is_ok())
            }
            Tag::Image { dest_url, .. } => {
                self.span(self.trust == Trust::Owner && url::image(dest_url).is_ok())
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => self.span(true),
            Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                ElementState::Safe { counts: false }
            }
            _ => ElementState::Safe { counts: true },
        };
        if is_block(&end) {
            self.close_paragraph(&range);
        } else {
            self.open_paragraph(&range);
        }
        self.open.push(fate);
        if let ElementState::Safe { counts } = fate {
            self.depth += usize::from(counts);
            self.safe_events.push((Event::Start(tag), range));
        }
    }

    fn span(&self, safe: bool) -> ElementState {
        if safe && self.depth < MAX_SPANS {
            ElementState::Safe { counts: true }
        } else {
            ElementState::Unwrapped
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.close_paragraph(&range);
        if let Some(ElementState::Safe { counts }) = self.open.pop() {
            self.depth -= usize::from(counts);
            self.safe_events.push((Event::End(tag), range));
        }
    }

    /// Text of an item that was dropped becomes a paragraph, so that it does not merge with the text before it.
    fn open_paragraph(&mut self, range: &Range<usize>) {
        if let Some(ElementState::Paragraph { open: open @ false }) = self.open.last_mut() {
            *open = true;
            self.depth += 1;
            self.safe_events
                .push((Event::Start(Tag::Paragraph), range.clone()));
        }
    }

    fn close_paragraph(&mut self, range: &Range<usize>) {
        if let Some(ElementState::Paragraph { open: open @ true }) = self.open.last_mut() {
            *open = false;
            self.depth -= 1;
            self.safe_events
                .push((Event::End(TagEnd::Paragraph), range.clone()));
        }
    }
}

/// Writes the id of each heading of the owner into its event: the one that is written, such as `{#joining}`, or one from the text.
fn name_headings(events: &mut [LocatedEvent<'_>], trust: Trust) {
    let mut slugs = Slugs::default();
    let mut headings = Vec::new();
    let mut heading = None;
    let mut text = String::new();
    for index in 0..events.len() {
        match &events[index].0 {
            Event::Start(Tag::Heading { .. }) => {
                heading = Some(index);
                text.clear();
            }
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Heading(_)) => {
                let own = own_id(&mut events[index - 1].0);
                if let Some(own) = own.filter(|_| trust == Trust::Owner) {
                    slugs.take(&own);
                    headings.extend(heading.take().map(|start| (start, Ok(own))));
                } else {
                    let text = std::mem::take(&mut text);
                    headings.extend(heading.take().map(|start| (start, Err(text))));
                }
            }
            _ => {}
        }
    }
    if trust == Trust::Partner {
        return;
    }
    for (start, name) in headings {
        if let Event::Start(Tag::Heading { id, .. }) = &mut events[start].0 {
            let name = name.unwrap_or_else(|text| slugs.next(&text));
            *id = Some(CowStr::from(name));
        }
    }
}

/// The id at the end of a heading, which is removed from its text.
fn own_id(last: &mut Event<'_>) -> Option<String> {
    let Event::Text(text) = last else { return None };
    let (before, id) = split_id(text)?;
    let (before, id) = (before.to_owned(), id.to_owned());
    *text = CowStr::from(before);
    Some(id)
}

/// The difference to add to the level of each heading so that the highest is `top`; the sum is limited to 1 to 6.
pub(super) fn heading_shift(events: &[LocatedEvent<'_>], top: u8) -> i8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    });
    let highest = levels.min().unwrap_or(top);
    (top.clamp(1, 6) as i8) - (highest as i8)
}

/// A level moved by [`heading_shift`].
pub(super) fn shifted(level: HeadingLevel, shift: i8) -> u8 {
    (level as i8 + shift).clamp(1, 6) as u8
}
