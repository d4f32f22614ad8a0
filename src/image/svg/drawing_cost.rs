//! What it costs to draw an SVG: here, in browsers, and by the printer. Entry point: [`check`].
//!
//! A few lines of an SVG can ask for days of work: filters over the whole drawing, patterns within patterns, lines of a
//! million dashes. The work is counted before it is done, relative to the part of the drawing that is shown, so that
//! the answer does not depend on the machine.

mod clips;
mod filters;
mod lines;
mod printed;

use usvg::filter::Filter;
use usvg::{
    Group, Image, ImageKind, Mask, Node, NonZeroRect, Paint, Path, Pattern, Rect, Transform, Tree,
};

use filters::FilterWork;
use lines::{dashes, heights};
use printed::MAX_PRINTED;

/// The longer side of the drawing for which filters are counted, in pixels.
const SIDE: f64 = 1000.0;
/// How many parts of lines are drawn, including those of patterns, masks and clipping paths.
const MAX_SEGMENTS: f64 = 4_000_000.0;
/// The sum, over all paths, of the square of the number of lines that cross the drawing from top to bottom: those that
/// cross each other are sorted again for each row of pixels.
const MAX_CROSSINGS: f64 = 1e9;
/// How many dashes are drawn.
const MAX_DASHES: f64 = 20_000.0;
/// How often the whole drawing is covered by dashes, if each is as long as it is wide.
const MAX_DASHED: f64 = 1_000.0;
/// How many tiles of patterns are drawn: some programs draw each of them.
const MAX_TILES: f64 = 500_000.0;
/// How many pixels of embedded pictures are drawn.
const MAX_PICTURE_PIXELS: f64 = 64_000_000.0;
/// How often the whole drawing is covered by embedded pictures.
const MAX_PICTURES: f64 = 1_000.0;
/// How often the whole drawing is covered by layers: of groups, masks, clipping paths and patterns.
const MAX_LAYERS: f64 = 4_000.0;
/// How often it is filtered, for filters of average cost.
const MAX_FILTERED: f64 = 200.0;
/// How often parts of filters are evaluated again, for parts of average cost and of any size.
const MAX_REPEATED: f64 = 1_000.0;
/// How much memory the results of one filter take, in drawings.
const MAX_FILTER_RESULTS: f64 = 48.0;
/// How much larger than the drawing the region of a filter or a tile of a pattern may be: nothing further away is seen.
const MAX_REGION: f64 = 30.0;

/// How many times the longer side of the drawing away something may be drawn: the numbers of pixels are limited.
const MAX_DISTANCE: f64 = 100_000.0;

/// The work to draw something.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    segments: f64,
    crossings: f64,
    dashes: f64,
    dashed: f64,
    tiles: f64,
    picture_pixels: f64,
    pictures: f64,
    layers: f64,
    filtered: f64,
    printed: f64,
    repeated: f64,
}

/// The error says which part of the work is too much.
#[derive(Debug)]
struct TooMuch(&'static str);

type Costs = Result<Cost, TooMuch>;

/// Rejects a drawing that takes too long to draw; `visible` is the part of it that is shown.
pub(super) fn check(tree: &Tree, visible: Rect) -> Result<(), String> {
    let counter = Counter {
        area: f64::from(visible.width()) * f64::from(visible.height()),
        pixels_of_unit: SIDE / f64::from(visible.width().max(visible.height())),
        scale: 1.0,
        uses: 1.0,
        unit_of_layer: None,
    };
    match counter.group(tree.root(), 0) {
        Ok(_) => Ok(()),
        Err(TooMuch(what)) => Err(format!(
            "the SVG takes too long to be drawn: {what}; simplify it, or save it as PNG"
        )),
    }
}

/// Counts the work for a drawing, or for one within it.
#[derive(Clone, Copy)]
struct Counter {
    /// The area that is shown, in units of the outer drawing.
    area: f64,
    pixels_of_unit: f64,
    /// The length of a unit of this drawing in units of the outer one.
    scale: f64,
    /// How often it is drawn: once more for each part of a filter around it that reads it.
    uses: f64,
    /// The length of a unit in units of the layer around it; absent outside of layers, and within filters.
    unit_of_layer: Option<f64>,
}

impl Cost {
    /// The sum, unless it is too much. The comparisons also reject what is no number.
    fn plus(self, other: Cost) -> Costs {
        let sum = Cost {
            segments: self.segments + other.segments,
            crossings: self.crossings + other.crossings,
            dashes: self.dashes + other.dashes,
            dashed: self.dashed + other.dashed,
            tiles: self.tiles + other.tiles,
            picture_pixels: self.picture_pixels + other.picture_pixels,
            pictures: self.pictures + other.pictures,
            layers: self.layers + other.layers,
            filtered: self.filtered + other.filtered,
            printed: self.printed + other.printed,
            repeated: self.repeated + other.repeated,
        };
        let limits = [
            (
                sum.segments,
                MAX_SEGMENTS,
                "its patterns, masks or clipping paths are within each other",
            ),
            (
                sum.crossings,
                MAX_CROSSINGS,
                "it has too many lines that cross each other",
            ),
            (sum.dashes, MAX_DASHES, "its lines have too many dashes"),
            (sum.dashed, MAX_DASHED, "its lines have too wide dashes"),
            (
                sum.pictures,
                MAX_PICTURES,
                "the pictures inside it are repeated too often",
            ),
            (sum.tiles, MAX_TILES, "its patterns are too small"),
            (
                sum.picture_pixels,
                MAX_PICTURE_PIXELS,
                "the pictures inside it are too large",
            ),
            (
                sum.layers,
                MAX_LAYERS,
                "it has too many transparent, masked or clipped layers",
            ),
            (
                sum.filtered,
                MAX_FILTERED,
                "it has too many or too large filters, such as blurs and textures",
            ),
            (
                sum.printed,
                MAX_PRINTED,
                "its filters within transparent or masked parts are too large for a PDF",
            ),
            (
                sum.repeated,
                MAX_REPEATED,
                "parts of its filters read others too often",
            ),
        ];
        for (count, limit, what) in limits {
            within(count, limit, what)?;
        }
        Ok(sum)
    }
}

fn within(count: f64, limit: f64, what: &'static str) -> Result<(), TooMuch> {
    if count <= limit {
        Ok(())
    } else {
        Err(TooMuch(what))
    }
}

impl Counter {
    /// The part of the drawing that a rectangle covers; more than one for rectangles that are larger.
    fn part(&self, rect: NonZeroRect, transform: Transform) -> f64 {
        let area = f64::from(rect.width()) * f64::from(rect.height());
        area * (self.length(transform)).powi(2) / self.area
    }

    /// The part of the drawing that a rectangle covers, up to all of it.
    fn covered(&self, rect: Rect) -> f64 {
        let area = f64::from(rect.width()) * f64::from(rect.height());
        (area * self.scale.powi(2) / self.area).min(1.0)
    }

    /// The length of a unit after a transform, in units of the outer drawing.
    fn length(&self, transform: Transform) -> f64 {
        length(transform) * self.scale
    }

    fn group(&self, group: &Group, depth: usize) -> Costs {
        let mut cost = Cost::default();
        if depth > super::MAX_DEPTH * 2 {
            return Err(TooMuch("its elements are nested too deeply"));
        }
        let transform = group.abs_transform();
        let mut content = *self;
        content.unit_of_layer = self.unit_of_content(group);
        if !group.filters().is_empty() {
            cost = cost.plus(self.printed(group))?;
        }
        // Each filter reads the result of the one before it.
        for filter in group.filters().iter().rev() {
            let work = self.filter(filter, content.uses, transform)?;
            cost = cost.plus(work.0)?;
            content.uses = work.1;
        }
        for node in group.children() {
            cost = cost.plus(content.node(node, depth + 1)?)?;
        }
        if !group.should_isolate() {
            return Ok(cost);
        }
        let layer = self
            .part(group.layer_bounding_box(), transform)
            .min(MAX_REGION);
        cost = cost.plus(layers(layer))?;
        if let Some(clip) = group.clip_path() {
            cost = cost.plus(self.clip(clip, layer, depth + 1)?)?;
        }
        if let Some(mask) = group.mask() {
            let inside = self.inside(transform);
            cost = cost.plus(inside.mask(mask, layer, depth + 1)?)?;
        }
        Ok(cost)
    }

    fn node(&self, node: &Node, depth: usize) -> Costs {
        let cost = match node {
            Node::Group(group) => self.group(group, depth),
            Node::Path(path) => self.path(path, depth),
            Node::Image(image) => self.image(image, depth),
            Node::Text(text) => self.group(text.flattened(), depth),
        };
        // An element without anything in it takes time, too.
        cost?.plus(Cost {
            segments: 1.0,
            ..Cost::default()
        })
    }

    /// This counter for a drawing on a separate layer, whose unit has another length.
    fn inside(&self, transform: Transform) -> Self {
        Self {
            scale: self.length(transform),
            unit_of_layer: Some(1.0),
            ..*self
        }
    }

    fn mask(&self, mask: &Mask, layer: f64, depth: usize) -> Costs {
        let cost = layers(2.0 * layer).plus(self.group(mask.root(), depth)?)?;
        match mask.mask() {
            Some(mask) => cost.plus(self.mask(mask, layer, depth + 1)?),
            None => Ok(cost),
        }
    }

    fn path(&self, path: &Path, depth: usize) -> Costs {
        let bounds = path.abs_stroke_bounding_box();
        let distances = [bounds.left(), bounds.top(), bounds.right(), bounds.bottom()];
        for distance in distances {
            let pixels = f64::from(distance.abs()) * self.scale * self.pixels_of_unit;
            within(
                pixels,
                MAX_DISTANCE * SIDE,
                "a shape or a line is many times larger than the drawing",
            )?;
        }
        let side = SIDE / self.pixels_of_unit;
        let lines = heights(path) * self.length(path.abs_transform()) / side;
        // A stroke has two sides.
        let sides = if path.stroke().is_some() { 2.0 } else { 1.0 };
        let mut cost = Cost {
            segments: path.data().len() as f64,
            crossings: (sides * lines).powi(2),
            ..Cost::default()
        };
        let paints = [
            path.fill().map(|fill| fill.paint()),
            path.stroke().map(|stroke| stroke.paint()),
        ];
        for paint in paints.into_iter().flatten() {
            if let Paint::Pattern(pattern) = paint {
                cost = cost.plus(self.pattern(pattern, path, depth + 1)?)?;
            }
        }
        if let Some(stroke) = path.stroke() {
            let dashes = dashes(path, stroke);
            let width = f64::from(stroke.width().get()) * self.length(path.abs_transform());
            cost = cost.plus(Cost {
                segments: path.data().len() as f64,
                dashes,
                dashed: dashes * (width.powi(2) / self.area).min(MAX_REGION),
                ..Cost::default()
            })?;
        }
        Ok(cost)
    }

    fn pattern(&self, pattern: &Pattern, path: &Path, depth: usize) -> Costs {
        let transform = path.abs_transform().pre_concat(pattern.transform());
        let tile = self.part(pattern.rect(), transform);
        within(tile, MAX_REGION, "a pattern is larger than the drawing")?;
        let covered = path.stroke_bounding_box();
        let shown = f64::from(covered.width()) * f64::from(covered.height());
        let shown = (shown * self.length(path.abs_transform()).powi(2) / self.area).min(MAX_REGION);
        let inside = self.inside(transform);
        layers(tile)
            .plus(Cost {
                tiles: shown / tile,
                ..Cost::default()
            })?
            .plus(inside.group(pattern.root(), depth)?)
    }

    fn image(&self, image: &Image, depth: usize) -> Costs {
        let pixels = f64::from(image.size().width()) * f64::from(image.size().height());
        match image.kind() {
            ImageKind::SVG(tree) => {
                let inside = self.inside(image.abs_transform());
                layers(1.0).plus(inside.group(tree.root(), depth + 1)?)
            }
            _ => Ok(Cost {
                picture_pixels: pixels,
                // Small ones take time, too.
                pictures: self.covered(image.abs_bounding_box()).max(1e-2),
                ..Cost::default()
            }),
        }
    }

    /// The work of a filter whose result is read this often, and how often what is filtered is read.
    fn filter(
        &self,
        filter: &Filter,
        uses: f64,
        transform: Transform,
    ) -> Result<(Cost, f64), TooMuch> {
        const TOO_LARGE: &str = "the region of a filter is too large";
        let region = self.part(filter.rect(), transform);
        within(region, MAX_REGION, TOO_LARGE)?;
        within(
            region * filter.primitives().len() as f64,
            MAX_FILTER_RESULTS,
            "a filter has too many parts, or too large a region",
        )?;
        let pixels_of_unit = self.length(transform) * self.pixels_of_unit;
        let work = FilterWork::new(filter, uses, pixels_of_unit);
        let cost = Cost {
            // Small regions take time, too.
            filtered: region.max(1e-3) * work.effort,
            repeated: work.repeated,
            ..Cost::default()
        };
        Ok((cost, work.source_uses.max(1.0)))
    }
}

/// The length of a unit after a transform.
fn length(transform: Transform) -> f64 {
    let [sx, kx, ky, sy] = [transform.sx, transform.kx, transform.ky, transform.sy].map(f64::from);
    (sx * sy - kx * ky).abs().sqrt()
}

fn layers(layers: f64) -> Cost {
    Cost {
        layers,
        ..Cost::default()
    }
}
