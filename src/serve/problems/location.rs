//! Location of a problem: file, line, column, and the line itself with the problem marked.

use std::fmt::Write as _;

use crate::source::{Sources, Span};
use crate::text::{escape, escape_with_code, truncate, visible};

/// How many characters of a long line are shown before the marked part: few, so that the mark is visible in a narrow
/// window …
const BEFORE_AT_MOST: usize = 40;
/// … how many of the marked part, and how many after it.
const AFTER_AT_MOST: usize = 80;

/// Location of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) file: String,
    line: usize,
    column: usize,
    marked_line: Option<MarkedLine>,
}

/// A line of a file, split at the marked part.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MarkedLine {
    before: String,
    marked: String,
    after: String,
    label: Option<String>,
}

impl Location {
    pub(super) fn new(span: Span, label: Option<String>, sources: &Sources) -> Self {
        let (line, column) = sources.line_column(span.file, span.start);
        let file = sources.get(span.file);
        Self {
            file: file.path.clone(),
            line,
            column,
            marked_line: MarkedLine::new(&file.text, span, label),
        }
    }

    pub(super) fn push_html(&self, html: &mut String) {
        let Some(marked_line) = &self.marked_line else {
            let _ = write!(
                html,
                "<p class=\"place\">{}</p>",
                escape(&visible(&self.file))
            );
            return;
        };
        let _ = write!(
            html,
            "<p class=\"place\">{}:{}:{}</p><pre><span class=\"line\">{}</span><code>{}<mark>{}</mark>{}</code>",
            escape(&visible(&self.file)),
            self.line,
            self.column,
            self.line,
            escape(&visible(&marked_line.before)),
            escape(&visible(&marked_line.marked)),
            escape(&visible(&marked_line.after)),
        );
        if let Some(label) = &marked_line.label {
            let _ = write!(
                html,
                "<span class=\"label\">{}</span>",
                escape_with_code(&visible(label))
            );
        }
        html.push_str("</pre>");
    }
}

impl MarkedLine {
    /// The line in which the span starts; absent if the problem is about the file as a whole.
    fn new(text: &str, span: Span, label: Option<String>) -> Option<Self> {
        let (start, end) = (span.start as usize, span.end as usize);
        if (start, end) == (0, 0) {
            return None;
        }
        let before = text.get(..start)?;
        let before = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        let rest = text.get(start..)?;
        let rest = rest.lines().next().unwrap_or_default();
        let marked_end = rest.floor_char_boundary(end.saturating_sub(start));
        let (marked, after) = rest.split_at(marked_end);
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
    fn spans_over_several_lines_and_long_lines_are_truncated() {
        let text = format!("{}é\"x\ny\"\n", "a".repeat(500));
        let mut sources = Sources::default();
        let file = sources.add("a", text.as_str());
        let marked_line = MarkedLine::new(&text, file.span(502..506), None).unwrap();
        assert_eq!(marked_line.marked, "\"x");
        assert_eq!(marked_line.after, "");
        assert_eq!(marked_line.before, format!("…{}é", "a".repeat(39)));
    }
}
