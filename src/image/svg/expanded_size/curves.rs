//! Sizes of the curves of shapes, as written. Entry point: [`roots_of_sizes`].

use usvg::roxmltree::Node;

/// The sum of the square roots of the sizes of all curves of a shape: a curve is divided into about this many parts, to measure
/// and to draw it.
pub(super) fn roots_of_sizes(node: Node<'_, '_>) -> f64 {
    let name = node.tag_name().name();
    if ["circle", "ellipse", "rect"].contains(&name) {
        let radii = ["r", "rx", "ry"].map(|name| length(node, name).unwrap_or_default());
        return 4.0 * arc(radii.into_iter().fold(0.0, f64::max));
    }
    node.attribute("d").map_or(0.0, path)
}

/// By how much an element enlarges what is inside it; at least 1.
pub(super) fn enlargement(node: Node<'_, '_>) -> f64 {
    let mut scale = 1.0;
    for name in ["transform", "patternTransform"] {
        for function in node.attribute(name).unwrap_or_default().split(')') {
            let (name, arguments) = function.split_once('(').unwrap_or_default();
            let used = match name.trim_matches([' ', ',', '\n', '\t']) {
                "scale" => 2,
                "matrix" => 4,
                _ => continue,
            };
            let mut reader = Reader::new(arguments);
            let numbers = std::iter::from_fn(|| reader.number()).take(used);
            scale *= numbers.map(f64::abs).fold(0.0, f64::max);
        }
    }
    if let Some(view) = node.attribute("viewBox") {
        let mut reader = Reader::new(view);
        let sides: Vec<f64> = std::iter::from_fn(|| reader.number()).skip(2).collect();
        let inside = sides.into_iter().fold(f64::INFINITY, f64::min);
        let lengths = ["width", "height", "markerWidth", "markerHeight"];
        let lengths = lengths.into_iter().filter_map(|name| length(node, name));
        scale *= lengths.fold(0.0, f64::max) / inside;
    }
    // What is no number is no enlargement.
    scale.max(1.0)
}

fn length(node: Node<'_, '_>, name: &str) -> Option<f64> {
    Reader::new(node.attribute(name)?).number()
}

/// The weight of an arc: it is divided into curves.
fn arc(radius: f64) -> f64 {
    let curves = (11.163 * radius).powf(1.0 / 6.0).max(4.0);
    radius.sqrt() * curves / 4.0
}

fn path(path: &str) -> f64 {
    let mut reader = Reader::new(path);
    let (mut command, mut sum) = (b'M', 0.0);
    let (mut start, mut at) = ((0.0, 0.0), (0.0, 0.0));
    loop {
        reader.skip_separators();
        match reader.rest.first() {
            Some(letter) if letter.is_ascii_alphabetic() => {
                command = *letter;
                reader.rest = &reader.rest[1..];
            }
            Some(_) if !command.eq_ignore_ascii_case(&b'z') => {}
            _ => return sum,
        }
        let kind = command.to_ascii_uppercase();
        let from = if command == kind { (0.0, 0.0) } else { at };
        if kind == b'Z' {
            at = start;
            continue;
        }
        let mut numbers = [0.0; 7];
        let count = match kind {
            b'M' | b'L' | b'T' => 2,
            b'H' | b'V' => 1,
            b'C' => 6,
            b'S' | b'Q' => 4,
            b'A' => 7,
            _ => return sum,
        };
        for (index, number) in numbers[..count].iter_mut().enumerate() {
            let next = match index {
                3 | 4 if kind == b'A' => reader.flag(),
                _ => reader.number(),
            };
            let Some(next) = next else { return sum };
            *number = next;
        }
        let point = |index: usize| (from.0 + numbers[index], from.1 + numbers[index + 1]);
        let end = match kind {
            b'H' => (from.0 + numbers[0], at.1),
            b'V' => (at.0, from.1 + numbers[0]),
            _ => point(count - 2),
        };
        let distance = |to: (f64, f64)| (to.0 - at.0).hypot(to.1 - at.1);
        match kind {
            b'A' => {
                let (rx, ry) = (numbers[0].abs(), numbers[1].abs());
                // Radii that are too small are enlarged.
                let factor = distance(end) / rx.min(ry).max(1e-5) / 2.0;
                sum += arc(rx.max(ry) * factor.max(1.0));
            }
            b'C' | b'S' | b'Q' | b'T' => {
                let points = (0..count).step_by(2).map(point);
                sum += points.map(distance).fold(0.0, f64::max).sqrt();
            }
            b'M' => {
                start = end;
                command = if command == b'M' { b'L' } else { b'l' };
            }
            _ => {}
        }
        at = end;
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.as_bytes(),
        }
    }

    fn skip_separators(&mut self) {
        let separators = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b',';
        let count = self.rest.iter().take_while(separators).count();
        self.rest = &self.rest[count..];
    }

    /// A flag of an arc, which needs no space after it.
    fn flag(&mut self) -> Option<f64> {
        self.skip_separators();
        let (flag, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(f64::from(*flag == b'1'))
    }

    fn number(&mut self) -> Option<f64> {
        self.skip_separators();
        let bytes = self.rest;
        let mut end = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
        let digits = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
        };
        end += digits(end).count();
        if bytes.get(end) == Some(&b'.') {
            end += 1;
            end += digits(end).count();
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let signed = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
            let exponent = digits((end + 1 + usize::from(signed)).min(bytes.len())).count();
            if exponent > 0 {
                end += 1 + usize::from(signed) + exponent;
            }
        }
        let number = str::from_utf8(&bytes[..end]).ok()?.parse().ok()?;
        self.rest = &bytes[end..];
        Some(number)
    }
}

/// Whether a path has a number of 10 billion or more: an arc of such a radius is divided into more parts than memory holds.
pub(super) fn has_huge_number(path: &str) -> bool {
    let mut reader = Reader::new(path);
    while !reader.rest.is_empty() {
        match reader.number() {
            Some(number) if number.abs() < 1e10 => {}
            Some(_) => return true,
            None => reader.rest = reader.rest.get(1..).unwrap_or_default(),
        }
    }
    false
}
