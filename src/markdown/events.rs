//! Events of a text, sanitized and bounded, for [`super::html`](fn@super::html) and [`super::tree`](fn@super::tree). Entry point: [`SafeEvents`].

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Trust, sanitize, slug::Slugs, url};

/// An event and its range in the text.
pub(super) type LocatedEvent<'a> = (Event<'a>, Range<usize>);

/// The deepest nesting of elements; the paper's engine fails at about 14.
const MAX_DEPTH: usize = 8;
/// The deepest nesting of blocks that contain blocks: it leaves room for a paragraph, an emphasis and its text.
const MAX_BLOCKS: usize = MAX_DEPTH - 3;
/// The deepest nesting of emphasis and links: it leaves room for their text.
const MAX_SPANS: usize = MAX_DEPTH - 1;

/// Every event of a text, unfiltered; the lines of an HTML block are merged into one event.
pub(super) fn raw(source: &str) -> impl Iterator<Item = LocatedEvent<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events = Parser::new_ext(source, options)
        .into_offset_iter()
        .peekable();
    std::iter::from_fn(move || {
        let (event, mut range) = events.next()?;
        let Event::Html(first) = event else {
            return Some((event, range));
        };
        let mut html = first.into_string();
        while let Some((Event::Html(line), more)) =
            events.next_if(|(event, _)| matches!(event, Event::Html(_)))
        {
            html.push_str(&line);
            range.end = more.end;
        }
        Some((Event::Html(html.into()), range))
    })
}

/// Whether an element is a block, not part of a line.
pub(super) fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Filter of the events of a text.
pub(super) struct SafeEvents<'a> {
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
    pub(super) fn new(source: &'a str, trust: Trust) -> Self {
        let raw_events: Vec<_> = raw(source).collect();
        Self {
            trust,
            safe_events: Vec::with_capacity(raw_events.len()),
            raw_events,
            open: Vec::new(),
            depth: 0,
        }
    }

    /// The events that may be shown: at most [`MAX_DEPTH`] deep; without unsafe links, and in a partner's text without
    /// HTML and images (their text is kept); in the owner's text with an id on each heading.
    pub(super) fn events(mut self) -> Vec<LocatedEvent<'a>> {
        self.name_headings();
        for (event, range) in std::mem::take(&mut self.raw_events) {
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Html(_) | Event::InlineHtml(_) if self.trust == Trust::Partner => {}
                Event::Html(html) if sanitize::is_cut_off(&html) => {
                    // All that follows would become part of the tag.
                    let paragraph = [
                        Event::Start(Tag::Paragraph),
                        Event::Text(html),
                        Event::End(TagEnd::Paragraph),
                    ];
                    let located = paragraph.map(|event| (event, range.clone()));
                    self.close_paragraph(&range);
                    self.safe_events.extend(located);
                }
                Event::Rule | Event::Html(_) => {
                    self.close_paragraph(&range);
                    self.safe_events.push((event, range));
                }
                _ => {
                    self.open_paragraph(&range);
                    self.safe_events.push((event, range));
                }
            }
        }
        self.safe_events
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
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
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.span(true),
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
            self.safe_events
                .push((Event::Start(Tag::Paragraph), range.clone()));
        }
    }

    fn close_paragraph(&mut self, range: &Range<usize>) {
        if let Some(ElementState::Paragraph { open: open @ true }) = self.open.last_mut() {
            *open = false;
            self.safe_events
                .push((Event::End(TagEnd::Paragraph), range.clone()));
        }
    }

    /// Writes the id of each heading into its event.
    fn name_headings(&mut self) {
        if self.trust == Trust::Partner {
            return;
        }
        let mut slugs = Slugs::default();
        let mut heading = None;
        let mut text = String::new();
        for at in 0..self.raw_events.len() {
            match &self.raw_events[at].0 {
                Event::Start(Tag::Heading { .. }) => {
                    heading = Some(at);
                    text.clear();
                }
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::End(TagEnd::Heading(_)) => {
                    let named = heading.take().map(|at| &mut self.raw_events[at].0);
                    if let Some(Event::Start(Tag::Heading { id, .. })) = named {
                        *id = Some(CowStr::from(slugs.next(&text)));
                    }
                }
                _ => {}
            }
        }
    }
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
