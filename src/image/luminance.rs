//! How light a colour is: [`relative_luminance`].

/// Relative luminance of a colour in sRGB (WCAG 2.2), from 0 for black to 1 for white; so are its channels.
pub fn relative_luminance(channels: [f64; 3]) -> f64 {
    let [red, green, blue] = channels.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How much light a tone of sRGB gives, from 0 to 1.
pub(super) fn linear(tone: f64) -> f64 {
    if tone <= 0.04045 {
        tone / 12.92
    } else {
        ((tone + 0.055) / 1.055).powf(2.4)
    }
}
