//! `vitrine check`.

use std::path::Path;
use std::time::Instant;

use rayon::prelude::*;

use super::paper::{books, volumes};
use super::{LoadOptions, Outcome, Progress, Report, count, load};
use crate::diagnostic::Diagnostics;

/// Does all that `build` does, but writes nothing.
///
/// # Errors
///
/// If the project cannot be read. Problems of the files are in the report.
pub fn check(project: &Path, options: &LoadOptions, progress: &Progress) -> anyhow::Result<Report> {
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
    progress.steps("Checking", site.pages().len() + volumes.len());
    for book in books(&catalogue, &loaded.theme, &volumes, options.today, progress) {
        loaded
            .diagnostics
            .append(book.map_or_else(|errors| errors, |(_, _, warnings)| warnings));
    }
    let pages = site.pages().par_iter().map(|page| {
        let problem = site.render(page).err();
        progress.part_done();
        Diagnostics::from_iter(problem)
    });
    let problems: Vec<Diagnostics> = pages.filter(|problems| !problems.is_empty()).collect();

    problems
        .into_iter()
        .for_each(|problems| loaded.diagnostics.append(problems));
    if loaded.diagnostics.errors() > 0 {
        return Ok(loaded.failed());
    }
    let summary = format!(
        "{}, {} and {} checked in {:.2} s",
        count(catalogue.partners.len(), "partner"),
        count(site.pages().len(), "file"),
        count(volumes.len(), "paper edition"),
        started.elapsed().as_secs_f64(),
    );
    Ok(loaded.report(Outcome::Clean, vec![summary]))
}
