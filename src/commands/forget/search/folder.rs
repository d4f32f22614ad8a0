//! The files of a project's folder, all of them. Entry point: [`list`]. Links are listed and not followed, except those at
//! the top that the project is read through.

use std::fs;
use std::path::{Path, PathBuf};

use crate::disk::read_inside;
use crate::text::url::composed;

/// How many files and folders are listed.
const MAX_ENTRIES: usize = 500_000;
/// Folders of programs that keep the history of a project: their files are packed.
const HISTORIES: [&str; 6] = [".git", ".hg", ".svn", ".jj", ".bzr", ".fslckout"];
/// The file that marks a folder as a cache of another program: <https://bford.info/cachedir/>.
const CACHE_TAG: &str = "CACHEDIR.TAG";
/// How the tag begins.
const CACHE_SIGNATURE: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";
/// Why caches are not searched.
const CACHE: &str = "it is a cache of another program, as its `CACHEDIR.TAG` says";
/// Why histories are not searched. Those at the top are no problem of the search: what to do about them is said elsewhere.
const HISTORY: &str =
    "it has the name of a history of git or a similar program, whose files are packed";
/// Folders at the top that are searched whatever is in them.
const OWN: [&str; 7] = [
    "content", "partners", "themes", "public", "print", "proofs", ".vitrine",
];
/// Folders at the top that may be links: the project is read from there, and its output written.
const TOPS: [&str; 5] = ["content", "partners", "themes", "public", "print"];

/// An entry of the folder.
pub(super) struct FolderEntry {
    /// Its path in the folder, with `/` and composed letters.
    pub(super) path: String,
    /// Its path in the folder as it is on the disk.
    pub(super) on_disk: PathBuf,
    pub(super) kind: EntryKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    /// A folder, a link, or a device.
    Other,
}

/// What is in a folder.
#[derive(Default)]
pub(super) struct FolderListing {
    pub(super) entries: Vec<FolderEntry>,
    /// Paths that cannot be searched, and why.
    pub(super) problems: Vec<(String, String)>,
    /// Folders that are not searched on purpose.
    pub(super) skipped: Vec<String>,
}

/// Lists a folder with everything below it.
pub(super) fn list(top: &Path) -> FolderListing {
    let mut listing = FolderListing::default();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let on_disk = top.join(&folder);
        let entries = match fs::read_dir(&on_disk) {
            Ok(entries) => entries,
            Err(error) => {
                listing.problems.push((name(&folder), error.to_string()));
                continue;
            }
        };
        for entry in entries {
            if listing.entries.len() >= MAX_ENTRIES {
                let reason = format!("the project has more than {MAX_ENTRIES} files");
                listing.problems.push((name(&folder), reason));
                return listing;
            }
            let (path, kind) = match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))
            {
                Ok((path, kind)) => (path, kind),
                Err(error) => {
                    listing.problems.push((name(&folder), error.to_string()));
                    continue;
                }
            };
            let inside = path.strip_prefix(top).unwrap_or(&path).to_owned();
            let name = name(&inside);
            let is_top = TOPS.contains(&name.as_str());
            let is_folder = kind.is_dir() || (is_top && kind.is_symlink() && path.is_dir());
            if is_folder {
                let is_own = is_own(&name);
                if let Some(reason) = reason_to_skip(&inside, top, is_own) {
                    if name.contains('/') || reason == CACHE {
                        listing.problems.push((name.clone(), reason.to_owned()));
                    }
                    // A history in a folder of the project's own may be something else.
                    if !is_own {
                        listing.skipped.push(format!("{name}/"));
                        continue;
                    }
                }
            }
            if kind.is_symlink() && !is_folder && leads_outside(&path, top) {
                let reason = "it is a link to a file or folder elsewhere".to_owned();
                listing.problems.push((name.clone(), reason));
            }
            if is_folder {
                folders.push(inside.clone());
            }
            listing.entries.push(FolderEntry {
                path: name,
                on_disk: inside,
                kind: if kind.is_file() {
                    EntryKind::File
                } else {
                    EntryKind::Other
                },
            });
        }
    }
    listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
    listing
}

/// A path with `/` and composed letters.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    match composed(&name) {
        composed if composed.is_empty() => ".".to_owned(),
        composed => composed.into_owned(),
    }
}

/// Whether a folder is one of the project's own, or below one.
fn is_own(name: &str) -> bool {
    let top = name.split('/').next().unwrap_or(name);
    OWN.iter().any(|own| own.eq_ignore_ascii_case(top))
}

/// Why a folder cannot be searched, or not completely.
fn reason_to_skip(folder: &Path, top: &Path, is_own: bool) -> Option<&'static str> {
    let name = folder.file_name().and_then(|name| name.to_str());
    if name.is_some_and(|name| HISTORIES.contains(&name)) {
        return Some(HISTORY);
    }
    let tag = || read_inside(top, &folder.join(CACHE_TAG), CACHE_SIGNATURE.len() as u64);
    let is_cache = !is_own && tag().is_ok_and(|tag| tag == CACHE_SIGNATURE);
    is_cache.then_some(CACHE)
}

fn leads_outside(link: &Path, top: &Path) -> bool {
    match (link.canonicalize(), top.canonicalize()) {
        (Ok(target), Ok(top)) => !target.starts_with(top),
        // Its target does not exist, so there is nothing to search.
        _ => false,
    }
}
