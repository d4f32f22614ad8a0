//! `vitrine diff`: what changed since the last build, or since a revision of git.

mod changes;
mod report;
mod snapshot;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};

use super::render::PUBLIC;
use super::{LoadOptions, Outcome, Progress, Report, open};
use crate::output;

pub(super) use changes::{Changes, between};
pub(super) use report::{lines, summary};
pub(super) use snapshot::Snapshot;

use changes::{Move, Named};
pub(super) use snapshot::is_lasting;

/// What was published by the last build, in the project.
const LAST_BUILD: &str = ".vitrine/last-build.txt";

/// Tells what changed in what is published.
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
    progress.step("Reading");
    let mut loaded = open(project, options)?;
    let (Some(catalogue), Some(site)) = (loaded.catalogue.clone(), loaded.site()) else {
        return Ok(loaded.failed());
    };
    let new = Snapshot::of(&catalogue, &site);
    let old = match revision {
        Some(revision) => of_revision(project, revision, options)?,
        None => match last_build(project) {
            Some(old) => old,
            None => bail!(
                "there is no last build to compare with: run `vitrine build`, or name a revision of git, \
                 as in `vitrine diff HEAD`"
            ),
        },
    };
    let changes = between(&old, &new);
    let mut summary = report::lines(&changes);
    if !summary.is_empty() {
        summary.push(String::new());
    }
    summary.push(report::summary(&changes));
    Ok(loaded.report(Outcome::Clean, summary))
}

/// What the last build published; nothing if there was none.
pub(super) fn last_build(project: &Path) -> Option<Snapshot> {
    let published = output::published(&project.join(PUBLIC))?;
    Some(Snapshot::from_text(&last_snapshot(project)?)?.with_addresses(published))
}

/// The same as it was kept.
pub(super) fn last_snapshot(project: &Path) -> Option<String> {
    fs::read_to_string(project.join(LAST_BUILD)).ok()
}

/// Keeps what a build published, for the next to compare with.
pub(super) fn keep(project: &Path, snapshot: &Snapshot) -> anyhow::Result<()> {
    let path = project.join(LAST_BUILD);
    let text = snapshot.to_text();
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// What a revision would publish: its files are written to a temporary folder; neither the project nor git's own
/// notes of it are touched.
fn of_revision(project: &Path, revision: &str, options: &LoadOptions) -> anyhow::Result<Snapshot> {
    let temporary = tempfile::tempdir().context("cannot make a temporary folder")?;
    let index = temporary.path().join("index");
    let tree = temporary.path().join("project");
    fs::create_dir(&tree).with_context(|| format!("cannot make `{}`", tree.display()))?;
    let git = |arguments: &[&str]| git(project, &index, arguments);
    let commit = git(&[
        "rev-parse",
        "--verify",
        "--quiet",
        &format!("{revision}^{{commit}}"),
    ]);
    let Ok(commit) = commit else {
        bail!(
            "git knows no revision `{revision}` in `{}`",
            project.display()
        );
    };
    let (commit, prefix) = (commit.trim(), git(&["rev-parse", "--show-prefix"])?);
    let prefix = prefix.trim();
    for folder in ["content", "partners", "themes"] {
        let place = format!("{commit}:{prefix}{folder}");
        if git(&["cat-file", "-e", &place]).is_ok() {
            git(&["read-tree", &format!("--prefix={folder}/"), &place])?;
        }
    }
    let target = format!("--prefix={}/", tree.display());
    // From the top of the work tree, as the names in the index are.
    let top = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim());
    self::git(
        &top,
        &index,
        &["checkout-index", "--all", "--quiet", &target],
    )?;
    let mut loaded = open(&tree, options)?;
    let (Some(catalogue), Some(site)) = (loaded.catalogue.clone(), loaded.site()) else {
        bail!(
            "the project had {} errors at `{revision}`, so that there is nothing to compare with",
            loaded.diagnostics.errors()
        );
    };
    Ok(Snapshot::of(&catalogue, &site))
}

/// Runs git in a folder with an index of its own, and gives what it prints.
fn git(folder: &Path, index: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("git")
        .current_dir(folder)
        .env("GIT_INDEX_FILE", index)
        .args(arguments)
        .output()
        .context("cannot run `git`, which is needed to read a revision")?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        bail!("`git {}` failed: {}", arguments.join(" "), reason.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
