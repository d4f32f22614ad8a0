//! Ids of headings, made from their text.

use std::collections::{BTreeSet, HashMap};

use crate::text::heading_anchor;

/// Assigns a unique id to each heading of a text.
#[derive(Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
    /// The next number of each text that several headings have: counting from the start takes time for thousands of them.
    numbers: HashMap<String, usize>,
}

impl Slugs {
    /// Takes an id that is written.
    pub(super) fn take(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// The id of the next heading, from its text.
    pub(super) fn next(&mut self, text: &str) -> String {
        let mut slug = heading_anchor(text);
        if slug.is_empty() {
            "section".clone_into(&mut slug);
        }
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let number = self.numbers.entry(slug.clone()).or_insert(2);
        loop {
            let id = format!("{slug}-{number}");
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
