//! The folder that is written to: whether it may be, one build at a time, and what an interrupted build left.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::manifest::{self, Manifest};

/// A folder that may be written to, locked against other builds for as long as this lives.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder.
    pub(super) public: PathBuf,
    /// Where the new site grows, and where the old one is after the swap.
    pub(super) staging: PathBuf,
    /// Where the old site is for a moment, on file systems that cannot swap in one step.
    pub(super) aside: PathBuf,
    /// What was written before; none if nothing was.
    pub(super) old: Option<Manifest>,
    /// Whether the folder is there already.
    pub(super) exists: bool,
    _lock: Lock,
}

impl Place {
    /// Locks the folder, cleans up after an interrupted build, and refuses a folder that is not ours to replace.
    pub(super) fn open(public: &Path) -> anyhow::Result<Self> {
        let shown = public.display();
        let Some(name) = public.file_name() else {
            bail!("cannot write the site to `{shown}`: name a folder that can be replaced");
        };
        let parent = match public.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
        // The staging folder must be on the same file system, so it is beside.
        let beside = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            parent.join(hidden)
        };
        let mut place = Self {
            public: public.to_owned(),
            staging: beside(".vitrine-new"),
            aside: beside(".vitrine-old"),
            old: None,
            exists: false,
            _lock: Lock::take(beside(".vitrine-lock"), public)?,
        };
        place.clean_up()?;
        place.exists = place.is_folder(parent)?;
        if place.exists {
            place.old = place.read_manifest()?;
        }
        Ok(place)
    }

    /// Whether the old site has this very file.
    pub(super) fn holds(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        if !self.exists {
            return Ok(false);
        }
        let path = self.public.join(path);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => {
                return match error.kind() {
                    ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(false),
                    _ => Err(error),
                };
            }
        };
        Ok(metadata.is_file() && metadata.len() == bytes.len() as u64 && same(&path, bytes)?)
    }

    /// Brings back an old site that an interrupted swap left aside, and deletes what an interrupted build left.
    fn clean_up(&self) -> anyhow::Result<()> {
        if !there(&self.public) && there(&self.aside) {
            fs::rename(&self.aside, &self.public).with_context(|| {
                format!(
                    "an interrupted build left the site in `{}`; cannot move it back to `{}`",
                    self.aside.display(),
                    self.public.display()
                )
            })?;
        }
        for left_over in [&self.staging, &self.aside] {
            remove_tree(left_over).with_context(|| {
                format!(
                    "cannot delete `{}`, which an interrupted build left",
                    left_over.display()
                )
            })?;
        }
        Ok(())
    }

    fn is_folder(&self, parent: &Path) -> anyhow::Result<bool> {
        let shown = self.public.display();
        let metadata = match fs::symlink_metadata(&self.public) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error).with_context(|| format!("cannot look at `{shown}`")),
        };
        if metadata.is_symlink() {
            bail!(
                "`{shown}` is a symbolic link, which cannot be replaced in one step: write to the folder it leads to"
            );
        }
        if !metadata.is_dir() {
            bail!("`{shown}` is a file, and the site is a folder: move the file away");
        }
        if is_mounted(&metadata, parent)? {
            bail!(
                "`{shown}` is mounted from another file system, so it cannot be replaced in one step: mount the folder above it instead"
            );
        }
        Ok(true)
    }

    fn read_manifest(&self) -> anyhow::Result<Option<Manifest>> {
        let path = self.public.join(manifest::NAME);
        let shown = self.public.display();
        match fs::read(&path) {
            Ok(bytes) => match std::str::from_utf8(&bytes)
                .ok()
                .and_then(Manifest::from_text)
            {
                Some(manifest) => Ok(Some(manifest)),
                None => bail!(
                    "`{}` is not a list of files that this version of Vitrine can read, so it is not known which files in `{shown}` may be replaced: move `{shown}` away",
                    path.display()
                ),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.refuse_foreign()?;
                Ok(None)
            }
            Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        }
    }

    /// Without a list, only an empty folder is taken; hidden files (`.git`, `.nojekyll`) are the user's, and are kept.
    fn refuse_foreign(&self) -> anyhow::Result<()> {
        let shown = self.public.display();
        for entry in fs::read_dir(&self.public).with_context(|| format!("cannot read `{shown}`"))? {
            let name = entry
                .with_context(|| format!("cannot read `{shown}`"))?
                .file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                bail!(
                    "`{shown}` has files that Vitrine did not write, such as `{}`: empty it or move it away (files that you add after the first build are kept)",
                    name.display()
                );
            }
        }
        Ok(())
    }
}

/// The file that holds other builds off.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(path: PathBuf, public: &Path) -> anyhow::Result<Self> {
        loop {
            let context = || format!("cannot write `{}`", path.display());
            let file = File::create(&path).with_context(context)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => bail!(
                    "another build is writing `{}`: wait until it has ended",
                    public.display()
                ),
                // Some network file systems have no locks; there one must not build twice at once.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error).with_context(context),
            }
            // The build that had the lock deletes the file: then this one locked a file that nobody sees any more.
            if is_at(&file, &path).with_context(context)? {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays does no harm: what locks is the open file.
        let _ = fs::remove_file(&self.path);
    }
}

/// Deletes a folder with everything in it, if it is there.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn same(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    thread_local! {
        /// Kept, for there are as many comparisons as files.
        static THERE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    THERE.with_borrow_mut(|there| {
        there.clear();
        File::open(path)?.read_to_end(there)?;
        Ok(there == bytes)
    })
}

#[cfg(unix)]
fn is_mounted(folder: &fs::Metadata, parent: &Path) -> anyhow::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let parent = fs::metadata(parent)
        .with_context(|| format!("cannot look at the folder `{}`", parent.display()))?;
    Ok(folder.dev() != parent.dev())
}

#[cfg(not(unix))]
fn is_mounted(_folder: &fs::Metadata, _parent: &Path) -> anyhow::Result<bool> {
    Ok(false)
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let of = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    match fs::metadata(path) {
        Ok(metadata) => Ok(of(metadata) == of(file.metadata()?)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    // An open file cannot be deleted there.
    Ok(true)
}
