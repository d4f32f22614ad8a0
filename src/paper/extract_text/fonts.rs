//! Fonts of a PDF, which say what its text means. Entry points: [`Font::new`], [`Font::decode`].

use lopdf::{Dictionary, Document, Encoding, Object};

/// A font, with how much of its text is understood.
pub(super) struct Font<'a> {
    /// What its codes mean; absent if nothing says so.
    encoding: Option<Encoding<'a>>,
    letters: usize,
    unknown: usize,
}

impl<'a> Font<'a> {
    pub(super) fn new(font: &'a Dictionary, document: &'a Document, limit: usize) -> Self {
        Self {
            encoding: encoding(font, document, limit),
            letters: 0,
            unknown: 0,
        }
    }

    /// Adds a piece of text.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut String) {
        let start = text.len();
        let decoded = self
            .encoding
            .as_ref()
            .is_some_and(|encoding| encoding.write_to_string(bytes, text).is_ok());
        if !decoded {
            self.letters += bytes.len();
            self.unknown += bytes.len();
            return;
        }
        for c in text[start..].chars() {
            self.letters += 1;
            // Private characters and control characters are numbers of glyphs.
            let is_unknown = matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}') || c.is_control();
            self.unknown += usize::from(is_unknown);
        }
    }

    /// Whether its text is not known: a few signs without a meaning are ornaments.
    pub(super) fn is_unreadable(&self) -> bool {
        self.unknown > 3 && self.unknown * 10 > self.letters
    }
}

fn encoding<'a>(
    font: &'a Dictionary,
    document: &'a Document,
    limit: usize,
) -> Option<Encoding<'a>> {
    if let Ok(to_unicode) = font.get(b"ToUnicode")
        && to_unicode.as_name().is_err()
    {
        // Alone: the library prefers the encoding, which has names of glyphs.
        let mut alone = Dictionary::new();
        alone.set("Type", "Font");
        alone.set("ToUnicode", to_unicode.clone());
        if let Ok(Encoding::UnicodeMapEncoding(map)) =
            alone.get_font_encoding_with_limit(document, limit)
        {
            return Some(Encoding::UnicodeMapEncoding(map));
        }
    }
    let named = font.get_deref(b"Encoding", document);
    let is_composite = matches!(font.get(b"Subtype").and_then(Object::as_name), Ok(b"Type0"));
    let descriptor = font.get_deref(b"FontDescriptor", document);
    let descriptor = descriptor.and_then(Object::as_dict);
    let is_embedded = descriptor.is_ok_and(|descriptor| {
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"]
            .iter()
            .any(|key| descriptor.has(key))
    });
    // The codes of an embedded font without an encoding are its own.
    if named.is_err() && (is_embedded || is_composite) {
        return None;
    }
    let encoding = font.get_font_encoding_with_limit(document, limit).ok()?;
    // The library falls back to the standard encoding if it does not know the names of glyphs.
    let has_differences = named
        .and_then(Object::as_dict)
        .is_ok_and(|dict| dict.has(b"Differences"));
    match &encoding {
        Encoding::OneByteEncoding(_) if is_composite || has_differences => None,
        _ => Some(encoding),
    }
}
