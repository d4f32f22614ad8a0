//! Parser: the events of a text, with the extensions that are enabled. Entry point: [`parse`](fn@parse).

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::located_event::LocatedEvent;
use super::url;

/// What the texts have beside CommonMark. Ids of headings (`{#id}`) are read in `events.rs`, since the parser would drop
/// every other text between braces.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS);

/// The parser of a text, for the definitions of its links.
pub(super) fn parser(source: &str) -> Parser<'_> {
    Parser::new_ext(source, OPTIONS)
}

/// Every event of a text, unfiltered. Web addresses in running text are links; the lines of an HTML block and the pieces of a
/// text are merged into one event.
pub(super) fn parse(source: &str) -> Vec<LocatedEvent<'_>> {
    let events = merged(source);
    let addresses = addresses(source, &events);
    if addresses.is_empty() {
        return events;
    }
    let marked = MarkedText::new(source, &addresses);
    merged(&marked.text)
        .into_iter()
        .map(|(event, range)| (event.into_static(), marked.original(&range)))
        .collect()
}

/// The events of CommonMark and the extensions; neighbouring pieces of a text or of HTML are one event.
pub(super) fn merged(source: &str) -> Vec<LocatedEvent<'_>> {
    let mut merged = Vec::new();
    let mut events = parser(source).into_offset_iter().peekable();
    while let Some((event, mut range)) = events.next() {
        let is_html = match &event {
            Event::Html(_) => true,
            Event::Text(_) => false,
            _ => {
                merged.push((event, range));
                continue;
            }
        };
        let (Event::Html(first) | Event::Text(first)) = event else {
            continue;
        };
        let mut text = first;
        let mut joined: Option<String> = None;
        let same = |(event, _): &LocatedEvent<'_>| match event {
            Event::Html(_) => is_html,
            Event::Text(_) => !is_html,
            _ => false,
        };
        while let Some((Event::Html(more) | Event::Text(more), place)) = events.next_if(same) {
            joined
                .get_or_insert_with(|| text.to_string())
                .push_str(&more);
            range.end = place.end;
        }
        if let Some(joined) = joined {
            text = joined.into();
        }
        let event = if is_html {
            Event::Html(text)
        } else {
            Event::Text(text)
        };
        merged.push((event, range));
    }
    merged
}

/// The places of the web addresses in running text, which are not links yet.
fn addresses(source: &str, events: &[LocatedEvent<'_>]) -> Vec<Range<usize>> {
    if !source.contains("://") {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut found = finder
        .links(source)
        .map(|link| link.start()..link.end())
        .peekable();
    let mut addresses = Vec::new();
    // Links, images, code, and links in HTML.
    let mut closed = 0_usize;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                closed = closed.saturating_sub(1);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.to_ascii_lowercase();
                closed += html.matches("<a ").count() + html.matches("<a\n").count();
                closed = closed.saturating_sub(html.matches("</a").count());
            }
            Event::Text(_) => {
                while found.next_if(|place| place.start < range.start).is_some() {}
                while let Some(place) = found.next_if(|place| place.start < range.end) {
                    let place = without_markup(source, place);
                    if closed == 0 && is_address(&source[place.clone()]) {
                        addresses.push(place);
                    }
                }
            }
            _ => {}
        }
    }
    addresses
}

/// The place of an address without the Markdown and the punctuation that follow it. An underscore at its end belongs to it if
/// there is another one: `https://a.example/_b_`.
fn without_markup(source: &str, place: Range<usize>) -> Range<usize> {
    let written = &source[place.clone()];
    let end = written.find(['|', '`', '[', ']']).unwrap_or(written.len());
    let mut written = &written[..end];
    let mut underscores = written.matches('_').count();
    loop {
        let trimmed = written.trim_end_matches(['*', '~', '.', ',', ':', '!', '?', ';']);
        let shorter = trimmed.strip_suffix('_').filter(|_| underscores % 2 == 1);
        underscores -= usize::from(shorter.is_some());
        let next = shorter.unwrap_or(trimmed);
        if next.len() == written.len() {
            return place.start..place.start + written.len();
        }
        written = next;
    }
}

/// Whether an address in running text can be linked to as it is.
fn is_address(written: &str) -> bool {
    let Some((scheme, rest)) = written.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
        && host.trim_matches('.').contains('.')
        && !host.contains('@')
        && !written.contains('\\')
        && url::link(written).is_ok()
}

/// A text in which addresses are between `<` and `>`, so that the parser reads them as links.
struct MarkedText {
    text: String,
    /// The positions of these marks.
    marks: Vec<usize>,
}

impl MarkedText {
    fn new(source: &str, addresses: &[Range<usize>]) -> Self {
        let mut text = String::with_capacity(source.len() + 2 * addresses.len());
        let mut marks = Vec::with_capacity(2 * addresses.len());
        let mut end = 0;
        for address in addresses {
            text.push_str(&source[end..address.start]);
            marks.push(text.len());
            text.push('<');
            text.push_str(&source[address.clone()]);
            marks.push(text.len());
            text.push('>');
            end = address.end;
        }
        text.push_str(&source[end..]);
        Self { text, marks }
    }

    /// A range of this text in the original.
    fn original(&self, range: &Range<usize>) -> Range<usize> {
        let original = |offset: usize| offset - self.marks.partition_point(|&mark| mark < offset);
        original(range.start)..original(range.end)
    }
}
