//! The folder in which the new site grows, beside the old one.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use anyhow::Context as _;

use super::kept::Kept;
use super::place::{Place, remove_tree};

/// The new site; it is deleted with this value, unless it was swapped with the old one.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    place: &'a Place,
    /// Folders that are made, so that none is made twice.
    made: RwLock<HashSet<PathBuf>>,
}

impl<'a> Staging<'a> {
    /// A staging folder, which is made when something is put into it.
    pub(super) fn new(place: &'a Place) -> Self {
        Self {
            place,
            made: RwLock::default(),
        }
    }

    /// Writes a file.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let to = self.make_room(Path::new(path))?;
        File::create_new(&to)
            .and_then(|mut file| file.write_all(bytes))
            .with_context(|| format!("cannot write `{}`", to.display()))
    }

    /// Takes a file over from the old site, with its times.
    pub(super) fn carry_over(&self, path: &Path) -> anyhow::Result<()> {
        let from = self.place.public.join(path);
        let to = self.make_room(path)?;
        match fs::hard_link(&from, &to) {
            Err(error) if error.kind() != ErrorKind::CrossesDevices => copy(&from, &to),
            result => result,
        }
        .with_context(|| format!("cannot carry over `{}`", from.display()))
    }

    /// Takes over what the user put into the old site.
    pub(super) fn keep(&self, kept: &Kept) -> anyhow::Result<()> {
        match kept {
            Kept::File(path) => self.carry_over(path),
            Kept::Folder(path, permissions) => {
                let to = self.place.staging.join(path);
                self.make_folder(path)
                    .and_then(|()| Ok(fs::set_permissions(&to, permissions.clone())?))
                    .with_context(|| format!("cannot carry over the folder `{}`", path.display()))
            }
        }
    }

    /// Puts the new site in the place of the old one, and deletes the old one.
    pub(super) fn swap(self) -> anyhow::Result<()> {
        let Place {
            public,
            staging,
            aside,
            ..
        } = self.place;
        let context = || {
            format!(
                "cannot put the new site in the place of `{}`",
                public.display()
            )
        };
        flush(staging).with_context(context)?;
        if !self.place.exists {
            return fs::rename(staging, public).with_context(context);
        }
        let permissions = fs::metadata(public).with_context(context)?.permissions();
        fs::set_permissions(staging, permissions).with_context(context)?;
        if !exchange(staging, public).with_context(context)? {
            fs::rename(public, aside).with_context(context)?;
            if let Err(error) = fs::rename(staging, public) {
                fs::rename(aside, public).with_context(context)?;
                return Err(error).with_context(context);
            }
            // The site is out; if the old one cannot be deleted now, the next build tries again.
            let _ = remove_tree(aside);
        }
        Ok(())
    }

    /// Makes the folder that a file is in, and says where the file goes.
    fn make_room(&self, path: &Path) -> anyhow::Result<PathBuf> {
        self.make_folder(path.parent().unwrap_or(Path::new("")))?;
        Ok(self.place.staging.join(path))
    }

    fn make_folder(&self, path: &Path) -> anyhow::Result<()> {
        let is_made = self
            .made
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(path);
        if is_made {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.make_folder(parent)?;
        }
        let to = self.place.staging.join(path);
        match fs::create_dir(&to) {
            // Another thread was quicker.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && to.is_dir() => Ok(()),
            result => result,
        }
        .with_context(|| format!("cannot make the folder `{}`", to.display()))?;
        self.made
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned());
        Ok(())
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // After the swap the old site is here. What cannot be deleted now, the next build tries again.
        let _ = remove_tree(&self.place.staging);
    }
}

/// For file systems without hard links.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    File::open(to)?.set_modified(metadata.modified()?)
}

/// Lets two folders change places in one step; false where the system or the file system cannot.
#[cfg(unix)]
fn exchange(a: &Path, b: &Path) -> std::io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn exchange(_a: &Path, _b: &Path) -> std::io::Result<bool> {
    Ok(false)
}

/// Waits until the new site is on the disk, so that the names do not get there before the contents.
#[cfg(target_os = "linux")]
fn flush(folder: &Path) -> std::io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn flush(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
