//! Mathematical functions of CSS: `calc(…)`, `min(…)`, `max(…)`, `clamp(…)`. Entry points: [`evaluated`], [`length`].

use cssparser::{ParseError, Parser, Token};

use super::{ParseResult, is_too_deep};

/// The functions that are evaluated.
const FUNCTIONS: [&str; 6] = ["calc", "-webkit-calc", "min", "max", "clamp", "abs"];

/// The size of the font of the root, which drawings rarely set.
const ROOT_FONT: f64 = 16.0;

/// The size of the viewport, in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DrawingViewport {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// What a percentage is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    Width,
    Height,
    Diagonal,
}

impl DrawingViewport {
    /// The length that is 100 %.
    pub(super) fn basis(self, basis: Basis) -> f64 {
        match basis {
            Basis::Width => self.width,
            Basis::Height => self.height,
            Basis::Diagonal => (self.width.powi(2) + self.height.powi(2)).sqrt() / 2f64.sqrt(),
        }
    }
}

/// A number with its unit; lengths in pixels, angles in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Amount {
    value: f64,
    percent: f64,
    unit: CssUnit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CssUnit {
    Number,
    Length,
    Angle,
}

/// The value with each mathematical function replaced by its result; absent if one cannot be evaluated. Percentages are
/// lengths if their basis is known.
pub(super) fn evaluated(value: &str, basis: Option<f64>) -> Option<String> {
    let mut text = String::new();
    let mut rest = value;
    while let Some((start, end)) = next_function(rest) {
        let expression = rest.get(start..end)?;
        if is_too_deep(expression) {
            return None;
        }
        let amount = sum(&mut Parser::new(expression), basis).ok()?;
        text.push_str(&rest[..start]);
        text.push_str(&amount.text(basis)?);
        rest = &rest[end..];
    }
    text.push_str(rest);
    Some(text)
}

/// A length in pixels, or absent: percentages of `basis`, numbers without a unit if they are zero or `unitless`.
pub(super) fn length(text: &str, basis: Option<f64>, unitless: bool) -> Option<f64> {
    let mut parser = Parser::new(text);
    let amount = value(&mut parser, None).ok()?;
    parser.expect_exhausted().ok()?;
    let of_percent = match amount.percent {
        0.0 => 0.0,
        percent => percent / 100.0 * basis?,
    };
    match amount.unit {
        CssUnit::Number if !unitless && amount.value != 0.0 => None,
        CssUnit::Angle => None,
        _ => Some(amount.value + of_percent),
    }
}

/// An angle in degrees, or absent; zero needs no unit.
pub(super) fn angle(text: &str) -> Option<f64> {
    let mut parser = Parser::new(text);
    let amount = value(&mut parser, None).ok()?;
    parser.expect_exhausted().ok()?;
    match amount.unit {
        CssUnit::Angle => Some(amount.value),
        CssUnit::Number if amount.value == 0.0 && amount.percent == 0.0 => Some(0.0),
        _ => None,
    }
}

/// A number or a percentage as a number, or absent.
pub(super) fn number(text: &str) -> Option<f64> {
    let mut parser = Parser::new(text);
    let amount = value(&mut parser, None).ok()?;
    parser.expect_exhausted().ok()?;
    (amount.unit == CssUnit::Number).then_some(amount.value + amount.percent / 100.0)
}

impl Amount {
    fn text(self, basis: Option<f64>) -> Option<String> {
        let Amount {
            value,
            percent,
            unit,
        } = self;
        let rounded = |value: f64| (value * 1e5).round() / 1e5;
        Some(match unit {
            _ if !value.is_finite() || !percent.is_finite() => return None,
            CssUnit::Length if percent != 0.0 => {
                format!("{}px", rounded(value + percent / 100.0 * basis?))
            }
            CssUnit::Length => format!("{}px", rounded(value)),
            CssUnit::Angle => format!("{}deg", rounded(value)),
            CssUnit::Number if percent != 0.0 => format!("{}%", rounded(percent)),
            CssUnit::Number => rounded(value).to_string(),
        })
    }

    fn scaled(self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            percent: self.percent * factor,
            ..self
        }
    }

    fn plus(self, other: Self) -> ParseResult<Self> {
        let unit = match (self.unit, other.unit) {
            (one, other) if one == other => one,
            // A percentage takes the unit of what it is added to.
            (CssUnit::Number, unit) if self.value == 0.0 && self.percent != 0.0 => unit,
            (unit, CssUnit::Number) if other.value == 0.0 && other.percent != 0.0 => unit,
            _ => return unknown(),
        };
        Ok(Self {
            value: self.value + other.value,
            percent: self.percent + other.percent,
            unit,
        })
    }

    /// The number that it is, if it has no unit.
    fn plain(self) -> ParseResult<f64> {
        if self.unit == CssUnit::Number && self.percent == 0.0 {
            Ok(self.value)
        } else {
            unknown()
        }
    }

    /// How it compares with another; percentages with percentages only.
    fn key(self, other: Self) -> ParseResult<(f64, f64)> {
        if self.unit != other.unit {
            return unknown();
        }
        match (
            self.percent == 0.0 && other.percent == 0.0,
            self.value,
            other.value,
        ) {
            (true, one, two) => Ok((one, two)),
            (false, 0.0, 0.0) => Ok((self.percent, other.percent)),
            _ => unknown(),
        }
    }
}

fn unknown<T>() -> ParseResult<T> {
    Err(ParseError::custom(()))
}

/// The start and end of the next mathematical function.
fn next_function(text: &str) -> Option<(usize, usize)> {
    let lower = text.to_ascii_lowercase();
    let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let starts = FUNCTIONS.iter().flat_map(|name| {
        lower
            .match_indices(name)
            .filter(|(start, _)| {
                lower[start + name.len()..].starts_with('(') && !lower[..*start].ends_with(is_part)
            })
            .map(|(start, _)| start)
    });
    let start = starts.min()?;
    let mut depth = 0usize;
    for (index, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some((start, index + 1));
                }
            }
            _ => {}
        }
    }
    Some((start, text.len()))
}

/// `a + b - c`
fn sum(parser: &mut Parser<'_>, basis: Option<f64>) -> ParseResult<Amount> {
    let mut total = product(parser, basis)?;
    loop {
        let state = parser.state();
        let sign = match parser.next() {
            Ok(Token::Delim('+')) => 1.0,
            Ok(Token::Delim('-')) => -1.0,
            _ => {
                parser.reset(&state);
                return Ok(total);
            }
        };
        total = total.plus(product(parser, basis)?.scaled(sign))?;
    }
}

/// `a * b / c`
fn product(parser: &mut Parser<'_>, basis: Option<f64>) -> ParseResult<Amount> {
    let mut total = value(parser, basis)?;
    loop {
        let state = parser.state();
        match parser.next() {
            Ok(Token::Delim('*')) => {
                let factor = value(parser, basis)?;
                total = match (total.plain(), factor.plain()) {
                    (_, Ok(factor)) => total.scaled(factor),
                    (Ok(number), _) => factor.scaled(number),
                    _ => return unknown(),
                };
            }
            Ok(Token::Delim('/')) => total = total.scaled(1.0 / value(parser, basis)?.plain()?),
            _ => {
                parser.reset(&state);
                return Ok(total);
            }
        }
    }
}

fn value(parser: &mut Parser<'_>, basis: Option<f64>) -> ParseResult<Amount> {
    let amount = |value: f64, percent: f64, unit| {
        Ok(Amount {
            value,
            percent,
            unit,
        })
    };
    match parser.next()?.clone() {
        Token::Number { value, .. } => amount(f64::from(value), 0.0, CssUnit::Number),
        Token::Percentage { unit_value, .. } => match basis {
            Some(basis) => amount(f64::from(unit_value) * basis, 0.0, CssUnit::Length),
            None => amount(0.0, f64::from(unit_value) * 100.0, CssUnit::Number),
        },
        Token::Dimension { value, unit, .. } => {
            let (factor, unit) = match unit.to_ascii_lowercase().as_str() {
                "px" => (1.0, CssUnit::Length),
                "pt" => (96.0 / 72.0, CssUnit::Length),
                "pc" => (16.0, CssUnit::Length),
                "in" => (96.0, CssUnit::Length),
                "cm" => (96.0 / 2.54, CssUnit::Length),
                "mm" => (96.0 / 25.4, CssUnit::Length),
                "q" => (96.0 / 101.6, CssUnit::Length),
                "rem" => (ROOT_FONT, CssUnit::Length),
                "deg" => (1.0, CssUnit::Angle),
                "turn" => (360.0, CssUnit::Angle),
                "rad" => (1f64.to_degrees(), CssUnit::Angle),
                "grad" => (0.9, CssUnit::Angle),
                _ => return unknown(),
            };
            amount(f64::from(value) * factor, 0.0, unit)
        }
        Token::Ident(name) => match name.to_ascii_lowercase().as_str() {
            "pi" => amount(std::f64::consts::PI, 0.0, CssUnit::Number),
            "e" => amount(std::f64::consts::E, 0.0, CssUnit::Number),
            _ => unknown(),
        },
        Token::ParenthesisBlock => parser.parse_nested_block(|parser| sum(parser, basis)),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            let arguments = parser.parse_nested_block(|parser| {
                parser.parse_comma_separated(|parser| sum(parser, basis))
            })?;
            function(&name, &arguments)
        }
        _ => unknown(),
    }
}

fn function(name: &str, arguments: &[Amount]) -> ParseResult<Amount> {
    let smaller = |one: Amount, other: Amount| {
        let (first, second) = one.key(other)?;
        Ok(if second < first { other } else { one })
    };
    let larger = |one: Amount, other: Amount| {
        let (first, second) = one.key(other)?;
        Ok(if second > first { other } else { one })
    };
    match (name, arguments) {
        ("calc" | "-webkit-calc", [amount]) => Ok(*amount),
        ("abs", [amount]) if amount.percent == 0.0 => Ok(Amount {
            value: amount.value.abs(),
            ..*amount
        }),
        ("min", [first, rest @ ..]) => rest.iter().copied().try_fold(*first, smaller),
        ("max", [first, rest @ ..]) => rest.iter().copied().try_fold(*first, larger),
        ("clamp", [low, middle, high]) => larger(smaller(*middle, *high)?, *low),
        _ => unknown(),
    }
}
