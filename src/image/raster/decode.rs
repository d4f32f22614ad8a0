//! Decoding of rasters, within limits. Entry point: [`decode`].

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};

use super::super::clean::jpeg::Jpeg;
use super::super::clean::png::Png;
use super::super::clean::profile::{self, Colours};
use super::super::room::{MAX_PIXELS, Room};
use super::super::{clean, inks, scale};
use super::animation;
use crate::model::PictureKind;

/// The maximum side of a picture: longer ones are a mistake, or a decompression bomb.
const MAX_SIDE: u32 = 16_384;
/// The maximum memory for decoding a picture, in bytes: enough for 64 million pixels with transparency, more than
/// cameras have.
const MAX_BYTES: u64 = 4 * MAX_PIXELS;
/// What happens to empty margins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Margins {
    Cropped,
    Kept,
}

/// A decoded raster.
pub(super) struct DecodedPixels<'a> {
    pub(super) image: DynamicImage,
    /// Its colour profile, written again; empty if it has none that fits.
    pub(super) profile: Vec<u8>,
    /// Whether it differs from the file: rotated by its EXIF orientation, without margins, or in other colours.
    pub(super) changed: bool,
    /// The file, if it can be written again.
    pub(super) original: Option<Original<'a>>,
    _room: Room,
}

/// A file that can be written again.
pub(super) enum Original<'a> {
    Jpeg(Jpeg<'a>),
    Png(Png<'a>),
}

impl DecodedPixels<'_> {
    /// The file, with the same picture and without anything else.
    pub(super) fn rewritten(&self) -> Option<Vec<u8>> {
        let original = self.original.as_ref().filter(|_| !self.changed)?;
        let profile = |in_file: &[u8]| {
            if self.image.color().has_color() {
                return self.profile.clone();
            }
            profile::rewritten(in_file, Colours::Grey).unwrap_or_default()
        };
        match original {
            // Some browsers show CMYK wrongly, and the paper engine cannot show it.
            Original::Jpeg(jpeg) if jpeg.components == 4 => None,
            Original::Jpeg(jpeg) => jpeg.rewritten(&profile(&jpeg.profile)),
            Original::Png(png) => png.rewritten(&profile(&png.profile), &self.image.to_rgba8()),
        }
    }
}

/// What a file says about its picture, apart from the pixels.
#[derive(Default)]
struct Description<'a> {
    /// Whether its data is too short for its size.
    is_too_short: bool,
    /// The colour profile as it is in the file.
    profile: Vec<u8>,
    orientation: Option<Orientation>,
    original: Option<Original<'a>>,
}

/// Decodes a raster; the error says why it cannot be published.
pub(super) fn decode(
    kind: PictureKind,
    bytes: &[u8],
    margins: Margins,
) -> Result<DecodedPixels<'_>, String> {
    let source = Cursor::new(bytes);
    match kind {
        PictureKind::Png => {
            let png = clean::png::read(bytes).ok_or_else(|| damaged("it has no header"))?;
            if let Some(reason) = png.too_long_to_read() {
                return Err(reason);
            }
            let source = Cursor::new(png.for_decoders());
            let description = Description {
                is_too_short: png.is_too_short(),
                profile: png.profile.clone(),
                orientation: Some(png.orientation),
                original: Some(Original::Png(png)),
            };
            let decoder = PngDecoder::with_limits(source, limits());
            decode_with(decoder, margins, description, pixels)
        }
        PictureKind::Jpeg => {
            let jpeg = clean::jpeg::read(bytes).ok_or_else(|| damaged("it ends too early"))?;
            if let Some(reason) = jpeg.too_long_to_read() {
                return Err(reason);
            }
            if !jpeg.ends {
                return Err(damaged("it ends too early"));
            }
            let clean = jpeg.for_decoders();
            let description = Description {
                is_too_short: jpeg.is_too_short(),
                profile: jpeg.profile.clone(),
                orientation: Some(jpeg.orientation),
                original: Some(Original::Jpeg(jpeg)),
            };
            let profile = description.profile.clone();
            let decoder = JpegDecoder::new(Cursor::new(&clean));
            decode_with(
                decoder,
                margins,
                description,
                |decoder| match inks::on_screen(&clean, &profile) {
                    Some(image) => Ok(image.into()),
                    None => pixels(decoder),
                },
            )
        }
        PictureKind::Gif => decode_with(
            GifDecoder::new(source),
            margins,
            Description::default(),
            pixels,
        ),
        PictureKind::Webp => {
            let mut decoder = WebPDecoder::new(source);
            let profile = decoder
                .as_mut()
                .ok()
                .and_then(|decoder| decoder.icc_profile().ok());
            let description = Description {
                profile: profile.flatten().unwrap_or_default(),
                ..Description::default()
            };
            decode_with(decoder, margins, description, |decoder| {
                let has_alpha = decoder.color_type().has_alpha();
                let first = clean::webp::is_animated(bytes)
                    .then(|| animation::first_of_webp(bytes, decoder.dimensions()))
                    .flatten()
                    .map(DynamicImage::from);
                match first {
                    Some(image) if has_alpha => Ok(image),
                    Some(image) => Ok(image.into_rgb8().into()),
                    None => pixels(decoder),
                }
            })
        }
        PictureKind::Svg => Err("an SVG is no raster".to_owned()),
    }
}

fn pixels(decoder: impl ImageDecoder) -> Result<DynamicImage, ImageError> {
    DynamicImage::from_decoder(decoder)
}

/// Decodes a picture, within the limit of memory.
fn decode_with<'a, D: ImageDecoder>(
    decoder: Result<D, ImageError>,
    margins: Margins,
    description: Description<'a>,
    pixels: impl FnOnce(D) -> Result<DynamicImage, ImageError>,
) -> Result<DecodedPixels<'a>, String> {
    let mut decoder = decoder.map_err(why)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MAX_SIDE || decoder.total_bytes() > MAX_BYTES {
        return Err(too_large(width, height));
    }
    if width == 0 || height == 0 {
        return Err("the picture has no pixels".to_owned());
    }
    let Description {
        is_too_short,
        profile,
        orientation,
        original,
    } = description;
    if is_too_short {
        return Err(damaged("it ends too early"));
    }
    if profile.len() > profile::MAX_BYTES {
        return Err(format!(
            "the colour profile of the picture is larger than {} MB; save the picture again in sRGB",
            profile::MAX_BYTES >> 20
        ));
    }
    let room = Room::wait(u64::from(width) * u64::from(height));
    let room = room.ok_or_else(|| too_large(width, height))?;
    decoder.set_limits(limits()).map_err(why)?;
    let orientation = match orientation {
        Some(orientation) => orientation,
        None => decoder.orientation().unwrap_or(Orientation::NoTransforms),
    };
    let mut image = pixels(decoder).map_err(why)?;
    image.apply_orientation(orientation);
    let mut changed = orientation != Orientation::NoTransforms;
    if margins == Margins::Cropped {
        let (trimmed, cropped) = scale::without_margins(image);
        image = trimmed;
        changed |= cropped;
    }
    // The output has 8 bits per channel. A profile for grey or CMYK does not fit the converted picture.
    let fits = profile.get(16..20) == Some(b"RGB ") && image.color().has_color();
    let rewritten = if fits {
        profile::rewritten(&profile, Colours::Rgb)
    } else {
        None
    };
    if fits && rewritten.is_none() {
        // Tables of colours are not published: they have room for anything.
        if let Some(converted) = profile::to_srgb(&image, &profile) {
            image = converted;
            changed = true;
        }
    }
    Ok(DecodedPixels {
        image,
        profile: rewritten.unwrap_or_default(),
        changed,
        original,
        _room: room,
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

pub(super) fn damaged(how: &str) -> String {
    format!("the picture is damaged ({how}); save or download it again")
}

fn too_large(width: u32, height: u32) -> String {
    format!(
        "the picture has {width} × {height} pixels, which is too much to be read; 2000 pixels in width are plenty"
    )
}
