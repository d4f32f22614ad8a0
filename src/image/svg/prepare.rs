//! Preparation of the text of an SVG before it is parsed.

/// Rejects entities that expand to more than the maximum size of a file.
pub(super) fn check_entities(text: &str) -> Result<(), String> {
    let mut unpacked = 0;
    for declaration in text.split("<!ENTITY").skip(1) {
        let declaration = declaration.trim_start();
        let (name, rest) = declaration
            .split_once(char::is_whitespace)
            .unwrap_or_default();
        let quote = rest.trim_start().chars().next().unwrap_or('"');
        let value = rest.split(quote).nth(1).unwrap_or_default();
        if value.replace("&#", "").contains('&') {
            return Err("the SVG has entities within entities; save it again".to_owned());
        }
        unpacked += text.matches(&format!("&{name};")).count() * value.len();
    }
    if unpacked > super::MAX_BYTES {
        return Err("the SVG unpacks to more than 8 MB; save it again".to_owned());
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
