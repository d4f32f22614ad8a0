//! The company's planes: large areas in its accent with white text on them, the second colour that lights them, and the
//! neutral colours with a trace of the accent. Entry points: [`planes`] and [`neutrals`].

use super::{Rgb, WHITE, contrast, rounded};
use crate::text::Oklch;

/// Of white text on a plane: AAA.
const TITLE_CONTRAST: f64 = 7.0;
const TEXT_CONTRAST: f64 = 4.5;
/// The lightest plane, on light and on dark.
const LIGHTEST: [f32; 2] = [0.43, 0.38];
/// The accent with less chroma than this is near grey, and so is what is made of it.
const FULL_CHROMA: f32 = 0.12;
/// How far the hue of the second colour is from the accent's, where the company has none.
const TURN: f32 = -38.0;

/// A custom property with its colour.
pub(super) type Property = (&'static str, Rgb);

/// The planes of an accent, and what is on them.
pub(super) fn planes(accent: Rgb, highlight: Option<Rgb>, dark: bool) -> Vec<Property> {
    let of = Oklch::of(accent.0);
    let field = field(of, dark);
    let crop = Oklch {
        lightness: field.lightness - 0.085,
        chroma: of.chroma * if dark { 0.8 } else { 0.86 },
        ..of
    };
    let deep = shade(of, 0.23, of.chroma * 0.5);
    vec![
        ("field", colour(field)),
        ("field-2", colour(crop)),
        ("deep", deep),
        ("deep-2", shade(of, 0.28, of.chroma * 0.62)),
        ("on-field", WHITE),
        ("on-field-muted", shade(of, 0.9, tinted(of, 0.035))),
        ("spark", spark(accent, highlight)),
        ("on-spark", shade(of, 0.2, tinted(of, 0.05))),
        (
            "tint",
            if dark {
                shade(of, 0.205, tinted(of, 0.028))
            } else {
                shade(of, 0.965, tinted(of, 0.012))
            },
        ),
        (
            "tint-2",
            if dark {
                shade(of, 0.27, tinted(of, 0.045))
            } else {
                shade(of, 0.925, tinted(of, 0.026))
            },
        ),
    ]
}

/// The second colour: the company's, else one made from the accent.
pub(super) fn spark(accent: Rgb, highlight: Option<Rgb>) -> Rgb {
    let of = Oklch::of(accent.0);
    highlight.unwrap_or_else(|| {
        colour(Oklch {
            lightness: 0.9,
            chroma: tinted(of, 0.17),
            hue: of.hue + TURN,
        })
    })
}

/// The plane itself.
pub(super) fn plane(accent: Rgb, dark: bool) -> Rgb {
    colour(field(Oklch::of(accent.0), dark))
}

/// Paper, text and lines, which a theme may set itself.
pub(super) fn neutrals(accent: Rgb, dark: bool) -> Vec<Property> {
    let of = Oklch::of(accent.0);
    let of_tint = |lightness, chroma| shade(of, lightness, tinted(of, chroma));
    if dark {
        vec![
            ("paper", of_tint(0.165, 0.022)),
            ("ground", of_tint(0.205, 0.028)),
            ("ink", of_tint(0.96, 0.01)),
            ("muted", of_tint(0.77, 0.03)),
            ("line", of_tint(0.33, 0.04)),
            ("edge", of_tint(0.6, 0.05)),
            ("plate", Rgb([0.965, 0.969, 0.976])),
        ]
    } else {
        vec![
            ("paper", WHITE),
            ("ground", of_tint(0.965, 0.012)),
            ("ink", of_tint(0.2, 0.035)),
            ("muted", of_tint(0.45, 0.035)),
            ("line", of_tint(0.88, 0.022)),
            ("edge", of_tint(0.58, 0.04)),
            ("plate", WHITE),
        ]
    }
}

/// The accent for links and marks on dark, where the company has only one.
pub(super) fn accent_on_dark(accent: Rgb) -> Rgb {
    let of = Oklch::of(accent.0);
    shade(of, 0.8, of.chroma.min(0.1))
}

/// The accent, as dark as it must be for white text.
fn field(accent: Oklch, dark: bool) -> Oklch {
    let fade = if dark { 0.92 } else { 1.0 };
    let mut field = Oklch {
        lightness: accent.lightness.min(LIGHTEST[usize::from(dark)]).max(0.13),
        chroma: accent.chroma * fade,
        ..accent
    };
    let muted = shade(accent, 0.9, tinted(accent, 0.035));
    let legible = |it: Oklch| {
        let plane = colour(it);
        contrast(WHITE, plane) >= TITLE_CONTRAST && contrast(muted, plane) >= TEXT_CONTRAST
    };
    while !legible(field) && field.lightness > 0.13 {
        field.lightness -= 0.005;
    }
    field
}

/// As much chroma for a tint, less where the accent itself has little.
fn tinted(accent: Oklch, chroma: f32) -> f32 {
    chroma * (accent.chroma / FULL_CHROMA).min(1.0)
}

fn shade(accent: Oklch, lightness: f32, chroma: f32) -> Rgb {
    colour(Oklch {
        lightness,
        chroma,
        ..accent
    })
}

fn colour(of: Oklch) -> Rgb {
    rounded(Rgb(of.channels()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theming::colors::{BLACK, parse};
    use crate::text::LIGHT_ENOUGH;

    /// From black to yellow.
    const ACCENTS: [&str; 12] = [
        "#000000", "#ffffff", "#808080", "#0042a6", "#0f8a4f", "#e63946", "#ff6f00", "#ffff00",
        "#c0ff00", "#00e5ff", "#7b2cbf", "#8a3f0f",
    ];

    fn one(properties: &[Property], name: &str) -> Rgb {
        properties.iter().find(|(it, _)| *it == name).unwrap().1
    }

    #[test]
    fn text_on_planes_of_any_accent_is_legible() {
        for accent in ACCENTS {
            for dark in [false, true] {
                let it = planes(parse(accent).unwrap(), None, dark);
                for plane in ["field", "field-2", "deep", "deep-2"] {
                    let plane = one(&it, plane);
                    assert!(contrast(one(&it, "on-field"), plane) >= 7.0, "{accent}");
                    assert!(
                        contrast(one(&it, "on-field-muted"), plane) >= 4.5,
                        "{accent}"
                    );
                }
                let (spark, on_spark) = (one(&it, "spark"), one(&it, "on-spark"));
                assert!(contrast(on_spark, spark) >= 7.0, "{accent}");
                // A button in the second colour is distinct from the plane.
                assert!(contrast(spark, one(&it, "field")) >= 3.0, "{accent}");
            }
        }
    }

    #[test]
    fn dark_text_stands_on_the_darkest_second_colour() {
        for hue in 0..36 {
            let spark = Oklch {
                lightness: LIGHT_ENOUGH,
                chroma: 0.3,
                hue: hue as f32 * 10.0,
            };
            let spark = colour(spark);
            let it = planes(parse("#0042a6").unwrap(), Some(spark), false);
            assert!(contrast(one(&it, "on-spark"), spark) >= 7.0, "{hue}");
        }
    }

    #[test]
    fn neutral_text_of_any_accent_is_legible() {
        for accent in ACCENTS {
            for dark in [false, true] {
                let accent = parse(accent).unwrap();
                let it = neutrals(accent, dark);
                let tint_2 = one(&planes(accent, None, dark), "tint-2");
                for paper in [one(&it, "paper"), one(&it, "ground"), tint_2] {
                    assert!(contrast(one(&it, "ink"), paper) >= 7.0);
                    assert!(contrast(one(&it, "muted"), paper) >= 4.5);
                    assert!(contrast(one(&it, "edge"), paper) >= 3.0);
                }
            }
        }
    }

    #[test]
    fn a_dark_accent_is_the_plane_itself() {
        let blue = parse("#0042a6").unwrap();
        let it = planes(blue, None, false);
        let (plane, blue) = (one(&it, "field"), Oklch::of(blue.0));
        let plane = Oklch::of(plane.0);
        assert!((plane.lightness - blue.lightness).abs() < 0.02);
        assert!((plane.hue - blue.hue).abs() < 1.0);
        assert!(contrast(accent_on_dark(rounded(Rgb([0.0, 0.26, 0.65]))), BLACK) >= 7.0);
    }
}
