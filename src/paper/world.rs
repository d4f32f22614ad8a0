//! Typst's environment: the files and fonts of the theme's `paper/` folder, the data, and the date. Built by
//! [`PaperWorld::new`].

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontStyle};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::theme_problem;
use crate::diagnostic::Diagnostics;
use crate::theme::Theme;

/// The path of the file with the data.
const DATA: &str = "/catalogue.cbor";
/// The main file of the theme's paper.
const ENTRY_POINT: &str = "catalogue.typ";

/// The fonts of the theme's `paper/` folder, in the order of their files.
pub(super) struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    pub(super) fn new(theme: &Theme) -> Self {
        let is_font = |path: &str| {
            [".otf", ".ttf", ".otc", ".ttc"]
                .iter()
                .any(|extension| path.to_lowercase().ends_with(extension))
        };
        let fonts: Vec<_> = theme
            .folder("paper/")
            .filter(|(path, _)| is_font(path))
            .flat_map(|(_, file)| Font::iter(Bytes::new(Arc::clone(&file.bytes))))
            .collect();
        let mut book = FontBook::new();
        for font in &fonts {
            book.push(font.info().clone());
        }
        Self {
            book: LazyHash::new(book),
            fonts,
        }
    }

    /// The bytes of each face and its index in them, beginning with upright faces of regular weight.
    pub(super) fn faces(&self) -> Vec<(&[u8], u32)> {
        let mut fonts: Vec<_> = self.fonts.iter().collect();
        fonts.sort_by_key(|font| {
            let variant = font.info().variant;
            let weight = variant.weight.to_number().abs_diff(400);
            (variant.style != FontStyle::Normal, weight)
        });
        fonts
            .into_iter()
            .map(|font| (font.data().as_slice(), font.index()))
            .collect()
    }

    /// Whether a font has a glyph for the character.
    pub(super) fn have(&self, character: char) -> bool {
        self.fonts
            .iter()
            .any(|font| font.info().coverage.contains(u32::from(character)))
    }
}

/// The environment of one volume. It does not change during a compilation.
pub(super) struct PaperWorld {
    library: LazyHash<Library>,
    fonts: Fonts,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    today: Date,
}

impl PaperWorld {
    pub(super) fn new(
        theme: &Theme,
        fonts: Fonts,
        data: Vec<u8>,
        today: Date,
    ) -> Result<Self, Diagnostics> {
        let main = id(ENTRY_POINT).expect("the entry point's path is a plain name");
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        for (path, file) in theme.folder("paper/") {
            // A file whose path is invalid in Typst, such as `a\b`, cannot be requested either.
            let Some(id) = id(path) else { continue };
            if path.ends_with(".typ") {
                let text = std::str::from_utf8(&file.bytes)
                    .map_err(|_| theme_problem(format!("`paper/{path}` is not UTF-8")))?;
                sources.insert(id, Source::new(id, text.to_owned()));
            } else {
                files.insert(id, Bytes::new(Arc::clone(&file.bytes)));
            }
        }
        if !sources.contains_key(&main) {
            return Err(theme_problem(format!(
                "the theme has no `paper/{ENTRY_POINT}`"
            )));
        }
        files.extend(id(DATA).map(|id| (id, Bytes::new(data))));
        // For tables whose first column has row headers.
        let features = [Feature::A11yExtras].into_iter().collect();
        Ok(Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            fonts,
            main,
            sources,
            files,
            today,
        })
    }
}

impl PaperWorld {
    /// The theme's fonts.
    pub(super) fn fonts(&self) -> &Fonts {
        &self.fonts
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(source) = self.sources.get(&id) {
            return Ok(Bytes::from_string(source.text().to_owned()));
        }
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let [month, day] = [self.today.month(), self.today.day()].map(i8::unsigned_abs);
        Datetime::from_ymd(i32::from(self.today.year()), month, day)
    }
}

/// The path of a file in the theme's folder, as messages show it.
pub(super) fn path_of(id: FileId) -> String {
    format!("paper/{}", id.get().vpath().get_without_slash())
}

fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_found(id: FileId) -> FileError {
    match id.get().root() {
        VirtualRoot::Package(_) => {
            FileError::Other(Some("packages are not available to paper themes".into()))
        }
        VirtualRoot::Project => FileError::NotFound(path_of(id).into()),
    }
}
