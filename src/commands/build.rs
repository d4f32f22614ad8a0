//! `vitrine build`: validates the project and writes the site and the paper editions. Entry point: [`build`].

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::build_cache::{BuildStamp, Fingerprint};
use super::diff::{self, CatalogueChanges, Snapshot, keep, last_build};
use super::render::{OutputRenderer, PRESS, PUBLIC};
use super::{LoadOptions, Outcome, Progress, Project, Report, count, open};
use crate::output;

/// Validates everything, then writes the site and the paper editions to `<folder>/public/`, all of it or nothing, and
/// the press editions to `<folder>/print/`.
///
/// If the path of the program itself is known, and neither it nor its input has changed since the last build, nothing is
/// rendered.
///
/// # Errors
///
/// If the project cannot be read or the site cannot be written. Problems of the files are in the report.
pub fn build(
    folder: &Path,
    options: &LoadOptions,
    program: Option<&Path>,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    progress.step("Reading");
    let mut project = open(folder, options)?;
    let Some(renderer) = OutputRenderer::new(&mut project) else {
        return Ok(project.failed());
    };
    let maintenance = project.maintenance();
    // In a large project the records take as much memory as everything that is published.
    project.records = None;

    let fingerprint = Fingerprint::new(&project, program);
    progress.step("Comparing");
    let last = fingerprint.and_then(|fingerprint| BuildStamp::read(folder, fingerprint));
    let build = match last {
        Some(last) => BuildResult::unchanged(last),
        None => {
            BuildStamp::delete(folder);
            match render(folder, &renderer, &mut project, progress)? {
                Some(build) => build,
                None => return Ok(project.failed()),
            }
        }
    };

    let catalogue = &renderer.catalogue;
    let pages = renderer.site.pages().iter();
    let mut summary = vec![format!(
        "{}, {} in {}; {}: {} new or changed, {} removed",
        count(catalogue.partners.len(), "partner"),
        count(pages.filter(|page| page.lang().is_some()).count(), "page"),
        count(catalogue.settings.languages.len(), "language"),
        count(build.files, "file"),
        build.written,
        build.removed,
    )];
    summary.extend(build.volumes.iter().cloned());
    if let Some(changes) = build.changes {
        summary.push(format!("since the last build: {changes}"));
    }
    if let Some(fingerprint) = fingerprint
        && build.is_reusable
    {
        BuildStamp::write(folder, fingerprint, build.files, &build.volumes);
    }
    summary.push(format!(
        "done in {:.2} s: {}",
        started.elapsed().as_secs_f64(),
        folder.join(PUBLIC).display()
    ));
    project.diagnostics.append(maintenance);
    Ok(project.report(Outcome::Clean, summary))
}

/// Renders everything and writes it; absent if there are errors, which are then among the diagnostics.
fn render(
    folder: &Path,
    renderer: &OutputRenderer,
    project: &mut Project,
    progress: &Progress,
) -> anyhow::Result<Option<BuildResult>> {
    let before = last_build(folder);
    let warnings = project.diagnostics.warnings();
    let rendered = renderer.render("Writing", progress, |files| {
        output::write(&folder.join(PUBLIC), files.into_par_iter())
    });
    project.diagnostics.append(rendered.problems);
    if project.diagnostics.errors() > 0 {
        return Ok(None);
    }
    let written = rendered.result?;
    let print = folder.join(PRESS);
    // Without press editions, this only deletes those of an earlier build.
    if project.options.paper && (!rendered.press.is_empty() || print.exists()) {
        output::write(&print, rendered.press.into_par_iter())?;
    }
    let snapshot = Snapshot::new(&renderer.catalogue, &renderer.site);
    let changes = before.map(|before| diff::summary(&diff::compare(&before, &snapshot)));
    keep(folder, &snapshot)?;
    Ok(Some(BuildResult {
        files: written.files,
        written: written.written,
        removed: written.removed,
        volumes: rendered.volumes,
        changes,
        is_reusable: project.diagnostics.warnings() == warnings,
    }))
}

/// State of the output after a build.
struct BuildResult {
    files: usize,
    written: usize,
    removed: usize,
    /// A line for each volume of the paper editions.
    volumes: Vec<String>,
    /// The changes since the last build, if there was one.
    changes: Option<String>,
    /// Whether the next build may skip rendering: not if rendering had warnings, which would then not be shown again.
    is_reusable: bool,
}

impl BuildResult {
    /// Nothing was rendered, as the last build is up to date.
    fn unchanged(last: BuildStamp) -> Self {
        Self {
            files: last.files,
            written: 0,
            removed: 0,
            volumes: last.volumes,
            changes: Some(diff::summary(&CatalogueChanges::default())),
            is_reusable: false,
        }
    }
}
