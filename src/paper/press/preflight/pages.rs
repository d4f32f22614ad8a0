//! Checks of pages: sizes, bleed, number of pages, resolution of pictures.

use lopdf::Document;

use super::walk::DrawingSummary;
use super::{PreflightCheck, page_list};
use crate::model::PressSettings;
use crate::paper::press::MM;
use crate::paper::press::page_boxes::PageBoxes;

/// The tolerance for rounding, in points.
const TOLERANCE: f32 = 0.01;

/// The subject of the check of pictures.
pub(in crate::paper) const PICTURES: &str = "pictures";

pub(super) fn boxes(document: &Document, settings: &PressSettings) -> PreflightCheck {
    const SUBJECT: &str = "pages and bleed";
    let bleed = settings.bleed as f32;
    let mut wrong = Vec::new();
    let mut sizes: Vec<(f32, f32)> = Vec::new();
    for (number, id) in (1..).zip(document.page_iter()) {
        let boxes = document.get_dictionary(id).ok().and_then(|page| {
            page.has(b"TrimBox")
                .then(|| PageBoxes::new(document, page))?
        });
        let Some(PageBoxes {
            media,
            bleed: bleed_box,
            trim,
        }) = boxes
        else {
            wrong.push(number);
            continue;
        };
        let contains = |outer: [f32; 4], inner: [f32; 4], by: f32| {
            inner[0] - outer[0] >= by - TOLERANCE
                && inner[1] - outer[1] >= by - TOLERANCE
                && outer[2] - inner[2] >= by - TOLERANCE
                && outer[3] - inner[3] >= by - TOLERANCE
        };
        if !contains(bleed_box, trim, bleed * MM) || !contains(media, bleed_box, 0.0) {
            wrong.push(number);
        }
        let size = (trim[2] - trim[0], trim[3] - trim[1]);
        let same = |other: &(f32, f32)| {
            (other.0 - size.0).abs() < TOLERANCE && (other.1 - size.1).abs() < TOLERANCE
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
            page_list(&wrong)
        );
        return PreflightCheck::failed(
            SUBJECT,
            finding,
            "set the `bleed` of `page` in the theme to that of the data",
        );
    }
    if sizes.len() > 1 {
        let finding = format!("pages of several sizes: {}", sizes.join(", "));
        return PreflightCheck::noted(
            SUBJECT,
            finding,
            "use one size in all `page` rules of the theme",
        );
    }
    PreflightCheck::passed(
        SUBJECT,
        format!("all pages {}, with {bleed} mm of bleed", sizes.concat()),
    )
}

pub(super) fn count(document: &Document) -> PreflightCheck {
    const SUBJECT: &str = "number of pages";
    let pages = document.page_iter().count();
    match pages % 4 {
        0 => PreflightCheck::passed(SUBJECT, format!("{pages}, a multiple of four")),
        // A single sheet, front and back, is not stitched.
        _ if pages <= 2 => PreflightCheck::passed(SUBJECT, format!("{pages}, a single sheet")),
        _ => PreflightCheck::noted(
            SUBJECT,
            format!("{pages}, not a multiple of four"),
            "stitched books consist of sheets with four pages each: add pages for notes in the theme",
        ),
    }
}

pub(super) fn pictures(summary: &DrawingSummary, settings: &PressSettings) -> PreflightCheck {
    let minimum = settings.dpi;
    let mut low: Vec<usize> = summary
        .pictures
        .iter()
        .filter(|(dpi, _)| dpi.round() < minimum as f32)
        .map(|(_, page)| *page)
        .collect();
    low.dedup();
    let lowest = summary
        .pictures
        .iter()
        .map(|(dpi, _)| *dpi)
        .min_by(f32::total_cmp);
    match lowest {
        None => PreflightCheck::passed(PICTURES, "no raster pictures"),
        Some(lowest) if low.is_empty() => PreflightCheck::passed(
            PICTURES,
            format!(
                "{} raster pictures, all with {lowest:.0} dpi or more at their printed size",
                summary.pictures.len()
            ),
        ),
        Some(lowest) => PreflightCheck::noted(
            PICTURES,
            format!(
                "{lowest:.0} dpi at the lowest, less than {minimum} dpi on page {}",
                page_list(&low)
            ),
            "replace the pictures that the warnings name with larger ones or with SVGs",
        ),
    }
}
