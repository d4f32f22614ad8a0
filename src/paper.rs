//! The paper catalogue: catalogue → PDFs, typeset by Typst. Entry point: [`render`].
//!
//! ```text
//!  catalogue ──data──▶ views ──glyphs──▶ one CBOR file ──┐                    ┌──▶ PDF (tagged, PDF/UA-1)
//!  theme's paper/ (Typst sources, fonts) ────────────────┴─world─▶ Typst ─▶ pages ──▶ PDF ──press──▶ PDF/X-4
//! ```
//!
//! An edition of many partners is bound in several volumes (`volumes`), each a PDF, typeset one after the other.
//!
//! The theme receives the catalogue as data, never as markup: text from a record cannot run as Typst code. The theme can
//! read its own files only; it has no network, no packages and no system fonts.

mod cache;
mod data;
mod diagnostics;
mod extract_text;
mod glyphs;
mod internal_error;
mod page_positions;
mod pictures;
mod press;
mod qr;
mod text_limits;
mod typeset;
mod volumes;
mod world;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;

use self::cache::CachePolicy;
use self::page_positions::PagePositions;
use self::pictures::PictureHash;
use self::volumes::{Pass, VolumeContext, VolumeSelection};
use self::world::{Fonts, PaperWorld};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Catalogue, PictureIx, PressSettings};
use crate::theme::Theme;

pub use self::extract_text::{PdfText, extract_text};
pub use self::glyphs::MissingGlyphs;
pub use self::press::{Preflight, PreflightCheck, PreflightOutcome};
pub use self::typeset::TypesetPages;
pub use crate::model::{Edition, EditionScope, Medium, PaperSize, Volume};

/// A PDF.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The name of its file.
    pub name: String,
    /// The content of its file.
    pub bytes: Vec<u8>,
    /// The number of pages.
    pub pages: usize,
    /// The preflight report; press editions only.
    pub preflight: Option<Preflight>,
}

/// Renders an edition. Returns its PDFs, one for each volume, and the warnings.
///
/// # Errors
///
/// The problems that prevent a PDF: a mistake in the theme's Typst files, or a language without data.
pub fn render(
    catalogue: &Catalogue,
    theme: &Theme,
    edition: &Edition,
    today: Date,
) -> Result<(Vec<Pdf>, Diagnostics), Diagnostics> {
    let mut rendered = render_edition(catalogue, theme, edition, today)?;
    let is_allowed = may_lack_fonts(catalogue, edition);
    let missing = rendered.missing_glyphs.into_problems(theme, is_allowed);
    if missing.errors() > 0 {
        return Err(missing);
    }
    rendered.warnings.append(missing);
    Ok((rendered.pdfs, rendered.warnings))
}

/// An edition, whose missing glyphs are not reported yet.
pub struct RenderedEdition {
    /// Its volumes, usually one.
    pub pdfs: Vec<Pdf>,
    /// Its other warnings.
    pub warnings: Diagnostics,
    /// The characters that no font has.
    pub missing_glyphs: MissingGlyphs,
}

/// Renders an edition without reporting its missing glyphs, so that several editions report them together.
///
/// # Errors
///
/// As for [`render`], except for missing fonts.
pub fn render_edition(
    catalogue: &Catalogue,
    theme: &Theme,
    edition: &Edition,
    today: Date,
) -> Result<RenderedEdition, Diagnostics> {
    let job = EditionJob::new(catalogue, theme, edition, today);
    let mut warnings = Diagnostics::default();
    let pdfs = job.run(
        VolumeSelection::All,
        &mut warnings,
        |volume_job, warnings| volume_job.pdf(&job, warnings),
    )?;
    Ok(RenderedEdition {
        pdfs,
        warnings,
        missing_glyphs: job.missing_glyphs.into_inner(),
    })
}

/// Whether an edition may lack a whole script: one of a single partner is no book.
pub fn may_lack_fonts(catalogue: &Catalogue, edition: &Edition) -> bool {
    catalogue.settings.paper.allow_missing_fonts
        || matches!(edition.scope, EditionScope::Partner(_))
}

/// Everything that the PDFs of an edition depend on, besides the theme's files, as bytes to compare: typesetting them
/// takes much longer.
///
/// # Errors
///
/// If the language of the edition has no data.
pub fn input(
    catalogue: &Catalogue,
    theme: &Theme,
    edition: &Edition,
    today: Date,
) -> Result<Vec<u8>, Diagnostics> {
    let whole = VolumeContext {
        volume: Volume::ONLY,
        positions: vec![PagePositions::default()],
    };
    let data = data::new(catalogue, theme, edition, &whole, today)?;
    let mut input = data::to_cbor(&data.value);
    input.extend(data.slug.as_bytes());
    if edition.medium == Medium::Press {
        let PressSettings {
            profile,
            condition,
            bleed,
            marks,
            rgb,
            ink_limit,
            dpi,
        } = &catalogue.settings.paper.press;
        let settings = (condition, bleed, marks, rgb, ink_limit, dpi);
        input.extend(format!("{settings:?}").bytes());
        input.extend(profile.iter().flat_map(|profile| &*profile.bytes));
    }
    input.extend(env!("CARGO_PKG_VERSION").as_bytes());
    Ok(input)
}

/// Renders one volume of an edition. The volumes before it are typeset for its page numbers, but not written.
///
/// # Errors
///
/// As for [`render`].
pub fn render_volume(
    catalogue: &Catalogue,
    theme: &Theme,
    (edition, volume): (Edition, Volume),
    today: Date,
) -> Result<(Pdf, Diagnostics), Diagnostics> {
    let job = EditionJob::new(catalogue, theme, &edition, today);
    let mut warnings = Diagnostics::default();
    let selection = VolumeSelection::One(volume.number);
    let pdfs = job.run(selection, &mut warnings, |volume_job, warnings| {
        volume_job.pdf(&job, warnings)
    })?;
    warnings.append(job.missing_glyphs.take().into_problems(theme, true));
    Ok((first(pdfs), warnings))
}

/// Typesets one volume of an edition for a preview page by page, without writing a PDF.
///
/// # Errors
///
/// As for [`render`].
pub fn preview(
    catalogue: &Catalogue,
    theme: &Theme,
    (edition, volume): (Edition, Volume),
    today: Date,
) -> Result<(TypesetPages, Diagnostics), Diagnostics> {
    let job = EditionJob::new(catalogue, theme, &edition, today);
    let mut warnings = Diagnostics::default();
    // With several volumes, the next compilation is of another volume than the last.
    let policy = if volume.is_only() {
        CachePolicy::KeepLastTwo
    } else {
        CachePolicy::Evict
    };
    let selection = VolumeSelection::One(volume.number);
    let pages = job.run(selection, &mut warnings, |volume_job, warnings| {
        typeset::preview(&volume_job.world, theme, policy, warnings)
    })?;
    warnings.append(job.missing_glyphs.take().into_problems(theme, true));
    Ok((first(pages), warnings))
}

fn first<T>(results: Vec<T>) -> T {
    let mut results = results.into_iter();
    results.next().expect("the selected volume has a result")
}

/// The rendering of an edition.
struct EditionJob<'a> {
    catalogue: &'a Catalogue,
    theme: &'a Theme,
    edition: Edition,
    today: Date,
    missing_glyphs: RefCell<MissingGlyphs>,
}

/// The rendering of one of its volumes.
struct VolumeJob {
    world: PaperWorld,
    volume: Volume,
    /// The pictures in it, by the hash of their bytes.
    pictures: BTreeMap<PictureHash, PictureIx>,
    /// The text outside the trimmed page, on press sheets.
    slug: String,
}

impl<'a> EditionJob<'a> {
    fn new(catalogue: &'a Catalogue, theme: &'a Theme, edition: &Edition, today: Date) -> Self {
        Self {
            catalogue,
            theme,
            edition: *edition,
            today,
            missing_glyphs: RefCell::default(),
        }
    }

    /// Typesets the selected volumes; `finish` turns each into its result.
    fn run<T>(
        &self,
        selection: VolumeSelection,
        warnings: &mut Diagnostics,
        finish: impl Fn(&VolumeJob, &mut Diagnostics) -> Result<(T, PagePositions), Diagnostics>,
    ) -> Result<Vec<T>, Diagnostics> {
        let count = self.edition.volumes(self.catalogue).count();
        let bind = || {
            volumes::bind(count, selection, |context, pass| match pass {
                Pass::Trial => {
                    let volume_job = self.volume_job(context, &mut Diagnostics::default())?;
                    Ok((None, typeset::trial(&volume_job.world, self.theme)?))
                }
                Pass::Final => {
                    let volume_job = self.volume_job(context, warnings)?;
                    let (result, positions) = finish(&volume_job, warnings)?;
                    Ok((Some(result), positions))
                }
            })
        };
        internal_error::caught(self.catalogue, &self.edition, bind)
    }

    fn volume_job(
        &self,
        context: &VolumeContext,
        warnings: &mut Diagnostics,
    ) -> Result<VolumeJob, Diagnostics> {
        let fonts = Fonts::new(self.theme);
        let mut data = data::new(
            self.catalogue,
            self.theme,
            &self.edition,
            context,
            self.today,
        )?;
        let mut missing_glyphs = self.missing_glyphs.borrow_mut();
        glyphs::replace_missing(&mut data.value, &fonts, &mut missing_glyphs);
        text_limits::check(&data.texts, warnings);
        let cbor = data::to_cbor(&data.value);
        Ok(VolumeJob {
            world: PaperWorld::new(self.theme, fonts, cbor, self.today)?,
            volume: context.volume,
            pictures: data.pictures,
            slug: data.slug,
        })
    }
}

impl VolumeJob {
    /// Typesets the volume and writes the PDF.
    fn pdf(
        &self,
        job: &EditionJob<'_>,
        warnings: &mut Diagnostics,
    ) -> Result<(Pdf, PagePositions), Diagnostics> {
        let EditionJob {
            catalogue, edition, ..
        } = job;
        let policy = if self.volume.is_only() {
            CachePolicy::EvictAfterWriting
        } else {
            CachePolicy::Evict
        };
        let written = typeset::pdf(&self.world, job.theme, (edition.medium, policy), warnings)?;
        let mut pdf = written.pdf;
        pdf.name = edition.volume_file_name(catalogue, self.volume);
        if edition.medium == Medium::Press {
            let sizes = &written.printed_sizes;
            pictures::check_resolution(sizes, &self.pictures, catalogue, warnings);
            self.finish_for_press(&mut pdf, &catalogue.settings.paper.press, warnings)?;
        }
        Ok((pdf, written.positions))
    }

    /// Converts the PDF to PDF/X-4 and runs the preflight.
    fn finish_for_press(
        &self,
        pdf: &mut Pdf,
        settings: &PressSettings,
        warnings: &mut Diagnostics,
    ) -> Result<(), Diagnostics> {
        let intent = press::OutputIntent::new(settings);
        let job = press::PressJob {
            settings,
            intent: &intent,
            slug: self.slug.clone(),
            fonts: self.world.fonts(),
        };
        pdf.bytes = press::finish(std::mem::take(&mut pdf.bytes), &job).map_err(theme_problem)?;
        let preflight = press::preflight(&pdf.bytes, settings, &intent);
        // Pictures of low resolution already have a warning each.
        let low_resolution = warnings
            .iter()
            .any(|warning| warning.code == Code::LowResolution);
        let findings = preflight
            .findings()
            .filter(|check| !(low_resolution && check.subject == press::PICTURES))
            .map(|check| preflight_warning(&pdf.name, check));
        warnings.extend(findings);
        pdf.preflight = Some(preflight);
        Ok(())
    }
}

/// The edition and the volume whose file has this name: one of those that the catalogue lists, or the screen edition of
/// the whole catalogue, which is always available.
pub fn find_edition(catalogue: &Catalogue, file_name: &str) -> Option<(Edition, Volume)> {
    available_volumes(catalogue)
        .find(|(edition, volume)| edition.volume_file_name(catalogue, *volume) == file_name)
}

/// The volumes of the whole catalogue in each language, for screens, and those of the editions that the catalogue lists.
pub fn available_volumes(catalogue: &Catalogue) -> impl Iterator<Item = (Edition, Volume)> {
    let whole = catalogue
        .languages()
        .map(|lang| Edition::whole(catalogue, lang));
    whole
        .chain(catalogue.settings.paper.editions.iter().copied())
        .flat_map(|edition| {
            edition
                .volumes(catalogue)
                .map(move |volume| (edition, volume))
        })
}

/// The warning for a preflight check that did not pass.
fn preflight_warning(file_name: &str, check: &PreflightCheck) -> Diagnostic {
    let message = format!("{} in `{file_name}`: {}", check.subject, check.finding);
    Diagnostic::without_place(Code::Preflight, message).maybe_help(check.remedy.clone())
}

/// A problem of the theme as a whole.
fn theme_problem(message: impl Into<String>) -> Diagnostics {
    let mut problems = Diagnostics::default();
    problems.push(Diagnostic::without_place(Code::PaperTemplate, message));
    problems
}
