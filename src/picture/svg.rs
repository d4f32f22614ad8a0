//! SVGs: read by a parser that knows neither scripts nor references, and written anew.

mod dropped;
mod encoding;

use std::sync::Arc;

use usvg::roxmltree::{Document, ParsingOptions};
use usvg::{ImageHrefResolver, ImageKind, Indent, Options, Tree, WriteOptions};

/// Elements and texts that a file may have: as many as the parser takes, but before they are in memory.
const MAX_NODES: u32 = 1_000_000;
/// Bytes that a file may have; the largest logos seen have a tenth of it.
const MAX_BYTES: usize = 8 << 20;

/// An SVG that may be published.
pub(super) struct Clean {
    /// The SVG.
    pub(super) text: String,
    /// Its width, rounded up.
    pub(super) width: u32,
    /// Its height, rounded up.
    pub(super) height: u32,
    /// What was dropped, in words.
    pub(super) dropped: Vec<String>,
}

/// The SVG written anew, or why it cannot be shown.
pub(super) fn clean(bytes: &[u8]) -> Result<Clean, String> {
    if bytes.len() > MAX_BYTES {
        return Err("the SVG has more than 8 MB; simplify it, or save it as PNG".to_owned());
    }
    let text = encoding::decode(bytes);
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&text, options)
        .map_err(|error| format!("the SVG cannot be read ({error}); save it anew"))?;
    let tree = Tree::from_xmltree(&document, &offline()).map_err(|error| match error {
        usvg::Error::InvalidSize => {
            "the SVG has neither width and height nor a viewBox; save it anew with its size"
                .to_owned()
        }
        usvg::Error::ElementsLimitReached => {
            "the SVG has too many elements; simplify it, or save it as PNG".to_owned()
        }
        error => format!("the SVG cannot be read ({error}); save it anew"),
    })?;
    let dropped = dropped::words(&document);
    if !tree.root().has_children() {
        let mut why = String::from("nothing of the SVG can be shown");
        if !dropped.is_empty() {
            why = format!("{why} without {}", dropped.join(", "));
        }
        return Err(format!("{why}; save it anew with its text as outlines"));
    }
    let size = tree.size();
    let pixels = |length: f32| length.ceil().clamp(1.0, 1e6) as u32;
    Ok(Clean {
        text: write(&tree),
        width: pixels(size.width()),
        height: pixels(size.height()),
        dropped,
    })
}

/// Options with which no file and no other host is read, and only pictures that are inside the file are taken.
fn offline() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(embedded),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// A picture inside an SVG; one that is an SVG itself is read in the same way.
fn embedded(_: &str, data: Arc<Vec<u8>>, options: &Options<'_>) -> Option<ImageKind> {
    match super::kind::of(&data).ok()? {
        crate::model::PictureKind::Png => Some(ImageKind::PNG(data)),
        crate::model::PictureKind::Jpeg => Some(ImageKind::JPEG(data)),
        crate::model::PictureKind::Gif => Some(ImageKind::GIF(data)),
        crate::model::PictureKind::Webp => Some(ImageKind::WEBP(data)),
        crate::model::PictureKind::Svg => {
            let tree = Tree::from_data_nested(&data, options).ok()?;
            Some(ImageKind::SVG(tree))
        }
    }
}

fn write(tree: &Tree) -> String {
    let options = WriteOptions {
        indent: Indent::None,
        attributes_indent: Indent::None,
        // A thousandth of a unit is not to be seen in a logo of a hundred.
        coordinates_precision: 3,
        transforms_precision: 5,
        ..WriteOptions::default()
    };
    let text = tree.to_string(&options);
    // Without a viewBox the picture would be cut off, not made smaller, where it is shown smaller than it says.
    let size = tree.size();
    let box_ = format!("<svg viewBox=\"0 0 {} {}\"", size.width(), size.height());
    text.replacen("<svg", &box_, 1)
}
