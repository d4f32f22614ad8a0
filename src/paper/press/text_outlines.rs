//! Letters as outlines, for what is written outside of the pages: no font has to be embedded for it.

use std::fmt::Write as _;

use ttf_parser::{Face, OutlineBuilder};

use crate::paper::world::Fonts;

/// Writes a line of text as the operators that fill its outlines, from the point on, in points; gives its width.
/// Characters that no font has are left out.
pub(super) fn write(to: &mut String, fonts: &Fonts, text: &str, x: f32, y: f32, size: f32) -> f32 {
    let mut pen = x;
    let faces = fonts.faces().into_iter();
    let faces: Vec<Face<'_>> = faces
        .filter_map(|(data, index)| Face::parse(data, index).ok())
        .collect();
    for character in text.chars() {
        let found = faces
            .iter()
            .find_map(|face| Some((face, face.glyph_index(character)?)));
        let Some((face, glyph)) = found else { continue };
        let scale = size / f32::from(face.units_per_em());
        let mut outline = Outline {
            to,
            scale,
            x: pen,
            y,
            at: (0.0, 0.0),
        };
        if face.outline_glyph(glyph, &mut outline).is_some() {
            to.push_str("f\n");
        }
        pen += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
    }
    pen - x
}

struct Outline<'a> {
    to: &'a mut String,
    scale: f32,
    x: f32,
    y: f32,
    /// Where the pen is, in the font's units: PDFs have no quadratic curves.
    at: (f32, f32),
}

impl Outline<'_> {
    fn draw(&mut self, points: &[(f32, f32)], operator: &str) {
        for &(x, y) in points {
            // Writing to a string cannot fail.
            let _ = write!(
                self.to,
                "{:.2} {:.2} ",
                self.x + x * self.scale,
                self.y + y * self.scale
            );
        }
        self.to.push_str(operator);
        self.to.push('\n');
        if let Some(&last) = points.last() {
            self.at = last;
        }
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.draw(&[(x, y)], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.draw(&[(x, y)], "l");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let third = |end: (f32, f32)| {
            let between = |end: f32, control: f32| end + (control - end) * 2.0 / 3.0;
            (between(end.0, x1), between(end.1, y1))
        };
        let (first, second) = (third(self.at), third((x, y)));
        self.draw(&[first, second, (x, y)], "c");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.draw(&[(x1, y1), (x2, y2), (x, y)], "c");
    }

    fn close(&mut self) {
        self.draw(&[], "h");
    }
}
