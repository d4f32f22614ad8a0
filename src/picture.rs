//! Logos and images: checked, made safe and made to fit; the only door to usvg and image.

use std::io::Cursor;

use image::ImageFormat;

use crate::model::{Picture, PictureKind, PictureUse};

/// A picture that may be published, and what was dropped from it, in words.
#[derive(Debug)]
pub struct Checked {
    /// The picture.
    pub picture: Picture,
    /// What was dropped.
    pub dropped: Vec<String>,
}

/// Checks the bytes of a picture.
///
/// # Errors
///
/// What is wrong with it, for the person who made it.
pub fn check(path: &str, bytes: &[u8]) -> Result<Checked, String> {
    let kind = match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => PictureKind::Png,
        Ok(ImageFormat::Jpeg) => PictureKind::Jpeg,
        Ok(ImageFormat::Gif) => PictureKind::Gif,
        Ok(ImageFormat::WebP) => PictureKind::Webp,
        _ => PictureKind::Svg,
    };
    let (width, height, bytes) = if kind == PictureKind::Svg {
        let mut options = usvg::Options::default();
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        let tree = usvg::Tree::from_data(bytes, &options)
            .map_err(|error| format!("not a picture: {error}"))?;
        let svg = tree.to_string(&usvg::WriteOptions::default());
        (
            tree.size().width().ceil() as u32,
            tree.size().height().ceil() as u32,
            svg.into_bytes(),
        )
    } else {
        let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
        let size = reader
            .map_err(|error| error.to_string())?
            .into_dimensions()
            .map_err(|error| error.to_string())?;
        (size.0, size.1, bytes.to_vec())
    };
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = format!("{hash:016x}");
    let picture = Picture {
        path: path.to_owned(),
        kind,
        width,
        height,
        bytes: bytes.into(),
        hash,
    };
    Ok(Checked {
        picture,
        dropped: Vec::new(),
    })
}

/// The bytes of a picture for the website.
pub fn for_web(picture: &Picture, _used: PictureUse) -> Vec<u8> {
    picture.bytes.to_vec()
}

/// The bytes of a picture for the paper, and what they are.
pub fn for_paper(picture: &Picture, _max_px: u32) -> (Vec<u8>, &'static str) {
    let format = match picture.kind {
        PictureKind::Svg => "svg",
        PictureKind::Jpeg => "jpg",
        PictureKind::Png | PictureKind::Gif | PictureKind::Webp => "png",
    };
    (picture.bytes.to_vec(), format)
}
