//! The paper catalogue: its settings, and the books that are made.

mod edition;

use std::sync::Arc;

pub use self::edition::{Edition, EditionScope, Medium, Volume};

/// How the paper catalogue is made.
#[derive(Debug, Clone)]
pub struct PaperSettings {
    /// The size of its pages.
    pub size: PaperSize,
    /// What its sections are.
    pub group_by: GroupBy,
    /// The brand colour as cyan, magenta, yellow and black, each in per cent.
    pub brand: Option<[f64; 4]>,
    /// How much room partners have whose tier does not say.
    pub entry: Option<EntrySize>,
    /// How many pages for notes there are at least.
    pub notes: usize,
    /// A book of more partners is bound in several volumes.
    pub partners_per_volume: usize,
    /// The books that a build writes.
    pub volumes: Vec<Edition>,
    /// What the printer wants.
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

/// How much room a partner has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntrySize {
    /// Name, tier, place and contacts.
    Line,
    /// All of the record.
    Half,
    /// All of the record in larger type, with the code that leads to the profile.
    Full,
}

/// How the press edition is made.
#[derive(Debug, Clone)]
pub struct PressSettings {
    /// The ICC profile of the printing condition; absent: coated offset paper.
    pub profile: Option<OutputProfile>,
    /// The condition's name in the ICC's registry, such as `FOGRA51`.
    pub condition: Option<String>,
    /// How far colours run over the edge of the page, in millimetres.
    pub bleed: f64,
    /// Whether there are crop and registration marks and a slug line.
    pub marks: bool,
    /// Whether colours of screens may stay, for printers who mix themselves.
    pub rgb: bool,
    /// The most ink that paper takes, in per cent, all four together.
    pub ink_limit: u32,
    /// The fewest dots an inch of pictures at their printed size.
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

/// An ICC profile of a press.
#[derive(Debug, Clone)]
pub struct OutputProfile {
    /// The file.
    pub bytes: Arc<[u8]>,
}
