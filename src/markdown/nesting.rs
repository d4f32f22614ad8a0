//! Nesting of HTML elements, bounded. Entry point: [`Nesting`].
//!
//! A parser of HTML repeats each open element of a line in every block that follows, and looks through all open blocks at every
//! tag: without a bound, a few kilobytes take gigabytes and hours.

use std::collections::HashMap;

/// The most blocks in each other. The paper shows eight.
pub(super) const BLOCKS_AT_MOST: usize = 50;
/// The most elements of a line in each other.
pub(super) const SPANS_AT_MOST: usize = 10;

/// Elements of a line, which stay open across blocks.
const SPANS: [&str; 35] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "map", "mark", "nobr", "q", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Elements that end where the next one begins, and those without content.
const SELF_ENDING: [&str; 27] = [
    "area", "br", "caption", "col", "colgroup", "dd", "dt", "hr", "image", "img", "input", "li",
    "link", "meta", "optgroup", "option", "p", "rp", "rt", "source", "tbody", "td", "tfoot", "th",
    "thead", "tr", "wbr",
];

/// The open elements of a text.
#[derive(Default)]
pub(super) struct Nesting {
    blocks: usize,
    spans: usize,
    open: HashMap<String, Vec<NestedElement>>,
}

struct NestedElement {
    /// How many tables were open: the end of an element has no effect in a table that is within the element.
    tables: usize,
    /// Whether its tags are kept.
    is_kept: bool,
}

impl Nesting {
    /// Opens an element that has an end; false if it is nested too deep, and its tags must be left out.
    pub(super) fn open(&mut self, name: &str, tables: usize) -> bool {
        let (count, limit) = self.count(name);
        let is_kept = *count < limit;
        *count += usize::from(is_kept);
        let open = self.open.entry(name.to_owned()).or_default();
        open.push(NestedElement { tables, is_kept });
        is_kept
    }

    /// Closes an element; false if its tag was left out.
    pub(super) fn close(&mut self, name: &str, tables: usize) -> bool {
        let open = self.open.get_mut(name);
        let Some(closed) = open.and_then(|open| open.pop_if(|last| last.tables >= tables)) else {
            return true;
        };
        if closed.is_kept {
            *self.count(name).0 -= 1;
        }
        closed.is_kept
    }

    fn count(&mut self, name: &str) -> (&mut usize, usize) {
        match SPANS.contains(&name) {
            true => (&mut self.spans, SPANS_AT_MOST),
            false => (&mut self.blocks, BLOCKS_AT_MOST),
        }
    }
}

/// Whether an element has no end, or one that may be left out.
pub(super) fn ends_itself(name: &str) -> bool {
    SELF_ENDING.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{Nesting, SPANS_AT_MOST};

    #[test]
    fn tags_are_left_out_in_pairs() {
        let mut nesting = Nesting::default();
        let many = 0..SPANS_AT_MOST + 2;
        let opened = many.clone().filter(|_| nesting.open("b", 0)).count();
        assert_eq!(opened, SPANS_AT_MOST);
        assert!(nesting.open("div", 0));
        let closed: Vec<bool> = many.map(|_| nesting.close("b", 0)).collect();
        assert!(!closed[0] && !closed[1] && closed[2..].iter().all(|kept| *kept));
        assert!(nesting.open("b", 0));
    }

    #[test]
    fn an_end_in_an_inner_table_closes_nothing() {
        let mut nesting = Nesting::default();
        let opened = (0..SPANS_AT_MOST + 2).filter(|_| {
            let is_kept = nesting.open("b", 0);
            nesting.close("b", 1);
            is_kept
        });
        assert_eq!(opened.count(), SPANS_AT_MOST);
    }
}
