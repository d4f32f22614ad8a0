//! The files of the project's folder: found in one walk, in alphabetical order, and read with limits.

mod portable;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::read_inside;
use crate::image;
use crate::source::{FileId, Sources};
use crate::text::url::composed;

/// The largest text file that is read, in bytes: one hundred times a record of ten thousand words.
const TEXT_AT_MOST: u64 = 4 << 20;
/// The largest picture or download that is read, in bytes.
const BINARY_AT_MOST: u64 = 64 << 20;

/// Files that Windows creates in folders that it displays.
const WINDOWS_FILES: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// The folders of a project that are read.
const TOPS: [&str; 3] = ["content", "partners", "themes"];

pub(super) use update::TouchedFile;

/// The files below the project's `content`, `partners` and `themes` folders.
pub(super) struct FileTree {
    root: PathBuf,
    /// All files that were ever found: each keeps its id among the sources.
    ids: BTreeMap<String, FileId>,
    /// The files that exist.
    paths: BTreeMap<String, FileId>,
    /// Entries that cannot be listed or are not files.
    unusable: BTreeMap<String, Diagnostic>,
    /// Files that are symbolic links: their targets change elsewhere.
    links: BTreeSet<String>,
    used: BTreeSet<String>,
}

impl FileTree {
    /// Finds all files of a project's folder.
    pub(super) fn walk(root: &Path, sources: &mut Sources) -> Self {
        let mut files = Self::empty(root);
        for top in TOPS {
            files.find_below(top, sources);
        }
        files
    }

    /// A folder that has not been walked.
    fn empty(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            ids: BTreeMap::new(),
            paths: BTreeMap::new(),
            unusable: BTreeMap::new(),
            links: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// Finds the files at and below a path.
    fn find_below(&mut self, place: &str, sources: &mut Sources) {
        let top = self.root.join(place);
        if !top.exists() && !top.is_symlink() {
            return;
        }
        let walk = WalkDir::new(&top)
            .follow_root_links(false)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || is_visible(entry.file_name()));
        for entry in walk {
            let (path, problem) = match &entry {
                Ok(entry) => (entry.path().to_owned(), usable(entry, &self.root)),
                Err(error) => (error.path().unwrap_or(&top).to_owned(), Some(reason(error))),
            };
            let relative = path.strip_prefix(&self.root).unwrap_or(&path);
            let text = relative.to_str().map(|name| name.replace('\\', "/"));
            let Some(name) = text.filter(|name| !name.contains(char::is_control)) else {
                let name = relative.to_string_lossy().into_owned();
                let what = match relative.to_str() {
                    Some(_) => "has a control character, such as a line end",
                    None => "is not UTF-8",
                };
                let message = format!("the name of `{name}` {what}");
                let file = self.id(&name, sources);
                let problem = Diagnostic::new(Code::UnreadableFile, file.start(), message);
                self.unusable.insert(name, problem.help("rename the file"));
                continue;
            };
            if entry.as_ref().is_ok_and(|entry| entry.path_is_symlink()) {
                self.links.insert(name.clone());
            }
            if let Some(problem) = problem {
                let file = self.id(&name, sources);
                let problem = Diagnostic::new(Code::UnreadableFile, file.start(), problem);
                self.unusable.insert(name, problem);
            } else if entry.is_ok_and(|entry| !entry.file_type().is_dir()) && !name.ends_with('~') {
                let file = self.id(&name, sources);
                self.paths.insert(name, file);
            }
        }
    }

    /// The id of the file at a path, whether it exists or not.
    pub(super) fn id(&mut self, path: &str, sources: &mut Sources) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = sources.add(path, "");
        self.ids.insert(path.to_owned(), id);
        id
    }

    /// Entries that cannot be listed or are not files.
    pub(super) fn unusable(&self) -> impl Iterator<Item = &Diagnostic> {
        self.unusable.values()
    }
}

/// Whether a path is that of a partner's record.
pub(super) fn is_partner(path: &str) -> bool {
    path.starts_with("partners/") && path.ends_with(".toml")
}

/// Whether files of this name are read: neither hidden files nor those of editors and operating systems.
pub(super) fn is_visible(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    !name.starts_with(['.', '#', '~']) && !WINDOWS_FILES.contains(&&*name)
}

/// The entries at a path and below it.
fn under<'a, T>(
    paths: &'a BTreeMap<String, T>,
    place: &str,
) -> impl Iterator<Item = (&'a String, &'a T)> + use<'a, T> {
    let below = format!("{place}/");
    // Names such as `x-1` sort between `x` and `x/`.
    let end = format!("{place}0");
    let itself = paths.get_key_value(place);
    itself.into_iter().chain(paths.range(below..end))
}

fn reason(error: &walkdir::Error) -> String {
    match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => format!("cannot be read: {error}"),
    }
}

/// Why an entry cannot be used, if it cannot: a link out of the project, a device, a queue.
fn usable(entry: &walkdir::DirEntry, root: &Path) -> Option<String> {
    let kind = entry.file_type();
    if kind.is_dir() || kind.is_file() {
        return None;
    }
    if !kind.is_symlink() {
        return Some("is not a regular file; delete it".to_owned());
    }
    let target = match entry.path().canonicalize() {
        Ok(target) => target,
        Err(error) => return Some(format!("is a link whose target does not exist: {error}")),
    };
    if root
        .canonicalize()
        .is_ok_and(|root| !target.starts_with(root))
    {
        return Some("is a link out of the project; copy what it leads to here instead".to_owned());
    }
    if !target.is_file() {
        return Some("is a link to something that is not a file; delete it".to_owned());
    }
    (!is_like(entry.path(), &target, root)).then(|| {
        "is a link to a file of another kind, or of another part of the project; copy what it leads to here instead"
            .to_owned()
    })
}

/// Whether a link and its target are files of one kind that the project reads. A link could otherwise publish a record as
/// a text, an asset of the theme, or a file that is read nowhere, such as an exported table.
fn is_like(link: &Path, target: &Path, root: &Path) -> bool {
    let Ok(canonical_root) = root.canonicalize() else {
        return false;
    };
    let (Ok(link), Ok(target)) = (link.strip_prefix(root), target.strip_prefix(canonical_root))
    else {
        return false;
    };
    let extension = |path: &Path| Some(path.extension()?.to_str()?.to_lowercase());
    let (Some(of_link), Some(of_target)) = (extension(link), extension(target)) else {
        return false;
    };
    // Pictures are judged wherever they are.
    let is_picture = image::EXTENSIONS.contains(&&*of_link);
    let is_read = TOPS.iter().any(|top| target.starts_with(top));
    let same_part = link.starts_with("themes") == target.starts_with("themes");
    of_link == of_target && target.iter().all(is_visible) && (is_picture || is_read && same_part)
}

impl FileTree {
    /// The files whose path begins with `prefix`, in alphabetical order.
    pub(super) fn under(&self, prefix: &str) -> Vec<(String, FileId)> {
        self.paths
            .range(prefix.to_owned()..)
            .take_while(|(path, _)| path.starts_with(prefix))
            .map(|(path, file)| (path.clone(), *file))
            .collect()
    }

    /// The records of partners, in alphabetical order.
    pub(super) fn partners(&self) -> Vec<(String, FileId)> {
        let mut partners = self.under("partners/");
        partners.retain(|(path, _)| is_partner(path));
        partners
    }

    /// The file at a path.
    pub(super) fn find(&self, path: &str) -> Option<FileId> {
        self.paths.get(path).copied()
    }

    /// The file at a path with composed letters, with its path as the file system has it: some systems store the
    /// accents of a name separately.
    pub(super) fn find_composed(&self, path: &str) -> Option<(String, FileId)> {
        if let Some(file) = self.find(path) {
            return Some((path.to_owned(), file));
        }
        let plain = path.find(|c: char| !c.is_ascii())?;
        // The letter below the first accent is ASCII where the accent is separate.
        let before = path[..plain].to_owned();
        self.paths
            .range(before.clone()..)
            .take_while(|(other, _)| other.starts_with(&before))
            .find(|(other, _)| !other.is_ascii() && composed(other) == path)
            .map(|(other, file)| (other.clone(), *file))
    }

    /// Whether a file is a symbolic link.
    pub(super) fn is_link(&self, path: &str) -> bool {
        self.links.contains(path)
    }

    /// Marks a file as used.
    pub(super) fn mark_used(&mut self, path: &str) {
        self.used.insert(path.to_owned());
    }

    /// The unused files below `content` and `partners`, without records of partners.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, FileId)> {
        self.paths
            .iter()
            .filter(|(path, _)| {
                !path.starts_with("themes/")
                    && !is_partner(path)
                    && !self.used.contains(path.as_str())
            })
            .map(|(path, file)| (path.as_str(), *file))
    }

    /// Reads a text file.
    pub(super) fn read_text(&self, path: &str, file: FileId) -> Result<String, Diagnostic> {
        let bytes = self.read(path, file, TEXT_AT_MOST)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..valid]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count()
                + 1;
            Diagnostic::new(
                Code::UnreadableFile,
                file.start(),
                format!("line {line} is not UTF-8"),
            )
            .help("save the file as UTF-8 in your editor")
        })?;
        let text = text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text);
        // The same records give the same bytes on Windows.
        Ok(if text.contains("\r\n") {
            text.replace("\r\n", "\n")
        } else {
            text
        })
    }

    /// Reads a picture or a download.
    pub(super) fn read_binary(&self, path: &str, file: FileId) -> Result<Vec<u8>, Diagnostic> {
        self.read(path, file, BINARY_AT_MOST)
    }

    fn read(&self, path: &str, file: FileId, at_most: u64) -> Result<Vec<u8>, Diagnostic> {
        let problem =
            |message: String| Diagnostic::new(Code::UnreadableFile, file.start(), message);
        // One byte more than allowed distinguishes a file that is too large from one that just fits.
        let bytes = read_inside(&self.root, Path::new(path), at_most + 1)
            .map_err(|error| problem(format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > at_most {
            return Err(
                problem(format!("is larger than {} MiB", at_most >> 20)).help("make it smaller")
            );
        }
        Ok(bytes)
    }
}
