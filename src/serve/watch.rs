//! Notices changes of the project's files; the only door to notify.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, Event, ModifyKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::poll::Poll;
use crate::commands::Changes;

/// The folders of a project that its website is made from. What is beside them (`public/`, above all) is not looked at.
const FOLDERS: [&str; 3] = ["content", "partners", "themes"];

/// After the last change of a file that is whole again it is quiet this long …
const QUIET: Duration = Duration::from_millis(5);
/// … and this long while a file is still being written, or where many files change, as a checkout does …
const BUSY: Duration = Duration::from_millis(100);
/// … from this many on; …
const MANY: usize = 16;
/// … but nobody waits longer than this for a first look.
const AT_MOST: Duration = Duration::from_millis(500);

/// What the watching thread is told.
pub(super) enum Told {
    /// The system tells of a change, or that it lost count.
    Event(notify::Result<notify::Event>),
    /// The preview stops.
    Stop,
}

/// What has changed since it was quiet.
#[derive(Default)]
struct Noted {
    paths: BTreeSet<PathBuf>,
    /// Files that are being written.
    unfinished: BTreeSet<PathBuf>,
    /// Whether there is more than was told.
    lost_count: bool,
    /// Whether the last event was about the website.
    matters: bool,
}

impl Noted {
    /// How long it must be quiet now.
    fn patience(&self) -> Duration {
        match self.unfinished.is_empty() && self.paths.len() < MANY && !self.lost_count {
            true => QUIET,
            false => BUSY,
        }
    }
}

/// How to watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    /// The system tells of changes.
    Told,
    /// The files are looked at again and again: for network drives and containers.
    Poll,
}

/// What tells of changes.
enum Watcher {
    /// The system.
    Told(RecommendedWatcher),
    /// Somebody who looks at the files, as long as it is held.
    Poll(#[expect(dead_code, reason = "it is there to be dropped")] Poll),
}

/// Watches a project's folders.
pub(super) struct Watch {
    project: PathBuf,
    watcher: Watcher,
    tell: Sender<Told>,
    told: Receiver<Told>,
}

impl Watch {
    /// Watches the project's folders from now on; `tell` is the other end of `told`.
    ///
    /// Where the system cannot tell of so many files, they are polled.
    pub(super) fn start(
        project: &Path,
        method: Method,
        tell: Sender<Told>,
        told: Receiver<Told>,
    ) -> notify::Result<Self> {
        // The paths in the events are the real ones.
        let project = project
            .canonicalize()
            .unwrap_or_else(|_| project.to_owned());
        let watcher = match method {
            Method::Told => Watcher::Told(watcher(&tell)?),
            Method::Poll => Watcher::Poll(Poll::start(&project, &FOLDERS, tell.clone())?),
        };
        let mut watch = Self {
            project,
            watcher,
            tell,
            told,
        };
        if watch.all_folders().is_err() {
            watch.poll()?;
        }
        Ok(watch)
    }

    /// How it watches now.
    pub(super) fn method(&self) -> Method {
        match self.watcher {
            Watcher::Told(_) => Method::Told,
            Watcher::Poll(_) => Method::Poll,
        }
    }

    /// Waits for changes, until it is quiet; none when it is over.
    pub(super) fn changes(&mut self) -> Option<Changes> {
        let mut noted = Noted::default();
        while !noted.matters {
            match self.told.recv().ok()? {
                Told::Event(event) => self.note(event, &mut noted),
                Told::Stop => return None,
            }
        }
        let first = Instant::now();
        let mut last = first;
        loop {
            let until = (last + noted.patience()).min(first + AT_MOST);
            let wait = until.saturating_duration_since(Instant::now());
            match self.told.recv_timeout(wait) {
                Ok(Told::Event(event)) => {
                    noted.matters = false;
                    self.note(event, &mut noted);
                    if noted.matters {
                        last = Instant::now();
                    }
                }
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Told::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(match noted.lost_count {
            true => Changes::Unknown,
            false => Changes::At(noted.paths),
        })
    }

    /// Notes what has changed, if that matters to the website.
    fn note(&mut self, event: notify::Result<Event>, noted: &mut Noted) {
        let event = match event {
            Ok(event) => event,
            Err(_) => {
                // The system cannot tell of so many files. If polling fails too, the folders that are watched remain so.
                let _ = self.poll();
                noted.lost_count = true;
                noted.matters = true;
                return;
            }
        };
        let is_whole = match event.kind {
            // That a file was read is no change: reading the project would never end.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => return,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
            EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Create(CreateKind::Folder) => {
                true
            }
            _ => false,
        };
        if event.need_rescan() {
            noted.lost_count = true;
            noted.matters = true;
        }
        for path in event.paths {
            // A folder that is a link may be reported where it really is.
            let path = match path.strip_prefix(&self.project) {
                Ok(inside) => inside.to_owned(),
                Err(_) => path,
            };
            let Some(folder) = folder_of(&path) else {
                continue;
            };
            if path == Path::new(folder) {
                // It was made, deleted or replaced: what was watched may be another folder of that name.
                if self.folder(folder).is_err() {
                    let _ = self.poll();
                }
            }
            noted.matters = true;
            match is_whole {
                true => noted.unfinished.remove(&path),
                false => noted.unfinished.insert(path.clone()),
            };
            noted.paths.insert(path);
        }
    }

    /// Watches all folders that are there.
    fn all_folders(&mut self) -> notify::Result<()> {
        if let Watcher::Told(watcher) = &mut self.watcher {
            watcher.watch(&self.project, RecursiveMode::NonRecursive)?;
        }
        FOLDERS.iter().try_for_each(|folder| self.folder(folder))
    }

    fn folder(&mut self, folder: &str) -> notify::Result<()> {
        let Watcher::Told(watcher) = &mut self.watcher else {
            return Ok(());
        };
        let path = self.project.join(folder);
        // It fails if the folder was not watched.
        let _ = watcher.unwatch(&path);
        if path.is_dir() {
            watcher.watch(&path, RecursiveMode::Recursive)?;
        }
        Ok(())
    }

    fn poll(&mut self) -> notify::Result<()> {
        if self.method() == Method::Told {
            let poll = Poll::start(&self.project, &FOLDERS, self.tell.clone())?;
            self.watcher = Watcher::Poll(poll);
        }
        Ok(())
    }
}

fn watcher(tell: &Sender<Told>) -> notify::Result<RecommendedWatcher> {
    let tell = tell.clone();
    let handler = move |event| {
        // When nobody listens any more, the preview is about to stop.
        let _ = tell.send(Told::Event(event));
    };
    notify::recommended_watcher(handler)
}

/// The folder of the project that a path is in; none if changes of it do not matter: it is elsewhere, hidden, or the
/// copy that an editor keeps.
fn folder_of(path: &Path) -> Option<&'static str> {
    let is_scratch = |part: &std::ffi::OsStr| {
        let name = part.as_encoded_bytes();
        name.starts_with(b".") || name.ends_with(b"~")
    };
    if path.is_absolute() {
        return None;
    }
    if path.iter().any(is_scratch) {
        return None;
    }
    let first = path.iter().next()?;
    FOLDERS.into_iter().find(|folder| first == *folder)
}
