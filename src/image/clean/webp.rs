//! WebP files, read chunk by chunk, and written again from the chunks that draw the picture. Entry points: [`lossy`], for a
//! file with losses, and [`of_frames`], for an animation.

/// Flags of the extended header.
mod flag {
    pub(super) const PROFILE: u8 = 0x20;
    pub(super) const ALPHA: u8 = 0x10;
    pub(super) const ANIMATION: u8 = 0x02;
}

/// Length of the header of a picture with losses.
const HEADER: usize = 10;
/// How many bytes more than it draws with are left to a picture, as zeros: decoders read ahead.
const AHEAD: usize = 8;

/// An opaque file with losses, with this colour profile and nothing else: what follows its data is zeros, or cut. `is_same`
/// says whether a file has the same pixels. Absent if it has no losses, or is damaged.
pub(in crate::image) fn lossy(
    bytes: &[u8],
    (width, height): (u32, u32),
    profile: &[u8],
    is_same: impl Fn(&[u8]) -> bool,
) -> Option<Vec<u8>> {
    let mut data = picture(bytes)
        .filter(|(name, _)| name == b"VP8 ")?
        .1
        .to_vec();
    let tag = u32::from_le_bytes([*data.first()?, *data.get(1)?, *data.get(2)?, 0]);
    let first = (HEADER + (tag >> 5) as usize).min(data.len());
    // The first part has a length, the last one has none.
    for (begin, end) in [(HEADER.min(first), first), (first, data.len())] {
        let needed = needed(&data, begin, end, &is_same);
        data[needed..end].fill(0);
        if end == data.len() {
            data.truncate((needed + AHEAD).min(end));
        }
    }
    let mut chunks = Vec::new();
    if !profile.is_empty() {
        put(
            &mut chunks,
            b"VP8X",
            &extended(flag::PROFILE, width, height),
        );
        put(&mut chunks, b"ICCP", profile);
    }
    put(&mut chunks, b"VP8 ", &data);
    let written = file(&chunks);
    is_same(&written).then_some(written)
}

/// How many of the bytes up to `end` are needed for the same picture; those behind it may be zeros.
fn needed(data: &[u8], begin: usize, end: usize, is_same: &impl Fn(&[u8]) -> bool) -> usize {
    let suffices = |kept: usize| {
        let mut data = data.to_vec();
        data[kept..end].fill(0);
        let mut chunks = Vec::new();
        put(&mut chunks, b"VP8 ", &data);
        is_same(&file(&chunks))
    };
    let (mut too_few, mut enough) = (begin, end);
    // Most files have nothing but their picture.
    let probe = end.saturating_sub(AHEAD).max(begin);
    if !suffices(probe) {
        too_few = probe;
    }
    while too_few < enough {
        let middle = too_few + (enough - too_few) / 2;
        if suffices(middle) {
            enough = middle;
        } else {
            too_few = middle + 1;
        }
    }
    enough
}

/// An animation of these frames, each a WebP without losses of the whole picture with its time in milliseconds.
pub(in crate::image) fn of_frames(
    frames: &[(Vec<u8>, u32)],
    (width, height): (u32, u32),
    repetitions: u16,
    profile: &[u8],
) -> Option<Vec<u8>> {
    let mut flags = flag::ANIMATION | flag::ALPHA;
    if !profile.is_empty() {
        flags |= flag::PROFILE;
    }
    let mut chunks = Vec::new();
    put(&mut chunks, b"VP8X", &extended(flags, width, height));
    if !profile.is_empty() {
        put(&mut chunks, b"ICCP", profile);
    }
    let [low, high] = repetitions.to_le_bytes();
    put(&mut chunks, b"ANIM", &[0, 0, 0, 0, low, high]);
    for (frame, time) in frames {
        let (name, data) = picture(frame)?;
        let sides = [
            width.checked_sub(1)?,
            height.checked_sub(1)?,
            (*time).min(0xff_ffff),
        ];
        let sides = sides.map(|side| [side as u8, (side >> 8) as u8, (side >> 16) as u8]);
        // At the upper left corner; the frame replaces the one before.
        let mut content = [&[0; 6][..], &sides.concat(), &[2]].concat();
        put(&mut content, &name, data);
        put(&mut chunks, b"ANMF", &content);
    }
    (!frames.is_empty()).then(|| file(&chunks))
}

/// A frame of an animation, as it is in the file.
pub(in crate::image) struct AnimationFrame {
    /// A WebP of this frame alone.
    pub(in crate::image) file: Vec<u8>,
    /// The place of its upper left corner.
    pub(in crate::image) place: (u32, u32),
    pub(in crate::image) sides: (u32, u32),
    /// In milliseconds.
    pub(in crate::image) time: u32,
    /// Whether what is below its transparent pixels stays.
    pub(in crate::image) is_blended: bool,
    /// Whether its rectangle is emptied before the next one.
    pub(in crate::image) is_disposed: bool,
}

/// The frames of an animation; absent if one is damaged.
pub(in crate::image) fn frames(bytes: &[u8]) -> Option<Vec<AnimationFrame>> {
    let mut frames = Vec::new();
    let mut rest = bytes.get(12..)?;
    while let Some((name, content, after)) = chunk(rest) {
        rest = after;
        if name == b"ANMF" {
            frames.push(frame(content)?);
        }
    }
    Some(frames)
}

fn frame(content: &[u8]) -> Option<AnimationFrame> {
    let (numbers, rest) = content.split_first_chunk::<15>()?;
    let (&flags, mut data) = rest.split_first()?;
    let (numbers, _) = numbers.as_chunks::<3>();
    let number = |index: usize| {
        let [low, middle, high] = numbers[index];
        u32::from_le_bytes([low, middle, high, 0])
    };
    let (width, height) = (number(2) + 1, number(3) + 1);
    let mut alpha = None;
    let (name, picture) = loop {
        let (name, content, after) = chunk(data)?;
        match name {
            b"VP8 " | b"VP8L" => break (name, content),
            b"ALPH" => alpha = alpha.or(Some(content)),
            _ => {}
        }
        data = after;
    };
    let mut chunks = Vec::new();
    if let Some(alpha) = alpha.filter(|_| name == b"VP8 ") {
        put(&mut chunks, b"VP8X", &extended(flag::ALPHA, width, height));
        put(&mut chunks, b"ALPH", alpha);
    }
    put(&mut chunks, name, picture);
    Some(AnimationFrame {
        file: file(&chunks),
        place: (number(0) * 2, number(1) * 2),
        sides: (width, height),
        time: number(4),
        is_blended: flags & 2 == 0,
        is_disposed: flags & 1 != 0,
    })
}

/// How often an animation is repeated; zero for ever.
pub(in crate::image) fn repetitions(bytes: &[u8]) -> u16 {
    let mut rest = bytes.get(12..).unwrap_or(&[]);
    while let Some((name, content, after)) = chunk(rest) {
        if name == b"ANIM" {
            return content
                .get(4..6)
                .map_or(0, |count| u16::from_le_bytes([count[0], count[1]]));
        }
        rest = after;
    }
    0
}

/// Whether the file has frames.
pub(in crate::image) fn is_animated(bytes: &[u8]) -> bool {
    matches!(bytes.get(12..21), Some([b'V', b'P', b'8', b'X', .., flags]) if flags & flag::ANIMATION > 0)
}

/// The first picture of a file: the name of its chunk and its content.
fn picture(bytes: &[u8]) -> Option<([u8; 4], &[u8])> {
    let mut rest = bytes.get(12..)?;
    loop {
        let (name, content, after) = chunk(rest)?;
        if matches!(name, b"VP8 " | b"VP8L") {
            return Some((*name, content));
        }
        rest = after;
    }
}

fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let sides = [width, height].map(|side| {
        let side = side.saturating_sub(1);
        [side as u8, (side >> 8) as u8, (side >> 16) as u8]
    });
    [&[flags, 0, 0, 0][..], &sides.concat()].concat()
}

fn file(chunks: &[u8]) -> Vec<u8> {
    let length = (chunks.len() + 4) as u32;
    [b"RIFF", &length.to_le_bytes()[..], b"WEBP", chunks].concat()
}

/// The next chunk: its name, its content, and the rest of the file.
fn chunk(bytes: &[u8]) -> Option<(&[u8; 4], &[u8], &[u8])> {
    let (name, rest) = bytes.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let content = rest.get(..length)?;
    Some((
        name,
        content,
        rest.get(length + length % 2..).unwrap_or(&[]),
    ))
}

fn put(bytes: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    bytes.extend(name);
    bytes.extend((content.len() as u32).to_le_bytes());
    bytes.extend_from_slice(content);
    bytes.resize(bytes.len().next_multiple_of(2), 0);
}
