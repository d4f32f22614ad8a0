//! `[paper]` in `content/catalogue.toml`.

use super::{cmyk, integer};
use crate::diagnostic::{Code, Diagnostic};
use crate::load::reader::Table;
use crate::model::{EntrySize, GroupBy, Medium, PaperSize};
use crate::source::{Span, Spanned};

/// The settings of the paper catalogue as written.
#[derive(Debug, Clone, Default)]
pub struct PaperRecord {
    /// The size of its pages.
    pub size: Option<PaperSize>,
    /// Its sections.
    pub group_by: Option<GroupBy>,
    /// The brand colour in print.
    pub brand: Option<[f64; 4]>,
    /// The size of entries whose tier does not set it.
    pub entry: Option<EntrySize>,
    /// The number of pages for notes.
    pub notes: Option<i64>,
    /// The most partners in a volume.
    pub partners_per_volume: Option<i64>,
    /// Whether characters that no font has are no error.
    pub allow_missing_fonts: Option<bool>,
    /// The books.
    pub volumes: Vec<VolumeRecord>,
    /// The press edition.
    pub press: PressRecord,
}

/// Editions as written: one for each medium, language and country or partner.
#[derive(Debug, Clone)]
pub struct VolumeRecord {
    /// Its position.
    pub span: Span,
    /// The editions; empty: the screen edition.
    pub editions: Vec<Medium>,
    /// Codes of languages; empty: all.
    pub languages: Vec<Spanned<String>>,
    /// Codes of countries; each gets an edition.
    pub countries: Vec<Spanned<String>>,
    /// Ids of partners; each gets a sheet.
    pub partners: Vec<Spanned<String>>,
    /// The page size, if it differs from that of the catalogue.
    pub size: Option<PaperSize>,
}

/// Settings of the press edition, as written.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "the same names as in `model::PressSettings`")]
pub struct PressRecord {
    pub profile: Option<Spanned<String>>,
    pub condition: Option<Spanned<String>>,
    pub bleed: Option<f64>,
    pub marks: Option<bool>,
    pub rgb: Option<bool>,
    pub ink_limit: Option<i64>,
    pub dpi: Option<i64>,
}

/// Names of the sizes of entries.
pub(in crate::load) const ENTRIES: [(&str, EntrySize); 3] = [
    ("full", EntrySize::Full),
    ("half", EntrySize::Half),
    ("line", EntrySize::Line),
];

const SIZES: [(&str, PaperSize); 3] = [
    ("A4", PaperSize::A4),
    ("A5", PaperSize::A5),
    ("letter", PaperSize::Letter),
];
const EDITIONS: [(&str, Medium); 2] = [("screen", Medium::Screen), ("press", Medium::Press)];
/// Sections that are indexes.
const GROUPS: [(&str, GroupBy); 3] = [
    ("country", GroupBy::Country),
    ("tier", GroupBy::Tier),
    ("letter", GroupBy::Letter),
];

/// The most pages for notes.
const NOTES_AT_MOST: i64 = 64;
/// The most partners in a volume: more cannot be bound, nor laid out on an office computer.
const PARTNERS_AT_MOST: i64 = 10_000;
/// The largest bleed that a press needs, in millimetres.
const BLEED_AT_MOST: f64 = 20.0;

pub(super) fn read(table: &Table<'_>) -> PaperRecord {
    PaperRecord {
        size: table.one_of("size", &SIZES),
        group_by: table.one_of("group_by", &GROUPS),
        brand: cmyk(table, "brand"),
        entry: table.one_of("entry", &ENTRIES),
        notes: integer(table, "notes", 0, NOTES_AT_MOST),
        partners_per_volume: integer(table, "partners_per_volume", 1, PARTNERS_AT_MOST),
        allow_missing_fonts: table.boolean("allow_missing_fonts").map(|it| it.value),
        volumes: table.tables("volumes").iter().map(volume).collect(),
        press: table
            .table("press")
            .as_ref()
            .map_or_else(PressRecord::default, press),
    }
}

fn volume(table: &Table<'_>) -> VolumeRecord {
    let editions = table.value("editions");
    VolumeRecord {
        span: table.span(),
        editions: editions.map_or_else(Vec::new, |list| list.words("editions", &EDITIONS)),
        languages: table.list("languages"),
        countries: table.list("countries"),
        partners: table.list("partners"),
        size: table.one_of("size", &SIZES),
    }
}

fn press(table: &Table<'_>) -> PressRecord {
    PressRecord {
        profile: table.text("profile"),
        condition: table.text("condition"),
        bleed: bleed(table),
        marks: table.boolean("marks").map(|it| it.value),
        rgb: table.boolean("rgb").map(|it| it.value),
        ink_limit: integer(table, "ink_limit", 200, 400),
        dpi: integer(table, "dpi", 72, 2400),
    }
}

fn bleed(table: &Table<'_>) -> Option<f64> {
    let bleed = table.measurement("bleed")?;
    if !(0.0..=BLEED_AT_MOST).contains(&bleed.value) {
        let message = format!("`bleed` must be from 0 to {BLEED_AT_MOST} millimetres");
        let help = "printers mostly ask for 3";
        table.push(Diagnostic::new(Code::InvalidValue, bleed.span, message).help(help));
        return None;
    }
    Some(bleed.value)
}
