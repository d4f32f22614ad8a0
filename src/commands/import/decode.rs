//! Decoding of a spreadsheet in any of the usual encodings. Entry point: [`decode`].

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text, and the name of the encoding if it is not UTF-8. The encoding is that of the byte order mark, else UTF-8 if
/// the bytes are valid, else Windows-1252, which Excel writes in western Europe and in which every byte is valid.
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
    fn decodes_every_encoding_that_excel_writes() {
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
