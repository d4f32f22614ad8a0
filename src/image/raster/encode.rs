//! Encoding of rasters.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, RgbaImage};

/// Quality of JPEGs that are scaled down: without visible difference.
const QUALITY: u8 = 88;

pub(super) fn jpeg(image: &DynamicImage, profile: &[u8]) -> Vec<u8> {
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

/// The picture as a WebP without loss, and without the colours of transparent pixels.
pub(super) fn webp(image: &DynamicImage, profile: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    if !profile.is_empty() {
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    DynamicImage::from(seen(image.to_rgba8()))
        .write_with_encoder(encoder)
        .expect("a picture of 8 bits a colour can be a WebP");
    bytes
}

/// A frame as a PNG with transparency.
pub(super) fn rgba_png(image: RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    DynamicImage::from(seen(image))
        .write_with_encoder(encoder)
        .expect("a picture of 8 bits a colour can be a PNG");
    bytes
}

/// The pixels without the colours of transparent ones: editors keep the colours of what was erased.
fn seen(mut pixels: RgbaImage) -> RgbaImage {
    for pixel in pixels.pixels_mut().filter(|pixel| pixel[3] == 0) {
        pixel.0 = [0; 4];
    }
    pixels
}

/// The picture as a PNG of the smallest colour type that has all its colours.
pub(super) fn png(image: &DynamicImage, profile: &[u8]) -> Vec<u8> {
    let pixels = seen(image.to_rgba8());
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
