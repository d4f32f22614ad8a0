//! Blending of transparency in CMYK. Entry point: [`in_cmyk`].

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::resources::{self, named};
use super::{as_name, object_ids, resolve};

/// The maximum nesting of forms; beyond it, they form a cycle.
const MAX_DEPTH: usize = 24;

/// Makes all transparency groups blend in CMYK; blended in RGB, pure black would become a mixture of inks. Masks stay in
/// grey: in CMYK, black ink would count as lighter than none.
pub(super) fn in_cmyk(document: &mut Document) {
    let masks = masks(document);
    for id in object_ids(document) {
        if let Some(mut group) = group_of(document, id).filter(|group| group.has(b"CS")) {
            let is_mask = masks.contains(&id);
            group.set("CS", if is_mask { "DeviceGray" } else { "DeviceCMYK" });
            set_group(document, id, group);
        }
    }
    // The press chooses the blending space of a page without a group.
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let is_blended = document
            .get_dictionary(page)
            .is_ok_and(|page| has_transparency(document, page, 0));
        if is_blended && group_of(document, page).is_none() {
            let group =
                dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceCMYK" };
            set_group(document, page, group);
        }
    }
}

/// The forms that are luminosity masks.
fn masks(document: &Document) -> BTreeSet<ObjectId> {
    let luminosity_form = |mask: &Object| {
        let mask = mask.as_dict().ok()?;
        let kind = mask.get(b"S").ok().and_then(as_name);
        kind.filter(|kind| *kind == b"Luminosity")?;
        mask.get(b"G").and_then(Object::as_reference).ok()
    };
    document
        .objects
        .values()
        .filter_map(luminosity_form)
        .collect()
}

fn group_of(document: &Document, id: ObjectId) -> Option<Dictionary> {
    let dictionary = match document.get_object(id).ok()? {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(page) => page,
        _ => return None,
    };
    let group = resolve(document, dictionary.get(b"Group").ok()?);
    group.as_dict().ok().cloned()
}

fn set_group(document: &mut Document, id: ObjectId, group: Dictionary) {
    match document.get_object_mut(id) {
        Ok(Object::Stream(stream)) => stream.dict.set("Group", group),
        Ok(Object::Dictionary(page)) => page.set("Group", group),
        _ => {}
    }
}

/// Whether a page, form or tile has transparent content.
fn has_transparency(document: &Document, dictionary: &Dictionary, depth: usize) -> bool {
    let Some(resources) = resources::of(document, dictionary).filter(|_| depth < MAX_DEPTH) else {
        return false;
    };
    let all = |kind: &[u8]| {
        let list = named(document, resources, kind).into_iter();
        list.flat_map(Dictionary::iter)
            .map(|(_, object)| resolve(document, object))
    };
    let is_transparent = |state: &Dictionary| {
        let below_one = |key: &[u8]| {
            let alpha = state.get(key).and_then(Object::as_float);
            alpha.is_ok_and(|alpha| alpha < 1.0)
        };
        let mask = state.get(b"SMask").map(|mask| resolve(document, mask));
        below_one(b"ca") || below_one(b"CA") || mask.is_ok_and(|mask| mask.as_dict().is_ok())
    };
    let has_transparent_state =
        all(b"ExtGState").any(|state| state.as_dict().is_ok_and(is_transparent));
    let is_transparent_form = |object: &Object| match object {
        Object::Stream(stream) => {
            let is_group = stream.dict.has(b"SMask") || stream.dict.has(b"Group");
            is_group || has_transparency(document, &stream.dict, depth + 1)
        }
        _ => false,
    };
    has_transparent_state
        || all(b"XObject").any(is_transparent_form)
        || all(b"Pattern").any(is_transparent_form)
}
