//! Bytes of a spreadsheet → text, whatever the program that saved it made of its letters.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text, and the name of the encoding if it was not UTF-8: by its byte order mark, else UTF-8 if it is that, else
/// Windows-1252, which Excel writes in western Europe. Every byte means something there, so that nothing is lost.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static str>) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    (text, (encoding != UTF_8).then(|| encoding.name()))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_encoding_that_excel_writes_gives_the_same_text() {
        let utf_16: Vec<u8> = std::iter::once(0xfeff)
            .chain("Société".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, name) in [
            ("Société".as_bytes(), None),
            ("\u{feff}Société".as_bytes(), None),
            (b"Soci\xe9t\xe9", Some("windows-1252")),
            (&utf_16, Some("UTF-16LE")),
        ] {
            assert_eq!(decode(bytes), ("Société".into(), name));
        }
    }
}
