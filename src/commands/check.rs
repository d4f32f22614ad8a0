//! `vitrine check`: does everything that `build` does, but writes nothing. Entry point: [`check`].

mod links;

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::render::OutputRenderer;
use super::{LoadOptions, Outcome, Progress, Project, Report, count, erasure, open};
use crate::diagnostic::Detail;

pub use links::LinkOptions;

/// Validates and renders the project without writing anything, and lists the maintenance warnings.
///
/// # Errors
///
/// If the project cannot be read. Problems of the files are in the report.
pub fn check(folder: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
    check_project(folder, options, None, progress)
}

/// Runs [`check`], and requests the external pages that the site links to.
///
/// # Errors
///
/// If the project cannot be read, or the results cannot be cached.
pub fn check_with_links(
    folder: &Path,
    options: &LoadOptions,
    link_options: &LinkOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    check_project(folder, options, Some(link_options), progress)
}

fn check_project(
    folder: &Path,
    options: &LoadOptions,
    link_options: Option<&LinkOptions>,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    progress.step("Reading");
    let mut project = open(folder, options)?;
    let warnings = erasure::warnings(folder, &mut project.sources);
    project.diagnostics.append(warnings);
    let Some(renderer) = OutputRenderer::new(&mut project) else {
        return Ok(failed(project));
    };
    let rendered = renderer.render("Checking", progress, |files| {
        files.into_par_iter().for_each(drop);
    });
    project.diagnostics.append(rendered.problems);
    if project.diagnostics.errors() > 0 {
        return Ok(failed(project));
    }

    let mut summary = vec![format!(
        "{}, {} and {} checked in {:.2} s",
        count(renderer.catalogue.partners.len(), "partner"),
        count(renderer.site.pages().len(), "file"),
        count(renderer.editions.len(), "paper edition"),
        started.elapsed().as_secs_f64(),
    )];
    let maintenance = project.maintenance();
    project.diagnostics.append(maintenance);
    if let Some(link_options) = link_options {
        summary.push(links::check(folder, &mut project, link_options, progress)?);
    }
    Ok(Report {
        detail: Detail::Listed,
        ..project.report(Outcome::Clean, summary)
    })
}

/// The report of a project with errors, of which the maintenance warnings are listed later.
fn failed(project: Project) -> Report {
    Report {
        detail: Detail::Postponed,
        ..project.failed()
    }
}
