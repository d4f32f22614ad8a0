//! Resources: the objects behind the names in a content stream. Entry points: [`of`], [`named`] and [`space`].

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};

use super::{as_name, resolve};

/// A kind of colour space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColourSpace {
    /// RGB, with any profile.
    Rgb,
    /// Grey.
    Grey,
    /// CMYK.
    Cmyk,
    /// A spot colour, such as that of crop marks.
    Separation,
    /// A gradient or a tile.
    Pattern,
    /// Anything else, such as Lab.
    Other,
}

/// The kind of a colour space object.
pub(super) fn space(document: &Document, object: &Object) -> ColourSpace {
    match resolve(document, object) {
        Object::Name(name) => match name.as_slice() {
            b"DeviceRGB" | b"CalRGB" => ColourSpace::Rgb,
            b"DeviceGray" | b"CalGray" => ColourSpace::Grey,
            b"DeviceCMYK" => ColourSpace::Cmyk,
            b"Pattern" => ColourSpace::Pattern,
            _ => ColourSpace::Other,
        },
        Object::Array(parts) => match parts.first().and_then(as_name) {
            Some(b"ICCBased") => parts.get(1).map_or(ColourSpace::Other, |profile| {
                let components = resolve(document, profile)
                    .as_stream()
                    .and_then(|stream| stream.dict.get(b"N"))
                    .and_then(Object::as_i64);
                match components {
                    Ok(1) => ColourSpace::Grey,
                    Ok(3) => ColourSpace::Rgb,
                    Ok(4) => ColourSpace::Cmyk,
                    _ => ColourSpace::Other,
                }
            }),
            Some(b"CalRGB") => ColourSpace::Rgb,
            Some(b"CalGray") => ColourSpace::Grey,
            Some(b"Separation" | b"DeviceN") => ColourSpace::Separation,
            Some(b"Pattern") => ColourSpace::Pattern,
            // Indexed colours are those of the base space.
            Some(b"Indexed") => parts
                .get(1)
                .map_or(ColourSpace::Other, |base| space(document, base)),
            _ => ColourSpace::Other,
        },
        _ => ColourSpace::Other,
    }
}

/// The named resources of one category, such as `ColorSpace`.
pub(super) fn named<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    kind: &[u8],
) -> Option<&'a Dictionary> {
    resolve(document, resources.get(kind).ok()?).as_dict().ok()
}

/// The resources of a page, form or pattern.
pub(super) fn of<'a>(document: &'a Document, dictionary: &'a Dictionary) -> Option<&'a Dictionary> {
    resolve(document, dictionary.get(b"Resources").ok()?)
        .as_dict()
        .ok()
}

/// The names of colour spaces of a kind.
pub(super) fn spaces(
    document: &Document,
    resources: Option<&Dictionary>,
    kind: ColourSpace,
) -> BTreeSet<Vec<u8>> {
    let spaces = resources.and_then(|resources| named(document, resources, b"ColorSpace"));
    spaces
        .into_iter()
        .flat_map(Dictionary::iter)
        .filter(|(_, object)| space(document, object) == kind)
        .map(|(name, _)| name.clone())
        .collect()
}
