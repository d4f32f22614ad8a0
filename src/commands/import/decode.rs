//! Decoding of a spreadsheet in any of the usual encodings. Entry point: [`decode`].

mod letters;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_15, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250,
    WINDOWS_1252, WINDOWS_1254, X_MAC_CYRILLIC,
};
use letters::Letters;

use crate::commands::table::{CODE_PAGES, TableEncoding};

/// A decoded table.
pub(super) struct DecodedTable<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: TableEncoding,
    /// Another encoding that the text may as well have, and how the first word with other letters is read in it.
    pub(super) rival: Option<(TableEncoding, String)>,
    /// Whether some bytes are not text in the encoding.
    pub(super) has_errors: bool,
    /// Words whose letters show whether the encoding was guessed rightly; empty if it is certain.
    pub(super) examples: Vec<String>,
    /// Words that were decoded wrongly before, and what they mean.
    pub(super) decoded_twice: Vec<(String, String)>,
    /// Whether the words cannot be read in any encoding that is known.
    pub(super) is_unreadable: bool,
}

/// How many bytes of a table show its encoding.
const MAX_SAMPLE: usize = 1 << 20;
/// How many words show how an encoding was guessed.
const MAX_EXAMPLES: usize = 3;

/// The text. The encoding is the given one, else that of the byte order mark, else UTF-16 if many bytes are zero, else
/// UTF-8 if the bytes are valid, else the likeliest one for the letters.
pub(super) fn decode<'a>(bytes: &'a [u8], given: Option<TableEncoding>) -> DecodedTable<'a> {
    let of_web = || {
        Encoding::for_bom(bytes)
            .map(|(encoding, _)| encoding)
            .or_else(|| utf_16(bytes))
            .or_else(|| is_mostly_utf_8(bytes).then_some(UTF_8))
            .map(TableEncoding::Web)
    };
    let certain = given.or_else(of_web);
    let (encoding, rival) = certain.map_or_else(|| guess(bytes), |certain| (certain, None));
    let (text, has_errors) = encoding.decode(bytes);
    let (mut examples, mut is_unreadable) = (Vec::new(), false);
    if certain.is_none() {
        let start = &text[..text.floor_char_boundary(MAX_SAMPLE)];
        is_unreadable = is_8_bit(encoding) && Letters::of(start).are_unreadable();
        let (odd, usual): (Vec<&str>, Vec<&str>) =
            letters::words(start).partition(|word| letters::has_odd_place(word));
        for word in odd.into_iter().chain(usual) {
            if examples.len() < MAX_EXAMPLES && !examples.iter().any(|other| other == word) {
                examples.push(word.to_owned());
            }
        }
    }
    let rival = rival.and_then(|rival| {
        let (text, _) = rival.decode(bytes);
        Some((rival, letters::words(&text).next()?.to_owned()))
    });
    is_unreadable |= rival.is_some();
    let decoded_twice = letters::words(&text)
        .filter_map(|word| Some((word.to_owned(), letters::decoded_once(word)?)))
        .take(MAX_EXAMPLES)
        .collect();
    DecodedTable {
        text: with_line_feeds(text),
        encoding,
        rival,
        has_errors,
        examples,
        decoded_twice,
        is_unreadable,
    }
}

/// The text with line feeds where old Macs end rows with a carriage return alone. Their cells may have line feeds.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut quoted = false;
    let mut ends = text.bytes().filter(|byte| {
        quoted ^= *byte == b'"';
        !quoted && matches!(byte, b'\r' | b'\n')
    });
    match ends.next() {
        Some(b'\r') if !text.contains("\r\n") => Cow::Owned(text.replace('\r', "\n")),
        _ => text,
    }
}

/// Whether the bytes are UTF-8, but for a few that came from elsewhere.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    invalid == 0 || valid > invalid
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

/// The likeliest encoding of bytes that are not UTF-8, and a code page of MS-DOS that is as likely as that of old Macs.
fn guess(bytes: &[u8]) -> (TableEncoding, Option<TableEncoding>) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = TableEncoding::Web(detector.guess(None, Utf8Detection::Deny));
    if !is_8_bit(guess) {
        return (guess, None);
    }
    // The detector does not know the encodings of Macs and MS-DOS, and needs more words than a short table has.
    let others = [
        WINDOWS_1252,
        WINDOWS_1250,
        WINDOWS_1254,
        MACINTOSH,
        X_MAC_CYRILLIC,
        ISO_8859_2,
        ISO_8859_15,
    ];
    let start = &bytes[..bytes.len().min(MAX_SAMPLE)];
    let letters = |encoding: TableEncoding| Letters::of(&encoding.decode(start).0);
    let dos = CODE_PAGES.map(TableEncoding::Dos);
    let mut best = (letters(guess), guess);
    for other in others.map(TableEncoding::Web).into_iter().chain(dos) {
        let found = letters(other);
        if found.are_likelier_than(best.0) {
            best = (found, other);
        }
    }
    let is_mac = matches!(best.1, TableEncoding::Web(encoding) if encoding == MACINTOSH);
    let rival = dos
        .into_iter()
        .filter(|_| is_mac)
        .find(|page| !best.0.are_likelier_than(letters(*page)));
    (best.1, rival)
}

/// Whether each byte is a letter of a European script.
fn is_8_bit(encoding: TableEncoding) -> bool {
    let TableEncoding::Web(encoding) = encoding else {
        return true;
    };
    let name = encoding.name();
    // Thai, Vietnamese, Hebrew and Arabic have no capitals and few signs in common with the others.
    encoding.is_single_byte()
        && ![
            "windows-874",
            "windows-1255",
            "windows-1256",
            "windows-1258",
        ]
        .contains(&name)
        && !["ISO-8859-6", "ISO-8859-8", "ISO-8859-8-I"].contains(&name)
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_8;

    use super::{TableEncoding, decode};

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
        let broken = [french.as_bytes(), b"B;Caf\xe9;Paris\n"].concat();
        let decoded = decode(&broken, None);
        assert!(decoded.has_errors && decoded.encoding == TableEncoding::Web(UTF_8));
        for (bytes, name, text) in [
            (
                &b"Soci\x82t\x82;G\x82n\x82r\x82;Orl\x82ans"[..],
                "cp850",
                "Société;Généré;Orléans",
            ),
            (
                b"M\x81ller;Gr\x94\xe1e;D\x81sseldorf",
                "cp850",
                "Müller;Größe;Düsseldorf",
            ),
            (
                b"S\xc6o Jo\xc6o;Informa\x87\xc6o",
                "cp850",
                "São João;Informação",
            ),
            (b"\xbd\xa2\x88ta;\x9d\xa2d\xab", "cp852", "Żółta;Łódź"),
        ] {
            let decoded = decode(bytes, None);
            assert_eq!((decoded.encoding.name(), &*decoded.text), (name, text));
            assert!(!decoded.is_unreadable, "{text}");
        }
        // One letter of one word is that of a Mac or of MS-DOS.
        let decoded = decode(b"K\x94ln", None);
        assert!(decoded.is_unreadable);
        assert_eq!(decoded.examples, ["Kîln"]);
        assert_eq!(decoded.rival.unwrap().1, "Köln");
        let decoded = decode(b"N\xe1zev\n\xd8eka Plze\xf2\n", None);
        assert_eq!(
            (decoded.encoding.name(), &*decoded.text),
            ("windows-1250", "Název\nŘeka Plzeň\n")
        );
        assert_eq!(decoded.examples, ["Název", "Řeka", "Plzeň"]);
        let mixed = decode(b"A;\"one\ntwo\"\rB;three\r", None);
        assert_eq!(mixed.text, "A;\"one\ntwo\"\nB;three\n");
        let given = TableEncoding::for_label("macintosh");
        assert_eq!(decode(b"Soci\x8et\x8e", given).text, "Société");
        assert!(decode(b"Soci\xe9", Some(TableEncoding::Web(UTF_8))).has_errors);
    }
}
