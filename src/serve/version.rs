//! State that all threads of the preview share: the current [`Version`] of the project, in a [`VersionChannel`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tokio::sync::watch;

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
    pdfs: Arc<VolumeCache<PdfResult>>,
    volumes: Arc<VolumeCache<TypesetResult>>,
}

/// The PDF of a volume, or the problems that prevent it.
type PdfResult = Result<Arc<[u8]>, Vec<Problem>>;

/// A typeset volume, or the problems that prevent it.
pub(super) type TypesetResult = Result<Arc<TypesetVolume>, Vec<Problem>>;

/// How many PDFs are kept.
const PDFS_AT_MOST: usize = 16;
/// How many typeset volumes are kept: enough to compare two languages side by side. Each holds all its pages in memory.
const VOLUMES_AT_MOST: usize = 2;

/// What was made of the last volumes that were requested, by the names of their files. Least recently requested first.
struct VolumeCache<T> {
    at_most: usize,
    /// A value is empty while it is being made.
    values: Mutex<Vec<(String, Arc<OnceLock<T>>)>>,
}

impl<T> VolumeCache<T> {
    fn new(at_most: usize) -> Arc<Self> {
        Arc::new(Self {
            at_most,
            values: Mutex::default(),
        })
    }

    /// Takes a value out of the cache, or makes room for it, and puts it last.
    fn get(&self, name: &str) -> Arc<OnceLock<T>> {
        let mut values = lock(&self.values);
        let index = values.iter().position(|(other, _)| other == name);
        let value = match index {
            Some(index) => values.remove(index).1,
            None => Arc::default(),
        };
        if values.len() == self.at_most {
            values.remove(0);
        }
        values.push((name.to_owned(), Arc::clone(&value)));
        value
    }
}

impl LiveSite {
    pub(super) fn new(website: Arc<dyn Website>, generation: u64, time: String) -> Self {
        Self {
            website,
            generation,
            time,
            pdfs: VolumeCache::new(PDFS_AT_MOST),
            volumes: VolumeCache::new(VOLUMES_AT_MOST),
        }
    }

    /// The PDF of a volume: rendered when first requested, and once for all concurrent requests.
    pub(super) fn pdf(&self, name: &str) -> Option<PdfResult> {
        if !self.website.has_volume(name) {
            return None;
        }
        let pdf = self.pdfs.get(name);
        let render = || self.website.render_pdf(name).map(Arc::from);
        Some(pdf.get_or_init(render).clone())
    }

    /// A volume to be shown page by page: typeset when first viewed, and once for all concurrent requests.
    pub(super) fn volume(&self, name: &str) -> Option<TypesetResult> {
        if !self.website.has_volume(name) {
            return None;
        }
        let result = self.volumes.get(name);
        let typeset = || self.website.typeset(name).map(Arc::new);
        Some(result.get_or_init(typeset).clone())
    }
}

/// Holds the current version; connections that listen to events wait here for the next one.
#[derive(Default)]
pub(super) struct VersionChannel {
    state: watch::Sender<ChannelState>,
}

#[derive(Default)]
struct ChannelState {
    version: Arc<Version>,
    is_stopped: bool,
}

impl VersionChannel {
    /// The current version. No lock is held while it is used.
    pub(super) fn current(&self) -> Arc<Version> {
        Arc::clone(&self.state.borrow().version)
    }

    /// Replaces the current version.
    pub(super) fn publish(&self, version: Version) {
        let mut version = Arc::new(version);
        self.state
            .send_modify(|state| std::mem::swap(&mut state.version, &mut version));
        // The last version may be large: it is dropped after the listeners were notified, and without the lock.
        drop(version);
    }

    /// Waits for a version of another generation than this one. `None` when the preview ends.
    pub(super) async fn changed(&self, generation: Option<u64>) -> Option<Arc<Version>> {
        let is_other =
            |state: &ChannelState| state.is_stopped || Some(state.version.generation) != generation;
        let mut states = self.state.subscribe();
        let state = states.wait_for(is_other).await.ok()?;
        (!state.is_stopped).then(|| Arc::clone(&state.version))
    }

    /// Ends the preview: wakes all who wait.
    pub(super) fn stop(&self) {
        self.state.send_modify(|state| state.is_stopped = true);
    }

    /// Waits until the preview ends.
    pub(super) async fn stopped(&self) {
        let mut states = self.state.subscribe();
        // An error means that there is no channel any more.
        let _ = states.wait_for(|state| state.is_stopped).await;
    }
}

/// No code that holds one of these locks can leave its value half changed, so a panic elsewhere is no reason to stop.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
