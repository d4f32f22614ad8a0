//! Descriptions of what an SVG loses when it is rewritten.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::{Document, Node};

/// How many names of event handlers are listed.
const MAX_HANDLERS: usize = 5;

/// Something that is lost.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    Script,
    WebPage,
    Animation,
    Embedded,
    Link,
    Picture,
    Part,
    StyleSheet,
    Font,
    Style,
}

impl Loss {
    /// Its name in the singular and in the plural.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Loss::Script => ("a script", "scripts"),
            Loss::WebPage => (
                "a piece of a web page (foreignObject)",
                "pieces of web pages (foreignObject)",
            ),
            Loss::Animation => ("an animation", "animations"),
            Loss::Embedded => ("an embedded page or film", "embedded pages or films"),
            Loss::Link => ("a link", "links"),
            Loss::Picture => (
                "a picture that is in another file",
                "pictures that are in other files",
            ),
            Loss::Part => (
                "a part that is in another file",
                "parts that are in other files",
            ),
            Loss::StyleSheet => (
                "a style sheet that is in another file",
                "style sheets that are in other files",
            ),
            Loss::Font => ("a font", "fonts"),
            Loss::Style => (
                "a style that is in another file",
                "styles that are in other files",
            ),
        }
    }
}

/// What is dropped from this document, and is visible or potentially malicious.
pub(super) fn words(document: &Document<'_>) -> Vec<String> {
    let mut losses: BTreeMap<Loss, usize> = BTreeMap::new();
    let mut handlers = BTreeSet::new();
    let mut handler_count = 0;
    let mut texts = Vec::new();
    // Numbers of elements that are not shown, with what is inside them.
    let mut hidden = BTreeSet::new();
    for node in document
        .root_element()
        .descendants()
        .filter(Node::is_element)
    {
        let around = node.parent_element().map(|parent| parent.id().get_usize());
        if around.is_some_and(|around| hidden.contains(&around)) || is_hidden(&node) {
            hidden.insert(node.id().get_usize());
        }
        let mut lost = |loss: Option<Loss>| {
            if let Some(loss) = loss {
                *losses.entry(loss).or_default() += 1;
            }
        };
        lost(element(&node));
        for attribute in node.attributes() {
            let name = attribute.name().to_ascii_lowercase();
            if name.starts_with("on") && attribute.namespace().is_none() {
                handler_count += 1;
                if handlers.len() < MAX_HANDLERS {
                    handlers.insert(name);
                }
            } else if name == "href" {
                lost(reference(&node, attribute.value()));
            } else {
                lost(style(attribute.value()));
            }
        }
        if !hidden.contains(&node.id().get_usize()) {
            texts.extend(letters(&node));
        }
    }
    let mut words = Vec::new();
    for (loss, count) in losses {
        let (one, several) = loss.words();
        words.push(if count == 1 {
            one.to_owned()
        } else {
            format!("{count} {several}")
        });
    }
    if handler_count > 0 {
        let names: Vec<_> = handlers.into_iter().collect();
        let names = names.join(", ");
        words.push(match handler_count {
            1 => format!("an event handler ({names})"),
            count => format!("{count} event handlers ({names})"),
        });
    }
    if let Some(first) = texts.first() {
        words.push(match texts.len() {
            1 => format!("the font of the text “{first}”, whose letters are no outlines"),
            count => {
                format!("the fonts of {count} texts, whose letters are no outlines (the first is “{first}”)")
            }
        });
    }
    words
}

fn element(node: &Node<'_, '_>) -> Option<Loss> {
    match node.tag_name().name() {
        "script" => Some(Loss::Script),
        // Drawing programs store their own data in a branch of a `switch` that other programs skip.
        "foreignObject"
            if node
                .parent()
                .is_none_or(|parent| !parent.has_tag_name("switch")) =>
        {
            Some(Loss::WebPage)
        }
        "animate" | "animateMotion" | "animateTransform" | "animateColor" | "set" => {
            Some(Loss::Animation)
        }
        "style" => style(node.text()?),
        "iframe" | "object" | "embed" | "video" | "audio" => Some(Loss::Embedded),
        _ => None,
    }
}

fn reference(node: &Node<'_, '_>, target: &str) -> Option<Loss> {
    let target = target.trim();
    let data = target
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    match node.tag_name().name() {
        "a" => Some(Loss::Link),
        "image" | "feImage" if !target.starts_with('#') && !data => Some(Loss::Picture),
        "use" if !target.starts_with('#') => Some(Loss::Part),
        _ => None,
    }
}

fn style(css: &str) -> Option<Loss> {
    if !css.contains(['@', '(']) {
        return None;
    }
    let css = css.to_ascii_lowercase();
    if css.contains("@import") {
        return Some(Loss::StyleSheet);
    }
    if css.contains("@font-face") {
        return Some(Loss::Font);
    }
    let outside = css.match_indices("url(").any(|(at, _)| {
        let target = css[at + 4..].trim_start_matches(['"', '\'', ' ']);
        !target.starts_with('#') && !target.starts_with("data:")
    });
    outside.then_some(Loss::Style)
}

/// Whether an element, with all inside it, is not shown.
fn is_hidden(node: &Node<'_, '_>) -> bool {
    ["display", "style"].iter().any(|name| {
        let value = node.attribute(*name).unwrap_or_default();
        value == "none" || value.replace(' ', "").contains("display:none")
    }) || ["defs", "symbol", "metadata"].contains(&node.tag_name().name())
}

/// The beginning of a text that is not outlined.
fn letters(node: &Node<'_, '_>) -> Option<String> {
    if node.tag_name().name() != "text" {
        return None;
    }
    let text: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    let words: Vec<_> = text.split_whitespace().collect();
    let words = words.join(" ");
    (!words.is_empty()).then(|| words.chars().take(40).collect())
}
