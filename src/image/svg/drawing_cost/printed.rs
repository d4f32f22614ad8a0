//! What filters take of a PDF, whose writer draws them as pictures. Entry point: [`Counter::printed`].

use usvg::{BlendMode, Group};

use super::{Cost, Counter, length};

/// How many pixels filters within separate layers have in a PDF: its writer does not know how large these layers are
/// drawn, and takes [`PRINTED_PIXELS`] for each of their units, at most [`PRINTED_SIDE`] for a side.
pub(super) const MAX_PRINTED: f64 = 32_000_000.0;
const PRINTED_PIXELS: f64 = 4.0;
const PRINTED_SIDE: f64 = 5000.0;

impl Counter {
    /// The length of a unit of what a group contains, in units of the layer around that.
    pub(super) fn unit_of_content(&self, group: &Group) -> Option<f64> {
        let is_layer = group.isolate()
            || group.opacity().get() < 1.0
            || group.mask().is_some()
            || group.blend_mode() != BlendMode::Normal;
        match self.unit_of_layer {
            // What is filtered is drawn with its filter.
            _ if !group.filters().is_empty() => None,
            _ if is_layer => Some(1.0),
            unit => unit.map(|unit| unit * length(group.transform())),
        }
    }

    /// The work of a PDF's writer for what is filtered.
    pub(super) fn printed(&self, group: &Group) -> Cost {
        let bounds = group.layer_bounding_box().transform(group.transform());
        let (Some(unit), Some(bounds)) = (self.unit_of_layer, bounds) else {
            return Cost::default();
        };
        let side = |side: f32| (f64::from(side) * unit * PRINTED_PIXELS).min(PRINTED_SIDE);
        Cost {
            printed: side(bounds.width()) * side(bounds.height()),
            ..Cost::default()
        }
    }
}
