//! The company's own fonts, from the theme's settings: `font` and `font_headings` are families as CSS lists them,
//! `font_file`, `font_italic_file` and `font_headings_file` files of the theme's `assets/`, for the first family.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The font of the default theme, where the settings name none.
const DEFAULT_FILE: &str = "fonts/vitrine-sans.woff2";
/// Generic font families of CSS, which must not be quoted.
const GENERIC: [&str; 5] = ["serif", "sans-serif", "monospace", "system-ui", "ui-serif"];

/// A setting with a family, the one with its file, and the custom property that it becomes.
const FAMILIES: [(&str, &str, &str); 2] = [
    ("font", "font_file", "--font"),
    ("font_headings", "font_headings_file", "--font-headings"),
];

/// The files of the fonts of text and headings, if the theme has some: pages preload them.
pub(crate) fn preloaded(settings: &BTreeMap<String, String>) -> Vec<&str> {
    let body = match (settings.get("font_file"), settings.contains_key("font")) {
        (Some(file), _) => Some(file.as_str()),
        (None, true) => None,
        (None, false) => Some(DEFAULT_FILE),
    };
    let headings = settings.get("font_headings_file").map(String::as_str);
    body.into_iter()
        .chain(headings.filter(|file| Some(*file) != body))
        .collect()
}

/// The families as custom properties, and where their files are, from the root of the theme's `assets/`.
pub(crate) fn style_sheet(settings: &BTreeMap<String, String>) -> String {
    let setting = |key: &str| settings.get(key).map(String::as_str);
    let mut css = String::new();
    for (family, file, property) in FAMILIES {
        let Some(families) = setting(family) else {
            continue;
        };
        let names: Vec<String> = families.split(',').map(name).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(css, ":root {{ {property}: {}; }}", names.join(", "));
        if family == "font" {
            // Overrides the default theme's.
            css.push_str(":root { --font-italic: var(--font); }\n");
        }
        if let (Some(file), Some(name)) = (setting(file), names.first()) {
            css.push_str(&face(name, file, "normal"));
        }
        if let (Some(file), "font", Some(name)) =
            (setting("font_italic_file"), family, names.first())
        {
            css.push_str(&face(name, file, "italic"));
        }
    }
    css
}

/// The weight range covers files with all weights; browsers use those that exist. The font is shown
/// on the first visit, too, as soon as it is there; only italics wait for the next page, where they are late.
fn face(name: &str, file: &str, style: &str) -> String {
    let display = if style == "italic" {
        "optional"
    } else {
        "swap"
    };
    let file = file.replace(['"', '(', ')', '\\'], "");
    format!(
        "@font-face {{ font-family: {name}; font-weight: 100 900; font-style: {style}; font-display: {display}; \
         src: url(\"{file}\"); }}\n"
    )
}

fn name(family: &str) -> String {
    let family = family.trim().trim_matches(['"', '\'']);
    if GENERIC.contains(&family) {
        family.to_owned()
    } else {
        let letters = family.chars().filter(|c| !c.is_control());
        let quoted: String = letters.filter(|c| !matches!(c, '"' | '\\')).collect();
        format!("\"{quoted}\"")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{DEFAULT_FILE, preloaded, style_sheet};

    fn settings(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        let entries = entries.iter();
        entries
            .map(|&(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn writes_families_as_properties_and_files_as_font_faces() {
        let own = settings(&[
            ("font", "Acme Sans, sans-serif"),
            ("font_file", "fonts/acme.woff2"),
            ("font_headings", "Georgia, serif"),
        ]);
        let css = style_sheet(&own);
        assert!(css.contains("--font: \"Acme Sans\", sans-serif;"), "{css}");
        assert!(css.contains("--font-italic: var(--font);"), "{css}");
        assert!(
            css.contains("--font-headings: \"Georgia\", serif;"),
            "{css}"
        );
        assert!(
            css.contains("font-family: \"Acme Sans\"; font-weight: 100 900;"),
            "{css}"
        );
        assert!(css.contains("url(\"fonts/acme.woff2\")"), "{css}");
        assert!(css.contains("font-display: swap;"), "{css}");
        assert_eq!(preloaded(&own), ["fonts/acme.woff2"]);
        assert!(preloaded(&settings(&[("font", "Georgia, serif")])).is_empty());
        let headings = settings(&[
            ("font_headings", "Acme"),
            ("font_headings_file", "fonts/a.woff2"),
        ]);
        assert_eq!(preloaded(&headings), [DEFAULT_FILE, "fonts/a.woff2"]);
        assert_eq!(style_sheet(&settings(&[])), "");
    }

    #[test]
    fn a_setting_cannot_end_its_declaration() {
        let css = style_sheet(&settings(&[("font_headings", "A\"; } body { color: red")]));
        assert_eq!(
            css,
            ":root { --font-headings: \"A; } body { color: red\"; }\n"
        );
    }
}
