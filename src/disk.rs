//! Writing and deleting: bytes → files that are whole at any instant. Entry points: [`Folder`], for the files of a project;
//! [`write_named`], for a file that is named on the command line.
//!
//! A file is written beside its place, under a hidden name, and then renamed: a full disk or a sudden end leaves the old file
//! or the new one, complete. Nothing is written, deleted or locked through a symbolic link, because a project that somebody
//! else made may contain links to any file of the user; and nothing leaves the folder that was opened.
//!
//! ```text
//!  Folder ──parent──▶ folder of the file, step by step without links
//!            │
//!            └──▶ Temporary ──write, permissions, sync──▶ rename to the name
//! ```
//!
//! Files that are written together, all or none, are a [`Transaction`]; those of a new project, a [`NewTree`].

mod entry;
mod inside;
mod lock;
mod named;
mod new_tree;
mod own;
mod temporary;
mod transaction;

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, bail, ensure};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use entry::{entry, open_existing, refuse_unless_file, sync_folder};
pub use inside::read_inside;
pub use lock::Lock;
pub use named::write_named;
pub use new_tree::{NewFolder, NewTree};
use temporary::Temporary;
pub use transaction::{Transaction, UNFINISHED, Unfinished, finish, is_below_partners, unfinished};

/// A folder, held open. All paths are relative to it.
#[derive(Debug)]
pub struct Folder {
    dir: Dir,
    path: PathBuf,
    /// The folders below, in which leftovers of interrupted writes have been deleted.
    tidy: Mutex<HashSet<PathBuf>>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WriteMode {
    /// A file of the owner: on the disk when the function returns. A link in its place is an error.
    Record,
    /// As [`WriteMode::Record`], and nothing may exist in its place.
    New,
    /// A file that can be generated again: not waited for. A link in its place is an error.
    Output,
    /// A file of the program's own. A link in its place is replaced.
    Cache,
    /// As [`WriteMode::Cache`], on the disk when the function returns, and only for the user to read.
    Private,
}

impl WriteMode {
    fn is_synced(self) -> bool {
        matches!(self, Self::Record | Self::New | Self::Private)
    }

    /// Whether whatever is in the place of the file is replaced, as nothing of the owner can be there.
    fn is_own(self) -> bool {
        matches!(self, Self::Cache | Self::Private)
    }
}

impl Folder {
    /// Opens a folder. It may be reached through links, because the user has named it.
    ///
    /// # Errors
    ///
    /// If it does not exist or cannot be read.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let path = if path == Path::new("") {
            Path::new(".")
        } else {
            path
        };
        let dir = Dir::open_ambient_dir(path, ambient_authority())
            .with_context(|| format!("cannot open the folder `{}`", path.display()))?;
        Ok(Self {
            dir,
            path: path.to_owned(),
            tidy: Mutex::default(),
        })
    }

    /// Opens a folder that the user has named, and creates it if it does not exist.
    ///
    /// # Errors
    ///
    /// If it is a symbolic link, or cannot be created or read.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        if path.is_symlink() {
            bail!(
                "`{}` is a symbolic link, and nothing is written through links: name the folder that it leads to",
                path.display()
            );
        }
        std::fs::create_dir_all(path)
            .with_context(|| format!("cannot make the folder `{}`", path.display()))?;
        Self::open(path)
    }

    /// The path with which the folder was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file of the owner. It keeps its permissions; when this returns, it is on the disk.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or a link or a folder is in its place or on the way. The old file is unchanged then.
    pub fn write(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
        self.put(path.as_ref(), bytes.as_ref(), WriteMode::Record)
    }

    /// Writes a new file.
    ///
    /// # Errors
    ///
    /// As [`Folder::write`], and if anything exists in its place.
    pub fn write_new(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
        self.put(path.as_ref(), bytes.as_ref(), WriteMode::New)
    }

    /// Writes a file that can be generated again.
    ///
    /// # Errors
    ///
    /// As [`Folder::write`].
    pub fn write_output(
        &self,
        path: impl AsRef<Path>,
        bytes: impl AsRef<[u8]>,
    ) -> anyhow::Result<()> {
        self.put(path.as_ref(), bytes.as_ref(), WriteMode::Output)
    }

    /// Writes a file of the program's own; a link in its place is replaced.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or a folder is in its place, or a link is on the way.
    pub fn write_cache(
        &self,
        path: impl AsRef<Path>,
        bytes: impl AsRef<[u8]>,
    ) -> anyhow::Result<()> {
        self.put(path.as_ref(), bytes.as_ref(), WriteMode::Cache)
    }

    /// As [`Folder::write_cache`], but only the user can read the file, and when this returns, it is on the disk.
    ///
    /// # Errors
    ///
    /// As [`Folder::write_cache`].
    pub fn write_private(
        &self,
        path: impl AsRef<Path>,
        bytes: impl AsRef<[u8]>,
    ) -> anyhow::Result<()> {
        self.put(path.as_ref(), bytes.as_ref(), WriteMode::Private)
    }

    /// Reads a regular file of limited size; `None` if it does not exist.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is larger, is not a regular file or is reached through a link.
    pub fn read(&self, path: impl AsRef<Path>, at_most: u64) -> anyhow::Result<Option<Vec<u8>>> {
        let path = path.as_ref();
        let shown = || self.path.join(path);
        let context = || format!("cannot read `{}`", shown().display());
        let Some((dir, name)) = self.parent(path, MissingFolder::Stop)? else {
            return Ok(None);
        };
        let Some(metadata) = entry(&dir, &name).with_context(context)? else {
            return Ok(None);
        };
        refuse_unless_file(&metadata, &shown())?;
        let file = match open_existing(&dir, &name, OpenOptions::new().read(true)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.with_context(context)?,
        };
        let is_file = file.metadata().with_context(context)?.is_file();
        ensure!(is_file, "`{}` is not a regular file", shown().display());
        let mut bytes = Vec::new();
        file.take(at_most + 1)
            .read_to_end(&mut bytes)
            .with_context(context)?;
        ensure!(
            bytes.len() as u64 <= at_most,
            "`{}` is larger than {} MiB",
            shown().display(),
            at_most >> 20
        );
        Ok(Some(bytes))
    }

    /// Reads a small text of the program's own; `None` if it does not exist or cannot be read.
    pub fn read_cache(&self, path: impl AsRef<Path>) -> Option<String> {
        const AT_MOST: u64 = 256 << 20;
        let bytes = self.read(path, AT_MOST).ok()??;
        String::from_utf8(bytes).ok()
    }

    /// Deletes a file, or a link itself. Returns whether it existed.
    ///
    /// # Errors
    ///
    /// If it cannot be deleted, or a link is on the way.
    pub fn remove(&self, path: impl AsRef<Path>) -> anyhow::Result<bool> {
        let path = path.as_ref();
        let Some((dir, name)) = self.parent(path, MissingFolder::Stop)? else {
            return Ok(false);
        };
        match dir.remove_file(&name) {
            Ok(()) => sync_folder(&dir).map(|()| true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
        .with_context(|| format!("cannot delete `{}`", self.path.join(path).display()))
    }

    /// Deletes a folder with everything in it, or a link itself. Returns whether it existed.
    ///
    /// # Errors
    ///
    /// If it cannot be deleted, or a link is on the way.
    pub fn remove_folder(&self, path: impl AsRef<Path>) -> anyhow::Result<bool> {
        let path = path.as_ref();
        let context = || format!("cannot delete `{}`", self.path.join(path).display());
        let Some((dir, name)) = self.parent(path, MissingFolder::Stop)? else {
            return Ok(false);
        };
        let Some(metadata) = entry(&dir, &name).with_context(context)? else {
            return Ok(false);
        };
        match metadata.is_dir() {
            true => dir.remove_dir_all(&name),
            false => dir.remove_file(&name),
        }
        .with_context(context)?;
        Ok(true)
    }

    /// Creates a folder and those above it, as far as they do not exist.
    ///
    /// # Errors
    ///
    /// If it cannot be created, or a link is on the way.
    pub fn create_folder(&self, path: impl AsRef<Path>) -> anyhow::Result<()> {
        // The name is that of a file that need not exist.
        self.parent(&path.as_ref().join("x"), MissingFolder::Create)
            .map(|_| ())
    }

    /// Whether there is anything at this path: a file, a folder or a link, even one without a target.
    ///
    /// # Errors
    ///
    /// If that cannot be found out, or a link is on the way.
    pub fn exists(&self, path: impl AsRef<Path>) -> anyhow::Result<bool> {
        let path = path.as_ref();
        let Some((dir, name)) = self.parent(path, MissingFolder::Stop)? else {
            return Ok(false);
        };
        let entry = entry(&dir, &name)
            .with_context(|| format!("cannot read `{}`", self.path.join(path).display()))?;
        Ok(entry.is_some())
    }

    fn put(&self, path: &Path, bytes: &[u8], mode: WriteMode) -> anyhow::Result<()> {
        let shown = || self.path.join(path);
        let context = || format!("cannot write `{}`", shown().display());
        let Some((dir, name)) = self.parent(path, MissingFolder::Create)? else {
            bail!(context());
        };
        self.tidy(&dir, path);
        let old = entry(&dir, &name).with_context(context)?;
        if let Some(old) = &old {
            match mode {
                WriteMode::New => {
                    bail!("`{}` exists already and was not changed", shown().display())
                }
                mode if mode.is_own() && !old.is_dir() => {}
                _ => refuse_unless_file(old, &shown())?,
            }
        }
        let mut file = Temporary::new(&dir).with_context(context)?;
        if mode == WriteMode::Private {
            file.make_private().with_context(context)?;
        }
        file.write(bytes).with_context(context)?;
        if let Some(old) = old.filter(|old| old.is_file() && !mode.is_own()) {
            // A file that may not be written is not replaced either.
            open_existing(&dir, &name, OpenOptions::new().write(true)).with_context(context)?;
            file.take_over(&old).with_context(context)?;
        }
        if mode.is_synced() {
            file.sync().with_context(context)?;
        }
        if mode == WriteMode::New {
            file.place_new(&name).with_context(context)?;
        } else {
            file.place(&name).with_context(context)?;
        }
        if mode.is_synced() {
            sync_folder(&dir).with_context(context)?;
        }
        Ok(())
    }

    /// The folder of a file, and the name of the file. `None` if the folder does not exist and is not to be created.
    fn parent(
        &self,
        path: &Path,
        missing: MissingFolder,
    ) -> anyhow::Result<Option<(Dir, OsString)>> {
        let mut names = Vec::new();
        for component in path.components() {
            match component {
                Component::Normal(name) => names.push(name),
                Component::CurDir => {}
                _ => bail!(
                    "`{}` leads out of `{}`",
                    path.display(),
                    self.path.display()
                ),
            }
        }
        let Some((name, folders)) = names.split_last() else {
            bail!("`{}` is not the name of a file", path.display());
        };
        let mut walked = self.path.clone();
        let mut dir = self
            .dir
            .try_clone()
            .with_context(|| format!("cannot open the folder `{}`", walked.display()))?;
        for folder in folders {
            walked.push(folder);
            let context = || format!("cannot open the folder `{}`", walked.display());
            match entry(&dir, folder).with_context(context)? {
                Some(metadata) if metadata.is_symlink() => bail!(
                    "`{}` is a symbolic link, and nothing is written or deleted through links: replace it by the folder that it leads to",
                    walked.display()
                ),
                Some(_) => {}
                None if missing == MissingFolder::Stop => return Ok(None),
                None => match dir.create_dir(folder) {
                    // Somebody else has created it in the meantime.
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                    result => result.with_context(|| {
                        format!("cannot make the folder `{}`", walked.display())
                    })?,
                },
            }
            dir = dir.open_dir(folder).with_context(context)?;
        }
        Ok(Some((dir, name.into())))
    }

    /// Deletes what interrupted writes left in the folder of a file. Returns whether this is the first time.
    fn tidy(&self, dir: &Dir, path: &Path) -> bool {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let mut tidy = self.tidy.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = tidy.insert(folder);
        if is_first {
            temporary::delete_leftovers(dir);
        }
        is_first
    }
}

/// What to do if a folder on the way to a file does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MissingFolder {
    Create,
    Stop,
}
