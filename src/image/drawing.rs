//! Generated drawings, such as badges: composed as SVG, with texts in the default theme's font.

use resvg::tiny_skia::{Pixmap, Transform};
use usvg::Tree;

use super::svg;
use crate::text::escape;

/// The side of the picture on which the coverage of a drawing is measured, in pixels.
const COVERAGE_SIDE: u32 = 64;

/// A drawing whose texts are outlines, so that it looks the same on every machine. `title` is its accessible name.
pub fn outlined(drawing: &str, title: &str) -> Result<String, String> {
    let tree = svg::drawing(drawing)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let title = escape(title);
    Ok(svg::written(
        &tree,
        &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\"><title>{title}</title>"
        ),
    ))
}

/// A drawing without its margins, with its texts as outlines.
pub fn cropped(drawing: &str) -> Result<String, String> {
    let tree = svg::drawing(drawing)?;
    let part = tree.root().abs_layer_bounding_box();
    let (x, y, width, height) = (part.x(), part.y(), part.width(), part.height());
    Ok(svg::written(
        &tree,
        &format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"{x} {y} {width} {height}\">"
        ),
    ))
}

/// How much of its area a drawing covers, from 0 to 1: a silhouette leaves something free.
pub fn coverage(drawing: &str) -> Option<f64> {
    let tree = svg::drawing(drawing).ok()?;
    let size = tree.size();
    let mut pixels = Pixmap::new(COVERAGE_SIDE, COVERAGE_SIDE)?;
    let side = COVERAGE_SIDE as f32;
    let fitted = Transform::from_scale(side / size.width(), side / size.height());
    resvg::render(&tree, fitted, &mut pixels.as_mut());
    let covered: u64 = pixels
        .pixels()
        .iter()
        .map(|pixel| u64::from(pixel.alpha()))
        .sum();
    Some(covered as f64 / f64::from(COVERAGE_SIDE * COVERAGE_SIDE) / 255.0)
}

/// A drawing as PNG, at its original size.
pub fn rasterized(drawing: &str) -> Result<Vec<u8>, String> {
    let tree = svg::drawing(drawing)?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| "the drawing is too large".to_owned())?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

/// Whether the fonts of drawings have all characters of a text. They are the fonts of the default theme, which cover
/// Latin, Greek, Cyrillic and common symbols.
pub fn can_set(text: &str) -> bool {
    text.chars()
        .all(|c| c < '\u{530}' || ('\u{1e00}'..='\u{22ff}').contains(&c))
}

/// The width of a line of text; absent if no font has its characters.
pub fn text_width(text: &str, size: f64, weight: u16) -> f64 {
    let text = escape(text);
    let line = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\">\
         <text font-size=\"{size}\" font-weight=\"{weight}\">{text}</text></svg>"
    );
    svg::drawing(&line).map_or(0.0, |tree: Tree| {
        f64::from(tree.root().abs_bounding_box().width())
    })
}

#[cfg(test)]
mod tests {
    use super::{coverage, cropped, outlined, rasterized, text_width};

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\">\
        <rect width=\"60\" height=\"20\" fill=\"#0b47a8\"/><text x=\"4\" y=\"15\" fill=\"#fff\">Gold</text></svg>";

    #[test]
    fn texts_become_outlines_and_the_drawing_keeps_its_size_and_name() {
        let svg = outlined(DRAWING, "Gold & <more>").unwrap();
        assert!(!svg.contains("<text") && svg.contains("<path"));
        assert!(svg.starts_with("<svg ") && svg.contains("viewBox=\"0 0 60 20\""));
        assert!(svg.contains("<title>Gold &amp; &lt;more&gt;</title>"));
        assert!(usvg::roxmltree::Document::parse(&svg).is_ok());
    }

    #[test]
    fn a_drawing_becomes_pixels_the_same_each_time() {
        let png = rasterized(DRAWING).unwrap();
        assert_eq!(png, rasterized(DRAWING).unwrap());
        let image = image::load_from_memory(&png).unwrap().to_rgba8();
        assert_eq!(image.dimensions(), (60, 20));
        assert_eq!(image.get_pixel(59, 0).0, [0x0b, 0x47, 0xa8, 0xff]);
        assert!(image.pixels().any(|pixel| pixel.0[0] > 0xf0));
    }

    #[test]
    fn a_letter_is_cropped_to_its_outline_and_covers_a_part_of_it() {
        let letter = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">\
            <text x=\"10\" y=\"90\" font-size=\"90\">I</text></svg>";
        let svg = cropped(letter).unwrap();
        assert!(coverage(letter).unwrap() < 0.2);
        assert!(coverage(&svg).unwrap() > 0.9, "{svg}");
        assert!(coverage(DRAWING).unwrap() > 0.99);
    }

    #[test]
    fn heavier_and_longer_texts_are_wider() {
        assert!(text_width("Gold", 20.0, 600) > text_width("Gold", 20.0, 400));
        assert!(text_width("Gold & Co", 20.0, 400) > text_width("Gold", 20.0, 400));
    }
}
