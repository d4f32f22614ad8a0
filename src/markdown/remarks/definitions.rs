//! Remarks on definitions of links that no link uses.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{Finder, RemarkKind};
use crate::markdown::{parse, url};

impl Finder<'_> {
    pub(super) fn definitions(&mut self) {
        for unused in unused_definitions(self.source) {
            if unused.is_comment {
                continue;
            }
            let written = self.source[unused.range.clone()].trim();
            let message = format!(
                "not published: `{}`, which is the target of no link",
                url::shown(written)
            );
            let help = "write `\\[` if it is text, or delete it";
            self.push(unused.range, RemarkKind::LostText, message, help);
        }
    }
}

/// The definition of a link that no link uses.
pub(in crate::markdown) struct UnusedDefinition {
    pub(in crate::markdown) range: Range<usize>,
    /// Whether it has no target: this is how comments are written where HTML is not allowed.
    pub(in crate::markdown) is_comment: bool,
}

pub(in crate::markdown) fn unused_definitions(source: &str) -> Vec<UnusedDefinition> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let parser = parse::parser(source);
    let mut unused: HashMap<String, UnusedDefinition> = HashMap::new();
    for (label, definition) in parser.reference_definitions().iter() {
        let is_comment = matches!(&*definition.dest, "#" | "");
        let range = definition.span.clone();
        unused.insert(normal_label(label), UnusedDefinition { range, is_comment });
    }
    for event in parser {
        if let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) =
            event
            && matches!(
                link_type,
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
            )
        {
            unused.remove(&normal_label(&id));
        }
    }
    let mut unused: Vec<_> = unused.into_values().collect();
    unused.sort_by_key(|definition| definition.range.start);
    unused
}

fn normal_label(label: &str) -> String {
    let words: Vec<_> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
