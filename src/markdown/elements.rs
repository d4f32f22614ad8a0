//! The elements of HTML, and what becomes of each in a text. Entry point: [`Treatment::of`].

use super::Trust;
use super::sanitize;

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Treatment {
    /// It is kept, except for attributes that are not allowed.
    Kept,
    /// A block whose content is kept as a block.
    Block,
    /// Only its content is kept.
    Unwrapped,
    /// It is not HTML, but a word between `<` and `>`: it is text.
    Text,
}

impl Treatment {
    /// What becomes of the tags of an element.
    pub(super) fn of(name: &str) -> Self {
        if sanitize::allows(name) {
            Self::Kept
        } else if BLOCKS.contains(&name) {
            Self::Block
        } else if OTHERS.contains(&name) || name.contains(':') {
            Self::Unwrapped
        } else {
            Self::Text
        }
    }
}

/// Whether an element appears as it is meant, or changes nothing that a reader sees.
pub(super) fn is_shown(name: &str, trust: Trust) -> bool {
    match trust {
        Trust::Owner => sanitize::allows(name),
        Trust::Partner => SHOWN_OF_PARTNERS.contains(&name),
    }
}

/// Whether an attribute of an element that appears is kept, or changes nothing that a reader sees.
pub(super) fn is_shown_attribute(name: &str, attribute: &str, trust: Trust) -> bool {
    match trust {
        Trust::Owner => sanitize::allows_attribute(name, attribute),
        Trust::Partner => {
            let of_every_element = ["class", "dir", "id", "lang", "name"];
            of_every_element.contains(&attribute)
                || attribute.starts_with("data-")
                || match name {
                    "a" => ["href", "title", "rel", "target"].contains(&attribute),
                    "img" => sanitize::allows_attribute(name, attribute),
                    "ol" => attribute == "start",
                    "td" | "th" => {
                        ["align", "colspan", "rowspan", "scope", "headers"].contains(&attribute)
                    }
                    _ => false,
                }
        }
    }
}

/// Parts of tables, which browsers drop outside of a table.
pub(super) const TABLE_PARTS: [&str; 9] = [
    "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// Blocks that are not allowed; what they contain is.
const BLOCKS: [&str; 36] = [
    "applet",
    "audio",
    "body",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "dir",
    "embed",
    "fieldset",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "legend",
    "listing",
    "main",
    "marquee",
    "math",
    "menu",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "plaintext",
    "search",
    "select",
    "svg",
    "template",
    "textarea",
    "video",
    "xmp",
];

/// Elements in a line, and those without content.
const OTHERS: [&str; 31] = [
    "base",
    "basefont",
    "big",
    "bgsound",
    "blink",
    "command",
    "content",
    "font",
    "image",
    "input",
    "isindex",
    "keygen",
    "label",
    "link",
    "meta",
    "meter",
    "nobr",
    "output",
    "param",
    "picture",
    "progress",
    "rb",
    "script",
    "selectedcontent",
    "shadow",
    "slot",
    "source",
    "spacer",
    "style",
    "title",
    "track",
];

/// What Markdown has too, and groups.
const SHOWN_OF_PARTNERS: [&str; 70] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "ul",
    "var",
];
