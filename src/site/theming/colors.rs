//! The style sheet of colours: planes and neutrals made from the accent, the theme's settings as custom properties, and
//! for each tier a colour that is legible on light and on dark.
//!
//! Contrast is computed, not chosen by eye: text reaches 4.5 : 1 (WCAG 2.2, 1.4.3), marks 3 : 1 (1.4.11).

mod drawn;
mod planes;

pub(crate) use drawn::{DrawnPlanes, ThemeColor, accent, drawn_planes, spark, theme_color};

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::image::relative_luminance;
use crate::model::Catalogue;

const TEXT_CONTRAST: f64 = 4.5;
const MARK_CONTRAST: f64 = 3.0;
/// How much of its colour a tinted surface takes on light and on dark.
const TINT_ON_LIGHT: f64 = 0.09;
const TINT_ON_DARK: f64 = 0.16;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rgb(pub(super) [f64; 3]);

const WHITE: Rgb = Rgb([1.0; 3]);
const BLACK: Rgb = Rgb([0.0; 3]);
/// The accent of a theme that has none.
const ACCENT: Rgb = Rgb([0.0, 0.25, 0.65]);

/// `:root` with each setting that is a colour (`accent` becomes `--accent`; `paper_dark` is `--paper` on dark), and a
/// class for each tier, `tier-<programme>-<tier>`.
pub(crate) fn style_sheet(settings: &BTreeMap<String, String>, catalogue: &Catalogue) -> String {
    let setting = |key: &str| settings.get(key).and_then(|value| parse(value));
    let accent = setting("accent").unwrap_or(ACCENT);
    let accent_dark = setting("accent_dark").unwrap_or_else(|| planes::accent_on_dark(accent));

    let mut light = CssRules::default();
    let mut dark = CssRules::default();
    for (rules, is_dark) in [(&mut light, false), (&mut dark, true)] {
        let planes = planes::planes(accent, setting("highlight"), is_dark);
        for (name, colour) in planes.into_iter().chain(planes::neutrals(accent, is_dark)) {
            rules.property(":root", name, colour);
        }
    }
    for (key, value) in settings {
        let Some(colour) = parse(value) else { continue };
        match key.strip_suffix("_dark") {
            Some(key) => dark.property(":root", key, colour),
            None if key == "highlight" => {}
            None => light.property(":root", key, colour),
        }
    }
    let paper = light.get(":root", "paper").unwrap_or(WHITE);
    let paper_dark = dark.get(":root", "paper").unwrap_or(BLACK);
    light.tint(":root", "accent", accent, paper, TINT_ON_LIGHT);
    dark.tint(":root", "accent", accent_dark, paper_dark, TINT_ON_DARK);
    if let Some(brand) = catalogue.settings.paper.brand {
        // A picture of the printed cover, which is the same on dark screens.
        light.property(":root", "cover", printed(brand));
        light.property(":root", "cover-on", WHITE);
    }
    for (_, programme) in catalogue.programmes.iter() {
        for (_, tier) in programme.tiers.iter() {
            let class = format!(".{}", tier_class(&programme.id, &tier.id));
            let colour = tier.color.as_deref().and_then(parse);
            light.tint(
                &class,
                "tier",
                colour.unwrap_or(accent),
                paper,
                TINT_ON_LIGHT,
            );
            let colour = colour.unwrap_or(accent_dark);
            dark.tint(&class, "tier", colour, paper_dark, TINT_ON_DARK);
        }
    }
    let (light, dark) = (light.css(""), dark.css("  "));
    format!("{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n")
}

/// The class of a tier's colours, mark and seal.
pub(crate) fn tier_class(programme: &str, tier: &str) -> String {
    format!("tier-{programme}-{tier}")
}

/// The shades of a colour that are legible on a light background, for badges and social images.
pub(crate) struct LightShades {
    /// Marks and surfaces.
    pub(crate) mark: String,
    /// Text on the background.
    pub(crate) text: String,
}

/// A tier's colour, else the accent, as it is seen on the theme's light paper.
pub(crate) fn on_light(settings: &BTreeMap<String, String>, colour: Option<&str>) -> LightShades {
    let setting = |key: &str| settings.get(key).and_then(|value| parse(value));
    let colour = colour.and_then(parse).or_else(|| setting("accent"));
    let shades = shades(
        colour.unwrap_or(ACCENT),
        setting("paper").unwrap_or(WHITE),
        TINT_ON_LIGHT,
    );
    LightShades {
        mark: hex(shades.mark),
        text: hex(shades.text),
    }
}

/// A colour as a mark, as a surface, as text on that surface, and as text on the mark.
struct ColorShades {
    mark: Rgb,
    soft: Rgb,
    text: Rgb,
    on: Rgb,
}

fn shades(colour: Rgb, paper: Rgb, strength: f64) -> ColorShades {
    let soft = mix(colour, paper, strength);
    let mark = readable(colour, &[paper, soft], MARK_CONTRAST);
    ColorShades {
        mark,
        soft,
        text: readable(colour, &[paper, soft], TEXT_CONTRAST),
        on: on(mark),
    }
}

/// White or black, whichever reads better: one of them always reaches 4.5 : 1.
fn on(colour: Rgb) -> Rgb {
    if contrast(WHITE, colour) >= contrast(BLACK, colour) {
        WHITE
    } else {
        BLACK
    }
}

/// Declarations by selector, in the order they were first named.
#[derive(Default)]
struct CssRules(Vec<(String, Vec<(String, Rgb)>)>);

impl CssRules {
    fn property(&mut self, selector: &str, name: &str, colour: Rgb) {
        let at = self.0.iter().position(|(known, _)| known == selector);
        let at = at.unwrap_or_else(|| {
            self.0.push((selector.to_owned(), Vec::new()));
            self.0.len() - 1
        });
        let declarations = &mut self.0[at].1;
        declarations.retain(|(known, _)| known != name);
        declarations.push((name.to_owned(), colour));
    }

    fn get(&self, selector: &str, name: &str) -> Option<Rgb> {
        let (_, declarations) = self.0.iter().find(|(known, _)| known == selector)?;
        let found = declarations.iter().find(|(known, _)| known == name);
        found.map(|(_, colour)| *colour)
    }

    /// The colour of a mark, of text on a tinted surface, of the surface, and of text on the full colour.
    fn tint(&mut self, selector: &str, name: &str, colour: Rgb, paper: Rgb, strength: f64) {
        let shades = shades(colour, paper, strength);
        self.property(selector, name, shades.mark);
        self.property(selector, &format!("{name}-soft"), shades.soft);
        self.property(selector, &format!("{name}-text"), shades.text);
        self.property(selector, &format!("{name}-on"), shades.on);
    }

    fn css(&self, indent: &str) -> String {
        let mut css = String::new();
        for (selector, declarations) in &self.0 {
            // Writing to a string cannot fail.
            let _ = write!(css, "{indent}{selector} {{");
            for (name, colour) in declarations {
                let _ = write!(css, " --{}: {};", name.replace('_', "-"), hex(*colour));
            }
            css.push_str(" }\n");
        }
        css
    }
}

/// The colour itself if it is legible on all these surfaces, else the nearest mixture with black or white that is.
fn readable(colour: Rgb, surfaces: &[Rgb], least: f64) -> Rgb {
    let dark_surface = surfaces.iter().all(|&it| luminance(it) < 0.2);
    let towards = if dark_surface { WHITE } else { BLACK };
    (0..=100)
        .map(|step| mix(towards, colour, f64::from(step) / 100.0))
        .find(|&mixed| surfaces.iter().all(|&it| contrast(mixed, it) >= least))
        .unwrap_or(towards)
}

pub(super) fn mix(colour: Rgb, with: Rgb, fraction: f64) -> Rgb {
    let channel = |at: usize| colour.0[at] * fraction + with.0[at] * (1.0 - fraction);
    rounded(Rgb([channel(0), channel(1), channel(2)]))
}

/// Rounded as it is written: contrast is computed with the colour that the browser gets.
pub(super) fn rounded(colour: Rgb) -> Rgb {
    Rgb(colour.0.map(|channel| (channel * 255.0).round() / 255.0))
}

pub(super) fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f64 {
    relative_luminance(colour.0)
}

/// An ink in per cent as it looks on a screen, without a profile: near enough for a picture of a few centimetres.
fn printed([cyan, magenta, yellow, black]: [f64; 4]) -> Rgb {
    let channel = |ink: f64| (1.0 - ink / 100.0) * (1.0 - black / 100.0);
    rounded(Rgb([channel(cyan), channel(magenta), channel(yellow)]))
}

/// `#rrggbb`.
pub(super) fn parse(text: &str) -> Option<Rgb> {
    let digits = text
        .strip_prefix('#')
        .filter(|it| it.len() == 6 && it.is_ascii())?;
    let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    Some(Rgb(
        [channel(0)?, channel(2)?, channel(4)?].map(|it| f64::from(it) / 255.0)
    ))
}

pub(super) fn hex(colour: Rgb) -> String {
    let [red, green, blue] = colour.0.map(|channel| (channel * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_any_colour_is_legible_on_light_and_on_dark() {
        for colour in [
            "#ffff00", "#c0c0c0", "#000000", "#ffffff", "#94700a", "#1f4e5f",
        ] {
            for paper in ["#ffffff", "#10161f"] {
                let (colour, paper) = (parse(colour).unwrap(), parse(paper).unwrap());
                let soft = mix(colour, paper, TINT_ON_DARK);
                let text = readable(colour, &[paper, soft], TEXT_CONTRAST);
                assert!(contrast(text, paper) >= TEXT_CONTRAST);
                assert!(contrast(text, soft) >= TEXT_CONTRAST);
            }
        }
    }

    #[test]
    fn keeps_legible_colours() {
        let blue = parse("#0042a6").unwrap();
        assert_eq!(hex(readable(blue, &[WHITE], TEXT_CONTRAST)), "#0042a6");
    }
}
