//! Remarks on HTML: tags, attributes and texts that are not published.

use std::ops::Range;

use super::{Finder, IMAGE_OF_PARTNER, RemarkKind};
use crate::markdown::elements::{is_shown, is_shown_attribute};
use crate::markdown::located_event::LocatedEvent;
use crate::markdown::nesting::{BLOCKS_AT_MOST, SPANS_AT_MOST};
use crate::markdown::normalize::{HtmlChange, normalize};
use crate::markdown::pieces::{OpeningTag, find_near};
use crate::markdown::{Trust, sanitize, url};

/// Elements whose content is elsewhere.
const EMBEDDED: [&str; 8] = [
    "applet", "audio", "canvas", "embed", "iframe", "object", "picture", "video",
];

impl Finder<'_> {
    pub(super) fn html(&mut self, events: Vec<LocatedEvent<'_>>) {
        let ranges: Vec<_> = events.iter().map(|(_, range)| range.clone()).collect();
        // The event that was searched last, and where its next part may be.
        let mut searched = (usize::MAX, 0);
        normalize(events, &mut |index, change, written| {
            let event = &ranges[index];
            let from = if searched.0 == index {
                searched.1
            } else {
                event.start
            };
            let range = match find_near(&self.source[from..event.end], written) {
                Some(offset) => from + offset..from + offset + written.len(),
                None => event.clone(),
            };
            searched = (index, range.start);
            self.change(change, &range, written);
        });
    }

    fn change(&mut self, change: HtmlChange<'_>, range: &Range<usize>, written: &str) {
        match change {
            HtmlChange::Tag(tag) => self.tag(tag, range),
            HtmlChange::Hidden(tag, text) => {
                let mut what = format!("the HTML element `<{}>`", tag.name);
                let text = text.trim();
                if !text.is_empty() {
                    what.push_str(&format!(" with its text `{}`", url::shown(text)));
                }
                self.removed(range, &what, "delete it");
            }
            HtmlChange::Text => {
                let help = format!(
                    "it is not HTML: write `\\{}` to keep it, or delete it",
                    url::shown(written)
                );
                self.as_written(range, written, &help);
            }
            HtmlChange::TooDeep(tag) => {
                let what = format!(
                    "the HTML element `<{}>`, which is in too many others",
                    tag.name
                );
                let help = format!(
                    "close what is open: at most {BLOCKS_AT_MOST} blocks or {SPANS_AT_MOST} elements of a line are in each other"
                );
                self.removed(range, &what, &help);
            }
            HtmlChange::Declaration => {
                let what = format!("`{}`", url::shown(written));
                self.removed(range, &what, "delete it");
            }
            HtmlChange::CutOff => {
                let message = format!(
                    "published as text: `{}`, an HTML tag without an end",
                    url::shown(written)
                );
                let help = "close it with `>`; write `\\<` where you mean the character";
                self.push(range.clone(), RemarkKind::AsWritten, message, help);
            }
            HtmlChange::OpenComment => {
                let message = "a comment that has no end would be published, with all that follows";
                self.push(
                    range.clone(),
                    RemarkKind::OpenComment,
                    message,
                    "end it with `-->`",
                );
            }
        }
    }

    fn tag(&mut self, tag: &OpeningTag, range: &Range<usize>) {
        let name = tag.name.as_str();
        let is_partner = self.trust == Trust::Partner;
        if name == "img" && is_partner {
            let target = url::shown(tag.attribute("src").unwrap_or_default());
            return self.removed(range, &format!("the image `{target}`"), IMAGE_OF_PARTNER);
        }
        if !is_shown(name, self.trust) {
            let help = match name {
                _ if EMBEDDED.contains(&name) => "link to it: `[…](https://…)`",
                _ if is_partner => {
                    "its text is published without it: write Markdown, for partners' texts have no HTML"
                }
                _ => "its text is published without it: write Markdown instead",
            };
            return self.removed(range, &format!("the HTML element `<{name}>`"), help);
        }
        for (attribute, value) in &tag.attributes {
            if !is_shown_attribute(name, attribute, self.trust) {
                let what = format!("the attribute `{attribute}` of `<{name}>`");
                self.removed(range, &what, "delete it, or write Markdown instead");
            } else if ["href", "src", "cite"].contains(&attribute.as_str())
                && !sanitize::allows_target(name, attribute, value)
            {
                let what = format!("the target `{}` of `<{name}>`", url::shown(value));
                self.removed(
                    range,
                    &what,
                    "it is not safe: write a complete address, or delete it",
                );
            }
        }
    }
}
