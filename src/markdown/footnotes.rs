//! Footnotes: numbered, and moved to the end of their text. Entry point: [`number`](fn@number).

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::located_event::LocatedEvent;

/// Numbers the footnotes in the order of their references and moves them to the end of the text. A footnote to which nothing
/// refers comes last; a reference without a footnote is text, as it is written.
pub(super) fn number(events: Vec<LocatedEvent<'_>>) -> Vec<LocatedEvent<'_>> {
    let has_notes = events.iter().any(|(event, _)| {
        matches!(
            event,
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_))
        )
    });
    if !has_notes {
        return events;
    }
    let mut notes = Notes::default();
    let body = notes.take_from(events);
    let mut numbered = Vec::new();
    notes.refer(body, &mut numbered);
    let mut next = 0;
    let mut unreferenced = 0;
    loop {
        let Some(&index) = notes.order.get(next) else {
            // Those to which nothing refers.
            if unreferenced == notes.notes.len() {
                return numbered;
            }
            notes.number(unreferenced);
            unreferenced += 1;
            continue;
        };
        next += 1;
        let events = std::mem::take(&mut notes.notes[index].events);
        let range = notes.notes[index].range.clone();
        let tag = Tag::FootnoteDefinition(CowStr::from(next.to_string()));
        numbered.push((Event::Start(tag), range.clone()));
        notes.refer(events, &mut numbered);
        numbered.push((Event::End(TagEnd::FootnoteDefinition), range));
    }
}

/// The label of a footnote, as references find it.
pub(super) fn key(label: &str) -> String {
    label.to_lowercase()
}

#[derive(Default)]
struct Notes<'a> {
    notes: Vec<Note<'a>>,
    by_label: HashMap<String, usize>,
    /// The indexes of the notes that have a number, by number.
    order: Vec<usize>,
}

#[derive(Default)]
struct Note<'a> {
    events: Vec<LocatedEvent<'a>>,
    range: Range<usize>,
    number: Option<usize>,
}

impl<'a> Notes<'a> {
    /// Keeps the footnotes, and returns all other events.
    fn take_from(&mut self, events: Vec<LocatedEvent<'a>>) -> Vec<LocatedEvent<'a>> {
        let mut body = Vec::with_capacity(events.len());
        let mut open = Vec::new();
        for (event, range) in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    let index = self.notes.len();
                    self.by_label.entry(key(&label)).or_insert(index);
                    open.push(index);
                    self.notes.push(Note {
                        range,
                        ..Note::default()
                    });
                }
                Event::End(TagEnd::FootnoteDefinition) => {
                    open.pop();
                }
                event => {
                    let events = match open.last() {
                        Some(&index) => &mut self.notes[index].events,
                        None => &mut body,
                    };
                    events.push((event, range));
                }
            }
        }
        body
    }

    /// Appends events with the numbers of the footnotes to which they refer.
    fn refer(&mut self, events: Vec<LocatedEvent<'a>>, numbered: &mut Vec<LocatedEvent<'a>>) {
        numbered.extend(events.into_iter().map(|(event, range)| {
            let Event::FootnoteReference(label) = event else {
                return (event, range);
            };
            let event = match self.by_label.get(&key(&label)).copied() {
                Some(index) => Event::FootnoteReference(self.number(index).to_string().into()),
                None => Event::Text(format!("[^{label}]").into()),
            };
            (event, range)
        }));
    }

    /// The number of a footnote; the next one if it has none.
    fn number(&mut self, index: usize) -> usize {
        let note = &mut self.notes[index];
        if let Some(number) = note.number {
            return number;
        }
        self.order.push(index);
        note.number = Some(self.order.len());
        self.order.len()
    }
}
