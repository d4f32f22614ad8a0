//! Primitive views: texts with their language, links, pictures, dates.

use serde::{Serialize, Serializer};

use crate::text::url::{readable, without_scheme};

/// A text in the language that readers see.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct TextView {
    /// The text, without markup.
    pub(super) text: String,
    /// Its language, if that is not the edition's: for hyphenation and for the voice of screen readers.
    pub(super) lang: Option<LanguageView>,
}

/// A language, in the two parts of Typst's `text(lang: …, region: …)`.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct LanguageView {
    /// ISO 639 code: `pt`.
    pub(super) lang: String,
    /// ISO 3166-1 code, if the catalogue's code has one: `BR`.
    pub(super) region: Option<String>,
    /// Whether it is written from right to left.
    pub(super) rtl: bool,
}

/// An address with its printed form.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct LinkView {
    /// The target: `https:`, `http:`, `mailto:` or `tel:`.
    pub(super) url: String,
    /// The printed form: `kerguelen.example/contact`.
    pub(super) text: String,
    /// The printed form in parts: lines may break between them.
    pub(super) parts: Vec<String>,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct PictureView {
    /// The file, for `image(bytes, format: …)`.
    pub(super) bytes: Bytes,
    /// `svg`, `png` or `jpg`.
    pub(super) format: &'static str,
    /// Its width over its height.
    pub(super) ratio: f64,
    /// The width, in millimetres, at which it is not enlarged: 150 pixels an inch, or an SVG's own size.
    pub(super) width: f64,
    /// Whether it is so pale that it needs a dark background.
    pub(super) pale: bool,
    /// The alternative text; empty for an ornament.
    pub(super) alt: String,
}

/// A QR code: an SVG with its quiet zone.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct QrView {
    /// The SVG.
    pub(super) bytes: Bytes,
    /// The number of modules on a side, quiet zone included.
    pub(super) modules: usize,
    /// The width of the quiet zone on each side, in modules.
    pub(super) quiet: usize,
    /// The address.
    pub(super) url: String,
    /// The alternative text.
    pub(super) alt: String,
}

/// A date.
#[derive(Debug, Clone, Serialize)]
pub(in crate::paper) struct DateView {
    pub(super) year: i16,
    pub(super) month: i8,
    pub(super) day: i8,
    /// In the format of the language.
    pub(super) text: String,
}

/// Bytes that become Typst's `bytes`; serde writes a plain list as an array of numbers.
#[derive(Debug, Clone)]
pub(in crate::paper) struct Bytes(pub(super) Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl LanguageView {
    /// The parts of a BCP 47 code.
    pub(super) fn new(code: &str, rtl: bool) -> Self {
        let is_region = |part: &&str| part.len() == 2;
        let mut parts = code.split('-');
        Self {
            lang: parts.next().unwrap_or_default().to_lowercase(),
            region: parts.find(is_region).map(str::to_uppercase),
            rtl,
        }
    }
}

impl LinkView {
    /// A web address, printed in its letters, without scheme, `www.` and final slash.
    pub(super) fn web(url: &str) -> Self {
        let readable = readable(url);
        let text = without_scheme(&readable);
        let text = text.strip_prefix("www.").unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        Self::new(url.to_owned(), text)
    }

    /// An e-mail address.
    pub(super) fn email(email: &str) -> Self {
        Self::new(format!("mailto:{email}"), email)
    }

    /// A telephone number, as written.
    pub(super) fn phone(phone: &str) -> Self {
        let digits: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        Self::new(format!("tel:{digits}"), phone)
    }

    fn new(url: String, text: &str) -> Self {
        let mut parts = Vec::new();
        let mut part = String::new();
        for character in text.chars() {
            if "@.?&=_".contains(character) && !part.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            part.push(character);
            if character == '/' {
                parts.push(std::mem::take(&mut part));
            }
        }
        parts.extend(Some(part).filter(|part| !part.is_empty()));
        Self {
            url,
            text: text.to_owned(),
            parts,
        }
    }
}
