//! Logos and images, sanitized and scaled to the size at which they are used. Entry points: [`check`], [`for_web`] and
//! [`for_paper`].
//!
//! In: the bytes of a file, regardless of its name. Out: a [`Picture`] that is safe to publish ([`check`]), then its
//! bytes for the website ([`for_web`]) and the paper ([`for_paper`]). SVGs are rewritten by a parser that knows neither
//! scripts nor references; rasters are decoded to verify that they are valid, and written again from
//! what draws the picture. Output is deterministic.
//!
//! Generated drawings, such as badges, are composed as SVG elsewhere and converted to outlines or pixels here.
//!
//! The only module that uses usvg, resvg, image, zune-jpeg and gif.

mod as_it_is;
mod clean;
mod drawing;
mod inks;
mod kind;
mod luminance;
mod pale;
mod raster;
mod room;
mod scale;
mod svg;

use std::hash::Hasher as _;

use crate::model::{Picture, PictureKind, PictureUse};
pub use as_it_is::{UncleanedPicture, as_it_is};
pub use drawing::{can_set, coverage, cropped, outlined, rasterized, text_width};
pub use luminance::relative_luminance;
use pale::Visibility;

/// The extensions of the pictures that can be read here.
pub const EXTENSIONS: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];

/// The extension of a file name, if it is that of a picture.
pub fn extension(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next()?;
    let (_, extension) = name.rsplit_once('.')?;
    EXTENSIONS
        .into_iter()
        .find(|known| extension.eq_ignore_ascii_case(known))
}

/// A picture that may be published.
#[derive(Debug, Clone)]
pub struct PictureCheck {
    /// The picture.
    pub picture: Picture,
    /// Descriptions of what was dropped from an SVG, such as "a script".
    pub dropped: Vec<String>,
    /// Whether it is white all over.
    pub is_blank: bool,
}

/// Whether the first bytes are those of a picture that can be read here.
pub fn is_picture(bytes: &[u8]) -> bool {
    kind::of(bytes).is_ok()
}

/// Reads and sanitizes a picture; the error says what is wrong with it and what to do.
pub fn check(path: &str, bytes: &[u8]) -> Result<PictureCheck, String> {
    let (kind, width, height, visibility, bytes, dropped) = match kind::of(bytes)? {
        PictureKind::Svg => {
            let clean = svg::clean(bytes)?;
            let bytes = clean.text.into_bytes();
            (
                PictureKind::Svg,
                clean.width,
                clean.height,
                clean.visibility,
                bytes,
                clean.dropped,
            )
        }
        kind => {
            let (width, height, visibility) = raster::check(kind, bytes)?;
            (kind, width, height, visibility, bytes.to_vec(), Vec::new())
        }
    };
    let picture = Picture {
        path: path.to_owned(),
        kind,
        width,
        height,
        pale: visibility == Visibility::Pale,
        filled: matches!(visibility, Visibility::Filled | Visibility::Blank),
        hash: hash(&bytes),
        bytes: bytes.into(),
    };
    Ok(PictureCheck {
        picture,
        dropped,
        is_blank: visibility == Visibility::Blank,
    })
}

/// The bytes for the website: an SVG unchanged, a JPEG as JPEG, any other raster as PNG; scaled down to fit, never up.
pub fn for_web(picture: &Picture, used: PictureUse) -> Vec<u8> {
    let (width, height) = used.most();
    match picture.kind {
        PictureKind::Svg => picture.bytes.to_vec(),
        kind => raster::fitted(kind, &picture.bytes, width, height),
    }
}

/// A raster of a theme in its own format, without what cameras and programs wrote into it; absent if the file is no
/// raster. The error says why it cannot be published, and what to do.
pub fn of_theme(bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    raster::of_theme(bytes)
}

/// Whether a file is a JPEG in the inks of a press, which browsers show differently, and which is published in RGB.
pub fn is_in_inks(bytes: &[u8]) -> bool {
    kind::of_raster(bytes) == Some(PictureKind::Jpeg)
        && clean::jpeg::read(bytes).is_some_and(|jpeg| jpeg.components == 4)
}

/// An SVG without what is not drawn, with descriptions of what was dropped, such as "a script". The error says why it
/// cannot be published, and what to do.
pub fn drawing(bytes: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    match kind::of(bytes)? {
        PictureKind::Svg => {
            let clean = svg::clean(bytes)?;
            Ok((clean.text.into_bytes(), clean.dropped))
        }
        _ => Err("the file is not an SVG; rename it, such as to `.png`".to_owned()),
    }
}

/// How a picture is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// A JPEG stays a JPEG.
    AsItIs,
    /// Every raster becomes a PNG, so that its colours can be converted without further loss.
    Lossless,
}

/// The bytes for the paper, and their format: an SVG unchanged, a raster at most `max_px` wide and high.
pub fn for_paper(picture: &Picture, max_px: u32, coding: Coding) -> (Vec<u8>, &'static str) {
    match (picture.kind, coding) {
        (PictureKind::Svg, _) => (picture.bytes.to_vec(), "svg"),
        (PictureKind::Jpeg, Coding::AsItIs) => {
            let bytes = raster::fitted(picture.kind, &picture.bytes, max_px, max_px);
            (bytes, "jpg")
        }
        (PictureKind::Jpeg, Coding::Lossless) => (
            raster::lossless(picture.kind, &picture.bytes, max_px),
            "png",
        ),
        (kind, _) => (raster::fitted(kind, &picture.bytes, max_px, max_px), "png"),
    }
}

/// A hash of the bytes, as sixteen hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    let mut hasher = siphasher::sip::SipHasher13::new();
    hasher.write(bytes);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests;
