//! The files of the project's folder: found in one walk, in alphabetical order, and read with limits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources};

/// The largest text file that is read, in bytes: a record of ten thousand words is a hundredth of it.
const TEXT_AT_MOST: u64 = 4 << 20;
/// The largest picture or download that is read, in bytes.
const BINARY_AT_MOST: u64 = 64 << 20;

/// Files that Windows leaves in the folders it shows.
const LEFT_BY_WINDOWS: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// The files below the project's `content`, `partners` and `themes` folders.
pub(super) struct Tree {
    root: PathBuf,
    paths: BTreeMap<String, FileId>,
    used: BTreeSet<String>,
}

/// Finds all files; what cannot be listed or is no file is reported.
pub(super) fn walk(root: &Path, sources: &mut Sources, problems: &mut Diagnostics) -> Tree {
    let mut paths = BTreeSet::new();
    for folder in ["content", "partners", "themes"] {
        let top = root.join(folder);
        if !top.exists() {
            continue;
        }
        let visible = |name: &std::ffi::OsStr| {
            let name = name.to_string_lossy();
            !name.starts_with(['.', '#', '~']) && !LEFT_BY_WINDOWS.contains(&&*name)
        };
        let walk = WalkDir::new(&top)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || visible(entry.file_name()));
        for entry in walk {
            let (path, problem) = match &entry {
                Ok(entry) => (entry.path().to_owned(), usable(entry, root)),
                Err(error) => (error.path().unwrap_or(&top).to_owned(), Some(reason(error))),
            };
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let Some(name) = relative.to_str().map(|name| name.replace('\\', "/")) else {
                let name = relative.to_string_lossy();
                let file = sources.add(name.clone(), "");
                let message = format!("the name of `{name}` is not UTF-8");
                problems.push(
                    Diagnostic::new(Code::UnreadableFile, file.start(), message)
                        .help("rename the file"),
                );
                continue;
            };
            if let Some(problem) = problem {
                let file = sources.add(name, "");
                problems.push(Diagnostic::new(Code::UnreadableFile, file.start(), problem));
            } else if entry.is_ok_and(|entry| !entry.file_type().is_dir()) && !name.ends_with('~') {
                paths.insert(name);
            }
        }
    }
    let paths = paths
        .into_iter()
        .map(|path| (path.clone(), sources.add(path, "")))
        .collect();
    Tree {
        root: root.to_owned(),
        paths,
        used: BTreeSet::new(),
    }
}

fn reason(error: &walkdir::Error) -> String {
    match error.io_error() {
        Some(error) => format!("cannot be read: {error}"),
        None => format!("cannot be read: {error}"),
    }
}

/// Why an entry cannot be used, if so: a link out of the project, a device, a queue.
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
        Err(error) => return Some(format!("is a link that leads nowhere: {error}")),
    };
    if root
        .canonicalize()
        .is_ok_and(|root| !target.starts_with(root))
    {
        return Some("is a link out of the project; copy the file here instead".to_owned());
    }
    if target.is_file() {
        None
    } else {
        Some("is a link to something that is no file".to_owned())
    }
}

impl Tree {
    /// The files whose path begins with `prefix`, in alphabetical order.
    pub(super) fn under(&self, prefix: &str) -> Vec<(String, FileId)> {
        self.paths
            .range(prefix.to_owned()..)
            .take_while(|(path, _)| path.starts_with(prefix))
            .map(|(path, file)| (path.clone(), *file))
            .collect()
    }

    /// The file at a path.
    pub(super) fn find(&self, path: &str) -> Option<FileId> {
        self.paths.get(path).copied()
    }

    /// Notes that somebody uses the file.
    pub(super) fn mark_used(&mut self, path: &str) {
        self.used.insert(path.to_owned());
    }

    /// The files below `content` and `partners` that nobody uses.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, FileId)> {
        self.paths
            .iter()
            .filter(|(path, _)| !path.starts_with("themes/") && !self.used.contains(*path))
            .map(|(path, file)| (path.as_str(), *file))
    }

    /// Reads a text; if that fails says why, for the file at hand.
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
        Ok(text
            .strip_prefix('\u{feff}')
            .map(str::to_owned)
            .unwrap_or(text))
    }

    /// Reads a picture or a download.
    pub(super) fn read_binary(&self, path: &str, file: FileId) -> Result<Vec<u8>, Diagnostic> {
        self.read(path, file, BINARY_AT_MOST)
    }

    fn read(&self, path: &str, file: FileId, at_most: u64) -> Result<Vec<u8>, Diagnostic> {
        let problem =
            |message: String| Diagnostic::new(Code::UnreadableFile, file.start(), message);
        let open = fs::File::open(self.root.join(path))
            .map_err(|error| problem(format!("cannot be read: {error}")))?;
        let mut bytes = Vec::new();
        // One byte more than allowed tells a file that is too large from one that just fits.
        open.take(at_most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| problem(format!("cannot be read: {error}")))?;
        if bytes.len() as u64 > at_most {
            return Err(
                problem(format!("is larger than {} MiB", at_most >> 20)).help("make it smaller")
            );
        }
        Ok(bytes)
    }
}
