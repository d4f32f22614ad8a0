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
        let text = read_text(project, REMOVED).ok().flatten();
        text.and_then(|text| Self::from_text(&text))
            .unwrap_or_default()
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
        Folder::open(project)?.write_private(REMOVED, all.to_text())
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

    fn to_text(&self) -> String {
        let lines = self.0.iter().map(|hash| format!("{hash:016x}\n"));
        format!("{HEADER}\n{}", lines.collect::<String>())
    }

    fn from_text(text: &str) -> Option<Self> {
        let lines = text.strip_prefix(HEADER)?.trim_start().lines();
        let hashes = lines.map(|line| u64::from_str_radix(line, 16).ok());
        hashes.collect::<Option<_>>().map(Self)
    }
}

/// The hash of a path.
pub(in crate::commands) fn hash(path: &str) -> u64 {
    SipHasher13::new().hash(path.as_bytes())
}
