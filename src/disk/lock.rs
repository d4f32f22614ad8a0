//! Lock files against other commands: [`Lock`].

use std::ffi::OsString;
use std::fs::TryLockError;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context as _, bail};
use cap_std::fs::{Dir, OpenOptions};

use super::{Folder, MissingFolder, entry, open_existing};

/// A lock file. It is deleted when this value is dropped; a leftover does no harm, because the lock belongs to the open file.
#[derive(Debug)]
pub struct Lock {
    dir: Dir,
    name: OsString,
    _file: std::fs::File,
}

impl Folder {
    /// Locks a file, which is created; `None` if another command holds the lock.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or something other than a file is in its place. A link there is deleted.
    pub fn lock(&self, path: impl AsRef<Path>) -> anyhow::Result<Option<Lock>> {
        let path = path.as_ref();
        let context = || format!("cannot write `{}`", self.path.join(path).display());
        let Some((dir, name)) = self.parent(path, MissingFolder::Create)? else {
            bail!(context());
        };
        loop {
            match entry(&dir, &name).with_context(context)? {
                Some(metadata) if metadata.is_symlink() => {
                    dir.remove_file(&name).with_context(context)?;
                }
                Some(metadata) if !metadata.is_file() => bail!(
                    "`{}` is not a regular file: delete it",
                    self.path.join(path).display()
                ),
                _ => {}
            }
            // The content of a file that exists is not touched.
            let mut options = OpenOptions::new();
            options.write(true).create(true);
            let file = open_existing(&dir, &name, &mut options).with_context(context)?;
            let file = file.into_std();
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                // Some network file systems have no locks. There, concurrent commands are the user's responsibility.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error).with_context(context),
            }
            // The command that held the lock may have deleted the file in between: then this lock is on a file that others
            // cannot open.
            if is_at(&file, &dir, &name).with_context(context)? {
                return Ok(Some(Lock {
                    dir,
                    name,
                    _file: file,
                }));
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.dir.remove_file(&self.name);
    }
}

#[cfg(unix)]
fn is_at(file: &std::fs::File, dir: &Dir, name: &OsString) -> io::Result<bool> {
    use cap_std::fs::MetadataExt as _;
    use std::os::unix::fs::MetadataExt as _;
    let Some(at_name) = entry(dir, name)? else {
        return Ok(false);
    };
    let open = file.metadata()?;
    Ok((at_name.dev(), at_name.ino()) == (open.dev(), open.ino()))
}

#[cfg(not(unix))]
fn is_at(_file: &std::fs::File, _dir: &Dir, _name: &OsString) -> io::Result<bool> {
    // An open file cannot be deleted on these systems.
    Ok(true)
}
