//! Where the values of an element are written: in attributes, or in its `style`. Entry point: [`place`](fn@place).

use std::collections::BTreeMap;

use usvg::roxmltree::Node;

use super::Lost;
use super::cascade::{ElementStyle, Origin, Surroundings, TRANSFORMS, Winner};
use super::property::{self, KnownValue, ValueContext};

/// Properties of the parser that are no attributes.
pub(super) const ONLY_STYLES: [&str; 4] = ["mix-blend-mode", "isolation", "font-kerning", "font"];

/// Places the values of an element: in attributes, or in its `style`.
pub(super) fn place(
    node: Node<'_, '_>,
    mut winners: BTreeMap<&str, Winner>,
    around: &Surroundings,
    style: &mut ElementStyle,
    lost: &mut Lost,
) {
    for name in ["animation", "animation-name"] {
        if winners
            .remove(name)
            .is_some_and(|winner| winner.value != "none")
        {
            lost.animation();
        }
    }
    place_transform(node, &mut winners, style, lost);
    if let Some(background) = winners.remove("background") {
        let cx = ValueContext {
            viewport: around.viewport,
            unitless: false,
        };
        match property::known_value("background-color", &background.value, cx) {
            KnownValue::Known(colour) if colour != "none" => {
                style
                    .attributes
                    .insert("background-color".to_owned(), colour);
            }
            KnownValue::Lost | KnownValue::Invalid => {
                lost.style(&format!("background: {}", background.value))
            }
            _ => {}
        }
    }
    // The shorthand resets what is declared before it.
    let font = winners.remove("font");
    for (name, winner) in winners {
        if !property::is_passed_on(name) {
            continue;
        }
        let is_font = name.starts_with("font-");
        if let Some(font) = font.as_ref().filter(|_| is_font) {
            if winner.index > font.index {
                style.styles.push((name.to_owned(), winner.value));
            }
        } else if ONLY_STYLES.contains(&name) || is_only_style(name, &winner.value) {
            style.styles.push((name.to_owned(), winner.value));
        } else {
            style.attributes.insert(name.to_owned(), winner.value);
        }
    }
    if let Some(font) = font {
        style.styles.insert(0, ("font".to_owned(), font.value));
    }
    if style.attributes.get("background-color").map(String::as_str) == Some("rgba(0,0,0,0)") {
        style.attributes.remove("background-color");
    }
}

/// Whether a value is known in styles only.
fn is_only_style(name: &str, value: &str) -> bool {
    name == "image-rendering"
        && ["smooth", "high-quality", "crisp-edges", "pixelated"].contains(&value)
}

/// All transforms of an element, as one attribute.
fn place_transform(
    node: Node<'_, '_>,
    winners: &mut BTreeMap<&str, Winner>,
    style: &mut ElementStyle,
    lost: &mut Lost,
) {
    let parts = TRANSFORMS.iter().copied().chain(["transform"]);
    let parts: Vec<Winner> = parts.filter_map(|name| winners.remove(name)).collect();
    let is_of_styles = parts.iter().any(|part| part.origin != Origin::Attribute);
    let transform = parts
        .iter()
        .map(|part| part.value.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    if transform.trim().is_empty() {
        return;
    }
    if let Some(reference) = winners.remove("transform-box")
        && reference.value != "view-box"
    {
        lost.style(&format!("transform-box: {}", reference.value));
    }
    let name = match node.tag_name().name() {
        "linearGradient" | "radialGradient" if is_of_styles => "gradientTransform",
        "pattern" if is_of_styles => "patternTransform",
        _ => "transform",
    };
    style.replaced.insert(name.to_owned());
    style.attributes.insert(name.to_owned(), transform);
}
