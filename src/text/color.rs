//! Colours in every syntax of CSS: `#e45`, `rebeccapurple`, `rgb(0 128 255 / 60%)`, `oklch(…)`, `color-mix(…)`. Entry
//! points: [`Rgba::parse`], and [`opaque_color`] for settings.
//!
//! Records, themes and logos read colours here, so that a colour is the same wherever it is written. Only this module and
//! `oklch` use the crate `color`.

use color::{ColorSpaceTag, DynamicColor, HueDirection, Srgb, parse_color};

/// How deep `color-mix()` may be nested.
const MAX_DEPTH: usize = 8;

/// A colour of screens (sRGB): red, green, blue and opacity, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rgba {
    channels: [f32; 3],
    alpha: f32,
}

impl Rgba {
    /// Reads a colour as CSS writes it; colours that screens cannot show become the nearest that they can.
    ///
    /// ```text
    /// Rgba::parse("hsl(0 100% 50%)")?.hex()   // "#ff0000"
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let [red, green, blue, alpha] = dynamic(text, 0)?.to_alpha_color::<Srgb>().components;
        let within = |value: f32| {
            if value.is_nan() {
                0.0
            } else {
                value.clamp(0.0, 1.0)
            }
        };
        Some(Self {
            channels: [red, green, blue].map(within),
            alpha: within(alpha),
        })
    }

    /// Whether nothing shines through.
    pub fn is_opaque(self) -> bool {
        self.alpha >= 1.0
    }

    /// Red, green and blue.
    pub fn srgb(self) -> [f64; 3] {
        self.channels.map(f64::from)
    }

    /// `#rrggbb`, without the opacity.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.bytes();
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// `#rrggbb`, or `rgba(…)` if something shines through: the syntax that every program knows.
    pub fn plain(self) -> String {
        if self.is_opaque() {
            return self.hex();
        }
        let [red, green, blue] = self.bytes();
        let alpha = (self.alpha * 1000.0).round() / 1000.0;
        format!("rgba({red},{green},{blue},{alpha})")
    }

    fn bytes(self) -> [u8; 3] {
        self.channels.map(|channel| (channel * 255.0).round() as u8)
    }
}

/// Why a text cannot be used as a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidColor {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

/// A colour for surfaces and text, which nothing may shine through: `#rrggbb`.
pub fn opaque_color(text: &str) -> Result<String, InvalidColor> {
    match Rgba::parse(text) {
        Some(colour) if colour.is_opaque() => Ok(colour.hex()),
        Some(_) => Err(InvalidColor {
            message: format!("the colour `{text}` is translucent"),
            help: "write a colour without opacity, such as `#8c5a2b`: it must be legible on any background",
        }),
        None => Err(InvalidColor {
            message: format!("`{text}` is not a colour"),
            help: "write `#` and hexadecimal digits, such as `#8c5a2b`, or as CSS does: `rgb(140 90 43)`, `peru`",
        }),
    }
}

fn dynamic(text: &str, depth: usize) -> Option<DynamicColor> {
    let text = text.trim();
    match function(text, "color-mix") {
        Some(_) if depth == MAX_DEPTH => None,
        Some(arguments) => mix(arguments, depth + 1),
        None => parse_color(text).ok(),
    }
}

/// The arguments of a function with this name, if the text is one.
fn function<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    let arguments = rest.trim_start().strip_prefix('(')?.strip_suffix(')')?;
    start.eq_ignore_ascii_case(name).then_some(arguments)
}

/// `in oklab, red 30%, blue`.
fn mix(arguments: &str, depth: usize) -> Option<DynamicColor> {
    let mut parts = split_arguments(arguments).into_iter();
    let first = parts.next()?.trim();
    // Since CSS Color 5, the space may be left out.
    let (method, one) = match first.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("in ") => (first[3..].trim(), parts.next()?),
        _ => ("oklab", first),
    };
    let other = parts.next()?;
    if parts.next().is_some() {
        return None;
    }
    let mut words = method.split_whitespace();
    let space = space(words.next()?)?;
    let direction = match words.next().map(str::to_ascii_lowercase).as_deref() {
        None | Some("shorter") => HueDirection::Shorter,
        Some("longer") => HueDirection::Longer,
        Some("increasing") => HueDirection::Increasing,
        Some("decreasing") => HueDirection::Decreasing,
        Some(_) => return None,
    };
    let (one, share_of_one) = with_share(one)?;
    let (other, share_of_other) = with_share(other)?;
    let (one, other) = (dynamic(one, depth)?, dynamic(other, depth)?);
    let (first, second) = match (share_of_one, share_of_other) {
        (None, None) => (0.5, 0.5),
        (Some(first), None) => (first, 1.0 - first),
        (None, Some(second)) => (1.0 - second, second),
        (Some(first), Some(second)) => (first, second),
    };
    let sum: f32 = first + second;
    if sum <= 0.0 {
        return None;
    }
    let mixed = one.interpolate(other, space, direction).eval(second / sum);
    Some(if sum < 1.0 {
        mixed.multiply_alpha(sum)
    } else {
        mixed
    })
}

fn space(name: &str) -> Option<ColorSpaceTag> {
    Some(match name.to_ascii_lowercase().as_str() {
        "srgb" => ColorSpaceTag::Srgb,
        "srgb-linear" => ColorSpaceTag::LinearSrgb,
        "display-p3" => ColorSpaceTag::DisplayP3,
        "a98-rgb" => ColorSpaceTag::A98Rgb,
        "prophoto-rgb" => ColorSpaceTag::ProphotoRgb,
        "rec2020" => ColorSpaceTag::Rec2020,
        "lab" => ColorSpaceTag::Lab,
        "lch" => ColorSpaceTag::Lch,
        "oklab" => ColorSpaceTag::Oklab,
        "oklch" => ColorSpaceTag::Oklch,
        "hsl" => ColorSpaceTag::Hsl,
        "hwb" => ColorSpaceTag::Hwb,
        "xyz" | "xyz-d65" => ColorSpaceTag::XyzD65,
        "xyz-d50" => ColorSpaceTag::XyzD50,
        _ => return None,
    })
}

/// A colour and its share, which may come before or after it.
fn with_share(text: &str) -> Option<(&str, Option<f32>)> {
    let text = text.trim();
    let share = |part: &str| {
        let share = part.strip_suffix('%')?.parse::<f32>().ok()?;
        (0.0..=100.0).contains(&share).then_some(share / 100.0)
    };
    if let Some((colour, last)) = text.rsplit_once(char::is_whitespace)
        && let Some(share) = share(last)
    {
        return Some((colour, Some(share)));
    }
    if let Some((first, colour)) = text.split_once(char::is_whitespace)
        && let Some(share) = share(first)
    {
        return Some((colour, Some(share)));
    }
    Some((text, None))
}

/// The arguments of a function: its parts between commas, except for commas within brackets.
fn split_arguments(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::Rgba;

    fn read(text: &str) -> Option<String> {
        Rgba::parse(text).map(Rgba::plain)
    }

    #[test]
    fn reads_every_syntax_of_css() {
        for (text, expected) in [
            ("#e45", "#ee4455"),
            ("#0B47A8", "#0b47a8"),
            ("#ff000080", "rgba(255,0,0,0.502)"),
            ("red", "#ff0000"),
            ("RebeccaPurple", "#663399"),
            (" rgb(204, 0, 0) ", "#cc0000"),
            ("rgb(204 0 0 / 90%)", "rgba(204,0,0,0.9)"),
            ("RGBA(0%, 50%, 100%, 1)", "#0080ff"),
            ("hsl(120deg 100% 25%)", "#008000"),
            ("hwb(240 0% 0%)", "#0000ff"),
            ("oklch(62.8% 0.25768 29.234)", "#ff0000"),
            ("lab(0 0 0)", "#000000"),
            ("color(srgb 1 0.5 0)", "#ff8000"),
            ("transparent", "rgba(0,0,0,0)"),
            ("color-mix(in srgb, red, blue)", "#800080"),
            ("color-mix(in srgb, #fff 25%, black)", "#404040"),
            ("color-mix(in srgb, white, 25% black)", "#bfbfbf"),
            (
                "color-mix(in srgb, rgb(0, 0, 255), color-mix(in srgb, red, red))",
                "#800080",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_no_colour() {
        for text in [
            "",
            "rouge",
            "0b47a8",
            "#12345",
            "rgb(1 2)",
            "rgb(1 2 3",
            "var(--brand)",
            "currentColor",
            "color-mix(in srgb, red)",
            "color-mix(in nowhere, red, blue)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let nested = "color-mix(in srgb,red,".repeat(100) + "red" + &")".repeat(100);
        assert_eq!(read(&nested), None);
    }
}
