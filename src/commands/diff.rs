//! `vitrine diff`: the changes since the last build or a git revision. Entry point: [`diff()`].

mod changes;
mod file_changes;
mod report;
mod revision;
mod snapshot;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{anyhow, bail};

use super::render::{OutputRenderer, PUBLIC};
use super::{LoadOptions, Outcome, Progress, Report, count, open};
use crate::diagnostic::Diagnostics;
use crate::disk::Folder;
use crate::output;

pub(super) use changes::{CatalogueChanges, compare};
pub(super) use report::{differing_files, lines, summary};
pub(super) use snapshot::{ContentHash, Snapshot, is_lasting};

use changes::{Move, PartnerName};

/// The snapshot of the last build, in the project.
const LAST_BUILD: &str = ".vitrine/last-build.txt";

/// What a project is compared with.
enum Baseline<'a> {
    LastBuild(Box<Snapshot>),
    /// A git revision.
    Revision(&'a str),
}

/// Lists the changes to the published content.
///
/// Renders the site and compares its files. The editions of the paper are compared by their input.
///
/// # Errors
///
/// If the project cannot be read, nothing was built yet, or git does not know the revision.
pub fn diff(
    project: &Path,
    revision: Option<&str>,
    options: &LoadOptions,
    progress: &Progress,
) -> anyhow::Result<Report> {
    let baseline = match revision {
        Some(revision) => Baseline::Revision(revision),
        None => match last_build(project) {
            Some(last) => Baseline::LastBuild(Box::new(last)),
            None => bail!(
                "there is no last build to compare with: run `vitrine build`, or name a git revision, \
                 as in `vitrine diff HEAD`"
            ),
        },
    };
    let options = match &baseline {
        Baseline::LastBuild(last) => last.options(options),
        Baseline::Revision(_) => options.clone(),
    };
    progress.step("Reading");
    let mut loaded = open(project, &options)?;
    let Some(renderer) = OutputRenderer::new(&mut loaded) else {
        return Ok(loaded.failed());
    };
    let new = match rendered(&renderer, &options, progress) {
        Ok(new) => new,
        Err(problems) => {
            loaded.diagnostics.append(problems);
            return Ok(loaded.failed());
        }
    };
    let old = match baseline {
        Baseline::LastBuild(last) => *last,
        Baseline::Revision(revision) => {
            snapshot_of_revision(project, revision, &options, progress)?
        }
    };
    let changes = compare(&old, &new);
    let mut summary = report::lines(&changes);
    if !summary.is_empty() {
        summary.push(String::new());
    }
    summary.push(report::summary(&changes));
    Ok(loaded.report(Outcome::Clean, summary))
}

/// The snapshot of a site, which is rendered for it, without the paper.
fn rendered(
    renderer: &OutputRenderer,
    options: &LoadOptions,
    progress: &Progress,
) -> Result<Snapshot, Diagnostics> {
    let files: BTreeMap<String, ContentHash> =
        renderer.render_site("Comparing", progress, ContentHash::new)?;
    Ok(Snapshot::new(renderer, options, files))
}

/// The snapshot of the last build; `None` if it does not exist.
pub(super) fn last_build(project: &Path) -> Option<Snapshot> {
    output::published(&project.join(PUBLIC))?;
    Snapshot::from_text(&last_snapshot(project)?)
}

/// The text of the snapshot of the last build.
pub(super) fn last_snapshot(project: &Path) -> Option<String> {
    Folder::open(project).ok()?.read_cache(LAST_BUILD)
}

/// Saves the snapshot of a build, for the next to compare with.
pub(super) fn keep(project: &Path, snapshot: &Snapshot) -> anyhow::Result<()> {
    let folder = Folder::open(project)?;
    let text = snapshot.to_text();
    if folder.read_cache(LAST_BUILD).is_some_and(|old| old == text) {
        return Ok(());
    }
    folder.write_cache(LAST_BUILD, text)
}

/// The snapshot of a git revision.
fn snapshot_of_revision(
    project: &Path,
    revision: &str,
    options: &LoadOptions,
    progress: &Progress,
) -> anyhow::Result<Snapshot> {
    let checked_out = revision::check_out(project, revision)?;
    let mut loaded = open(&checked_out.project, options)?;
    let snapshot = match OutputRenderer::new(&mut loaded) {
        Some(renderer) => rendered(&renderer, options, progress),
        None => Err(loaded.diagnostics),
    };
    snapshot.map_err(|problems| {
        anyhow!(
            "the project has {} at `{revision}`, so there is nothing to compare with",
            count(problems.errors(), "error")
        )
    })
}
