//! Colours: that all are inks, how much of them, and that black is black.

use lopdf::{Document, Object};

use super::walk::Drawn;
use super::{Check, some};
use crate::model::PressSettings;
use crate::paper::press::resources::{Space, space};
use crate::paper::press::{followed, ids};

/// The thinnest line that prints well, in points.
const HAIR: f32 = 0.2;

pub(super) fn colours(drawn: &Drawn, settings: &PressSettings) -> Check {
    const SUBJECT: &str = "colours";
    if drawn.foreign.is_empty() {
        return Check::passed(SUBJECT, "all in cyan, magenta, yellow and black");
    }
    let found: Vec<String> = drawn
        .foreign
        .iter()
        .map(|(name, pages)| {
            let pages: Vec<usize> = pages.iter().copied().collect();
            format!("{name} on page {}", some(&pages))
        })
        .collect();
    let found = found.join("; ");
    if settings.rgb && drawn.foreign.keys().all(|name| *name == "RGB") {
        let remedy = "`rgb = true` leaves their colours to the printer, who must know of it";
        return Check::noted(SUBJECT, found, remedy);
    }
    let remedy =
        "save the picture in question anew in CMYK or grey, or draw it in the theme with `cmyk`";
    Check::failed(SUBJECT, found, remedy)
}

pub(super) fn blending(document: &Document, settings: &PressSettings) -> Check {
    const SUBJECT: &str = "transparency";
    let mut groups = 0;
    let mut as_light = 0;
    for id in ids(document) {
        let dictionary = match document.get_object(id) {
            Ok(Object::Stream(stream)) => &stream.dict,
            Ok(Object::Dictionary(dictionary)) => dictionary,
            _ => continue,
        };
        let group = dictionary
            .get(b"Group")
            .map(|group| followed(document, group));
        let Ok(Ok(group)) = group.map(Object::as_dict) else {
            continue;
        };
        groups += 1;
        let colours = group.get(b"CS").map(|colours| space(document, colours));
        as_light += usize::from(colours.is_ok_and(|colours| colours == Space::Rgb));
    }
    if as_light > 0 && !settings.rgb {
        return Check::failed(
            SUBJECT,
            format!("{as_light} groups are blended as light, so that black becomes a mixture"),
            "this is a fault of the program: report it with the picture in question",
        );
    }
    match groups {
        0 => Check::passed(SUBJECT, "none"),
        _ => Check::passed(SUBJECT, format!("{groups} groups, blended in inks")),
    }
}

pub(super) fn most(drawn: &Drawn, settings: &PressSettings) -> Check {
    const SUBJECT: &str = "ink";
    let (most, page) = drawn.most_ink;
    let limit = settings.ink_limit;
    // Rounding of colours.
    if most <= limit as f32 + 0.5 {
        return Check::passed(
            SUBJECT,
            format!("{most:.0} % at the most in drawings, of {limit} % allowed"),
        );
    }
    Check::failed(
        SUBJECT,
        format!("{most:.0} % on page {page}, of {limit} % allowed"),
        "lower `brand`, `print_color` or the theme's colours, or ask the printer for his limit (`ink_limit`)",
    )
}

pub(super) fn black_text(drawn: &Drawn) -> Check {
    const SUBJECT: &str = "black text";
    let pages =
        |set: &std::collections::BTreeSet<usize>| some(&set.iter().copied().collect::<Vec<_>>());
    if !drawn.mixed_black_text.is_empty() {
        return Check::failed(
            SUBJECT,
            format!(
                "a black of several inks on page {}",
                pages(&drawn.mixed_black_text)
            ),
            "set text in `cmyk(0%, 0%, 0%, 100%)` in the theme",
        );
    }
    if !drawn.knocked_out_text.is_empty() {
        return Check::noted(
            SUBJECT,
            format!(
                "leaves its ground out on page {}",
                pages(&drawn.knocked_out_text)
            ),
            "ask the printer to print black over",
        );
    }
    Check::passed(SUBJECT, "of black ink alone, printed over its ground")
}

pub(super) fn lines(drawn: &Drawn) -> Check {
    const SUBJECT: &str = "lines";
    match drawn.thinnest {
        Some((width, page)) if width < HAIR => Check::noted(
            SUBJECT,
            format!("{width:.2} points thin on page {page}"),
            "make it 0.25 points or more, or it may not print",
        ),
        Some((width, _)) => Check::passed(SUBJECT, format!("{width:.2} points or more")),
        None => Check::passed(SUBJECT, "none"),
    }
}
