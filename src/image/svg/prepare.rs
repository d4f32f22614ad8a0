//! Preparation of the text of an SVG before it is parsed.

use std::collections::{BTreeMap, BTreeSet};

/// How many entities a file may declare: Illustrator declares a dozen.
const MAX_ENTITIES: usize = 256;
/// How many attributes an element may have: the parser compares each with all others.
const MAX_ATTRIBUTES: usize = 256;
/// How many declarations the style of an element may have: the parser compares each with all others.
const MAX_DECLARATIONS: usize = 1_000;
/// How many prefixes of namespaces a file may declare: the parser looks each name up among them.
const MAX_PREFIXES: usize = 64;
/// The longest name of an entity.
const MAX_ENTITY_NAME: usize = 64;
/// How far back the ordinary colour before one of wide gamut is looked for, in bytes.
const MAX_STYLE: usize = 512;

/// Rejects what the parser takes too much time or memory for.
pub(super) fn check(text: &str) -> Result<(), String> {
    check_entities(text)?;
    check_tags(text)
}

/// Rejects entities that expand to more than the maximum size of a file, or hide elements.
fn check_entities(text: &str) -> Result<(), String> {
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    for declaration in text.split("<!ENTITY").skip(1) {
        if lengths.len() == MAX_ENTITIES {
            return Err(format!(
                "the SVG declares more than {MAX_ENTITIES} entities; save it again"
            ));
        }
        let declaration = declaration.trim_start();
        let (name, rest) = declaration
            .split_once(char::is_whitespace)
            .unwrap_or_default();
        let quote = rest.trim_start().chars().next().unwrap_or('"');
        let value = rest.split(quote).nth(1).unwrap_or_default();
        let has_entity = value
            .match_indices('&')
            .any(|(index, _)| !value[index..].starts_with("&#"));
        if has_entity || value.contains('<') {
            return Err(
                "the SVG has entities or elements within entities; save it again".to_owned(),
            );
        }
        if name.len() > MAX_ENTITY_NAME {
            return Err("the SVG has an entity with too long a name; save it again".to_owned());
        }
        let length = lengths.entry(name).or_default();
        *length = value.len().max(*length);
    }
    if lengths.is_empty() {
        return Ok(());
    }
    let mut unpacked = 0;
    for (index, _) in text.match_indices('&') {
        let rest = &text.as_bytes()[index + 1..];
        let name = rest.iter().take(MAX_ENTITY_NAME + 1);
        if let Some(end) = name.copied().position(|byte| byte == b';')
            && let Some(length) = lengths.get(&text[index + 1..=index + end])
        {
            unpacked += length;
        }
    }
    if unpacked > super::MAX_BYTES {
        return Err("the SVG unpacks to more than 8 MB; save it again".to_owned());
    }
    Ok(())
}

/// Rejects elements with too many attributes, and too many prefixes of namespaces.
fn check_tags(text: &str) -> Result<(), String> {
    let bytes = text.as_bytes();
    let mut prefixes = BTreeSet::new();
    let mut index = 0;
    while let Some(start) = bytes[index..].iter().position(|&byte| byte == b'<') {
        index += start + 1;
        let rest = &text[index..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")];
        if let Some((open, close)) = skipped.iter().find(|(open, _)| rest.starts_with(open)) {
            let end = rest[open.len()..].find(close);
            index += end.map_or(rest.len(), |end| open.len() + end + close.len());
            continue;
        }
        if rest.starts_with(['!', '/']) {
            continue;
        }
        let (mut quote, mut attributes, mut name) = (None, 0, index);
        let (mut is_style, mut declarations) = (false, 0);
        while index < bytes.len() && attributes <= MAX_ATTRIBUTES {
            match (quote, bytes[index]) {
                (Some(open), byte) if open == byte => {
                    quote = None;
                    name = index + 1;
                }
                (Some(_), b';') if is_style => declarations += 1,
                (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
                (None, b'>') => break,
                (None, b'=') => {
                    attributes += 1;
                    let name = text.get(name..index).unwrap_or_default();
                    let name = name.trim_end().rsplit(char::is_whitespace).next();
                    is_style = name == Some("style");
                    prefixes.extend(name.and_then(|name| name.strip_prefix("xmlns:")));
                }
                _ => {}
            }
            index += 1;
        }
        if attributes > MAX_ATTRIBUTES {
            return Err(format!(
                "an element of the SVG has more than {MAX_ATTRIBUTES} attributes; save it again as a plain SVG"
            ));
        }
        if declarations > MAX_DECLARATIONS {
            return Err(format!(
                "the style of an element of the SVG has more than {MAX_DECLARATIONS} declarations; save it again as a plain SVG"
            ));
        }
        if prefixes.len() > MAX_PREFIXES {
            return Err(format!(
                "the SVG declares more than {MAX_PREFIXES} namespaces; save it again as a plain SVG"
            ));
        }
    }
    Ok(())
}

/// The text without CSS that browsers support but the parser draws as black, if there is any: wide-gamut colours, which
/// Figma writes after the ordinary colour, and references to other files, for which nothing is drawn.
pub(super) fn known_css(text: &str) -> Option<String> {
    let colours = replaced(text, "color(display-p3", |inside, before| {
        ordinary_colour(before).unwrap_or_else(|| {
            // As sRGB, these numbers are a close approximation.
            let numbers = inside
                .split_whitespace()
                .map_while(|number| number.parse::<f32>().ok());
            let mut parts = numbers.map(|number| (number * 255.0).round() as u8);
            let mut part = || parts.next().unwrap_or(0);
            format!("rgb({},{},{})", part(), part(), part())
        })
    });
    let text = colours.as_deref().unwrap_or(text);
    let references = replaced(text, "url(", |inside, before| {
        let target = inside.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'');
        let inside_file = target.starts_with('#') || target.starts_with("data:");
        if inside_file || target.starts_with('&') || before.trim_end().ends_with("@import") {
            return format!("url({inside})");
        }
        "none".to_owned()
    });
    references.or(colours)
}

/// The previous value of the property whose name `before` ends with, in the same style.
fn ordinary_colour(before: &str) -> Option<String> {
    let mut start = before.len().saturating_sub(MAX_STYLE);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = &before[start..];
    let style = &before[before.rfind(['"', '\'', '{'])? + 1..];
    let (earlier, property) = style.rsplit_once(';')?;
    let property = property.trim();
    let colour = earlier
        .split(';')
        .rev()
        .find_map(|other| other.trim().strip_prefix(property));
    colour
        .filter(|_| property.ends_with(':'))
        .map(|colour| colour.trim().to_owned())
}

/// The text with each function replaced, if there is any: `replace` is given its arguments and the text before it.
fn replaced(text: &str, function: &str, replace: impl Fn(&str, &str) -> String) -> Option<String> {
    let mut new = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(function) {
        let (before, after) = (&rest[..at], &rest[at + function.len()..]);
        let Some((inside, after)) = after.split_once(')') else {
            break;
        };
        new.push_str(before);
        let replacement = replace(inside, &new);
        new.push_str(&replacement);
        rest = after;
    }
    (!new.is_empty()).then(|| new + rest)
}
