//! The work of clipping paths. Entry point: [`Counter::clip`].

use usvg::{ClipPath, Group, Node};

use super::{Cost, Costs, Counter, TooMuch, layers};

impl Counter {
    /// A clipping path is drawn on a separate layer, and so are the parts of it that are clipped.
    pub(super) fn clip(&self, clip: &ClipPath, layer: f64, depth: usize) -> Costs {
        let mut cost = layers(layer).plus(self.clip_parts(clip.root(), layer, depth)?)?;
        if let Some(clip) = clip.clip_path() {
            cost = cost.plus(self.clip(clip, layer, depth + 1)?)?;
        }
        Ok(cost)
    }

    fn clip_parts(&self, group: &Group, layer: f64, depth: usize) -> Costs {
        let mut cost = Cost::default();
        if depth > super::super::MAX_DEPTH * 2 {
            return Err(TooMuch("its clipping paths are nested too deeply"));
        }
        for node in group.children() {
            let part = match node {
                Node::Group(inner) => {
                    let parts = self.clip_parts(inner, layer, depth + 1)?;
                    match inner.clip_path() {
                        Some(clip) => {
                            parts
                                .plus(layers(layer))?
                                .plus(self.clip(clip, layer, depth + 1)?)?
                        }
                        None => parts,
                    }
                }
                Node::Text(text) => self.clip_parts(text.flattened(), layer, depth + 1)?,
                Node::Path(path) => self.path(path, depth)?,
                Node::Image(_) => Cost::default(),
            };
            cost = cost.plus(part)?;
        }
        Ok(cost)
    }
}
