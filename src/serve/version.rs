//! What all threads of the preview share: the version that is shown now.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::problems::{Problem, Problems};
use super::project::{SetVolume, Website};

/// The latest reading of the project.
#[derive(Default)]
pub(super) struct Version {
    /// Counts the readings: 0 before the first.
    pub(super) generation: u64,
    /// The website of this reading, else of the last one without errors.
    pub(super) shown: Option<Shown>,
    /// The problems of this reading.
    pub(super) problems: Problems,
    /// The page that what has changed is about, by language; empty if it is about none, or several.
    pub(super) about: BTreeMap<String, String>,
}

/// A website that is shown.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) website: Arc<dyn Website>,
    /// The reading it is from.
    pub(super) generation: u64,
    /// When it was read, such as `13:58`.
    pub(super) time: String,
    papers: Arc<Mutex<BTreeMap<String, Arc<OnceLock<Paper>>>>>,
    /// The last looked at is the last.
    books: Arc<Mutex<Vec<Kept>>>,
}

type Paper = Result<Arc<[u8]>, Vec<Problem>>;

/// A volume that was set, or what stands against it.
pub(super) type SetBook = Result<Arc<SetVolume>, Vec<Problem>>;

/// A volume that is looked at, by its name; empty while it is being set.
type Kept = (String, Arc<OnceLock<SetBook>>);

/// How many set volumes are kept: enough to compare two languages side by side. Each holds all its pages in memory.
const BOOKS: usize = 2;

impl Shown {
    pub(super) fn new(website: Arc<dyn Website>, generation: u64, time: String) -> Self {
        Self {
            website,
            generation,
            time,
            papers: Arc::default(),
            books: Arc::default(),
        }
    }

    /// The paper catalogue at this address: made when it is first asked for, and once, however many ask.
    pub(super) fn paper(&self, address: &str) -> Option<Paper> {
        let make = self.website.paper(address)?;
        let paper = {
            let mut papers = self.papers.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(papers.entry(address.to_owned()).or_default())
        };
        Some(paper.get_or_init(|| make().map(Arc::from)).clone())
    }

    /// The volume of this name: set when it is first looked at, and once, however many pages are asked for.
    pub(super) fn book(&self, name: &str) -> Option<SetBook> {
        let make = self.website.book(name)?;
        let book = {
            let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = books.iter().position(|(kept, _)| kept == name);
            let entry = match kept {
                Some(at) => books.remove(at),
                None => (name.to_owned(), Arc::default()),
            };
            if books.len() == BOOKS {
                books.remove(0);
            }
            let book = Arc::clone(&entry.1);
            books.push(entry);
            book
        };
        Some(book.get_or_init(|| make().map(Arc::new)).clone())
    }
}

/// The current version, and a bell for those who wait for the next.
#[derive(Default)]
pub(super) struct State {
    current: Mutex<Current>,
    changed: Condvar,
}

#[derive(Default)]
struct Current {
    version: Arc<Version>,
    stopped: bool,
}

impl State {
    /// The current version; no lock is held while it is used.
    pub(super) fn version(&self) -> Arc<Version> {
        Arc::clone(&self.lock().version)
    }

    /// Puts a version in the place of the current one.
    pub(super) fn set(&self, version: Version) {
        let last = std::mem::replace(&mut self.lock().version, Arc::new(version));
        self.changed.notify_all();
        // It may be large, and nobody waits for its end.
        drop(last);
    }

    /// Waits for a version of another generation than this one.
    pub(super) fn wait(&self, generation: Option<u64>, at_most: Duration) -> Waited {
        let is_seen = |current: &mut Current| {
            !current.stopped && Some(current.version.generation) == generation
        };
        let (current, _) = self
            .changed
            .wait_timeout_while(self.lock(), at_most, is_seen)
            .unwrap_or_else(PoisonError::into_inner);
        if current.stopped {
            Waited::Stopped
        } else if Some(current.version.generation) == generation {
            Waited::Nothing
        } else {
            Waited::Version(Arc::clone(&current.version))
        }
    }

    /// Tells all who wait that no version will come any more.
    pub(super) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }

    /// Whether it is over.
    pub(super) fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What came of waiting.
pub(super) enum Waited {
    /// Another version.
    Version(Arc<Version>),
    /// Nothing in this time.
    Nothing,
    /// The preview has stopped.
    Stopped,
}
