//! Files of the owner that are written all or not at all: [`Transaction`].
//!
//! ```text
//!  stage    contents ──▶ .vitrine/unfinished/0, 1, 2 …     interrupted here: nothing has changed
//!  commit   names ─────▶ .vitrine/unfinished/list          interrupted after it: `finish` does the rest
//!           rename each to its name, then delete the list
//! ```

use std::collections::HashSet;
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use cap_std::fs::OpenOptions;
use siphasher::sip::SipHasher13;

use super::entry::{entry, open_existing, sync_file_system};
use super::temporary::{Temporary, take_over};
use super::{Folder, Lock, MissingFolder, WriteMode};

/// The folder of the staged files, below that of the project.
pub const UNFINISHED: &str = ".vitrine/unfinished";
/// The names of the staged files, in [`UNFINISHED`]. Without it, nothing has been written yet.
const LIST: &str = ".vitrine/unfinished/list";
/// The first line of the list.
const FORMAT: &str = "vitrine unfinished 1";
/// The lock against other commands that write files of the owner.
const LOCK: &str = ".vitrine/lock";
/// The largest file that is replaced, in bytes.
const AT_MOST: u64 = 64 << 20;

/// Files that will be written together. Dropped without [`Transaction::commit`], it changes nothing.
#[derive(Debug)]
pub struct Transaction<'a> {
    folder: &'a Folder,
    list: FileList,
    paths: HashSet<String>,
    is_committed: bool,
    _lock: Lock,
}

/// A transaction that was interrupted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// What was done, such as "import of `partners.csv`".
    pub title: String,
    /// How many files it writes.
    pub files: usize,
    /// The files that are not written, by their path.
    pub remaining: Vec<String>,
}

/// The names of the files of a transaction.
#[derive(Debug, Default)]
struct FileList {
    title: String,
    files: Vec<ListedFile>,
}

#[derive(Debug)]
struct ListedFile {
    path: String,
    /// The hash of the file that it replaces; `None` if it is a new file.
    before: Option<u64>,
}

impl Folder {
    /// Begins to write files of the owner, which the title names, such as "import of `partners.csv`".
    ///
    /// # Errors
    ///
    /// If another command writes such files, or `.vitrine` cannot be written.
    pub fn transaction(&self, title: &str) -> anyhow::Result<Transaction<'_>> {
        let lock = lock(self)?;
        ensure!(
            !self.exists(LIST)?,
            "an earlier command was interrupted, and its files are in `{UNFINISHED}`: run it again"
        );
        self.remove_folder(UNFINISHED)?;
        Ok(Transaction {
            folder: self,
            list: FileList {
                title: title.replace(char::is_control, " "),
                files: Vec::new(),
            },
            paths: HashSet::new(),
            is_committed: false,
            _lock: lock,
        })
    }
}

impl Transaction<'_> {
    /// Adds a file, whose text stays aside until the commit.
    ///
    /// # Errors
    ///
    /// If the file could not be written at the commit: a full disk, a link in its place, missing permissions.
    pub fn stage(&mut self, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
        ensure!(
            is_below_partners(path),
            "`{path}` is not the path of a file below `partners/`"
        );
        if !self.paths.insert(path.to_owned()) {
            return Ok(());
        }
        let folder = self.folder;
        let before = folder.read(path, AT_MOST)?;
        let staged = staged(self.list.files.len());
        folder.put(Path::new(&staged), bytes, WriteMode::Cache)?;
        let context = || format!("cannot write `{}`", folder.path.join(path).display());
        let Some((dir, name)) = folder.parent(Path::new(path), MissingFolder::Create)? else {
            bail!(context());
        };
        // Whether files can be created in the folder, before any is replaced.
        if folder.tidy(&dir, Path::new(path)) {
            drop(Temporary::new(&dir).with_context(context)?);
        }
        if let Some(old) = entry(&dir, &name).with_context(context)? {
            let mut options = OpenOptions::new();
            open_existing(&dir, &name, options.write(true)).with_context(context)?;
            let Some((dir, name)) = folder.parent(Path::new(&staged), MissingFolder::Stop)? else {
                bail!(context());
            };
            let file = open_existing(&dir, &name, &mut options).with_context(context)?;
            take_over(&file.into_std(), &old).with_context(context)?;
        }
        self.list.files.push(ListedFile {
            path: path.to_owned(),
            before: before.as_deref().map(hash),
        });
        Ok(())
    }

    /// Writes all files. Returns the paths of those that were changed by somebody else in the meantime and are therefore
    /// not written.
    ///
    /// # Errors
    ///
    /// If the files cannot be written. If some of them are written already, [`finish`] writes the others.
    pub fn commit(mut self) -> anyhow::Result<Vec<String>> {
        if self.list.files.is_empty() {
            return Ok(Vec::new());
        }
        sync(self.folder)?;
        self.folder.put(
            Path::new(LIST),
            self.list.to_text().as_bytes(),
            WriteMode::Cache,
        )?;
        self.is_committed = true;
        sync(self.folder)?;
        place(self.folder, &self.list)
    }

    /// A commit that ends after a number of files.
    #[cfg(test)]
    pub(super) fn interrupt_after(mut self, files: usize) -> anyhow::Result<()> {
        self.is_committed = true;
        self.folder.put(
            Path::new(LIST),
            self.list.to_text().as_bytes(),
            WriteMode::Cache,
        )?;
        for (index, file) in self.list.files.iter().take(files).enumerate() {
            place_file(self.folder, &staged(index), file)?;
        }
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if !self.is_committed {
            // If the staged files cannot be deleted now, the next transaction tries again.
            let _ = self.folder.remove_folder(UNFINISHED);
        }
    }
}

/// The interrupted transaction of a project, if there is one.
///
/// # Errors
///
/// If its list cannot be read.
pub fn unfinished(folder: &Folder) -> anyhow::Result<Option<Unfinished>> {
    let Some(list) = read_list(folder)? else {
        return Ok(None);
    };
    let mut remaining = Vec::new();
    for (index, file) in list.files.iter().enumerate() {
        if folder.exists(staged(index))? {
            remaining.push(file.path.clone());
        }
    }
    if remaining.is_empty() {
        return Ok(None);
    }
    Ok(Some(Unfinished {
        title: list.title,
        files: list.files.len(),
        remaining,
    }))
}

impl std::fmt::Display for Unfinished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let remaining = self.remaining.len();
        write!(
            f,
            "the {} was interrupted: {remaining} of {} files {} not written, such as `{}`",
            self.title,
            self.files,
            if remaining == 1 { "is" } else { "are" },
            self.remaining.first().map_or("", String::as_str)
        )
    }
}

/// Finishes an interrupted transaction. Returns what it was, with the paths of files that were changed since and are
/// therefore not written; `None` if nothing was interrupted.
///
/// # Errors
///
/// If the files cannot be written, or another command writes files of the owner.
pub fn finish(folder: &Folder) -> anyhow::Result<Option<(Unfinished, Vec<String>)>> {
    if !folder.exists(UNFINISHED)? {
        return Ok(None);
    }
    let _lock = lock(folder)?;
    let (unfinished, list) = (unfinished(folder)?, read_list(folder)?);
    let (Some(unfinished), Some(list)) = (unfinished, list) else {
        // Nothing was written, or everything.
        folder.remove(LIST)?;
        folder.remove_folder(UNFINISHED)?;
        return Ok(None);
    };
    let refused = place(folder, &list)?;
    Ok(Some((unfinished, refused)))
}

/// Renames the staged files to their names. Returns the paths of files that have changed since they were staged.
fn place(folder: &Folder, list: &FileList) -> anyhow::Result<Vec<String>> {
    let mut refused = Vec::new();
    for (index, file) in list.files.iter().enumerate() {
        let is_placed = place_file(folder, &staged(index), file).with_context(|| {
            format!(
                "{index} of {} files are written; run the command again, and it writes the others",
                list.files.len()
            )
        })?;
        if !is_placed {
            refused.push(file.path.clone());
        }
    }
    sync(folder)?;
    folder.remove(LIST)?;
    folder.remove_folder(UNFINISHED)?;
    Ok(refused)
}

/// Renames a staged file to its name. Returns false if the file of that name has changed since.
fn place_file(folder: &Folder, staged: &str, file: &ListedFile) -> anyhow::Result<bool> {
    let context = || format!("cannot write `{}`", folder.path.join(&file.path).display());
    let Some((from, from_name)) = folder.parent(Path::new(staged), MissingFolder::Stop)? else {
        return Ok(true);
    };
    // It was placed before the interruption.
    if entry(&from, &from_name).with_context(context)?.is_none() {
        return Ok(true);
    }
    let now = folder.read(&file.path, AT_MOST)?;
    if now.as_deref().map(hash) != file.before {
        return Ok(false);
    }
    let Some((dir, name)) = folder.parent(Path::new(&file.path), MissingFolder::Create)? else {
        bail!(context());
    };
    match from.rename(&from_name, &dir, &name) {
        // `.vitrine` is on another file system.
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            let bytes = folder.read(staged, AT_MOST)?.unwrap_or_default();
            folder.put(Path::new(&file.path), &bytes, WriteMode::Record)
        }
        result => result.with_context(context),
    }?;
    Ok(true)
}

fn lock(folder: &Folder) -> anyhow::Result<Lock> {
    folder.lock(LOCK)?.with_context(|| {
        format!(
            "another command is writing files in `{}`: wait until it has ended",
            folder.path.display()
        )
    })
}

fn staged(index: usize) -> String {
    format!("{UNFINISHED}/{index}")
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

/// Waits until everything below a folder is on the disk.
pub(super) fn sync(folder: &Folder) -> anyhow::Result<()> {
    sync_file_system(&folder.dir)
        .with_context(|| format!("cannot write to `{}`", folder.path.display()))
}

/// Whether a path is one of a file below `partners/`, not hidden. A list or journal in the project could be one that somebody
/// else has put there.
pub fn is_below_partners(path: &str) -> bool {
    let is_visible = |part: &str| !part.is_empty() && !part.starts_with('.');
    !path.contains(|c: char| c.is_control() || c == '\\')
        && path.starts_with("partners/")
        && path.split('/').all(is_visible)
}

fn read_list(folder: &Folder) -> anyhow::Result<Option<FileList>> {
    let Some(bytes) = folder.read(LIST, AT_MOST)? else {
        return Ok(None);
    };
    let list = std::str::from_utf8(&bytes)
        .ok()
        .and_then(FileList::from_text);
    let Some(list) = list else {
        bail!(
            "`{LIST}` is not a list that this version of Vitrine has written: delete `{UNFINISHED}`"
        );
    };
    Ok(Some(list))
}

impl FileList {
    fn to_text(&self) -> String {
        let mut text = format!("{FORMAT}\n{}\n", self.title);
        for file in &self.files {
            let before = file.before.map(|hash| format!("{hash:016x}"));
            let before = before.as_deref().unwrap_or("new");
            let _ = writeln!(text, "{before} {}", file.path);
        }
        text
    }

    /// `None` if the text is not a list, or names files that an import does not write.
    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next() != Some(FORMAT) {
            return None;
        }
        let title = lines.next()?.to_owned();
        let files = lines.map(|line| {
            let (before, path) = line.split_once(' ')?;
            let before = match before {
                "new" => None,
                hash => Some(u64::from_str_radix(hash, 16).ok()?),
            };
            is_below_partners(path).then(|| ListedFile {
                path: path.to_owned(),
                before,
            })
        });
        Some(Self {
            title,
            files: files.collect::<Option<_>>()?,
        })
    }
}
