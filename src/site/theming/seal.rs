//! The seal of a tier, as a drawing. Entry points: [`seal`], and [`drawn`] within another drawing. Its small cut: `rank_mark`.
//!
//! Struck metal is a fan of wedges, whose shades go round twice; on it an engraved rosette, around it a rim with more
//! lobes the higher the tier, in the middle the company's mark. Everything is a function of the rank, so that a programme
//! may have any number of tiers; what distinguishes them is shape first, then metal.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::mark::BrandMark;
use super::metal::Metal;

/// The radius of the rim; the drawing is 120 units wide.
const RIM: f64 = 56.0;
/// The radius of the disc in the middle.
const DISC: f64 = 27.0;
/// The wedges of the metal, and of the disc.
const WEDGES: [usize; 2] = [96, 72];
/// The size of the company's mark in the middle, at most.
const STRUCK: (f64, f64) = (35.0, 34.0);

/// A tier's place among its programme's tiers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rank {
    /// From 1, the lowest.
    pub(crate) rank: usize,
    pub(crate) of: usize,
}

impl Rank {
    /// From 0, the lowest tier, to 1, the highest.
    pub(super) fn height(self) -> f64 {
        match self.of {
            // A single tier is no step of anything.
            0 | 1 => 2.0 / 3.0,
            of => (self.rank.clamp(1, of) - 1) as f64 / (of - 1) as f64,
        }
    }

    pub(super) fn is_lowest(self) -> bool {
        self.of > 1 && self.rank <= 1
    }

    pub(super) fn is_highest(self) -> bool {
        self.of > 1 && self.rank >= self.of
    }
}

/// The seal as SVG.
pub(crate) fn seal(at: Rank, metal: &Metal, mark: &BrandMark) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
         width=\"120\" height=\"120\" viewBox=\"-60 -60 120 120\">",
    );
    drawn(at, metal, mark, &mut svg);
    svg + "</svg>"
}

/// The parts of a seal around 0, 0, within a drawing that declares the prefix `xlink`.
pub(crate) fn drawn(at: Rank, metal: &Metal, mark: &BrandMark, svg: &mut String) {
    let height = at.height();
    let (ink, gleam) = (&metal.ink, &metal.gleam);
    let rim = |inset: f64| edge(RIM - inset, lobes(at), 0.65 + 1.95 * height, 8);
    // Writing to a string cannot fail.
    let _ = write!(
        svg,
        "<clipPath id=\"seal-rim\"><path d=\"{}\"/></clipPath><g clip-path=\"url(#seal-rim)\">",
        rim(0.0)
    );
    wedges(metal, 62.0, WEDGES[0], svg);
    let (long, short) = if at.is_highest() {
        ring(metal, svg);
        (41.0, 22.0)
    } else {
        (48.0 + 3.0 * height, 30.0 - 6.0 * height)
    };
    let lines = (18.0 + 18.0 * height).round() as usize;
    rosette(lines, (long, short), (ink, 0.34, 0.35), svg);
    rosette(lines, (long - 0.6, short - 0.6), (gleam, 0.55, 0.3), svg);
    if height >= 0.5 && !at.is_highest() {
        rosette(24, (40.0, 34.0), (ink, 0.22, 0.3), svg);
    }
    let _ = write!(
        svg,
        "</g><path fill=\"none\" stroke=\"{ink}\" stroke-opacity=\".55\" stroke-width=\".9\" d=\"{}\"/>\
         <clipPath id=\"seal-disc\"><circle r=\"{DISC}\"/></clipPath>\
         <g transform=\"rotate(140)\"><g clip-path=\"url(#seal-disc)\">",
        rim(0.4)
    );
    wedges(metal, 30.0, WEDGES[1], svg);
    let (outside, inside) = (DISC + 1.6, DISC - 2.0);
    let _ = write!(
        svg,
        "</g></g><circle r=\"{DISC}\" fill=\"{gleam}\" fill-opacity=\".45\"/>\
         <circle r=\"{DISC}\" fill=\"none\" stroke=\"{ink}\" stroke-opacity=\".7\"/>\
         <circle r=\"{outside}\" fill=\"none\" stroke=\"{gleam}\"/>\
         <circle r=\"{inside}\" fill=\"none\" stroke=\"{ink}\" stroke-opacity=\".35\" stroke-width=\".5\" \
         stroke-dasharray=\".8 .8\"/>"
    );
    let struck = mark.within(STRUCK);
    let _ = write!(
        svg,
        "<mask id=\"seal-mark\" mask-type=\"alpha\" style=\"mask-type:alpha\" maskUnits=\"userSpaceOnUse\" \
         x=\"-30\" y=\"-30\" width=\"60\" height=\"60\">{struck}</mask>\
         <g transform=\"translate(0 .8)\">\
         <path fill=\"{gleam}\" fill-opacity=\".8\" mask=\"url(#seal-mark)\" d=\"M-30-30h60v60h-60z\"/></g>\
         <path fill=\"{ink}\" mask=\"url(#seal-mark)\" d=\"M-30-30h60v60h-60z\"/>"
    );
}

/// The lobes of the rim: none for the lowest tier, 36 for the highest.
fn lobes(at: Rank) -> usize {
    if at.is_lowest() {
        0
    } else {
        (12.0 + 24.0 * at.height()).round() as usize
    }
}

/// A circle with lobes.
fn edge(radius: f64, lobes: usize, depth: f64, points_of_lobe: usize) -> String {
    if lobes == 0 {
        return format!(
            "M-{radius} 0a{radius} {radius} 0 1 1 {0} 0a{radius} {radius} 0 1 1-{0} 0z",
            2.0 * radius
        );
    }
    let points = lobes * points_of_lobe;
    let mut path = String::from("M");
    for point in 0..points {
        let angle = TAU * point as f64 / points as f64;
        let far = radius + depth * (lobes as f64 * angle).cos();
        let _ = write!(
            path,
            "{} {} ",
            short(far * angle.cos()),
            short(far * angle.sin())
        );
    }
    path.truncate(path.trim_end().len());
    path + "z"
}

/// A fan of wedges, the shades of the metal twice around.
fn wedges(metal: &Metal, radius: f64, count: usize, svg: &mut String) {
    for wedge in 0..count {
        let colour = metal.around(wedge as f64 / count as f64);
        let angle = |at: f64| (TAU * at / count as f64) - TAU / 6.0;
        // Each reaches under the next, so that no gap shines through.
        let (from, to) = (angle(wedge as f64), angle(wedge as f64 + 1.25));
        let _ = write!(
            svg,
            "<path fill=\"{colour}\" d=\"M0 0L{} {} {} {}\"/>",
            short(radius * from.cos()),
            short(radius * from.sin()),
            short(radius * to.cos()),
            short(radius * to.sin()),
        );
    }
}

/// Ellipses around the middle, as engravers draw them on banknotes.
fn rosette(
    count: usize,
    (long, short_side): (f64, f64),
    (colour, opacity, width): (&str, f64, f64),
    svg: &mut String,
) {
    let _ = write!(
        svg,
        "<g fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"{opacity}\" stroke-width=\"{width}\">"
    );
    for at in 0..count {
        let _ = write!(
            svg,
            "<ellipse rx=\"{}\" ry=\"{}\" transform=\"rotate({})\"/>",
            short(long),
            short(short_side),
            short(180.0 * at as f64 / count as f64)
        );
    }
    svg.push_str("</g>");
}

/// The engraved ring of the highest tier.
fn ring(metal: &Metal, svg: &mut String) {
    let _ = write!(
        svg,
        "<path fill=\"{}\" fill-rule=\"evenodd\" \
         d=\"M-53 0a53 53 0 1 1 106 0a53 53 0 1 1-106 0zM-42 0a42 42 0 1 0 84 0a42 42 0 1 0-84 0z\"/>\
         <g fill=\"none\" stroke=\"{}\" stroke-width=\".5\">",
        metal.ink, metal.shades[0]
    );
    for at in 0..60 {
        let _ = write!(
            svg,
            "<ellipse rx=\"6.4\" ry=\"2.6\" transform=\"rotate({})translate(47.5)rotate(45)\"/>",
            at * 6
        );
    }
    svg.push_str("</g>");
}

/// A length to the tenth, or to the hundredth below ten, without needless digits.
pub(super) fn short(length: f64) -> f64 {
    let digits = if length.abs() < 10.0 { 100.0 } else { 10.0 };
    (length * digits).round() / digits + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lobes_of(of: usize) -> Vec<usize> {
        (1..=of).map(|rank| lobes(Rank { rank, of })).collect()
    }

    #[test]
    fn the_rim_has_more_lobes_the_higher_the_tier() {
        assert_eq!(lobes_of(4), [0, 20, 28, 36]);
        assert_eq!(lobes_of(2), [0, 36]);
        assert_eq!(lobes_of(1), [28]);
        for of in 2..12 {
            assert!(
                lobes_of(of).windows(2).all(|pair| pair[0] < pair[1]),
                "{of}"
            );
        }
    }

    #[test]
    fn seals_of_any_number_of_tiers_can_be_drawn() {
        let mark = BrandMark::initial("L");
        for (rank, of) in [(1, 1), (1, 2), (2, 2), (3, 5), (12, 12)] {
            let metal = Metal::of("gold", None, "#0b47a8");
            let seal = seal(Rank { rank, of }, &metal, &mark);
            assert!(usvg_reads(&seal), "{seal}");
            assert!(seal.len() < 40_000, "{}", seal.len());
        }
    }

    fn usvg_reads(svg: &str) -> bool {
        crate::image::rasterized(svg).is_ok()
    }
}
