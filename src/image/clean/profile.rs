//! Colour profiles (ICC), written again from their numbers: without names, texts, tags of vendors, and what is beside
//! the tags. Entry points: [`rewritten`] and [`to_srgb`].

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformOptions};

/// The largest profile that is read, in bytes: larger than those of any scanner or printer.
pub(in crate::image) const MAX_BYTES: usize = 4 << 20;
/// Where the number of tags is; the tags follow.
const TAGS: usize = 128;
/// The most tags that are read.
const MAX_TAGS: usize = 200;
/// The most points of a tone curve.
const MAX_POINTS: usize = 4096;
/// Tables, which take precedence over a matrix and tone curves.
const TABLES: [&[u8; 4]; 6] = [b"A2B0", b"A2B1", b"A2B2", b"D2B0", b"D2B1", b"D2B2"];
/// The colours of the light in which profiles compare colours, D50.
const WHITE: [u8; 12] = [0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d];
/// The largest coordinate of a colour, in parts of 65536: twice that of white.
const MAX_COORDINATE: i32 = 2 << 16;
/// The largest parameter of a tone curve, in parts of 65536.
const MAX_PARAMETER: i32 = 16 << 16;

/// The colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::image) enum Colours {
    Grey,
    Rgb,
}

/// The profile, with nothing but the numbers that its colours need; absent if it is not of the picture's colours, is
/// damaged, or defines its colours by tables.
pub(in crate::image) fn rewritten(profile: &[u8], colours: Colours) -> Option<Vec<u8>> {
    let (space, curves): (&[u8; 4], &[&[u8; 4]]) = match colours {
        Colours::Grey => (b"GRAY", &[b"kTRC"]),
        Colours::Rgb => (b"RGB ", &[b"rTRC", b"gTRC", b"bTRC"]),
    };
    let has_tables = TABLES.iter().any(|name| tag(profile, name).is_some());
    let is_of_space = profile.get(16..20)? == space && profile.get(20..24)? == b"XYZ ";
    if !is_of_space || has_tables {
        return None;
    }
    let mut tags: Vec<([u8; 4], Vec<u8>)> = vec![
        (*b"desc", text("RGB")),
        (*b"cprt", text("CC0")),
        (*b"wtpt", [b"XYZ \0\0\0\0".as_slice(), &WHITE].concat()),
    ];
    if colours == Colours::Rgb {
        for name in [b"rXYZ", b"gXYZ", b"bXYZ"] {
            tags.push((*name, coordinates(tag(profile, name)?)?));
        }
    }
    for &name in curves {
        tags.push((*name, curve(tag(profile, name)?)?));
    }
    Some(written(space, tags))
}

/// The content of a tag.
fn tag<'a>(profile: &'a [u8], name: &[u8; 4]) -> Option<&'a [u8]> {
    let number = |at: usize| {
        let bytes = profile.get(at..at.checked_add(4)?)?;
        usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
    };
    let count = number(TAGS)?.min(MAX_TAGS);
    let place = (0..count)
        .map(|index| TAGS + 4 + 12 * index)
        .find(|&place| profile.get(place..place + 4) == Some(name))?;
    let start = number(place + 4)?;
    profile.get(start..start.checked_add(number(place + 8)?)?)
}

/// Numbers with 16 bits behind the point, none beyond a limit.
fn fixed(bytes: &[u8], limit: i32) -> Option<&[u8]> {
    let (numbers, []) = bytes.as_chunks::<4>() else {
        return None;
    };
    numbers
        .iter()
        .all(|&number| {
            i32::from_be_bytes(number)
                .checked_abs()
                .is_some_and(|number| number <= limit)
        })
        .then_some(bytes)
}

fn coordinates(tag: &[u8]) -> Option<Vec<u8>> {
    let numbers = tag.strip_prefix(b"XYZ ")?.get(4..16)?;
    Some([b"XYZ \0\0\0\0", fixed(numbers, MAX_COORDINATE)?].concat())
}

fn curve(tag: &[u8]) -> Option<Vec<u8>> {
    if let Some(content) = tag.strip_prefix(b"curv") {
        let count = content.get(4..8)?;
        let points = u32::from_be_bytes(count.try_into().ok()?) as usize;
        let points = content.get(8..8 + 2 * points.min(MAX_POINTS + 1))?;
        let numbers: Vec<u16> = points
            .as_chunks()
            .0
            .iter()
            .map(|&point| u16::from_be_bytes(point))
            .collect();
        let is_curve = numbers.len() <= MAX_POINTS && numbers.is_sorted();
        return is_curve.then(|| [b"curv\0\0\0\0", count, points].concat());
    }
    let content = tag.strip_prefix(b"para")?;
    let kind = content.get(4..6)?;
    let count = match kind {
        [0, 0] => 1,
        [0, 1] => 3,
        [0, 2] => 4,
        [0, 3] => 5,
        [0, 4] => 7,
        _ => return None,
    };
    let numbers = fixed(content.get(8..8 + 4 * count)?, MAX_PARAMETER)?;
    Some([b"para\0\0\0\0", kind, &[0, 0], numbers].concat())
}

/// A text in English.
fn text(text: &str) -> Vec<u8> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    tag.extend((wide.len() as u32).to_be_bytes());
    tag.extend(28u32.to_be_bytes());
    tag.extend(wide);
    tag
}

/// A profile of a screen, version 4.3, of a fixed date.
fn written(space: &[u8; 4], tags: Vec<([u8; 4], Vec<u8>)>) -> Vec<u8> {
    let mut list = Vec::new();
    let mut contents: Vec<u8> = Vec::new();
    let begin = TAGS + 4 + 12 * tags.len();
    let mut places: Vec<(Vec<u8>, usize)> = Vec::new();
    for (name, content) in tags {
        // The three colours often have the same curve.
        let known = places.iter().find(|(other, _)| *other == content);
        let place = known.map(|(_, place)| *place).unwrap_or_else(|| {
            let place = begin + contents.len();
            contents.extend_from_slice(&content);
            contents.resize(contents.len().next_multiple_of(4), 0);
            place
        });
        list.extend(name);
        list.extend((place as u32).to_be_bytes());
        list.extend((content.len() as u32).to_be_bytes());
        places.push((content, place));
    }
    let mut profile = Vec::new();
    profile.extend(((begin + contents.len()) as u32).to_be_bytes());
    profile.extend([0, 0, 0, 0, 4, 0x30, 0, 0]);
    profile.extend(b"mntr");
    profile.extend(space);
    profile.extend(b"XYZ \x07\xe8\0\x01\0\x01\0\0\0\0\0\0acsp");
    profile.resize(68, 0);
    profile.extend(WHITE);
    profile.resize(TAGS, 0);
    profile.extend(((list.len() / 12) as u32).to_be_bytes());
    profile.extend(list);
    profile.extend(contents);
    profile
}

/// The picture in the colours of screens, by a profile in red, green and blue; absent if it cannot be used.
pub(in crate::image) fn to_srgb(image: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        ..TransformOptions::default()
    };
    let layout = if image.color().has_alpha() {
        Layout::Rgba
    } else {
        Layout::Rgb
    };
    let transform = profile
        .create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options)
        .ok()?;
    let (width, height) = (image.width(), image.height());
    if layout == Layout::Rgba {
        let source = image.to_rgba8();
        let mut pixels = vec![0; source.len()];
        transform.transform(&source, &mut pixels).ok()?;
        return RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from);
    }
    let source = image.to_rgb8();
    let mut pixels = vec![0; source.len()];
    transform.transform(&source, &mut pixels).ok()?;
    RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
}
