//! Whether a folder still is what a build wrote.

use std::fs::{self, File};
use std::hash::Hasher as _;
use std::io::{self, Read as _};
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
    let mut file = File::open(path)?;
    let mut hasher = SipHasher13::new();
    let mut buffer = [0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finish()),
            read => hasher.write(&buffer[..read]),
        }
    }
}

fn foreign(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<String>> {
    let ours = manifest.folders();
    let mut foreign = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(next) = folders.pop() {
        let shown = folder.join(&next);
        let context = || format!("cannot read the folder `{}`", shown.display());
        for entry in fs::read_dir(&shown).with_context(context)? {
            let entry = entry.with_context(context)?;
            let path = next.join(entry.file_name());
            let name = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
            let is_folder = entry.file_type().with_context(context)?.is_dir();
            if is_folder && ours.contains(name.as_str()) {
                folders.push(path);
            } else if is_folder && manifest.position(&name).is_none() {
                foreign.push(format!("{name}/"));
            } else if name != manifest::NAME && name != NOTES && manifest.position(&name).is_none()
            {
                foreign.push(name);
            }
        }
    }
    foreign.sort();
    Ok(foreign)
}
