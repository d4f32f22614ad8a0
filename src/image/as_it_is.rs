//! Pictures that are published byte for byte, because they cannot be written again here. Entry point: [`as_it_is`].

/// A picture whose metadata is published with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UncleanedPicture {
    /// A raster of this format, such as "a TIFF".
    Raster(&'static str),
    /// An SVG, with this in it, such as "comments".
    Drawing(&'static str),
}

/// Formats by their first bytes.
const RASTERS: [(&[u8], &str); 9] = [
    (b"8BPS", "a Photoshop file"),
    (b"II*\0", "a TIFF"),
    (b"MM\0*", "a TIFF"),
    (b"II+\0", "a TIFF"),
    (b"MM\0+", "a TIFF"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
];

/// The brands of files for pictures in the container of MPEG-4.
const AVIF: [&[u8; 4]; 2] = [b"avif", b"avis"];
const HEIC: [&[u8; 4]; 8] = [
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
];

/// The lengths that the second header of a Windows bitmap has.
const BITMAP_HEADERS: [u32; 7] = [12, 40, 52, 56, 64, 108, 124];

/// What programs write into an SVG that is not drawn.
const UNDRAWN: [(&[u8], &str); 4] = [
    (b"<!--", "comments"),
    (b"<metadata", "metadata"),
    (b"xmlns:inkscape", "names of files and layers"),
    (b"xmlns:sodipodi", "names of files and layers"),
];

/// Whether a file is a picture that can have metadata and is not written again here.
pub fn as_it_is(bytes: &[u8]) -> Option<UncleanedPicture> {
    if let Some((_, name)) = RASTERS.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Some(UncleanedPicture::Raster(name));
    }
    if is_bitmap(bytes) {
        return Some(UncleanedPicture::Raster("a Windows bitmap"));
    }
    if let Some(name) = in_container(bytes) {
        return Some(UncleanedPicture::Raster(name));
    }
    // Letters without the zero bytes between them in UTF-16.
    let mut beginning = bytes.iter().filter(|&&byte| {
        let is_order_mark = matches!(byte, 0xef | 0xbb | 0xbf | 0xfe | 0xff);
        byte != 0 && !is_order_mark && !byte.is_ascii_whitespace()
    });
    if beginning.next() != Some(&b'<') {
        return None;
    }
    let letters: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
    let has = |part: &[u8]| memchr::memmem::find(&letters, part).is_some();
    if !has(b"<svg") && !has(b":svg") {
        return None;
    }
    let (_, undrawn) = UNDRAWN.iter().find(|(mark, _)| has(mark))?;
    Some(UncleanedPicture::Drawing(undrawn))
}

/// A text can begin with the two letters of a bitmap.
fn is_bitmap(bytes: &[u8]) -> bool {
    let header = bytes.get(14..18).and_then(|bytes| bytes.try_into().ok());
    bytes.starts_with(b"BM")
        && header.is_some_and(|header| BITMAP_HEADERS.contains(&u32::from_le_bytes(header)))
}

fn in_container(bytes: &[u8]) -> Option<&'static str> {
    let length = u32::from_be_bytes(bytes.first_chunk().copied()?) as usize;
    let head = bytes.get(4..length.min(bytes.len()))?;
    let brands = head.strip_prefix(b"ftyp")?;
    let (brands, _) = brands.as_chunks::<4>();
    let has = |known: &[&[u8; 4]]| brands.iter().any(|brand| known.contains(&brand));
    if has(&AVIF) {
        return Some("an AVIF");
    }
    has(&HEIC).then_some("a HEIC picture")
}

#[cfg(test)]
mod tests {
    use super::{UncleanedPicture, as_it_is};

    #[test]
    fn pictures_are_recognized_by_their_first_bytes() {
        let bitmap = [b"BM".as_slice(), &[0; 12], &[40, 0, 0, 0]].concat();
        for (bytes, expected) in [
            (&b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf"[..], "an AVIF"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "a HEIC picture"),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "an AVIF"),
            (b"II*\0\x08\0\0\0", "a TIFF"),
            (b"MM\0*\0\0\0\x08", "a TIFF"),
            (b"\xff\x0a\0", "a JPEG XL picture"),
            (b"8BPS\0\x01", "a Photoshop file"),
            (&bitmap, "a Windows bitmap"),
        ] {
            assert_eq!(as_it_is(bytes), Some(UncleanedPicture::Raster(expected)));
        }
        for (text, expected) in [
            ("<svg><!-- by A --></svg>", Some("comments")),
            (
                "<?xml version='1.0'?>\n<svg><metadata/></svg>",
                Some("metadata"),
            ),
            (
                "<svg xmlns:inkscape='x'/>",
                Some("names of files and layers"),
            ),
            ("<svg><path d='M0 0h9v9z'/></svg>", None),
            ("<p><!-- a web page --></p>", None),
            ("a { color: red } /* <svg><!-- --> */", None),
        ] {
            let expected = expected.map(UncleanedPicture::Drawing);
            assert_eq!(as_it_is(text.as_bytes()), expected, "{text}");
            let utf16: Vec<u8> = "\u{feff}"
                .chars()
                .chain(text.chars())
                .flat_map(|c| (c as u16).to_le_bytes())
                .collect();
            assert_eq!(as_it_is(&utf16), expected, "{text}");
        }
        for other in [
            &b"BM is not a bitmap, but the beginning of a text"[..],
            b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
            b"\0\0\0\0ftyp",
            b"%PDF-1.7",
            b"\x89PNG\r\n\x1a\n",
            b"",
        ] {
            assert_eq!(as_it_is(other), None, "{other:?}");
        }
    }
}
