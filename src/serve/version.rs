//! State that all threads of the preview share: the current [`Version`] of the project, in a [`VersionChannel`].

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use super::interface::Interface;
use super::problems::{Problem, Problems};
use super::website::{TypesetVolume, Website};

/// The project as it was last loaded.
#[derive(Default)]
pub(super) struct Version {
    /// Number of the load: 0 before the first.
    pub(super) generation: u64,
    /// The website of this load, else of the last one without errors.
    pub(super) site: Option<LiveSite>,
    /// The preview's own strings.
    pub(super) interface: Arc<Interface>,
    /// The problems of this load.
    pub(super) problems: Problems,
    /// The addresses, by language, of the page that the changed files are shown on; empty if there is no such page, or
    /// several.
    pub(super) changed_page: BTreeMap<String, String>,
}

/// A website that is being shown, with the volumes that were made of it.
#[derive(Clone)]
pub(super) struct LiveSite {
    pub(super) website: Arc<dyn Website>,
    /// The load that it comes from.
    pub(super) generation: u64,
    /// The time of that load, such as `13:58`.
    pub(super) time: String,
    pdfs: Arc<Mutex<BTreeMap<String, Arc<OnceLock<PdfResult>>>>>,
    /// Least recently viewed first.
    volumes: Arc<Mutex<Vec<CachedVolume>>>,
}

/// The PDF of a volume, or the problems that prevent it.
type PdfResult = Result<Arc<[u8]>, Vec<Problem>>;

/// A typeset volume, or the problems that prevent it.
pub(super) type TypesetResult = Result<Arc<TypesetVolume>, Vec<Problem>>;

/// A volume that is viewed page by page; empty while it is being typeset.
struct CachedVolume {
    name: String,
    result: Arc<OnceLock<TypesetResult>>,
}

/// How many typeset volumes are kept: enough to compare two languages side by side. Each holds all its pages in memory.
const VOLUMES_AT_MOST: usize = 2;

impl LiveSite {
    pub(super) fn new(website: Arc<dyn Website>, generation: u64, time: String) -> Self {
        Self {
            website,
            generation,
            time,
            pdfs: Arc::default(),
            volumes: Arc::default(),
        }
    }

    /// The PDF of a volume: rendered when first requested, and once for all concurrent requests.
    pub(super) fn pdf(&self, name: &str) -> Option<PdfResult> {
        if !self.website.has_volume(name) {
            return None;
        }
        let pdf = Arc::clone(lock(&self.pdfs).entry(name.to_owned()).or_default());
        let render = || self.website.render_pdf(name).map(Arc::from);
        Some(pdf.get_or_init(render).clone())
    }

    /// A volume to be shown page by page: typeset when first viewed, and once for all concurrent requests.
    pub(super) fn volume(&self, name: &str) -> Option<TypesetResult> {
        if !self.website.has_volume(name) {
            return None;
        }
        let result = self.cached_volume(name);
        let typeset = || self.website.typeset(name).map(Arc::new);
        Some(result.get_or_init(typeset).clone())
    }

    /// Takes the volume out of the cache or makes room for it, and puts it last.
    fn cached_volume(&self, name: &str) -> Arc<OnceLock<TypesetResult>> {
        let mut volumes = lock(&self.volumes);
        let index = volumes.iter().position(|volume| volume.name == name);
        let volume = match index {
            Some(index) => volumes.remove(index),
            None => CachedVolume {
                name: name.to_owned(),
                result: Arc::default(),
            },
        };
        if volumes.len() == VOLUMES_AT_MOST {
            volumes.remove(0);
        }
        let result = Arc::clone(&volume.result);
        volumes.push(volume);
        result
    }
}

/// Holds the current version; the threads that stream events wait here for the next one.
#[derive(Default)]
pub(super) struct VersionChannel {
    state: Mutex<ChannelState>,
    changed: Condvar,
}

#[derive(Default)]
struct ChannelState {
    version: Arc<Version>,
    stopped: bool,
}

impl VersionChannel {
    /// The current version. No lock is held while it is used.
    pub(super) fn current(&self) -> Arc<Version> {
        Arc::clone(&lock(&self.state).version)
    }

    /// Replaces the current version.
    pub(super) fn publish(&self, version: Version) {
        let last = std::mem::replace(&mut lock(&self.state).version, Arc::new(version));
        self.changed.notify_all();
        // It may be large: it is dropped after the waiting threads were notified, and without the lock.
        drop(last);
    }

    /// Waits for a version of another generation than this one.
    pub(super) fn wait(&self, generation: Option<u64>, timeout: Duration) -> WaitResult {
        let is_same = |state: &mut ChannelState| {
            !state.stopped && Some(state.version.generation) == generation
        };
        let (state, _) = self
            .changed
            .wait_timeout_while(lock(&self.state), timeout, is_same)
            .unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            WaitResult::Stopped
        } else if Some(state.version.generation) == generation {
            WaitResult::TimedOut
        } else {
            WaitResult::Changed(Arc::clone(&state.version))
        }
    }

    /// Ends the preview: wakes all waiting threads.
    pub(super) fn stop(&self) {
        lock(&self.state).stopped = true;
        self.changed.notify_all();
    }

    /// Whether the preview has ended.
    pub(super) fn is_stopped(&self) -> bool {
        lock(&self.state).stopped
    }
}

/// What ended the wait for a version.
pub(super) enum WaitResult {
    /// There is another version.
    Changed(Arc<Version>),
    /// There was none before the timeout.
    TimedOut,
    /// The preview has ended.
    Stopped,
}

/// No code that holds one of these locks can leave its value half changed, so a panic elsewhere is no reason to stop.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
