//! `vitrine check`.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::output::Output;
use super::{LoadOptions, Outcome, Progress, Report, count};
use crate::diagnostic::Detail;

/// Does all that `build` does, but writes nothing.
///
/// # Errors
///
/// If the project cannot be read. Problems of the files are in the report.
pub fn check(project: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
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
    output.loaded.look_after();
    Ok(Report {
        detail: Detail::Listed,
        ..output.loaded.report(Outcome::Clean, vec![summary])
    })
}
