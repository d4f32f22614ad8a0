//! Formats of files by their first bytes, and files that are encoded in texts.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How compressed files begin, other than those that are decompressed.
const COMPRESSED: [(&[u8], &str); 13] = [
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x5d\0\0", "lzma"),
    (b"LZIP", "lzip"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"\x1f\x9d", "compress"),
    (b"MSCF", "cab"),
    (b"PACK", "git"),
    (b"# v2 git bundle", "git"),
];
/// Extensions of compressed files, some of which have no mark.
const EXTENSIONS: [&str; 10] = [
    "br", "lzma", "xz", "zst", "bz2", "7z", "rar", "lz4", "lz", "cab",
];
/// How pictures, fonts and profiles of colours begin: what they show cannot be searched.
const PICTURES: [&[u8]; 16] = [
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"\0\0\x01\0",
    b"\0\0\x02\0",
    b"II*\0",
    b"MM\0*",
    b"8BPS",
    b"wOFF",
    b"wOF2",
    b"\0\x01\0\0",
    b"OTTO",
    b"ttcf",
    b"true",
];
/// How files that are searched, or cannot be, begin in Base64.
const ENCODED: [&[u8]; 9] = [
    b"UEsDB", b"JVBERi", b"H4sI", b"Qlpo", b"/Td6WF", b"KLUv/", b"N3q8ry", b"UmFyI", b"0M8R4K",
];

pub(super) fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The format of a compressed file by its extension.
pub(super) fn compressed_extension(extension: &str) -> Option<&'static str> {
    EXTENSIONS
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(extension))
}

pub(super) fn compression(bytes: &[u8]) -> Option<&'static str> {
    let mut known = COMPRESSED.iter();
    let known = known.find(|(mark, _)| bytes.starts_with(mark));
    known.map(|(_, name)| *name)
}

pub(super) fn is_picture_or_font(bytes: &[u8]) -> bool {
    let has = |start: usize, mark: &[u8]| {
        bytes
            .get(start..)
            .is_some_and(|rest| rest.starts_with(mark))
    };
    PICTURES.iter().any(|mark| bytes.starts_with(mark))
        || (has(0, b"RIFF") && has(8, b"WEBP"))
        || [b"ftypavif", b"ftypheic", b"ftypmif1"]
            .iter()
            .any(|mark| has(4, *mark))
        || has(36, b"acsp")
}

/// Whether it is compressed with zlib, as the objects of git are.
pub(super) fn is_zlib(bytes: &[u8]) -> bool {
    let is_header = match bytes.get(..2) {
        // A text may begin with `x^2`.
        Some(b"x^") => bytes
            .iter()
            .any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()),
        start => matches!(start, Some([0x78, 0x01 | 0x9c | 0xda])),
    };
    is_header && str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

pub(super) fn is_tar(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar")
}

/// The header and content of the first file of a TAR archive, and what follows.
pub(super) fn tar_member(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (header, rest) = bytes.split_at_checked(512)?;
    let size = header[124..136].split(|byte| matches!(byte, 0 | b' '));
    let size = size
        .map(str::from_utf8)
        .find(|part| *part != Ok(""))?
        .ok()?;
    let size = usize::from_str_radix(size, 8).ok()?;
    let (content, _) = rest.split_at_checked(size)?;
    let next = rest.get(size.checked_next_multiple_of(512)?..);
    Some((header, content, next.unwrap_or_default()))
}

/// Whether a ZIP archive ends here.
pub(super) fn has_archive_at_end(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    tail.windows(4).any(|window| window == b"PK\x05\x06")
}

/// The files that a text has in Base64, such as the attachments of a mail: of the kinds that are searched, or cannot be.
pub(super) fn encoded_files(text: &[u8]) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    let mut position = 0;
    // Each is at the beginning of a line or value.
    while let Some(start) = next_encoded(text, position) {
        let is_digit = |byte: &u8| {
            byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || b"+/=".contains(byte)
        };
        let run = text[start..].iter().take_while(|byte| is_digit(byte));
        let mut digits: Vec<u8> = run.copied().collect();
        position = start + digits.len();
        digits.retain(|byte| !byte.is_ascii_whitespace());
        let end = digits.iter().position(|byte| *byte == b'=');
        digits.truncate(end.unwrap_or(digits.len()));
        digits.truncate(digits.len() - usize::from(digits.len() % 4 == 1));
        let config = GeneralPurposeConfig::new()
            .with_decode_padding_mode(DecodePaddingMode::Indifferent)
            .with_decode_allow_trailing_bits(true);
        let decoded = GeneralPurpose::new(&STANDARD, config).decode(&digits);
        files.extend(decoded.ok().filter(|file| file.len() > 16));
    }
    files
}

fn next_encoded(text: &[u8], from: usize) -> Option<usize> {
    let mut position = from;
    loop {
        let rest = text.get(position..)?;
        let first =
            |byte: &u8| matches!(byte, b'U' | b'J' | b'H' | b'Q' | b'/' | b'K' | b'N' | b'0');
        let start = position + rest.iter().position(first)?;
        let before = start.checked_sub(1).map(|before| text[before]);
        let is_start = !before.is_some_and(|before| before.is_ascii_alphanumeric());
        if is_start && ENCODED.iter().any(|mark| text[start..].starts_with(mark)) {
            return Some(start);
        }
        position = start + 1;
    }
}
