//! JPEGs: read segment by segment, and written again with the same picture, exactly. Entry points: [`read`] and
//! [`Jpeg::rewritten`].
//!
//! The picture is in coefficients, which are read from all scans and written as one, with new code tables: what is
//! between, behind and inside of scans and tables, and does not draw the picture, is in no output.

mod bits;
mod coefficients;
mod encoder;
mod frame;
mod huffman;
mod scan;

use image::metadata::Orientation;

use self::frame::Frame;
use self::frame::MAX_SCANS;

/// A JPEG, read segment by segment.
pub(in crate::image) struct Jpeg<'a> {
    /// The segments that draw the picture, in their order.
    segments: Vec<Segment<'a>>,
    /// How colours are encoded, as far as the file says so.
    encoding: ColourEncoding,
    /// How many components a pixel has: 1 grey, 3 colour, 4 CMYK.
    pub(in crate::image) components: u8,
    /// How many scans the picture has.
    scans: usize,
    /// Whether the image data is complete.
    pub(in crate::image) ends: bool,
    /// How the picture is to be turned, as cameras write it.
    pub(in crate::image) orientation: Orientation,
    /// The colour profile as it is in the file.
    pub(in crate::image) profile: Vec<u8>,
}

/// A segment that draws a part of the picture.
struct Segment<'a> {
    marker: u8,
    /// What follows its length.
    content: &'a [u8],
    /// The coded data behind the header of a scan.
    coded: &'a [u8],
}

/// What a file says about the encoding of its colours.
#[derive(Default)]
struct ColourEncoding {
    /// Whether there is a JFIF segment.
    jfif: bool,
    /// The transform of an Adobe segment.
    adobe: Option<u8>,
}

/// The colour profile is in numbered parts.
const PROFILE: &[u8] = b"ICC_PROFILE\0";
/// How much of a profile fits into a segment.
const PROFILE_PART: usize = 65_000;

/// The most segments that draw the picture.
const MAX_SEGMENTS: usize = 10_000;
/// As many scans are read of pictures of any size: programs write about ten.
const ANY_SIZE_SCANS: usize = 16;
/// The most pixels of all scans together, with more scans.
const MAX_SCANNED_PIXELS: u64 = 1 << 30;
/// How many pixels a byte of coded data can have at most, where no component has all of them.
const PIXELS_PER_BYTE: u64 = 8 * 64 * 16;

mod marker {
    pub(super) const SOF0: u8 = 0xc0;
    pub(super) const SOF2: u8 = 0xc2;
    pub(super) const DHT: u8 = 0xc4;
    pub(super) const SOI: u8 = 0xd8;
    pub(super) const EOI: u8 = 0xd9;
    pub(super) const SOS: u8 = 0xda;
    pub(super) const DQT: u8 = 0xdb;
    pub(super) const DRI: u8 = 0xdd;
    pub(super) const APP0: u8 = 0xe0;
    pub(super) const APP1: u8 = 0xe1;
    pub(super) const APP2: u8 = 0xe2;
    pub(super) const APP14: u8 = 0xee;
}

/// Reads the segments of a JPEG; absent if they are damaged before the first scan.
pub(in crate::image) fn read(bytes: &[u8]) -> Option<Jpeg<'_>> {
    let mut jpeg = Jpeg {
        segments: Vec::new(),
        encoding: ColourEncoding::default(),
        components: 0,
        scans: 0,
        ends: false,
        orientation: Orientation::NoTransforms,
        profile: Vec::new(),
    };
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    let mut turned = false;
    let mut rest = bytes.strip_prefix(&[0xff, marker::SOI])?;
    // One more is enough to know that there are too many.
    while jpeg.segments.len() <= MAX_SEGMENTS
        && let Some((marker, content, after)) = segment(rest, jpeg.scans > 0)
    {
        rest = after;
        match marker {
            marker::EOI => {
                jpeg.ends = jpeg.scans > 0;
                break;
            }
            // The frame: depth, height, width, number of components.
            0xc0..=0xcf if !matches!(marker, marker::DHT | 0xc8 | 0xcc) => {
                jpeg.components = *content.get(5)?;
                jpeg.keep(marker, content, &[]);
            }
            marker::DHT | marker::DQT | marker::DRI => jpeg.keep(marker, content, &[]),
            marker::SOS => {
                let coded = &rest[..coded_length(rest)];
                rest = &rest[coded.len()..];
                jpeg.scans += 1;
                jpeg.keep(marker, content, coded);
            }
            marker::APP0 if content.starts_with(b"JFIF\0") => jpeg.encoding.jfif = true,
            marker::APP14 if content.starts_with(b"Adobe") => {
                jpeg.encoding.adobe = content.get(11).copied().or(jpeg.encoding.adobe);
            }
            marker::APP1 if !turned => {
                if let Some(exif) = content.strip_prefix(b"Exif\0\0") {
                    turned = true;
                    jpeg.orientation =
                        Orientation::from_exif_chunk(exif).unwrap_or(Orientation::NoTransforms);
                }
            }
            marker::APP2 => {
                if let Some([number, _, part @ ..]) = content.strip_prefix(PROFILE) {
                    profile.push((*number, part));
                }
            }
            _ => {}
        }
    }
    if jpeg.scans == 0 && jpeg.segments.len() <= MAX_SEGMENTS {
        return None;
    }
    // Parts are numbered from one; with a missing or repeated one, there is no profile.
    profile.sort_by_key(|(number, _)| *number);
    let whole = profile
        .iter()
        .enumerate()
        .all(|(index, (number, _))| usize::from(*number) == index + 1);
    if whole {
        jpeg.profile = profile
            .into_iter()
            .flat_map(|(_, part)| part)
            .copied()
            .collect();
    }
    Some(jpeg)
}

/// The next segment: its marker, what follows its length, and the rest of the file. Between scans, decoders skip what is
/// no marker.
fn segment(bytes: &[u8], skip: bool) -> Option<(u8, &[u8], &[u8])> {
    let mut at = 0;
    let marker = loop {
        let (first, second) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match (first, second) {
            (0xff, 0xff) => at += 1,
            (0xff, 0) | (0xff, 0x01 | 0xd0..=0xd7) if skip => at += 2,
            (0xff, marker) => break marker,
            _ if skip => at += 1,
            _ => return None,
        }
    };
    let rest = &bytes[at + 2..];
    if marker == marker::EOI {
        return Some((marker, &[], rest));
    }
    let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])).max(2);
    Some((marker, rest.get(2..length)?, &rest[length..]))
}

/// How long the coded data of a scan is: up to a marker that is neither a restart nor an escaped byte.
fn coded_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xff, &bytes[at..]) {
        match bytes.get(at + found + 1) {
            Some(0 | 0xd0..=0xd7) => at += found + 2,
            Some(0xff) => at += found + 1,
            _ => return at + found,
        }
    }
    bytes.len()
}

impl<'a> Jpeg<'a> {
    fn keep(&mut self, marker: u8, content: &'a [u8], coded: &'a [u8]) {
        self.segments.push(Segment {
            marker,
            content,
            coded,
        });
    }

    /// Why the file would take too long to read, and what to do; absent if it would not.
    pub(in crate::image) fn too_long_to_read(&self) -> Option<String> {
        let parts = if self.segments.len() > MAX_SEGMENTS {
            format!("more than {MAX_SEGMENTS} parts")
        } else if self.scans > MAX_SCANS
            || (self.scans > ANY_SIZE_SCANS
                && self.pixels() * self.scans as u64 > MAX_SCANNED_PIXELS)
        {
            format!("{} scans", self.scans)
        } else {
            return None;
        };
        Some(format!(
            "the picture is stored in {parts}, which takes too long to read; save it again as PNG or JPEG"
        ))
    }

    /// Whether the data is too short for the size that the file claims: each block of 8 × 8 pixels takes a bit at least in
    /// the component that has the most.
    pub(in crate::image) fn is_too_short(&self) -> bool {
        let coded = self
            .segments
            .iter()
            .map(|segment| segment.coded.len() as u64);
        coded.sum::<u64>() * PIXELS_PER_BYTE < self.pixels()
    }

    /// How many pixels the file claims.
    fn pixels(&self) -> u64 {
        let frames = self.segments.iter().filter(|segment| {
            matches!(segment.marker, 0xc0..=0xcf) && segment.marker != marker::DHT
        });
        let pixels = frames.filter_map(|frame| match frame.content {
            [_, height1, height2, width1, width2, ..] => {
                let side = |bytes| u64::from(u16::from_be_bytes(bytes));
                Some(side([*height1, *height2]) * side([*width1, *width2]))
            }
            _ => None,
        });
        pixels.max().unwrap_or(0)
    }

    /// What decoders need of the file, as it is in the file.
    pub(in crate::image) fn for_decoders(&self) -> Vec<u8> {
        let mut bytes = vec![0xff, marker::SOI];
        if self.encoding.jfif {
            put_jfif(&mut bytes);
        }
        if let Some(transform) = self.encoding.adobe {
            put_adobe(&mut bytes, transform);
        }
        for segment in &self.segments {
            put(&mut bytes, segment.marker, segment.content);
            bytes.extend_from_slice(segment.coded);
        }
        bytes.extend([0xff, marker::EOI]);
        bytes
    }

    /// A file with exactly this picture, and this colour profile; absent if it is of a form that is not written here, or
    /// damaged.
    pub(in crate::image) fn rewritten(&self, profile: &[u8]) -> Option<Vec<u8>> {
        let frame = Frame::read(&self.segments)?;
        let picture = coefficients::read(&frame, &self.segments)?;
        let is_rgb = frame.is_rgb(&self.encoding);
        let mut bytes = vec![0xff, marker::SOI];
        if is_rgb {
            put_adobe(&mut bytes, 0);
        } else {
            put_jfif(&mut bytes);
        }
        put_profile(&mut bytes, profile);
        encoder::put(&mut bytes, &frame, &picture, is_rgb)?;
        bytes.extend([0xff, marker::EOI]);
        Some(bytes)
    }
}

fn put(bytes: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).expect("a segment is shorter than 64 KB");
    bytes.extend([0xff, marker]);
    bytes.extend(length.to_be_bytes());
    bytes.extend_from_slice(content);
}

/// Version 1.01, square pixels, no thumbnail.
fn put_jfif(bytes: &mut Vec<u8>) {
    put(bytes, marker::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
}

fn put_adobe(bytes: &mut Vec<u8>, transform: u8) {
    let content = [b"Adobe\0\x64\0\0\0\0".as_slice(), &[transform]].concat();
    put(bytes, marker::APP14, &content);
}

fn put_profile(bytes: &mut Vec<u8>, profile: &[u8]) {
    let parts = profile.chunks(PROFILE_PART);
    let count = parts.len() as u8;
    for (number, part) in (1..=count).zip(parts) {
        put(
            bytes,
            marker::APP2,
            &[PROFILE, &[number, count], part].concat(),
        );
    }
}
