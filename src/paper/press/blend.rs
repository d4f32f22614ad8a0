//! Transparency: what is half transparent is blended in inks, on pages that say so.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::resources::{self, named};
use super::{followed, ids, name_of};

/// How deep drawings may lie in each other: more is a circle.
const DEPTH_AT_MOST: usize = 24;

/// Blends everything in inks: blended as light, pure black would become a mixture. Masks are of grey, since black ink is
/// lighter than nothing at all.
pub(super) fn in_inks(document: &mut Document) {
    let masks = masks(document);
    for id in ids(document) {
        if let Some(mut group) = group_of(document, id).filter(|group| group.has(b"CS")) {
            let is_mask = masks.contains(&id);
            group.set("CS", if is_mask { "DeviceGray" } else { "DeviceCMYK" });
            give(document, id, group);
        }
    }
    // Where a page does not say how it is blended, the press chooses.
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let is_blended = document
            .get_dictionary(page)
            .is_ok_and(|page| blends(document, page, 0));
        if is_blended && group_of(document, page).is_none() {
            let group =
                dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" };
            give(document, page, group);
        }
    }
}

/// The drawings whose light and shade say how much of another is seen.
fn masks(document: &Document) -> BTreeSet<ObjectId> {
    let drawing = |mask: &Object| {
        let mask = mask.as_dict().ok()?;
        let kind = mask.get(b"S").ok().and_then(name_of);
        kind.filter(|kind| *kind == b"Luminosity")?;
        mask.get(b"G").and_then(Object::as_reference).ok()
    };
    document.objects.values().filter_map(drawing).collect()
}

fn group_of(document: &Document, id: ObjectId) -> Option<Dictionary> {
    let dictionary = match document.get_object(id).ok()? {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(page) => page,
        _ => return None,
    };
    let group = followed(document, dictionary.get(b"Group").ok()?);
    group.as_dict().ok().cloned()
}

fn give(document: &mut Document, id: ObjectId, group: Dictionary) {
    match document.get_object_mut(id) {
        Ok(Object::Stream(stream)) => stream.dict.set("Group", group),
        Ok(Object::Dictionary(page)) => page.set("Group", group),
        _ => {}
    }
}

/// Whether something that a page, form or tile may draw is half transparent.
fn blends(document: &Document, dictionary: &Dictionary, depth: usize) -> bool {
    let Some(resources) = resources::of(document, dictionary).filter(|_| depth < DEPTH_AT_MOST)
    else {
        return false;
    };
    let all = |kind: &[u8]| {
        let list = named(document, resources, kind).into_iter();
        list.flat_map(Dictionary::iter)
            .map(|(_, object)| followed(document, object))
    };
    let thin = |state: &Dictionary| {
        let below_one = |key: &[u8]| {
            let alpha = state.get(key).and_then(Object::as_float);
            alpha.is_ok_and(|alpha| alpha < 1.0)
        };
        let mask = state.get(b"SMask").map(|mask| followed(document, mask));
        below_one(b"ca") || below_one(b"CA") || mask.is_ok_and(|mask| mask.as_dict().is_ok())
    };
    let masked = all(b"ExtGState").any(|state| state.as_dict().is_ok_and(thin));
    let inner = |object: &Object| match object {
        Object::Stream(stream) => {
            let own = stream.dict.has(b"SMask") || stream.dict.has(b"Group");
            own || blends(document, &stream.dict, depth + 1)
        }
        _ => false,
    };
    masked || all(b"XObject").any(inner) || all(b"Pattern").any(inner)
}
