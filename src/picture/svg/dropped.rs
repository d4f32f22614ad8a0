//! What an SVG loses when it is written anew, in words.

use std::collections::{BTreeMap, BTreeSet};

use usvg::roxmltree::{Document, Node};

/// What is dropped from this document and may be missed, or may have been meant to do harm.
pub(super) fn words(document: &Document<'_>) -> Vec<String> {
    let mut counted: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut handlers = BTreeSet::new();
    let mut handler_count = 0;
    for node in document
        .root_element()
        .descendants()
        .filter(Node::is_element)
    {
        if let Some(words) = element(&node) {
            *counted.entry(words).or_default() += 1;
        }
        for attribute in node.attributes() {
            let name = attribute.name().to_ascii_lowercase();
            if name.starts_with("on") && attribute.namespace().is_none() {
                handlers.insert(name);
                handler_count += 1;
            } else if name == "href" {
                if let Some(words) = reference(&node, attribute.value()) {
                    *counted.entry(words).or_default() += 1;
                }
            } else if let Some(words) = style(attribute.value()) {
                *counted.entry(words).or_default() += 1;
            }
        }
    }
    let mut words: Vec<_> = counted
        .into_iter()
        .map(|(words, count)| several(words, count))
        .collect();
    if handler_count > 0 {
        let names: Vec<_> = handlers.into_iter().collect();
        words.push(format!(
            "{} ({})",
            several("event handler", handler_count),
            names.join(", ")
        ));
    }
    words
}

fn element(node: &Node<'_, '_>) -> Option<&'static str> {
    match node.tag_name().name() {
        "script" => Some("script"),
        // Drawing programs offer their own data in one that a `switch` lets others pass by.
        "foreignObject"
            if node
                .parent()
                .is_none_or(|parent| !parent.has_tag_name("switch")) =>
        {
            Some("piece of a web page (foreignObject)")
        }
        "animate" | "animateMotion" | "animateTransform" | "animateColor" | "set" => {
            Some("animation")
        }
        "text" => Some("text that is not outlined"),
        "style" => style(node.text()?),
        "iframe" | "object" | "embed" | "video" | "audio" => Some("embedded page or film"),
        _ => None,
    }
}

fn reference(node: &Node<'_, '_>, target: &str) -> Option<&'static str> {
    let target = target.trim();
    let inside = target.starts_with('#') || target.to_ascii_lowercase().starts_with("data:");
    match node.tag_name().name() {
        "a" => Some("link"),
        "image" | "feImage" if !inside => Some("picture that is in another file"),
        "use" if !target.starts_with('#') => Some("part that is in another file"),
        _ => None,
    }
}

fn style(css: &str) -> Option<&'static str> {
    let css = css.to_ascii_lowercase();
    if css.contains("@import") {
        return Some("style sheet that is in another file");
    }
    if css.contains("@font-face") {
        return Some("font");
    }
    let outside = css.match_indices("url(").any(|(at, _)| {
        let target = css[at + 4..].trim_start_matches(['"', '\'', ' ']);
        !target.starts_with('#') && !target.starts_with("data:")
    });
    outside.then_some("style that is in another file")
}

/// "a script", "2 scripts".
fn several(words: &str, count: usize) -> String {
    if count > 1 {
        let (head, tail) = words.split_at(
            words
                .find([' '])
                .filter(|_| words.contains(" that ") || words.contains(" of "))
                .unwrap_or(words.len()),
        );
        return format!("{count} {head}s{tail}");
    }
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}
