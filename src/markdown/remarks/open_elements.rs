//! Remarks on HTML elements without an end: they contain all that follows.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::{Finder, RemarkKind};
use crate::markdown::located_event::{LocatedEvent, is_html};
use crate::markdown::nesting::ends_itself;
use crate::markdown::pieces::{Piece, find_near, pieces};
use crate::markdown::sanitize;

impl Finder<'_> {
    pub(super) fn open_elements(&mut self, events: &[LocatedEvent<'_>]) {
        let mut open: Vec<Option<(String, Range<usize>)>> = Vec::new();
        // The indexes of those that are still open.
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (event, range) in events.iter().filter(|(event, _)| is_html(event)) {
            let (Event::Html(html) | Event::InlineHtml(html)) = event else {
                continue;
            };
            let mut position = range.start;
            for located in pieces(html) {
                let found = find_near(&self.source[position..range.end], located.written);
                let place = found.map_or(position..range.end, |offset| {
                    position + offset..position + offset + located.written.len()
                });
                match located.piece {
                    Piece::Open(tag) => {
                        let name = tag.name.as_str();
                        if sanitize::allows(name) && !ends_itself(name) {
                            by_name
                                .entry(tag.name.clone())
                                .or_default()
                                .push(open.len());
                            open.push(Some((tag.name, place.clone())));
                        }
                    }
                    Piece::Close(name) => {
                        if let Some(index) = by_name.get_mut(&name).and_then(Vec::pop) {
                            open[index] = None;
                        }
                    }
                    // These are reported, with all that follows.
                    Piece::CutOff | Piece::OpenComment => break,
                    _ => {}
                }
                if place != (position..range.end) {
                    position = place.end;
                }
            }
        }
        for (name, place) in open.into_iter().flatten() {
            let message =
                format!("the HTML element `<{name}>` has no end: all that follows is part of it");
            let help = format!("write `</{name}>` where it ends, or delete it");
            self.push(place, RemarkKind::AsWritten, message, help);
        }
    }
}
