//! Settings of the paper catalogue: [`PaperSettings`], with the list of its [`Edition`]s.

mod edition;

use std::sync::Arc;

pub use self::edition::{Edition, EditionScope, Medium, Volume};

/// Settings of the paper catalogue.
#[derive(Debug, Clone)]
pub struct PaperSettings {
    /// The size of its pages.
    pub size: PaperSize,
    /// What its sections are grouped by.
    pub group_by: GroupBy,
    /// The brand colour as cyan, magenta, yellow and black, each in per cent.
    pub brand: Option<[f64; 4]>,
    /// The size of entries of partners whose tier does not set one.
    pub entry: Option<EntrySize>,
    /// The minimum number of pages for notes.
    pub notes: usize,
    /// An edition with more partners is bound in several volumes.
    pub partners_per_volume: usize,
    /// Whether much of a book may be substitutes for characters that no font has.
    pub allow_missing_fonts: bool,
    /// The editions that a build writes.
    pub editions: Vec<Edition>,
    /// Settings of press editions.
    pub press: PressSettings,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 inches.
    Letter,
}

/// What the partners of the paper catalogue are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// The country of the headquarters.
    Country,
    /// The highest tier.
    Tier,
    /// The first letter of the name.
    Letter,
}

/// The size of a partner's entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntrySize {
    /// Name, tier, place and contacts.
    Line,
    /// All of the record.
    Half,
    /// All of the record in larger type, with the QR code of the profile.
    Full,
}

/// Settings of press editions.
#[derive(Debug, Clone)]
pub struct PressSettings {
    /// The ICC profile of the printing condition; absent: coated offset paper.
    pub profile: Option<OutputProfile>,
    /// The condition's name in the ICC's registry, such as `FOGRA51`.
    pub condition: Option<String>,
    /// How far colours extend beyond the trimmed page, in millimetres.
    pub bleed: f64,
    /// Whether there are crop and registration marks and a slug line.
    pub marks: bool,
    /// Whether RGB colours stay as they are, for printers who convert them themselves.
    pub rgb: bool,
    /// The maximum ink coverage: the sum of all four inks, in per cent.
    pub ink_limit: u32,
    /// The minimum resolution of pictures at their printed size, in dots per inch.
    pub dpi: u32,
}

impl Default for PressSettings {
    fn default() -> Self {
        Self {
            profile: None,
            condition: None,
            bleed: 3.0,
            marks: false,
            rgb: false,
            ink_limit: 300,
            dpi: 300,
        }
    }
}

/// The ICC profile of a printing condition.
#[derive(Debug, Clone)]
pub struct OutputProfile {
    /// The file.
    pub bytes: Arc<[u8]>,
}
