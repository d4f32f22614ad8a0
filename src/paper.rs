//! Catalogue → PDF: the paper catalogue, set by Typst.
//!
//! ```text
//!  catalogue ──data──▶ views ──glyphs──▶ one CBOR file ──┐
//!  theme's paper/ (Typst sources, fonts) ────────────────┴──world──▶ Typst ──▶ pages ──▶ PDF (tagged, PDF/UA-1)
//! ```
//!
//! The theme receives the catalogue as data, never as markup: text from a record cannot run as Typst code. It sees no
//! file but its own, no network, no package and no font of the machine.

mod data;
mod glyphs;
mod problems;
mod qr;
mod typeset;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, CountryIx, Lang};
use crate::theme::Theme;

/// One PDF: what it covers, and for whom it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Volume {
    /// The language of its reader.
    pub lang: Lang,
    /// For screens or for the printer.
    pub edition: Edition,
    /// The country it is limited to; absent: all partners.
    pub country: Option<CountryIx>,
}

/// What an edition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// For reading and for the office printer: tagged for screen readers (PDF/UA-1), with links and bookmarks.
    Screen,
    /// For the printer: bleed, colours in cyan, magenta, yellow and black; neither tags nor links' colours. It is a
    /// plain PDF 1.6, not yet PDF/X: pictures keep the colours of screens, and there is no output intent.
    Press,
}

/// A PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Sets a volume of the catalogue; gives the PDF with warnings, or what stands against it.
pub fn render(
    catalogue: &Catalogue,
    theme: &Theme,
    volume: &Volume,
    today: Date,
) -> Result<(Pdf, Diagnostics), Diagnostics> {
    let mut warnings = Diagnostics::default();
    let fonts = world::Fonts::of(theme);
    let mut data = data::of(catalogue, theme, volume, today)?;
    glyphs::replace_missing(&mut data, &fonts, &mut warnings);
    let world = world::PaperWorld::new(theme, fonts, data::to_cbor(&data), today)?;
    let pdf = typeset::pdf(&world, theme, volume.edition, &mut warnings)?;
    Ok((pdf, warnings))
}

/// The name of a volume's file: `catalogue-en.pdf`, `catalogue-en-fr.pdf` for the volume of France; press editions
/// end in `-press.pdf`.
pub fn file_name(catalogue: &Catalogue, volume: &Volume) -> String {
    let lang = catalogue.code(volume.lang);
    let country = volume.country.map_or(String::new(), |country| {
        format!(
            "-{}",
            catalogue.vocabulary.countries[country].code.to_lowercase()
        )
    });
    let edition = match volume.edition {
        Edition::Screen => "",
        Edition::Press => "-press",
    };
    format!("catalogue-{lang}{country}{edition}.pdf")
}

/// A problem of the theme as a whole.
fn theme_problem(message: impl Into<String>) -> Diagnostics {
    let mut problems = Diagnostics::default();
    problems.push(Diagnostic::without_place(Code::PaperTemplate, message));
    problems
}
