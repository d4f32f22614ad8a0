//! The texts of a file of any kind, for the search. Entry point: [`for_each_text`].
//!
//! Large files are read in parts that overlap, so that no value is cut in two.

mod formats;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fs::File;
use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use zip::ZipArchive;

use super::legacy::legacy_texts;
use crate::paper;
use formats::{
    compressed_extension, compression, encoded_files, extension, has_archive_at_end,
    is_picture_or_font, is_tar, is_zlib, tar_member,
};

/// How many bytes of a file are searched at a time.
const PART: usize = 4 << 20;
/// How many bytes of a part are searched again with the next.
const OVERLAP: usize = 64 << 10;
/// The largest PDF or archive that is read, the largest content of an archive, and the most bytes of another file that are
/// read.
const MAX_FILE: u64 = 256 << 20;
/// The most files of an archive that are read.
const MAX_ARCHIVED: usize = 10_000;
/// How deep archives, compressed and attached files in each other are opened.
const MAX_NESTED: usize = 5;

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
    let extension = path.extension().and_then(|extension| extension.to_str());
    if let Some(format) = extension.and_then(compressed_extension) {
        return Err(format!("it is compressed ({format})"));
    }
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
    let mut budget = MAX_FILE;
    parts(
        Cursor::new(start).chain(file),
        MAX_NESTED,
        &mut budget,
        search,
    )
}

fn is_document(bytes: &[u8]) -> bool {
    is_pdf(bytes)
        || bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"\x1f\x8b\x08")
        || is_zlib(bytes)
        || is_tar(bytes)
}

/// Whether it is a PDF: readers accept its mark within the first kilobyte.
fn is_pdf(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start.windows(5).any(|window| window == b"%PDF-")
}

/// A file or a member of an archive, with what is in it. `budget` is how many bytes may still be decompressed.
fn document(
    bytes: &[u8],
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<(), String> {
    if !is_document(bytes) {
        return parts(Cursor::new(bytes), nested, budget, &mut |text| {
            search(FilePart { line: None, ..text });
        })
        .map(drop);
    }
    let Some(nested) = nested.checked_sub(1) else {
        return Err("it has archives in archives".to_owned());
    };
    if is_pdf(bytes) {
        return pdf(bytes, nested, budget, search);
    }
    if bytes.starts_with(b"PK") {
        return archive(bytes, nested, budget, search);
    }
    if is_tar(bytes) {
        return tar(bytes, nested, budget, search);
    }
    let mut content = Vec::new();
    let read = if is_zlib(bytes) {
        let decoder = ZlibDecoder::new(bytes);
        decoder.take(*budget).read_to_end(&mut content)
    } else {
        let decoder = MultiGzDecoder::new(bytes);
        decoder.take(*budget).read_to_end(&mut content)
    };
    spend(budget, content.len())?;
    let searched = document(&content, nested, budget, search);
    read.map_err(|error| format!("it is compressed, and not whole: {error}"))?;
    searched
}

fn spend(budget: &mut u64, bytes: usize) -> Result<(), String> {
    *budget = budget.saturating_sub(bytes as u64);
    if *budget == 0 {
        let limit = MAX_FILE >> 20;
        return Err(format!("its content has more than {limit} MB"));
    }
    Ok(())
}

fn pdf(
    bytes: &[u8],
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<(), String> {
    // A damaged PDF must not end the search.
    let text = catch_unwind(|| paper::extract_text(bytes, *budget));
    let pdf = text.unwrap_or_else(|_| Err("it is damaged".to_owned()))?;
    *budget = budget.saturating_sub(pdf.decompressed);
    search(FilePart {
        text: &pdf.text,
        line: None,
    });
    let mut problem = pdf.problem;
    for file in pdf.files {
        let searched = document(&file, nested, budget, search);
        problem = problem.or_else(|| Some(format!("an attached file: {}", searched.err()?)));
    }
    problem.map_or(Ok(()), Err)
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
    if archive.offset() > 0 {
        problem = Some("it has something else before the archive".to_owned());
    }
    for index in 0..archive.len() {
        let (mut content, mut name) = (Vec::new(), String::new());
        let entry = archive.by_index(index).map_err(|error| error.to_string());
        let read = entry.and_then(|entry| {
            name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            search(FilePart {
                text: &name,
                line: None,
            });
            let read = entry.take(*budget).read_to_end(&mut content);
            read.map_err(|error| error.to_string())
        });
        spend(budget, content.len())?;
        let searched = read.and_then(|_| {
            let format = compressed_extension(extension(&name));
            match format {
                Some(format) => Err(format!("a file in it is compressed ({format})")),
                None => document(&content, nested, budget, search),
            }
        });
        problem = problem.or(searched.err());
    }
    problem.map_or(Ok(()), Err)
}

/// The files of a TAR archive.
fn tar(
    bytes: &[u8],
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<(), String> {
    let (mut rest, mut problem) = (bytes, None);
    for _ in 0..MAX_ARCHIVED {
        if rest.iter().take(512).all(|byte| *byte == 0) {
            return match problem {
                None if rest.iter().any(|byte| *byte != 0) => {
                    Err("it has something else after the archive".to_owned())
                }
                problem => problem.map_or(Ok(()), Err),
            };
        }
        let Some((header, content, next)) = tar_member(rest) else {
            return Err("it is not a whole archive".to_owned());
        };
        let names = String::from_utf8_lossy(header).replace('\0', "\n");
        search(FilePart {
            text: &names,
            line: None,
        });
        let name = names.lines().next().unwrap_or_default();
        let searched = match compressed_extension(extension(name)) {
            Some(format) => Err(format!("a file in it is compressed ({format})")),
            None => document(content, nested, budget, search),
        };
        problem = problem.or(searched.err());
        rest = next;
    }
    Err(format!("it has more than {MAX_ARCHIVED} files"))
}

/// Searches a stream of bytes in parts.
fn parts(
    mut reader: impl Read,
    nested: usize,
    budget: &mut u64,
    search: &mut dyn FnMut(FilePart<'_>),
) -> Result<u64, String> {
    let (mut bytes, mut encoding, mut total, mut line) = (Vec::new(), None, 0, 0);
    let mut problem: Option<String> = None;
    let mut is_picture = false;
    loop {
        let known = bytes.len();
        let mut part = reader.by_ref().take((PART - known) as u64);
        let read = part.read_to_end(&mut bytes);
        let read = read.map_err(|error| error.to_string())? as u64;
        let is_last = bytes.len() < PART;
        let is_first = total == 0;
        total += read;
        if known > 0 && bytes.len() == known {
            break;
        }
        if is_first {
            is_picture = is_picture_or_font(&bytes);
        }
        let own = of_text(&bytes);
        // Parts of UTF-16 are alike; a file may change from text to something else.
        let encoding = *encoding.get_or_insert(own);
        let encoding = match (encoding, own) {
            (PartEncoding::Utf16(_), _) => encoding,
            _ => own,
        };
        if encoding == PartEncoding::Binary && !is_picture && problem.is_none() {
            let format = is_first.then(|| compression(&bytes)).flatten();
            problem = Some(match format {
                Some(format) => format!("it is compressed ({format})"),
                None => "it is of an unknown kind, and not text".to_owned(),
            });
        }
        if encoding != PartEncoding::Utf8 && has_archive_at_end(&bytes) {
            problem.get_or_insert_with(|| "it has an archive at its end".to_owned());
        }
        for text in decoded(&bytes, encoding) {
            search(FilePart {
                text: &text,
                line: Some(line),
            });
        }
        for file in encoded_files(&bytes) {
            let searched = spend(budget, file.len())
                .and_then(|()| document(&file, nested.saturating_sub(1), budget, search));
            if let Err(reason) = searched {
                problem.get_or_insert_with(|| format!("a file in it: {reason}"));
            }
        }
        if is_last {
            break;
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
    problem.map_or(Ok(total), Err)
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
        (_, even, odd) if odd * 10 > start.len() / 2 && even * 20 <= start.len() / 2 => {
            PartEncoding::Utf16(UTF_16LE)
        }
        (_, even, odd) if even * 10 > start.len() / 2 && odd * 20 <= start.len() / 2 => {
            PartEncoding::Utf16(UTF_16BE)
        }
        _ if bytes.contains(&0) => PartEncoding::Binary,
        _ => match str::from_utf8(bytes) {
            Ok(_) => PartEncoding::Utf8,
            // A letter may be cut at the end of a part, and at its beginning.
            Err(error) if error.error_len().is_none() => PartEncoding::Utf8,
            Err(error) if error.valid_up_to() == 0 && is_cut(bytes) => PartEncoding::Utf8,
            Err(_) if is_plausible(bytes) => PartEncoding::OneByte,
            Err(_) => PartEncoding::Binary,
        },
    }
}

/// Whether a part begins inside a letter of UTF-8.
fn is_cut(bytes: &[u8]) -> bool {
    (1..4.min(bytes.len())).any(|start| match str::from_utf8(&bytes[start..]) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    })
}

/// Whether bytes may be text with one byte for each letter: it has next to no control characters.
fn is_plausible(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|byte| {
        byte.is_ascii_control()
            && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a | 0x1b)
    });
    controls.count() * 1000 <= bytes.len()
}

fn decoded(bytes: &[u8], reading: PartEncoding) -> Vec<Cow<'_, str>> {
    let lossy = String::from_utf8_lossy(bytes);
    match reading {
        PartEncoding::Utf8 => vec![lossy],
        PartEncoding::Utf16(encoding) => vec![encoding.decode_without_bom_handling(bytes).0],
        PartEncoding::OneByte => {
            let mut texts = vec![lossy];
            texts.extend(legacy_texts(bytes).into_iter().map(Cow::Owned));
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
