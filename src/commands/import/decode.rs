//! Decoding of a spreadsheet in any of the usual encodings. Entry point: [`decode`].

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded table.
pub(super) struct DecodedTable<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static Encoding,
    /// Whether some bytes are not text in the encoding.
    pub(super) has_errors: bool,
}

/// The text. The encoding is the given one, else that of the byte order mark, else UTF-16 if many bytes are zero, else
/// UTF-8 if the bytes are valid, else the likeliest one for the letters.
pub(super) fn decode<'a>(bytes: &'a [u8], given: Option<&'static Encoding>) -> DecodedTable<'a> {
    let encoding = given
        .or_else(|| Encoding::for_bom(bytes).map(|(encoding, _)| encoding))
        .or_else(|| utf_16(bytes))
        .or_else(|| std::str::from_utf8(bytes).is_ok().then_some(UTF_8))
        .unwrap_or_else(|| guess(bytes));
    let (text, has_errors) = encoding.decode_with_bom_removal(bytes);
    // Old Macs end lines with a carriage return alone.
    let text = if text.contains('\r') && !text.contains('\n') {
        Cow::Owned(text.replace('\r', "\n"))
    } else {
        text
    };
    DecodedTable {
        text,
        encoding,
        has_errors,
    }
}

/// UTF-16 without a byte order mark: every second byte of Western text is zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |first: usize| {
        start
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Line breaks and delimiters alone are many, also in other scripts.
    match start.len() / 2 {
        half if odd > 3 && odd * 10 > half && even * 20 <= half => Some(UTF_16LE),
        half if even > 3 && even * 10 > half && odd * 20 <= half => Some(UTF_16BE),
        _ => None,
    }
}

/// The likeliest encoding of bytes that are not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The detector does not know Mac Roman.
    if unlikely_letters(MACINTOSH, bytes) < unlikely_letters(guess, bytes) {
        MACINTOSH
    } else {
        guess
    }
}

/// How many signs and capitals follow a lowercase letter, and how many control characters there are.
fn unlikely_letters(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut before = ' ';
    let mut count = 0;
    for c in text.chars() {
        let usual = " \u{a0}’‘“”'€–—…»«°²³";
        let after_letter = before.is_ascii_lowercase() && !c.is_ascii();
        let is_control = matches!(c, '\u{80}'..='\u{9f}' | '\u{fffd}');
        if is_control || after_letter && !c.is_lowercase() && !usual.contains(c) {
            count += 1;
        }
        before = c;
    }
    count
}

#[cfg(test)]
mod tests {
    use encoding_rs::{Encoding, UTF_8};

    use super::decode;

    #[test]
    fn decodes_every_encoding_that_spreadsheets_write() {
        let utf_16 = |mark: &str, to: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let text = format!("{mark}Nom;Société;Ville\nA;Généré;Orléans\n");
            text.encode_utf16().flat_map(to).collect()
        };
        let french = "Nom;Société;Ville\nA;Généré;Orléans\n";
        let polish = "Nazwa;Miasto\nŻółta łódź;Łódź\nGęś;Kraków świętej\n";
        for (bytes, name, text) in [
            (french.as_bytes().to_vec(), "UTF-8", french),
            (b"Nom;Soci\xe9t\xe9;Ville\nA;G\xe9n\xe9r\xe9;Orl\xe9ans\n".to_vec(), "windows-1252", french),
            (b"Nom;Soci\x8et\x8e;Ville\rA;G\x8en\x8er\x8e;Orl\x8eans\r".to_vec(), "macintosh", french),
            (
                b"Nazwa;Miasto\n\xaf\xf3\xb3ta \xb3\xf3d\x9f;\xa3\xf3d\x9f\nG\xea\x9c;Krak\xf3w \x9cwi\xeatej\n".to_vec(),
                "windows-1250",
                polish,
            ),
            (utf_16("\u{feff}", u16::to_le_bytes), "UTF-16LE", french),
            (utf_16("", u16::to_le_bytes), "UTF-16LE", french),
            (utf_16("", u16::to_be_bytes), "UTF-16BE", french),
        ] {
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.encoding.name(), &*decoded.text), (name, text));
        }
        let given = Encoding::for_label(b"macintosh");
        assert_eq!(decode(b"Soci\x8et\x8e", given).text, "Société");
        assert!(decode(b"Soci\xe9", Some(UTF_8)).has_errors);
    }
}
