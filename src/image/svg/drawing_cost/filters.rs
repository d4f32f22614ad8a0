//! The work of filters: their parts, and how often each is evaluated. Entry point: [`FilterWork::new`].

use usvg::filter::{Filter, Input, Kind, Primitive};

use super::SIDE;

/// The least that a part costs that is evaluated again.
const MIN_EFFORT: f64 = 0.3;

/// The work of a filter for each pixel of its region, compared with a blur.
pub(super) struct FilterWork {
    /// The work of its parts, each as often as it is evaluated.
    pub(super) effort: f64,
    /// How much of it is done because parts are evaluated again.
    pub(super) repeated: f64,
    /// How often what is filtered is read.
    pub(super) source_uses: f64,
}

impl FilterWork {
    /// The work of a filter whose result is read this often. Browsers evaluate a part once more for each part that reads it, so
    /// that a chain of parts that read the one before twice doubles the work with each part.
    pub(super) fn new(filter: &Filter, uses: f64, pixels_of_unit: f64) -> Self {
        let parts = filter.primitives();
        let mut uses_of_parts = vec![0.0; parts.len()];
        if let Some(last) = uses_of_parts.last_mut() {
            *last = uses;
        }
        let mut work = Self {
            effort: 0.0,
            repeated: 0.0,
            source_uses: 0.0,
        };
        for (index, part) in parts.iter().enumerate().rev() {
            let uses = uses_of_parts[index];
            // A part that nothing reads is evaluated, too, by some programs.
            let evaluations = f64::max(uses, 1.0);
            let effort = effort(part, pixels_of_unit);
            work.effort += evaluations * effort;
            work.repeated += (evaluations - 1.0) * effort.max(MIN_EFFORT);
            for (input, times) in inputs(part) {
                let read = parts[..index].iter().rposition(
                    |earlier| matches!(input, Input::Reference(name) if name == earlier.result()),
                );
                match read {
                    Some(read) => uses_of_parts[read] += uses * times,
                    None => work.source_uses += uses * times,
                }
            }
        }
        work
    }
}

/// What a part reads, and how often.
fn inputs(part: &Primitive) -> Vec<(&Input, f64)> {
    match part.kind() {
        Kind::Blend(blend) => vec![(blend.input1(), 1.0), (blend.input2(), 1.0)],
        Kind::Composite(composite) => vec![(composite.input1(), 1.0), (composite.input2(), 1.0)],
        Kind::DisplacementMap(map) => vec![(map.input1(), 1.0), (map.input2(), 1.0)],
        Kind::Merge(merge) => merge.inputs().iter().map(|input| (input, 1.0)).collect(),
        // For the shadow, and for what casts it.
        Kind::DropShadow(shadow) => vec![(shadow.input(), 2.0)],
        Kind::ColorMatrix(part) => vec![(part.input(), 1.0)],
        Kind::ComponentTransfer(part) => vec![(part.input(), 1.0)],
        Kind::ConvolveMatrix(part) => vec![(part.input(), 1.0)],
        Kind::DiffuseLighting(part) => vec![(part.input(), 1.0)],
        Kind::SpecularLighting(part) => vec![(part.input(), 1.0)],
        Kind::GaussianBlur(part) => vec![(part.input(), 1.0)],
        Kind::Morphology(part) => vec![(part.input(), 1.0)],
        Kind::Offset(part) => vec![(part.input(), 1.0)],
        Kind::Tile(part) => vec![(part.input(), 1.0)],
        Kind::Flood(_) | Kind::Image(_) | Kind::Turbulence(_) => Vec::new(),
    }
}

/// What a part of a filter costs for each pixel, compared with a blur.
fn effort(primitive: &Primitive, pixels_of_unit: f64) -> f64 {
    match primitive.kind() {
        Kind::Turbulence(turbulence) => 1.0 + 4.0 * f64::from(turbulence.num_octaves()),
        Kind::Morphology(morphology) => {
            let side = |radius: f32| (2.0 * f64::from(radius) * pixels_of_unit).clamp(1.0, SIDE);
            let sides = side(morphology.radius_x().get()) * side(morphology.radius_y().get());
            // Browsers and printers are faster than this for large radii.
            1.0 + sides / 100.0
        }
        Kind::ConvolveMatrix(matrix) => {
            let matrix = matrix.matrix();
            1.0 + f64::from(matrix.columns()) * f64::from(matrix.rows()) / 10.0
        }
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 3.0,
        Kind::GaussianBlur(_) | Kind::DropShadow(_) | Kind::DisplacementMap(_) => 1.0,
        Kind::Merge(merge) => 0.2 * merge.inputs().len() as f64,
        _ => 0.3,
    }
}
