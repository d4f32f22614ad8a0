//! Catalogue → PDF: the paper catalogue, set by Typst.
//!
//! ```text
//!  catalogue ──data──▶ views ──glyphs──▶ one CBOR file ──┐                    ┌──▶ PDF (tagged, PDF/UA-1)
//!  theme's paper/ (Typst sources, fonts) ────────────────┴─world─▶ Typst ─▶ pages ──▶ PDF ──press──▶ PDF/X-4
//! ```
//!
//! The theme receives the catalogue as data, never as markup: text from a record cannot run as Typst code. It sees no
//! file but its own, no network, no package and no font of the machine.

mod data;
mod glyphs;
mod pictures;
mod press;
mod problems;
mod qr;
mod room;
mod typeset;
mod words;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

use self::world::{Fonts, PaperWorld};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Catalogue;
use crate::theme::Theme;

pub use self::press::{Check, Preflight, Verdict};
pub use self::typeset::Pages;
pub use self::words::words;
pub use crate::model::{Edition, PaperSize, Volume, VolumeScope};

/// A PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What a printer would find; of press editions only.
    pub preflight: Option<Preflight>,
}

/// Sets a volume of the catalogue; gives the PDF with warnings, or what stands against it.
pub fn render(
    catalogue: &Catalogue,
    theme: &Theme,
    volume: &Volume,
    today: Date,
) -> Result<(Pdf, Diagnostics), Diagnostics> {
    let mut warnings = Diagnostics::default();
    let fonts = Fonts::of(theme);
    let mut data = data::of(catalogue, theme, volume, today)?;
    glyphs::replace_missing(&mut data.value, &fonts, &mut warnings);
    room::judge(&data.texts, &mut warnings);
    let world = PaperWorld::new(theme, fonts, data::to_cbor(&data.value), today)?;
    let (mut pdf, pictures) = typeset::pdf(&world, theme, volume.edition, &mut warnings)?;
    if volume.edition == Edition::Press {
        pictures::judge(&pictures, &data.pictures, catalogue, &mut warnings);
        let settings = &catalogue.settings.paper.press;
        let intent = press::Intent::of(settings);
        let job = press::Job {
            settings,
            intent: &intent,
            slug: data.slug,
            fonts: world.fonts(),
        };
        pdf.bytes = press::finish(&pdf.bytes, &job).map_err(theme_problem)?;
        let preflight = press::preflight(&pdf.bytes, settings, &intent);
        let name = volume.file_name(catalogue);
        // Coarse pictures were named one by one.
        let coarse = warnings.iter().any(|it| it.code == Code::LowResolution);
        let findings = preflight.findings();
        let findings = findings.filter(|check| !(coarse && check.subject == press::PICTURES));
        warnings.extend(findings.map(|check| found(&name, check)));
        pdf.preflight = Some(preflight);
    }
    Ok((pdf, warnings))
}

/// Sets a volume to be looked at page by page, without writing a PDF.
pub fn pages(
    catalogue: &Catalogue,
    theme: &Theme,
    volume: &Volume,
    today: Date,
) -> Result<(Pages, Diagnostics), Diagnostics> {
    let mut warnings = Diagnostics::default();
    let fonts = Fonts::of(theme);
    let mut data = data::of(catalogue, theme, volume, today)?;
    glyphs::replace_missing(&mut data.value, &fonts, &mut warnings);
    room::judge(&data.texts, &mut warnings);
    let world = PaperWorld::new(theme, fonts, data::to_cbor(&data.value), today)?;
    let pages = typeset::preview(&world, theme, &mut warnings)?;
    Ok((pages, warnings))
}

/// The volume whose file has this name: one that the catalogue lists, or the whole or a country's for screens, which
/// can always be had.
pub fn volume_named(catalogue: &Catalogue, name: &str) -> Option<Volume> {
    let listed = catalogue.settings.paper.volumes.iter().copied();
    let countries = catalogue.vocabulary.countries.indexes();
    let scopes: Vec<_> = std::iter::once(VolumeScope::Whole)
        .chain(countries.map(VolumeScope::Country))
        .collect();
    let of_language = |lang| {
        let whole = Volume::whole(catalogue, lang);
        scopes.iter().map(move |&scope| Volume { scope, ..whole })
    };
    listed
        .chain(catalogue.languages().flat_map(of_language))
        .find(|volume| volume.file_name(catalogue) == name)
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
