//! The small cut of a tier's seal, for sizes at which engraving and mark are specks. Entry point: [`rank_mark`].
//!
//! Metal, outline and disc are the seal's. The rank is in the outline, which has more lobes the higher the tier; the lowest
//! is round, and the highest has a star.

use std::f64::consts::{PI, TAU};
use std::fmt::Write as _;

use super::metal::Metal;
use super::seal::{Rank, short};

/// The radius of the outline; the drawing is 20 units wide.
const RIM: f64 = 9.4;
/// The lobes that a small outline shows: more are a blur. Many tiers need them to differ all the same.
const LOBES: (usize, usize) = (6, 10);
/// How deep the notches are, in widths of a lobe.
const DEPTH: f64 = 0.21;

/// The small mark, as SVG.
pub(crate) fn rank_mark(at: Rank, metal: &Metal) -> String {
    let [first, second, third, .., sixth, seventh, _] = &metal.shades;
    let (ink, gleam) = (&metal.ink, &metal.gleam);
    let outline = outline(lobes(at));
    // The disc is lit from the other side, as in the seal.
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"20\" viewBox=\"-10 -10 20 20\">\
         <linearGradient id=\"g\" x2=\"1\" y2=\"1\"><stop stop-color=\"{first}\"/><stop offset=\".3\" stop-color=\"{second}\"/>\
         <stop offset=\".55\" stop-color=\"{third}\"/><stop offset=\".75\" stop-color=\"{sixth}\"/>\
         <stop offset=\"1\" stop-color=\"{seventh}\"/></linearGradient>\
         <linearGradient id=\"d\" x2=\"1\" y2=\"1\"><stop stop-color=\"{seventh}\"/><stop offset=\".5\" stop-color=\"{second}\"/>\
         <stop offset=\"1\" stop-color=\"{first}\"/></linearGradient>\
         <path fill=\"url(#g)\" stroke=\"{ink}\" stroke-width=\".8\" stroke-linejoin=\"round\" d=\"{outline}\"/>"
    );
    // Writing to a string cannot fail.
    let _ = if at.is_highest() {
        write!(
            svg,
            "<circle r=\"6\" fill=\"url(#d)\" stroke=\"{ink}\" stroke-opacity=\".75\" stroke-width=\".7\"/><path fill=\"{ink}\" d=\"{}\"/>",
            star(4.6)
        )
    } else {
        write!(
            svg,
            "<circle r=\"5.2\" fill=\"url(#d)\" stroke=\"{ink}\" stroke-opacity=\".75\" stroke-width=\".7\"/>\
             <circle r=\"3.5\" fill=\"{gleam}\" fill-opacity=\".45\"/>"
        )
    };
    svg + "</svg>"
}

/// A star with five points, around 0, 0.
fn star(radius: f64) -> String {
    let points = (0..10).map(|at| {
        let radius = if at % 2 == 0 { radius } else { radius * 0.45 };
        let angle = PI * f64::from(at) / 5.0 - PI / 2.0;
        format!(
            "{} {}",
            short(radius * angle.cos()),
            short(radius * angle.sin())
        )
    });
    format!("M{}z", points.collect::<Vec<_>>().join("L"))
}

/// The lobes of the outline, which no two tiers of a programme have in the same number.
fn lobes(at: Rank) -> usize {
    if at.is_lowest() {
        return 0;
    }
    let (fewest, more) = LOBES;
    let more = more.max(at.of.saturating_sub(1));
    fewest + (more as f64 * at.height()).round() as usize
}

/// A circle, or one with lobes that meet in notches.
fn outline(lobes: usize) -> String {
    if lobes == 0 {
        return format!(
            "M-{RIM} 0a{RIM} {RIM} 0 1 1 {0} 0a{RIM} {RIM} 0 1 1-{0} 0z",
            2.0 * RIM
        );
    }
    let step = TAU / lobes as f64;
    let notch = RIM * (1.0 - DEPTH * step);
    // The middle of a quadratic curve is half way between its control point and the middle of its ends.
    let control = 2.0 * RIM - notch * (step / 2.0).cos();
    let point = |radius: f64, angle: f64| {
        let angle = angle - PI / 2.0;
        format!(
            "{} {}",
            short(radius * angle.cos()),
            short(radius * angle.sin())
        )
    };
    let mut path = format!("M{}", point(notch, -step / 2.0));
    for lobe in 0..lobes {
        let middle = step * lobe as f64;
        // Writing to a string cannot fail.
        let _ = write!(
            path,
            "Q{} {}",
            point(control, middle),
            point(notch, middle + step / 2.0)
        );
    }
    path + "z"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rank_has_its_own_outline_in_a_small_file() {
        let metal = Metal::of("partner", Some("#0b47a8"), "#0b47a8");
        for of in 1..=12 {
            let ranks = (1..=of).map(|rank| Rank { rank, of });
            let notches: Vec<usize> = ranks.clone().map(lobes).collect();
            assert!(
                notches.windows(2).all(|pair| pair[0] < pair[1]),
                "{notches:?}"
            );
            for mark in ranks.map(|at| rank_mark(at, &metal)) {
                assert!(mark.len() < 1_500, "{of}: {} bytes", mark.len());
                assert!(crate::image::rasterized(&mark).is_ok(), "{mark}");
            }
        }
    }
}
