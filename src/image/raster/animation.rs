//! Animations, written again frame by frame, as they are seen: nothing of what a frame hides is left.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{AnimationDecoder, Frames, ImageError};

use super::clean;
use super::decode::damaged;
use super::encode::{rgba_png, webp};
use crate::image::room::MAX_PIXELS;

/// An animated WebP, without losses; the error says why it cannot be published.
pub(super) fn webp_animation(
    bytes: &[u8],
    sides: (u32, u32),
    profile: &[u8],
) -> Result<Vec<u8>, String> {
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(unreadable)?;
    let frames = encoded(decoder.into_frames(), |frame| webp(&frame.into(), &[]))?;
    let repetitions = clean::webp::repetitions(bytes);
    clean::webp::of_frames(&frames, sides, repetitions, profile)
        .ok_or_else(|| damaged("it has no frames"))
}

/// An animated PNG; the error says why it cannot be published.
pub(super) fn png_animation(
    bytes: &[u8],
    repetitions: u32,
    profile: &[u8],
) -> Result<Vec<u8>, String> {
    let decoder = PngDecoder::new(Cursor::new(bytes)).and_then(PngDecoder::apng);
    let frames = encoded(decoder.map_err(unreadable)?.into_frames(), rgba_png)?;
    clean::png::animation::of_frames(&frames, repetitions, profile)
        .ok_or_else(|| damaged("it has no frames"))
}

/// The frames with their times in milliseconds.
fn encoded(
    frames: Frames<'_>,
    encode: impl Fn(image::RgbaImage) -> Vec<u8>,
) -> Result<Vec<(Vec<u8>, u32)>, String> {
    let mut pixels = 0;
    let mut list = Vec::new();
    for frame in frames {
        let frame = frame.map_err(unreadable)?;
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let image = frame.into_buffer();
        pixels += u64::from(image.width()) * u64::from(image.height());
        if pixels > MAX_PIXELS {
            return Err(
                "the animation has too many frames to be written again; make it shorter or smaller"
                    .to_owned(),
            );
        }
        list.push((encode(image), numerator / denominator.max(1)));
    }
    Ok(list)
}

fn unreadable(error: ImageError) -> String {
    damaged(&error.to_string())
}
