//! Text as outlines, for the slug line outside of the page: no font has to be embedded for it. Entry point: [`fn@write`].

use std::fmt::Write as _;

use ttf_parser::{Face, OutlineBuilder};

use crate::paper::world::Fonts;

/// Appends the operators that fill the outlines of a line of text, beginning at a point; returns its width in points.
/// Characters that no font has are left out.
pub(super) fn write(
    content: &mut String,
    fonts: &Fonts,
    text: &str,
    x: f32,
    y: f32,
    size: f32,
) -> f32 {
    let mut pen = x;
    let faces: Vec<Face<'_>> = fonts
        .faces()
        .into_iter()
        .filter_map(|(data, index)| Face::parse(data, index).ok())
        .collect();
    for character in text.chars() {
        let Some((face, glyph)) = faces
            .iter()
            .find_map(|face| Some((face, face.glyph_index(character)?)))
        else {
            continue;
        };
        let scale = size / f32::from(face.units_per_em());
        let mut glyph_pen = GlyphPen {
            content,
            scale,
            x: pen,
            y,
            current: (0.0, 0.0),
        };
        if face.outline_glyph(glyph, &mut glyph_pen).is_some() {
            content.push_str("f\n");
        }
        pen += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
    }
    pen - x
}

struct GlyphPen<'a> {
    content: &'a mut String,
    scale: f32,
    x: f32,
    y: f32,
    /// The current point in the font's units, for the conversion of quadratic curves, which PDFs lack.
    current: (f32, f32),
}

impl GlyphPen<'_> {
    fn draw(&mut self, points: &[(f32, f32)], operator: &str) {
        for &(x, y) in points {
            // Writing to a string cannot fail.
            let _ = write!(
                self.content,
                "{:.2} {:.2} ",
                self.x + x * self.scale,
                self.y + y * self.scale
            );
        }
        self.content.push_str(operator);
        self.content.push('\n');
        if let Some(&last) = points.last() {
            self.current = last;
        }
    }
}

impl OutlineBuilder for GlyphPen<'_> {
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
        let (first, second) = (third(self.current), third((x, y)));
        self.draw(&[first, second, (x, y)], "c");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.draw(&[(x1, y1), (x2, y2), (x, y)], "c");
    }

    fn close(&mut self) {
        self.draw(&[], "h");
    }
}
