//! Frames of animated PNGs.

use super::{Chunk, Png, SIGNATURE, put, put_profile, whole_stream};

/// Length of the parameters of an animation.
pub(super) const CONTROL: usize = 8;
/// Length of the parameters of a frame behind its number.
const PARAMETERS: usize = 22;

/// An animation of these frames, each a PNG of the whole picture with its time in milliseconds; absent if there are none.
pub(in crate::image) fn of_frames(
    frames: &[(Vec<u8>, u32)],
    repetitions: u32,
    profile: &[u8],
) -> Option<Vec<u8>> {
    let mut bytes = SIGNATURE.to_vec();
    let mut number = 0u32;
    for (index, (frame, time)) in frames.iter().enumerate() {
        let png = super::read(frame)?;
        if index == 0 {
            put(&mut bytes, b"IHDR", &png.header.content());
            put_profile(&mut bytes, profile);
            let count = u32::try_from(frames.len()).ok()?;
            let control = [count.to_be_bytes(), repetitions.to_be_bytes()].concat();
            put(&mut bytes, b"acTL", &control);
        }
        let sides = [number, png.header.width, png.header.height, 0, 0].map(u32::to_be_bytes);
        let time = u16::try_from(*time).unwrap_or(u16::MAX).to_be_bytes();
        // In thousandths of a second; the frame replaces the one before.
        let rest = [time, 1000u16.to_be_bytes(), [0, 0]].concat();
        put(&mut bytes, b"fcTL", &[sides.concat(), rest].concat());
        number += 1;
        let data = png.chunks.iter().filter(|chunk| &chunk.name == b"IDAT");
        let data: Vec<u8> = data.flat_map(|chunk| chunk.content).copied().collect();
        if index == 0 {
            put(&mut bytes, b"IDAT", &data);
        } else {
            put(
                &mut bytes,
                b"fdAT",
                &[&number.to_be_bytes(), &data[..]].concat(),
            );
            number += 1;
        }
    }
    put(&mut bytes, b"IEND", &[]);
    (!frames.is_empty()).then_some(bytes)
}

impl Png<'_> {
    /// Whether pixels can be transparent, and so have colours that cannot be seen.
    pub(in crate::image) fn has_alpha(&self) -> bool {
        let is_mask = |chunk: &Chunk<'_>| &chunk.name == b"tRNS";
        self.header
            .content()
            .get(9)
            .is_some_and(|kind| kind & 4 > 0)
            || self.chunks.iter().any(is_mask)
    }

    /// How often the animation is repeated; zero for ever.
    pub(in crate::image) fn repetitions(&self) -> u32 {
        let control = self.chunks.iter().find(|chunk| &chunk.name == b"acTL");
        let count = control.and_then(|chunk| chunk.content.get(4..CONTROL)?.try_into().ok());
        count.map_or(0, u32::from_be_bytes)
    }

    /// The animation, written again, with this colour profile; absent if it is damaged.
    pub(in crate::image) fn rewritten_animation(&self, profile: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = SIGNATURE.to_vec();
        put(&mut bytes, b"IHDR", &self.header.content());
        put_profile(&mut bytes, profile);
        let mut number = 0u32;
        let mut size = (self.header.width, self.header.height);
        let mut chunks = self.chunks.iter().skip(1).peekable();
        while let Some(chunk) = chunks.next() {
            let content = chunk.content;
            match &chunk.name {
                b"PLTE" => put(&mut bytes, &chunk.name, content),
                b"tRNS" => put(
                    &mut bytes,
                    &chunk.name,
                    content.get(..content.len().min(256))?,
                ),
                b"acTL" => {
                    let frames = self.chunks.iter().filter(|chunk| &chunk.name == b"fcTL");
                    let count = u32::try_from(frames.count()).ok()?;
                    let repetitions = content.get(4..CONTROL)?;
                    put(
                        &mut bytes,
                        &chunk.name,
                        &[&count.to_be_bytes(), repetitions].concat(),
                    );
                }
                b"fcTL" => {
                    let parameters = content.get(4..4 + PARAMETERS)?;
                    let side = |at: usize| {
                        let side = parameters.get(at..at + 4)?;
                        Some(u32::from_be_bytes(side.try_into().ok()?))
                    };
                    size = (side(0)?, side(4)?);
                    let numbered = [&number.to_be_bytes(), parameters].concat();
                    put(&mut bytes, &chunk.name, &numbered);
                    number += 1;
                }
                name @ (b"IDAT" | b"fdAT") => {
                    let mut parts = vec![data(chunk)?];
                    while let Some(next) = chunks.next_if(|next| next.name == *name) {
                        parts.push(data(next)?);
                    }
                    let length = self.header.data_length(size.0, size.1)?;
                    let stream = whole_stream(parts.into_iter(), length)?;
                    if name == b"IDAT" {
                        put(&mut bytes, name, &stream);
                    } else {
                        put(
                            &mut bytes,
                            name,
                            &[&number.to_be_bytes(), &stream[..]].concat(),
                        );
                        number += 1;
                    }
                }
                _ => {}
            }
        }
        put(&mut bytes, b"IEND", &[]);
        Some(bytes)
    }
}

/// The part of a compressed stream, behind the number of a frame.
fn data<'a>(chunk: &Chunk<'a>) -> Option<&'a [u8]> {
    match &chunk.name {
        b"fdAT" => chunk.content.get(4..),
        _ => Some(chunk.content),
    }
}
