//! PNGs: read chunk by chunk, and written again from the chunks that draw the picture. Entry points: [`read`] and
//! [`Png::rewritten`].

pub(in crate::image) mod animation;

use std::collections::HashSet;
use std::io::{Read as _, Write as _};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc, Decompress, FlushDecompress, Status};
use image::RgbaImage;
use image::metadata::Orientation;

use super::profile;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The largest gamma and coordinate of a primary colour, in parts of 100 000, beyond which numbers have no meaning.
const MAX_GAMMA: u32 = 500_000;
const MAX_COORDINATE: u32 = 100_000;
/// The most chunks that draw the picture.
const MAX_CHUNKS: usize = 100_000;
/// How many times its length data can be unpacked to.
const MAX_RATIO: u64 = 1032;
/// First column, first row, and steps of the seven passes of interlaced pictures.
const PASSES: [(u64, u64, u64, u64); 7] = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
];

/// A PNG, read chunk by chunk.
pub(in crate::image) struct Png<'a> {
    header: Header,
    /// The chunks that draw the picture, whole and in their order.
    chunks: Vec<Chunk<'a>>,
    /// Whether it has the parameters of an animation.
    is_animated: bool,
    pub(in crate::image) orientation: Orientation,
    /// The colour profile as it is in the file.
    pub(in crate::image) profile: Vec<u8>,
}

struct Chunk<'a> {
    name: [u8; 4],
    content: &'a [u8],
    /// With its length and check sum.
    whole: &'a [u8],
}

/// The parts of the header that the length of the data depends on.
#[derive(Clone, Copy)]
struct Header {
    width: u32,
    height: u32,
    depth: u8,
    colours: u8,
    is_interlaced: bool,
}

mod colours {
    pub(super) const PALETTE: u8 = 3;
    pub(super) const GREY_ALPHA: u8 = 4;
    pub(super) const RGBA: u8 = 6;
}

impl Header {
    fn read(content: &[u8]) -> Option<Self> {
        let &[
            w1,
            w2,
            w3,
            w4,
            h1,
            h2,
            h3,
            h4,
            depth,
            colours,
            0,
            0,
            interlace @ 0..=1,
        ] = content
        else {
            return None;
        };
        Some(Self {
            width: u32::from_be_bytes([w1, w2, w3, w4]),
            height: u32::from_be_bytes([h1, h2, h3, h4]),
            depth,
            colours,
            is_interlaced: interlace == 1,
        })
    }

    fn content(self) -> Vec<u8> {
        let mut content = Vec::new();
        content.extend(self.width.to_be_bytes());
        content.extend(self.height.to_be_bytes());
        content.extend([self.depth, self.colours, 0, 0, self.is_interlaced.into()]);
        content
    }

    /// How many bytes the data of a picture of this size has: lines, each with its filter.
    fn data_length(self, width: u32, height: u32) -> Option<u64> {
        let channels = match self.colours {
            0 | colours::PALETTE => 1,
            2 => 3,
            colours::GREY_ALPHA => 2,
            colours::RGBA => 4,
            _ => return None,
        };
        let bits = channels * u64::from(self.depth);
        let (width, height) = (u64::from(width), u64::from(height));
        let length = |width: u64, height: u64| match width {
            0 => 0,
            _ => (1 + (width * bits).div_ceil(8)).saturating_mul(height),
        };
        if !self.is_interlaced {
            return Some(length(width, height));
        }
        let steps = |side: u64, first: u64, step: u64| side.saturating_sub(first).div_ceil(step);
        let passes = PASSES.iter().map(|&(column, row, across, down)| {
            length(steps(width, column, across), steps(height, row, down))
        });
        Some(passes.fold(0, u64::saturating_add))
    }
}

/// Reads the chunks of a PNG, up to one that is damaged; absent if that is the first one.
pub(in crate::image) fn read(bytes: &[u8]) -> Option<Png<'_>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut png: Option<Png<'_>> = None;
    // One more is enough to know that there are too many.
    while png
        .as_ref()
        .is_none_or(|png| png.chunks.len() <= MAX_CHUNKS)
        && let Some((chunk, after)) = next_chunk(rest)
    {
        rest = after;
        if png.is_none() && &chunk.name == b"IHDR" {
            png = Some(Png {
                header: Header::read(chunk.content)?,
                chunks: vec![chunk],
                is_animated: false,
                orientation: Orientation::NoTransforms,
                profile: Vec::new(),
            });
            continue;
        }
        let png = png.as_mut()?;
        match &chunk.name {
            b"iCCP" if png.profile.is_empty() => png.profile = read_profile(chunk.content),
            b"eXIf" => {
                png.orientation =
                    Orientation::from_exif_chunk(chunk.content).unwrap_or(png.orientation);
            }
            b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" => png.chunks.push(chunk),
            b"acTL" => {
                png.is_animated = chunk.content.len() == animation::CONTROL;
                png.chunks.push(chunk);
            }
            b"fcTL" | b"fdAT" => png.chunks.push(chunk),
            b"IEND" => {
                png.chunks.push(chunk);
                break;
            }
            _ => {}
        }
    }
    png
}

/// The next chunk, and the rest of the file.
fn next_chunk(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let length = u32::from_be_bytes(*bytes.first_chunk()?) as usize;
    let (whole, rest) = bytes.split_at_checked(length.checked_add(12)?)?;
    let chunk = Chunk {
        name: *whole[4..].first_chunk()?,
        content: &whole[8..whole.len() - 4],
        whole,
    };
    Some((chunk, rest))
}

/// The profile behind its name; empty if it is damaged. Of a larger one, the beginning.
fn read_profile(content: &[u8]) -> Vec<u8> {
    let mut profile = Vec::new();
    let name = content.iter().position(|&byte| byte == 0);
    if let Some([0, compressed @ ..]) = name.and_then(|end| content.get(end + 1..)) {
        let mut unpacked = ZlibDecoder::new(compressed).take(profile::MAX_BYTES as u64 + 1);
        if unpacked.read_to_end(&mut profile).is_err() {
            profile.clear();
        }
    }
    profile
}

impl Png<'_> {
    /// What decoders need of the first picture, as it is in the file.
    pub(in crate::image) fn for_decoders(&self) -> Vec<u8> {
        let chunks = self
            .chunks
            .iter()
            .filter(|chunk| matches!(&chunk.name, b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" | b"IEND"));
        let mut bytes = SIGNATURE.to_vec();
        chunks.for_each(|chunk| bytes.extend_from_slice(chunk.whole));
        bytes
    }

    /// Why the file would take too long to read, and what to do; absent if it would not.
    pub(in crate::image) fn too_long_to_read(&self) -> Option<String> {
        (self.chunks.len() > MAX_CHUNKS).then(|| {
            format!(
                "the picture is stored in more than {MAX_CHUNKS} parts, which takes too long to read; save it again as PNG"
            )
        })
    }

    /// Whether the data is too short for the size that the file claims: it can be unpacked to about a thousand times its
    /// length.
    pub(in crate::image) fn is_too_short(&self) -> bool {
        let parts = self.chunks.iter().filter(|chunk| &chunk.name == b"IDAT");
        let length: u64 = parts.map(|chunk| chunk.content.len() as u64).sum();
        let (width, height) = (self.header.width, self.header.height);
        let needed = self.header.data_length(width, height);
        needed.is_some_and(|needed| length.saturating_mul(MAX_RATIO) < needed)
    }

    /// Whether it has frames.
    pub(in crate::image) fn is_animated(&self) -> bool {
        self.is_animated && self.chunks.iter().any(|chunk| &chunk.name == b"fcTL")
    }

    /// A file with exactly this picture, whose pixels are `pixels`, and this colour profile. Absent if the file has more than
    /// can be seen: colours of transparent pixels, or data behind the last line.
    pub(in crate::image) fn rewritten(
        &self,
        profile: &[u8],
        pixels: &RgbaImage,
    ) -> Option<Vec<u8>> {
        let has_alpha = matches!(self.header.colours, colours::GREY_ALPHA | colours::RGBA);
        if has_alpha
            && pixels
                .pixels()
                .any(|pixel| matches!(pixel.0, [rgb @ .., 0] if rgb != [0; 3]))
        {
            return None;
        }
        let mut bytes = SIGNATURE.to_vec();
        put(&mut bytes, b"IHDR", &self.header.content());
        if profile.is_empty() {
            self.put_gamma(&mut bytes);
        } else {
            put_profile(&mut bytes, profile);
        }
        self.put_palette(&mut bytes, pixels)?;
        let (width, height) = (self.header.width, self.header.height);
        let parts = self.chunks.iter().filter(|chunk| &chunk.name == b"IDAT");
        let parts = parts.map(|chunk| chunk.content);
        let data = whole_stream(parts, self.header.data_length(width, height)?)?;
        put(&mut bytes, b"IDAT", &data);
        put(&mut bytes, b"IEND", &[]);
        Some(bytes)
    }

    fn content(&self, name: &[u8; 4]) -> Option<&[u8]> {
        let chunk = self.chunks.iter().find(|chunk| &chunk.name == name)?;
        Some(chunk.content)
    }

    /// The brightness and the primary colours of the picture, if it does not have those of all screens.
    fn put_gamma(&self, bytes: &mut Vec<u8>) {
        let small = |content: &[u8], count: usize, most: u32| {
            let (numbers, rest) = content.as_chunks();
            rest.is_empty()
                && numbers.len() == count
                && numbers
                    .iter()
                    .all(|&number| u32::from_be_bytes(number) <= most)
        };
        if self.content(b"sRGB").is_some() {
            return;
        }
        for (name, count, most) in [(b"gAMA", 1, MAX_GAMMA), (b"cHRM", 8, MAX_COORDINATE)] {
            if let Some(content) = self.content(name)
                && small(content, count, most)
            {
                put(bytes, name, content);
            }
        }
    }

    /// The colours that occur, and transparency.
    fn put_palette(&self, bytes: &mut Vec<u8>, pixels: &RgbaImage) -> Option<()> {
        let transparency = self.content(b"tRNS");
        if self.header.colours != colours::PALETTE {
            let length = match self.header.colours {
                0 => 2,
                2 => 6,
                _ => return Some(()),
            };
            if let Some(content) = transparency {
                put(bytes, b"tRNS", content.get(..length)?);
            }
            return Some(());
        }
        let used: HashSet<[u8; 4]> = pixels.pixels().map(|pixel| pixel.0).collect();
        let (colours, []) = self.content(b"PLTE")?.as_chunks::<3>() else {
            return None;
        };
        let transparency = transparency.unwrap_or_default();
        let all = colours
            .iter()
            .enumerate()
            .map(|(index, &[red, green, blue])| {
                let alpha = transparency.get(index).copied().unwrap_or(255);
                [red, green, blue, alpha]
            });
        let all: Vec<[u8; 4]> = all.take(1 << self.header.depth.min(8)).collect();
        let last = all.iter().rposition(|colour| used.contains(colour))?;
        let palette: Vec<[u8; 4]> = all[..=last]
            .iter()
            .map(|colour| match (used.contains(colour), colour[3]) {
                (true, 0) => [0; 4],
                (true, _) => *colour,
                (false, _) => [0, 0, 0, 255],
            })
            .collect();
        let colours: Vec<u8> = palette
            .iter()
            .flat_map(|colour| &colour[..3])
            .copied()
            .collect();
        put(bytes, b"PLTE", &colours);
        if let Some(last) = palette.iter().rposition(|colour| colour[3] < 255) {
            let alphas: Vec<u8> = palette[..=last].iter().map(|colour| colour[3]).collect();
            put(bytes, b"tRNS", &alphas);
        }
        Some(())
    }
}

/// The compressed stream of these parts, without what follows it; absent if it does not have this length.
fn whole_stream<'a>(parts: impl Iterator<Item = &'a [u8]>, length: u64) -> Option<Vec<u8>> {
    let mut stream: Vec<u8> = parts.flatten().copied().collect();
    let mut unpacking = Decompress::new(true);
    let mut scratch = vec![0; 1 << 16];
    loop {
        let (before, written) = (unpacking.total_in(), unpacking.total_out());
        let rest = stream.get(before as usize..)?;
        let status = unpacking
            .decompress(rest, &mut scratch, FlushDecompress::None)
            .ok()?;
        if status == Status::StreamEnd {
            break;
        }
        let stuck = unpacking.total_in() == before && unpacking.total_out() == written;
        if stuck || unpacking.total_out() > length {
            return None;
        }
    }
    stream.truncate(unpacking.total_in() as usize);
    (unpacking.total_out() == length).then_some(stream)
}

/// The colour profile, if there is one, without a name.
fn put_profile(bytes: &mut Vec<u8>, profile: &[u8]) {
    if profile.is_empty() {
        return;
    }
    let mut encoder = ZlibEncoder::new(b"ICC\0\0".to_vec(), Compression::best());
    let content = encoder
        .write_all(profile)
        .and_then(|()| encoder.finish())
        .expect("memory takes everything that is written");
    put(bytes, b"iCCP", &content);
}

fn put(bytes: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let mut sum = Crc::new();
    sum.update(name);
    sum.update(content);
    bytes.extend((content.len() as u32).to_be_bytes());
    bytes.extend_from_slice(name);
    bytes.extend_from_slice(content);
    bytes.extend(sum.sum().to_be_bytes());
}
