//! Target of a build: the output folder, checked and locked by [`OutputTarget::open`], which also cleans up after an interrupted
//! build.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::manifest::{self, Manifest};
use crate::disk::{Folder, Lock, read_inside};

/// An output folder that may be replaced. It is locked against other builds until this value is dropped.
#[derive(Debug)]
pub(super) struct OutputTarget {
    /// The folder.
    pub(super) public: PathBuf,
    /// The staging folder for the new site; after the swap it contains the old one.
    pub(super) staging: PathBuf,
    /// The temporary folder for the old site, on file systems that cannot exchange folders in one step.
    pub(super) aside: PathBuf,
    /// The manifest of the last build.
    pub(super) manifest: Option<Manifest>,
    /// Whether the folder exists.
    pub(super) exists: bool,
    _lock: Lock,
}

/// The largest manifest that is read, in bytes.
pub(super) const MANIFEST_AT_MOST: u64 = 256 << 20;

impl OutputTarget {
    /// Locks the folder and cleans up after an interrupted build.
    ///
    /// # Errors
    ///
    /// If the folder may not or cannot be replaced, or another build is writing it.
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
            .with_context(|| format!("cannot create the folder `{}`", parent.display()))?;
        // The staging folder must be on the same file system, so it is beside the output folder.
        let hidden = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            hidden
        };
        let Some(lock) = Folder::open(parent)?.lock(hidden(".vitrine-lock"))? else {
            bail!("another build is writing `{shown}`: wait until it has ended");
        };
        let mut target = Self {
            public: public.to_owned(),
            staging: parent.join(hidden(".vitrine-new")),
            aside: parent.join(hidden(".vitrine-old")),
            manifest: None,
            exists: false,
            _lock: lock,
        };
        target.clean_up()?;
        target.exists = target.is_folder(parent)?;
        if target.exists {
            target.manifest = target.read_manifest()?;
        }
        Ok(target)
    }

    /// Whether the old site has this file with these bytes.
    pub(super) fn has_file(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
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
        Ok(
            metadata.is_file()
                && metadata.len() == bytes.len() as u64
                && has_content(&path, bytes)?,
        )
    }

    /// Restores an old site that an interrupted swap moved away, and deletes the leftovers of an interrupted build.
    fn clean_up(&self) -> anyhow::Result<()> {
        // A link or a file of this name is not from a build: it is a leftover, and deleted.
        let is_site = fs::symlink_metadata(&self.aside).is_ok_and(|metadata| metadata.is_dir());
        if !exists(&self.public) && is_site {
            fs::rename(&self.aside, &self.public).with_context(|| {
                format!(
                    "an interrupted build left the site in `{}`; cannot move it back to `{}`",
                    self.aside.display(),
                    self.public.display()
                )
            })?;
        }
        for leftover in [&self.staging, &self.aside] {
            remove_tree(leftover).with_context(|| {
                format!(
                    "cannot delete `{}`, which an interrupted build left: delete it as the user who ran that build",
                    leftover.display()
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
            Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
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
        match read_inside(&self.public, Path::new(manifest::NAME), MANIFEST_AT_MOST) {
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

    /// Without a manifest, only an empty folder is accepted. Hidden files (`.git`, `.nojekyll`) belong to the user and are
    /// kept.
    fn refuse_foreign(&self) -> anyhow::Result<()> {
        let shown = self.public.display();
        for entry in fs::read_dir(&self.public).with_context(|| format!("cannot read `{shown}`"))? {
            let name = entry
                .with_context(|| format!("cannot read `{shown}`"))?
                .file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                bail!(
                    "`{shown}` contains files that Vitrine did not write, such as `{}`: empty it or move it away (files that you add after the first build are kept)",
                    name.display()
                );
            }
        }
        Ok(())
    }
}

/// Deletes a folder with its contents, if it exists, even if they may not be written. A link is deleted itself.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Ok(metadata) if !metadata.is_dir() => return fs::remove_file(path),
        _ => {}
    }
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            make_writable(path)?;
            fs::remove_dir_all(path)
        }
        result => result,
    }
}

/// Permits the user to delete what is in a folder and in the folders below.
fn make_writable(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let permissions = fs::symlink_metadata(&folder)?.permissions();
        fs::set_permissions(&folder, writable(permissions))?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    Ok(())
}

#[cfg(unix)]
fn writable(mut permissions: fs::Permissions) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    permissions.set_mode(permissions.mode() | 0o700);
    permissions
}

#[cfg(not(unix))]
fn writable(mut permissions: fs::Permissions) -> fs::Permissions {
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "it is about to be deleted"
    )]
    permissions.set_readonly(false);
    permissions
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn has_content(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    thread_local! {
        /// Reused, because every file of the site is compared.
        static CONTENT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    CONTENT.with_borrow_mut(|content| {
        content.clear();
        File::open(path)?.read_to_end(content)?;
        Ok(content == bytes)
    })
}

#[cfg(unix)]
fn is_mounted(folder: &fs::Metadata, parent: &Path) -> anyhow::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let parent = fs::metadata(parent)
        .with_context(|| format!("cannot read the folder `{}`", parent.display()))?;
    Ok(folder.dev() != parent.dev())
}

#[cfg(not(unix))]
fn is_mounted(_folder: &fs::Metadata, _parent: &Path) -> anyhow::Result<bool> {
    Ok(false)
}
