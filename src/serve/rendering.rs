//! Making of responses, few at a time: [`Renderings::respond`].
//!
//! A page that several browsers request at the same moment is made once for all of them. One that never ends holds one of the
//! places, and those who wait for it get a message after a while; all other pages are served.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::client::{Client, Visit};
use super::routes::{self, Response, Work};
use super::version::{Version, lock};

/// How many pages are made at once.
const PAGES_AT_MOST: usize = 32;
/// How many volumes of the paper catalogue are made at once: each takes seconds, and much memory.
const VOLUMES_AT_MOST: usize = 2;
/// How many threads make them.
pub(super) const RENDERINGS_AT_MOST: usize = PAGES_AT_MOST + VOLUMES_AT_MOST;

/// How long a request waits for its page.
const PATIENCE: Duration = Duration::from_secs(120);

/// The responses that are being made.
pub(super) struct Renderings {
    pages: Semaphore,
    volumes: Semaphore,
    running: Mutex<BTreeMap<RenderingKey, SharedResponse>>,
}

/// What a response depends on: the version, the client, and the target.
type RenderingKey = (u64, Client, String);

type SharedResponse = Shared<BoxFuture<'static, Arc<Response>>>;

impl Default for Renderings {
    fn default() -> Self {
        Self {
            pages: Semaphore::new(PAGES_AT_MOST),
            volumes: Semaphore::new(VOLUMES_AT_MOST),
            running: Mutex::default(),
        }
    }
}

impl Renderings {
    /// The response to a request of a client for this target.
    pub(super) async fn respond(
        self: &Arc<Self>,
        version: Arc<Version>,
        epoch: &Arc<str>,
        client: Client,
        target: &str,
    ) -> Arc<Response> {
        let work = routes::work(target, &version);
        let key = (version.generation, client, target.to_owned());
        let (epoch, target) = (Arc::clone(epoch), target.to_owned());
        let render = move || {
            let visit = Visit {
                epoch: &epoch,
                client,
                lang: "",
            };
            routes::respond(&target, &version, visit)
        };
        if work == Work::Nothing {
            return Arc::new(render());
        }
        let rendering = lock(&self.running)
            .entry(key.clone())
            .or_insert_with(|| self.start(work, key, render))
            .clone();
        match timeout(PATIENCE, rendering).await {
            Ok(response) => response,
            Err(_) => Arc::new(too_slow()),
        }
    }

    /// Makes a response as soon as there is a place for it, whether or not its clients keep waiting.
    fn start(
        self: &Arc<Self>,
        work: Work,
        key: RenderingKey,
        render: impl FnOnce() -> Response + Send + 'static,
    ) -> SharedResponse {
        let renderings = Arc::clone(self);
        let task = tokio::spawn(async move {
            let place = renderings.places(work).acquire().await;
            let response = tokio::task::spawn_blocking(render).await;
            drop(place);
            lock(&renderings.running).remove(&key);
            response
        });
        task.map(|response| match response {
            Ok(Ok(response)) => Arc::new(response),
            // It panicked outside the router, which reports panics itself.
            _ => Arc::new(Response::text(500, "the program failed")),
        })
        .boxed()
        .shared()
    }

    fn places(&self, work: Work) -> &Semaphore {
        match work {
            Work::Volume => &self.volumes,
            Work::Page | Work::Nothing => &self.pages,
        }
    }
}

fn too_slow() -> Response {
    let seconds = PATIENCE.as_secs();
    let text = format!(
        "this page is not ready after {seconds} seconds: reload it, or look for a large or complex file on it"
    );
    Response::text(503, &text)
}
