//! Luminance of colours: [`relative_luminance`].

/// Relative luminance of an sRGB colour (WCAG 2.2), from 0 for black to 1 for white. Channels also range from 0 to 1.
pub fn relative_luminance(channels: [f64; 3]) -> f64 {
    let [red, green, blue] = channels.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Linear intensity of an sRGB channel, from 0 to 1.
pub(super) fn linear(tone: f64) -> f64 {
    if tone <= 0.04045 {
        tone / 12.92
    } else {
        ((tone + 0.055) / 1.055).powf(2.4)
    }
}
