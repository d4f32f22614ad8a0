//! What is built and what is there → what is to be sent and deleted.

use std::collections::{BTreeMap, BTreeSet};

use super::Published;
use super::headers::mark;
use super::state::{Note, Notes};
use super::store::{Listed, Store};
use crate::output::Entry;

/// What is to be done.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Files that are new or changed.
    pub(super) send: Vec<Entry>,
    /// Those among them that have another file in their place now.
    pub(super) replaced: BTreeSet<String>,
    /// The tags of files that are there already.
    pub(super) same: BTreeMap<String, Option<String>>,
    /// Ours that are no more.
    pub(super) gone: Vec<String>,
    /// What others put where a file has to be.
    pub(super) in_the_way: Vec<String>,
    /// What was published before.
    pub(super) before: Option<Published>,
}

/// What is known of a file at the store.
enum There {
    Nothing,
    /// What is to be sent.
    Same,
    /// Something else of ours.
    Ours,
    /// Something that only its mark can tell.
    Ask,
}

pub(super) fn with_store(
    site: &[Entry],
    store: &Store,
    notes: &Notes,
) -> anyhow::Result<Difference> {
    let listed = store.list()?;
    let paths: BTreeSet<&str> = site.iter().map(|file| file.path.as_str()).collect();
    let gone = notes.files.keys().map(String::as_str);
    let gone = gone.filter(|path| !paths.contains(path) && listed.contains_key(*path));
    let gone: Vec<&str> = gone.collect();

    let unclear = site
        .iter()
        .filter(|file| matches!(there(file, &listed, notes), There::Ask))
        .map(|file| file.path.as_str());
    let strange = gone
        .iter()
        .copied()
        .filter(|path| !is_as_sent(&listed[*path], notes.files.get(*path)));
    let asked: Vec<&str> = unclear.chain(strange).collect();
    let marks = store.marks(&asked)?;
    let marked = |path: &str| marks.get(path).and_then(Option::as_ref);

    let mut difference = Difference {
        before: notes.published(),
        ..Difference::default()
    };
    for file in site {
        let path = &file.path;
        let state = match there(file, &listed, notes) {
            There::Ask => match marked(path) {
                Some(found) if *found == mark(file) => There::Same,
                Some(_) => There::Ours,
                // Others replaced what we had published: the place is ours all the same.
                None if notes.files.get(path).is_some_and(is_sent) => There::Ours,
                None => {
                    difference.in_the_way.push(path.clone());
                    There::Ours
                }
            },
            state => state,
        };
        match state {
            There::Same => {
                let tag = listed[path].tag.clone();
                difference.same.insert(path.clone(), tag);
            }
            There::Nothing => difference.send.push(file.clone()),
            There::Ours | There::Ask => {
                difference.replaced.insert(path.clone());
                difference.send.push(file.clone());
            }
        }
    }
    // What others put in the place of ours is theirs.
    let is_ours =
        |path: &&str| is_as_sent(&listed[*path], notes.files.get(*path)) || marked(path).is_some();
    difference.gone = gone
        .into_iter()
        .filter(is_ours)
        .map(str::to_owned)
        .collect();
    Ok(difference)
}

fn there(file: &Entry, listed: &BTreeMap<String, Listed>, notes: &Notes) -> There {
    let Some(found) = listed.get(&file.path) else {
        return There::Nothing;
    };
    let note = notes.files.get(&file.path);
    match note {
        Some(Note::Sent { size, hash, .. }) if is_as_sent(found, note) => {
            match *size == file.size && *hash == file.hash {
                true => There::Same,
                false => There::Ours,
            }
        }
        _ => There::Ask,
    }
}

/// Whether the store still has what was sent.
fn is_as_sent(found: &Listed, note: Option<&Note>) -> bool {
    match note {
        Some(Note::Sent { size, tag, .. }) => {
            *size == found.size && tag.is_some() && *tag == found.tag
        }
        _ => false,
    }
}

fn is_sent(note: &Note) -> bool {
    matches!(note, Note::Sent { .. })
}
