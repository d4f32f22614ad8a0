//! Detection of pictures that are too pale for a light background, such as white logos made for dark websites.

use image::DynamicImage;
use resvg::tiny_skia::Pixmap;
use resvg::usvg::{Rect, Transform, Tree};

use super::luminance::relative_luminance;

/// Side of the drawing that is analysed, in pixels: enough for the thin letters of a logo.
const SIDE: f32 = 96.0;
/// Colours with at least this luminance are pale: on white they have a contrast of 1.3 : 1 or less.
const PALE: f64 = 0.75;
/// The part of the drawn pixels that must be pale.
const MOST: f64 = 0.85;
/// The least of each channel of a colour that looks white.
const WHITE: u8 = 250;
/// A picture that fills this part of its rectangle has its own background.
const FILLED: f64 = 0.97;
/// The silhouette of a picture that fills this part of its rectangle is a block.
const BLOCK: f64 = 0.7;

/// What is seen of a picture on a light background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// Enough.
    Visible,
    /// A rectangle almost without gaps, such as a logo on its own background.
    Filled,
    /// Too little: it is pale.
    Pale,
    /// Nothing: it is white all over, up to its edges.
    Blank,
    /// Nothing on any background: it is transparent all over.
    Invisible,
}

/// What is seen of an SVG; `visible` is the part of it that is drawn.
pub(super) fn svg(tree: &Tree, visible: Rect) -> Visibility {
    let whole = tree.size().to_rect(0.0, 0.0).unwrap_or(visible);
    match visibility_of_part(tree, whole) {
        // A small drawing on a large sheet has less than a pixel.
        Visibility::Invisible => visibility_of_part(tree, visible),
        seen => seen,
    }
}

fn visibility_of_part(tree: &Tree, part: Rect) -> Visibility {
    let scale = SIDE / part.width().max(part.height());
    let side = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let Some(mut pixels) = Pixmap::new(side(part.width()), side(part.height())) else {
        return Visibility::Visible;
    };
    resvg::render(
        tree,
        Transform::from_translate(-part.x(), -part.y()).post_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    let colours = pixels.pixels().iter().map(|it| {
        let it = it.demultiply();
        [it.red(), it.green(), it.blue(), it.alpha()]
    });
    visibility(colours)
}

/// What is seen of a raster.
pub(super) fn raster(image: &DynamicImage) -> Visibility {
    let small = image.thumbnail(SIDE as u32, SIDE as u32).into_rgba8();
    match visibility(small.pixels().map(|it| it.0)) {
        // Thin lines may vanish when a picture is made smaller.
        Visibility::Invisible | Visibility::Blank => {
            visibility(image.to_rgba8().pixels().map(|it| it.0))
        }
        seen => seen,
    }
}

fn visibility(colours: impl ExactSizeIterator<Item = [u8; 4]> + Clone) -> Visibility {
    if colours.clone().all(|[.., alpha]| alpha == 0) {
        return Visibility::Invisible;
    }
    if colours
        .clone()
        .all(|colour| colour.iter().all(|&tone| tone >= WHITE))
    {
        return Visibility::Blank;
    }
    let all = colours.len() as f64;
    let (mut drawn, mut pale) = (0.0, 0.0);
    for [red, green, blue, alpha] in colours {
        let weight = f64::from(alpha) / 255.0;
        drawn += weight;
        if relative_luminance([red, green, blue].map(|tone| f64::from(tone) / 255.0)) >= PALE {
            pale += weight;
        }
    }
    if drawn < all * FILLED && pale >= drawn * MOST {
        Visibility::Pale
    } else if drawn >= all * BLOCK {
        Visibility::Filled
    } else {
        Visibility::Visible
    }
}

#[cfg(test)]
mod tests {
    use super::super::check;

    fn is_pale(inside: &str) -> bool {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}</svg>"
        );
        check("logo.svg", svg.as_bytes()).unwrap().picture.pale
    }

    #[test]
    fn a_white_logo_is_pale_and_one_on_a_ground_of_its_own_is_not() {
        assert!(is_pale(r##"<circle cx="10" cy="10" r="9" fill="#fff"/>"##));
        assert!(is_pale(
            r##"<path d="M1 1h38v9H1z" fill="#f2f0e6"/><path d="M1 12h2v7H1z" fill="#f80"/>"##
        ));
        assert!(!is_pale(r##"<circle cx="10" cy="10" r="9" fill="#f80"/>"##));
        assert!(!is_pale(
            r##"<path d="M0 0h40v20H0z" fill="#063"/><circle cx="10" cy="10" r="9" fill="#fff"/>"##
        ));
        assert!(!is_pale(
            r##"<path d="M0 0h40v20H0z" fill="#fff"/><path d="M1 1h3v3z"/>"##
        ));
    }

    #[test]
    fn a_drawing_on_a_background_of_its_own_is_filled() {
        let is_filled = |inside: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\">{inside}</svg>"
            );
            check("a.svg", svg.as_bytes()).unwrap().picture.filled
        };
        let letters = r##"<path d="M5 5h4v9H5zM15 5h20v2H15z" fill="#fff"/>"##;
        assert!(is_filled(&format!(
            r##"<path d="M0 0h40v20H0z" fill="#063"/>{letters}"##
        )));
        assert!(!is_filled(
            r##"<path d="M5 5h4v9H5zM15 5h20v2H15z" fill="#063"/>"##
        ));
    }
}
