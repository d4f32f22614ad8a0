//! Animations, written again frame by frame, as they are seen: nothing of what a frame hides is left.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{AnimationDecoder, ImageError, ImageFormat, RgbaImage, imageops};

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
    let frames = clean::webp::frames(bytes).ok_or_else(|| damaged("a frame cannot be read"))?;
    let frames = encoded(composed(frames, sides), |frame| webp(&frame.into(), &[]))?;
    let repetitions = clean::webp::repetitions(bytes);
    clean::webp::of_frames(&frames, sides, repetitions, profile)
        .ok_or_else(|| damaged("it has no frames"))
}

/// The first frame of an animated WebP; absent if it is damaged.
pub(super) fn first_of_webp(bytes: &[u8], sides: (u32, u32)) -> Option<RgbaImage> {
    let frames = clean::webp::frames(bytes)?;
    let (image, _) = composed(frames, sides).next()?.ok()?;
    Some(image)
}

/// The whole picture at each frame, as browsers show it: on a transparent ground, whatever the file says.
///
/// The decoder of the library has no such ground by default, empties the wrong pixels with one, and changes opaque colours
/// when it blends them.
fn composed(
    frames: Vec<clean::webp::AnimationFrame>,
    (width, height): (u32, u32),
) -> impl Iterator<Item = Result<(RgbaImage, u32), String>> {
    let mut canvas = RgbaImage::new(width, height);
    let mut disposed: Option<((u32, u32), (u32, u32))> = None;
    frames.into_iter().map(move |frame| {
        let (left, top) = frame.place;
        let is_inside =
            |at: u32, side: u32, limit: u32| at.checked_add(side).is_some_and(|end| end <= limit);
        if !is_inside(left, frame.sides.0, width) || !is_inside(top, frame.sides.1, height) {
            return Err(damaged("a frame is larger than the picture"));
        }
        let image = image::load_from_memory_with_format(&frame.file, ImageFormat::WebP);
        let image = image.map_err(unreadable)?.into_rgba8();
        if image.dimensions() != frame.sides {
            return Err(damaged("a frame has another size than it says"));
        }
        if let Some(((left, top), (width, height))) = disposed {
            let empty = RgbaImage::new(width, height);
            imageops::replace(&mut canvas, &empty, left.into(), top.into());
        }
        let draw = match frame.is_blended {
            true => imageops::overlay,
            false => imageops::replace,
        };
        draw(&mut canvas, &image, left.into(), top.into());
        disposed = frame.is_disposed.then_some((frame.place, frame.sides));
        Ok((canvas.clone(), frame.time))
    })
}

/// An animated PNG; the error says why it cannot be published.
pub(super) fn png_animation(
    bytes: &[u8],
    repetitions: u32,
    profile: &[u8],
) -> Result<Vec<u8>, String> {
    let decoder = PngDecoder::new(Cursor::new(bytes)).and_then(PngDecoder::apng);
    let frames = decoder.map_err(unreadable)?.into_frames().map(|frame| {
        let frame = frame.map_err(unreadable)?;
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        Ok((frame.into_buffer(), numerator / denominator.max(1)))
    });
    let frames = encoded(frames, rgba_png)?;
    clean::png::animation::of_frames(&frames, repetitions, profile)
        .ok_or_else(|| damaged("it has no frames"))
}

/// The frames with their times in milliseconds.
fn encoded(
    frames: impl Iterator<Item = Result<(RgbaImage, u32), String>>,
    encode: impl Fn(RgbaImage) -> Vec<u8>,
) -> Result<Vec<(Vec<u8>, u32)>, String> {
    let mut pixels = 0;
    let mut list = Vec::new();
    for frame in frames {
        let (image, time) = frame?;
        pixels += u64::from(image.width()) * u64::from(image.height());
        if pixels > MAX_PIXELS {
            return Err(
                "the animation has too many frames to be written again; make it shorter or smaller"
                    .to_owned(),
            );
        }
        list.push((encode(image), time));
    }
    Ok(list)
}

fn unreadable(error: ImageError) -> String {
    damaged(&error.to_string())
}
