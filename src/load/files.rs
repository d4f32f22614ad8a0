//! The files of the project's folder: found in one walk, in alphabetical order, and read with limits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::changes::Changes;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Sources};

/// The largest text file that is read, in bytes: a record of ten thousand words is a hundredth of it.
const TEXT_AT_MOST: u64 = 4 << 20;
/// The largest picture or download that is read, in bytes.
const BINARY_AT_MOST: u64 = 64 << 20;

/// Files that Windows leaves in the folders it shows.
const LEFT_BY_WINDOWS: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// The folders of a project that are read.
const TOPS: [&str; 3] = ["content", "partners", "themes"];

/// The files below the project's `content`, `partners` and `themes` folders.
pub(super) struct Tree {
    root: PathBuf,
    /// Every file that was ever met: it keeps its place among the sources.
    ids: BTreeMap<String, FileId>,
    /// The files that are there.
    paths: BTreeMap<String, FileId>,
    /// What cannot be listed or is no file.
    unusable: BTreeMap<String, Diagnostic>,
    /// Files that are links: what they lead to changes elsewhere.
    links: BTreeSet<String>,
    used: BTreeSet<String>,
}

/// A file that was made, changed or deleted.
pub(super) struct Touched {
    pub(super) path: String,
    /// Whether it was there before, and is there now.
    pub(super) stayed: bool,
}

impl Tree {
    /// The files of a folder, of which none is known yet.
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            ids: BTreeMap::new(),
            paths: BTreeMap::new(),
            unusable: BTreeMap::new(),
            links: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// Finds out which files there are now; tells which of them may differ from before.
    pub(super) fn update(&mut self, changes: &Changes, sources: &mut Sources) -> Vec<Touched> {
        let mut places: BTreeSet<String> = match changes {
            Changes::Unknown => TOPS.map(str::to_owned).into(),
            Changes::At(paths) => paths.iter().filter_map(|path| self.place(path)).collect(),
        };
        places.extend(self.links.iter().cloned());
        // What is below a place is looked at with it.
        let above = |place: &String| {
            let mut above = place.rmatch_indices('/').map(|(at, _)| &place[..at]);
            above.any(|folder| places.contains(folder))
        };
        let places: Vec<&String> = places.iter().filter(|place| !above(place)).collect();
        let mut before = BTreeSet::new();
        for place in places.iter().copied() {
            before.extend(self.forget(place));
            self.look(place, sources);
        }
        let mut touched = Vec::new();
        for place in &places {
            let files = under(&self.paths, place).map(|(path, _)| path);
            let unusable = under(&self.unusable, place).map(|(path, _)| path);
            touched.extend(files.chain(unusable).map(|path| Touched {
                path: path.clone(),
                stayed: before.remove(path),
            }));
        }
        let gone = before.into_iter().map(|path| Touched {
            path,
            stayed: false,
        });
        touched.extend(gone);
        touched
    }

    /// Where to look for what has changed at a path; nowhere if that is not part of the project. It is the path itself,
    /// unless a folder above it is none.
    fn place(&self, path: &Path) -> Option<String> {
        let mut place = PathBuf::new();
        for (depth, part) in path.components().enumerate() {
            let std::path::Component::Normal(part) = part else {
                return None;
            };
            let is_ours = match depth {
                0 => TOPS.iter().any(|top| part == *top),
                _ => is_visible(part),
            };
            if !is_ours {
                return None;
            }
            place.push(part);
            let is_folder = |folder: &Path| {
                let link = depth > 0 && folder.is_symlink();
                folder.is_dir() && !link
            };
            if !is_folder(&self.root.join(&place)) {
                break;
            }
        }
        // Names that are not UTF-8 are reported where they are met.
        let place = match place.to_str() {
            Some(place) => place.replace('\\', "/"),
            None => TOPS.iter().find(|top| place.starts_with(top))?.to_string(),
        };
        (!place.is_empty()).then_some(place)
    }

    /// Forgets the entries at and below a path, and tells which there were.
    fn forget(&mut self, place: &str) -> Vec<String> {
        let files = under(&self.paths, place).map(|(path, _)| path);
        let unusable = under(&self.unusable, place).map(|(path, _)| path);
        let gone: Vec<String> = files.chain(unusable).cloned().collect();
        for path in &gone {
            self.paths.remove(path);
            self.unusable.remove(path);
            self.links.remove(path);
        }
        gone
    }

    /// Finds the files at and below a path.
    fn look(&mut self, place: &str, sources: &mut Sources) {
        let top = self.root.join(place);
        if !top.exists() && !top.is_symlink() {
            return;
        }
        let walk = WalkDir::new(&top)
            .follow_root_links(TOPS.contains(&place))
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || is_visible(entry.file_name()));
        for entry in walk {
            let (path, problem) = match &entry {
                Ok(entry) => (entry.path().to_owned(), usable(entry, &self.root)),
                Err(error) => (error.path().unwrap_or(&top).to_owned(), Some(reason(error))),
            };
            let relative = path.strip_prefix(&self.root).unwrap_or(&path);
            let Some(name) = relative.to_str().map(|name| name.replace('\\', "/")) else {
                let name = relative.to_string_lossy();
                let message = format!("the name of `{name}` is not UTF-8");
                let file = self.id(&name, sources);
                let problem = Diagnostic::new(Code::UnreadableFile, file.start(), message);
                self.unusable
                    .insert(name.into_owned(), problem.help("rename the file"));
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

    /// The place among the sources of the file at a path, be it there or not.
    pub(super) fn id(&mut self, path: &str, sources: &mut Sources) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = sources.add(path, "");
        self.ids.insert(path.to_owned(), id);
        id
    }

    /// What cannot be listed or is no file.
    pub(super) fn unusable(&self) -> impl Iterator<Item = &Diagnostic> {
        self.unusable.values()
    }

    /// Forgets who uses which file.
    pub(super) fn forget_uses(&mut self) {
        self.used.clear();
    }
}

/// Whether a path is that of a partner's record.
pub(super) fn is_partner(path: &str) -> bool {
    path.starts_with("partners/") && path.ends_with(".toml")
}

/// Whether files of this name are read: not what is hidden, nor what editors and systems leave.
fn is_visible(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    !name.starts_with(['.', '#', '~']) && !LEFT_BY_WINDOWS.contains(&&*name)
}

/// What is at a path and below it.
fn under<'a, T>(
    paths: &'a BTreeMap<String, T>,
    place: &str,
) -> impl Iterator<Item = (&'a String, &'a T)> + use<'a, T> {
    let below = format!("{place}/");
    // `/` is not the first character that may follow.
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

    /// The files below `content` and `partners` that nobody uses; records of partners are used by being there.
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
