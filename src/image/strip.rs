//! Removal of metadata from rasters (locations, names, previews, animation), without changing the picture itself.

/// A JPEG, read segment by segment.
pub(super) struct Jpeg {
    /// The file without comments and metadata; colour profiles are kept.
    pub(super) bytes: Vec<u8>,
    /// How many components a pixel has: 1 grey, 3 colour, 4 CMYK.
    pub(super) components: u8,
    /// Whether the image data is complete.
    pub(super) ends: bool,
}

/// Reads the segments of a JPEG; absent if they are damaged.
pub(super) fn jpeg(bytes: &[u8]) -> Option<Jpeg> {
    let mut kept = bytes.get(..2)?.to_vec();
    let mut components = 0;
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([
            *bytes.get(at + 2)?,
            *bytes.get(at + 3)?,
        ]));
        let segment = bytes.get(at..at + 2 + length.max(2))?;
        match marker {
            // The frame: height, width, number of components after its length and depth.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => components = *segment.get(9)?,
            // Everything from the first scan to its end is the picture.
            0xda => {
                let rest = &bytes[at..];
                let end = rest.windows(2).rposition(|pair| pair == [0xff, 0xd9]);
                kept.extend_from_slice(&rest[..end.map_or(rest.len(), |end| end + 2)]);
                return Some(Jpeg {
                    bytes: kept,
                    components,
                    ends: end.is_some(),
                });
            }
            _ => {}
        }
        let profile = marker == 0xe2 && segment[4..].starts_with(b"ICC_PROFILE\0");
        // The JFIF and Adobe segments define how colours are encoded.
        let dropped = matches!(marker, 0xe1..=0xed | 0xef | 0xfe) && !profile;
        if !dropped {
            kept.extend_from_slice(segment);
        }
        at += segment.len();
    }
}

/// A PNG without texts, times and animation; absent if its chunks are damaged.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..8)?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let name = &chunk[4..8];
        let shows = matches!(
            name,
            b"IHDR"
                | b"PLTE"
                | b"IDAT"
                | b"IEND"
                | b"tRNS"
                | b"gAMA"
                | b"cHRM"
                | b"sRGB"
                | b"iCCP"
                | b"sBIT"
        );
        if shows {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        at += chunk.len();
    }
}
