//! `vitrine build`: validates the project and writes the site and the paper editions. Entry point: [`build`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::Instant;

use rayon::prelude::*;

use super::build_cache::BuildStamp;
use super::diff::{self, CatalogueChanges, ContentHash, Snapshot, keep, last_build};
use super::render::{OutputRenderer, PRESS, PUBLIC};
use super::{LoadOptions, Outcome, Progress, Project, Report, count, erasure, open};
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
    let mut report = build_site(folder, options, program, progress)?;
    let warnings = erasure::warnings(folder, &mut report.sources);
    report.diagnostics.append(warnings);
    Ok(report)
}

/// Builds as a part of an erasure, which reports itself what remains of it.
///
/// # Errors
///
/// As of [`build`](fn@build).
pub(super) fn build_site(
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

    progress.step("Comparing");
    let build = match BuildStamp::read(folder, &project, program) {
        Some(last) => {
            project.diagnostics.append(last.warnings.clone());
            BuildResult::unchanged(last)
        }
        None => {
            BuildStamp::delete(folder);
            match render(folder, &renderer, &mut project, progress)? {
                Some(build) => {
                    build.stamp.write(folder, &project, program);
                    build
                }
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
        count(build.stamp.files, "file"),
        build.written,
        build.removed,
    )];
    summary.extend(build.stamp.volumes.iter().cloned());
    if let Some(changes) = build.changes {
        let words = diff::summary(&changes);
        summary.push(format!("since the last build: {words}"));
        let files = diff::differing_files(&changes);
        // Without any other change, the summary has them.
        summary.extend(files.filter(|files| *files != words));
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
    let hashes = Mutex::new(BTreeMap::new());
    let rendered = renderer.render("Writing", progress, |files| {
        let files = files.into_par_iter().inspect(|file| {
            if let Ok((path, bytes)) = file {
                let hash = ContentHash::new(path, bytes);
                let mut hashes = hashes
                    .lock()
                    .expect("no thread panics while it holds the lock");
                hashes.insert(path.clone(), hash);
            }
        });
        output::write(&folder.join(PUBLIC), files)
    });
    let warnings = rendered.problems;
    project.diagnostics.append(warnings.clone());
    if project.diagnostics.errors() > 0 {
        return Ok(None);
    }
    let written = rendered.result?;
    let (print, press) = (folder.join(PRESS), rendered.press);
    let mut hashes = hashes.into_inner().expect("no thread panicked");
    for (name, bytes) in press.iter().flatten() {
        let path = format!("{PRESS}/{name}");
        let hash = ContentHash::new(&path, bytes);
        hashes.insert(path, hash);
    }
    // Without press editions, this only deletes those of an earlier build.
    if project.options.paper && (!press.is_empty() || print.exists()) {
        output::write(&print, press.into_par_iter())?;
    }
    let snapshot = Snapshot::new(renderer, &project.options, hashes);
    let changes = before.map(|before| diff::compare(&before, &snapshot));
    keep(folder, &snapshot)?;
    Ok(Some(BuildResult {
        stamp: BuildStamp {
            files: written.files,
            volumes: rendered.volumes,
            warnings,
        },
        written: written.written,
        removed: written.removed,
        changes,
    }))
}

/// State of the output after a build.
struct BuildResult {
    stamp: BuildStamp,
    written: usize,
    removed: usize,
    /// The changes since the last build, if there was one.
    changes: Option<CatalogueChanges>,
}

impl BuildResult {
    /// Nothing was rendered, as the last build is up to date.
    fn unchanged(last: BuildStamp) -> Self {
        Self {
            stamp: last,
            written: 0,
            removed: 0,
            changes: Some(CatalogueChanges::default()),
        }
    }
}
