//! Values of properties, as the parser of drawings knows them. Entry point: [`known_value`].

use super::is_too_deep;
use super::math::{self, Basis, DrawingViewport};
use super::names::{COLOURS, FILTERS, INHERITED, LENGTHS, OPACITIES, OTHERS, UNKNOWN, WORDS};
use crate::text::Rgba;

/// The longest value: functions within a value are looked for again and again. Paths are longer, without functions.
const MAX_LENGTH: usize = 4096;

/// What a value becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum KnownValue {
    /// The value as the parser knows it.
    Known(String),
    /// The property is not set.
    Unset,
    /// Browsers ignore it too.
    Invalid,
    /// Browsers know it, the parser does not.
    Lost,
}

/// Where a value is written, and for which drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueContext {
    /// The viewport of the element, if it is known.
    pub(super) viewport: Option<DrawingViewport>,
    /// Whether lengths may lack a unit, as in attributes.
    pub(super) unitless: bool,
}

/// Whether a property is passed on to the parser.
pub(super) fn is_passed_on(name: &str) -> bool {
    COLOURS.contains(&name)
        || OPACITIES.contains(&name)
        || LENGTHS.contains(&name)
        || WORDS.contains(&name)
        || OTHERS.contains(&name)
}

/// Whether browsers and the parser know a property and a value of it: a condition of `@supports`.
pub(super) fn is_known(name: &str, value: &str) -> bool {
    let cx = ValueContext {
        viewport: None,
        unitless: false,
    };
    name.starts_with("--")
        || value.contains("var(")
        || (is_passed_on(name) && !matches!(known_value(name, value, cx), KnownValue::Invalid))
        || [
            "translate",
            "rotate",
            "scale",
            "transform-box",
            "background",
        ]
        .contains(&name)
}

/// A value without `var()`, as the parser knows it.
pub(super) fn known_value(name: &str, value: &str, cx: ValueContext) -> KnownValue {
    let value = value.trim();
    if is_too_deep(value) || (value.len() > MAX_LENGTH && name != "d") {
        return KnownValue::Lost;
    }
    let lower = value.to_ascii_lowercase();
    match lower.as_str() {
        // What is not inherited anyway would be copied from around the element, by references to what contains it, too.
        "inherit" if !INHERITED.iter().any(|(inherited, _)| *inherited == name) => {
            return KnownValue::Lost;
        }
        "inherit" => return KnownValue::Unset,
        "unset" | "revert" | "revert-layer" => return KnownValue::Unset,
        "initial" => {
            let inherited = INHERITED.iter().find(|(inherited, _)| *inherited == name);
            return inherited.map_or(KnownValue::Unset, |(_, initial)| {
                KnownValue::Known((*initial).to_owned())
            });
        }
        _ => {}
    }
    if let Some((_, harmless)) = UNKNOWN.iter().find(|(unknown, _)| *unknown == name) {
        return if lower == *harmless {
            KnownValue::Unset
        } else {
            KnownValue::Lost
        };
    }
    if name == "d" {
        return match lower.strip_prefix("path(") {
            Some(_) => path(value),
            None if lower == "none" => KnownValue::Known(String::new()),
            None if cx.unitless => KnownValue::Known(value.to_owned()),
            None => KnownValue::Lost,
        };
    }
    let viewport = cx.viewport.filter(|_| LENGTHS.contains(&name));
    let basis = viewport.map(|viewport| viewport.basis(basis(name)));
    let Some(value) = math::evaluated(value, basis) else {
        return KnownValue::Lost;
    };
    if COLOURS.contains(&name) {
        return colour(&value);
    }
    if WORDS.contains(&name) {
        return match (name, lower.as_str()) {
            ("vector-effect", "non-scaling-stroke") => KnownValue::Lost,
            // The parser knows these with capitals only.
            (_, "srgb") => KnownValue::Known("sRGB".to_owned()),
            (_, "linearrgb") => KnownValue::Known("linearRGB".to_owned()),
            _ => KnownValue::Known(lower),
        };
    }
    if OPACITIES.contains(&name) {
        return match math::number(&value) {
            Some(opacity) => KnownValue::Known(opacity.clamp(0.0, 1.0).to_string()),
            None => KnownValue::Invalid,
        };
    }
    if LENGTHS.contains(&name) {
        return lengths(name, &value, cx);
    }
    match name {
        "filter" if has_only(&value, &FILTERS) => KnownValue::Known(value),
        "clip-path" | "mask" | "marker-start" | "marker-mid" | "marker-end"
            if has_only(&value, &["url"]) =>
        {
            KnownValue::Known(value)
        }
        "filter" | "clip-path" | "mask" | "marker-start" | "marker-mid" | "marker-end" => {
            KnownValue::Lost
        }
        _ => KnownValue::Known(value),
    }
}

/// What percentages of a property are a part of.
fn basis(name: &str) -> Basis {
    match name {
        "x" | "cx" | "rx" | "width" => Basis::Width,
        "y" | "cy" | "ry" | "height" => Basis::Height,
        _ => Basis::Diagonal,
    }
}

fn colour(value: &str) -> KnownValue {
    let lower = value.to_ascii_lowercase();
    match lower.as_str() {
        "none" | "context-fill" | "context-stroke" => return KnownValue::Known(lower),
        "currentcolor" => return KnownValue::Known("currentColor".to_owned()),
        // Colours of the system, on light screens.
        "canvastext" | "buttontext" | "fieldtext" => {
            return KnownValue::Known("#000000".to_owned());
        }
        "canvas" | "field" => return KnownValue::Known("#ffffff".to_owned()),
        _ => {}
    }
    if lower.starts_with("url(") {
        let Some((target, fallback)) = value.split_once(')') else {
            return KnownValue::Invalid;
        };
        return match colour_or_nothing(fallback) {
            KnownValue::Known(fallback) => KnownValue::Known(format!("{target}){fallback}")),
            other => other,
        };
    }
    // Colours for print after those for screens, which are used.
    if let Some((screen, print)) = value.split_once(" icc-color(")
        && print.ends_with(')')
    {
        return colour(screen);
    }
    if let Some(schemes) = lower.strip_prefix("light-dark(") {
        return match light_colour(schemes) {
            Some(light) => colour(light),
            None => KnownValue::Invalid,
        };
    }
    match Rgba::parse(&lower) {
        // What every parser knows stays as it is.
        Some(_) if value.starts_with('#') => KnownValue::Known(value.to_owned()),
        Some(_) if is_old_name(value) => KnownValue::Known(value.to_owned()),
        Some(colour) => KnownValue::Known(colour.plain()),
        None if lower.contains('(') => KnownValue::Lost,
        None => KnownValue::Invalid,
    }
}

/// Whether a colour is a name that drawings have always known.
fn is_old_name(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_lowercase())
        && !["rebeccapurple", "transparent"].contains(&value)
}

/// The colour after the target of a reference, with a space before it, if there is one.
fn colour_or_nothing(text: &str) -> KnownValue {
    match text.trim() {
        "" => KnownValue::Known(String::new()),
        fallback => match colour(fallback) {
            KnownValue::Known(fallback) => KnownValue::Known(format!(" {fallback}")),
            other => other,
        },
    }
}

/// The first argument of `light-dark(…)`.
fn light_colour(arguments: &str) -> Option<&str> {
    let mut depth = 0usize;
    let end = arguments.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        byte == b',' && depth == 0
    })?;
    Some(arguments[..end].trim())
}

fn lengths(name: &str, value: &str, cx: ValueContext) -> KnownValue {
    /// Units that the parser knows.
    const UNITS: [&str; 9] = ["px", "pt", "pc", "in", "cm", "mm", "em", "ex", "%"];
    let is_geometry = LENGTHS.iter().take(9).any(|geometry| *geometry == name);
    let mut words = Vec::new();
    for word in value.split([' ', ',', '\t', '\n', '\r']) {
        let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        let unit = word[number.len()..].to_ascii_lowercase();
        if word.is_empty() {
            continue;
        }
        if number.parse::<f64>().is_err() {
            // Words such as `auto`, `none`, `medium` and `center`.
            words.push(word.to_ascii_lowercase());
        } else if UNITS.contains(&unit.as_str()) || (unit.is_empty() && !is_geometry) {
            words.push(format!("{number}{unit}"));
        } else if unit.is_empty() {
            if !cx.unitless && number.parse() != Ok(0.0) {
                return KnownValue::Invalid;
            }
            words.push(number.to_owned());
        } else {
            match math::length(word, None, true) {
                Some(length) => words.push(length.to_string()),
                None => return KnownValue::Lost,
            }
        }
    }
    let value = words.join(" ");
    match value.as_str() {
        "auto" if is_geometry => KnownValue::Unset,
        value if value.contains('(') => KnownValue::Lost,
        value => KnownValue::Known(value.to_owned()),
    }
}

/// The text of `path("M0 0…")`.
fn path(value: &str) -> KnownValue {
    let text = value.split_once(['"', '\'']).and_then(|(_, rest)| {
        let (text, _) = rest.rsplit_once(['"', '\''])?;
        Some(text.to_owned())
    });
    text.map_or(KnownValue::Lost, KnownValue::Known)
}

/// Whether a value has no functions but these, which are not within others.
fn has_only(value: &str, functions: &[&str]) -> bool {
    let mut depth = 0usize;
    let mut start = 0;
    value.bytes().enumerate().all(|(index, byte)| {
        match byte {
            b'(' => {
                depth += 1;
                let name = value[start..index].trim().to_ascii_lowercase();
                if depth == 1 && !functions.contains(&name.as_str()) {
                    return false;
                }
            }
            b')' => {
                depth = depth.saturating_sub(1);
                start = index + 1;
            }
            b' ' if depth == 0 => start = index + 1,
            _ => {}
        }
        true
    })
}
