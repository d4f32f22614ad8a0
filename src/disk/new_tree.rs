//! All files of an empty folder, which appear together: [`NewTree`].
//!
//! ```text
//!  write    files ──▶ .vitrine-new/files/…      interrupted here: the folder is as good as empty
//!  commit   names ──▶ .vitrine-new/list         interrupted after it: the next [`Folder::new_tree`] does the rest
//!           move each file and folder to its name, then delete the list
//! ```

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};

use super::entry::entry;
use super::transaction::sync;
use super::{Folder, Lock, MissingFolder, WriteMode, temporary};

/// The folder of what is not complete yet.
const UNFINISHED: &str = ".vitrine-new";
/// The files, in [`UNFINISHED`].
const FILES: &str = ".vitrine-new/files";
/// The names of the files and folders in [`FILES`], in their order. Without it, none has been moved yet.
const LIST: &str = ".vitrine-new/list";
/// The lock against another command that fills the folder.
const LOCK: &str = ".vitrine-new.lock";
/// The largest list, in bytes.
const AT_MOST: u64 = 64 << 10;

/// The files of an empty folder. Dropped without [`NewTree::commit`], they are deleted.
#[derive(Debug)]
pub struct NewTree<'a> {
    folder: &'a Folder,
    is_committed: bool,
    _lock: Lock,
}

/// What can be done with a folder that should be filled.
#[derive(Debug)]
pub enum NewFolder<'a> {
    /// It is empty, or another command was interrupted before anything appeared in it.
    Empty(NewTree<'a>),
    /// Another command was interrupted when some files had appeared: the others have appeared now.
    Finished,
    /// It has something of this name.
    Occupied(String),
}

impl Folder {
    /// Begins to fill an empty folder.
    ///
    /// # Errors
    ///
    /// If it cannot be read or written, or another command fills it.
    pub fn new_tree(&self) -> anyhow::Result<NewFolder<'_>> {
        if let Some(name) = self.occupant(&HashSet::new())?
            && !self.exists(LIST)?
        {
            return Ok(NewFolder::Occupied(name));
        }
        let lock = self.lock(LOCK)?.with_context(|| {
            format!(
                "another command is writing files in `{}`: wait until it has ended",
                self.path.display()
            )
        })?;
        temporary::delete_leftovers(&self.dir);
        let moved = read_list(self)?;
        if let Some(name) = self.occupant(&moved.iter().flatten().map(String::as_str).collect())? {
            return Ok(NewFolder::Occupied(name));
        }
        if let Some(names) = moved {
            place(self, &names)?;
            return Ok(NewFolder::Finished);
        }
        self.remove_folder(UNFINISHED)?;
        self.create_folder(FILES)?;
        Ok(NewFolder::Empty(NewTree {
            folder: self,
            is_committed: false,
            _lock: lock,
        }))
    }

    /// The first thing in the folder that has neither one of these names nor one of this module's own.
    fn occupant(&self, names: &HashSet<&str>) -> anyhow::Result<Option<String>> {
        let context = || format!("cannot read `{}`", self.path.display());
        let mut occupants = Vec::new();
        for entry in self.dir.entries().with_context(context)? {
            let name = entry.with_context(context)?.file_name();
            let name = name.to_string_lossy().into_owned();
            let is_own =
                [UNFINISHED, LOCK].contains(&name.as_str()) || temporary::is_leftover(&name);
            if !is_own && !names.contains(name.as_str()) {
                occupants.push(name);
            }
        }
        Ok(occupants.into_iter().min())
    }
}

impl NewTree<'_> {
    /// The folder in which the files are until the commit.
    pub fn path(&self) -> PathBuf {
        self.folder.path.join(FILES)
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        self.folder.write_output(Path::new(FILES).join(path), bytes)
    }

    /// Moves everything to its place, `last` at the end: with it the folder is complete.
    ///
    /// # Errors
    ///
    /// If it cannot be moved. If something has been moved already, the next [`Folder::new_tree`] moves the rest.
    pub fn commit(mut self, last: &str) -> anyhow::Result<()> {
        let names = self.list(last)?;
        self.is_committed = true;
        place(self.folder, &names)
    }

    /// A commit that ends after a number of files and folders.
    #[cfg(test)]
    pub(super) fn interrupt_after(mut self, moved: usize, last: &str) -> anyhow::Result<()> {
        let names = self.list(last)?;
        self.is_committed = true;
        names
            .iter()
            .take(moved)
            .try_for_each(|name| place_one(self.folder, name))
    }

    /// Writes the list, and returns the names in it.
    fn list(&self, last: &str) -> anyhow::Result<Vec<String>> {
        let folder = self.folder;
        let context = || format!("cannot read `{}`", self.path().display());
        let mut names = Vec::new();
        for entry in folder.dir.read_dir(FILES).with_context(context)? {
            let name = entry.with_context(context)?.file_name();
            names.push(name.to_string_lossy().into_owned());
        }
        names.sort_by_key(|name| (name == last, name.clone()));
        sync(folder)?;
        folder.put(
            Path::new(LIST),
            names.join("\n").as_bytes(),
            WriteMode::Cache,
        )?;
        sync(folder)?;
        Ok(names)
    }
}

impl Drop for NewTree<'_> {
    fn drop(&mut self) {
        if !self.is_committed {
            // If they cannot be deleted now, the next command deletes them.
            let _ = self.folder.remove_folder(UNFINISHED);
        }
    }
}

/// The names in the list of a command that was interrupted.
fn read_list(folder: &Folder) -> anyhow::Result<Option<Vec<String>>> {
    let Some(bytes) = folder.read(LIST, AT_MOST)? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let names: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_name = |name: &String| !name.is_empty() && name != ".." && !name.contains(['/', '\\']);
    ensure!(
        names.iter().all(is_name),
        "`{LIST}` is not a list that this version of Vitrine has written: delete `{UNFINISHED}`"
    );
    Ok(Some(names))
}

fn place(folder: &Folder, names: &[String]) -> anyhow::Result<()> {
    for name in names {
        place_one(folder, name).with_context(|| {
            format!(
                "`{}` is not complete; run the command again",
                folder.path.display()
            )
        })?;
    }
    sync(folder)?;
    folder.remove_folder(FILES)?;
    folder.remove_folder(UNFINISHED)?;
    Ok(())
}

/// Moves a file or folder to its place, unless it has been moved already.
fn place_one(folder: &Folder, name: &str) -> anyhow::Result<()> {
    let context = || format!("cannot write `{}`", folder.path.join(name).display());
    let staged = Path::new(FILES).join(name);
    let Some((from, from_name)) = folder.parent(&staged, MissingFolder::Stop)? else {
        return Ok(());
    };
    if entry(&from, &from_name).with_context(context)?.is_none() {
        return Ok(());
    }
    if entry(&folder.dir, name).with_context(context)?.is_some() {
        bail!(
            "`{}` exists already and was not changed",
            folder.path.join(name).display()
        );
    }
    from.rename(&from_name, &folder.dir, name)
        .with_context(context)
}
