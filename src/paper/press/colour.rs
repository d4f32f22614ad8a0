//! Conversion of all colours of a PDF to CMYK, except gradients: pictures, transparency groups, and content streams. Entry
//! point: [`convert`].

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::cmyk::CmykConverter;
use super::content::{self, ColourSpaceNames};
use super::resources::{self, ColourSpace, space};
use super::{as_name, blend, error_message, object_ids};

/// Converts all colours; with `rgb`, RGB colours stay as they are, for printers who convert them themselves.
pub(super) fn convert(
    document: &mut Document,
    converter: &CmykConverter,
    rgb: bool,
) -> Result<(), String> {
    for id in object_ids(document) {
        if let Some(picture) = picture(document, id, converter, rgb)? {
            document.objects.insert(id, Object::Stream(picture));
        }
    }
    for (id, spaces, is_page) in content_streams(document) {
        convert_content(document, id, &spaces, converter, rgb, is_page)?;
    }
    if !rgb {
        blend::in_cmyk(document);
        for id in object_ids(document) {
            remove_unused_spaces(document, id);
        }
    }
    Ok(())
}

/// A picture in CMYK; nothing if the object is not a picture, or needs no conversion.
fn picture(
    document: &Document,
    id: ObjectId,
    converter: &CmykConverter,
    rgb: bool,
) -> Result<Option<Stream>, String> {
    let Ok(Object::Stream(stream)) = document.get_object(id) else {
        return Ok(None);
    };
    let is = |key: &[u8], value: &[u8]| stream.dict.get(key).ok().and_then(as_name) == Some(value);
    let Ok(colours) = stream.dict.get(b"ColorSpace") else {
        return Ok(None);
    };
    // Only a theme can embed JPEGs; the preflight reports them.
    let is_jpeg = stream
        .filters()
        .is_ok_and(|filters| filters.contains(&b"DCTDecode".as_slice()));
    if !is(b"Subtype", b"Image") || is_jpeg {
        return Ok(None);
    }
    let bits = stream.dict.get(b"BitsPerComponent");
    let bits = bits.and_then(Object::as_i64).unwrap_or(8);
    match space(document, colours) {
        ColourSpace::Rgb if !rgb && matches!(bits, 8 | 16) => {
            let mut pixels = stream.get_plain_content().map_err(error_message)?;
            if bits == 16 {
                pixels = pixels.into_iter().step_by(2).collect();
            }
            let mut cmyk = stream.clone();
            cmyk.dict.set("ColorSpace", "DeviceCMYK");
            cmyk.dict.set("BitsPerComponent", 8);
            replace(&mut cmyk, converter.pixels_to_cmyk(&pixels)?)?;
            Ok(Some(cmyk))
        }
        // The printer's software would convert grey with a profile to all four inks.
        ColourSpace::Grey if !is(b"ColorSpace", b"DeviceGray") => {
            let mut grey = stream.clone();
            grey.dict.set("ColorSpace", "DeviceGray");
            Ok(Some(grey))
        }
        _ => Ok(None),
    }
}

/// All content streams with the names of their colour spaces, and whether they belong to a page directly.
fn content_streams(document: &Document) -> Vec<(ObjectId, ColourSpaceNames, bool)> {
    let spaces = |dictionary: &Dictionary| {
        let resources = resources::of(document, dictionary);
        ColourSpaceNames {
            rgb: resources::spaces(document, resources, ColourSpace::Rgb),
            grey: resources::spaces(document, resources, ColourSpace::Grey),
        }
    };
    let mut streams = Vec::new();
    for page in document.page_iter() {
        let Ok(dictionary) = document.get_dictionary(page) else {
            continue;
        };
        for content in document.get_page_contents(page) {
            streams.push((content, spaces(dictionary), true));
        }
    }
    for id in object_ids(document) {
        if let Ok(Object::Stream(stream)) = document.get_object(id)
            && is_form_or_tile(&stream.dict)
        {
            streams.push((id, spaces(&stream.dict), false));
        }
    }
    streams
}

/// Whether a stream is a form or a tile.
pub(super) fn is_form_or_tile(dictionary: &Dictionary) -> bool {
    let is_form = dictionary.get(b"Subtype").ok().and_then(as_name) == Some(b"Form");
    let is_tile = dictionary
        .get(b"PatternType")
        .is_ok_and(|kind| kind.as_i64().is_ok_and(|kind| kind == 1));
    is_form || is_tile
}

fn convert_content(
    document: &mut Document,
    id: ObjectId,
    spaces: &ColourSpaceNames,
    converter: &CmykConverter,
    rgb: bool,
    is_page: bool,
) -> Result<(), String> {
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else {
        return Ok(());
    };
    let content = stream.get_plain_content().map_err(error_message)?;
    let operations = Content::decode(&content).map_err(error_message)?.operations;
    let mut operations = content::convert(operations, spaces, converter, rgb);
    if is_page {
        operations = content::overprint_black_text(operations);
    }
    let content = Content { operations }.encode().map_err(error_message)?;
    replace(stream, content)
}

/// Replaces the content of a stream, compressed.
pub(super) fn replace(stream: &mut Stream, content: Vec<u8>) -> Result<(), String> {
    stream.dict.remove(b"DecodeParms");
    stream.dict.remove(b"Filter");
    stream.set_plain_content(content);
    stream.compress().map_err(error_message)
}

/// Removes the RGB and grey colour spaces from resources, and so their profiles: nothing uses them any more.
fn remove_unused_spaces(document: &mut Document, id: ObjectId) {
    let cleaned = |resources: &Dictionary| -> Option<Dictionary> {
        let spaces = resources::named(document, resources, b"ColorSpace")?;
        let unused = |object: &Object| {
            matches!(
                space(document, object),
                ColourSpace::Rgb | ColourSpace::Grey
            )
        };
        let mut remaining = spaces.clone();
        for (name, object) in spaces {
            if unused(object) {
                remaining.remove(name);
            }
        }
        let mut resources = resources.clone();
        resources.set("ColorSpace", remaining);
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
    // Resources are a separate object, or part of the object that uses them.
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
