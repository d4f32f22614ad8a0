//! World → PDF: the only place where Typst runs.

use std::thread;

use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::world::PaperWorld;
use super::{Edition, Pdf, problems, theme_problem};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::theme::Theme;

/// Typst recurses with the nesting of what it sets; its own command line has 8 MiB or more.
const STACK: usize = 32 << 20;

/// What Typst keeps from one volume for the next: whatever the last two volumes used. A preview sets the same volume
/// again and again; a build of many volumes must not keep them all.
const KEPT_VOLUMES: usize = 1;

/// Sets the volume and writes the PDF; warnings are added to `warnings`.
///
/// It runs on a thread of its own, for its stack and so that a bug in Typst ends in a message.
pub(super) fn pdf(
    world: &PaperWorld,
    theme: &Theme,
    edition: Edition,
    warnings: &mut Diagnostics,
) -> Result<Pdf, Diagnostics> {
    let set = thread::scope(|scope| {
        thread::Builder::new()
            .name("paper".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || set(world, theme, edition))
            .map(thread::ScopedJoinHandle::join)
    });
    typst::comemo::evict(KEPT_VOLUMES);
    match set {
        Ok(Ok(Ok((pdf, more)))) => {
            warnings.append(more);
            Ok(pdf)
        }
        Ok(Ok(Err(errors))) => Err(errors),
        Ok(Err(_panic)) => Err(theme_problem(
            "Typst gave up on the theme's paper with an internal error",
        )),
        Err(error) => Err(theme_problem(format!("no thread for Typst: {error}"))),
    }
}

fn set(
    world: &PaperWorld,
    theme: &Theme,
    edition: Edition,
) -> Result<(Pdf, Diagnostics), Diagnostics> {
    let to_diagnostics = |code, list: &[SourceDiagnostic]| {
        let mut diagnostics = Diagnostics::default();
        diagnostics.extend(
            list.iter()
                .map(|said| problems::diagnostic(code, said, world, theme)),
        );
        diagnostics
    };
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|errors| to_diagnostics(Code::PaperTemplate, &errors))?;
    let warnings: Vec<_> = warnings
        .into_iter()
        .filter(|said| said.severity == Severity::Warning)
        .collect();
    let mut warnings = to_diagnostics(Code::PaperDoubt, &warnings);

    let write = |options| typst_pdf::pdf(&document, &options);
    let bytes = write(options(edition)?).or_else(|errors| {
        // What the check of glyphs cannot foresee, such as a mark that only another font than its letter's has, must
        // not stop the catalogue: better one letter less than none.
        if !errors.iter().all(is_about_glyphs) {
            return Err(to_diagnostics(Code::PaperTemplate, &errors));
        }
        warnings.append(to_diagnostics(Code::MissingGlyph, &errors));
        warnings.push(Diagnostic::without_place(
            Code::PaperDoubt,
            "the paper catalogue is not marked as accessible (PDF/UA-1), because characters are missing",
        ));
        write(PdfOptions::default())
            .map_err(|errors| to_diagnostics(Code::PaperTemplate, &errors))
    })?;
    let pdf = Pdf {
        bytes,
        pages: document.pages().len(),
    };
    Ok((pdf, warnings))
}

fn options(edition: Edition) -> Result<PdfOptions, Diagnostics> {
    let standard = match edition {
        Edition::Screen => PdfStandard::Ua_1,
        Edition::Press => PdfStandard::V_1_6,
    };
    let standards = PdfStandards::new(&[standard])
        .map_err(|error| theme_problem(format!("no such kind of PDF: {}", error.message())))?;
    Ok(PdfOptions {
        standards,
        tagged: edition == Edition::Screen,
        ..PdfOptions::default()
    })
}

/// Whether PDF/UA-1 was refused for characters without glyph, or that PDF cannot name.
fn is_about_glyphs(said: &SourceDiagnostic) -> bool {
    ["could not be displayed with", "codepoint", "code point"]
        .iter()
        .any(|words| said.message.contains(words))
}
