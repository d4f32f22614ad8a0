//! Conversion of RGB and grey to CMYK with an ICC profile; the only module that uses moxcms. Built by
//! [`CmykConverter::new`].

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use super::OutputIntent;

/// Converts colours for a printing condition.
pub(super) struct CmykConverter {
    transform: Arc<dyn TransformExecutor<u8> + Send + Sync>,
    /// A document has few colours, each used thousands of times.
    cache: RefCell<BTreeMap<[u8; 3], [u8; 4]>>,
}

impl CmykConverter {
    pub(super) fn new(intent: &OutputIntent) -> Result<Self, String> {
        let unusable = |error: moxcms::CmsError| format!("cannot use the ICC profile: {error}");
        let target = ColorProfile::new_from_slice(intent.profile()).map_err(unusable)?;
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let transform = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &target, Layout::Rgba, options)
            .map_err(unusable)?;
        Ok(Self {
            transform,
            cache: RefCell::default(),
        })
    }

    /// Converts a colour; components and inks are from 0 to 1. Greys, above all black, become black ink alone: four plates
    /// are never aligned well enough for thin lines of four inks to be sharp.
    pub(super) fn rgb_to_cmyk(&self, rgb: [f32; 3]) -> [f32; 4] {
        let rgb = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
            return Self::from_grey(f32::from(rgb[0]) / 255.0);
        }
        let mut cache = self.cache.borrow_mut();
        let inks = cache.entry(rgb).or_insert_with(|| {
            let mut inks = [0; 4];
            // One pixel in, one out: the lengths fit.
            let _ = self.transform.transform(&rgb, &mut inks);
            inks
        });
        inks.map(|part| f32::from(part) / 255.0)
    }

    /// Converts a grey from 0 (black) to 1 (white).
    pub(super) fn from_grey(grey: f32) -> [f32; 4] {
        [0.0, 0.0, 0.0, 1.0 - grey.clamp(0.0, 1.0)]
    }

    /// Converts pixels of three bytes to pixels of four.
    pub(super) fn pixels_to_cmyk(&self, rgb: &[u8]) -> Result<Vec<u8>, String> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        self.transform
            .transform(&rgb[..rgb.len() / 3 * 3], &mut inks)
            .map_err(|error| format!("cannot convert the colours of a picture to CMYK: {error}"))?;
        Ok(inks)
    }
}

#[cfg(test)]
mod tests {
    use super::{CmykConverter, OutputIntent};

    #[test]
    fn greys_are_black_ink_alone_and_colours_respect_the_ink_limit() {
        let converter =
            CmykConverter::new(&OutputIntent::default()).expect("the default profile is whole");
        assert_eq!(converter.rgb_to_cmyk([0.0; 3]), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(converter.rgb_to_cmyk([1.0; 3]), [0.0; 4]);
        let mut most = 0.0_f32;
        for step in 0..4096_u16 {
            let component = |index: u16| f32::from((step >> (4 * index)) & 15) / 15.0;
            let total: f32 = converter
                .rgb_to_cmyk([component(0), component(1), component(2)])
                .iter()
                .sum();
            most = most.max(total);
        }
        assert!(most > 2.0 && most <= 3.02, "{most}");
    }

    #[test]
    fn pure_green_has_hardly_any_magenta() {
        let converter =
            CmykConverter::new(&OutputIntent::default()).expect("the default profile is whole");
        let [cyan, magenta, yellow, black] = converter.rgb_to_cmyk([0.0, 0.6, 0.2]);
        assert!(cyan > 0.6 && yellow > 0.6, "{cyan} {yellow}");
        assert!(magenta < 0.2 && black < 0.3, "{magenta} {black}");
    }
}
