//! The company's mark: the silhouette that is cropped on planes, struck into seals, and shown in the browser's tab. Entry
//! point: [`BrandMark::new`].
//!
//! It is the organization's `mark`, with its `mark_lit`; else the shape of its logo, if that is compact and leaves
//! something free; else the first letter of its name.

use std::fmt::Write as _;

use super::brand::Brand;
use super::monogram::monogram;
use crate::image::{coverage, cropped};
use crate::model::{Catalogue, Picture, PictureKind};
use crate::text::escape;

/// The widest logo whose shape is a mark: others are lines of letters.
const WIDEST: f64 = 2.0;
/// The part of its area that a silhouette covers at most: more is a picture with a background.
const FULLEST: f64 = 0.9;
/// What a name without letters is represented by.
const NOBODY: &str = "•";

/// A silhouette, as SVG, of which only the opacity matters, and its lit part on the same canvas.
#[derive(Debug, Clone)]
pub(crate) struct BrandMark {
    pub(crate) silhouette: String,
    pub(crate) lit: Option<String>,
    /// The canvas, in the drawing's own units: left, top, width and height.
    canvas: [f64; 4],
}

impl BrandMark {
    /// The mark of a catalogue in a theme.
    pub(crate) fn new(catalogue: &Catalogue, brand: &Brand) -> Self {
        let organization = &catalogue.settings.organization;
        let picture = |ix| &catalogue.pictures[ix];
        let given = organization.mark.map(picture).and_then(Self::of);
        if let Some(mut mark) = given {
            let lit = organization.mark_lit.map(picture).and_then(svg);
            mark.lit = lit.map(|lit| mark.on_canvas(lit));
            return mark;
        }
        let logo = match &brand.logo {
            Some((_, picture)) => Some(picture),
            None => organization.logo.map(picture),
        };
        let shape = logo.and_then(Self::of).filter(|mark| {
            mark.ratio() <= WIDEST && coverage(&mark.silhouette).is_some_and(|it| it <= FULLEST)
        });
        shape.unwrap_or_else(|| Self::initial(&organization.name))
    }

    /// The first letter of a name, in the font of drawings.
    pub(crate) fn initial(name: &str) -> Self {
        let letter = monogram(name).chars().next().map(String::from);
        let letter = letter.filter(|it| crate::image::can_set(it));
        let letter = escape(letter.as_deref().unwrap_or(NOBODY)).into_owned();
        let drawing = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">\
             <text x=\"10\" y=\"90\" font-size=\"90\" font-weight=\"800\">{letter}</text></svg>"
        );
        let silhouette = cropped(&drawing).expect("a letter of the font can be drawn");
        Self::of_svg(silhouette).expect("what is drawn here has a canvas")
    }

    fn of(picture: &Picture) -> Option<Self> {
        Self::of_svg(svg(picture)?.to_owned())
    }

    fn of_svg(silhouette: String) -> Option<Self> {
        let canvas = canvas(&silhouette)?;
        Some(Self {
            silhouette,
            lit: None,
            canvas,
        })
    }

    /// Width by height.
    pub(crate) fn ratio(&self) -> f64 {
        let [_, _, width, height] = self.canvas;
        (width / height).clamp(0.05, 20.0)
    }

    /// The silhouette within a drawing, as large as it fits into a box around 0, 0.
    pub(crate) fn within(&self, room: (f64, f64)) -> String {
        self.placed(&self.silhouette, room)
    }

    /// The lit part within a drawing, at the same place.
    pub(crate) fn lit_within(&self, room: (f64, f64)) -> Option<String> {
        Some(self.placed(self.lit.as_deref()?, room))
    }

    fn placed(&self, svg: &str, (most_wide, most_high): (f64, f64)) -> String {
        let [x, y, width, height] = self.canvas;
        let factor = (most_wide / width).min(most_high / height);
        let (wide, high) = (width * factor, height * factor);
        let hundredths = |length: f64| (length * 100.0).round() / 100.0;
        format!(
            "<svg x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" viewBox=\"{x} {y} {width} {height}\">{}",
            hundredths(-wide / 2.0),
            hundredths(-high / 2.0),
            hundredths(wide),
            hundredths(high),
            inside(svg)
        )
    }

    /// Another drawing of the same size, with this one's canvas: pictures lose their empty margins.
    fn on_canvas(&self, svg: &str) -> String {
        let [x, y, width, height] = self.canvas;
        let links = if svg.contains("xlink:") {
            " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
        } else {
            ""
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\"{links} width=\"{width}\" height=\"{height}\" \
             viewBox=\"{x} {y} {width} {height}\">{}",
            inside(svg)
        )
    }

    /// The icon of the site, in a square of 32 units: the mark, white and lit, on a plane.
    pub(crate) fn icon(&self, plane: &str, lit: &str, side: u32, round: bool) -> String {
        let room = (20.0, 20.0);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{side}\" height=\"{side}\" viewBox=\"-16 -16 32 32\"><rect x=\"-16\" y=\"-16\" width=\"32\" height=\"32\" \
             rx=\"{}\" fill=\"{plane}\"/>",
            if round { 6 } else { 0 }
        );
        let parts = [
            ("mark", "#ffffff", Some(self.within(room))),
            ("lit", lit, self.lit_within(room)),
        ];
        for (id, colour, part) in parts {
            let Some(part) = part else { continue };
            // Writing to a string cannot fail.
            let _ = write!(
                svg,
                "<mask id=\"{id}\" mask-type=\"alpha\" style=\"mask-type:alpha\" maskUnits=\"userSpaceOnUse\" x=\"-16\" \
                 y=\"-16\" width=\"32\" height=\"32\">{part}</mask>\
                 <path fill=\"{colour}\" mask=\"url(#{id})\" d=\"M-16-16h32v32h-32z\"/>"
            );
        }
        svg + "</svg>"
    }
}

/// The text of a picture that is an SVG.
fn svg(picture: &Picture) -> Option<&str> {
    (picture.kind == PictureKind::Svg)
        .then(|| std::str::from_utf8(&picture.bytes).ok())
        .flatten()
}

/// What is between the tags of an SVG, with its end tag.
fn inside(svg: &str) -> &str {
    svg.split_once('>').map_or("</svg>", |(_, inside)| inside)
}

/// The `viewBox` of an SVG that was written here.
fn canvas(svg: &str) -> Option<[f64; 4]> {
    let (tag, _) = svg.split_once('>')?;
    let (_, rest) = tag.split_once("viewBox=\"")?;
    let (numbers, _) = rest.split_once('"')?;
    let mut numbers = numbers.split(' ').map(|number| number.parse::<f64>().ok());
    let mut next = || numbers.next().flatten();
    let canvas = [next()?, next()?, next()?, next()?];
    (canvas[2] > 0.0 && canvas[3] > 0.0).then_some(canvas)
}

#[cfg(test)]
mod tests {
    use super::BrandMark;
    use crate::image::{check, coverage, rasterized};

    #[test]
    fn a_name_without_letters_of_the_font_has_a_mark_too() {
        for name in ["Lumenstad", "مرسى", "—", "é"] {
            let mark = BrandMark::initial(name);
            assert!(mark.ratio() > 0.1, "{name}");
            assert!(coverage(&mark.silhouette).unwrap() > 0.1, "{name}");
        }
    }

    #[test]
    fn what_is_lit_keeps_its_place_on_the_canvas() {
        let svg = |path: &str| {
            format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"6 9 40 40\"><path d=\"{path}\"/></svg>"
            )
        };
        let picture = |text: String| check("mark.svg", text.as_bytes()).unwrap().picture;
        let mut mark = BrandMark::of(&picture(svg("M6 9h40v40h-40z"))).unwrap();
        let lit = picture(svg("M26 29h20v20h-20z"));
        let lit = mark.on_canvas(std::str::from_utf8(&lit.bytes).unwrap());
        // A quarter of the canvas.
        assert!((coverage(&lit).unwrap() - 0.25).abs() < 0.02, "{lit}");
        mark.lit = Some(lit);
        assert!(rasterized(&mark.icon("#0042a6", "#ffc23d", 180, false)).is_ok());
    }
}
