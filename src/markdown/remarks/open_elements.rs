//! Remarks on HTML elements without an end: they contain all that follows.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{Finder, RemarkKind};
use crate::markdown::located_event::{LocatedEvent, is_html};
use crate::markdown::pieces::{Piece, pieces};
use crate::markdown::sanitize;

/// Elements that have no end, or whose end may be left out.
const WITHOUT_END: [&str; 27] = [
    "area", "br", "caption", "col", "colgroup", "dd", "dt", "hr", "image", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "wbr",
];

impl Finder<'_> {
    pub(super) fn open_elements(&mut self, events: &[LocatedEvent<'_>]) {
        let mut open: Vec<(String, Range<usize>)> = Vec::new();
        for (event, range) in events.iter().filter(|(event, _)| is_html(event)) {
            let (Event::Html(html) | Event::InlineHtml(html)) = event else {
                continue;
            };
            let mut position = range.start;
            for located in pieces(html) {
                let place = self.find(&(position..range.end), located.written);
                match located.piece {
                    Piece::Open(tag) => {
                        let name = tag.name.as_str();
                        if sanitize::allows(name) && !WITHOUT_END.contains(&name) {
                            open.push((tag.name, place.clone()));
                        }
                    }
                    Piece::Close(name) => {
                        if let Some(index) = open.iter().rposition(|(known, _)| *known == name) {
                            open.remove(index);
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
        for (name, place) in open {
            let message =
                format!("the HTML element `<{name}>` has no end: all that follows is part of it");
            let help = format!("write `</{name}>` where it ends, or delete it");
            self.push(place, RemarkKind::AsWritten, message, help);
        }
    }
}
