//! Markdown of programmes, pages and partners. Entry points: [`html`](fn@html) and [`tree`](tree()).
//!
//! In: CommonMark with tables, strikethrough, footnotes, task lists, web addresses as links, ids of headings (`{#joining}`) and
//! HTML. Out: HTML for the website ([`html`](fn@html)), a [`tree`](fn@tree) for the paper, and the data for checks: [`links`],
//! [`anchors`], [`plain`] text and [`remarks`](fn@remarks) on all that is not published as it is written. For any text, the HTML
//! contains nothing that can run, and links only to the web, e-mail addresses, telephone numbers and pages of the site.
//!
//! ```text
//! source ──parse──▶ events ──(comments and scripts dropped, footnotes and headings named, bounded)──┐
//!   ┌───────────────────────────────────────────────────────────────────────────────────────────────┤
//!   ├──▶ html (──ammonia──▶ html): the owner's text on the website
//!   └──▶ (HTML ──ammonia, fragment──▶ Markdown) ──┬──▶ html: a partner's text on the website
//!                                                 └──▶ tree, plain text
//! ```
//!
//! The only module that uses pulldown-cmark, pulldown-cmark-to-cmark, linkify and ammonia.

mod elements;
mod events;
mod footnotes;
mod fragment;
mod html;
mod located_event;
mod nesting;
mod normalize;
mod parse;
mod pieces;
mod published;
mod remarks;
mod retarget;
mod sanitize;
mod size;
mod slug;
mod tree;
mod unread_links;
mod url;
mod visible;

pub use published::published;
pub use remarks::{Remark, RemarkKind, remarks};
pub use size::{Excess, excess};
pub use tree::{Alignment, Node, tree};
pub use unread_links::unread_links;
pub use visible::visible;

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// The programme's owner: HTML and images are allowed, except what could run or load from another host.
    Owner,
    /// A partner: HTML is read as Markdown; no images, no ids on headings, and links that search engines do not follow.
    Partner,
}

/// A link or an image in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLink {
    /// The target, as written.
    pub target: String,
    /// Its range in the text, in bytes: the target if it is written there, otherwise the whole link.
    pub range: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
}

/// The HTML of a text. Its headings are moved so that the highest is `top_heading`; `link` rewrites the target of each
/// link and image.
pub fn html(source: &str, trust: Trust, top_heading: u8, link: &dyn Fn(&str) -> String) -> String {
    html_with_sizes(source, trust, top_heading, link, &|_| None)
}

/// As [`html`](fn@html), with the width and height of images, so that a page does not move when they are loaded: `size` is
/// that of the image at a target.
pub fn html_with_sizes(
    source: &str,
    trust: Trust,
    top_heading: u8,
    link: &dyn Fn(&str) -> String,
    size: &dyn Fn(&str) -> Option<(u32, u32)>,
) -> String {
    html::write(source, trust, top_heading, link, size)
}

/// Every link and image of a text, in order; including those that [`html`](fn@html) drops.
pub fn links(source: &str) -> Vec<TextLink> {
    let mut links = Vec::new();
    let events = normalize::normalize(parse::parse(source), &mut normalize::ignore);
    // Where the next target in HTML may be.
    let mut searched = 0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => links.push(TextLink::new(
                source,
                range,
                url::target(link_type, dest_url),
                false,
            )),
            Event::Start(Tag::Image { dest_url, .. }) => {
                links.push(TextLink::new(source, range, dest_url.into_string(), true));
            }
            Event::Html(text) | Event::InlineHtml(text) => {
                for (target, image) in sanitize::links(&text) {
                    let link = TextLink::in_html(source, &range, &mut searched, target, image);
                    links.push(link);
                }
            }
            _ => {}
        }
    }
    links
}

impl TextLink {
    fn new(source: &str, range: Range<usize>, target: String, image: bool) -> Self {
        // The target is at the end of a link, after its text.
        let within = source[range.clone()]
            .rfind(&target)
            .filter(|_| !target.is_empty());
        let range = within.map_or(range.clone(), |at| {
            range.start + at..range.start + at + target.len()
        });
        Self {
            target,
            range,
            image,
        }
    }

    /// A link in the HTML of a range; the targets are in the order of the text.
    fn in_html(
        source: &str,
        html: &Range<usize>,
        searched: &mut usize,
        target: String,
        image: bool,
    ) -> Self {
        let from = (*searched).clamp(html.start, html.end);
        let near = pieces::find_near(&source[from..html.end], &target);
        let range = match near.filter(|_| !target.is_empty()) {
            Some(offset) => from + offset..from + offset + target.len(),
            None => html.clone(),
        };
        if near.is_some() {
            *searched = range.end;
        }
        Self {
            target,
            range,
            image,
        }
    }
}

/// The ids of the headings, as [`html`](fn@html) writes them for a text of the owner, and those in its HTML.
pub fn anchors(source: &str) -> Vec<String> {
    let mut anchors = Vec::new();
    for (event, _) in events::safe(source, Trust::Owner) {
        match event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => anchors.push(id.into_string()),
            Event::Html(text) | Event::InlineHtml(text) => anchors.extend(sanitize::ids(&text)),
            _ => {}
        }
    }
    anchors
}

/// The plain text in one line, without markup and images: for descriptions.
pub fn plain(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut image = 0;
    for (event, _) in events::without_html(source, Trust::Owner) {
        match event {
            Event::Start(Tag::Image { .. }) => image += 1,
            Event::End(pulldown_cmark::TagEnd::Image) => image -= 1,
            Event::Text(text) | Event::Code(text) if image == 0 => plain.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Rule => plain.push(' '),
            Event::Start(tag) if events::is_block(&tag.to_end()) => plain.push(' '),
            Event::End(tag) if events::is_block(&tag) => plain.push(' '),
            _ => {}
        }
    }
    let words: Vec<_> = plain.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests;
