//! The boxes of a page: sheet, bleed and trim. Built by [`PageBoxes::new`].

use lopdf::{Dictionary, Document};

use super::numbers;

/// The boxes of a page: left, bottom, right, top, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageBoxes {
    /// The sheet.
    pub(super) media: [f32; 4],
    /// The area that colours cover.
    pub(super) bleed: [f32; 4],
    /// The trimmed page.
    pub(super) trim: [f32; 4],
}

impl PageBoxes {
    /// The boxes of a page; a missing box is as large as the one around it.
    pub(super) fn new(document: &Document, page: &Dictionary) -> Option<Self> {
        let page_box = |key: &[u8]| -> Option<[f32; 4]> {
            numbers(document, page.get(key).ok()?)?.try_into().ok()
        };
        let media = page_box(b"MediaBox")?;
        let bleed = page_box(b"BleedBox").unwrap_or(media);
        Some(Self {
            media,
            bleed,
            trim: page_box(b"TrimBox").unwrap_or(bleed),
        })
    }

    /// The boxes for the press, with bleed and a margin for marks. The trim stays.
    pub(super) fn for_press(self, bleed: f32, margin: f32) -> Self {
        let Self { media, trim, .. } = self;
        let grown = |by: f32| [trim[0] - by, trim[1] - by, trim[2] + by, trim[3] + by];
        let bleed = grown(bleed);
        // Colours cannot extend beyond the original page.
        let bleed = [
            bleed[0].max(media[0]),
            bleed[1].max(media[1]),
            bleed[2].min(media[2]),
            bleed[3].min(media[3]),
        ];
        let media = [
            bleed[0] - margin,
            bleed[1] - margin,
            bleed[2] + margin,
            bleed[3] + margin,
        ];
        Self { media, bleed, trim }
    }
}
