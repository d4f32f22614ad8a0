//! What stands around a page for those who print and cut it: crop marks, registration marks, the slug line.

use std::fmt::Write as _;

use super::sheet::Boxes;
use super::{Job, MM, text_outlines};

/// How much paper there is beyond the bleed where there are marks.
pub(super) const ROOM: f32 = 10.0 * MM;
/// The ink of marks, as the resources of pages name it: it prints on every plate.
pub(super) const EVERY_PLATE: &str = "VitrineMarks";

/// From the bleed to a mark.
const GAP: f32 = 1.0 * MM;
/// A crop mark's length.
const LENGTH: f32 = 5.0 * MM;
/// A registration mark's circle.
const RADIUS: f32 = 1.5 * MM;
/// The thinnest line that every press prints.
const HAIR: f32 = 0.25;
/// The size of the slug line's letters.
const LETTERS: f32 = 6.0;

/// The drawing of the marks of a page.
pub(super) fn of(boxes: &Boxes, job: &Job<'_>, page: usize, pages: usize) -> String {
    let mut drawing = format!("q /{EVERY_PLATE} CS 1 SCN {HAIR} w\n");
    crop(&mut drawing, boxes);
    registration(&mut drawing, boxes);
    drawing.push_str("0 0 0 1 k\n");
    let [left, bottom, ..] = boxes.bleed;
    let text = format!("{}  ·  {page}/{pages}", job.slug);
    let (x, y) = (left + LENGTH, bottom - ROOM + 2.0 * MM);
    text_outlines::write(&mut drawing, job.fonts, &text, x, y, LETTERS);
    drawing.push_str("Q\n");
    drawing
}

fn crop(drawing: &mut String, boxes: &Boxes) {
    let [trim, bleed] = [boxes.trim, boxes.bleed];
    for x in [0, 2] {
        for y in [1, 3] {
            let outwards = |at: usize| if at < 2 { -1.0 } else { 1.0 };
            let (from_x, from_y) = (bleed[x] + outwards(x) * GAP, bleed[y] + outwards(y) * GAP);
            line(
                drawing,
                from_x,
                trim[y],
                from_x + outwards(x) * LENGTH,
                trim[y],
            );
            line(
                drawing,
                trim[x],
                from_y,
                trim[x],
                from_y + outwards(y) * LENGTH,
            );
        }
    }
}

/// A circle and a cross in the middle of each side.
fn registration(drawing: &mut String, boxes: &Boxes) {
    let [left, bottom, right, top] = boxes.bleed;
    let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
    let far = ROOM / 2.0;
    for (x, y) in [
        (left - far, y),
        (right + far, y),
        (x, bottom - far),
        (x, top + far),
    ] {
        let arm = RADIUS + 1.5 * MM;
        line(drawing, x - arm, y, x + arm, y);
        line(drawing, x, y - arm, x, y + arm);
        // A circle of four curves.
        let (r, k) = (RADIUS, RADIUS * 0.552_284_8);
        let _ = writeln!(
            drawing,
            "{:.3} {y:.3} m {:.3} {:.3} {:.3} {:.3} {x:.3} {:.3} c {:.3} {:.3} {:.3} {:.3} {:.3} {y:.3} c \
             {:.3} {:.3} {:.3} {:.3} {x:.3} {:.3} c {:.3} {:.3} {:.3} {:.3} {:.3} {y:.3} c S",
            x + r,
            x + r,
            y + k,
            x + k,
            y + r,
            y + r,
            x - k,
            y + r,
            x - r,
            y + k,
            x - r,
            x - r,
            y - k,
            x - k,
            y - r,
            y - r,
            x + k,
            y - r,
            x + r,
            y - k,
            x + r,
        );
    }
}

fn line(drawing: &mut String, x: f32, y: f32, to_x: f32, to_y: f32) {
    // Writing to a string cannot fail.
    let _ = writeln!(drawing, "{x:.3} {y:.3} m {to_x:.3} {to_y:.3} l S");
}
