//! Writer of balanced events: lines, spans and containers. Entry point: [`Builder`].

use pulldown_cmark::{Event, Tag, TagEnd};

/// How text in a container is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineContext {
    /// In paragraphs.
    Flow,
    /// As it is, and in paragraphs from the second line on: items and cells.
    Tight,
    /// In a single line: headings.
    Line,
    /// In items.
    List,
    /// Nowhere: between rows and cells.
    Table,
}

struct Container {
    /// The index of its first event.
    start: usize,
    end: TagEnd,
    context: LineContext,
    /// Whether it has had a line.
    used: bool,
    /// Whether it is an item that has no element.
    implicit: bool,
}

/// A line of text.
#[derive(Default)]
struct Line {
    open: bool,
    paragraph: bool,
    /// Whether whitespace comes before the next text.
    space: bool,
    /// How many line breaks come before the next text.
    breaks: usize,
}

/// More spans are not shown in each other.
const MOST_SPANS: usize = 12;

#[derive(Default)]
pub(super) struct Builder {
    events: Vec<Event<'static>>,
    containers: Vec<Container>,
    spans: Vec<Tag<'static>>,
    /// How many spans are open in the line: the others open with the next text.
    opened: usize,
    /// How many spans are open beyond [`MOST_SPANS`].
    ignored: usize,
    line: Line,
    wants_paragraph: bool,
    empty_cells: usize,
}

impl Builder {
    pub(super) fn context(&self) -> LineContext {
        self.containers
            .last()
            .map_or(LineContext::Flow, |container| container.context)
    }

    /// Whether an item can begin.
    pub(super) fn is_in_list(&self) -> bool {
        self.containers
            .last()
            .is_some_and(|top| top.context == LineContext::List || top.implicit)
    }

    /// Ends the line before a block; in a heading there are no blocks.
    pub(super) fn begin_block(&mut self) -> bool {
        self.end_line();
        self.context() != LineContext::Line
    }

    /// The next text of an item is in a paragraph.
    pub(super) fn want_paragraph(&mut self) {
        self.wants_paragraph = true;
    }

    /// Text, in which all whitespace is alike.
    pub(super) fn text(&mut self, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let words: Vec<&str> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .collect();
        if text.starts_with(is_space) || words.is_empty() && !text.is_empty() {
            self.line.space = self.line.open;
        }
        if !words.is_empty() {
            self.inline(Event::Text(words.join(" ").into()));
            self.line.space = text.ends_with(is_space);
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.line.open {
            self.line.breaks += 1;
        }
    }

    /// An event within a line.
    pub(super) fn inline(&mut self, event: Event<'static>) {
        self.open_item();
        if !self.line.open {
            let used = match self.containers.last_mut() {
                Some(container) => std::mem::replace(&mut container.used, true),
                None => true,
            };
            let paragraph = match self.context() {
                LineContext::Flow => true,
                LineContext::Tight => used || self.wants_paragraph,
                LineContext::Line | LineContext::List | LineContext::Table => false,
            };
            if paragraph {
                self.push(Event::Start(Tag::Paragraph));
            }
            self.line = Line {
                open: true,
                paragraph,
                ..Line::default()
            };
        }
        let line = std::mem::take(&mut self.line);
        for _ in 0..line.breaks {
            self.push(Event::HardBreak);
        }
        if line.space && line.breaks == 0 {
            self.push(Event::Text(" ".into()));
        }
        self.line = Line {
            space: false,
            breaks: 0,
            ..line
        };
        while let Some(span) = self.spans.get(self.opened) {
            let start = Event::Start(span.clone());
            self.push(start);
            self.opened += 1;
        }
        self.push(event);
    }

    /// Ends the line, if one is open; in a heading it goes on after a space.
    pub(super) fn end_line(&mut self) {
        if self.context() == LineContext::Line {
            self.line.space |= self.line.open;
            return;
        }
        self.close_line();
    }

    fn close_line(&mut self) {
        while self.opened > 0 {
            self.opened -= 1;
            let end = self.spans[self.opened].to_end();
            self.push(Event::End(end));
        }
        if self.line.paragraph {
            self.push(Event::End(TagEnd::Paragraph));
        }
        self.line = Line::default();
        self.wants_paragraph = false;
    }

    pub(super) fn open_span(&mut self, span: Tag<'static>) {
        if self.spans.len() < MOST_SPANS {
            self.spans.push(span);
        } else {
            self.ignored += 1;
        }
    }

    pub(super) fn close_span(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        let is_open = self.opened == self.spans.len();
        if let Some(span) = self.spans.pop()
            && is_open
        {
            self.opened -= 1;
            self.push(Event::End(span.to_end()));
        }
    }

    /// Opens a block that contains others or a line.
    pub(super) fn open(&mut self, tag: Tag<'static>, context: LineContext) {
        self.close_line();
        if tag == Tag::Item {
            self.close_implicit();
        } else {
            self.open_item();
        }
        self.push_container(tag, context, false);
    }

    fn push_container(&mut self, tag: Tag<'static>, context: LineContext, implicit: bool) {
        self.containers.push(Container {
            start: self.events.len(),
            end: tag.to_end(),
            context,
            used: false,
            implicit,
        });
        self.events.push(Event::Start(tag));
    }

    /// Opens an item if a list contains something that is not in one.
    fn open_item(&mut self) {
        if self.context() == LineContext::List {
            self.push_container(Tag::Item, LineContext::Tight, true);
        }
    }

    fn close_implicit(&mut self) {
        while self.containers.last().is_some_and(|top| top.implicit) {
            self.close_top();
        }
    }

    /// Closes the container that was opened last. Returns whether it has content; one without is removed.
    pub(super) fn close(&mut self) -> bool {
        self.close_line();
        self.close_implicit();
        self.close_top()
    }

    fn close_top(&mut self) -> bool {
        let Some(container) = self.containers.pop() else {
            return false;
        };
        let empty = self.events.len() == container.start + 1;
        if empty && !matches!(container.end, TagEnd::Item | TagEnd::TableCell) {
            self.events.pop();
            return false;
        }
        self.push(Event::End(container.end));
        true
    }

    pub(super) fn rule(&mut self) {
        if self.begin_block() {
            self.open_item();
            self.push(Event::Rule);
        }
    }

    /// Appends an event as it is.
    pub(super) fn push(&mut self, event: Event<'static>) {
        self.events.push(event);
    }

    /// Counts an empty cell, of which a text has at most `at_most`.
    pub(super) fn may_add_empty_cell(&mut self, at_most: usize) -> bool {
        self.empty_cells += 1;
        self.empty_cells <= at_most
    }

    /// The index of the next event.
    pub(super) fn position(&self) -> usize {
        self.events.len()
    }

    /// Replaces the tag of the container that was opened last.
    pub(super) fn retag(&mut self, tag: Tag<'static>) {
        if let Some(container) = self.containers.last_mut() {
            container.end = tag.to_end();
            self.events[container.start] = Event::Start(tag);
        }
    }

    /// Inserts events; no container may be open that begins after them.
    pub(super) fn insert<const N: usize>(&mut self, position: usize, events: [Event<'static>; N]) {
        self.events.splice(position..position, events);
    }

    pub(super) fn finish(mut self) -> Vec<Event<'static>> {
        self.close_line();
        while !self.containers.is_empty() {
            self.close_top();
        }
        self.events
    }
}
