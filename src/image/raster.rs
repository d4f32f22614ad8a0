//! Rasters: decoded within limits, scaled down, encoded.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits};

use super::pale::{self, Visibility};
use super::{inks, kind, scale, strip};
use crate::model::PictureKind;

/// The maximum side of a picture: longer ones are a mistake, or a decompression bomb.
const MAX_SIDE: u32 = 16_384;
/// The maximum memory for decoding a picture, in bytes: enough for 64 million pixels with transparency, more than
/// cameras have.
const MAX_BYTES: u64 = 256 << 20;
/// Quality of JPEGs that are scaled down: without visible difference.
const QUALITY: u8 = 88;

/// Width and height of a raster without its empty margins, and what is seen of it; the error says why it cannot be
/// published.
pub(super) fn check(kind: PictureKind, bytes: &[u8]) -> Result<(u32, u32, Visibility), String> {
    if kind == PictureKind::Jpeg && strip::jpeg(bytes).is_none_or(|jpeg| !jpeg.ends) {
        return Err(damaged("it ends too early"));
    }
    let decoded = decode(kind, bytes)?;
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

/// The raster within a width and height: a JPEG as JPEG, anything else as PNG. It was decoded before, by [`check`].
pub(super) fn fitted(kind: PictureKind, bytes: &[u8], width: u32, height: u32) -> Vec<u8> {
    let Ok(decoded) = decode(kind, bytes) else {
        return bytes.to_vec();
    };
    let image = &decoded.image;
    let fits = |times: u32| {
        let within = |side: u32, limit: u32| side <= limit.saturating_mul(times);
        !decoded.changed && within(image.width(), width) && within(image.height(), height)
    };
    if kind == PictureKind::Jpeg {
        // Some browsers show CMYK wrongly, and the paper engine cannot show it.
        return match strip::jpeg(bytes).filter(|jpeg| fits(1) && jpeg.components != 4) {
            Some(jpeg) => jpeg.bytes,
            None => jpeg(&scale::within(image, width, height), &decoded.profile),
        };
    }
    let encoded = png(&scale::within(image, width, height), &decoded.profile);
    // A file of few colours may be smaller than a version with fewer pixels.
    let given = strip::png(bytes).filter(|_| fits(2) && kind == PictureKind::Png);
    match given {
        Some(given) if given.len() <= encoded.len() => given,
        _ => encoded,
    }
}

/// The raster as PNG, at most this many pixels wide and high.
pub(super) fn lossless(kind: PictureKind, bytes: &[u8], most: u32) -> Vec<u8> {
    match decode(kind, bytes) {
        Ok(decoded) => png(&scale::within(&decoded.image, most, most), &decoded.profile),
        Err(_) => bytes.to_vec(),
    }
}

/// A raster that is inside another file, such as an SVG, with nothing but its pixels: a JPEG as JPEG, anything else as
/// PNG, with its margins. The error says why it cannot be published.
pub(super) fn embedded(bytes: &[u8]) -> Result<(PictureKind, Vec<u8>), String> {
    let kind = kind::of(bytes)?;
    check(kind, bytes)?;
    if let Some(jpeg) = strip::jpeg(bytes).filter(|_| kind == PictureKind::Jpeg) {
        return Ok((kind, jpeg.bytes));
    }
    if let Some(clean) = strip::png(bytes).filter(|_| kind == PictureKind::Png) {
        return Ok((kind, clean));
    }
    let image = image::load_from_memory(bytes).map_err(why)?;
    Ok((PictureKind::Png, png(&image, &[])))
}

/// The width and height that a raster declares; absent if it is damaged.
pub(super) fn dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    reader.ok()?.into_dimensions().ok()
}

/// A decoded raster.
struct DecodedPixels {
    image: DynamicImage,
    /// Its colour profile; empty if it has none that fits.
    profile: Vec<u8>,
    /// Whether it differs from the file: rotated by its EXIF orientation, or without margins.
    changed: bool,
}

fn decode(kind: PictureKind, bytes: &[u8]) -> Result<DecodedPixels, String> {
    let source = Cursor::new(bytes);
    match kind {
        PictureKind::Png => decode_with(PngDecoder::with_limits(source, limits()), pixels),
        PictureKind::Jpeg => decode_with(JpegDecoder::new(source), |mut decoder| {
            let profile = decoder.icc_profile().ok().flatten().unwrap_or_default();
            match inks::on_screen(bytes, &profile) {
                Some(image) => Ok(image.into()),
                None => pixels(decoder),
            }
        }),
        PictureKind::Gif => decode_with(GifDecoder::new(source), pixels),
        PictureKind::Webp => decode_with(WebPDecoder::new(source), pixels),
        PictureKind::Svg => Err("an SVG is no raster".to_owned()),
    }
}

fn pixels(decoder: impl ImageDecoder) -> Result<DynamicImage, ImageError> {
    DynamicImage::from_decoder(decoder)
}

/// Decodes a picture, within the limit of memory.
fn decode_with<D: ImageDecoder>(
    decoder: Result<D, ImageError>,
    pixels: impl FnOnce(D) -> Result<DynamicImage, ImageError>,
) -> Result<DecodedPixels, String> {
    let mut decoder = decoder.map_err(why)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MAX_SIDE || decoder.total_bytes() > MAX_BYTES {
        return Err(too_large(width, height));
    }
    if width == 0 || height == 0 {
        return Err("the picture has no pixels".to_owned());
    }
    decoder.set_limits(limits()).map_err(why)?;
    let profile = decoder.icc_profile().ok().flatten().unwrap_or_default();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = pixels(decoder).map_err(why)?;
    image.apply_orientation(orientation);
    let (trimmed, margins) = scale::without_margins(image);
    image = trimmed;
    // The output has 8 bits per channel. A profile for grey or CMYK does not fit the converted picture.
    let fits = profile.get(16..20) == Some(b"RGB ") && image.color().has_color();
    Ok(DecodedPixels {
        image,
        profile: if fits { profile } else { Vec::new() },
        changed: margins || orientation != Orientation::NoTransforms,
    })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    limits
}

fn why(error: ImageError) -> String {
    match error {
        ImageError::Limits(_) => {
            format!(
                "the picture is too large to be read; make it at most {MAX_SIDE} pixels wide and high"
            )
        }
        ImageError::Unsupported(_) => {
            "the picture is of a rare form that cannot be read; save it again as PNG or JPEG"
                .to_owned()
        }
        error => damaged(&error.to_string()),
    }
}

fn damaged(how: &str) -> String {
    format!("the picture is damaged ({how}); save or download it again")
}

fn too_large(width: u32, height: u32) -> String {
    format!(
        "the picture has {width} × {height} pixels, which is too much to be read; 2000 pixels in width are plenty"
    )
}

fn jpeg(image: &DynamicImage, profile: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if !profile.is_empty() {
        // Only formats without profiles return an error.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    let grey = !image.color().has_color();
    let image = if grey {
        image.to_luma8().into()
    } else {
        DynamicImage::from(image.to_rgb8())
    };
    image
        .write_with_encoder(encoder)
        .expect("a picture that was decoded and has 8 bits a colour can be a JPEG");
    bytes
}

/// The picture as a PNG of the smallest colour type that has all its colours.
fn png(image: &DynamicImage, profile: &[u8]) -> Vec<u8> {
    let pixels = image.to_rgba8();
    let opaque = pixels.pixels().all(|pixel| pixel[3] == 255);
    let grey = profile.is_empty()
        && pixels
            .pixels()
            .all(|pixel| pixel[0] == pixel[1] && pixel[1] == pixel[2]);
    let image = DynamicImage::from(pixels);
    let image = match (grey, opaque) {
        (true, true) => image.to_luma8().into(),
        (true, false) => image.to_luma_alpha8().into(),
        (false, true) => image.to_rgb8().into(),
        (false, false) => image,
    };
    let filters = [FilterType::Adaptive, FilterType::NoFilter];
    let encoded = filters.map(|filter| {
        let mut bytes = Vec::new();
        let mut encoder =
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, filter);
        if !profile.is_empty() {
            let _ = encoder.set_icc_profile(profile.to_vec());
        }
        image
            .write_with_encoder(encoder)
            .expect("a picture of 8 bits a colour can be a PNG");
        bytes
    });
    let [adaptive, plain] = encoded;
    if plain.len() < adaptive.len() {
        plain
    } else {
        adaptive
    }
}
