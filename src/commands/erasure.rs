//! What an erasure leaves for later commands: the [`Journal`] of one that has not ended, and the [`RemovedFiles`] that the
//! next publication may delete. Written by `vitrine forget`; `check`, `build` and `publish` read it.

mod journal;
mod removed_files;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, anyhow};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::disk::{Folder, Lock};
use crate::source::Sources;

pub(super) use journal::{ErasedFile, Journal};
pub(super) use removed_files::{RemovedFiles, hash};

/// The folder of all that commands keep for later ones.
pub(super) const FOLDER: &str = ".vitrine";
/// How the names of journals begin.
const JOURNAL: &str = "erasure-";
/// The lock of erasures.
const LOCK: &str = ".vitrine/erasure.lock";
/// The file of the removed files.
const REMOVED: &str = ".vitrine/removed-files.txt";
/// The most bytes of a journal that are read: more than a record and two logos of the largest size.
const MAX_JOURNAL: u64 = 256 << 20;

/// An erasure that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnfinishedErasure {
    /// The id of the partner; absent if the journal cannot be read, or comes from elsewhere.
    pub(super) id: Option<String>,
    /// The path of the journal in the project.
    pub(super) journal: String,
    /// Whether the partner's files were deleted and a site without them built.
    pub(super) built: bool,
}

impl UnfinishedErasure {
    /// What is wrong, and what to do.
    fn message(&self) -> (String, String) {
        let journal = &self.journal;
        let Some(id) = &self.id else {
            return (
                format!(
                    "the journal of an erasure, `{journal}`, is damaged, or you have not written it in this folder"
                ),
                "look into it, as it may hold the last copy of a record, then delete it".to_owned(),
            );
        };
        let message = if self.built {
            format!("traces of the erased partner `{id}` remain")
        } else {
            format!("the erasure of the partner `{id}` was interrupted")
        };
        let help = format!(
            "run `vitrine forget {id}`, which goes on and lists what remains; `{journal}` holds the values that it searches for"
        );
        (message, help)
    }

    /// In one line.
    pub(super) fn line(&self) -> String {
        let (message, help) = self.message();
        format!("{message}: {help}")
    }
}

/// The erasures of a project that have not ended.
pub(super) fn unfinished(project: &Path) -> Vec<UnfinishedErasure> {
    // Without the folder, or if it cannot be read, no erasure is known.
    let entries = fs::read_dir(project.join(FOLDER)).into_iter().flatten();
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| is_journal(name))
        .collect();
    names.sort();
    let unfinished = names.into_iter().map(|name| {
        let journal = format!("{FOLDER}/{name}");
        let read = Journal::read_file(project, &journal).ok().flatten();
        UnfinishedErasure {
            id: read.as_ref().map(|journal| journal.id.clone()),
            built: read.is_some_and(|journal| journal.built),
            journal,
        }
    });
    unfinished.collect()
}

/// A warning for each erasure that has not ended.
pub(super) fn warnings(project: &Path, sources: &mut Sources) -> Diagnostics {
    let unfinished = unfinished(project).into_iter();
    let warnings = unfinished.map(|erasure| {
        let (message, help) = erasure.message();
        let place = sources.add(erasure.journal, "").start();
        Diagnostic::new(Code::UnfinishedErasure, place, message).help(help)
    });
    warnings.collect()
}

/// Whether a file in the folder is the journal of an erasure.
pub(super) fn is_journal(name: &str) -> bool {
    name.starts_with(JOURNAL) && name.ends_with(".json")
}

/// The text of a file; absent if it does not exist.
fn read_text(project: &Path, path: &str) -> anyhow::Result<Option<String>> {
    let bytes = Folder::open(project)?.read(path, MAX_JOURNAL)?;
    let text = bytes.map(String::from_utf8).transpose();
    text.with_context(|| format!("`{}` is not a text", project.join(path).display()))
}

/// Locks the project against other erasures, until the value is dropped.
///
/// # Errors
///
/// If another erasure is running.
pub(super) fn lock(project: &Folder) -> anyhow::Result<Lock> {
    let lock = project.lock(LOCK)?;
    lock.ok_or_else(|| {
        anyhow!("another `vitrine forget` is running in this project: wait until it has ended")
    })
}
