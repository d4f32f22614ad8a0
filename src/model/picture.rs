//! Logos and images, safe to publish: [`Picture`].

use std::sync::Arc;

/// A picture whose bytes are validated: a raster that decodes, or an SVG without scripts, external references and event
/// handlers (rewritten by a parser that supports none of them).
#[derive(Debug, Clone)]
pub struct Picture {
    /// The path of its file in the project's folder, with `/`.
    pub path: String,
    /// Its format.
    pub kind: PictureKind,
    /// Width in pixels (SVG: in user units, rounded up).
    pub width: u32,
    /// Height in pixels (SVG: in user units, rounded up).
    pub height: u32,
    /// Whether it is so pale that it would be invisible on a light background.
    pub pale: bool,
    /// Whether it nearly fills its rectangle, as a logo with its own background does.
    pub filled: bool,
    /// The file's own for a raster, of which only the pixels are published; the sanitized ones for an SVG.
    pub bytes: Arc<[u8]>,
    /// Sixteen hexadecimal digits of a hash of the bytes, for addresses that change with the content.
    pub hash: String,
}

/// The supported formats of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Vector.
    Svg,
    /// Raster.
    Png,
    /// Raster.
    Jpeg,
    /// Raster; the first frame is shown.
    Gif,
    /// Raster.
    Webp,
}
