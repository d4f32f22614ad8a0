//! Size and components of a JPEG: [`Frame`].

use super::{ColourEncoding, Segment, marker};

/// The largest number of scans that is read: programs write about ten.
pub(super) const MAX_SCANS: usize = 100;
/// The largest number of pixels whose coefficients are held in memory.
const MAX_PIXELS: usize = 24_000_000;
/// The most blocks that may be interleaved.
const MAX_INTERLEAVED: usize = 10;

/// The frame of a picture.
pub(super) struct Frame {
    pub(super) is_progressive: bool,
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) components: Vec<Component>,
    /// How many groups of interleaved blocks are side by side.
    pub(super) group_columns: usize,
    /// How many are above each other.
    pub(super) group_rows: usize,
}

/// A component of the colours.
pub(super) struct Component {
    pub(super) id: u8,
    /// How many blocks of an interleaved group are side by side.
    pub(super) across: usize,
    /// How many are above each other.
    pub(super) down: usize,
    /// The number of its quantization table.
    pub(super) table: usize,
    /// How many blocks are side by side.
    pub(super) columns: usize,
    /// How many are above each other.
    pub(super) rows: usize,
}

impl Frame {
    /// The frame of a picture in grey or colour; absent if it has another form, or is damaged.
    pub(super) fn read(segments: &[Segment<'_>]) -> Option<Self> {
        let mut frames = segments.iter().filter(|segment| {
            matches!(segment.marker, 0xc0..=0xcf) && segment.marker != marker::DHT
        });
        let (frame, None) = (frames.next()?, frames.next()) else {
            return None;
        };
        let &[8, height1, height2, width1, width2, count] = frame.content.get(..6)? else {
            return None;
        };
        let height = u16::from_be_bytes([height1, height2]);
        let width = u16::from_be_bytes([width1, width2]);
        let pixels = usize::from(width) * usize::from(height);
        let (parts, []) = frame.content.get(6..)?.as_chunks::<3>() else {
            return None;
        };
        let known = (marker::SOF0..=marker::SOF2).contains(&frame.marker)
            && (1..=MAX_PIXELS).contains(&pixels)
            && usize::from(count) == parts.len()
            && matches!(parts.len(), 1 | 3);
        if !known {
            return None;
        }
        let mut factors = Vec::new();
        for [_, factor, _] in parts {
            let (across, down) = (usize::from(factor >> 4), usize::from(factor & 15));
            if !(1..=4).contains(&across) || !(1..=4).contains(&down) {
                return None;
            }
            // A single component is not interleaved.
            factors.push(if parts.len() == 1 {
                (1, 1)
            } else {
                (across, down)
            });
        }
        let widest = factors.iter().map(|(across, _)| *across).max()?;
        let highest = factors.iter().map(|(_, down)| *down).max()?;
        let together: usize = factors.iter().map(|(across, down)| across * down).sum();
        if together > MAX_INTERLEAVED {
            return None;
        }
        let blocks = |side: u16, factor: usize, most: usize| {
            (usize::from(side) * factor).div_ceil(most).div_ceil(8)
        };
        let components = parts.iter().zip(&factors);
        Some(Self {
            is_progressive: frame.marker == marker::SOF2,
            width,
            height,
            components: components
                .map(|(&[id, _, table], &(across, down))| Component {
                    id,
                    across,
                    down,
                    table: usize::from(table),
                    columns: blocks(width, across, widest),
                    rows: blocks(height, down, highest),
                })
                .collect(),
            group_columns: usize::from(width).div_ceil(8 * widest),
            group_rows: usize::from(height).div_ceil(8 * highest),
        })
    }

    /// Whether colours are red, green and blue, not lightness and two differences, as browsers decide it.
    pub(super) fn is_rgb(&self, encoding: &ColourEncoding) -> bool {
        let ids: Vec<u8> = self
            .components
            .iter()
            .map(|component| component.id)
            .collect();
        self.components.len() == 3
            && !encoding.jfif
            && encoding
                .adobe
                .map_or(ids == *b"RGB", |transform| transform == 0)
    }
}
