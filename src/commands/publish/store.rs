//! One folder of an object store, with several requests at a time. Built by [`Store::new`].

mod list;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error, GetOptions, ObjectStore, ObjectStoreExt as _, PutMode,
    PutOptions, UpdateVersion,
};
use tokio::runtime::{self, Runtime};
use tokio::time::timeout;

use self::list::{LIST_LIMITS, ListError};
use super::claim::Claim;
use super::error::ErrorReporter;
use super::headers;
use super::state::RemoteState;
use crate::output::{Entry, NOTES};

/// Enough requests to fill a connection, few enough for any store.
const CONCURRENT_REQUESTS: usize = 16;

/// For how long a store may list its objects.
const MAX_LIST_TIME: Duration = Duration::from_secs(1800);

/// A folder of a store.
pub(super) struct Store {
    objects: Arc<dyn ObjectStore>,
    /// Without a trailing slash; empty for the whole bucket.
    prefix: String,
    pub(super) errors: ErrorReporter,
    runtime: Runtime,
}

/// An object as the store lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListedObject {
    pub(super) size: u64,
    /// A version tag of the bytes, in the store's own format.
    pub(super) tag: Option<String>,
}

impl Store {
    pub(super) fn new(
        objects: Arc<dyn ObjectStore>,
        prefix: &str,
        errors: ErrorReporter,
    ) -> anyhow::Result<Self> {
        // Each request blocks a thread.
        let runtime = runtime::Builder::new_current_thread()
            .enable_time()
            .max_blocking_threads(CONCURRENT_REQUESTS)
            .build()
            .context("cannot start the runtime for uploads")?;
        Ok(Self {
            objects,
            prefix: prefix.to_owned(),
            errors,
            runtime,
        })
    }

    /// All objects in the folder by their path, without the state file.
    pub(super) fn list(&self) -> anyhow::Result<BTreeMap<String, ListedObject>> {
        let prefix = match self.prefix.as_str() {
            "" => None,
            prefix => Some(parsed(prefix)?),
        };
        let listed = self.objects.list(prefix.as_ref());
        let collect = list::collect(listed, &self.prefix, &LIST_LIMITS);
        let listed = self.block_on(async { timeout(MAX_LIST_TIME, collect).await });
        let destination = self.errors.destination();
        let mut listed = match listed {
            Ok(Ok(listed)) => listed,
            Ok(Err(ListError::Store(error))) => {
                return Err(self.errors.report("list what is in", &error));
            }
            Ok(Err(ListError::Excess(excess))) => {
                bail!("`{destination}` {excess}: publish to a separate folder of a store")
            }
            Err(_) => bail!(
                "`{destination}` lists objects for more than {} minutes: publish to a separate folder in it",
                MAX_LIST_TIME.as_secs() / 60
            ),
        };
        listed.remove(NOTES);
        Ok(listed)
    }

    /// Runs a future to its end.
    pub(super) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// The state file; empty if it does not exist.
    pub(super) fn state(&self) -> anyhow::Result<RemoteState> {
        self.block_on(self.read_state())
    }

    /// The state file; empty if it does not exist.
    pub(super) async fn read_state(&self) -> anyhow::Result<RemoteState> {
        let path = self.path(NOTES)?;
        let read = async {
            let object = self.objects.get(&path).await?;
            let version = UpdateVersion {
                e_tag: object.meta.e_tag.clone(),
                version: object.meta.version.clone(),
            };
            Ok((object.bytes().await?, version))
        };
        let (bytes, version) = match read.await {
            Ok(object) => object,
            // A missing bucket is reported when it is listed.
            Err(Error::NotFound { .. }) => return Ok(RemoteState::default()),
            Err(error) => return Err(self.errors.report("read the state in", &error)),
        };
        let state = str::from_utf8(&bytes).ok().and_then(RemoteState::from_text);
        let Some(state) = state else {
            bail!(
                "`{NOTES}` at the destination is damaged or was written by another version of Vitrine, so it is unknown \
                 which files may be replaced: publish with that version, or delete the file"
            );
        };
        Ok(RemoteState {
            version: Some(version),
            ..state
        })
    }

    /// The tag of the state file; `None` if it does not exist.
    pub(super) async fn state_tag(&self) -> anyhow::Result<Option<String>> {
        let path = self.path(NOTES)?;
        match self.objects.head(&path).await {
            Ok(object) => Ok(tag(object.e_tag)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.errors.report("read the state in", &error)),
        }
    }

    /// Writes the state file, if the condition is true.
    pub(super) async fn put_state(
        &self,
        text: String,
        condition: PutMode,
    ) -> Result<UpdateVersion, Error> {
        let path = self.path(NOTES).map_err(|error| Error::Generic {
            store: "vitrine",
            source: error.into(),
        })?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, "application/json; charset=utf-8"),
            (Attribute::CacheControl, "no-store"),
        ]);
        let options = PutOptions {
            mode: condition,
            attributes,
            ..PutOptions::default()
        };
        let written = self.objects.put_opts(&path, text.into(), options).await?;
        Ok(written.into())
    }

    /// The marks of these files; `None` for foreign files.
    pub(super) fn marks<'a>(
        &self,
        files: &[&'a str],
    ) -> anyhow::Result<BTreeMap<&'a str, Option<String>>> {
        let read_mark = |file: &'a str| async move {
            let path = self.path(file)?;
            let options = GetOptions::new().with_head(true);
            match self.objects.get_opts(&path, options).await {
                Ok(object) => Ok((file, headers::mark_in(&object.attributes))),
                // It was deleted since it was listed.
                Err(Error::NotFound { .. }) => Ok((file, None)),
                Err(error) => {
                    let action = format!("look at `{file}` in");
                    Err(self.errors.report(&action, &error))
                }
            }
        };
        let marks = stream::iter(files.iter().copied().map(read_mark))
            .buffer_unordered(CONCURRENT_REQUESTS);
        self.runtime.block_on(marks.try_collect())
    }

    /// Sends files, reading the bytes of each when it is its turn. Returns the tag of each.
    pub(super) async fn send<'a>(
        &self,
        files: &[&'a Entry],
        read: impl Fn(&Entry) -> anyhow::Result<Vec<u8>>,
        claim: &Claim<'_>,
        done: &dyn Fn(),
    ) -> anyhow::Result<Vec<(&'a Entry, Option<String>)>> {
        let read = &read;
        let send = |file: &'a Entry| async move {
            let path = self.path(&file.path)?;
            let bytes = read(file)?;
            let attributes = headers::attributes(file);
            let action = || format!("send `{}` to", file.path);
            claim.confirm_after_pause().await?;
            let written = self
                .objects
                .put_opts(&path, bytes.into(), attributes.into())
                .await
                .map_err(|error| self.errors.report(&action(), &error))?;
            done();
            Ok((file, tag(written.e_tag)))
        };
        stream::iter(files.iter().copied().map(send))
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_collect()
            .await
    }

    /// Deletes files. A file that does not exist is no error.
    pub(super) async fn delete(
        &self,
        files: &[String],
        claim: &Claim<'_>,
        done: &dyn Fn(),
    ) -> anyhow::Result<()> {
        let delete = |file: &str| {
            let file = file.to_owned();
            async move {
                let path = self.path(&file)?;
                claim.confirm_after_pause().await?;
                match self.objects.delete(&path).await {
                    Ok(()) | Err(Error::NotFound { .. }) => {}
                    Err(error) => {
                        let action = format!("delete `{file}` in");
                        return Err(self.errors.report(&action, &error));
                    }
                }
                done();
                Ok(())
            }
        };
        let files = files.iter().map(|file| delete(file));
        stream::iter(files)
            .buffer_unordered(CONCURRENT_REQUESTS)
            .try_collect()
            .await
    }

    fn path(&self, file: &str) -> anyhow::Result<Path> {
        match self.prefix.as_str() {
            "" => parsed(file),
            prefix => parsed(&format!("{prefix}/{file}")),
        }
    }
}

fn parsed(path: &str) -> anyhow::Result<Path> {
    Path::parse(path).with_context(|| format!("`{path}` is not a valid path in a store"))
}

/// A tag in one form: some stores leave out the quotation marks in lists.
pub(super) fn tag(tag: Option<String>) -> Option<String> {
    let tag = tag?;
    let bare = tag.trim_start_matches("W/").trim_matches('"');
    Some(bare.to_owned())
}
