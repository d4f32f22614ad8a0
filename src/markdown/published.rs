//! The part of a text that is published: without comments. Entry point: [`published`](fn@published).

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Event;

use super::located_event::is_html;
use super::pieces::{Piece, pieces};
use super::{Trust, events, html, parse, remarks};

/// The text without comments: those of HTML, and definitions of links without a target (`[//]: # (…)`). Absent if nothing remains
/// that can be seen.
pub fn published(source: &Arc<str>, trust: Trust) -> Option<Arc<str>> {
    if !source.contains(['<', '[', '!', '#', '-', '`', '~', '>', '&']) {
        return (!source.trim().is_empty()).then(|| Arc::clone(source));
    }
    let without = without_comments(source);
    let published = without.map_or_else(|| Arc::clone(source), Arc::from);
    let mut events = events::without_html(&published, trust).into_iter();
    let visible = events.any(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
        Event::Start(tag) => matches!(tag, pulldown_cmark::Tag::Image { .. }),
        Event::Rule | Event::FootnoteReference(_) => true,
        _ => false,
    });
    visible.then_some(published)
}

/// The text without comments, if it has any.
fn without_comments(source: &str) -> Option<String> {
    if !source.contains("<!--") && !source.contains("]:") {
        return None;
    }
    let mut comments = comments(source);
    if comments.is_empty() {
        return None;
    }
    comments.sort_by_key(|range| range.start);
    let without = replace(source, &comments, "");
    // A comment may separate two lists.
    let as_html = |text: &str| html::write(text, Trust::Partner, 1, &str::to_owned, &|_| None);
    if as_html(&without) == as_html(source) {
        return Some(without);
    }
    Some(replace(source, &comments, "<!-- -->"))
}

fn comments(source: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    for (event, range) in parse::parse(source) {
        if !is_html(&event) {
            continue;
        }
        let mut position = range.start;
        for located in pieces(&source[range]) {
            let end = position + located.written.len();
            if matches!(located.piece, Piece::Comment) {
                comments.push(position..end);
            }
            position = end;
        }
    }
    let unused = remarks::unused_definitions(source).into_iter();
    comments.extend(
        unused
            .filter(|unused| unused.is_comment)
            .map(|unused| unused.range),
    );
    comments
}

fn replace(source: &str, ranges: &[Range<usize>], with: &str) -> String {
    let mut replaced = String::with_capacity(source.len());
    let mut end = 0;
    for range in ranges {
        replaced.push_str(&source[end..range.start]);
        replaced.push_str(with);
        end = range.end;
    }
    replaced.push_str(&source[end..]);
    replaced
}
