//! The files of a project's folder, all of them. Entry point: [`list`]. Links are listed and not followed, except those at
//! the top that the project is read through.

use std::fs;
use std::path::{Path, PathBuf};

use crate::text::url::composed;

/// How many files and folders are listed.
const MAX_ENTRIES: usize = 500_000;
/// Folders of programs that keep the history of a project: their files are packed.
const HISTORIES: [&str; 6] = [".git", ".hg", ".svn", ".jj", ".bzr", ".fslckout"];
/// The file that marks a folder as a cache of another program: <https://bford.info/cachedir/>.
const CACHE_TAG: &str = "CACHEDIR.TAG";
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
            if is_folder && is_skipped(&path) {
                listing.skipped.push(format!("{name}/"));
                continue;
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

fn is_skipped(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    let is_history = name.is_some_and(|name| HISTORIES.contains(&name));
    // The tag must be a file: a person who hides a folder has written it.
    is_history || folder.join(CACHE_TAG).is_file()
}

fn leads_outside(link: &Path, top: &Path) -> bool {
    match (link.canonicalize(), top.canonicalize()) {
        (Ok(target), Ok(top)) => !target.starts_with(top),
        // Its target does not exist, so there is nothing to search.
        _ => false,
    }
}
