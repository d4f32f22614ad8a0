//! Ids of headings, made from their text.

use std::collections::BTreeSet;

use crate::text::heading_anchor;

/// Assigns a unique id to each heading of a text.
#[derive(Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
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
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = std::iter::once(slug.clone())
            .chain(numbered)
            .find(|id| !self.taken.contains(id))
            .expect("there are more numbers than headings");
        self.taken.insert(free.clone());
        free
    }
}
