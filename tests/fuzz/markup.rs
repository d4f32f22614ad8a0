//! Safety of HTML and SVG rendered from untrusted text, checked independently of the renderers.

use url::Url;
use vitrine::markdown::Trust;

/// Elements that run, load, or change how the rest of a page is read.
const FORBIDDEN: [&str; 19] = [
    "applet", "base", "button", "embed", "form", "frame", "iframe", "input", "link", "math",
    "meta", "noscript", "object", "script", "style", "svg", "template", "textarea", "video",
];

/// Elements that a partner's text may become.
const OF_PARTNERS: [&str; 31] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "dl",
    "dt",
    "dd",
    "sup",
    "sub",
];

/// Asserts that nothing in this HTML runs or is loaded from another host.
pub(crate) fn assert_harmless(html: &str, trust: Trust) {
    for tag in tags(html) {
        let name = tag.name.to_ascii_lowercase();
        assert!(!FORBIDDEN.contains(&name.as_str()), "<{name}> in {html}");
        if trust == Trust::Partner {
            assert!(OF_PARTNERS.contains(&name.as_str()), "<{name}> in {html}");
        }
        for (attribute, value) in tag.attributes {
            let attribute = attribute.to_ascii_lowercase();
            let known = !attribute.starts_with("on")
                && !matches!(&*attribute, "style" | "srcset" | "srcdoc" | "formaction");
            assert!(known, "{attribute} in {html}");
            let value = decoded(value);
            match &*attribute {
                "href" | "cite" => assert_leads(&value, html),
                "src" => assert_here(&value, html),
                _ => {}
            }
        }
    }
}

/// Asserts that nothing in this SVG runs or is loaded from another host.
pub(crate) fn assert_drawing(svg: &str) {
    for tag in tags(svg) {
        let name = tag.name;
        let harmless = !["script", "foreignObject", "animate", "set", "a", "style"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
        assert!(harmless, "<{name}> in {svg}");
        for (attribute, value) in tag.attributes {
            assert!(!attribute.starts_with("on"), "{attribute} in {svg}");
            if attribute.ends_with("href") {
                let inside = value.starts_with('#') || value.starts_with("data:image/");
                assert!(inside, "{value} in {svg}");
            }
        }
    }
}

/// Asserts that this SVG has no names but letters, and only what the parser writes.
pub(crate) fn assert_neutral(svg: &str) {
    let is_letters = |name: &str| {
        (1..5).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let is_input = |name: &str| is_letters(name) || name.starts_with("Source");
    for tag in tags(svg) {
        for (attribute, value) in tag.attributes {
            let is_neutral = match attribute {
                "id" | "result" => is_letters(value),
                "in" | "in2" => is_input(value),
                "class" | "role" | "title" => false,
                "xlink:href" => value.starts_with("data:") || is_letters(&value[1..]),
                name if name.starts_with("data-") || name.starts_with("aria-") => false,
                _ => match value.strip_prefix("url(#") {
                    Some(rest) => rest.trim_end_matches(')').split(") url(#").all(is_letters),
                    None => !value.contains("url("),
                },
            };
            assert!(is_neutral, "{attribute}={value} in {svg}");
        }
        assert!(
            !["title", "desc", "metadata", "text"].contains(&tag.name),
            "{svg}"
        );
    }
}

/// Whether a browser reads the address as one of the web, of mail or of a telephone.
fn assert_leads(target: &str, html: &str) {
    // An invalid address is harmless.
    if let Ok(url) = here().join(target) {
        let scheme = url.scheme();
        let known = ["http", "https", "mailto", "tel"].contains(&scheme);
        assert!(known, "{target} leads to {scheme}: in {html}");
    }
}

fn assert_here(target: &str, html: &str) {
    if let Ok(url) = here().join(target) {
        assert_eq!(url.origin(), here().origin(), "{target} in {html}");
    }
}

fn here() -> Url {
    Url::parse("https://partners.example/en/").expect("it is an address")
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

/// The start tags of markup with all attributes in double quotation marks, as both renderers write them.
fn tags(markup: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        assert!(!rest.starts_with('!'), "a comment or declaration: {markup}");
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
        let name = &rest[..end.unwrap_or(rest.len())];
        rest = &rest[name.len()..];
        if name.is_empty() {
            // An end tag.
            let end = rest.find('>').expect("every tag ends");
            rest = &rest[end..];
            continue;
        }
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let (attribute, after) = rest.split_once("=\"").expect("an attribute has a value");
            let (value, after) = after.split_once('"').expect("every value ends");
            attributes.push((attribute, value));
            rest = after;
        }
        tags.push(Tag { name, attributes });
    }
    tags
}

/// The text with its character references decoded.
fn decoded(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
