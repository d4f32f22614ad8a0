//! Everything in a PDF that has a colour, gradients aside: pictures, groups that are blended, and what is drawn.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::content::{self, Spaces};
use super::inks::Inks;
use super::resources::{self, Space, space};
use super::{blend, ids, name_of, words};

/// Makes all colours inks; with `rgb` those of screens stay as they are, for printers who mix themselves.
pub(super) fn convert(document: &mut Document, inks: &Inks, rgb: bool) -> Result<(), String> {
    for id in ids(document) {
        if let Some(picture) = picture(document, id, inks, rgb)? {
            document.objects.insert(id, Object::Stream(picture));
        }
    }
    for (id, spaces, is_page) in drawings(document) {
        redraw(document, id, &spaces, inks, rgb, is_page)?;
    }
    if !rgb {
        blend::in_inks(document);
        for id in ids(document) {
            forget_spaces(document, id);
        }
    }
    Ok(())
}

/// A picture in inks; nothing if the object is none, or is in inks already.
fn picture(
    document: &Document,
    id: ObjectId,
    inks: &Inks,
    rgb: bool,
) -> Result<Option<Stream>, String> {
    let Ok(Object::Stream(stream)) = document.get_object(id) else {
        return Ok(None);
    };
    let is = |key: &[u8], value: &[u8]| stream.dict.get(key).ok().and_then(name_of) == Some(value);
    let Ok(colours) = stream.dict.get(b"ColorSpace") else {
        return Ok(None);
    };
    // JPEGs come only from themes that bring their own; the preflight finds them.
    let is_jpeg = stream
        .filters()
        .is_ok_and(|filters| filters.contains(&b"DCTDecode".as_slice()));
    if !is(b"Subtype", b"Image") || is_jpeg {
        return Ok(None);
    }
    let bits = stream.dict.get(b"BitsPerComponent");
    let bits = bits.and_then(Object::as_i64).unwrap_or(8);
    match space(document, colours) {
        Space::Rgb if !rgb && matches!(bits, 8 | 16) => {
            let mut pixels = stream.get_plain_content().map_err(words)?;
            if bits == 16 {
                pixels = pixels.into_iter().step_by(2).collect();
            }
            let mut mixed = stream.clone();
            mixed.dict.set("ColorSpace", "DeviceCMYK");
            mixed.dict.set("BitsPerComponent", 8);
            replace(&mut mixed, inks.of_pixels(&pixels)?)?;
            Ok(Some(mixed))
        }
        // Grey of a profile would be mixed of four inks by the printer's.
        Space::Grey if !is(b"ColorSpace", b"DeviceGray") => {
            let mut grey = stream.clone();
            grey.dict.set("ColorSpace", "DeviceGray");
            Ok(Some(grey))
        }
        _ => Ok(None),
    }
}

/// The streams in which something is drawn, what their names stand for, and whether they are a page's own.
fn drawings(document: &Document) -> Vec<(ObjectId, Spaces, bool)> {
    let spaces = |dictionary: &Dictionary| {
        let resources = resources::of(document, dictionary);
        Spaces {
            rgb: resources::spaces(document, resources, Space::Rgb),
            grey: resources::spaces(document, resources, Space::Grey),
        }
    };
    let mut drawings = Vec::new();
    for page in document.page_iter() {
        let Ok(dictionary) = document.get_dictionary(page) else {
            continue;
        };
        for content in document.get_page_contents(page) {
            drawings.push((content, spaces(dictionary), true));
        }
    }
    for id in ids(document) {
        if let Ok(Object::Stream(stream)) = document.get_object(id)
            && is_drawing(&stream.dict)
        {
            drawings.push((id, spaces(&stream.dict), false));
        }
    }
    drawings
}

/// Whether a stream is a form or a tile.
pub(super) fn is_drawing(dictionary: &Dictionary) -> bool {
    let is_form = dictionary.get(b"Subtype").ok().and_then(name_of) == Some(b"Form");
    let is_tile = dictionary
        .get(b"PatternType")
        .is_ok_and(|kind| kind.as_i64().is_ok_and(|kind| kind == 1));
    is_form || is_tile
}

fn redraw(
    document: &mut Document,
    id: ObjectId,
    spaces: &Spaces,
    inks: &Inks,
    rgb: bool,
    is_page: bool,
) -> Result<(), String> {
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else {
        return Ok(());
    };
    let drawing = stream.get_plain_content().map_err(words)?;
    let operations = Content::decode(&drawing).map_err(words)?.operations;
    let mut operations = content::in_inks(operations, spaces, inks, rgb);
    if is_page {
        operations = content::with_black_text_over(operations);
    }
    let drawing = Content { operations }.encode().map_err(words)?;
    replace(stream, drawing)
}

/// Gives a stream another content, compressed.
pub(super) fn replace(stream: &mut Stream, content: Vec<u8>) -> Result<(), String> {
    stream.dict.remove(b"DecodeParms");
    stream.dict.remove(b"Filter");
    stream.set_plain_content(content);
    stream.compress().map_err(words)
}

/// Takes the names of spaces that nothing is drawn in any more out of resources, and their profiles with them.
fn forget_spaces(document: &mut Document, id: ObjectId) {
    let cleaned = |resources: &Dictionary| -> Option<Dictionary> {
        let spaces = resources::named(document, resources, b"ColorSpace")?;
        let unused = |object: &Object| matches!(space(document, object), Space::Rgb | Space::Grey);
        let mut left = spaces.clone();
        for (name, object) in spaces {
            if unused(object) {
                left.remove(name);
            }
        }
        let mut resources = resources.clone();
        resources.set("ColorSpace", left);
        Some(resources)
    };
    let Ok(object) = document.get_object(id) else {
        return;
    };
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    // Resources are an object of their own, or a part of what they are for.
    let inner = dictionary.get(b"Resources").and_then(Object::as_dict);
    let inner = inner.ok().and_then(cleaned);
    let own = cleaned(dictionary);
    let changed = match document.get_object_mut(id) {
        Ok(Object::Dictionary(dictionary)) => dictionary,
        Ok(Object::Stream(stream)) => &mut stream.dict,
        _ => return,
    };
    if let Some(own) = own {
        *changed = own;
    }
    if let Some(inner) = inner {
        changed.set("Resources", inner);
    }
}
