//! CMYK JPEGs, as designers send them, converted to the RGB colours that they have in print.

use image::RgbImage;
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::luminance::linear;

/// The profile of coated paper, which is the most common, for files without a profile.
const COATED: &[u8] = include_bytes!("../paper/press/coated.icc");

/// The RGB colours of a CMYK JPEG, by its own profile if it has a valid one; `None` if it is not CMYK.
pub(super) fn on_screen(jpeg: &[u8], profile: &[u8]) -> Option<RgbImage> {
    let inks = Inks::of(jpeg)?;
    let pixels = seen(&inks.pixels, profile).or_else(|| seen(&inks.pixels, COATED))?;
    RgbImage::from_raw(inks.width, inks.height, pixels)
}

/// The cyan, magenta, yellow and black of each pixel.
struct Inks {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Inks {
    fn of(jpeg: &[u8]) -> Option<Self> {
        let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
        decoder.decode_headers().ok()?;
        let space = decoder.input_colorspace()?;
        if !matches!(space, ColorSpace::CMYK | ColorSpace::YCCK) {
            return None;
        }
        let (width, height) = decoder.dimensions()?;
        let options = DecoderOptions::default()
            .set_strict_mode(false)
            .set_max_width(width)
            .set_max_height(height);
        decoder.set_options(options.jpeg_set_out_colorspace(space));
        let mut pixels = decoder.decode().ok()?;
        for pixel in pixels.chunks_exact_mut(4) {
            // By Adobe's convention CMYK JPEGs are inverted: 255 means no ink. YCCK inverts the colours once more.
            let [first, second, third, black] = *pixel else {
                continue;
            };
            let colours = [first, second, third];
            let colours = match space {
                ColorSpace::YCCK => of_lightness(colours),
                _ => colours.map(|part| 255 - part),
            };
            pixel[..3].copy_from_slice(&colours);
            pixel[3] = 255 - black;
        }
        Some(Self {
            width: u32::try_from(width).ok()?,
            height: u32::try_from(height).ok()?,
            pixels,
        })
    }
}

/// RGB from YCbCr, as JFIF defines it.
fn of_lightness([light, blue, red]: [u8; 3]) -> [u8; 3] {
    let [light, blue, red] = [light, blue, red].map(f32::from);
    let (blue, red) = (blue - 128.0, red - 128.0);
    [
        light + 1.402 * red,
        light - 0.344_14 * blue - 0.714_14 * red,
        light + 1.772 * blue,
    ]
    .map(|part| part.round() as u8)
}

/// Inks as RGB by this profile, with paper as white and the darkest mixture as black, as image editors show them.
fn seen(inks: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let transform = profile
        .create_transform_8bit(
            Layout::Rgba,
            &ColorProfile::new_srgb(),
            Layout::Rgb,
            options,
        )
        .ok()?;
    let mut pixels = vec![0; inks.len() / 4 * 3];
    transform.transform(inks, &mut pixels).ok()?;
    let mut black = [0; 3];
    transform.transform(&[255; 4], &mut black).ok()?;
    let deepened = black.map(deepened);
    for pixel in pixels.chunks_exact_mut(3) {
        for (part, deepened) in pixel.iter_mut().zip(&deepened) {
            *part = deepened[usize::from(*part)];
        }
    }
    Some(pixels)
}

/// All tones of a channel, scaled so that `black` becomes 0.
fn deepened(black: u8) -> [u8; 256] {
    let black = linear(f64::from(black) / 255.0);
    std::array::from_fn(|tone| {
        let light = ((linear(f64::from(tone as u8) / 255.0) - black) / (1.0 - black)).max(0.0);
        let tone = match light <= 0.003_130_8 {
            true => light * 12.92,
            false => 1.055 * light.powf(1.0 / 2.4) - 0.055,
        };
        (tone * 255.0).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::{COATED, seen};

    #[test]
    fn inks_look_as_on_coated_paper() {
        let shown = |inks: [u8; 4]| seen(&inks, COATED).expect("the profile is whole");
        assert_eq!(shown([0; 4]), [255; 3]);
        assert_eq!(shown([255; 4]), [0; 3]);
        let [red, green, blue] = *shown([255, 0, 0, 0]) else {
            panic!("a pixel has three colours");
        };
        assert!(red < 10 && green.abs_diff(158) < 8 && blue.abs_diff(226) < 8);
        let black = shown([0, 0, 0, 255]);
        assert!(black.iter().all(|part| part.abs_diff(29) < 4), "{black:?}");
    }
}
