//! SVGs: read by a parser that knows neither scripts nor references, and rewritten.

mod compact;
mod css;
mod drawing_cost;
mod dropped;
mod embedded;
mod encoding;
mod expanded_size;
mod fonts;
mod prepare;
mod reduced;
mod time_limit;

use usvg::filter::Kind;
use usvg::roxmltree::{self, Document, ParsingOptions};
use usvg::{Indent, Options, Rect, Tree, WriteOptions};

use super::pale::{self, Visibility};
use embedded::EmbeddedPictures;

/// The maximum number of elements and texts: the limit of the parser, but checked before they are in memory.
const MAX_NODES: u32 = 1_000_000;
/// The maximum size of a file in bytes, ten times that of the largest logos seen.
const MAX_BYTES: usize = 8 << 20;
/// The deepest nesting of elements: recursion over them must not overflow the stack.
const MAX_DEPTH: usize = 128;
/// The part of a side that empty margins must take to be cropped: smaller ones are not noticeable.
const MARGIN: f32 = 0.06;

/// Message for a file with more elements.
const TOO_MANY: &str =
    "the SVG has too many elements, points or letters; simplify it, or save it as PNG";

/// Message for a file that is too long.
const TOO_LONG: &str = "the SVG has more than 8 MB; simplify it, or save it as PNG";

/// How much longer a side may be than the other.
const MAX_RATIO: f32 = 200.0;
/// The minimum of the shorter side, in pixels.
const SHORTEST: f32 = 32.0;
/// The maximum of the longer side, in pixels.
const LONGEST: f32 = 4096.0;

/// An SVG that may be published.
pub(super) struct Clean {
    /// The SVG.
    pub(super) text: String,
    /// Its width, rounded up.
    pub(super) width: u32,
    /// Its height, rounded up.
    pub(super) height: u32,
    /// What is seen of it on a light background.
    pub(super) visibility: Visibility,
    /// Descriptions of what was dropped.
    pub(super) dropped: Vec<String>,
}

/// The rewritten SVG, or why it cannot be shown.
pub(super) fn clean(bytes: &[u8]) -> Result<Clean, String> {
    if bytes.len() > MAX_BYTES {
        return Err(TOO_LONG.to_owned());
    }
    time_limit::within(bytes, cleaned)
}

fn cleaned(bytes: &[u8]) -> Result<Clean, String> {
    let pictures = EmbeddedPictures::default();
    let (tree, mut dropped) = read(bytes, &pictures.options())?;
    dropped.extend(pictures.dropped()?);
    if !tree.root().has_children() {
        let without = if dropped.is_empty() {
            String::new()
        } else {
            format!(" without {}", dropped.join(", "))
        };
        return Err(format!(
            "nothing of the SVG can be shown{without}; save it again as a self-contained drawing"
        ));
    }
    let visible = visible(&tree);
    drawing_cost::check(&tree, visible)?;
    let visibility = pale::svg(&tree, visible);
    if visibility == Visibility::Invisible {
        return Err(
            "nothing of the SVG can be seen: it is transparent, hidden or without colours; save it again as a self-contained drawing"
                .to_owned(),
        );
    }
    let size = shown_size(visible)?;
    let text = write(&tree, visible, size)?;
    embedded::check_written(&text)?;
    // Repeated parts are written as often as they are drawn.
    if text.len() > MAX_BYTES {
        return Err(TOO_LONG.to_owned());
    }
    Ok(Clean {
        text,
        width: size.0.ceil() as u32,
        height: size.1.ceil() as u32,
        visibility,
        dropped,
    })
}

/// A generated drawing, with its texts laid out.
pub(super) fn drawing(text: &str) -> Result<Tree, String> {
    Tree::from_str(text, &embedded::options_of_generated()).map_err(|error| error.to_string())
}

/// The drawing with its texts as outlines, after a start tag.
pub(super) fn written(tree: &Tree, start: &str) -> String {
    let options = WriteOptions {
        indent: Indent::None,
        attributes_indent: Indent::None,
        ..WriteOptions::default()
    };
    let text = tree.to_string(&options);
    let inside = text.split_once('>').map_or("</svg>", |(_, inside)| inside);
    compact::paths(&format!("{start}{inside}"))
}

/// The width and height at which a part is shown: those of the file, except for drawings that are smaller than a few
/// pixels, or larger than any screen.
fn shown_size(visible: Rect) -> Result<(f32, f32), String> {
    let (width, height) = (visible.width(), visible.height());
    let (shorter, longer) = (width.min(height), width.max(height));
    if longer > shorter * MAX_RATIO {
        return Err("the SVG is no more than a line; save it again with its size".to_owned());
    }
    let factor = (SHORTEST / shorter).max(1.0).min(LONGEST / longer);
    Ok((width * factor, height * factor))
}

/// What the SVG shows, and what was dropped from it.
fn read(bytes: &[u8], options: &Options<'_>) -> Result<(Tree, Vec<String>), String> {
    if bytes.len() > MAX_BYTES {
        return Err(TOO_LONG.to_owned());
    }
    let text = encoding::decode(bytes);
    prepare::check(&text)?;
    let document = parse(&text)?;
    expanded_size::check_depth(&document)?;
    let mut dropped = dropped::words(&document);
    let prepared = prepare::known_css(&text);
    let prepared = prepared.as_deref().map(parse).transpose()?;
    let document = prepared.as_ref().unwrap_or(&document);
    let styles = css::resolve(document)?;
    dropped.extend(styles.lost);
    let resolved = parse(&styles.text)?;
    expanded_size::check(&resolved)?;
    let tree = Tree::from_xmltree(&resolved, options);
    let tree = tree.map_err(|error| match error {
        usvg::Error::InvalidSize => {
            "the SVG has neither width and height nor a viewBox; save it again with its size"
                .to_owned()
        }
        usvg::Error::ElementsLimitReached => TOO_MANY.to_owned(),
        usvg::Error::ParsingFailed(roxmltree::Error::NodesLimitReached) => TOO_MANY.to_owned(),
        error => format!("the SVG cannot be read ({error}); open it in a drawing program and save it again as a plain SVG"),
    })?;
    if has_picture_in_filter(&tree) {
        return Err(
            "the SVG has a filter with a picture (feImage), which cannot be read everywhere; save it as PNG"
                .to_owned(),
        );
    }
    Ok((tree, dropped))
}

/// Whether a filter draws another part of the drawing, or a picture: it would be written as a reference that the paper reads
/// as a file.
fn has_picture_in_filter(tree: &Tree) -> bool {
    let mut parts = tree.filters().iter().flat_map(|filter| filter.primitives());
    parts.any(|part| matches!(part.kind(), Kind::Image(_)))
}

fn parse(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => TOO_MANY.to_owned(),
        error => format!("the SVG cannot be read ({error}); open it in a drawing program and save it again as a plain SVG"),
    })
}

fn whole(tree: &Tree) -> Rect {
    let whole = tree.size().to_rect(0.0, 0.0);
    whole.unwrap_or_else(|| Rect::from_xywh(0.0, 0.0, 1.0, 1.0).expect("one is more than nothing"))
}

/// The part of the picture that is not empty, if its margins are large enough to be cropped: with them, a small logo in
/// a large square would look smaller than all others on a page.
fn visible(tree: &Tree) -> Rect {
    let (width, height) = (tree.size().width(), tree.size().height());
    let whole = whole(tree);
    let drawn = tree.root().abs_layer_bounding_box();
    let (left, top) = (drawn.left().max(0.0), drawn.top().max(0.0));
    let (right, bottom) = (drawn.right().min(width), drawn.bottom().min(height));
    let small = |length: f32, of: f32| length < of * (1.0 - MARGIN);
    match Rect::from_ltrb(left, top, right, bottom) {
        Some(part) if part.width() <= 0.0 || part.height() <= 0.0 => whole,
        Some(part) if small(part.width(), width) || small(part.height(), height) => part,
        _ => whole,
    }
}

/// The whole of an SVG, at its own size.
fn write_whole(tree: &Tree) -> Result<String, String> {
    let size = tree.size();
    write(tree, whole(tree), (size.width(), size.height()))
}

/// An SVG that shows a part of a tree.
fn write(tree: &Tree, visible: Rect, (width, height): (f32, f32)) -> Result<String, String> {
    let options = WriteOptions {
        indent: Indent::None,
        attributes_indent: Indent::None,
        // Drawing programs may draw in millions of units, and scale them down by a tiny factor.
        transforms_precision: 12,
        ..WriteOptions::default()
    };
    let text = tree.to_string(&options);
    // Without a viewBox the picture would be cropped, not scaled, where it is shown smaller than its own size.
    let (_, rest) = text.split_once('>').unwrap_or_default();
    let (x, y) = (visible.x(), visible.y());
    let (units_x, units_y) = (visible.width(), visible.height());
    let links = if rest.contains("xlink:") {
        " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
    } else {
        ""
    };
    let text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\"{links} width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {units_x} {units_y}\">{rest}"
    );
    reduced::reduced(&text, tree, visible)
}

#[cfg(test)]
mod tests;
