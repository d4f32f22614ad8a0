//! Logos and images as they were read, safe to publish.

use std::sync::Arc;

/// A picture whose bytes were checked: a raster that decodes, or an SVG without script, external references
/// and event handlers (written anew by a parser that knows none of them).
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where it was read, from the project's folder, with `/`.
    pub path: String,
    /// What it is.
    pub kind: PictureKind,
    /// Width in pixels (SVG: in user units, rounded up).
    pub width: u32,
    /// Height in pixels (SVG: in user units, rounded up).
    pub height: u32,
    /// Whether it is so pale that it would vanish on a light ground.
    pub pale: bool,
    /// The bytes that may be published: the file's own for a raster, the cleaned ones for an SVG.
    pub bytes: Arc<[u8]>,
    /// Sixteen hexadecimal digits of a hash of the bytes, for addresses that change with the content.
    pub hash: String,
}

/// The kinds of picture that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureKind {
    /// Scalable.
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
