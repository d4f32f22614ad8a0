//! A file under a temporary name, until it gets its own: [`Temporary`].

use std::ffi::OsStr;
use std::fs::TryLockError;
use std::io::{self, ErrorKind, Write as _};

use cap_std::fs::{Dir, Metadata, OpenOptions};

use super::entry::open_existing;

/// Hidden names, so that no other part of the program reads such files.
const PREFIX: &str = ".vitrine-";
const SUFFIX: &str = ".tmp";
/// How many files may have such a name in one folder at the same time.
const MAX_NAMES: usize = 1000;

/// A file under a temporary name. It is locked as long as it is written, and deleted unless it is placed.
pub(super) struct Temporary<'d> {
    dir: &'d Dir,
    name: String,
    file: std::fs::File,
    is_placed: bool,
}

impl<'d> Temporary<'d> {
    pub(super) fn new(dir: &'d Dir) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        for number in 0..MAX_NAMES {
            let name = format!("{PREFIX}{number}{SUFFIX}");
            let file = match dir.open_with(&name, &options) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                file => file?.into_std(),
            };
            match file.try_lock() {
                // Somebody else is deleting it, as a leftover.
                Err(TryLockError::WouldBlock) => continue,
                Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => {
                    let _ = dir.remove_file(&name);
                    return Err(error);
                }
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            if dir.symlink_metadata(&name).is_err() {
                continue;
            }
            return Ok(Self {
                dir,
                name,
                file,
                is_placed: false,
            });
        }
        Err(io::Error::new(
            ErrorKind::AlreadyExists,
            format!(
                "the folder has too many files with names such as `{PREFIX}0{SUFFIX}`: delete them"
            ),
        ))
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Waits until the content is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Only the user may read the file.
    pub(super) fn make_private(&self) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            self.file
                .set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(())
    }

    /// Takes over the permissions of the file that it will replace.
    pub(super) fn take_over(&self, old: &Metadata) -> io::Result<()> {
        take_over(&self.file, old)
    }

    /// Gives the file its name; a file of that name is replaced.
    pub(super) fn place(mut self, name: &OsStr) -> io::Result<()> {
        self.dir.rename(&self.name, self.dir, name)?;
        self.is_placed = true;
        Ok(())
    }

    /// Gives the file its name, unless something of that name exists.
    pub(super) fn place_new(mut self, name: &OsStr) -> io::Result<()> {
        match self.dir.hard_link(&self.name, self.dir, name) {
            // The temporary name is deleted when this value is dropped.
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
            // A file system without hard links.
            Err(_) if self.dir.symlink_metadata(name).is_err() => {
                self.dir.rename(&self.name, self.dir, name)?;
                self.is_placed = true;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.is_placed {
            // If it cannot be deleted now, the next write in this folder tries again.
            let _ = self.dir.remove_file(&self.name);
        }
    }
}

/// Gives a file the permissions of the one that it will replace, and its owner as far as that is allowed.
#[cfg(unix)]
pub(super) fn take_over(file: &std::fs::File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

    use cap_std::fs::MetadataExt;
    use rustix::fs::{Gid, Uid, fchown};

    let new = file.metadata()?;
    let (owner, group) = (MetadataExt::uid(old), MetadataExt::gid(old));
    if (new.uid(), new.gid()) != (owner, group) {
        // Only an administrator may give files away.
        let _ = fchown(file, Some(Uid::from_raw(owner)), Some(Gid::from_raw(group)));
    }
    file.set_permissions(std::fs::Permissions::from_mode(
        MetadataExt::mode(old) & 0o7777,
    ))
}

#[cfg(not(unix))]
pub(super) fn take_over(_file: &std::fs::File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Whether a name is that of a file that is being written, or was when the program was killed.
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Deletes what interrupted writes left in a folder. What is being written is locked, and stays.
pub(super) fn delete_leftovers(dir: &Dir) {
    for entry in dir.entries().into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_temporary = name.to_str().is_some_and(is_leftover);
        if !is_temporary || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let Ok(file) = open_existing(dir, &name, OpenOptions::new().read(true)) else {
            continue;
        };
        if file.into_std().try_lock().is_ok() {
            let _ = dir.remove_file(&name);
        }
    }
}
