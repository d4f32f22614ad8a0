//! `vitrine build`.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::diff::{keep, last_build};
use super::output::{Output, PRESS};
use super::{LoadOptions, Outcome, Progress, Report, count};
use crate::changes::{self, Snapshot};
use crate::publish;

/// Checks everything, then writes the site and the paper editions to `<project>/public/`, all of it or nothing, and
/// those for the printer to `<project>/print/`.
///
/// # Errors
///
/// If the project cannot be read or the site cannot be written. Problems of the files are in the report.
pub fn build(project: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
    let started = Instant::now();
    let public = project.join("public");
    let mut output = match Output::prepare(project, options, progress)? {
        Ok(output) => output,
        Err(report) => return Ok(report),
    };
    let upkeep = output.loaded.upkeep();
    // In a large project they take as much memory as all that is published.
    output.loaded.records = None;
    let before = last_build(project);
    let published = output.make("Writing", progress, |files| {
        publish::write(&public, files.into_par_iter())
    });
    if output.loaded.diagnostics.errors() > 0 {
        return Ok(output.loaded.failed());
    }
    let written = published?;
    let print = project.join(PRESS);
    // Without press editions there is only to delete what an earlier build wrote.
    if options.paper && (!output.press.is_empty() || print.exists()) {
        publish::write(&print, std::mem::take(&mut output.press).into_par_iter())?;
    }

    let Output {
        mut loaded,
        catalogue,
        site,
        editions,
        ..
    } = output;
    let pages = site.pages().iter().filter(|page| page.lang().is_some());
    let mut summary = vec![format!(
        "{}, {} in {}; {}, {} of them new or changed, {} removed",
        count(catalogue.partners.len(), "partner"),
        count(pages.count(), "page"),
        count(catalogue.settings.languages.len(), "language"),
        count(written.files, "file"),
        written.written,
        written.removed,
    )];
    summary.extend(editions);
    let now = Snapshot::of(&catalogue, &site);
    if let Some(before) = before {
        let changes = changes::between(&before, &now);
        summary.push(format!(
            "since the last build: {}",
            changes::summary(&changes)
        ));
    }
    keep(project, &now)?;
    summary.push(format!(
        "done in {:.2} s: {}",
        started.elapsed().as_secs_f64(),
        public.display()
    ));
    loaded.diagnostics.append(upkeep);
    Ok(loaded.report(Outcome::Clean, summary))
}
