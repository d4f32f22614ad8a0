//! Printer's marks around a page: crop marks, registration marks, the slug line. Entry point: [`draw`].

use std::fmt::Write as _;

use super::page_boxes::PageBoxes;
use super::{MM, PressJob, text_outlines};

/// The width of the margin for marks, beyond the bleed.
pub(super) const MARGIN: f32 = 10.0 * MM;
/// The name of the colour of marks in page resources. It prints on every plate.
pub(super) const EVERY_PLATE: &str = "VitrineMarks";

/// The distance from the bleed to a crop mark.
const GAP: f32 = 1.0 * MM;
/// The length of a crop mark.
const LENGTH: f32 = 5.0 * MM;
/// The radius of a registration mark's circle.
const RADIUS: f32 = 1.5 * MM;
/// The width of lines: the thinnest that every press prints.
const LINE_WIDTH: f32 = 0.25;
/// The font size of the slug line.
const SLUG_SIZE: f32 = 6.0;

/// The content stream of a page's marks.
pub(super) fn draw(boxes: &PageBoxes, job: &PressJob<'_>, page: usize, pages: usize) -> String {
    let mut drawing = format!("q /{EVERY_PLATE} CS 1 SCN {LINE_WIDTH} w\n");
    crop(&mut drawing, boxes);
    registration(&mut drawing, boxes);
    drawing.push_str("0 0 0 1 k\n");
    let [left, bottom, ..] = boxes.bleed;
    let text = format!("{}  ·  {page}/{pages}", job.slug);
    let (x, y) = (left + LENGTH, bottom - MARGIN + 2.0 * MM);
    text_outlines::write(&mut drawing, job.fonts, &text, x, y, SLUG_SIZE);
    drawing.push_str("Q\n");
    drawing
}

fn crop(drawing: &mut String, boxes: &PageBoxes) {
    let [trim, bleed] = [boxes.trim, boxes.bleed];
    for x in [0, 2] {
        for y in [1, 3] {
            let outwards = |side: usize| if side < 2 { -1.0 } else { 1.0 };
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
fn registration(drawing: &mut String, boxes: &PageBoxes) {
    let [left, bottom, right, top] = boxes.bleed;
    let (x, y) = ((left + right) / 2.0, (bottom + top) / 2.0);
    let distance = MARGIN / 2.0;
    for (x, y) in [
        (left - distance, y),
        (right + distance, y),
        (x, bottom - distance),
        (x, top + distance),
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
