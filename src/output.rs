//! Writing the site: files by their path in → a folder that is always whole.
//!
//! A visitor, or a crash at any instant, finds the whole old site or the whole new one: each file is compared with the
//! old one as it arrives; what differs is written into a staging folder beside the old site; then the two folders
//! change places in one step. If nothing differs, nothing is touched.
//!
//! Nothing is deleted that was not written here: the file [`manifest::NAME`] in the folder lists what was. All other
//! files are carried over.

mod kept;
mod manifest;
mod path;
mod place;
mod staging;
mod verify;

#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use manifest::Manifest;
pub use manifest::{Entry, NAME as LIST};
use place::Place;
use staging::Staging;
pub use verify::{Verified, verify};

/// The file in which a publication notes what it published, in the folder or store that it went to.
pub const NOTES: &str = ".vitrine-published";

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files of the site.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that are new or differ from the old ones.
    pub written: usize,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files of the old site that are no more.
    pub removed: usize,
}

/// Writes these files, by their path in the folder `public`, in place of those that were written before.
///
/// The first error of `files` ends it, and then the old site is as it was.
pub fn write(
    public: &Path,
    files: impl ParallelIterator<Item = anyhow::Result<(String, Vec<u8>)>>,
) -> anyhow::Result<Summary> {
    let place = Place::open(public)?;
    let staging = Staging::new(&place);
    let mut arrived = files
        .map(|file| {
            let (path, bytes) = file?;
            arrive(path, &bytes, &place, &staging)
        })
        .collect::<anyhow::Result<Vec<Arrived>>>()?;
    arrived.par_sort_unstable_by(|a, b| a.entry.path.cmp(&b.entry.path));
    if let Some(twice) = arrived
        .windows(2)
        .find(|two| two[0].entry.path == two[1].entry.path)
    {
        bail!("two pages have the same address: `{}`", twice[0].entry.path);
    }

    let (entries, unchanged): (Vec<Entry>, Vec<bool>) = arrived
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
    if summary.written == 0 && place.old.as_ref() == Some(&new) {
        return Ok(summary);
    }

    let old = kept::survey(&place, &new, &unchanged)?;
    summary.removed = old.removed;
    new.entries
        .par_iter()
        .zip(&unchanged)
        .filter(|(_, unchanged)| **unchanged)
        .try_for_each(|(entry, _)| staging.carry_over(Path::new(&entry.path)))?;
    old.kept
        .par_iter()
        .try_for_each(|kept| staging.keep(kept))?;
    staging.write(manifest::NAME, new.to_text().as_bytes())?;
    staging.swap()?;
    Ok(summary)
}

/// The files that were written to the folder `public` before, by path; nothing if there were none.
pub fn published(public: &Path) -> Option<Vec<String>> {
    let list = std::fs::read_to_string(public.join(manifest::NAME)).ok()?;
    let entries = Manifest::from_text(&list)?.entries.into_iter();
    Some(entries.map(|entry| entry.path).collect())
}

/// The files of a built site, as its list says.
///
/// # Errors
///
/// If there is no such folder or no such list.
pub fn entries(folder: &Path) -> anyhow::Result<Vec<Entry>> {
    Ok(verify::listed(folder)?.entries)
}

/// The list itself, as a file of the site.
///
/// # Errors
///
/// If it cannot be read.
pub fn list_entry(folder: &Path) -> anyhow::Result<Entry> {
    let path = folder.join(LIST);
    let bytes = std::fs::read(&path);
    let bytes = bytes.with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(Entry::new(LIST.to_owned(), &bytes))
}

/// A file that has arrived and been compared; if it differs, it is in the staging folder.
struct Arrived {
    entry: Entry,
    unchanged: bool,
}

fn arrive(
    path: String,
    bytes: &[u8],
    place: &Place,
    staging: &Staging<'_>,
) -> anyhow::Result<Arrived> {
    path::check(&path)?;
    let unchanged = place
        .holds(&path, bytes)
        .with_context(|| format!("cannot compare with the old `{path}`"))?;
    if !unchanged {
        staging.write(&path, bytes)?;
    }
    Ok(Arrived {
        entry: Entry::new(path, bytes),
        unchanged,
    })
}
