//! Looks at a project's files again and again, where the system tells of no changes: on network drives, in containers.
//!
//! notify has such a watcher too, but that of notify 8 compares times in whole seconds: of two saves within a second it
//! misses the second, and what was copied back with its old date altogether.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, Event, EventKind, RemoveKind};

use super::watch::Told;

/// How often the files are looked at …
const PAUSE: Duration = Duration::from_millis(500);
/// … unless looking takes so long that the machine would do little else: then this many times as long.
const REST: u32 = 4;

/// Folders that are nested more deeply lead back to themselves.
const DEPTH_AT_MOST: usize = 64;

/// Looks until it is dropped.
pub(super) struct Poll {
    /// Ends with this value, and the thread with it.
    _stop: Sender<()>,
}

/// What is known of a file: when it was written and how long it is; of a folder, that it is there.
type Look = Option<(Option<SystemTime>, u64)>;

impl Poll {
    /// Looks at the folders of a project, and tells of what is not as it is now.
    pub(super) fn start(
        project: &Path,
        folders: &'static [&'static str],
        tell: Sender<Told>,
    ) -> io::Result<Self> {
        let (stop, stopped) = channel();
        let project = project.to_owned();
        let mut known = look(&project, folders);
        thread::Builder::new().spawn(move || {
            let mut pause = PAUSE;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(pause) {
                let begun = Instant::now();
                let now = look(&project, folders);
                pause = PAUSE.max(begun.elapsed() * REST);
                for event in changes(&known, &now) {
                    if tell.send(Told::Event(Ok(event))).is_err() {
                        // Nobody listens any more: the preview is about to stop.
                        return;
                    }
                }
                known = now;
            }
        })?;
        Ok(Self { _stop: stop })
    }
}

fn changes(known: &BTreeMap<PathBuf, Look>, now: &BTreeMap<PathBuf, Look>) -> Vec<Event> {
    // A file that is still being written is another one the next time.
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    let new = now
        .iter()
        .filter(|(path, look)| known.get(*path) != Some(look));
    let new = new.map(|(path, _)| Event::new(written).add_path(path.clone()));
    let gone = known.keys().filter(|path| !now.contains_key(*path));
    let gone =
        gone.map(|path| Event::new(EventKind::Remove(RemoveKind::Any)).add_path(path.clone()));
    new.chain(gone).collect()
}

fn look(project: &Path, folders: &[&str]) -> BTreeMap<PathBuf, Look> {
    let mut found = BTreeMap::new();
    for folder in folders {
        look_below(&project.join(folder), 0, &mut found);
    }
    found
}

/// What cannot be looked at is not there.
fn look_below(path: &Path, depth: usize, found: &mut BTreeMap<PathBuf, Look>) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if !metadata.is_dir() {
        found.insert(
            path.to_owned(),
            Some((metadata.modified().ok(), metadata.len())),
        );
        return;
    }
    found.insert(path.to_owned(), None);
    if depth == DEPTH_AT_MOST {
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        // Nobody asks what changes in `.git`.
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            look_below(&entry.path(), depth + 1, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn two_saves_in_one_second_are_two_changes_and_old_dates_are_changes_too() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("partners/a.toml");
        fs::create_dir(folder.path().join("partners")).unwrap();
        fs::write(&file, "1").unwrap();
        let (tell, told) = channel();
        let poll = Poll::start(folder.path(), &["partners", "themes"], tell).unwrap();
        let changed = || {
            let Ok(Told::Event(Ok(event))) = told.recv_timeout(Duration::from_secs(20)) else {
                panic!("nothing was told");
            };
            event.paths.into_iter().next().expect("a path")
        };
        fs::write(&file, "2").unwrap();
        assert_eq!(changed(), file);
        // Of the same length.
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
            told.recv_timeout(Duration::from_secs(20)).is_err(),
            "it has ended"
        );
    }
}
