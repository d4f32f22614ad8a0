//! Kinds of files and their fields, which are recorded from the functions that read them. Entry point:
//! [`FileKind::fields`].

use super::front_matter::PageKind;
use super::reader::{FileReader, Shape};
use super::{front_matter, partner, programme, settings, theme, vocabulary};
use crate::source::Sources;

/// A kind of file with facts in TOML.
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
    /// The front matter of `content/pages/<page>.<lang>.md`.
    Page,
    /// The front matter of a programme's `<text>.<lang>.md`.
    Prose,
    /// `themes/<theme>/theme.toml`.
    Theme,
}

/// Front matter with nothing in it.
const NO_FRONT: &str = "+++\n+++\n";

impl FileKind {
    /// All kinds.
    pub const ALL: [FileKind; 8] = [
        FileKind::Catalogue,
        FileKind::Vocabulary,
        FileKind::Programme,
        FileKind::Country,
        FileKind::Partner,
        FileKind::Page,
        FileKind::Prose,
        FileKind::Theme,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            FileKind::Catalogue => "catalogue",
            FileKind::Vocabulary => "vocabulary",
            FileKind::Programme => "programme",
            FileKind::Country => "country",
            FileKind::Partner => "partner",
            FileKind::Page => "page",
            FileKind::Prose => "prose",
            FileKind::Theme => "theme",
        }
    }

    /// The fields that such a file may have.
    pub fn fields(self) -> Shape {
        let file = Sources::default().add("", "");
        FileReader::record(file, |reader| match self {
            FileKind::Catalogue => drop(settings::read("", reader, file)),
            FileKind::Vocabulary => drop(vocabulary::read("", reader, file)),
            FileKind::Programme => drop(programme::read("", reader, file, "")),
            FileKind::Country => drop(programme::read_country("", reader, file, "")),
            FileKind::Partner => drop(partner::read("", reader, file, "")),
            FileKind::Page => drop(front_matter::read(
                NO_FRONT,
                reader,
                file,
                PageKind::Standalone,
            )),
            // Only a tier's text may be without a title.
            FileKind::Prose => drop(front_matter::read(NO_FRONT, reader, file, PageKind::Tier)),
            FileKind::Theme => drop(theme::read_settings("", reader)),
        })
    }
}
