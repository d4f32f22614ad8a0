//! Rasters: decoded within limits, scaled down, encoded.

mod animation;
mod decode;
mod encode;

use std::io::Cursor;

use image::{ImageFormat, ImageReader};

use self::decode::{Margins, Original, damaged, decode};
use self::encode::{jpeg, png, webp};
use super::pale::{self, Visibility};
use super::{clean, kind, scale};
use crate::model::PictureKind;

/// Width and height of a raster without its empty margins, and what is seen of it; the error says why it cannot be
/// published.
pub(super) fn check(kind: PictureKind, bytes: &[u8]) -> Result<(u32, u32, Visibility), String> {
    let decoded = decode(kind, bytes, Margins::Cropped)?;
    let image = &decoded.image;
    let visibility = pale::raster(image);
    if visibility == Visibility::Invisible {
        return Err(
            "every pixel of the picture is transparent; export it again with its drawing"
                .to_owned(),
        );
    }
    Ok((image.width(), image.height(), visibility))
}

/// The raster within a width and height: a JPEG as JPEG, anything else as PNG. It was decoded before, by [`check`];
/// nothing is published of one that cannot be decoded.
pub(super) fn fitted(kind: PictureKind, bytes: &[u8], width: u32, height: u32) -> Vec<u8> {
    let Ok(decoded) = decode(kind, bytes, Margins::Cropped) else {
        return Vec::new();
    };
    let image = &decoded.image;
    let fits = |times: u32| {
        let within = |side: u32, limit: u32| side <= limit.saturating_mul(times);
        within(image.width(), width) && within(image.height(), height)
    };
    if kind == PictureKind::Jpeg {
        return fits(1)
            .then(|| decoded.rewritten())
            .flatten()
            .unwrap_or_else(|| jpeg(&scale::within(image, width, height), &decoded.profile));
    }
    let encoded = png(&scale::within(image, width, height), &decoded.profile);
    // A file of few colours may be smaller than a version with fewer pixels.
    let given = fits(2).then(|| decoded.rewritten()).flatten();
    match given {
        Some(given) if given.len() <= encoded.len() => given,
        _ => encoded,
    }
}

/// The raster as PNG, at most this many pixels wide and high.
pub(super) fn lossless(kind: PictureKind, bytes: &[u8], most: u32) -> Vec<u8> {
    match decode(kind, bytes, Margins::Cropped) {
        Ok(decoded) => png(&scale::within(&decoded.image, most, most), &decoded.profile),
        Err(_) => Vec::new(),
    }
}

/// The width and height that a raster declares; absent if it is damaged.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    reader.ok()?.into_dimensions().ok()
}

/// A raster that is inside another file, such as an SVG, with nothing but its pixels: a JPEG as JPEG, anything else as
/// PNG, upright, with its margins. The error says why it cannot be published.
pub(super) fn embedded(bytes: &[u8]) -> Result<(PictureKind, Vec<u8>), String> {
    let kind = kind::of(bytes)?;
    let decoded = decode(kind, bytes, Margins::Kept)?;
    let (image, profile) = (&decoded.image, &decoded.profile);
    let rewritten = decoded.rewritten();
    Ok(match kind {
        PictureKind::Jpeg => (kind, rewritten.unwrap_or_else(|| jpeg(image, profile))),
        _ => (
            PictureKind::Png,
            rewritten.unwrap_or_else(|| png(image, profile)),
        ),
    })
}

/// A raster of a theme in its own format, animation included, without what is not seen; absent if it is no raster. The
/// error says why it cannot be published.
pub(super) fn of_theme(bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let Some(kind) = kind::of_raster(bytes) else {
        return Ok(None);
    };
    let clean = match kind {
        PictureKind::Gif => {
            decode(kind, bytes, Margins::Kept)?;
            clean::gif::rewritten(bytes)?
        }
        PictureKind::Webp => {
            let decoded = decode(kind, bytes, Margins::Kept)?;
            let (image, profile) = (&decoded.image, &decoded.profile);
            let sides = (image.width(), image.height());
            if clean::webp::is_animated(bytes) {
                animation::webp_animation(bytes, sides, profile)?
            } else if decoded.changed || image.color().has_alpha() {
                webp(image, profile)
            } else {
                let is_same = |bytes: &[u8]| {
                    let other = image::load_from_memory_with_format(bytes, ImageFormat::WebP);
                    other.is_ok_and(|other| other.as_bytes() == image.as_bytes())
                };
                clean::webp::lossy(bytes, sides, profile, is_same)
                    .unwrap_or_else(|| webp(image, profile))
            }
        }
        PictureKind::Png => {
            let decoded = decode(kind, bytes, Margins::Kept)?;
            let rewritten = match &decoded.original {
                Some(Original::Png(png)) if png.is_animated() && png.has_alpha() => Some(
                    animation::png_animation(bytes, png.repetitions(), &decoded.profile)?,
                ),
                Some(Original::Png(png)) if png.is_animated() => Some(
                    png.rewritten_animation(&decoded.profile)
                        .ok_or_else(|| damaged("its frames cannot be read"))?,
                ),
                _ => decoded.rewritten(),
            };
            rewritten.unwrap_or_else(|| png(&decoded.image, &decoded.profile))
        }
        PictureKind::Jpeg | PictureKind::Svg => embedded(bytes)?.1,
    };
    Ok(Some(clean))
}
