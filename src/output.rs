//! Output folder: the site's files by path in → a folder that is always complete. Entry points: [`write`](fn@write), [`verify`](fn@verify).
//!
//! Visitors find the complete old site or the complete new one, also after a crash at any instant: each file is compared
//! with the old one as soon as it is rendered; files that differ are written into a staging folder beside the old site;
//! then the two folders are exchanged in one step. If no file differs, nothing is touched.
//!
//! Only files that were written here are deleted: the manifest, the file [`manifest::NAME`] in the folder, lists them.
//! All other files are carried over.

mod manifest;
mod path;
mod staging;
mod target;
mod user_files;
mod verify;

#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use manifest::Manifest;
pub use manifest::{Entry, NAME as LIST};
use staging::Staging;
use target::{MANIFEST_AT_MOST, OutputTarget};
pub use verify::{Verification, verify};

use crate::disk::read_inside;

/// Name of the file in which `vitrine publish` keeps its state, in the folder or store that it publishes to.
pub const NOTES: &str = ".vitrine-published";

/// Summary of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files of the site.
    pub files: usize,
    /// Their size in bytes.
    pub bytes: u64,
    /// New and changed files.
    pub written: usize,
    /// Unchanged files.
    pub unchanged: usize,
    /// Deleted files of the old site.
    pub removed: usize,
}

/// Writes these files, by their path in the folder `public`, in place of those that were written before.
///
/// # Errors
///
/// The first error of `files`, and errors of the file system. The old site is unchanged then.
pub fn write(
    public: &Path,
    files: impl ParallelIterator<Item = anyhow::Result<(String, Vec<u8>)>>,
) -> anyhow::Result<Summary> {
    write_if(public, || Ok(()), files)
}

/// Runs [`write`](fn@write) if a check of the folder succeeds; no other build writes there between the two.
///
/// # Errors
///
/// That of the check, and those of [`write`](fn@write).
pub fn write_if(
    public: &Path,
    check: impl FnOnce() -> anyhow::Result<()>,
    files: impl ParallelIterator<Item = anyhow::Result<(String, Vec<u8>)>>,
) -> anyhow::Result<Summary> {
    let target = OutputTarget::open(public)?;
    check()?;
    let staging = Staging::new(&target);
    let mut compared = files
        .map(|file| {
            let (path, bytes) = file?;
            stage(path, &bytes, &target, &staging)
        })
        .collect::<anyhow::Result<Vec<ComparedFile>>>()?;
    compared.par_sort_unstable_by(|a, b| a.entry.path.cmp(&b.entry.path));
    if let Some(duplicate) = compared
        .windows(2)
        .find(|pair| pair[0].entry.path == pair[1].entry.path)
    {
        bail!(
            "two pages have the same address: `{}`",
            duplicate[0].entry.path
        );
    }

    let (entries, unchanged): (Vec<Entry>, Vec<bool>) = compared
        .into_iter()
        .map(|file| (file.entry, file.unchanged))
        .unzip();
    let new = Manifest { entries };
    let mut summary = Summary {
        files: new.entries.len(),
        bytes: new.entries.iter().map(|entry| entry.size).sum(),
        unchanged: unchanged.iter().filter(|unchanged| **unchanged).count(),
        ..Summary::default()
    };
    summary.written = summary.files - summary.unchanged;
    if summary.written == 0 && target.manifest.as_ref() == Some(&new) {
        return Ok(summary);
    }

    let survey = user_files::survey(&target, &new, &unchanged)?;
    summary.removed = survey.removed;
    new.entries
        .par_iter()
        .zip(&unchanged)
        .filter(|(_, unchanged)| **unchanged)
        .try_for_each(|(entry, _)| staging.carry_over(Path::new(&entry.path)))?;
    survey
        .user_entries
        .par_iter()
        .try_for_each(|entry| staging.carry_over_entry(entry))?;
    staging.write(manifest::NAME, new.to_text().as_bytes())?;
    staging.swap()?;
    Ok(summary)
}

/// The paths of the files that the last build wrote to the folder `public`. `None` if there is no readable manifest.
pub fn published(public: &Path) -> Option<Vec<String>> {
    let bytes = read_inside(public, Path::new(manifest::NAME), MANIFEST_AT_MOST).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let entries = Manifest::from_text(&text)?.entries.into_iter();
    Some(entries.map(|entry| entry.path).collect())
}

/// The files of a built site, as its manifest lists them.
///
/// # Errors
///
/// If the folder or the manifest does not exist.
pub fn entries(folder: &Path) -> anyhow::Result<Vec<Entry>> {
    Ok(verify::read_manifest(folder)?.entries)
}

/// The entry of the manifest itself, which is a file of the site too.
///
/// # Errors
///
/// If it cannot be read.
pub fn list_entry(folder: &Path) -> anyhow::Result<Entry> {
    let path = folder.join(LIST);
    let bytes = read_inside(folder, Path::new(LIST), MANIFEST_AT_MOST)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(Entry::new(LIST.to_owned(), &bytes))
}

/// A file that was compared with the old site; if it differs, it is in the staging folder.
struct ComparedFile {
    entry: Entry,
    unchanged: bool,
}

/// Compares a file with the old site, and writes it into the staging folder if it differs.
fn stage(
    path: String,
    bytes: &[u8],
    target: &OutputTarget,
    staging: &Staging<'_>,
) -> anyhow::Result<ComparedFile> {
    path::check(&path)?;
    let unchanged = target
        .has_file(&path, bytes)
        .with_context(|| format!("cannot compare with the old `{path}`"))?;
    if !unchanged {
        staging.write(&path, bytes)?;
    }
    Ok(ComparedFile {
        entry: Entry::new(path, bytes),
        unchanged,
    })
}
