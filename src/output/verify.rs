//! Whether a folder still is what a build wrote.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{self, BufRead as _, BufReader};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use siphasher::sip::SipHasher13;

use super::manifest::{self, Entry, Manifest};
use super::{NOTES, path};

/// How a folder differs from what was written; paths have `/` and are in alphabetical order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    /// Files that were written there.
    pub files: usize,
    /// Those that are no more.
    pub missing: Vec<String>,
    /// Those that have other bytes, or are no files any more.
    pub changed: Vec<String>,
    /// What is there besides; a folder that holds nothing else is named with `/` at its end.
    pub foreign: Vec<String>,
}

/// Compares a folder with the list that the build left in it.
///
/// The hashes tell damage, a copy that was interrupted and changes by hand. They do not tell an attacker, who can
/// write the list anew: it lies in the same folder.
///
/// # Errors
///
/// If there is no such folder or no such list, or something cannot be read.
pub fn verify(folder: &Path) -> anyhow::Result<Verified> {
    let manifest = listed(folder)?;
    let states = manifest
        .entries
        .par_iter()
        .map(|entry| {
            state(folder, entry)
                .with_context(|| format!("cannot read `{}`", folder.join(&entry.path).display()))
        })
        .collect::<anyhow::Result<Vec<State>>>()?;
    let with = |wanted: State| {
        let entries = manifest.entries.iter().zip(&states);
        entries
            .filter(|(_, state)| **state == wanted)
            .map(|(entry, _)| entry.path.clone())
            .collect()
    };
    Ok(Verified {
        files: manifest.entries.len(),
        missing: with(State::Missing),
        changed: with(State::Changed),
        foreign: foreign(folder, &manifest)?,
    })
}

pub(super) fn listed(folder: &Path) -> anyhow::Result<Manifest> {
    let shown = folder.display();
    let metadata = fs::metadata(folder).with_context(|| format!("no folder at `{shown}`"))?;
    if !metadata.is_dir() {
        bail!("`{shown}` is not a folder");
    }
    let list = folder.join(manifest::NAME);
    let bytes = match fs::read(&list) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "`{shown}` has no list `{}` of what was written: no build wrote this folder, or the list was not copied with it",
            manifest::NAME
        ),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", list.display()));
        }
    };
    let manifest = str::from_utf8(&bytes).ok().and_then(Manifest::from_text);
    let inside = |manifest: &Manifest| {
        let mut entries = manifest.entries.iter();
        entries.all(|entry| path::check(&entry.path).is_ok())
    };
    match manifest.filter(inside) {
        Some(manifest) => Ok(manifest),
        None => bail!(
            "`{}` is damaged, or from another version of Vitrine: build again",
            list.display()
        ),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    AsWritten,
    Changed,
    Missing,
}

fn state(folder: &Path, entry: &Entry) -> io::Result<State> {
    let path = folder.join(&entry.path);
    let metadata = match fs::symlink_metadata(&path) {
        Ok(metadata) => metadata,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(State::Missing),
                _ => Err(error),
            };
        }
    };
    let is_as_written =
        metadata.is_file() && metadata.len() == entry.size && hash(&path)? == entry.hash;
    Ok(if is_as_written {
        State::AsWritten
    } else {
        State::Changed
    })
}

/// The hash of a file, of which only a piece is in memory at a time.
fn hash(path: &Path) -> io::Result<u64> {
    let mut file = BufReader::with_capacity(64 * 1024, File::open(path)?);
    let mut hasher = SipHasher13::new();
    loop {
        let piece = file.fill_buf()?;
        if piece.is_empty() {
            return Ok(hasher.finish());
        }
        hasher.write(piece);
        let read = piece.len();
        file.consume(read);
    }
}

fn foreign(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<String>> {
    let ours = manifest.folders();
    let mut foreign = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while !folders.is_empty() {
        let looked = folders
            .par_iter()
            .map(|it| look(folder, it, manifest, &ours));
        let looked = looked.collect::<anyhow::Result<Vec<Inside>>>()?;
        folders.clear();
        for inside in looked {
            folders.extend(inside.folders);
            foreign.extend(inside.foreign);
        }
    }
    foreign.sort();
    Ok(foreign)
}

/// What is in a folder of the site.
#[derive(Default)]
struct Inside {
    /// The folders in it that the list knows.
    folders: Vec<PathBuf>,
    /// What the list does not know.
    foreign: Vec<String>,
}

fn look(
    root: &Path,
    folder: &Path,
    manifest: &Manifest,
    ours: &BTreeSet<&str>,
) -> anyhow::Result<Inside> {
    let mut inside = Inside::default();
    let shown = root.join(folder);
    let context = || format!("cannot read the folder `{}`", shown.display());
    for entry in fs::read_dir(&shown).with_context(context)? {
        let entry = entry.with_context(context)?;
        let path = folder.join(entry.file_name());
        let name = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
        let is_folder = entry.file_type().with_context(context)?.is_dir();
        if is_folder && ours.contains(name.as_str()) {
            inside.folders.push(path);
        } else if is_folder && manifest.position(&name).is_none() {
            inside.foreign.push(format!("{name}/"));
        } else if name != manifest::NAME && name != NOTES && manifest.position(&name).is_none() {
            inside.foreign.push(name);
        }
    }
    Ok(inside)
}
