//! Applying a difference to a store. Entry point: [`apply`].
//!
//! ```text
//!  state: new files are pending ──▶ parts ──▶ pages ──▶ entry points ──▶ state: all files ──▶ deletions ──▶ state
//! ```
//!
//! Pending files show the next publication what an interrupted one may have left, and a concurrent one that it is not
//! alone.

use super::difference::Difference;
use super::state::{FileState, RemoteState};
use super::store::Store;
use super::{BuiltSite, upload_order};
use crate::output::Entry;

/// Sends and deletes the files of a difference; `done` is called after each file.
pub(super) fn apply(
    site: &BuiltSite,
    difference: Difference,
    store: &Store,
    mut state: RemoteState,
    done: &dyn Fn(),
) -> anyhow::Result<()> {
    let Difference {
        send,
        replaced,
        unchanged: mut tags,
        obsolete,
        ..
    } = difference;
    let pending: Vec<_> = send
        .iter()
        .filter(|file| !state.files.contains_key(&file.path))
        .map(|file| (file.path.clone(), FileState::Pending))
        .collect();
    state.files.extend(pending);
    state.revision += 1;
    store.write_state(&mut state)?;
    for stage in upload_order::stages(&send, &replaced) {
        let sent = store.send(&stage, |file| site.read(file), done)?;
        tags.extend(sent.into_iter().map(|(file, tag)| (file.path.clone(), tag)));
    }

    let sent = |file: &Entry| {
        let file_state = FileState::Sent {
            size: file.size,
            hash: file.hash,
            tag: tags.get(&file.path).cloned().flatten(),
        };
        (file.path.clone(), file_state)
    };
    let mut finished = RemoteState {
        files: site.files.iter().map(sent).collect(),
        snapshot: site.snapshot.clone(),
        revision: state.revision,
        tag: state.tag,
    };
    if obsolete.is_empty() {
        return store.write_state(&mut finished);
    }
    // Obsolete files stay in the state until they are deleted: an interruption must not turn them into foreign files.
    let not_yet_deleted = obsolete.iter().filter_map(|path| {
        let file_state = state.files.get(path)?;
        Some((path.clone(), file_state.clone()))
    });
    finished.files.extend(not_yet_deleted);
    store.write_state(&mut finished)?;
    for paths in upload_order::deletions(&obsolete) {
        store.delete(&paths, done)?;
    }
    finished.files.retain(|path, _| !obsolete.contains(path));
    store.write_state(&mut finished)
}
