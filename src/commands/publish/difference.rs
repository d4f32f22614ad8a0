//! The difference between a built site and a store: what to send and what to delete. Entry point: [`with_store`].

use std::collections::{BTreeMap, BTreeSet};

use super::Publication;
use super::headers::mark;
use super::state::{FileState, RemoteState};
use super::store::{ListedObject, Store};
use crate::output::Entry;

/// The work of one publication.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Files that are new or changed.
    pub(super) send: Vec<Entry>,
    /// The paths in `send` where the destination has another version of the file.
    pub(super) replaced: BTreeSet<String>,
    /// The tags of files that are already up to date.
    pub(super) unchanged: BTreeMap<String, Option<String>>,
    /// Files of an earlier publication that the site no longer has: they are deleted.
    pub(super) obsolete: Vec<String>,
    /// Foreign files that the publication would overwrite.
    pub(super) conflicts: Vec<String>,
    /// The previous publication.
    pub(super) previous: Option<Publication>,
}

/// A file at the store, compared with the file of the same path in the site.
enum RemoteFile {
    Missing,
    /// Equal to the file of the site.
    Current,
    /// Published by Vitrine, and different.
    Outdated,
    /// Not decided by list and state: the mark of the object must be read.
    Unclear,
}

pub(super) fn with_store(
    site: &[Entry],
    store: &Store,
    state: &RemoteState,
) -> anyhow::Result<Difference> {
    let listed = store.list()?;
    let paths: BTreeSet<&str> = site.iter().map(|file| file.path.as_str()).collect();
    let obsolete: Vec<&str> = state
        .files
        .keys()
        .map(String::as_str)
        .filter(|path| !paths.contains(path) && listed.contains_key(*path))
        .collect();

    let unclear = site
        .iter()
        .filter(|file| matches!(compare(file, &listed, state), RemoteFile::Unclear))
        .map(|file| file.path.as_str());
    let obsolete_but_changed = obsolete
        .iter()
        .copied()
        .filter(|path| !is_as_sent(&listed[*path], state.files.get(*path)));
    let without_known_mark: Vec<&str> = unclear.chain(obsolete_but_changed).collect();
    let marks = store.marks(&without_known_mark)?;
    let mark_of = |path: &str| marks.get(path).and_then(Option::as_ref);

    let mut difference = Difference {
        previous: state.published(),
        ..Difference::default()
    };
    for file in site {
        let path = &file.path;
        let remote = match compare(file, &listed, state) {
            RemoteFile::Unclear => match mark_of(path) {
                Some(remote_mark) if *remote_mark == mark(file) => RemoteFile::Current,
                Some(_) => RemoteFile::Outdated,
                // Someone else overwrote a file that Vitrine published: the path still belongs to the site.
                None if state.files.get(path).is_some_and(FileState::is_sent) => {
                    RemoteFile::Outdated
                }
                None => {
                    difference.conflicts.push(path.clone());
                    RemoteFile::Outdated
                }
            },
            remote => remote,
        };
        match remote {
            RemoteFile::Current => {
                let tag = listed[path].tag.clone();
                difference.unchanged.insert(path.clone(), tag);
            }
            RemoteFile::Missing => difference.send.push(file.clone()),
            RemoteFile::Outdated | RemoteFile::Unclear => {
                difference.replaced.insert(path.clone());
                difference.send.push(file.clone());
            }
        }
    }
    // A foreign file that replaced an obsolete one is not deleted.
    let is_published =
        |path: &&str| is_as_sent(&listed[*path], state.files.get(*path)) || mark_of(path).is_some();
    difference.obsolete = obsolete
        .into_iter()
        .filter(is_published)
        .map(str::to_owned)
        .collect();
    Ok(difference)
}

fn compare(
    file: &Entry,
    listed: &BTreeMap<String, ListedObject>,
    state: &RemoteState,
) -> RemoteFile {
    let Some(object) = listed.get(&file.path) else {
        return RemoteFile::Missing;
    };
    let file_state = state.files.get(&file.path);
    match file_state {
        Some(FileState::Sent { size, hash, .. }) if is_as_sent(object, file_state) => {
            if *size == file.size && *hash == file.hash {
                RemoteFile::Current
            } else {
                RemoteFile::Outdated
            }
        }
        _ => RemoteFile::Unclear,
    }
}

/// Whether the store still has the bytes that were sent.
fn is_as_sent(object: &ListedObject, file_state: Option<&FileState>) -> bool {
    match file_state {
        Some(FileState::Sent { size, tag, .. }) => {
            *size == object.size && tag.is_some() && *tag == object.tag
        }
        _ => false,
    }
}
