//! Catalogue → PDF: the paper catalogue, set by Typst.
//!
//! ```text
//!  catalogue ──data──▶ views ──glyphs──▶ one CBOR file ──┐                    ┌──▶ PDF (tagged, PDF/UA-1)
//!  theme's paper/ (Typst sources, fonts) ────────────────┴─world─▶ Typst ─▶ pages ──▶ PDF ──press──▶ PDF/X-4
//! ```
//!
//! A book of many partners is bound in several PDFs (`binding`), set one after the other.
//!
//! The theme receives the catalogue as data, never as markup: text from a record cannot run as Typst code. It sees no
//! file but its own, no network, no package and no font of the machine.

mod data;
mod extract_text;
mod glyphs;
mod page_positions;
mod pictures;
mod press;
mod problems;
mod qr;
mod text_limits;
mod typeset;
mod volumes;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::page_positions::Landmarks;
use self::pictures::Hash;
use self::typeset::Memory;
use self::volumes::{Bound, Pass, Wanted};
use self::world::{Fonts, PaperWorld};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, PictureIx, PressSettings};
use crate::theme::Theme;

pub use self::extract_text::words;
pub use self::press::{Check, Preflight, Verdict};
pub use self::typeset::Pages;
pub use crate::model::{Edition, EditionScope, Medium, PaperSize, Volume};

/// A PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The name of its file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What a printer would find; of press editions only.
    pub preflight: Option<Preflight>,
}

/// Sets a book; gives its PDFs, mostly one, with warnings, or what stands against it.
pub fn render(
    catalogue: &Catalogue,
    theme: &Theme,
    volume: &Edition,
    today: Date,
) -> Result<(Vec<Pdf>, Diagnostics), Diagnostics> {
    let book = Book::new(catalogue, theme, volume, today);
    let mut warnings = Diagnostics::default();
    let pdfs = book.bind(Wanted::All, &mut warnings, |manuscript, warnings| {
        manuscript.pdf(&book, warnings)
    })?;
    Ok((pdfs, warnings))
}

/// The same for one PDF of a book: those before it must be set for its page numbers, but are not written.
pub fn render_one(
    catalogue: &Catalogue,
    theme: &Theme,
    (volume, tome): (Edition, Volume),
    today: Date,
) -> Result<(Pdf, Diagnostics), Diagnostics> {
    let book = Book::new(catalogue, theme, &volume, today);
    let mut warnings = Diagnostics::default();
    let wanted = Wanted::One(tome.number);
    let pdfs = book.bind(wanted, &mut warnings, |manuscript, warnings| {
        manuscript.pdf(&book, warnings)
    })?;
    Ok((only(pdfs), warnings))
}

/// Sets one PDF of a book to be looked at page by page, without writing it.
pub fn pages(
    catalogue: &Catalogue,
    theme: &Theme,
    (volume, tome): (Edition, Volume),
    today: Date,
) -> Result<(Pages, Diagnostics), Diagnostics> {
    let book = Book::new(catalogue, theme, &volume, today);
    let mut warnings = Diagnostics::default();
    // Of several tomes the one that was set last is not the one that is set next.
    let memory = if tome.is_only() {
        Memory::LastTwo
    } else {
        Memory::Nothing
    };
    let wanted = Wanted::One(tome.number);
    let pages = book.bind(wanted, &mut warnings, |manuscript, warnings| {
        typeset::preview(&manuscript.world, theme, memory, warnings)
    })?;
    Ok((only(pages), warnings))
}

fn only<T>(made: Vec<T>) -> T {
    let mut made = made.into_iter();
    made.next().expect("a tome that is wanted is made")
}

/// A book that is to be set.
struct Book<'a> {
    catalogue: &'a Catalogue,
    theme: &'a Theme,
    volume: Edition,
    today: Date,
}

/// One of its tomes, ready to be set.
struct Manuscript {
    world: PaperWorld,
    tome: Volume,
    /// The pictures in it, by their bytes.
    pictures: BTreeMap<Hash, PictureIx>,
    /// What stands on the sheets of the press.
    slug: String,
}

impl<'a> Book<'a> {
    fn new(catalogue: &'a Catalogue, theme: &'a Theme, volume: &Edition, today: Date) -> Self {
        Self {
            catalogue,
            theme,
            volume: *volume,
            today,
        }
    }

    /// Sets the tomes that are wanted.
    fn bind<T>(
        &self,
        wanted: Wanted,
        warnings: &mut Diagnostics,
        make: impl Fn(&Manuscript, &mut Diagnostics) -> Result<(T, Landmarks), Diagnostics>,
    ) -> Result<Vec<T>, Diagnostics> {
        let of = self.volume.tomes(self.catalogue).count();
        volumes::bind(of, wanted, |bound, pass| match pass {
            Pass::Trial => {
                let manuscript = self.manuscript(bound, &mut Diagnostics::default())?;
                Ok((None, typeset::trial(&manuscript.world, self.theme)?))
            }
            Pass::Final => {
                let manuscript = self.manuscript(bound, warnings)?;
                let (made, landmarks) = make(&manuscript, warnings)?;
                Ok((Some(made), landmarks))
            }
        })
    }

    fn manuscript(
        &self,
        bound: &Bound,
        warnings: &mut Diagnostics,
    ) -> Result<Manuscript, Diagnostics> {
        let fonts = Fonts::of(self.theme);
        let mut data = data::of(self.catalogue, self.theme, &self.volume, bound, self.today)?;
        glyphs::replace_missing(&mut data.value, &fonts, warnings);
        text_limits::judge(&data.texts, warnings);
        let cbor = data::to_cbor(&data.value);
        Ok(Manuscript {
            world: PaperWorld::new(self.theme, fonts, cbor, self.today)?,
            tome: bound.tome,
            pictures: data.pictures,
            slug: data.slug,
        })
    }
}

impl Manuscript {
    /// Sets it and writes the PDF.
    fn pdf(
        &self,
        book: &Book<'_>,
        warnings: &mut Diagnostics,
    ) -> Result<(Pdf, Landmarks), Diagnostics> {
        let Book {
            catalogue, volume, ..
        } = book;
        let memory = if self.tome.is_only() {
            Memory::UntilWritten
        } else {
            Memory::Nothing
        };
        let (mut pdf, pictures, landmarks) =
            typeset::pdf(&self.world, book.theme, (volume.edition, memory), warnings)?;
        pdf.name = volume.tome_name(catalogue, self.tome);
        if volume.edition == Medium::Press {
            pictures::judge(&pictures, &self.pictures, catalogue, warnings);
            self.press(&mut pdf, &catalogue.settings.paper.press, warnings)?;
        }
        Ok((pdf, landmarks))
    }

    /// Finishes the PDF for the press, and looks it over.
    fn press(
        &self,
        pdf: &mut Pdf,
        settings: &PressSettings,
        warnings: &mut Diagnostics,
    ) -> Result<(), Diagnostics> {
        let intent = press::Intent::of(settings);
        let job = press::Job {
            settings,
            intent: &intent,
            slug: self.slug.clone(),
            fonts: self.world.fonts(),
        };
        pdf.bytes = press::finish(std::mem::take(&mut pdf.bytes), &job).map_err(theme_problem)?;
        let preflight = press::preflight(&pdf.bytes, settings, &intent);
        // Coarse pictures were named one by one.
        let coarse = warnings.iter().any(|it| it.code == Code::LowResolution);
        let findings = preflight.findings();
        let findings = findings.filter(|check| !(coarse && check.subject == press::PICTURES));
        warnings.extend(findings.map(|check| found(&pdf.name, check)));
        pdf.preflight = Some(preflight);
        Ok(())
    }
}

/// The book and the tome whose file has this name: of those that the catalogue lists, or the whole or a country's for
/// screens, which can always be had.
pub fn volume_named(catalogue: &Catalogue, name: &str) -> Option<(Edition, Volume)> {
    let listed = catalogue.settings.paper.volumes.iter().copied();
    let countries = catalogue.vocabulary.countries.indexes();
    let scopes: Vec<_> = std::iter::once(EditionScope::Whole)
        .chain(countries.map(EditionScope::Country))
        .collect();
    let of_language = |lang| {
        let whole = Edition::whole(catalogue, lang);
        scopes.iter().map(move |&scope| Edition { scope, ..whole })
    };
    listed
        .chain(catalogue.languages().flat_map(of_language))
        .flat_map(|volume| volume.tomes(catalogue).map(move |tome| (volume, tome)))
        .find(|(volume, tome)| volume.tome_name(catalogue, *tome) == name)
}

/// What a preflight found, as a warning.
fn found(name: &str, check: &Check) -> Diagnostic {
    let message = format!("{} in `{name}`: {}", check.subject, check.finding);
    Diagnostic::without_place(Code::Preflight, message).maybe_help(check.remedy.clone())
}

/// A problem of the theme as a whole.
fn theme_problem(message: impl Into<String>) -> Diagnostics {
    let mut problems = Diagnostics::default();
    problems.push(Diagnostic::without_place(Code::PaperTemplate, message));
    problems
}
