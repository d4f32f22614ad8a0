//! Everything that a project makes: the books and the pages of the site, whether they are then written or only checked.

use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::anyhow;
use rayon::prelude::*;

use super::paper::{describe, render_editions};
use super::{LoadOptions, Progress, Project, Report, open};
use crate::diagnostic::Diagnostics;
use crate::model::Catalogue;
use crate::model::address::file_of;
use crate::paper::{Edition, Medium};
use crate::site::Site;

/// A file of the output by its path in `public/`, or that it could not be made; what stood against it is among the
/// problems.
pub(super) type OutputFile = anyhow::Result<(String, Vec<u8>)>;

/// What a valid project makes.
pub(super) struct Output {
    pub(super) loaded: Project,
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) site: Site,
    pub(super) volumes: Vec<Edition>,
    /// A line for each book that was made.
    pub(super) editions: Vec<String>,
    /// The books for the printer, which do not belong to the site, by the names of their files.
    pub(super) press: Vec<OutputFile>,
}

/// The folder of the site.
pub(super) const PUBLIC: &str = "public";

/// The folder of the press editions, beside the site.
pub(super) const PRESS: &str = "print";

impl Output {
    /// Reads a project; gives the report where there are errors.
    pub(super) fn prepare(
        project: &Path,
        options: &LoadOptions,
        progress: &Progress,
    ) -> anyhow::Result<Result<Self, Report>> {
        progress.step("Reading");
        let mut loaded = open(project, options)?;
        let (Some(catalogue), Some(site)) = (loaded.catalogue.clone(), loaded.site()) else {
            return Ok(Err(loaded.failed()));
        };
        let volumes = if options.paper {
            catalogue.settings.paper.editions.clone()
        } else {
            Vec::new()
        };
        Ok(Ok(Self {
            loaded,
            catalogue,
            site,
            volumes,
            editions: Vec::new(),
            press: Vec::new(),
        }))
    }

    /// Makes every file and hands it to `sink`; what the sink says of them comes back.
    pub(super) fn make<R>(
        &mut self,
        verb: &'static str,
        progress: &Progress,
        sink: impl FnOnce(Files<'_>) -> R,
    ) -> R {
        progress.steps(verb, self.site.pages().len() + self.volumes.len());
        let mut problems = Diagnostics::default();
        let mut made = Vec::new();
        let (theme, today) = (&self.loaded.theme, self.loaded.options.today);
        for book in render_editions(&self.catalogue, theme, &self.volumes, today, progress) {
            match book {
                Ok(book) => {
                    problems.append(book.warnings);
                    for pdf in book.pdfs {
                        let said = describe(&pdf);
                        let (folder, files, name) = match book.medium {
                            Medium::Screen => ("paper", &mut made, format!("paper/{}", pdf.name)),
                            Medium::Press => (PRESS, &mut self.press, pdf.name.clone()),
                        };
                        self.editions.push(format!("{folder}/{}: {said}", pdf.name));
                        files.push(Ok((name, pdf.bytes)));
                    }
                }
                Err(errors) => {
                    problems.append(errors);
                    made.push(Err(anyhow!(FAULTY)));
                }
            }
        }
        let problems = Mutex::new(problems);
        let result = sink(Files {
            output: self,
            books: made,
            problems: &problems,
            progress,
        });
        self.loaded
            .diagnostics
            .append(problems.into_inner().expect("no thread panicked"));
        result
    }
}

/// The files of the output, each made when it is asked for.
pub(super) struct Files<'a> {
    output: &'a Output,
    books: Vec<OutputFile>,
    problems: &'a Mutex<Diagnostics>,
    progress: &'a Progress,
}

impl<'a> Files<'a> {
    /// The books first, then the pages of the site, made in parallel.
    pub(super) fn into_par_iter(self) -> impl ParallelIterator<Item = OutputFile> + 'a {
        let Self {
            output,
            books,
            problems,
            progress,
        } = self;
        let pages = output.site.pages().par_iter().map(move |page| {
            let bytes = output.site.render(page).map_err(|problem| {
                problems
                    .lock()
                    .expect("no thread panics while it holds the lock")
                    .append(Diagnostics::from_iter([problem]));
                anyhow!(FAULTY)
            })?;
            progress.part_done();
            Ok((file_of(&page.address(&output.catalogue)), bytes))
        });
        books.into_par_iter().chain(pages)
    }
}

/// Never shown: the problems themselves are.
const FAULTY: &str = "a page or a book could not be made";
