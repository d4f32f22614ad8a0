//! Rasters without empty margins, and scaled down.

use std::borrow::Cow;

use image::{DynamicImage, GenericImageView as _, Rgba, RgbaImage, imageops};

/// The part of a side that margins must take to be cropped: smaller ones are not noticeable.
const MARGIN: f64 = 0.06;
/// How far a channel may be from white, and alpha from fully transparent, to count as empty: as far as JPEG artefacts.
const TOLERANCE: u8 = 12;

/// The largest integer factor that a picture is scaled down by: the sums of more pixels would overflow.
const MAX_STEP: u32 = 128;

/// The picture without transparent or white margins, and whether there were any: with its margins, a small logo in a
/// large square would look smaller than all others on a page.
pub(super) fn without_margins(image: DynamicImage) -> (DynamicImage, bool) {
    let (width, height) = image.dimensions();
    let corner = |column: u32, row: u32| image.get_pixel(column * (width - 1), row * (height - 1));
    let corners = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
    // White letters are not margins if the background is transparent.
    let Some(is_empty) = [is_transparent, is_white]
        .into_iter()
        .find(|is_empty| corners.iter().all(is_empty))
    else {
        return (image, false);
    };
    let pixels = match &image {
        DynamicImage::ImageRgba8(pixels) => Cow::Borrowed(pixels),
        _ => Cow::Owned(image.to_rgba8()),
    };
    let used = |column: u32, row: u32| !is_empty(pixels.get_pixel(column, row));
    let row_used = |row: &u32| (0..width).any(|column| used(column, *row));
    let Some(top) = (0..height).find(row_used) else {
        return (image, false);
    };
    let bottom = (top..height).rfind(row_used).unwrap_or(top);
    let column_used = |column: &u32| (top..=bottom).any(|row| used(*column, row));
    let left = (0..width).find(column_used).unwrap_or(0);
    let right = (left..width).rfind(column_used).unwrap_or(left);
    let (new_width, new_height) = (right - left + 1, bottom - top + 1);
    let kept = |new: u32, old: u32| f64::from(new) / f64::from(old);
    if kept(new_width, width).min(kept(new_height, height)) > 1.0 - MARGIN {
        return (image, false);
    }
    drop(pixels);
    (image.crop_imm(left, top, new_width, new_height), true)
}

fn is_transparent(pixel: &Rgba<u8>) -> bool {
    pixel[3] <= TOLERANCE
}

fn is_white(pixel: &Rgba<u8>) -> bool {
    pixel.0.into_iter().all(|value| value >= 255 - TOLERANCE)
}

/// The picture scaled down to fit a width and height, never up.
pub(super) fn within(image: &DynamicImage, width: u32, height: u32) -> Cow<'_, DynamicImage> {
    let factor = |to: u32, from: u32| f64::from(to) / f64::from(from);
    let factor = factor(width, image.width()).min(factor(height, image.height()));
    if factor >= 1.0 {
        return Cow::Borrowed(image);
    }
    let side = |from: u32| ((f64::from(from) * factor).round() as u32).max(1);
    let (width, height) = (side(image.width()), side(image.height()));
    // Large pictures are first scaled down by an integer factor, which is fast, to at least twice the required size.
    let by = ((0.5 / factor) as u32).clamp(1, MAX_STEP);
    let seen = as_seen(&image.to_rgba8(), by);
    // Sharper filters draw a bright line beside the edges of flat colours, which are typical of logos.
    let mut pixels = imageops::resize(&seen, width, height, imageops::FilterType::CatmullRom);
    for Rgba([colours @ .., alpha]) in pixels.pixels_mut() {
        let alpha = u16::from(*alpha);
        for colour in colours {
            let whole = (u16::from(*colour) * 255 + alpha / 2).checked_div(alpha);
            *colour = whole.unwrap_or(0).min(255) as u8;
        }
    }
    Cow::Owned(pixels.into())
}

/// The picture scaled down by an integer factor, with colours weighted by alpha: otherwise the colour of transparent
/// pixels would appear as a rim around the logo.
fn as_seen(pixels: &RgbaImage, by: u32) -> RgbaImage {
    let (width, height) = (pixels.width().div_ceil(by), pixels.height().div_ceil(by));
    let mut sums = vec![[0u32; 5]; width as usize];
    let mut seen = RgbaImage::new(width, height);
    for (row, line) in pixels.rows().enumerate() {
        for (column, Rgba([red, green, blue, alpha])) in line.enumerate() {
            let alpha = u32::from(*alpha);
            let sum = &mut sums[column / by as usize];
            for (sum, colour) in sum.iter_mut().zip([red, green, blue]) {
                *sum += u32::from(*colour) * alpha;
            }
            sum[3] += alpha * 255;
            sum[4] += 255;
        }
        let row = row as u32;
        if row % by == by - 1 || row == pixels.height() - 1 {
            for (column, sum) in sums.iter_mut().enumerate() {
                let [parts @ .., whole] = std::mem::take(sum);
                let mean = |part: u32| ((part + whole / 2) / whole.max(1)) as u8;
                seen.put_pixel(column as u32, row / by, Rgba(parts.map(mean)));
            }
        }
    }
    seen
}
