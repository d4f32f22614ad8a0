//! The colours of screens → cyan, magenta, yellow and black; the only door to moxcms.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, TransformExecutor, TransformOptions};

use super::Intent;

/// Mixes colours for a printing condition.
pub(super) struct Inks {
    transform: Arc<dyn TransformExecutor<u8> + Send + Sync>,
    /// Few colours come back thousands of times.
    mixed: RefCell<BTreeMap<[u8; 3], [u8; 4]>>,
}

impl Inks {
    pub(super) fn of(intent: &Intent) -> Result<Self, String> {
        let unusable = |error: moxcms::CmsError| format!("the profile cannot be used: {error}");
        let to = ColorProfile::new_from_slice(intent.profile()).map_err(unusable)?;
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            ..TransformOptions::default()
        };
        let transform = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &to, Layout::Rgba, options)
            .map_err(unusable)?;
        Ok(Self {
            transform,
            mixed: RefCell::default(),
        })
    }

    /// A colour from 0 to 1, as inks from 0 to 1. Greys, black above all, are of black ink alone: four plates never
    /// meet so well that thin lines of four inks stay sharp.
    pub(super) fn of_colour(&self, rgb: [f32; 3]) -> [f32; 4] {
        let rgb = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        if rgb[0] == rgb[1] && rgb[1] == rgb[2] {
            return Self::of_grey(f32::from(rgb[0]) / 255.0);
        }
        let mut mixed = self.mixed.borrow_mut();
        let inks = mixed.entry(rgb).or_insert_with(|| {
            let mut inks = [0; 4];
            // One pixel in, one out: the lengths fit.
            let _ = self.transform.transform(&rgb, &mut inks);
            inks
        });
        inks.map(|part| f32::from(part) / 255.0)
    }

    /// A grey from 0 (black) to 1 (white).
    pub(super) fn of_grey(grey: f32) -> [f32; 4] {
        [0.0, 0.0, 0.0, 1.0 - grey.clamp(0.0, 1.0)]
    }

    /// Pixels of three bytes as pixels of four.
    pub(super) fn of_pixels(&self, rgb: &[u8]) -> Result<Vec<u8>, String> {
        let mut inks = vec![0; rgb.len() / 3 * 4];
        self.transform
            .transform(&rgb[..rgb.len() / 3 * 3], &mut inks)
            .map_err(|error| format!("a picture's colours cannot be mixed: {error}"))?;
        Ok(inks)
    }
}

#[cfg(test)]
mod tests {
    use super::{Inks, Intent};

    #[test]
    fn greys_are_of_black_ink_alone_and_colours_stay_below_the_most_ink_that_paper_takes() {
        let inks = Inks::of(&Intent::default()).expect("the default profile is whole");
        assert_eq!(inks.of_colour([0.0; 3]), [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(inks.of_colour([1.0; 3]), [0.0; 4]);
        let mut most = 0.0_f32;
        for step in 0..4096_u16 {
            let part = |at: u16| f32::from((step >> (4 * at)) & 15) / 15.0;
            let total: f32 = inks.of_colour([part(0), part(1), part(2)]).iter().sum();
            most = most.max(total);
        }
        assert!(most > 2.0 && most <= 3.02, "{most}");
    }

    #[test]
    fn a_pure_green_is_printed_without_magenta_to_speak_of() {
        let inks = Inks::of(&Intent::default()).expect("the default profile is whole");
        let [cyan, magenta, yellow, black] = inks.of_colour([0.0, 0.6, 0.2]);
        assert!(cyan > 0.6 && yellow > 0.6, "{cyan} {yellow}");
        assert!(magenta < 0.2 && black < 0.3, "{magenta} {black}");
    }
}
