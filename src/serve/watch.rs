//! File watcher of the preview: [`Watch::changes`] waits for changes and returns them in batches. The only module besides
//! [`super::poll`] that knows notify.

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, ModifyKind};
use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::poll::Poll;
use crate::commands::Changes;

/// The folders of a project that its website is made from. Others, above all `public/`, are not watched.
const FOLDERS: [&str; 3] = ["content", "partners", "themes"];

/// A batch ends this long after the last change if all changed files are complete …
const QUIET: Duration = Duration::from_millis(5);
/// … this long after it while a file is still being written, or if many files change, as in a checkout …
const BUSY_QUIET: Duration = Duration::from_millis(100);
/// … that is, at least this many …
const MANY: usize = 16;
/// … and at the latest this long after the first change.
const BATCH_AT_MOST: Duration = Duration::from_millis(500);

/// How often it is checked that the project's folder is still the one that is watched.
const FOLDER_CHECK: Duration = Duration::from_secs(1);

/// Message to the watching thread.
pub(super) enum WatchEvent {
    /// A change, or an error of the watcher after which changes may be missing.
    Change(notify::Result<notify::Event>),
    /// The preview ends.
    Stop,
}

/// Changes of one batch.
#[derive(Default)]
struct Batch {
    paths: BTreeSet<PathBuf>,
    /// Files that are still being written.
    unfinished: BTreeSet<PathBuf>,
    /// Whether changes may be missing from `paths`.
    is_incomplete: bool,
}

impl Batch {
    /// How long there must be no change before the batch ends.
    fn quiet_time(&self) -> Duration {
        if self.unfinished.is_empty() && self.paths.len() < MANY && !self.is_incomplete {
            QUIET
        } else {
            BUSY_QUIET
        }
    }
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// The operating system reports them.
    Native,
    /// The files are compared at intervals: for network drives and containers.
    Poll,
}

/// The source of events; it ends when dropped.
enum Watcher {
    Native(RecommendedWatcher),
    Poll(#[expect(dead_code, reason = "it polls until it is dropped")] Poll),
}

/// Watches the folders of a project.
pub(super) struct Watch {
    project: PathBuf,
    /// The folder that is watched under that path; absent if there was none.
    folder: Option<FolderId>,
    watcher: Watcher,
    sender: Sender<WatchEvent>,
    receiver: Receiver<WatchEvent>,
}

impl Watch {
    /// Starts watching. `sender` and `receiver` are the two ends of one channel, into which the caller may send too.
    ///
    /// Falls back to polling if the operating system cannot watch that many folders.
    pub(super) fn start(
        project: &Path,
        method: Method,
        sender: Sender<WatchEvent>,
        receiver: Receiver<WatchEvent>,
    ) -> notify::Result<Self> {
        // Events contain canonical paths.
        let project = project
            .canonicalize()
            .unwrap_or_else(|_| project.to_owned());
        let watcher = match method {
            Method::Native => Watcher::Native(native_watcher(&sender)?),
            Method::Poll => Watcher::Poll(Poll::start(&project, &FOLDERS, sender.clone())?),
        };
        let mut watch = Self {
            folder: folder_id(&project),
            project,
            watcher,
            sender,
            receiver,
        };
        if watch.watch_all().is_err() {
            watch.fall_back_to_polling()?;
        }
        Ok(watch)
    }

    /// How changes are noticed now.
    pub(super) fn method(&self) -> Method {
        match self.watcher {
            Watcher::Native(_) => Method::Native,
            Watcher::Poll(_) => Method::Poll,
        }
    }

    /// Waits for the next batch of changes. `None` when the preview ends.
    pub(super) fn changes(&mut self) -> Option<Changes> {
        let mut batch = Batch::default();
        loop {
            match self.receiver.recv_timeout(FOLDER_CHECK) {
                Ok(WatchEvent::Change(event)) => {
                    if self.add(event, &mut batch) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.is_replaced() {
                        batch.is_incomplete = true;
                        break;
                    }
                }
                Ok(WatchEvent::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let first = Instant::now();
        let mut last = first;
        loop {
            let end = (last + batch.quiet_time()).min(first + BATCH_AT_MOST);
            let timeout = end.saturating_duration_since(Instant::now());
            match self.receiver.recv_timeout(timeout) {
                Ok(WatchEvent::Change(event)) => {
                    if self.add(event, &mut batch) {
                        last = Instant::now();
                    }
                }
                Err(RecvTimeoutError::Timeout) => break,
                Ok(WatchEvent::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(if batch.is_incomplete {
            Changes::Unknown
        } else {
            Changes::At(batch.paths)
        })
    }

    /// Adds an event to a batch. Returns whether it can affect the website.
    fn add(&mut self, event: notify::Result<Event>, batch: &mut Batch) -> bool {
        let Ok(event) = event else {
            // The operating system cannot watch that many folders. If polling fails too, those that are watched remain so.
            let _ = self.fall_back_to_polling();
            batch.is_incomplete = true;
            return true;
        };
        let is_finished = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            // Reading a file is no change. Otherwise reading the project would cause the next load, and so on.
            EventKind::Access(_) => return false,
            EventKind::Remove(_)
            | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Metadata(_))
            | EventKind::Create(CreateKind::Folder) => true,
            _ => false,
        };
        let mut is_relevant = false;
        if event.need_rescan() {
            batch.is_incomplete = true;
            is_relevant = true;
        }
        for path in event.paths {
            // A symbolic link to a folder may be reported under the folder's own path.
            let path = match path.strip_prefix(&self.project) {
                Ok(inside) => inside.to_owned(),
                Err(_) => path,
            };
            let Some(folder) = watched_folder(&path) else {
                continue;
            };
            if path == Path::new(folder) {
                // It was created, deleted or replaced: what was watched may be another folder that had this name.
                if self.watch_again(folder).is_err() {
                    let _ = self.fall_back_to_polling();
                }
            }
            is_relevant = true;
            if is_finished {
                batch.unfinished.remove(&path);
            } else {
                batch.unfinished.insert(path.clone());
            }
            batch.paths.insert(path);
        }
        is_relevant
    }

    /// Whether the project's folder was deleted, moved away or replaced since the last call. The system goes on reporting
    /// changes of the folder that had its path, and none of its end; so the new one is watched.
    fn is_replaced(&mut self) -> bool {
        if self.method() == Method::Poll {
            return false;
        }
        let folder = folder_id(&self.project);
        if folder == self.folder {
            return false;
        }
        self.folder = folder;
        // If the new folder cannot be watched, its files are compared.
        if folder.is_some() && self.watch_all().is_err() {
            let _ = self.fall_back_to_polling();
        }
        true
    }

    /// Watches all folders that exist.
    fn watch_all(&mut self) -> notify::Result<()> {
        if let Watcher::Native(watcher) = &mut self.watcher {
            // An error means that it was not watched.
            let _ = watcher.unwatch(&self.project);
            watcher.watch(&self.project, RecursiveMode::NonRecursive)?;
        }
        FOLDERS
            .iter()
            .try_for_each(|folder| self.watch_again(folder))
    }

    fn watch_again(&mut self, folder: &str) -> notify::Result<()> {
        let Watcher::Native(watcher) = &mut self.watcher else {
            return Ok(());
        };
        let path = self.project.join(folder);
        // An error means that the folder was not watched.
        let _ = watcher.unwatch(&path);
        if path.is_dir() && !path.is_symlink() {
            watcher.watch(&path, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    fn fall_back_to_polling(&mut self) -> notify::Result<()> {
        if self.method() == Method::Native {
            let poll = Poll::start(&self.project, &FOLDERS, self.sender.clone())?;
            self.watcher = Watcher::Poll(poll);
        }
        Ok(())
    }
}

fn native_watcher(sender: &Sender<WatchEvent>) -> notify::Result<RecommendedWatcher> {
    let sender = sender.clone();
    let handler = move |event| {
        // An error means that the preview is about to end.
        let _ = sender.send(WatchEvent::Change(event));
    };
    // Folders behind links are not read; one may lead to the whole disk.
    let config = Config::default().with_follow_symlinks(false);
    RecommendedWatcher::new(handler, config)
}

/// Distinguishes a folder from another one that later has its path: by its number, which the system may use again, and the time at
/// which it was created, which not every system knows.
type FolderId = ((u64, u64), Option<SystemTime>);

fn folder_id(path: &Path) -> Option<FolderId> {
    let metadata = fs::metadata(path).ok()?;
    Some((folder_number(&metadata), metadata.created().ok()))
}

#[cfg(unix)]
fn folder_number(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;

    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn folder_number(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

/// The watched folder that a relative path is in. `None` if its changes do not affect the website: it is outside, hidden,
/// or an editor's backup copy.
fn watched_folder(path: &Path) -> Option<&'static str> {
    let is_scratch = |part: &std::ffi::OsStr| {
        let name = part.as_encoded_bytes();
        name.starts_with(b".") || name.ends_with(b"~")
    };
    if path.is_absolute() || path.iter().any(is_scratch) {
        return None;
    }
    let first = path.iter().next()?;
    FOLDERS.into_iter().find(|folder| first == *folder)
}
