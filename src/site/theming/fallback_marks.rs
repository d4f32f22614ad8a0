//! Interface strings that a theme has in English only, on pages in other languages: marked in the text of the page with
//! their language, so that browsers, screen readers and translators know it. Entry points: [`marked`],
//! [`FallbackMarks::resolved`].
//!
//! A template does not know whether it inserts a string into text or into an attribute: strings carry two characters
//! that no text has, which become an element in text and vanish everywhere else.

use memchr::memmem;

use crate::site::markers::ENGLISH_STRING;

const START: char = ENGLISH_STRING[0];
const END: char = ENGLISH_STRING[1];

/// Elements that contain no other elements.
const TEXT_ONLY: [&str; 5] = ["title", "option", "textarea", "script", "style"];

/// An English string for a page in another language.
pub(crate) fn marked(text: &str) -> String {
    format!("{START}{text}{END}")
}

/// How English strings are marked on the pages of a language.
pub(crate) struct FallbackMarks {
    open: &'static str,
}

impl FallbackMarks {
    /// The marks for pages of this direction.
    pub(crate) fn new(direction: &str) -> Self {
        let open = if direction == "ltr" {
            "<span lang=\"en\">"
        } else {
            "<span lang=\"en\" dir=\"ltr\">"
        };
        Self { open }
    }

    /// The page with elements around the English strings in its text.
    pub(crate) fn resolved(&self, page: Vec<u8>) -> Vec<u8> {
        // Both characters have the same first bytes; most pages have none.
        if memmem::find(&page, &[0xef, 0xb7]).is_none() {
            return page;
        }
        match String::from_utf8(page) {
            Ok(html) => self.html(&html).into_bytes(),
            Err(error) => error.into_bytes(),
        }
    }

    fn html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        while let Some(index) = rest.find(['<', START, END]) {
            out.push_str(&rest[..index]);
            rest = &rest[index..];
            if let Some(after) = rest.strip_prefix(START) {
                out.push_str(self.open);
                rest = after;
            } else if let Some(after) = rest.strip_prefix(END) {
                out.push_str("</span>");
                rest = after;
            } else {
                let (tag, after) = rest.split_at(tag_end(rest));
                out.push_str(&without_marks(tag));
                rest = after;
                if let Some(element) = TEXT_ONLY.iter().find(|name| is_start_of(tag, name)) {
                    let end = rest.find(&format!("</{element}")).unwrap_or(rest.len());
                    out.push_str(&without_marks(&rest[..end]));
                    rest = &rest[end..];
                }
            }
        }
        out + rest
    }
}

fn without_marks(text: &str) -> String {
    text.replace([START, END], "")
}

/// Whether a tag opens an element of this name.
fn is_start_of(tag: &str, name: &str) -> bool {
    let rest = tag.strip_prefix('<').and_then(|tag| tag.strip_prefix(name));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
}

/// The length of a tag at the beginning of a text, or of a comment.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return index + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{FallbackMarks, marked};

    #[test]
    fn strings_are_marked_in_text_and_nowhere_else() {
        let find = marked("Find a partner");
        let page = format!(
            "<title>{find}</title><button aria-label=\"{find}\" title='>{find}'>{find}</button><!-- {find} -->\
             <option>{find}</option><script type=\"x\">\"{find}\"</script><titled>{find}</titled>"
        );
        let resolved = |direction| {
            let page = FallbackMarks::new(direction).resolved(page.clone().into_bytes());
            String::from_utf8(page).unwrap()
        };
        assert_eq!(
            resolved("ltr"),
            "<title>Find a partner</title><button aria-label=\"Find a partner\" title='>Find a partner'>\
             <span lang=\"en\">Find a partner</span></button><!-- Find a partner --><option>Find a partner</option>\
             <script type=\"x\">\"Find a partner\"</script><titled><span lang=\"en\">Find a partner</span></titled>"
        );
        assert!(resolved("rtl").contains("<span lang=\"en\" dir=\"ltr\">Find a partner</span>"));
    }
}
