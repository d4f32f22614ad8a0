//! The paper catalogue: its settings, and the books that are made.

use std::sync::Arc;

use super::{Catalogue, CountryIx, Lang, PartnerIx};

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
    /// The books that a build writes.
    pub volumes: Vec<Volume>,
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

/// One PDF: what it covers, and for whom it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Volume {
    /// The language of its reader.
    pub lang: Lang,
    /// For screens or for the printer.
    pub edition: Edition,
    /// Who is in it.
    pub scope: VolumeScope,
    /// The size of its pages.
    pub size: PaperSize,
}

/// Who is in a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VolumeScope {
    /// All partners.
    Whole,
    /// The partners that can be found in one country, and what it decided.
    Country(CountryIx),
    /// One partner alone, on a sheet.
    Partner(PartnerIx),
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// For reading and for the office printer: tagged for screen readers (PDF/UA-1), with links and bookmarks.
    Screen,
    /// For the printer: PDF/X-4, with bleed, and in cyan, magenta, yellow and black.
    Press,
}

impl Volume {
    /// The whole catalogue in a language, for screens.
    pub fn whole(catalogue: &Catalogue, lang: Lang) -> Self {
        Self {
            lang,
            edition: Edition::Screen,
            scope: VolumeScope::Whole,
            size: catalogue.settings.paper.size,
        }
    }

    /// The country that it is limited to.
    pub fn country(&self) -> Option<CountryIx> {
        match self.scope {
            VolumeScope::Country(country) => Some(country),
            VolumeScope::Whole | VolumeScope::Partner(_) => None,
        }
    }

    /// The name of its file: `catalogue-en.pdf`, `catalogue-en-fr.pdf` for France, `partner-kerguelen-en.pdf` for a
    /// sheet; `-a5` where its size is not the catalogue's, and `-press` at the end of press editions.
    pub fn file_name(&self, catalogue: &Catalogue) -> String {
        let lang = catalogue.code(self.lang);
        let mut name = match self.scope {
            VolumeScope::Whole => format!("catalogue-{lang}"),
            VolumeScope::Country(country) => {
                let code = &catalogue.vocabulary.countries[country].code;
                format!("catalogue-{lang}-{}", code.to_lowercase())
            }
            VolumeScope::Partner(partner) => {
                format!("partner-{}-{lang}", catalogue.partners[partner].id)
            }
        };
        if self.size != catalogue.settings.paper.size {
            name.push_str(match self.size {
                PaperSize::A4 => "-a4",
                PaperSize::A5 => "-a5",
                PaperSize::Letter => "-letter",
            });
        }
        if self.edition == Edition::Press {
            name.push_str("-press");
        }
        name + ".pdf"
    }
}
