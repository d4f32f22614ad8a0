//! Texts in encodings that older programs write. Entry point: [`legacy_texts`].

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, ISO_8859_2, ISO_8859_7, KOI8_U, MACINTOSH,
    SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
};

use crate::commands::table::{CODE_PAGES, TableEncoding};

/// The encodings between which nothing decides.
const ENCODINGS: [&Encoding; 16] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    ISO_8859_2,
    ISO_8859_7,
    KOI8_U,
    IBM866,
    MACINTOSH,
    GB18030,
    SHIFT_JIS,
    EUC_JP,
    EUC_KR,
    BIG5,
];
/// Encodings that programs mistake UTF-8 for.
const MISTAKES: [&Encoding; 3] = [WINDOWS_1252, MACINTOSH, WINDOWS_1250];

/// Bytes that are not UTF-8, in each encoding.
pub(super) fn legacy_texts(bytes: &[u8]) -> Vec<String> {
    let web = ENCODINGS.iter();
    let mut texts: Vec<String> = web
        .map(|encoding| encoding.decode_without_bom_handling(bytes).0.into_owned())
        .collect();
    let pages = CODE_PAGES.map(TableEncoding::Dos);
    texts.extend(pages.map(|page| page.decode(bytes).0.into_owned()));
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// Bytes as UTF-8 if they are, and in each other encoding if they are not.
pub(super) fn texts_of(bytes: Vec<u8>) -> Vec<String> {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let mut texts = legacy_texts(error.as_bytes());
            texts.push(lossy);
            texts
        },
        |text| vec![text],
    )
}

/// A text that was UTF-8 and read in another encoding, such as `GrÃ¼nwald`; absent if none of it was.
pub(super) fn corrected(text: &str) -> Option<String> {
    let correct = |text: &str| {
        MISTAKES
            .iter()
            .find_map(|encoding| corrected_from(text, encoding))
    };
    let once = correct(text)?;
    // Twice, by two programs.
    Some(correct(&once).unwrap_or(once))
}

fn corrected_from(text: &str, encoding: &'static Encoding) -> Option<String> {
    let high: Vec<u8> = (0x80..=0xff).collect();
    let table: Vec<char> = encoding
        .decode_without_bom_handling(&high)
        .0
        .chars()
        .collect();
    // The first bytes of letters with accents.
    if !table[0x42..0x46].iter().any(|first| text.contains(*first)) {
        return None;
    }
    let byte = |c: char| {
        let position = table.iter().position(|known| *known == c)?;
        u8::try_from(position + 0x80).ok()
    };
    let (mut corrected, mut changed, mut rest) = (String::with_capacity(text.len()), false, text);
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        corrected.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
        let run = &rest[..end];
        let bytes: Option<Vec<u8>> = run.chars().map(byte).collect();
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(letters) => {
                corrected.push_str(&letters);
                changed = true;
            }
            None => corrected.push_str(run),
        }
        rest = &rest[end..];
    }
    corrected.push_str(rest);
    changed.then_some(corrected)
}
