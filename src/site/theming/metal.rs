//! The metal of a tier: a precious one that its name says, else one in its colour. Entry point: [`Metal::in_theme`].

use std::collections::BTreeMap;

use super::colors::{Rgb, accent, hex, mix, parse, rounded};
use crate::text::{Oklch, fold};

/// Shades of a metal, light and dark in turn, for text on it, and its highlights: colours as `#rrggbb`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Metal {
    pub(crate) shades: [String; 8],
    /// What is struck into it.
    pub(crate) ink: String,
    /// Where light falls on an edge.
    pub(crate) gleam: String,
}

/// A precious metal: its names, its shades, ink and gleam.
struct Precious {
    names: &'static [&'static str],
    shades: [&'static str; 8],
    ink: &'static str,
    gleam: &'static str,
}

const PRECIOUS: [Precious; 4] = [
    Precious {
        names: &["bronze", "bronce", "bronzo"],
        shades: [
            "#b9764a", "#f0c9a4", "#a8653a", "#6f3a1a", "#b9764a", "#e9bd95", "#8d5029", "#6f3a1a",
        ],
        ink: "#4a230c",
        gleam: "#f6d9bd",
    },
    Precious {
        names: &[
            "silver", "argent", "silber", "zilver", "plata", "prata", "argento",
        ],
        shades: [
            "#b4bec7", "#ffffff", "#9aa5af", "#67727d", "#c3ccd3", "#f7f9fa", "#87929d", "#67727d",
        ],
        ink: "#2f3840",
        gleam: "#ffffff",
    },
    Precious {
        names: &["gold", "or", "goud", "oro", "ouro"],
        shades: [
            "#e0ac2b", "#fff3b8", "#d39a14", "#8f6400", "#e8b93a", "#fff0a6", "#b57f07", "#8f6400",
        ],
        ink: "#573b00",
        gleam: "#fff6cf",
    },
    Precious {
        names: &["platinum", "platine", "platin", "platina", "platino"],
        shades: [
            "#cfe0ee", "#ffffff", "#d8cbf2", "#8fa6c4", "#c4ece6", "#ffffff", "#f3d9ea", "#7f97b6",
        ],
        ink: "#14213a",
        gleam: "#ffffff",
    },
];

/// Lightness and chroma of the shades of a coloured metal: what the chroma of its colour is multiplied by.
const TURNS: [(f32, f32); 8] = [
    (0.68, 1.0),
    (0.94, 0.35),
    (0.6, 1.0),
    (0.42, 0.9),
    (0.7, 1.0),
    (0.93, 0.4),
    (0.55, 1.0),
    (0.42, 0.9),
];

impl Metal {
    /// The metal of a tier with this id and colour in a theme with these settings.
    pub(crate) fn in_theme(
        settings: &BTreeMap<String, String>,
        id: &str,
        colour: Option<&str>,
    ) -> Self {
        Self::of(id, colour, &accent(settings))
    }

    /// As [`Metal::in_theme`], with an accent; without id of a precious metal and colour, it is in the accent.
    pub(crate) fn of(id: &str, colour: Option<&str>, accent: &str) -> Self {
        let id = fold(id);
        let precious = PRECIOUS.iter().find(|it| it.names.contains(&id.as_str()));
        match precious {
            Some(it) => Self {
                shades: it.shades.map(str::to_owned),
                ink: it.ink.to_owned(),
                gleam: it.gleam.to_owned(),
            },
            None => {
                let colour = colour.and_then(parse).or_else(|| parse(accent));
                Self::coloured(colour.unwrap_or(Rgb([0.4; 3])))
            }
        }
    }

    fn coloured(colour: Rgb) -> Self {
        let of = Oklch::of(colour.0);
        let shade = |lightness, chroma| {
            hex(rounded(Rgb(Oklch {
                lightness,
                chroma,
                ..of
            }
            .channels())))
        };
        Self {
            shades: TURNS.map(|(lightness, turn)| shade(lightness, of.chroma.min(0.15) * turn)),
            ink: shade(0.22, of.chroma.min(0.06)),
            gleam: shade(0.97, of.chroma.min(0.03)),
        }
    }

    /// The colour at a place around the seal, from 0 to 1: the shades go round twice.
    pub(crate) fn around(&self, place: f64) -> String {
        let count = self.shades.len();
        let at = place * 2.0 * count as f64;
        let (one, other) = (at as usize % count, (at as usize + 1) % count);
        match (parse(&self.shades[one]), parse(&self.shades[other])) {
            (Some(one), Some(other)) => hex(mix(other, one, at.fract())),
            _ => self.shades[one].clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theming::colors::contrast;

    #[test]
    fn precious_metals_are_known_by_their_names_and_others_take_the_tiers_colour() {
        let gold = Metal::of("gold", Some("#94700a"), "#0b47a8");
        assert_eq!(gold, Metal::of("or", None, "#000000"));
        let violet = Metal::of("specialist", Some("#5b3a8c"), "#0b47a8");
        assert_ne!(violet, Metal::of("specialist", None, "#0b47a8"));
    }

    #[test]
    fn what_is_struck_into_metal_is_seen() {
        for id in ["bronze", "silver", "gold", "platinum", "other"] {
            for colour in ["#000000", "#ffff00", "#5b3a8c", "#ffffff"] {
                let metal = Metal::of(id, Some(colour), "#0b47a8");
                let (ink, gleam) = (parse(&metal.ink).unwrap(), parse(&metal.gleam).unwrap());
                assert!(contrast(ink, gleam) >= 7.0, "{id} {colour}");
                let shade = parse(&metal.shades[0]).unwrap();
                assert!(contrast(ink, shade) >= 3.0, "{id} {colour}");
            }
        }
    }
}
