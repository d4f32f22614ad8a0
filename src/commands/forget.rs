//! `vitrine forget`: the erasure of a partner, from its record to every file of the project. Entry points:
//! [`plan_erasure`], then [`ErasurePlan::erase`].
//!
//! ```text
//!  plan ─▶ journal ─▶ delete the files ─▶ build ─▶ journal without bytes ─▶ delete caches ─▶ search ─▶ delete the journal
//!             │                             │
//!             └── an interrupted erasure    └── a site that cannot be built: restore the files, delete the journal
//!                 begins here again
//! ```
//!
//! Interrupted at any instant, an erasure goes on from its [`Journal`] when it is run again.

mod elsewhere;
mod files;
mod legacy;
mod normalize;
mod search;
#[cfg(test)]
mod tests;
mod texts;
mod traces;

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;

use super::build::build_site;
use super::erasure::{self, Journal, RemovedFiles};
use super::publish::StoreAccess;
use super::render::PUBLIC;
use super::{LoadOptions, Outcome, Progress, Report, open};
use crate::diagnostic::did_you_mean;
use crate::disk::Folder;
use crate::output;
use elsewhere::Elsewhere;
use files::{PartnerFiles, on_disk, others_pictures};
pub use search::Leftover;
use search::{Findings, Search};
use traces::{Needles, Trace};

/// The largest file that is deleted; larger records and pictures are refused when the project is read.
const MAX_FILE: u64 = 64 << 20;

/// A planned erasure.
#[derive(Debug, Clone)]
pub struct ErasurePlan {
    /// The name of the partner.
    pub name: String,
    /// The files that will be deleted, relative to the project: the record, and logos that no other record uses.
    pub files: Vec<String>,
    /// Whether nothing is deleted that an earlier erasure has not deleted already.
    pub confirmed: bool,
    journal: Journal,
}

/// A step of an erasure, for tests that interrupt it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ErasureStep {
    Journal,
    Delete,
    Build,
    Removals,
    Built,
    Cache,
    Search,
    Restore,
    End,
}

/// Finds a partner by its id, or its interrupted erasure, and the files that will be deleted.
///
/// # Errors
///
/// If the project cannot be read, or the partner does not exist.
pub fn plan_erasure(
    project: &Path,
    id: &str,
    options: &LoadOptions,
) -> anyhow::Result<ErasurePlan> {
    let folder = Folder::open(project)?;
    let interrupted = Journal::read(project, id)?;
    let loaded = open(project, options)?;
    let record = loaded.records.as_ref().and_then(|records| {
        let mut partners = records.partners.iter();
        Some((partners.find(|record| record.id == id)?, records))
    });
    let mut journal = match (record, &loaded.records) {
        (Some((record, records)), _) => {
            let PartnerFiles { deleted, pictures } = files::of_record(&folder, record, records)?;
            let others = records.partners.iter().map(AsRef::as_ref);
            let traces = traces::collect(record, others);
            Journal {
                id: id.to_owned(),
                name: record.name.value.clone(),
                files: deleted,
                pictures,
                traces: traces
                    .into_iter()
                    .map(|trace| (trace.kind, trace.text, trace.identifying))
                    .collect(),
                paths_before: paths(project).map(|path| erasure::hash(&path)).collect(),
                built: false,
            }
        }
        (None, _) if interrupted.is_some() => Journal::default(),
        (None, None) => bail!("the project cannot be read: `vitrine check` reports why"),
        (None, Some(records)) => {
            let ids = records.partners.iter().map(|record| record.id.as_str());
            let help = did_you_mean(id, ids).unwrap_or_else(|| {
                "write the name of its file in `partners/`, without `.toml`".to_owned()
            });
            bail!("the partner `{id}` does not exist: {help}");
        }
    };
    if let Some(interrupted) = interrupted {
        journal.resume(interrupted);
    }
    let used = match &loaded.records {
        Some(records) => others_pictures(&journal.files, records),
        None => Vec::new(),
    };
    let mut exists = false;
    let mut files = Vec::new();
    for mut file in std::mem::take(&mut journal.files) {
        if let Some(bytes) = folder.read(on_disk(project, &file.path), MAX_FILE)? {
            file.bytes = Some(bytes);
            // After an interruption, another picture may be there, or another record use it.
            if used.contains(&file.path) || !file.belongs_to(id) {
                journal.pictures.push(file.path);
                continue;
            }
            exists = true;
        }
        files.push(file);
    }
    journal.files = files;
    Ok(ErasurePlan {
        name: journal.name.clone(),
        files: journal.files.iter().map(|file| file.path.clone()).collect(),
        // An interrupted erasure was confirmed, but not for files that exist again.
        confirmed: !exists,
        journal,
    })
}

impl Journal {
    /// Adds what an interrupted erasure knew.
    fn resume(&mut self, interrupted: Self) {
        if self.id.is_empty() {
            *self = interrupted;
            return;
        }
        for file in interrupted.files {
            match self.files.iter_mut().find(|known| known.path == file.path) {
                // A restoration that was interrupted has not written it yet.
                Some(known) => known.bytes = file.bytes,
                None => self.files.push(file),
            }
        }
        for picture in interrupted.pictures {
            if !self.pictures.contains(&picture) {
                self.pictures.push(picture);
            }
        }
        for trace in interrupted.traces {
            if !self.traces.contains(&trace) {
                self.traces.push(trace);
            }
        }
        self.paths_before.extend(interrupted.paths_before);
        self.paths_before.sort_unstable();
        self.paths_before.dedup();
    }
}

/// The paths of the site that is built.
fn paths(project: &Path) -> impl Iterator<Item = String> {
    output::published(&project.join(PUBLIC))
        .unwrap_or_default()
        .into_iter()
}

/// The outcome of an erasure.
pub struct ErasureReport {
    /// The report of the build without the partner.
    pub report: Report,
    /// Every remaining trace of the partner in the project, and every file that cannot be searched.
    pub leftovers: Vec<Leftover>,
    /// Whether the deleted files were restored, because the site cannot be built without them.
    pub is_restored: bool,
    /// The file with the values that were searched for, if it remains.
    pub journal: Option<String>,
    /// Whether all known destinations are known to have nothing of the old site.
    pub is_published: bool,
    /// What remains to be done elsewhere, a line each.
    pub elsewhere: Vec<String>,
}

impl ErasurePlan {
    /// Deletes the files, builds, and searches everything in the project for remaining traces. If the site cannot be built
    /// without the partner, restores all files.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, written or deleted. The erasure can be run again then.
    pub fn erase(
        self,
        project: &Path,
        options: &LoadOptions,
        access: &StoreAccess,
        progress: &Progress,
    ) -> anyhow::Result<ErasureReport> {
        let files = self.files.clone();
        let (mut report, skipped) =
            self.erase_in_steps(project, options, progress, &mut |_| Ok(()))?;
        if report.report.outcome != Outcome::Problems {
            let Elsewhere {
                is_published,
                lines,
            } = elsewhere::remaining(project, &files, &skipped, access);
            report.is_published = is_published;
            report.elsewhere = lines;
        }
        Ok(report)
    }

    /// Calls `step` after each step; an error of it interrupts the erasure there, as the end of the program would.
    fn erase_in_steps(
        self,
        project: &Path,
        options: &LoadOptions,
        progress: &Progress,
        step: &mut dyn FnMut(ErasureStep) -> anyhow::Result<()>,
    ) -> anyhow::Result<(ErasureReport, Vec<String>)> {
        let Self { mut journal, .. } = self;
        let folder = Folder::open(project)?;
        let _lock = erasure::lock(&folder)?;
        let was_built = journal.built;
        journal.write(&folder)?;
        step(ErasureStep::Journal)?;
        for file in &journal.files {
            if let Err(error) = folder.remove(on_disk(project, &file.path)) {
                restore(&folder, &journal, step)?;
                return Err(error);
            }
            step(ErasureStep::Delete)?;
        }
        let built = build_site(project, options, None, progress);
        step(ErasureStep::Build)?;
        let report = match built {
            Ok(report) if report.outcome == Outcome::Clean => report,
            failed => {
                // The site of an earlier build is without the partner: then nothing is restored.
                let is_restored = !was_built;
                if is_restored {
                    restore(&folder, &journal, step)?;
                }
                let report = failed.map(|report| ErasureReport {
                    is_restored,
                    journal: (!is_restored).then(|| Journal::path(&journal.id)),
                    ..ErasureReport::new(report)
                });
                return Ok((report?, Vec::new()));
            }
        };
        RemovedFiles::add(project, &journal.paths_before, paths(project))?;
        step(ErasureStep::Removals)?;
        journal.files.iter_mut().for_each(|file| file.bytes = None);
        journal.built = true;
        journal.write(&folder)?;
        step(ErasureStep::Built)?;

        let traces = journal.traces.iter().cloned();
        let traces: Vec<Trace> = traces
            .map(|(kind, text, identifying)| Trace {
                kind,
                text,
                identifying,
            })
            .collect();
        let needles = Needles::new(&traces)?;
        let search = Search {
            project,
            id: &journal.id,
            pictures: &journal.pictures,
            traces: &traces,
            needles: &needles,
        };
        let Findings {
            mut leftovers,
            skipped,
        } = search.run();
        let caches: BTreeSet<String> = leftovers
            .iter()
            .filter(|leftover| leftover.is_cached())
            .map(|leftover| leftover.path.clone())
            .collect();
        for path in &caches {
            folder.remove(path)?;
            step(ErasureStep::Cache)?;
        }
        leftovers.retain(|leftover| !caches.contains(&leftover.path));
        step(ErasureStep::Search)?;
        let is_clean = leftovers.is_empty();
        if is_clean {
            journal.delete(&folder)?;
        }
        step(ErasureStep::End)?;
        let report = ErasureReport {
            leftovers,
            journal: (!is_clean).then(|| Journal::path(&journal.id)),
            ..ErasureReport::new(report)
        };
        Ok((report, skipped))
    }
}

impl ErasureReport {
    fn new(report: Report) -> Self {
        Self {
            report,
            leftovers: Vec::new(),
            is_restored: false,
            journal: None,
            is_published: true,
            elsewhere: Vec::new(),
        }
    }
}

/// Writes the deleted files again, where no new ones were written, then deletes the journal.
fn restore(
    folder: &Folder,
    journal: &Journal,
    step: &mut dyn FnMut(ErasureStep) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for file in &journal.files {
        let path = on_disk(folder.path(), &file.path);
        if let Some(bytes) = &file.bytes
            && !folder.exists(&path)?
        {
            folder.write_new(&path, bytes)?;
        }
        step(ErasureStep::Restore)?;
    }
    journal.delete(folder)
}
