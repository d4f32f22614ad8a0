//! Kind of a picture, determined by its first bytes, not by its name.

use crate::model::PictureKind;

/// Files that are often mistaken for pictures, by their first bytes.
const OTHERS: [(&[u8], &str); 9] = [
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript or Illustrator file"),
    (b"8BPS", "a Photoshop file"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"BM", "a Windows bitmap"),
    (b"\0\0\x01\0", "a Windows icon"),
    (b"\x1f\x8b", "a compressed SVG"),
    (b"PK", "a ZIP archive or an office document"),
];

/// The kind of a picture; the error is a description of what the file is instead.
pub(super) fn of(bytes: &[u8]) -> Result<PictureKind, String> {
    const INSTEAD: &str = "save it as SVG or PNG";
    let begins = |with: &[u8]| bytes.starts_with(with);
    if bytes.is_empty() {
        return Err("the file is empty".to_owned());
    }
    if let Some(kind) = of_raster(bytes) {
        return Ok(kind);
    }
    if let Some((_, name)) = OTHERS.iter().find(|(first, _)| begins(first)) {
        return Err(format!("the file is {name}; {INSTEAD}"));
    }
    if let Some(b"ftypavif" | b"ftypheic" | b"ftypmif1") = bytes.get(4..12) {
        return Err(format!("the file is an AVIF or HEIC picture; {INSTEAD}"));
    }
    // Letters without the zero bytes between them in UTF-16.
    let letters: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
    if find(&letters, b"<svg").is_some() || find(&letters, b":svg").is_some() {
        return Ok(PictureKind::Svg);
    }
    if find(&letters.to_ascii_lowercase(), b"<html").is_some() {
        return Err(format!("the file is a web page, not a picture; {INSTEAD}"));
    }
    Err(format!(
        "the file is not a picture that is known here (SVG, PNG, JPEG, GIF, WebP); {INSTEAD}"
    ))
}

/// The kind of a raster; absent if the file is something else.
pub(super) fn of_raster(bytes: &[u8]) -> Option<PictureKind> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"\x89PNG\r\n\x1a\n") {
        Some(PictureKind::Png)
    } else if begins(b"\xff\xd8\xff") {
        Some(PictureKind::Jpeg)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Some(PictureKind::Gif)
    } else if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some(PictureKind::Webp)
    } else {
        None
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}
