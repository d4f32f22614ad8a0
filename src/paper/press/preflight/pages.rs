//! Sizes, bleed, the number of pages, and pictures.

use lopdf::Document;

use super::walk::Drawn;
use super::{Check, some};
use crate::model::PressSettings;
use crate::paper::press::MM;
use crate::paper::press::sheet::Boxes;

/// Rounding, in points.
const SLACK: f32 = 0.01;

/// What the check of pictures is about.
pub(in crate::paper) const PICTURES: &str = "pictures";

pub(super) fn boxes(document: &Document, settings: &PressSettings) -> Check {
    const SUBJECT: &str = "pages and bleed";
    let bleed = settings.bleed as f32;
    let mut wrong = Vec::new();
    let mut sizes: Vec<(f32, f32)> = Vec::new();
    for (at, id) in document.page_iter().enumerate() {
        let boxes = document
            .get_dictionary(id)
            .ok()
            .and_then(|page| page.has(b"TrimBox").then(|| Boxes::of(document, page))?);
        let Some(Boxes {
            media,
            bleed: bled,
            trim,
        }) = boxes
        else {
            wrong.push(at + 1);
            continue;
        };
        let within = |inner: [f32; 4], outer: [f32; 4], by: f32| {
            inner[0] - outer[0] >= by - SLACK
                && inner[1] - outer[1] >= by - SLACK
                && outer[2] - inner[2] >= by - SLACK
                && outer[3] - inner[3] >= by - SLACK
        };
        if !within(trim, bled, bleed * MM) || !within(bled, media, 0.0) {
            wrong.push(at + 1);
        }
        let size = (trim[2] - trim[0], trim[3] - trim[1]);
        let same = |other: &(f32, f32)| {
            (other.0 - size.0).abs() < SLACK && (other.1 - size.1).abs() < SLACK
        };
        if !sizes.iter().any(same) {
            sizes.push(size);
        }
    }
    let millimetres =
        |(width, height): &(f32, f32)| format!("{:.0} × {:.0} mm", width / MM, height / MM);
    let sizes: Vec<String> = sizes.iter().map(millimetres).collect();
    if !wrong.is_empty() {
        let finding = format!(
            "less than {bleed} mm of bleed, or no trim box, on page {}",
            some(&wrong)
        );
        return Check::failed(
            SUBJECT,
            finding,
            "the theme must give `page` the data's `bleed`",
        );
    }
    if sizes.len() > 1 {
        let finding = format!("pages of several sizes: {}", sizes.join(", "));
        return Check::noted(
            SUBJECT,
            finding,
            "a book has one size; look at the theme's `page`",
        );
    }
    Check::passed(
        SUBJECT,
        format!("all pages {}, with {bleed} mm of bleed", sizes.concat()),
    )
}

pub(super) fn count(document: &Document) -> Check {
    const SUBJECT: &str = "number of pages";
    let pages = document.page_iter().count();
    match pages % 4 {
        0 => Check::passed(SUBJECT, format!("{pages}, a multiple of four")),
        // A sheet, front and back, is not stitched.
        _ if pages <= 2 => Check::passed(SUBJECT, format!("{pages}, a single sheet")),
        _ => Check::noted(
            SUBJECT,
            format!("{pages}, not a multiple of four"),
            "stitched books are made of sheets with four pages each: add pages for notes in the theme",
        ),
    }
}

pub(super) fn pictures(drawn: &Drawn, settings: &PressSettings) -> Check {
    let least = settings.dpi;
    let coarse: Vec<usize> = {
        let too_few = drawn
            .pictures
            .iter()
            .filter(|(dots, _)| dots.round() < least as f32);
        let mut pages: Vec<usize> = too_few.map(|(_, page)| *page).collect();
        pages.dedup();
        pages
    };
    let fewest = drawn
        .pictures
        .iter()
        .map(|(dots, _)| *dots)
        .min_by(f32::total_cmp);
    match fewest {
        None => Check::passed(PICTURES, "none of pixels: all are drawings"),
        Some(fewest) if coarse.is_empty() => Check::passed(
            PICTURES,
            format!(
                "{} of pixels, all with {fewest:.0} dpi or more at their printed size",
                drawn.pictures.len()
            ),
        ),
        Some(fewest) => Check::noted(
            PICTURES,
            format!(
                "{fewest:.0} dpi at the worst, below {least} on page {}",
                some(&coarse)
            ),
            "replace the pictures that the warnings name by larger ones or by SVGs",
        ),
    }
}
