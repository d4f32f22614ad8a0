//! Colours by lightness, chroma and hue, in which equal steps look equal (OKLCH). Entry points: [`Oklch::of`] and
//! [`Oklch::channels`].

use color::{AlphaColor, Oklch as OklchSpace, Srgb};

use super::Rgba;

/// How often the chroma of a colour that no screen shows is halved towards one that they all show.
const HALVINGS: usize = 14;
/// What rounding may add to a channel.
const TOLERANCE: f32 = 0.0005;

/// From this lightness on, a surface carries dark text.
pub const LIGHT_ENOUGH: f32 = 0.75;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Oklch {
    /// From 0, black, to 1, white.
    pub lightness: f32,
    /// From 0, grey, to about 0.37.
    pub chroma: f32,
    /// In degrees; without meaning where there is no chroma.
    pub hue: f32,
}

/// A shade of this hue, light enough for dark text, if a colour `#rrggbb` is not: `None` if it is, or if the text is no colour.
pub fn lightened(hex: &str) -> Option<String> {
    let colour = Oklch::of(Rgba::parse(hex)?.srgb());
    if colour.lightness >= LIGHT_ENOUGH - 0.005 {
        return None;
    }
    let lighter = Oklch {
        lightness: LIGHT_ENOUGH + 0.07,
        ..colour
    };
    let [red, green, blue] = lighter.channels().map(|it| (it * 255.0).round() as u8);
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

impl Oklch {
    /// The colour with these channels of red, green and blue, each from 0 to 1.
    pub fn of(channels: [f64; 3]) -> Self {
        let [red, green, blue] = channels.map(|channel| channel as f32);
        let colour: AlphaColor<Srgb> = AlphaColor::new([red, green, blue, 1.0]);
        let [lightness, chroma, hue, _] = colour.convert::<OklchSpace>().components;
        Self {
            lightness,
            chroma,
            hue,
        }
    }

    /// Red, green and blue, each from 0 to 1; a colour that screens cannot show loses as much chroma as it must.
    pub fn channels(self) -> [f64; 3] {
        let (mut shown, mut step) = (self.chroma, self.chroma / 2.0);
        if self.shown_with(shown).is_none() {
            shown = 0.0;
            for _ in 0..HALVINGS {
                if self.shown_with(shown + step).is_some() {
                    shown += step;
                }
                step /= 2.0;
            }
        }
        let channels = self.srgb(shown);
        channels.map(|channel| f64::from(channel.clamp(0.0, 1.0)))
    }

    fn shown_with(self, chroma: f32) -> Option<[f32; 3]> {
        let channels = self.srgb(chroma);
        let within = |channel: &f32| (-TOLERANCE..=1.0 + TOLERANCE).contains(channel);
        channels.iter().all(within).then_some(channels)
    }

    fn srgb(self, chroma: f32) -> [f32; 3] {
        let colour: AlphaColor<OklchSpace> =
            AlphaColor::new([self.lightness, chroma, self.hue, 1.0]);
        let [red, green, blue, _] = colour.convert::<Srgb>().components;
        [red, green, blue]
    }
}

#[cfg(test)]
mod tests {
    use super::{Oklch, lightened};

    #[test]
    fn a_dark_colour_is_offered_in_a_lighter_shade() {
        assert_eq!(lightened("#ffc23d"), None);
        let shade = lightened("#0042a6").unwrap();
        assert_eq!(lightened(&shade), None, "{shade}");
    }

    #[test]
    fn colours_return_unchanged() {
        for channels in [
            [0.0; 3],
            [1.0; 3],
            [0.5; 3],
            [0.0, 0.26, 0.65],
            [1.0, 1.0, 0.0],
        ] {
            let back = Oklch::of(channels).channels();
            for (one, other) in channels.into_iter().zip(back) {
                assert!((one - other).abs() < 0.002, "{channels:?} {back:?}");
            }
        }
    }

    #[test]
    fn a_colour_that_no_screen_shows_keeps_lightness_and_hue() {
        let wanted = Oklch {
            lightness: 0.9,
            chroma: 0.3,
            hue: 260.0,
        };
        let shown = Oklch::of(wanted.channels());
        assert!((shown.lightness - 0.9).abs() < 0.01, "{shown:?}");
        assert!((shown.hue - 260.0).abs() < 2.0, "{shown:?}");
        assert!(shown.chroma < 0.1, "{shown:?}");
    }
}
