//! `vitrine check`.

mod links;

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::render::Output;
use super::{LoadOptions, Outcome, Progress, Report, count};
use crate::diagnostic::Detail;

pub use links::LinkOptions;
use links::links;

/// Does all that `build` does, but writes nothing.
///
/// # Errors
///
/// If the project cannot be read. Problems of the files are in the report.
pub fn check(project: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
    checked(project, options, None, progress)
}

/// The same, and asks for the pages of others that the site links to.
///
/// # Errors
///
/// If the project cannot be read, or what was found out cannot be remembered.
pub fn check_with_links(
    project: &Path,
    options: &LoadOptions,
    link_options: &LinkOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    checked(project, options, Some(link_options), progress)
}

fn checked(
    project: &Path,
    options: &LoadOptions,
    link_options: Option<&LinkOptions>,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let started = Instant::now();
    let mut output = match Output::prepare(project, options, progress)? {
        Ok(output) => output,
        Err(report) => return Ok(report),
    };
    output.make("Checking", progress, |files| {
        files.into_par_iter().for_each(drop);
    });
    if output.loaded.diagnostics.errors() > 0 {
        return Ok(output.loaded.failed());
    }

    let summary = format!(
        "{}, {} and {} checked in {:.2} s",
        count(output.catalogue.partners.len(), "partner"),
        count(output.site.pages().len(), "file"),
        count(output.volumes.len(), "paper edition"),
        started.elapsed().as_secs_f64(),
    );
    let mut summary = vec![summary];
    let upkeep = output.loaded.upkeep();
    output.loaded.diagnostics.append(upkeep);
    if let Some(link_options) = link_options {
        summary.push(links(project, &mut output.loaded, link_options, progress)?);
    }
    Ok(Report {
        detail: Detail::Listed,
        ..output.loaded.report(Outcome::Clean, summary)
    })
}
