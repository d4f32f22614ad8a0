//! Rasters without empty margins, and made smaller.

use std::borrow::Cow;

use image::{DynamicImage, Rgba, RgbaImage, imageops};

/// The part of a side that margins must take to be cut off: smaller ones are not noticed.
const MARGIN: f64 = 0.06;
/// How far the value of a colour may be from white, and a transparency from none, to count as empty: as much as the
/// artefacts of JPEG.
const TOLERANCE: u8 = 12;

/// The largest whole number that a picture is divided by: the sums of more pixels would not fit.
const MAX_STEP: u32 = 128;

/// The picture without margins that are transparent or white, and whether there were any: a small logo in a large empty
/// square would be the smallest of its page.
pub(super) fn without_margins(image: DynamicImage) -> (DynamicImage, bool) {
    let pixels = match &image {
        DynamicImage::ImageRgba8(pixels) => Cow::Borrowed(pixels),
        _ => Cow::Owned(image.to_rgba8()),
    };
    let (width, height) = pixels.dimensions();
    let corner = |column: u32, row: u32| pixels.get_pixel(column * (width - 1), row * (height - 1));
    let corners = [corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1)];
    // White letters are not margins if the background is transparent.
    let Some(is_empty) = [is_transparent, is_white]
        .into_iter()
        .find(|is_empty| corners.into_iter().all(is_empty))
    else {
        return (image, false);
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

/// The picture within a width and height, never larger than it is.
pub(super) fn within(image: &DynamicImage, width: u32, height: u32) -> Cow<'_, DynamicImage> {
    let factor = |to: u32, from: u32| f64::from(to) / f64::from(from);
    let factor = factor(width, image.width()).min(factor(height, image.height()));
    if factor >= 1.0 {
        return Cow::Borrowed(image);
    }
    let side = |from: u32| ((f64::from(from) * factor).round() as u32).max(1);
    let (width, height) = (side(image.width()), side(image.height()));
    // Large pictures are first divided by a whole number, which is quick, down to no less than twice what is needed.
    let by = ((0.5 / factor) as u32).clamp(1, MAX_STEP);
    let seen = as_seen(&image.to_rgba8(), by);
    // Sharper filters draw a bright line beside the edges of flat colours, of which logos are made.
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

/// The picture made smaller by a whole number, with colours as strong as they are seen: transparent pixels have a colour
/// too, which would show as a rim around the logo.
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
