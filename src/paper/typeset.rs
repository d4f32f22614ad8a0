//! World → pages and PDF; the only module that runs Typst. Entry points: [`pdf`], [`preview`] and [`trial`].

use std::thread;

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::cache::{CachePolicy, RunningCompilation, wait_for_eviction};
use super::page_positions::PagePositions;
use super::pictures::{self, PrintedSizes};
use super::world::PaperWorld;
use super::{Medium, Pdf, diagnostics, internal_error, theme_problem};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::theme::Theme;

/// Typst recurses as deep as the content is nested; its own command line has 8 MiB or more.
const STACK_SIZE: usize = 32 << 20;

/// A PDF, and what is known of its pages.
pub(super) struct WrittenPdf {
    /// The PDF, still without a name.
    pub(super) pdf: Pdf,
    /// The printed sizes of its pictures; press editions only.
    pub(super) printed_sizes: PrintedSizes,
    pub(super) positions: PagePositions,
}

/// Typesets a volume and writes the PDF. Adds to `warnings`.
pub(super) fn pdf(
    world: &PaperWorld,
    theme: &Theme,
    (medium, policy): (Medium, CachePolicy),
    warnings: &mut Diagnostics,
) -> Result<WrittenPdf, Diagnostics> {
    let typeset = || {
        let pages = pages(world, theme);
        if policy != CachePolicy::EvictAfterWriting {
            policy.evict();
        }
        let written = pages.and_then(|pages| write(pages, world, theme, medium));
        if policy == CachePolicy::EvictAfterWriting {
            policy.evict();
        }
        written
    };
    run_on_thread(typeset, warnings)
}

/// Typesets a volume and keeps its pages. Adds to `warnings`.
pub(super) fn preview(
    world: &PaperWorld,
    theme: &Theme,
    policy: CachePolicy,
    warnings: &mut Diagnostics,
) -> Result<(TypesetPages, PagePositions), Diagnostics> {
    let typeset = || {
        let pages = pages(world, theme);
        policy.evict();
        let (document, warnings) = pages?;
        let positions = PagePositions::new(&document);
        Ok(((TypesetPages { document }, positions), warnings))
    };
    run_on_thread(typeset, warnings)
}

/// Typesets a volume for its page positions alone. Warnings are dropped: the final pass reports them.
pub(super) fn trial(world: &PaperWorld, theme: &Theme) -> Result<PagePositions, Diagnostics> {
    let typeset = || {
        let pages = pages(world, theme);
        CachePolicy::Evict.evict();
        let (document, _) = pages?;
        Ok((PagePositions::new(&document), Diagnostics::default()))
    };
    run_on_thread(typeset, &mut Diagnostics::default())
}

/// The typeset pages of a volume.
pub struct TypesetPages {
    document: PagedDocument,
}

impl TypesetPages {
    /// The number of pages.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The width and height of a page, by its index from 0, in points; nothing if the page does not exist.
    pub fn size(&self, index: usize) -> Option<(f64, f64)> {
        let size = self.document.pages().get(index)?.frame.size();
        Some((size.x.to_pt(), size.y.to_pt()))
    }

    /// A page, by its index from 0, as a self-contained SVG with glyphs as outlines; nothing if the page does not exist.
    pub fn svg(&self, index: usize) -> Option<String> {
        let page = self.document.pages().get(index)?;
        Some(typst_svg::svg(page, &typst_svg::SvgOptions::default()))
    }
}

/// Runs Typst on a thread with a large stack; a panic in Typst goes on in this thread.
fn run_on_thread<T: Send>(
    work: impl FnOnce() -> Result<(T, Diagnostics), Diagnostics> + Send,
    warnings: &mut Diagnostics,
) -> Result<T, Diagnostics> {
    let running = RunningCompilation::start();
    let result = thread::scope(|scope| {
        thread::Builder::new()
            .name("paper".to_owned())
            .stack_size(STACK_SIZE)
            .spawn_scoped(scope, || {
                internal_error::silence();
                work()
            })
            .map(thread::ScopedJoinHandle::join)
    });
    drop(running);
    match result {
        Ok(Ok(Ok((result, new_warnings)))) => {
            warnings.append(new_warnings);
            Ok(result)
        }
        Ok(Ok(Err(errors))) => Err(errors),
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => Err(theme_problem(format!(
            "cannot start a thread for Typst: {error}"
        ))),
    }
}

fn write(
    (document, mut warnings): (PagedDocument, Diagnostics),
    world: &PaperWorld,
    theme: &Theme,
    medium: Medium,
) -> Result<(WrittenPdf, Diagnostics), Diagnostics> {
    let write = |options| typst_pdf::pdf(&document, &options);
    let bytes = write(options(medium)?).or_else(|errors| {
        // A catalogue that is less accessible is better than none: one text among thousands must not prevent it.
        let bytes = write(PdfOptions::default())
            .map_err(|errors| to_diagnostics(Code::PaperTemplate, &errors, world, theme))?;
        warnings.append(to_diagnostics(Code::PaperDoubt, &errors, world, theme));
        warnings.push(Diagnostic::without_place(
            Code::PaperDoubt,
            "the paper catalogue is tagged, but does not conform to PDF/UA-1",
        ));
        Ok(bytes)
    })?;
    let written = WrittenPdf {
        pdf: Pdf {
            name: String::new(),
            bytes,
            pages: document.pages().len(),
            preflight: None,
        },
        printed_sizes: match medium {
            Medium::Screen => PrintedSizes::new(),
            Medium::Press => pictures::printed_sizes(&document),
        },
        positions: PagePositions::new(&document),
    };
    // Dropping the document takes time, and nothing waits for it.
    thread::spawn(move || drop(document));
    Ok((written, warnings))
}

fn options(medium: Medium) -> Result<PdfOptions, Diagnostics> {
    let standard = match medium {
        Medium::Screen => PdfStandard::Ua_1,
        Medium::Press => PdfStandard::V_1_6,
    };
    let standards = PdfStandards::new(&[standard])
        .map_err(|error| theme_problem(format!("unsupported kind of PDF: {}", error.message())))?;
    Ok(PdfOptions {
        standards,
        tagged: medium == Medium::Screen,
        ..PdfOptions::default()
    })
}

/// Compiles the pages, with the warnings.
pub(super) fn pages(
    world: &PaperWorld,
    theme: &Theme,
) -> Result<(PagedDocument, Diagnostics), Diagnostics> {
    wait_for_eviction();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document =
        output.map_err(|errors| to_diagnostics(Code::PaperTemplate, &errors, world, theme))?;
    Ok((
        document,
        to_diagnostics(Code::PaperDoubt, &warnings, world, theme),
    ))
}

fn to_diagnostics(
    code: Code,
    problems: &[SourceDiagnostic],
    world: &PaperWorld,
    theme: &Theme,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(
        problems
            .iter()
            .map(|problem| diagnostics::convert(code, problem, world, theme)),
    );
    diagnostics
}
