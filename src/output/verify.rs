//! Comparison of an output folder with its manifest: [`verify`].

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{self, BufRead as _, BufReader};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use siphasher::sip::SipHasher13;

use super::manifest::{self, Entry, Manifest};
use super::target::MANIFEST_AT_MOST;
use super::{NOTES, path};
use crate::disk::read_inside;

/// Differences between a folder and its manifest. Paths have `/` and are in alphabetical order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// Number of files in the manifest.
    pub files: usize,
    /// Files that do not exist.
    pub missing: Vec<String>,
    /// Files that have other bytes, or are no regular files.
    pub changed: Vec<String>,
    /// Files and folders that are not in the manifest. The path of a folder ends with `/`; its contents are not listed.
    pub foreign: Vec<String>,
}

/// Compares a folder with the manifest in it.
///
/// The hashes detect damage, interrupted copies and changes by hand. They do not detect an attacker, who can replace the
/// manifest too: it is in the same folder.
///
/// # Errors
///
/// If the folder or the manifest does not exist, or a file cannot be read.
pub fn verify(folder: &Path) -> anyhow::Result<Verification> {
    let manifest = read_manifest(folder)?;
    let states = manifest
        .entries
        .par_iter()
        .map(|entry| {
            state(folder, entry)
                .with_context(|| format!("cannot read `{}`", folder.join(&entry.path).display()))
        })
        .collect::<anyhow::Result<Vec<EntryState>>>()?;
    let paths_in_state = |wanted: EntryState| {
        let entries = manifest.entries.iter().zip(&states);
        entries
            .filter(|(_, state)| **state == wanted)
            .map(|(entry, _)| entry.path.clone())
            .collect()
    };
    Ok(Verification {
        files: manifest.entries.len(),
        missing: paths_in_state(EntryState::Missing),
        changed: paths_in_state(EntryState::Changed),
        foreign: foreign(folder, &manifest)?,
    })
}

/// The manifest in a folder.
pub(super) fn read_manifest(folder: &Path) -> anyhow::Result<Manifest> {
    let shown = folder.display();
    let metadata = fs::metadata(folder).with_context(|| format!("no folder at `{shown}`"))?;
    if !metadata.is_dir() {
        bail!("`{shown}` is not a folder");
    }
    let path = folder.join(manifest::NAME);
    let bytes = match read_inside(folder, Path::new(manifest::NAME), MANIFEST_AT_MOST) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "`{shown}` has no list `{}` of the written files: no build wrote this folder, or the list was not copied with it",
            manifest::NAME
        ),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", path.display()));
        }
    };
    let manifest = str::from_utf8(&bytes).ok().and_then(Manifest::from_text);
    let is_safe = |manifest: &Manifest| {
        let mut entries = manifest.entries.iter();
        entries.all(|entry| path::check(&entry.path).is_ok())
    };
    match manifest.filter(is_safe) {
        Some(manifest) => Ok(manifest),
        None => bail!(
            "`{}` is damaged, or from another version of Vitrine: build again",
            path.display()
        ),
    }
}

/// State of a file that the manifest lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EntryState {
    AsWritten,
    Changed,
    Missing,
}

fn state(folder: &Path, entry: &Entry) -> io::Result<EntryState> {
    let path = folder.join(&entry.path);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(EntryState::Missing),
                _ => Err(error),
            };
        }
    };
    let is_as_written =
        metadata.is_file() && metadata.len() == entry.size && hash(&path)? == entry.hash;
    Ok(if is_as_written {
        EntryState::AsWritten
    } else {
        EntryState::Changed
    })
}

/// The hash of a file, read in chunks.
fn hash(path: &Path) -> io::Result<u64> {
    let mut file = BufReader::with_capacity(64 * 1024, File::open(path)?);
    let mut hasher = SipHasher13::new();
    loop {
        let chunk = file.fill_buf()?;
        if chunk.is_empty() {
            return Ok(hasher.finish());
        }
        hasher.write(chunk);
        let read = chunk.len();
        file.consume(read);
    }
}

/// The files and folders that are not in the manifest.
fn foreign(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<String>> {
    let ours = manifest.folders();
    let mut foreign = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while !folders.is_empty() {
        let contents = folders
            .par_iter()
            .map(|subfolder| read_folder(folder, subfolder, manifest, &ours))
            .collect::<anyhow::Result<Vec<FolderContents>>>()?;
        folders.clear();
        for contents in contents {
            folders.extend(contents.folders);
            foreign.extend(contents.foreign);
        }
    }
    foreign.sort();
    Ok(foreign)
}

/// Contents of a folder of the site.
#[derive(Default)]
struct FolderContents {
    /// The folders in it that contain files of the manifest.
    folders: Vec<PathBuf>,
    /// The files and folders that are not in the manifest.
    foreign: Vec<String>,
}

fn read_folder(
    root: &Path,
    folder: &Path,
    manifest: &Manifest,
    ours: &BTreeSet<&str>,
) -> anyhow::Result<FolderContents> {
    let mut contents = FolderContents::default();
    let full_path = root.join(folder);
    let context = || format!("cannot read the folder `{}`", full_path.display());
    for entry in fs::read_dir(&full_path).with_context(context)? {
        let entry = entry.with_context(context)?;
        let path = folder.join(entry.file_name());
        let name = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
        let is_folder = entry.file_type().with_context(context)?.is_dir();
        if is_folder && ours.contains(name.as_str()) {
            contents.folders.push(path);
        } else if is_folder && manifest.position(&name).is_none() {
            contents.foreign.push(format!("{name}/"));
        } else if name != manifest::NAME && name != NOTES && manifest.position(&name).is_none() {
            contents.foreign.push(name);
        }
    }
    Ok(contents)
}
