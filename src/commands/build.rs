//! `vitrine build`.

use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use anyhow::anyhow;
use rayon::prelude::*;

use super::paper::{books, volumes};
use super::{LoadOptions, Outcome, Progress, Report, count, load};
use crate::diagnostic::Diagnostics;
use crate::model::address::file_of;
use crate::publish;

/// Checks everything, then writes the site and the paper editions to `<project>/public/`, all of it or nothing.
///
/// # Errors
///
/// If the project cannot be read or the site cannot be written. Problems of the files are in the report.
pub fn build(project: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
    let started = Instant::now();
    progress.step("Reading");
    let mut loaded = load(project, options)?;
    let (Some(catalogue), Some(site)) = (loaded.catalogue.clone(), loaded.site()) else {
        return Ok(loaded.failed());
    };

    let volumes = if options.paper {
        volumes(&catalogue)
    } else {
        Vec::new()
    };
    progress.steps("Writing", site.pages().len() + volumes.len());
    let problems = Mutex::new(Diagnostics::default());
    let found = |diagnostics: Diagnostics| {
        problems
            .lock()
            .expect("no thread panics while it holds the lock")
            .append(diagnostics);
    };
    let mut editions = Vec::new();
    let mut files = Vec::new();
    for book in books(&catalogue, &loaded.theme, &volumes, options.today, progress) {
        match book {
            Ok((path, pdf, warnings)) => {
                found(warnings);
                editions.push(format!("{path}: {}", count(pdf.pages, "page")));
                files.push(Ok((path, pdf.bytes)));
            }
            Err(errors) => {
                found(errors);
                files.push(Err(anyhow!(FAULTY)));
            }
        }
    }
    let pages = site.pages().par_iter().map(|page| {
        let bytes = site.render(page).map_err(|problem| {
            found(Diagnostics::from_iter([problem]));
            anyhow!(FAULTY)
        })?;
        progress.part_done();
        Ok((file_of(&page.address(&catalogue)), bytes))
    });
    let published = publish::write(&project.join("public"), files.into_par_iter().chain(pages));

    loaded
        .diagnostics
        .append(problems.into_inner().expect("no thread panicked"));
    if loaded.diagnostics.errors() > 0 {
        return Ok(loaded.failed());
    }
    let written = published?;
    let pages = site
        .pages()
        .iter()
        .filter(|page| page.lang().is_some())
        .count();
    let mut summary = vec![format!(
        "{}, {} in {}; {}, {} of them new or changed, {} removed",
        count(catalogue.partners.len(), "partner"),
        count(pages, "page"),
        count(catalogue.settings.languages.len(), "language"),
        count(written.files, "file"),
        written.written,
        written.removed,
    )];
    summary.extend(editions);
    summary.push(format!(
        "done in {:.2} s: {}",
        started.elapsed().as_secs_f64(),
        project.join("public").display()
    ));
    Ok(loaded.report(Outcome::Clean, summary))
}

/// Never shown: the problems themselves are.
const FAULTY: &str = "a page or a book could not be made";
