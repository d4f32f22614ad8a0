//! The texts of a file of any kind, for the search. Entry point: [`for_each_text`].
//!
//! Large files are read in parts that overlap, so that no value is cut in two.

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::Path;

use encoding_rs::{
    Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
};
use zip::ZipArchive;

use crate::paper;

/// How many bytes of a file are searched at a time.
const PART: usize = 4 << 20;
/// How many bytes of a part are searched again with the next.
const OVERLAP: usize = 64 << 10;
/// The largest PDF or archive that is read, the largest content of an archive, and the most bytes of another file that are
/// read.
const MAX_FILE: u64 = 256 << 20;
/// The most files of an archive that are read.
const MAX_ARCHIVED: usize = 10_000;
/// How many archives in archives are opened.
const MAX_NESTED: usize = 2;

/// How compressed files begin, other than ZIP.
const COMPRESSED: [(&[u8], &str); 6] = [
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
];

/// A part of a file as text.
pub(super) struct FilePart<'a> {
    pub(super) text: &'a str,
    /// The line of the file before it begins; absent if the file has no lines.
    pub(super) line: Option<usize>,
}

/// Hands each text of a file to `search`. Returns how many bytes were read.
///
/// # Errors
///
/// Why a part of the file could not be searched.
pub(super) fn for_each_text(
    path: &Path,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<u64, String> {
    let error = |error: std::io::Error| error.to_string();
    let mut file = File::open(path).map_err(error)?;
    let length = file.metadata().map_err(error)?.len();
    let mut start = Vec::new();
    let head = file.by_ref().take(1024).read_to_end(&mut start);
    head.map_err(error)?;
    if is_document(&start) {
        if length > MAX_FILE {
            return Err(format!("it has more than {} MB", MAX_FILE >> 20));
        }
        let mut bytes = start;
        let rest = file.take(MAX_FILE).read_to_end(&mut bytes);
        rest.map_err(error)?;
        let mut budget = MAX_FILE;
        document(&bytes, MAX_NESTED, &mut budget, search)?;
        return Ok(bytes.len() as u64);
    }
    if let Some(format) = compression(&start) {
        return Err(format!("it is compressed ({format})"));
    }
    parts(Cursor::new(start).chain(file), search)
}

fn is_document(bytes: &[u8]) -> bool {
    is_pdf(bytes) || bytes.starts_with(b"PK\x03\x04")
}

/// Whether it is a PDF: readers accept its mark within the first kilobyte.
fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(5).any(|window| window == b"%PDF-")
}

fn compression(bytes: &[u8]) -> Option<&'static str> {
    let known = COMPRESSED.iter();
    let mut known = known.filter(|(mark, _)| bytes.starts_with(mark));
    known.next().map(|(_, name)| *name)
}

/// Searches a PDF or an archive; `budget` is how many bytes may still be decompressed.
fn document(
    bytes: &[u8],
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<(), String> {
    if is_pdf(bytes) {
        // A damaged PDF must not end the search.
        let text = catch_unwind(|| paper::extract_text(bytes));
        let text = text.unwrap_or_else(|_| Err("it is damaged".to_owned()))?;
        search(FilePart {
            text: &text,
            line: None,
        });
        return Ok(());
    }
    archive(bytes, nested, budget, search)
}

fn archive(
    bytes: &[u8],
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<(), String> {
    let damaged = |error: zip::result::ZipError| format!("it is not a whole archive: {error}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_ARCHIVED {
        return Err(format!("it has more than {MAX_ARCHIVED} files"));
    }
    let mut problem = None;
    for index in 0..archive.len() {
        let mut content = Vec::new();
        let entry = archive.by_index(index).map_err(|error| error.to_string());
        let read = entry.and_then(|entry| {
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            search(FilePart {
                text: &name,
                line: None,
            });
            let read = entry.take(*budget).read_to_end(&mut content);
            read.map_err(|error| error.to_string())
        });
        *budget = budget.saturating_sub(content.len() as u64);
        if *budget == 0 {
            let limit = MAX_FILE >> 20;
            return Err(format!("its content has more than {limit} MB"));
        }
        let searched = match read {
            Err(reason) => Err(reason),
            Ok(_) if is_document(&content) && nested == 0 => {
                Err("it has archives in archives".to_owned())
            }
            Ok(_) if is_document(&content) => document(&content, nested - 1, budget, search),
            Ok(_) => parts(Cursor::new(content), &mut |text| {
                search(FilePart { line: None, ..text });
            })
            .map(drop),
        };
        problem = problem.or(searched.err());
    }
    problem.map_or(Ok(()), Err)
}

/// Searches a stream of bytes in parts.
fn parts(mut reader: impl Read, search: &mut dyn FnMut(FilePart<'_>)) -> Result<u64, String> {
    let (mut bytes, mut encoding, mut total, mut line) = (Vec::new(), None, 0, 0);
    loop {
        let known = bytes.len();
        let mut part = reader.by_ref().take((PART - known) as u64);
        let read = part.read_to_end(&mut bytes);
        total += read.map_err(|error| error.to_string())? as u64;
        let is_last = bytes.len() < PART;
        if known > 0 && bytes.len() == known {
            return Ok(total);
        }
        let encoding = *encoding.get_or_insert_with(|| of_text(&bytes));
        for text in decoded(&bytes, encoding) {
            search(FilePart {
                text: &text,
                line: Some(line),
            });
        }
        if is_last {
            return Ok(total);
        }
        if total >= MAX_FILE {
            return Err(format!("only its first {} MB were read", MAX_FILE >> 20));
        }
        let searched = bytes.len() - OVERLAP;
        line += bytes[..searched]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        bytes.drain(..searched);
    }
}

/// How the bytes of a file are read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PartEncoding {
    Utf8,
    /// Of Windows programs.
    Utf16(&'static Encoding),
    /// One of the encodings with one byte for each letter, between which nothing decides.
    OneByte,
    /// Not text, though it may contain some.
    Binary,
}

fn of_text(bytes: &[u8]) -> PartEncoding {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |first: usize| {
        let every_second = start.iter().skip(first).step_by(2);
        every_second.filter(|byte| **byte == 0).count()
    };
    match (Encoding::for_bom(bytes), zeros(0), zeros(1)) {
        (Some((encoding, _)), ..) if encoding != UTF_8 => PartEncoding::Utf16(encoding),
        (_, 0, 0) => match str::from_utf8(bytes) {
            Ok(_) => PartEncoding::Utf8,
            // A letter may be cut at the end of a part.
            Err(error) if error.error_len().is_none() => PartEncoding::Utf8,
            Err(_) => PartEncoding::OneByte,
        },
        (_, even, odd) if odd * 10 > start.len() / 2 && even * 20 <= start.len() / 2 => {
            PartEncoding::Utf16(UTF_16LE)
        }
        (_, even, odd) if even * 10 > start.len() / 2 && odd * 20 <= start.len() / 2 => {
            PartEncoding::Utf16(UTF_16BE)
        }
        _ => PartEncoding::Binary,
    }
}

fn decoded(bytes: &[u8], reading: PartEncoding) -> Vec<Cow<'_, str>> {
    let lossy = String::from_utf8_lossy(bytes);
    let in_encoding = |encoding: &'static Encoding| encoding.decode_without_bom_handling(bytes).0;
    match reading {
        PartEncoding::Utf8 => vec![lossy],
        PartEncoding::Utf16(encoding) => vec![in_encoding(encoding)],
        PartEncoding::OneByte => {
            let encodings = [WINDOWS_1252, WINDOWS_1250, WINDOWS_1251, MACINTOSH];
            let mut texts = vec![lossy];
            texts.extend(encodings.map(in_encoding));
            texts
        }
        PartEncoding::Binary => {
            // UTF-16 of western letters has a zero beside each.
            let mut dense = bytes.to_vec();
            dense.retain(|byte| *byte != 0);
            let dense = WINDOWS_1252.decode_without_bom_handling(&dense).0;
            vec![lossy, dense.into_owned().into()]
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{OVERLAP, PART, for_each_text};

    #[test]
    fn a_value_is_found_wherever_parts_are_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.txt");
        for start in [0, PART - 3, PART - OVERLAP, PART, 2 * PART - OVERLAP - 4] {
            let mut bytes = vec![b'\n'; 2 * PART];
            bytes[start..start + 7].copy_from_slice(b"Zwickau");
            fs::write(&path, bytes).unwrap();
            let mut lines = Vec::new();
            let read = for_each_text(&path, &mut |text| {
                if let Some(place) = text.text.find("Zwickau") {
                    lines.push(text.line.unwrap() + place);
                }
            });
            assert_eq!(read, Ok(2 * PART as u64));
            assert_eq!(lines.first(), Some(&start));
            assert!(lines.iter().all(|line| *line == start));
        }
    }

    #[test]
    fn any_encoding_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        let text = "id;name\r\nzwickau;Zwickau & Söhne\r\n";
        let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes);
        let one_byte = |letter: u8| {
            text.replace('ö', "\u{1}")
                .replace('\u{1}', "~")
                .bytes()
                .map(|byte| if byte == b'~' { letter } else { byte })
                .collect::<Vec<u8>>()
        };
        let mut picture = vec![0, 1, 2, 0xff, 0];
        picture.extend(utf_16(u16::to_le_bytes));
        picture.extend([0; 5000]);
        for bytes in [
            text.as_bytes().to_vec(),
            utf_16(u16::to_le_bytes).collect(),
            utf_16(u16::to_be_bytes).collect(),
            one_byte(0xf6),
            one_byte(0x9a),
            picture,
        ] {
            fs::write(&path, bytes).unwrap();
            let mut found = false;
            let read = for_each_text(&path, &mut |text| found |= text.text.contains("Söhne"));
            assert!(read.is_ok() && found);
        }
        fs::write(&path, b"\x1f\x8b\x08").unwrap();
        assert!(for_each_text(&path, &mut |_| {}).is_err());
        fs::write(&path, b"PK\x03\x04").unwrap();
        assert!(for_each_text(&path, &mut |_| {}).is_err());
        fs::write(&path, b"%PDF-1.7").unwrap();
        assert!(for_each_text(&path, &mut |_| {}).is_err());
    }
}
