//! Files that erasures removed from the site: the next publication may delete them without being asked. Only hashes of
//! their paths are kept, because a path may name the partner.

use std::collections::BTreeSet;
use std::path::Path;

use siphasher::sip::SipHasher13;

use super::{REMOVED, read_text};
use crate::disk::Folder;

const HEADER: &str = "vitrine 1: hashes of the paths that erased partners had on the site; the next publication deletes them";

/// The files that erasures removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::commands) struct RemovedFiles(BTreeSet<u64>);

impl RemovedFiles {
    /// Those that were not published yet. If they cannot be read, the publication asks about every file.
    pub(in crate::commands) fn read(project: &Path) -> Self {
        Self::read_own(project).unwrap_or_default()
    }

    /// Absent if there are none, or this user did not write them in this folder.
    fn read_own(project: &Path) -> Option<Self> {
        let folder = Folder::open(project).ok()?;
        let text = read_text(project, REMOVED).ok()??;
        let is_own = folder.is_private(REMOVED).ok()?;
        is_own.then(|| Self::from_text(&text, folder.identity().ok()?))?
    }

    /// Adds the paths of the site before an erasure that it does not have afterwards.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub(in crate::commands) fn add(
        project: &Path,
        before: &[u64],
        after: impl IntoIterator<Item = String>,
    ) -> anyhow::Result<()> {
        let after: BTreeSet<u64> = after.into_iter().map(|path| hash(&path)).collect();
        let mut all = Self::read(project);
        let known = all.0.len();
        all.0
            .extend(before.iter().filter(|hash| !after.contains(hash)));
        if all.0.len() == known {
            return Ok(());
        }
        let folder = Folder::open(project)?;
        folder.write_private(REMOVED, all.to_text(folder.identity()?))
    }

    /// Whether an erasure removed this file.
    pub(in crate::commands) fn contains(&self, path: &str) -> bool {
        self.0.contains(&hash(path))
    }

    /// Forgets them, after a publication.
    ///
    /// # Errors
    ///
    /// If the file cannot be deleted.
    pub(in crate::commands) fn delete(project: &Path) -> anyhow::Result<()> {
        Folder::open(project)?.remove(REMOVED).map(drop)
    }

    fn to_text(&self, folder: u64) -> String {
        let lines = self.0.iter().map(|hash| format!("{hash:016x}\n"));
        format!(
            "{HEADER}\nfolder {folder:016x}\n{}",
            lines.collect::<String>()
        )
    }

    fn from_text(text: &str, folder: u64) -> Option<Self> {
        let mut lines = text.strip_prefix(HEADER)?.trim_start().lines();
        if lines.next()? != format!("folder {folder:016x}") {
            return None;
        }
        let hashes = lines.map(|line| u64::from_str_radix(line, 16).ok());
        hashes.collect::<Option<_>>().map(Self)
    }
}

/// The hash of a path.
pub(in crate::commands) fn hash(path: &str) -> u64 {
    SipHasher13::new().hash(path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{RemovedFiles, hash};

    #[test]
    fn a_list_from_a_copy_of_the_project_is_not_read() {
        let files = RemovedFiles([hash("en/index.html")].into());
        let text = files.to_text(7);
        assert_eq!(RemovedFiles::from_text(&text, 7), Some(files));
        assert_eq!(RemovedFiles::from_text(&text, 8), None);
        let without = text.replace("folder 0000000000000007\n", "");
        assert_eq!(RemovedFiles::from_text(&without, 7), None);
    }
}
