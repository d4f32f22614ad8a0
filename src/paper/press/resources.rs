//! What the names in a content stream stand for.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::{followed, name_of};

/// How a colour space counts its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Red, green and blue, of any profile.
    Rgb,
    /// From black to white.
    Grey,
    /// The four inks.
    Cmyk,
    /// A named ink, such as that of crop marks.
    Separation,
    /// A gradient or a tile.
    Pattern,
    /// Anything else, such as Lab.
    Other,
}

/// What kind of colour space an object is.
pub(super) fn space(document: &Document, object: &Object) -> Space {
    match followed(document, object) {
        Object::Name(name) => match name.as_slice() {
            b"DeviceRGB" | b"CalRGB" => Space::Rgb,
            b"DeviceGray" | b"CalGray" => Space::Grey,
            b"DeviceCMYK" => Space::Cmyk,
            b"Pattern" => Space::Pattern,
            _ => Space::Other,
        },
        Object::Array(parts) => match parts.first().and_then(name_of) {
            Some(b"ICCBased") => parts.get(1).map_or(Space::Other, |profile| {
                let components = followed(document, profile)
                    .as_stream()
                    .and_then(|stream| stream.dict.get(b"N"))
                    .and_then(Object::as_i64);
                match components {
                    Ok(1) => Space::Grey,
                    Ok(3) => Space::Rgb,
                    Ok(4) => Space::Cmyk,
                    _ => Space::Other,
                }
            }),
            Some(b"CalRGB") => Space::Rgb,
            Some(b"CalGray") => Space::Grey,
            Some(b"Separation" | b"DeviceN") => Space::Separation,
            Some(b"Pattern") => Space::Pattern,
            // The colours of an index are those of its base.
            Some(b"Indexed") => parts
                .get(1)
                .map_or(Space::Other, |base| space(document, base)),
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}

/// The names of one kind, such as `ColorSpace`, in a dictionary of resources.
pub(super) fn named<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    kind: &[u8],
) -> Option<&'a Dictionary> {
    followed(document, resources.get(kind).ok()?).as_dict().ok()
}

/// The resources of a page, form or pattern.
pub(super) fn of<'a>(document: &'a Document, dictionary: &'a Dictionary) -> Option<&'a Dictionary> {
    followed(document, dictionary.get(b"Resources").ok()?)
        .as_dict()
        .ok()
}

/// The names of colour spaces of one kind.
pub(super) fn spaces(
    document: &Document,
    resources: Option<&Dictionary>,
    wanted: Space,
) -> BTreeSet<Vec<u8>> {
    let spaces = resources.and_then(|resources| named(document, resources, b"ColorSpace"));
    spaces
        .into_iter()
        .flat_map(Dictionary::iter)
        .filter(|(_, object)| space(document, object) == wanted)
        .map(|(name, _)| name.clone())
        .collect()
}
