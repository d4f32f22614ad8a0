//! The place of a problem, with the line it is about.

use std::fmt::Write as _;

use crate::source::{Sources, Span};
use crate::text::{escape, escape_with_code, truncate};

/// How much of a long line is shown before what is marked, in characters: little, so that the mark is in view on a
/// narrow window …
const BEFORE_AT_MOST: usize = 40;
/// … and how much of what is marked, and after it.
const AFTER_AT_MOST: usize = 80;

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) file: String,
    line: usize,
    column: usize,
    excerpt: Option<Excerpt>,
}

/// A line, cut at what the problem is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Excerpt {
    before: String,
    marked: String,
    after: String,
    label: Option<String>,
}

impl Place {
    pub(super) fn new(span: Span, label: Option<String>, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(span.file, span.start);
        let file = sources.get(span.file);
        Self {
            file: file.path.clone(),
            line,
            column,
            excerpt: Excerpt::new(&file.text, span, label),
        }
    }

    pub(super) fn push_html(&self, html: &mut String) {
        let Some(excerpt) = &self.excerpt else {
            let _ = write!(html, "<p class=\"place\">{}</p>", escape(&self.file));
            return;
        };
        let _ = write!(
            html,
            "<p class=\"place\">{}:{}:{}</p><pre><span class=\"line\">{}</span><code>{}<mark>{}</mark>{}</code>",
            escape(&self.file),
            self.line,
            self.column,
            self.line,
            escape(&excerpt.before),
            escape(&excerpt.marked),
            escape(&excerpt.after),
        );
        if let Some(label) = &excerpt.label {
            let _ = write!(
                html,
                "<span class=\"label\">{}</span>",
                escape_with_code(label)
            );
        }
        html.push_str("</pre>");
    }
}

impl Excerpt {
    /// The line in which the span starts; none if the problem is about the file as a whole.
    fn new(text: &str, span: Span, label: Option<String>) -> Option<Self> {
        let (start, end) = (span.start as usize, span.end as usize);
        if (start, end) == (0, 0) {
            return None;
        }
        let before = text.get(..start)?;
        let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let rest = text.get(start..)?;
        let rest = rest.lines().next().unwrap_or_default();
        let marked_to = rest.floor_char_boundary(end.saturating_sub(start));
        let (marked, after) = rest.split_at(marked_to);
        let skipped = before.chars().count().saturating_sub(BEFORE_AT_MOST);
        let before: String = before.chars().skip(skipped).collect();
        Some(Self {
            before: if skipped > 0 {
                format!("…{before}")
            } else {
                before.trim_start().to_owned()
            },
            marked: truncate(marked, AFTER_AT_MOST),
            after: truncate(after, AFTER_AT_MOST),
            label,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_over_several_lines_or_at_the_end_of_a_long_one_is_cut() {
        let text = format!("{}é\"x\ny\"\n", "a".repeat(500));
        let mut sources = Sources::default();
        let file = sources.add("a", text.as_str());
        let excerpt = Excerpt::new(&text, file.span(502..506), None).unwrap();
        assert_eq!(excerpt.marked, "\"x");
        assert_eq!(excerpt.after, "");
        assert_eq!(excerpt.before, format!("…{}é", "a".repeat(39)));
    }
}
