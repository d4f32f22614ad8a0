//! Compact paths of an SVG, with no more digits than their size needs: the parser's own writer writes all digits and
//! absolute coordinates, which makes most logos half again as large as the original file.

use std::fmt::Write as _;

use usvg::roxmltree::Document;

/// Number of grid steps along the longer side of a path: a logo of 10 cm at 2500 dpi.
const STEPS: f64 = 10_000.0;

/// The SVG with compact paths.
pub(super) fn paths(text: &str) -> String {
    let Ok(document) = Document::parse(text) else {
        return text.to_owned();
    };
    let mut compact = String::with_capacity(text.len());
    let mut done = 0;
    let paths = document
        .descendants()
        .filter(|node| node.has_tag_name("path"));
    for path in paths.filter_map(|path| path.attribute_node("d")) {
        if let Some(shorter) = shorter(path.value()) {
            let range = path.range_value();
            compact.push_str(&text[done..range.start]);
            compact.push_str(&shorter);
            done = range.end;
        }
    }
    compact.push_str(&text[done..]);
    without_defaults(&compact)
}

/// The SVG without an attribute that has its initial value.
pub(super) fn without_defaults(text: &str) -> String {
    text.replace(" stroke=\"none\"", "")
}

/// A path with relative coordinates on a grid that is fine enough; absent if it is not in the format of the parser's
/// writer (M, L, Q, C and Z, with spaces between all parts).
pub(super) fn shorter(path: &str) -> Option<String> {
    let numbers = path.split(' ').filter_map(|part| part.parse::<f64>().ok());
    let (mut least, mut most) = ([f64::MAX; 2], [f64::MIN; 2]);
    for (at, number) in numbers.enumerate() {
        least[at % 2] = least[at % 2].min(number);
        most[at % 2] = most[at % 2].max(number);
    }
    let side = (most[0] - least[0]).max(most[1] - least[1]);
    if !(side > 0.0 && side.is_finite()) {
        return None;
    }
    let digits = (STEPS / side).log10().ceil().clamp(-6.0, 9.0) as i32;
    let mut writer = SvgWriter {
        out: String::with_capacity(path.len() / 2),
        digits,
        command: ' ',
        fraction: false,
    };
    let grid = |part: &str| Some((part.parse::<f64>().ok()? * 10f64.powi(digits)).round() as i64);
    let mut parts = path.split(' ');
    let (mut place, mut start) = ([0, 0], [0, 0]);
    while let Some(command) = parts.next() {
        let points = match command {
            "M" | "L" => 1,
            "Q" => 2,
            "C" => 3,
            "Z" => 0,
            _ => return None,
        };
        let mut deltas = Vec::with_capacity(3);
        let from = place;
        for _ in 0..points {
            place = [grid(parts.next()?)?, grid(parts.next()?)?];
            deltas.push([place[0] - from[0], place[1] - from[1]]);
        }
        match (command, deltas.as_slice()) {
            ("Z", _) => {
                writer.write('z', &[]);
                place = start;
            }
            ("M", [[x, y]]) => {
                start = place;
                // A relative move at the beginning of a path is an absolute one.
                writer.write('m', &[*x, *y]);
            }
            // A line of length zero is drawn as a dot where line caps are round.
            ("L", [[0, 0]]) => writer.write('h', &[0]),
            ("L", [[x, 0]]) => writer.write('h', &[*x]),
            ("L", [[0, y]]) => writer.write('v', &[*y]),
            ("L", [[x, y]]) => writer.write('l', &[*x, *y]),
            ("Q", deltas) => writer.write('q', deltas.as_flattened()),
            (_, deltas) => writer.write('c', deltas.as_flattened()),
        }
    }
    Some(writer.out)
}

struct SvgWriter {
    out: String,
    digits: i32,
    /// The last command, which need not be repeated.
    command: char,
    /// Whether the last number has a decimal point.
    fraction: bool,
}

impl SvgWriter {
    fn write(&mut self, command: char, numbers: &[i64]) {
        // After a move, a repeated command would be a line.
        let same = command == self.command && !matches!(command, 'm' | 'z');
        if !same {
            self.out.push(command);
            self.command = command;
        }
        for (at, &number) in numbers.iter().enumerate() {
            let number = self.number(number);
            let first = at == 0 && !same;
            // A second decimal point begins a new number.
            let apart = number.starts_with('-') || self.fraction && number.starts_with('.');
            if !first && !apart {
                self.out.push(' ');
            }
            self.fraction = number.contains('.');
            self.out.push_str(&number);
        }
    }

    /// A number of grid steps as a decimal number, without leading or trailing zeros.
    fn number(&self, steps: i64) -> String {
        let Ok(digits @ 1..) = usize::try_from(self.digits) else {
            return (steps * 10i64.pow(self.digits.unsigned_abs())).to_string();
        };
        let mut number = String::new();
        let sign = if steps < 0 { "-" } else { "" };
        let digits_of = steps.unsigned_abs();
        let one = 10u64.pow(digits as u32);
        let (whole, part) = (digits_of / one, digits_of % one);
        number.push_str(sign);
        if whole > 0 || part == 0 {
            let _ = write!(number, "{whole}");
        }
        if part > 0 {
            let part = format!("{part:0digits$}");
            let _ = write!(number, ".{}", part.trim_end_matches('0'));
        }
        number
    }
}
