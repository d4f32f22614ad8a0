//! `vitrine build`.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::build_cache::{BuildStamp, Fingerprint};
use super::diff::{self as changes, CatalogueChanges, Snapshot};
use super::diff::{keep, last_build};
use super::render::{Output, PRESS, PUBLIC};
use super::{LoadOptions, Outcome, Progress, Report, count};
use crate::output;

/// Checks everything, then writes the site and the paper editions to `<project>/public/`, all of it or nothing, and
/// those for the printer to `<project>/print/`.
///
/// Where the file of the program itself is known, nothing is made anew that would only be found to be there already.
///
/// # Errors
///
/// If the project cannot be read or the site cannot be written. Problems of the files are in the report.
pub fn build(
    project: &Path,
    options: &LoadOptions,
    program: Option<&Path>,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    let mut output = match Output::prepare(project, options, progress)? {
        Ok(output) => output,
        Err(report) => return Ok(report),
    };
    let upkeep = output.loaded.upkeep();
    // In a large project they take as much memory as all that is published.
    output.loaded.records = None;
    let print = project.join(PRESS);
    let fingerprint = Fingerprint::of(&output.loaded, program);
    progress.step("Comparing");
    let last = fingerprint.and_then(|it| BuildStamp::last(project, it, &print));
    let made = match last {
        Some(last) => Made::before(last),
        None => {
            BuildStamp::forget(project);
            match make(project, &print, &mut output, progress)? {
                Some(made) => made,
                None => return Ok(output.loaded.failed()),
            }
        }
    };

    let Output {
        mut loaded,
        catalogue,
        site,
        ..
    } = output;
    let pages = site.pages().iter().filter(|page| page.lang().is_some());
    let mut summary = vec![format!(
        "{}, {} in {}; {}: {} new or changed, {} removed",
        count(catalogue.partners.len(), "partner"),
        count(pages.count(), "page"),
        count(catalogue.settings.languages.len(), "language"),
        count(made.files, "file"),
        made.written,
        made.removed,
    )];
    summary.extend(made.editions.iter().cloned());
    if let Some(changes) = made.changes {
        summary.push(format!("since the last build: {changes}"));
    }
    // What making it had to say would not be said again.
    if let Some(fingerprint) = fingerprint.filter(|_| made.to_be_noted) {
        BuildStamp::note(project, fingerprint, made.files, &made.editions);
    }
    summary.push(format!(
        "done in {:.2} s: {}",
        started.elapsed().as_secs_f64(),
        project.join(PUBLIC).display()
    ));
    loaded.diagnostics.append(upkeep);
    Ok(loaded.report(Outcome::Clean, summary))
}

/// What is there after a build.
struct Made {
    files: usize,
    written: usize,
    removed: usize,
    editions: Vec<String>,
    /// What changed since the last build, if there was one.
    changes: Option<String>,
    /// Whether the next build may rely on it, and does not know that yet.
    to_be_noted: bool,
}

impl Made {
    /// All was there before.
    fn before(last: BuildStamp) -> Self {
        Self {
            files: last.files,
            written: 0,
            removed: 0,
            editions: last.editions,
            changes: Some(changes::summary(&CatalogueChanges::default())),
            to_be_noted: false,
        }
    }
}

/// Makes everything and writes it; nothing where there are errors, which are then among the diagnostics.
fn make(
    project: &Path,
    print: &Path,
    output: &mut Output,
    progress: &Progress,
) -> anyhow::Result<Option<Made>> {
    let before = last_build(project);
    let warnings = output.loaded.diagnostics.warnings();
    let published = output.make("Writing", progress, |files| {
        output::write(&project.join(PUBLIC), files.into_par_iter())
    });
    if output.loaded.diagnostics.errors() > 0 {
        return Ok(None);
    }
    let written = published?;
    let press = std::mem::take(&mut output.press);
    // Without press editions there is only to delete what an earlier build wrote.
    if output.loaded.options.paper && (!press.is_empty() || print.exists()) {
        output::write(print, press.into_par_iter())?;
    }
    let now = Snapshot::new(&output.catalogue, &output.site);
    let changes = before.map(|before| changes::summary(&changes::compare(&before, &now)));
    keep(project, &now)?;
    Ok(Some(Made {
        files: written.files,
        written: written.written,
        removed: written.removed,
        editions: std::mem::take(&mut output.editions),
        changes,
        to_be_noted: output.loaded.diagnostics.warnings() == warnings,
    }))
}
