//! Staging folder: contains the new site until it replaces the old one. Entry point: [`Staging::new`].

use std::collections::HashSet;
use std::fs::{self, File, Permissions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};

use anyhow::Context as _;

use super::target::{OutputTarget, remove_tree};
use super::user_files::UserEntry;

/// The new site. The folder is deleted when this value is dropped, unless it has replaced the old site.
#[derive(Debug)]
pub(super) struct Staging<'a> {
    target: &'a OutputTarget,
    /// Folders that were created already.
    created: RwLock<HashSet<PathBuf>>,
    /// Folders of the user with their permissions, which they get when everything is in them.
    permissions: Mutex<Vec<(PathBuf, Permissions)>>,
}

impl<'a> Staging<'a> {
    /// A staging folder. It is created with the first file.
    pub(super) fn new(target: &'a OutputTarget) -> Self {
        Self {
            target,
            created: RwLock::default(),
            permissions: Mutex::default(),
        }
    }

    /// Writes a file.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let to = self.create_parent(Path::new(path))?;
        File::create_new(&to)
            .and_then(|mut file| file.write_all(bytes))
            .with_context(|| format!("cannot write `{}`", to.display()))
    }

    /// Carries a file over from the old site, with its times.
    pub(super) fn carry_over(&self, path: &Path) -> anyhow::Result<()> {
        let from = self.target.public.join(path);
        let to = self.create_parent(path)?;
        match fs::hard_link(&from, &to) {
            Err(error) if error.kind() != ErrorKind::CrossesDevices => copy(&from, &to),
            result => result,
        }
        .with_context(|| format!("cannot carry over `{}`", from.display()))
    }

    /// Carries over a file or folder that the user put into the old site.
    pub(super) fn carry_over_entry(&self, entry: &UserEntry) -> anyhow::Result<()> {
        match entry {
            UserEntry::File(path) => self.carry_over(path),
            UserEntry::Folder(path, permissions) => {
                self.create_folder(path)?;
                self.permissions
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((path.clone(), permissions.clone()));
                Ok(())
            }
        }
    }

    /// Replaces the old site with the new one, and deletes the old one.
    pub(super) fn swap(self) -> anyhow::Result<()> {
        let OutputTarget {
            public,
            staging,
            aside,
            ..
        } = self.target;
        self.set_permissions()?;
        let context = || format!("cannot replace `{}` with the new site", public.display());
        flush(staging).with_context(context)?;
        if !self.target.exists {
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
            // The new site is in place. If the old one cannot be deleted now, the next build tries again.
            let _ = remove_tree(aside);
        }
        Ok(())
    }

    /// Gives the folders of the user their permissions, the inner ones first.
    fn set_permissions(&self) -> anyhow::Result<()> {
        let mut permissions = self
            .permissions
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        permissions.sort_by_key(|(path, _)| std::cmp::Reverse(path.components().count()));
        for (path, permissions) in permissions.drain(..) {
            fs::set_permissions(self.target.staging.join(&path), permissions)
                .with_context(|| format!("cannot carry over the folder `{}`", path.display()))?;
        }
        Ok(())
    }

    /// Creates the folder of a file. Returns the path of the file in the staging folder.
    fn create_parent(&self, path: &Path) -> anyhow::Result<PathBuf> {
        self.create_folder(path.parent().unwrap_or(Path::new("")))?;
        Ok(self.target.staging.join(path))
    }

    fn create_folder(&self, path: &Path) -> anyhow::Result<()> {
        let is_created = self
            .created
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(path);
        if is_created {
            return Ok(());
        }
        if let Some(parent) = path.parent() {
            self.create_folder(parent)?;
        }
        let to = self.target.staging.join(path);
        match fs::create_dir(&to) {
            // Another thread has created it in the meantime.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && to.is_dir() => Ok(()),
            result => result,
        }
        .with_context(|| format!("cannot create the folder `{}`", to.display()))?;
        self.created
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned());
        Ok(())
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // After the swap this is the old site. If it cannot be deleted now, the next build tries again.
        let _ = remove_tree(&self.target.staging);
    }
}

/// Copies a file, for file systems without hard links.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    #[cfg(unix)]
    if metadata.is_symlink() {
        return std::os::unix::fs::symlink(fs::read_link(from)?, to);
    }
    fs::copy(from, to)?;
    File::open(to)?.set_modified(metadata.modified()?)
}

/// Exchanges two folders in one step. Returns false if the operating system or the file system cannot.
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

/// Waits until the new site is on the disk, so that no name is written before the content of its file.
#[cfg(target_os = "linux")]
fn flush(folder: &Path) -> std::io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn flush(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
