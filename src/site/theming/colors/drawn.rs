//! The accent and its planes for what is drawn: icons, seals, pictures for other sites, and the frame of the browser.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ACCENT, hex, parse, planes};

/// The colour of the planes, on light and on dark: browsers tint their own frame with it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ThemeColor {
    pub(crate) light: String,
    pub(crate) dark: String,
}

/// The colour of the planes.
pub(crate) fn theme_color(settings: &BTreeMap<String, String>) -> ThemeColor {
    let setting = |key: &str| settings.get(key).and_then(|value| parse(value));
    let accent = setting("accent").unwrap_or(ACCENT);
    let plane =
        |key: &str, is_dark| hex(setting(key).unwrap_or_else(|| planes::plane(accent, is_dark)));
    ThemeColor {
        light: plane("field", false),
        dark: plane("field_dark", true),
    }
}

/// The planes of light pages for generated drawings, as `#rrggbb`.
pub(crate) struct DrawnPlanes {
    pub(crate) field: String,
    pub(crate) crop: String,
    pub(crate) muted: String,
    pub(crate) spark: String,
}

/// The planes of light pages.
pub(crate) fn drawn_planes(settings: &BTreeMap<String, String>) -> DrawnPlanes {
    let setting = |key: &str| settings.get(key).and_then(|value| parse(value));
    let accent = setting("accent").unwrap_or(ACCENT);
    let planes = planes::planes(accent, setting("highlight"), false);
    let one = |name: &str| {
        let found = planes.iter().find(|(known, _)| *known == name);
        hex(found.map_or(accent, |(_, colour)| *colour))
    };
    DrawnPlanes {
        field: one("field"),
        crop: one("field-2"),
        muted: one("on-field-muted"),
        spark: one("spark"),
    }
}

/// The accent, `#rrggbb`.
pub(crate) fn accent(settings: &BTreeMap<String, String>) -> String {
    let accent = settings.get("accent").and_then(|value| parse(value));
    hex(accent.unwrap_or(ACCENT))
}

/// The second colour, `#rrggbb`.
pub(crate) fn spark(settings: &BTreeMap<String, String>) -> String {
    let setting = |key: &str| settings.get(key).and_then(|value| parse(value));
    let accent = setting("accent").unwrap_or(ACCENT);
    hex(planes::spark(accent, setting("highlight")))
}
