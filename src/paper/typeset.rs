//! World → PDF: the only place where Typst runs.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::page_positions::{self, Landmarks};
use super::pictures::{self, PrintedSizes};
use super::world::PaperWorld;
use super::{Medium, Pdf, problems, theme_problem};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::theme::Theme;

/// Typst recurses with the nesting of what it sets; its own command line has 8 MiB or more.
const STACK: usize = 32 << 20;

/// What Typst keeps of what it has set, for what it sets next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Memory {
    /// Nothing: what comes next is another volume.
    Nothing,
    /// All until the PDF is written: nothing may come next. To forget meanwhile, what writes it waits for the same locks:
    /// that costs 7 per cent of the time of a volume of 1 000 partners, and spares 3 per cent of its memory.
    UntilWritten,
    /// What the last two used: a preview sets the same volume again and again.
    LastTwo,
}

/// How many volumes are being set. All of them have one memory.
static AT_WORK: AtomicUsize = AtomicUsize::new(0);

/// What is being forgotten. That takes a while, and nobody but the next volume need wait for it.
static FORGETTING: Mutex<Option<JoinHandle<()>>> = Mutex::new(None);

impl Memory {
    /// Forgets the rest, in the background.
    fn forget(self) {
        let age = match self {
            // What another volume has set since the last time stays.
            Self::Nothing | Self::UntilWritten if AT_WORK.load(Ordering::Relaxed) < 2 => 0,
            _ => 1,
        };
        let forget = move || typst::comemo::evict(age);
        let before = forgetting().replace(thread::spawn(forget));
        wait_for(before);
    }
}

/// Waits until all is forgotten that was to be: else it would go on with what the next volume sets.
fn have_forgotten() {
    let before = forgetting().take();
    wait_for(before);
}

fn forgetting() -> MutexGuard<'static, Option<JoinHandle<()>>> {
    FORGETTING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait_for(thread: Option<JoinHandle<()>>) {
    if let Some(thread) = thread {
        // Had it panicked, the memory would be larger than it need be, and nothing else.
        let _ = thread.join();
    }
}

/// A PDF, the printed sizes of its pictures for the press, and where its parts stand.
pub(super) type SetPdf = (Pdf, PrintedSizes, Landmarks);

/// Sets the volume and writes the PDF; warnings are added to `warnings`.
pub(super) fn pdf(
    world: &PaperWorld,
    theme: &Theme,
    (edition, memory): (Medium, Memory),
    warnings: &mut Diagnostics,
) -> Result<SetPdf, Diagnostics> {
    let set = || {
        let set = pages(world, theme);
        if memory != Memory::UntilWritten {
            memory.forget();
        }
        let written = set.and_then(|set| written(set, world, theme, edition));
        if memory == Memory::UntilWritten {
            memory.forget();
        }
        written
    };
    apart(set, warnings)
}

/// Sets the volume and keeps its pages; warnings are added to `warnings`.
pub(super) fn preview(
    world: &PaperWorld,
    theme: &Theme,
    memory: Memory,
    warnings: &mut Diagnostics,
) -> Result<(Pages, Landmarks), Diagnostics> {
    let set = || {
        let set = pages(world, theme);
        memory.forget();
        let (document, warnings) = set?;
        let landmarks = page_positions::of(&document);
        Ok(((Pages { document }, landmarks), warnings))
    };
    apart(set, warnings)
}

/// Sets the volume only to see where its parts stand; what is wrong with it will be told when it is set again.
pub(super) fn trial(world: &PaperWorld, theme: &Theme) -> Result<Landmarks, Diagnostics> {
    let set = || {
        let set = pages(world, theme);
        Memory::Nothing.forget();
        let (document, _) = set?;
        Ok((page_positions::of(&document), Diagnostics::default()))
    };
    apart(set, &mut Diagnostics::default())
}

/// The pages of a volume, set.
pub struct Pages {
    document: PagedDocument,
}

impl Pages {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The width and height of the page at a position, from 0, in points; nothing if there is none.
    pub fn size(&self, at: usize) -> Option<(f64, f64)> {
        let size = self.document.pages().get(at)?.frame.size();
        Some((size.x.to_pt(), size.y.to_pt()))
    }

    /// The page at a position, from 0, as an SVG of its own, with letters as outlines; nothing if there is none.
    pub fn svg(&self, at: usize) -> Option<String> {
        let page = self.document.pages().get(at)?;
        Some(typst_svg::svg(page, &typst_svg::SvgOptions::default()))
    }
}

/// Runs Typst on a thread of its own, for its stack and so that a bug in it ends in a message.
fn apart<T: Send>(
    work: impl FnOnce() -> Result<(T, Diagnostics), Diagnostics> + Send,
    warnings: &mut Diagnostics,
) -> Result<T, Diagnostics> {
    AT_WORK.fetch_add(1, Ordering::Relaxed);
    let done = thread::scope(|scope| {
        thread::Builder::new()
            .name("paper".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .map(thread::ScopedJoinHandle::join)
    });
    AT_WORK.fetch_sub(1, Ordering::Relaxed);
    match done {
        Ok(Ok(Ok((made, more)))) => {
            warnings.append(more);
            Ok(made)
        }
        Ok(Ok(Err(errors))) => Err(errors),
        Ok(Err(_panic)) => Err(theme_problem(
            "Typst gave up on the theme's paper with an internal error",
        )),
        Err(error) => Err(theme_problem(format!("no thread for Typst: {error}"))),
    }
}

fn written(
    (document, mut warnings): (PagedDocument, Diagnostics),
    world: &PaperWorld,
    theme: &Theme,
    edition: Medium,
) -> Result<(SetPdf, Diagnostics), Diagnostics> {
    let write = |options| typst_pdf::pdf(&document, &options);
    let bytes = write(options(edition)?).or_else(|errors| {
        // Better a catalogue that screen readers read less well than none: one text among thousands must not stop it.
        let bytes = write(PdfOptions::default())
            .map_err(|errors| diagnostics(Code::PaperTemplate, &errors, world, theme))?;
        warnings.append(diagnostics(Code::PaperDoubt, &errors, world, theme));
        warnings.push(Diagnostic::without_place(
            Code::PaperDoubt,
            "the paper catalogue is tagged, but does not conform to PDF/UA-1",
        ));
        Ok(bytes)
    })?;
    let pdf = Pdf {
        name: String::new(),
        bytes,
        pages: document.pages().len(),
        preflight: None,
    };
    let pictures = match edition {
        Medium::Screen => PrintedSizes::new(),
        Medium::Press => pictures::printed(&document),
    };
    let landmarks = page_positions::of(&document);
    // It takes its time, and nobody need wait for it.
    thread::spawn(move || drop(document));
    Ok(((pdf, pictures, landmarks), warnings))
}

fn options(edition: Medium) -> Result<PdfOptions, Diagnostics> {
    let standard = match edition {
        Medium::Screen => PdfStandard::Ua_1,
        Medium::Press => PdfStandard::V_1_6,
    };
    let standards = PdfStandards::new(&[standard])
        .map_err(|error| theme_problem(format!("no such kind of PDF: {}", error.message())))?;
    Ok(PdfOptions {
        standards,
        tagged: edition == Medium::Screen,
        ..PdfOptions::default()
    })
}

/// The pages, before they become a PDF.
pub(super) fn pages(
    world: &PaperWorld,
    theme: &Theme,
) -> Result<(PagedDocument, Diagnostics), Diagnostics> {
    have_forgotten();
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document =
        output.map_err(|errors| diagnostics(Code::PaperTemplate, &errors, world, theme))?;
    Ok((
        document,
        diagnostics(Code::PaperDoubt, &warnings, world, theme),
    ))
}

fn diagnostics(
    code: Code,
    list: &[SourceDiagnostic],
    world: &PaperWorld,
    theme: &Theme,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.extend(
        list.iter()
            .map(|said| problems::diagnostic(code, said, world, theme)),
    );
    diagnostics
}
