//! The fields of each kind of file, recorded from the functions that read it.

use super::reader::{FileReader, Shape};
use super::{partner, programme, settings, vocabulary};
use crate::source::Sources;

/// A kind of TOML file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `content/catalogue.toml`.
    Catalogue,
    /// `content/vocabulary.toml`.
    Vocabulary,
    /// `programme.toml`.
    Programme,
    /// `countries/<CC>.toml` of a programme.
    Country,
    /// `partners/**/<id>.toml`.
    Partner,
}

impl FileKind {
    /// All kinds.
    pub const ALL: [FileKind; 5] = [
        FileKind::Catalogue,
        FileKind::Vocabulary,
        FileKind::Programme,
        FileKind::Country,
        FileKind::Partner,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Catalogue => "catalogue",
            FileKind::Vocabulary => "vocabulary",
            FileKind::Programme => "programme",
            FileKind::Country => "country",
            FileKind::Partner => "partner",
        }
    }

    /// What such a file may hold.
    pub fn fields(self) -> Shape {
        let file = Sources::default().add("", "");
        FileReader::record(file, |reader| match self {
            FileKind::Catalogue => drop(settings::read("", reader, file)),
            FileKind::Vocabulary => drop(vocabulary::read("", reader, file)),
            FileKind::Programme => drop(programme::read("", reader, file, "")),
            FileKind::Country => drop(programme::read_country("", reader, file, "")),
            FileKind::Partner => drop(partner::read("", reader, file, "")),
        })
    }
}
