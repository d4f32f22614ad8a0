//! Frames of animated PNGs.

use super::{Chunk, Png, SIGNATURE, put, put_profile, whole_stream};

/// Length of the parameters of an animation.
pub(super) const CONTROL: usize = 8;
/// Length of the parameters of a frame behind its number.
const PARAMETERS: usize = 22;

impl Png<'_> {
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
