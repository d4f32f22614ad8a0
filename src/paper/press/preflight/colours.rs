//! Checks of colours: colour spaces, blending, ink coverage, black text, line widths.

use std::collections::BTreeSet;

use lopdf::{Document, Object};

use super::walk::DrawingSummary;
use super::{PreflightCheck, page_list};
use crate::model::PressSettings;
use crate::paper::press::resources::{ColourSpace, space};
use crate::paper::press::{object_ids, resolve};

/// The minimum width of lines that print well, in points.
const MIN_LINE_WIDTH: f32 = 0.2;

pub(super) fn colours(summary: &DrawingSummary, settings: &PressSettings) -> PreflightCheck {
    const SUBJECT: &str = "colours";
    if summary.not_cmyk.is_empty() {
        return PreflightCheck::passed(SUBJECT, "all in CMYK");
    }
    let found: Vec<String> = summary
        .not_cmyk
        .iter()
        .map(|(name, pages)| {
            let pages: Vec<usize> = pages.iter().copied().collect();
            format!("{name} on page {}", page_list(&pages))
        })
        .collect();
    let found = found.join("; ");
    if settings.rgb && summary.not_cmyk.keys().all(|name| *name == "RGB") {
        let remedy = "inform the printer: with `rgb = true`, the printer converts these colours";
        return PreflightCheck::noted(SUBJECT, found, remedy);
    }
    let remedy = "save the picture in CMYK or grey, or draw it in the theme with `cmyk`";
    PreflightCheck::failed(SUBJECT, found, remedy)
}

pub(super) fn blending(document: &Document, settings: &PressSettings) -> PreflightCheck {
    const SUBJECT: &str = "transparency";
    let mut groups = 0;
    let mut rgb_groups = 0;
    for id in object_ids(document) {
        let dictionary = match document.get_object(id) {
            Ok(Object::Stream(stream)) => &stream.dict,
            Ok(Object::Dictionary(dictionary)) => dictionary,
            _ => continue,
        };
        let group = dictionary
            .get(b"Group")
            .map(|group| resolve(document, group));
        let Ok(Ok(group)) = group.map(Object::as_dict) else {
            continue;
        };
        groups += 1;
        let colours = group.get(b"CS").map(|colours| space(document, colours));
        rgb_groups += usize::from(colours.is_ok_and(|colours| colours == ColourSpace::Rgb));
    }
    if rgb_groups > 0 && !settings.rgb {
        return PreflightCheck::failed(
            SUBJECT,
            format!(
                "{rgb_groups} groups are blended in RGB, so that black becomes a mixture of inks"
            ),
            "this is a bug in Vitrine: report it with the picture",
        );
    }
    match groups {
        0 => PreflightCheck::passed(SUBJECT, "none"),
        _ => PreflightCheck::passed(SUBJECT, format!("{groups} groups, blended in CMYK")),
    }
}

pub(super) fn ink_limit(summary: &DrawingSummary, settings: &PressSettings) -> PreflightCheck {
    const SUBJECT: &str = "ink";
    let (maximum, page) = summary.max_ink;
    let limit = settings.ink_limit;
    // Colours are rounded.
    if maximum <= limit as f32 + 0.5 {
        return PreflightCheck::passed(
            SUBJECT,
            format!("{maximum:.0} % at most in drawings, {limit} % allowed"),
        );
    }
    PreflightCheck::failed(
        SUBJECT,
        format!("{maximum:.0} % on page {page}, {limit} % allowed"),
        "use less ink in `brand`, `print_color` or the theme's colours, or ask the printer for the limit (`ink_limit`)",
    )
}

pub(super) fn black_text(summary: &DrawingSummary) -> PreflightCheck {
    const SUBJECT: &str = "black text";
    let pages = |pages: &BTreeSet<usize>| page_list(&pages.iter().copied().collect::<Vec<_>>());
    if !summary.mixed_black_text.is_empty() {
        return PreflightCheck::failed(
            SUBJECT,
            format!(
                "a black of several inks on page {}",
                pages(&summary.mixed_black_text)
            ),
            "set text in `cmyk(0%, 0%, 0%, 100%)` in the theme",
        );
    }
    if !summary.knocked_out_text.is_empty() {
        return PreflightCheck::noted(
            SUBJECT,
            format!(
                "knocks out its background on page {}",
                pages(&summary.knocked_out_text)
            ),
            "ask the printer to overprint black",
        );
    }
    PreflightCheck::passed(SUBJECT, "black ink alone, overprinted")
}

pub(super) fn lines(summary: &DrawingSummary) -> PreflightCheck {
    const SUBJECT: &str = "lines";
    match summary.thinnest {
        Some((width, page)) if width < MIN_LINE_WIDTH => PreflightCheck::noted(
            SUBJECT,
            format!("{width:.2} pt on page {page}"),
            "make it 0.25 pt or more, or it may not print",
        ),
        Some((width, _)) => PreflightCheck::passed(SUBJECT, format!("{width:.2} pt or more")),
        None => PreflightCheck::passed(SUBJECT, "none"),
    }
}
