//! Polling file watcher for network drives and containers, where the operating system does not report changes. Entry
//! point: [`Poll::start`].
//!
//! notify has one too (`PollWatcher`), but that of notify 8 compares times in whole seconds: it misses the second of two
//! saves within a second, and files that are restored with an older date.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, Event, EventKind, RemoveKind};

use super::watch::WatchEvent;

/// How often the files are compared …
const INTERVAL: Duration = Duration::from_millis(500);
/// … unless a comparison takes long: then the pause is this many times its duration, to limit the load on the machine.
const PAUSE_FACTOR: u32 = 4;

/// Folders that are nested more deeply contain a symbolic link to themselves.
const DEPTH_AT_MOST: usize = 64;

/// A thread that polls; it ends when this value is dropped.
pub(super) struct Poll {
    _stop: Sender<()>,
}

/// State of the files under some folders, by path.
type FolderState = BTreeMap<PathBuf, Stamp>;

/// Properties by which changes of a file are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stamp {
    File {
        modified: Option<SystemTime>,
        size: u64,
    },
    Folder,
}

impl Poll {
    /// Polls these folders of a project, and sends an event for each path that was changed, created or deleted.
    pub(super) fn start(
        project: &Path,
        folders: &'static [&'static str],
        sender: Sender<WatchEvent>,
    ) -> io::Result<Self> {
        let (stop, stopped) = channel();
        let project = project.to_owned();
        let mut last = snapshot(&project, folders);
        thread::Builder::new().spawn(move || {
            let mut pause = INTERVAL;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
                let start = Instant::now();
                let current = snapshot(&project, folders);
                pause = INTERVAL.max(start.elapsed() * PAUSE_FACTOR);
                for event in changes(&last, &current) {
                    if sender.send(WatchEvent::Change(Ok(event))).is_err() {
                        // The preview is about to end.
                        return;
                    }
                }
                last = current;
            }
        })?;
        Ok(Self { _stop: stop })
    }
}

fn changes(last: &FolderState, current: &FolderState) -> Vec<Event> {
    // Reported as complete: a file that is still being written has another stamp the next time.
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    let changed = current
        .iter()
        .filter(|(path, stamp)| last.get(*path) != Some(stamp))
        .map(|(path, _)| Event::new(written).add_path(path.clone()));
    let deleted = last
        .keys()
        .filter(|path| !current.contains_key(*path))
        .map(|path| Event::new(EventKind::Remove(RemoveKind::Any)).add_path(path.clone()));
    changed.chain(deleted).collect()
}

fn snapshot(project: &Path, folders: &[&str]) -> FolderState {
    let mut snapshot = FolderState::new();
    for folder in folders {
        add_tree(&project.join(folder), 0, &mut snapshot);
    }
    snapshot
}

/// Adds a file, or a folder with everything in it. What cannot be read counts as missing.
fn add_tree(path: &Path, depth: usize, snapshot: &mut FolderState) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if !metadata.is_dir() {
        let stamp = Stamp::File {
            modified: metadata.modified().ok(),
            size: metadata.len(),
        };
        snapshot.insert(path.to_owned(), stamp);
        return;
    }
    snapshot.insert(path.to_owned(), Stamp::Folder);
    if depth == DEPTH_AT_MOST {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        // Changes in hidden folders such as `.git` do not affect the website, and neither do folders behind links.
        let path = entry.path();
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let is_linked_folder = path.is_symlink() && path.is_dir();
        if !is_hidden && !is_linked_folder {
            add_tree(&entry.path(), depth + 1, snapshot);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn notices_two_saves_within_a_second_and_older_dates() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("partners/a.toml");
        fs::create_dir(folder.path().join("partners")).unwrap();
        fs::write(&file, "1").unwrap();
        let (sender, receiver) = channel();
        let poll = Poll::start(folder.path(), &["partners", "themes"], sender).unwrap();
        let changed = || {
            let Ok(WatchEvent::Change(Ok(event))) = receiver.recv_timeout(Duration::from_secs(20))
            else {
                panic!("no event");
            };
            event.paths.into_iter().next().expect("a path")
        };
        fs::write(&file, "2").unwrap();
        assert_eq!(changed(), file);
        // With the same size.
        fs::write(&file, "3").unwrap();
        assert_eq!(changed(), file);
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let handle = fs::File::options().write(true).open(&file).unwrap();
        handle.set_modified(old).unwrap();
        assert_eq!(changed(), file);
        fs::remove_file(&file).unwrap();
        assert_eq!(changed(), file);
        fs::create_dir(folder.path().join("themes")).unwrap();
        assert_eq!(changed(), folder.path().join("themes"));
        drop(poll);
        assert!(
            receiver.recv_timeout(Duration::from_secs(20)).is_err(),
            "the thread has ended"
        );
    }
}
