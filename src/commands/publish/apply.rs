//! Applying a difference to a store. Entry point: [`apply`].
//!
//! ```text
//!  claim, with new files pending ──▶ parts ──▶ pages ──▶ entry points ──▶ a look at all files ──▶ deletions ──▶ state
//! ```
//!
//! Pending files show the next publication what an interrupted one may have left. The look at all files finds what a
//! request of an interrupted publication changed after the comparison.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;

use super::claim::Claim;
use super::difference::{self, Difference};
use super::session::Session;
use super::state::{FileState, RemoteState};
use super::store::Store;
use super::{BuiltSite, enumerate, upload_order};
use crate::commands::count;

/// How often files are sent again that somebody else changed meanwhile.
const ROUNDS: usize = 3;

/// Sends and deletes the files of a difference; `done` is called after each file. Returns remarks about the store.
pub(super) fn apply(
    site: &BuiltSite,
    mut difference: Difference,
    store: &Store,
    mut state: RemoteState,
    session: &Session,
    done: &dyn Fn(),
) -> anyhow::Result<Vec<String>> {
    let planned: BTreeSet<String> = difference.obsolete.iter().cloned().collect();
    let continues_another = state.unfinished().is_some();
    let pending: Vec<_> = site
        .files
        .iter()
        .filter(|file| !state.files.contains_key(&file.path))
        .map(|file| (file.path.clone(), FileState::Pending))
        .collect();
    state.files.extend(pending);
    state.revision += 1;
    let claim = Claim::take(store, session, state)?;
    if continues_another {
        // It may have sent files between the comparison and the claim.
        session.wait_for_the_other();
        difference = difference::with_store(&site.files, store, &claim.state())?;
    }

    let mut tags = BTreeMap::new();
    let mut rounds = 0..ROUNDS;
    let obsolete = loop {
        send(site, &difference, store, &claim, &mut tags, done)?;
        let sent = all_sent(site, &tags, &claim.state());
        difference = difference::with_store(&site.files, store, &sent)?;
        if difference.send.is_empty() {
            tags.append(&mut difference.unchanged);
            break difference.obsolete;
        }
        if rounds.next().is_none() {
            let paths: Vec<String> = difference.send.into_iter().map(|file| file.path).collect();
            bail!(
                "{} in `{}` are not as they were sent ({}): find out what else writes there, and publish again",
                count(paths.len(), "file"),
                store.errors.destination(),
                enumerate(&paths)
            );
        }
    };
    // Published files that the plan did not name stay, and are listed by the next one.
    let (deleted, left): (Vec<String>, Vec<String>) = obsolete.into_iter().partition(|path| {
        planned.contains(path) || claim.state().files.get(path) == Some(&FileState::Pending)
    });
    let mut finished = all_sent(site, &tags, &claim.state());
    // Requests of the interrupted publication may arrive even later: its files stay known for one publication.
    finished.files.retain(|path, file_state| {
        tags.contains_key(path)
            || deleted.contains(path)
            || left.contains(path)
            || (continues_another && !file_state.is_sent())
    });
    if !deleted.is_empty() {
        // Obsolete files stay in the state until they are deleted: an interruption must not turn them into foreign files.
        claim.renew(finished.clone())?;
        for paths in upload_order::deletions(&deleted) {
            claim.confirm()?;
            claim.during(store.delete(&paths, &claim, done))?;
        }
        finished
            .files
            .retain(|path, file_state| !deleted.contains(path) || !file_state.is_sent());
        if !continues_another {
            finished.files.retain(|_, file_state| file_state.is_sent());
        }
    }
    let remarks = remarks(&claim, store);
    claim.end(finished)?;
    Ok(remarks)
}

/// Sends the files of a difference, stage by stage, and adds their tags and those of unchanged files.
fn send(
    site: &BuiltSite,
    difference: &Difference,
    store: &Store,
    claim: &Claim<'_>,
    tags: &mut BTreeMap<String, Option<String>>,
    done: &dyn Fn(),
) -> anyhow::Result<()> {
    let unchanged = difference.unchanged.iter();
    tags.extend(unchanged.map(|(path, tag)| (path.clone(), tag.clone())));
    for stage in upload_order::stages(&difference.send, &difference.replaced) {
        if stage.is_empty() {
            continue;
        }
        claim.confirm()?;
        let sent = claim.during(store.send(&stage, |file| site.read(file), claim, done))?;
        tags.extend(sent.into_iter().map(|(file, tag)| (file.path.clone(), tag)));
    }
    Ok(())
}

/// The state with all files of the site as sent, and the others as they were.
fn all_sent(
    site: &BuiltSite,
    tags: &BTreeMap<String, Option<String>>,
    claimed: &RemoteState,
) -> RemoteState {
    let mut files = claimed.files.clone();
    files.extend(site.files.iter().map(|file| {
        let file_state = FileState::Sent {
            size: file.size,
            hash: file.hash,
            tag: tags.get(&file.path).cloned().flatten(),
        };
        (file.path.clone(), file_state)
    }));
    RemoteState {
        files,
        snapshot: site.snapshot.clone(),
        revision: claimed.revision,
        ..RemoteState::default()
    }
}

fn remarks(claim: &Claim<'_>, store: &Store) -> Vec<String> {
    if claim.is_conditional() {
        return Vec::new();
    }
    vec![format!(
        "`{}` ignores the conditions of writes, so two publications at the same moment can mix: publish there from one \
         place at a time",
        store.errors.destination()
    )]
}
