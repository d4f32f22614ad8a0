//! Files that this program wrote in this folder for its user, as opposed to those that came with a copy of the folder.

use std::path::Path;

use anyhow::Context as _;
use cap_std::fs::Metadata;
use cap_std::time::SystemTime;

use super::entry::entry;
use super::{Folder, MissingFolder};

impl Folder {
    /// Whether a file belongs to the user, and no one else can read it, as [`Folder::write_private`] leaves it. A file that
    /// does not exist is private. Where files have no such permissions, all are.
    ///
    /// # Errors
    ///
    /// If that cannot be found out, or a link is on the way.
    pub fn is_private(&self, path: impl AsRef<Path>) -> anyhow::Result<bool> {
        let path = path.as_ref();
        let Some((dir, name)) = self.parent(path, MissingFolder::Stop)? else {
            return Ok(true);
        };
        let metadata = entry(&dir, &name)
            .with_context(|| format!("cannot read `{}`", self.path.join(path).display()))?;
        Ok(metadata.is_none_or(|metadata| is_own(&metadata)))
    }

    /// A number that a copy of the folder does not have, and that cannot be chosen: the moment of its creation.
    ///
    /// # Errors
    ///
    /// If that cannot be found out.
    pub fn identity(&self) -> anyhow::Result<u64> {
        let context = || format!("cannot read the folder `{}`", self.path.display());
        let metadata = self.dir.dir_metadata().with_context(context)?;
        let created = metadata.created().ok().map(SystemTime::into_std);
        let since = created.and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
        let nanoseconds = since.and_then(|since| u64::try_from(since.as_nanos()).ok());
        Ok(nanoseconds.unwrap_or_else(|| number(&metadata)))
    }
}

#[cfg(unix)]
fn is_own(metadata: &Metadata) -> bool {
    use cap_std::fs::MetadataExt as _;
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn is_own(_metadata: &Metadata) -> bool {
    true
}

/// The number of a folder on its file system.
#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    use cap_std::fs::MetadataExt as _;
    metadata.ino()
}

#[cfg(not(unix))]
fn number(_metadata: &Metadata) -> u64 {
    0
}
