//! An event and its place: [`LocatedEvent`].

use std::ops::Range;

use pulldown_cmark::Event;

/// An event and its range in the text.
pub(super) type LocatedEvent<'a> = (Event<'a>, Range<usize>);

pub(super) fn is_html(event: &Event<'_>) -> bool {
    matches!(event, Event::Html(_) | Event::InlineHtml(_))
}

/// The text of a heading and the id that follows it: `Joining {#join}` has the id `join`.
pub(super) fn split_id(text: &str) -> Option<(&str, &str)> {
    let (before, id) = text.trim_end().strip_suffix('}')?.rsplit_once("{#")?;
    let is_id =
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}#\"'<>&".contains(c));
    let before = before.trim_end();
    (is_id && !before.is_empty()).then_some((before, id))
}
