//! Sanitizer for HTML in texts of the programme's owner. The only module that uses ammonia.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ammonia::Builder;

use super::url;

/// Attributes that any element may have.
const ATTRIBUTES: [&str; 9] = [
    "aria-label",
    "class",
    "dir",
    "hidden",
    "id",
    "lang",
    "role",
    "tabindex",
    "title",
];

/// HTML without anything that could run, load from another host or link to an unsafe target; `link` rewrites the target
/// of each link and image.
pub(super) fn clean(html: &str, link: &dyn Fn(&str) -> String) -> String {
    // The sanitizer requires a filter that outlives this call, which `link` does not: the targets are collected first.
    let rewritten: BTreeMap<String, String> = links(html)
        .into_iter()
        .map(|(target, _)| {
            let new = link(&target);
            (target, new)
        })
        .collect();
    builder(
        move |element, attribute, value| match (element, attribute) {
            ("img", "src") | ("a" | "area", "href") => rewritten.get(value).cloned(),
            _ => Some(value.to_owned()),
        },
    )
    .clean(html)
    .to_string()
}

/// The sanitizer, with a filter for the values of allowed attributes.
fn builder(
    value_of: impl Fn(&str, &str, &str) -> Option<String> + Send + Sync + 'static,
) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .add_generic_attributes(ATTRIBUTES)
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("details", ["open"])
        .attribute_filter(move |element, attribute, value| {
            let safe = match attribute {
                "src" => url::image(value).is_ok(),
                "href" | "cite" => url::link(value).is_ok(),
                _ => true,
            };
            let value = safe.then(|| value_of(element, attribute, value));
            value.flatten().map(Into::into)
        });
    builder
}

/// The targets of links and images in HTML, and whether they are images.
pub(super) fn links(html: &str) -> Vec<(String, bool)> {
    collected(html, |element, attribute| match (element, attribute) {
        ("img", "src") => Some(true),
        ("a" | "area", "href") => Some(false),
        _ => None,
    })
}

/// The ids in HTML.
pub(super) fn ids(html: &str) -> Vec<String> {
    let ids = collected(html, |_, attribute| (attribute == "id").then_some(()));
    ids.into_iter().map(|(id, ())| id).collect()
}

/// The values of chosen attributes in the allowed part of HTML, each with the result of the choice.
fn collected<T: Send + 'static>(
    html: &str,
    choose: impl Fn(&str, &str) -> Option<T> + Send + Sync + 'static,
) -> Vec<(String, T)> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let collect = Arc::clone(&found);
    builder(move |element, attribute, value| {
        if let Some(chosen) = choose(element, attribute) {
            lock(&collect).push((value.to_owned(), chosen));
        }
        Some(value.to_owned())
    })
    .clean(html);
    std::mem::take(&mut *lock(&found))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Descriptions of the elements in HTML, which are dropped from a partner's text.
pub(super) fn elements(html: &str) -> Vec<String> {
    let mut words: Vec<_> = tags(html)
        .into_iter()
        .map(|tag| {
            format!(
                "the HTML element `<{}>`: write Markdown, for partners' texts have no HTML",
                tag.name
            )
        })
        .collect();
    words.dedup();
    words
}

/// Descriptions of what is dropped from the owner's HTML.
pub(super) fn dropped(html: &str) -> Vec<String> {
    let builder = builder(|_, _, value| Some(value.to_owned()));
    let elements = builder.clone_tags();
    let generic = builder.clone_generic_attributes();
    let specific = builder.clone_tag_attributes();
    let (tags, cut_off) = read(html);
    let mut words = Vec::new();
    if cut_off {
        words.push("HTML with a tag or comment that has no end; it is shown as text".to_owned());
    }
    for tag in tags {
        let name = tag.name.as_str();
        if !elements.contains(name) {
            words.push(format!("the HTML element `<{name}>`"));
            continue;
        }
        for (attribute, value) in &tag.attributes {
            let own = specific.get(name);
            let known = generic.contains(attribute.as_str())
                || own.is_some_and(|own| own.contains(attribute.as_str()));
            if !known {
                words.push(format!("the attribute `{attribute}` of `<{name}>`"));
                continue;
            }
            let alone = format!("<{name} {attribute}=\"{}\">", value.replace('"', "&quot;"));
            if ["href", "src", "cite"].contains(&attribute.as_str())
                && !builder.clean(&alone).to_string().contains('=')
            {
                let target = url::shown(value);
                words.push(format!(
                    "the target `{target}` of `<{name}>`, which is not safe"
                ));
            }
        }
    }
    words
}

/// A tag that opens an element.
struct OpeningTag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// Whether the last tag of a piece of HTML has no end.
pub(super) fn is_cut_off(html: &str) -> bool {
    read(html).1
}

/// The opening tags in a piece of HTML.
fn tags(html: &str) -> Vec<OpeningTag> {
    read(html).0
}

/// The opening tags in a piece of HTML, and whether the last tag has no end; read as browsers do, as far as messages
/// need it.
fn read(html: &str) -> (Vec<OpeningTag>, bool) {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                return (tags, true);
            };
            rest = after;
            continue;
        }
        let closing = rest.starts_with('/');
        rest = rest.trim_start_matches('/');
        let length = rest.find(|c: char| c.is_whitespace() || c == '/' || c == '>');
        let (name, after) = rest.split_at(length.unwrap_or(rest.len()));
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        rest = after;
        let Some(attributes) = attributes(&mut rest) else {
            return (tags, true);
        };
        if !closing {
            let name = name.to_ascii_lowercase();
            tags.push(OpeningTag { name, attributes });
        }
    }
    (tags, false)
}

/// The attributes up to the end of a tag; absent if the tag is not closed.
fn attributes(rest: &mut &str) -> Option<Vec<(String, String)>> {
    let mut attributes = Vec::new();
    loop {
        *rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.starts_with('>') {
            return Some(attributes);
        }
        let end = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '=');
        // A character that cannot begin a name is accepted, so that each iteration makes progress.
        let first = rest.chars().next()?.len_utf8();
        let length = rest[first..].find(end).map_or(rest.len(), |at| first + at);
        let name = rest[..length].to_ascii_lowercase();
        *rest = rest[length..].trim_start();
        let Some(value) = rest.strip_prefix('=') else {
            attributes.push((name, String::new()));
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|&c| c == '"' || c == '\'');
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote)?,
            None => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?),
        };
        *rest = after;
        attributes.push((name, value.to_owned()));
    }
}
