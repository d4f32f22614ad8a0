//! Sanitizer for HTML in texts. The only module that uses ammonia.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

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
/// of each link and image, `size` is the width and height of the image at a target.
pub(super) fn clean(
    html: &str,
    link: &dyn Fn(&str) -> String,
    size: &dyn Fn(&str) -> Option<(u32, u32)>,
) -> String {
    // The sanitizer requires a filter that outlives this call, which `link` does not: the targets are collected first.
    let links = links(html);
    let images = links.iter().filter(|(_, image)| *image);
    let sizes: BTreeMap<String, (u32, u32)> = images
        .filter_map(|(target, _)| Some((link(target), size(target)?)))
        .collect();
    let rewritten: BTreeMap<String, String> = links
        .into_iter()
        .map(|(target, _)| {
            let new = link(&target);
            (target, new)
        })
        .collect();
    let clean = builder(
        move |element, attribute, value| match (element, attribute) {
            ("img", "src") | ("a" | "area", "href") => rewritten.get(value).cloned(),
            _ => Some(value.to_owned()),
        },
    )
    .clean(html)
    .to_string();
    if sizes.is_empty() {
        return clean;
    }
    with_sizes(&clean, &sizes)
}

/// Clean HTML with the width and height of images that have neither; `sizes` is by address.
fn with_sizes(html: &str, sizes: &BTreeMap<String, (u32, u32)>) -> String {
    const IMAGE: &str = "<img";
    let mut parts = html.split(IMAGE);
    let mut sized = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        sized.push_str(IMAGE);
        // In clean HTML, `<` is escaped in texts, and every attribute is written `name="value"`.
        let mut attributes = part.split('"');
        let mut image = None;
        let mut is_sized = false;
        while let Some(name) = attributes.next().filter(|it| it.starts_with(' ')) {
            let value = attributes.next().unwrap_or_default();
            match name.trim() {
                "src=" => image = sizes.get_key_value(value),
                "width=" | "height=" => is_sized = true,
                _ => {}
            }
        }
        match image.filter(|_| !is_sized) {
            Some((address, (width, height))) => {
                let source = format!("src=\"{address}\"");
                let with_size = format!("{source} width=\"{width}\" height=\"{height}\"");
                sized.push_str(&part.replacen(&source, &with_size, 1));
            }
            None => sized.push_str(part),
        }
    }
    sized
}

/// The sanitizer, with a filter for the values of allowed attributes.
fn builder(
    value_of: impl Fn(&str, &str, &str) -> Option<String> + Send + Sync + 'static,
) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .add_tags(["address", "section", "tfoot"])
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

/// Whether the tags of an element are kept.
pub(super) fn allows(element: &str) -> bool {
    ALLOWED.elements.contains(element)
}

/// Whether an attribute of an element that is allowed is kept.
pub(super) fn allows_attribute(element: &str, attribute: &str) -> bool {
    ALLOWED.generic.contains(attribute)
        || ALLOWED
            .specific
            .get(element)
            .is_some_and(|own| own.contains(attribute))
}

/// Whether the target in an attribute is kept.
pub(super) fn allows_target(element: &str, attribute: &str, value: &str) -> bool {
    let alone = format!(
        "<{element} {attribute}=\"{}\">",
        value.replace('"', "&quot;")
    );
    ALLOWED.builder.clean(&alone).to_string().contains('=')
}

/// What the sanitizer allows.
struct Allowed {
    builder: Builder<'static>,
    elements: HashSet<&'static str>,
    generic: HashSet<&'static str>,
    specific: HashMap<&'static str, HashSet<&'static str>>,
}

static ALLOWED: LazyLock<Allowed> = LazyLock::new(|| {
    let builder = builder(|_, _, value| Some(value.to_owned()));
    Allowed {
        elements: builder.clone_tags(),
        generic: builder.clone_generic_attributes(),
        specific: builder.clone_tag_attributes(),
        builder,
    }
});
