//! Transforms of style sheets → the `transform` attribute of SVG. Entry point: [`attribute`].

use super::math::{Basis, DrawingViewport, angle, length, number};

/// A `transform` of style sheets as SVG writes it; absent if it has a function or a unit that a drawing cannot have.
pub(super) fn attribute(css: &str, viewport: Option<DrawingViewport>) -> Option<String> {
    let functions = functions(css)?;
    let written: Option<Vec<String>> = functions
        .iter()
        .map(|(name, arguments)| function(name, arguments, viewport))
        .collect();
    Some(written?.join(" "))
}

/// The properties `translate`, `rotate` and `scale` as functions of `transform`.
pub(super) fn of_property(name: &str, value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split_whitespace().collect();
    Some(match (name, parts.as_slice()) {
        (_, ["none"]) => String::new(),
        ("translate", [x]) => format!("translate({x})"),
        ("translate", [x, y]) => format!("translate({x},{y})"),
        ("scale", [both]) => format!("scale({both})"),
        ("scale", [x, y]) => format!("scale({x},{y})"),
        ("rotate", [angle] | ["z", angle]) => format!("rotate({angle})"),
        _ => return None,
    })
}

/// The functions with their arguments.
fn functions(css: &str) -> Option<Vec<(String, Vec<&str>)>> {
    let mut functions = Vec::new();
    let mut rest = css.trim();
    if rest.eq_ignore_ascii_case("none") {
        return Some(functions);
    }
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (arguments, after) = after.split_once(')')?;
        let arguments = arguments
            .split([',', ' '])
            .map(str::trim)
            .filter(|argument| !argument.is_empty());
        functions.push((name.trim().to_ascii_lowercase(), arguments.collect()));
        rest = after.trim_start_matches([' ', ',', '\t', '\n', '\r']);
    }
    Some(functions)
}

fn function(name: &str, arguments: &[&str], viewport: Option<DrawingViewport>) -> Option<String> {
    let x = |text| length(text, viewport.map(|size| size.basis(Basis::Width)), false);
    let y = |text| length(text, viewport.map(|size| size.basis(Basis::Height)), false);
    Some(match (name, arguments) {
        ("translate" | "translatex", [one]) => format!("translate({} 0)", x(one)?),
        ("translate", [one, two]) => format!("translate({} {})", x(one)?, y(two)?),
        ("translatey", [one]) => format!("translate(0 {})", y(one)?),
        ("translate3d", [one, two, _]) => format!("translate({} {})", x(one)?, y(two)?),
        ("translatez", [_]) => String::new(),
        ("scale", [both]) => format!("scale({})", number(both)?),
        ("scale" | "scale3d", [one, two] | [one, two, _]) => {
            format!("scale({} {})", number(one)?, number(two)?)
        }
        ("scalex", [one]) => format!("scale({} 1)", number(one)?),
        ("scaley", [one]) => format!("scale(1 {})", number(one)?),
        ("scalez", [_]) => String::new(),
        ("rotate" | "rotatez", [one]) => format!("rotate({})", angle(one)?),
        ("skewx", [one]) => format!("skewX({})", angle(one)?),
        ("skewy", [one]) => format!("skewY({})", angle(one)?),
        ("skew", [one]) => format!("skewX({})", angle(one)?),
        ("skew", [one, two]) => {
            let (one, two) = (
                angle(one)?.to_radians().tan(),
                angle(two)?.to_radians().tan(),
            );
            format!("matrix(1 {two} {one} 1 0 0)")
        }
        ("matrix", [_, _, _, _, _, _]) => {
            let numbers: Option<Vec<String>> = arguments
                .iter()
                .map(|argument| Some(number(argument)?.to_string()))
                .collect();
            format!("matrix({})", numbers?.join(" "))
        }
        _ => return None,
    })
}
