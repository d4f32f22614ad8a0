//! Checks of a theme's settings: their names, colours, and files. Entry point: [`check`].

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::Span;
use crate::text::{lightened, opaque_color};
use crate::theme::Theme;

/// Settings that name a file of the theme's `assets/`.
const FILES: [&str; 5] = [
    "logo",
    "logo_dark",
    "font_file",
    "font_italic_file",
    "font_headings_file",
];

/// Settings that are colours and that the default theme does not set, because they are made from the accent.
const COLOURS: [&str; 9] = [
    "accent_dark",
    "highlight",
    "paper",
    "ground",
    "ink",
    "muted",
    "line",
    "edge",
    "plate",
];

/// The second colour, a surface for dark text.
const HIGHLIGHT: &str = "highlight";

/// Settings that name families of fonts.
const FAMILIES: [&str; 2] = ["font", "font_headings"];

/// Reports the settings that have no effect, and writes colours as `#rrggbb`. `known` are those of the default theme.
pub(super) fn check(theme: &mut Theme, known: &BTreeSet<String>, problems: &mut Diagnostics) {
    for (key, place) in theme.setting_places.clone() {
        let Some(value) = theme.settings.get(&key).cloned() else {
            continue;
        };
        if FILES.contains(&key.as_str()) {
            problems.extend(missing_file(theme, &key, &value, place));
        } else if FAMILIES.contains(&key.as_str()) {
            if value.split(',').any(|family| family.trim().is_empty()) {
                let message = format!("`{key}` has a font without a name");
                let help = format!(
                    "write families as CSS lists them: `{key} = \"Acme Sans, sans-serif\"`"
                );
                problems.push(Diagnostic::new(Code::InvalidValue, place, message).help(help));
            }
        } else if is_color(theme, known, &key) {
            match opaque_color(&value) {
                Ok(colour) => {
                    if key == HIGHLIGHT
                        && let Some(lighter) = lightened(&colour)
                    {
                        problems.push(too_dark(place, &value, &lighter));
                    }
                    theme.settings.insert(key, colour);
                }
                Err(why) => problems
                    .push(Diagnostic::new(Code::InvalidColor, place, why.message).help(why.help)),
            }
        } else {
            let all = known
                .iter()
                .map(String::as_str)
                .chain(COLOURS)
                .chain(FILES)
                .chain(FAMILIES);
            let property = custom_property(&key);
            let help = did_you_mean(&key, all).unwrap_or_else(|| {
                format!("a colour of your own needs a style sheet of the theme that uses it: `var({property})`")
            });
            let message = format!("the theme has no setting `{key}`");
            problems.push(Diagnostic::new(Code::UnknownKey, place, message).help(help));
        }
    }
}

/// The second colour is too dark for the text on it.
pub(crate) fn too_dark(place: Span, written: &str, lighter: &str) -> Diagnostic {
    let message = format!("the highlight `{written}` is too dark for the dark text on it");
    let help = format!("write a lighter colour: `{lighter}` has the same hue");
    Diagnostic::new(Code::InvalidColor, place, message).help(help)
}

/// Whether a setting is a colour: one of the default theme, or one whose custom property a file of the theme uses.
fn is_color(theme: &Theme, known: &BTreeSet<String>, key: &str) -> bool {
    let light = key.strip_suffix("_dark").unwrap_or(key);
    let named = |name: &str| known.contains(name) || COLOURS.contains(&name);
    named(key) || named(light) || theme.text_mentions(&custom_property(light))
}

/// The custom property of style sheets that a setting becomes: `accent` is `--accent`.
fn custom_property(key: &str) -> String {
    format!("--{}", key.replace('_', "-"))
}

fn missing_file(theme: &Theme, key: &str, file: &str, place: Span) -> Option<Diagnostic> {
    if theme.files.contains_key(&format!("assets/{file}")) {
        return None;
    }
    let message =
        format!("the theme's setting `{key}` names `{file}`, which is not in its `assets/`");
    let files = theme.folder("assets/").map(|(path, _)| path);
    let help = crate::diagnostic::nearest(file, files).map_or_else(
        || format!("put the file into `assets/` of the theme, or delete `{key}`"),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    Some(Diagnostic::new(Code::MissingFile, place, message).help(help))
}
