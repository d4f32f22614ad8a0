//! A difference is carried out at a store.
//!
//! ```text
//!  notes: new files are claimed ──▶ parts ──▶ pages ──▶ ways to pages ──▶ notes: all that is there ──▶ deletions ──▶ notes
//! ```
//!
//! Claims let the next publication know what an interrupted one may have left, and another at the same time that it is
//! not alone.

use super::difference::Difference;
use super::state::{Note, Notes};
use super::store::Store;
use super::{BuiltSite, upload_order as order};
use crate::output::Entry;

pub(super) fn out(
    site: &BuiltSite,
    difference: Difference,
    store: &Store,
    mut notes: Notes,
    done: &dyn Fn(),
) -> anyhow::Result<()> {
    let Difference {
        send,
        replaced,
        mut same,
        gone,
        ..
    } = difference;
    let unknown = send
        .iter()
        .filter(|file| !notes.files.contains_key(&file.path));
    let claims: Vec<String> = unknown.map(|file| file.path.clone()).collect();
    let claims = claims.into_iter().map(|path| (path, Note::Claimed));
    notes.files.extend(claims);
    notes.begun += 1;
    store.write_notes(&mut notes)?;
    for stage in order::stages(&send, &replaced) {
        let sent = store.send(&stage, |file| site.read(file), done)?;
        same.extend(sent.into_iter().map(|(file, tag)| (file.path.clone(), tag)));
    }

    let note = |file: &Entry| {
        let note = Note::Sent {
            size: file.size,
            hash: file.hash,
            tag: same.get(&file.path).cloned().flatten(),
        };
        (file.path.clone(), note)
    };
    let mut finished = Notes {
        files: site.files.iter().map(note).collect(),
        snapshot: site.snapshot.clone(),
        begun: notes.begun,
        tag: notes.tag,
    };
    if gone.is_empty() {
        return store.write_notes(&mut finished);
    }
    // Until they are deleted, what is no more still is known as ours.
    let kept = gone.iter().filter_map(|path| {
        let note = notes.files.get(path)?;
        Some((path.clone(), note.clone()))
    });
    finished.files.extend(kept);
    store.write_notes(&mut finished)?;
    for paths in order::deletions(&gone) {
        store.delete(&paths, done)?;
    }
    finished.files.retain(|path, _| !gone.contains(path));
    store.write_notes(&mut finished)
}
