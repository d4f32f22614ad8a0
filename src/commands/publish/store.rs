//! One folder of a store of objects: listed, read, written to, some requests at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use object_store::{Attribute, Attributes, Error, GetOptions, ObjectStore, ObjectStoreExt as _};
use tokio::runtime::{self, Runtime};

use super::error::Words;
use super::headers;
use super::state::Notes;
use crate::output::{Entry, NOTES};

/// How many requests are under way at a time: enough to fill a line, few enough for any store.
const AT_ONCE: usize = 16;

/// A folder of a store.
pub(super) struct Store {
    objects: Arc<dyn ObjectStore>,
    /// Without a slash at its end; empty for the whole bucket.
    prefix: String,
    words: Words,
    runtime: Runtime,
}

/// Something that the store lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) size: u64,
    /// Changes with the bytes, in the store's own way.
    pub(super) tag: Option<String>,
}

impl Store {
    pub(super) fn new(
        objects: Arc<dyn ObjectStore>,
        prefix: &str,
        words: Words,
    ) -> anyhow::Result<Self> {
        // Requests wait on threads of their own: as many as there are requests at a time.
        let runtime = runtime::Builder::new_current_thread()
            .enable_time()
            .max_blocking_threads(AT_ONCE)
            .build()
            .context("cannot begin to send")?;
        Ok(Self {
            objects,
            prefix: prefix.to_owned(),
            words,
            runtime,
        })
    }

    /// Everything in the folder, by its path there, but the notes.
    pub(super) fn list(&self) -> anyhow::Result<BTreeMap<String, Listed>> {
        let prefix = match self.prefix.as_str() {
            "" => None,
            prefix => Some(parsed(prefix)?),
        };
        let start = match prefix {
            Some(_) => self.prefix.len() + 1,
            None => 0,
        };
        let listed = self.objects.list(prefix.as_ref()).map_ok(|object| {
            let path = object.location.as_ref().get(start..).unwrap_or_default();
            let listed = Listed {
                size: object.size,
                tag: tag(object.e_tag),
            };
            (path.to_owned(), listed)
        });
        let listed = self.runtime.block_on(listed.try_collect());
        let mut listed: BTreeMap<String, Listed> =
            listed.map_err(|error| self.words.problem("list what is in", &error))?;
        listed.remove(NOTES);
        Ok(listed)
    }

    /// The notes; empty if there are none.
    pub(super) fn notes(&self) -> anyhow::Result<Notes> {
        let path = self.path(NOTES)?;
        let read = async {
            let found = self.objects.get(&path).await?;
            let tag = tag(found.meta.e_tag.clone());
            Ok((found.bytes().await?, tag))
        };
        let (bytes, tag) = match self.runtime.block_on(read) {
            Ok(found) => found,
            // Where there is no bucket, listing it says so.
            Err(Error::NotFound { .. }) => return Ok(Notes::default()),
            Err(error) => return Err(self.words.problem("read the notes in", &error)),
        };
        let notes = str::from_utf8(&bytes).ok().and_then(Notes::from_text);
        let Some(notes) = notes else {
            bail!(
                "`{NOTES}` there is damaged, or from another version of Vitrine, so that it is not known which files \
                 may be replaced: publish with that version, or delete it there"
            );
        };
        Ok(Notes { tag, ..notes })
    }

    /// Writes the notes, if they still are as they were read or written last.
    pub(super) fn write_notes(&self, notes: &mut Notes) -> anyhow::Result<()> {
        let path = self.path(NOTES)?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, "application/json; charset=utf-8"),
            (Attribute::CacheControl, "no-store"),
        ]);
        let text = notes.to_text();
        let now = async {
            match self.objects.head(&path).await {
                Ok(found) => Ok(tag(found.e_tag)),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error),
            }
        };
        let now = self.runtime.block_on(now);
        let now = now.map_err(|error| self.words.problem("read the notes in", &error))?;
        if now != notes.tag {
            bail!(
                "somebody else has published there in the meantime: look at what is there now, and publish again"
            );
        }
        let put = self.objects.put_opts(&path, text.into(), attributes.into());
        let put = self.runtime.block_on(put);
        let put = put.map_err(|error| self.words.problem("write the notes to", &error))?;
        notes.tag = tag(put.e_tag);
        Ok(())
    }

    /// The marks of these files; none where a file was not published from here.
    pub(super) fn marks<'a>(
        &self,
        files: &[&'a str],
    ) -> anyhow::Result<BTreeMap<&'a str, Option<String>>> {
        let ask = |file: &'a str| async move {
            let path = self.path(file)?;
            let options = GetOptions::new().with_head(true);
            match self.objects.get_opts(&path, options).await {
                Ok(found) => Ok((file, headers::found(&found.attributes))),
                // It has gone since it was listed.
                Err(Error::NotFound { .. }) => Ok((file, None)),
                Err(error) => {
                    let what = format!("look at `{file}` in");
                    Err(self.words.problem(&what, &error))
                }
            }
        };
        let asked = stream::iter(files.iter().copied().map(ask)).buffer_unordered(AT_ONCE);
        self.runtime.block_on(asked.try_collect())
    }

    /// Sends files, whose bytes are read when it is their turn; gives the tag of each.
    pub(super) fn send<'a>(
        &self,
        files: &[&'a Entry],
        read: impl Fn(&Entry) -> anyhow::Result<Vec<u8>>,
        done: &dyn Fn(),
    ) -> anyhow::Result<Vec<(&'a Entry, Option<String>)>> {
        let read = &read;
        let send = |file: &'a Entry| async move {
            let path = self.path(&file.path)?;
            let bytes = read(file)?;
            let attributes = headers::attributes(file);
            let put = self
                .objects
                .put_opts(&path, bytes.into(), attributes.into())
                .await;
            let what = || format!("send `{}` to", file.path);
            let put = put.map_err(|error| self.words.problem(&what(), &error))?;
            done();
            Ok((file, tag(put.e_tag)))
        };
        let sent = stream::iter(files.iter().copied().map(send)).buffer_unordered(AT_ONCE);
        self.runtime.block_on(sent.try_collect())
    }

    /// Deletes files; that one is gone already is as good.
    pub(super) fn delete(&self, files: &[String], done: &dyn Fn()) -> anyhow::Result<()> {
        let delete = |file: &str| {
            let file = file.to_owned();
            async move {
                let path = self.path(&file)?;
                match self.objects.delete(&path).await {
                    Ok(()) | Err(Error::NotFound { .. }) => {}
                    Err(error) => {
                        let what = format!("delete `{file}` in");
                        return Err(self.words.problem(&what, &error));
                    }
                }
                done();
                Ok(())
            }
        };
        let files = files.iter().map(|file| delete(file));
        let deleted = stream::iter(files).buffer_unordered(AT_ONCE);
        self.runtime.block_on(deleted.try_collect())
    }

    fn path(&self, file: &str) -> anyhow::Result<Path> {
        match self.prefix.as_str() {
            "" => parsed(file),
            prefix => parsed(&format!("{prefix}/{file}")),
        }
    }
}

fn parsed(path: &str) -> anyhow::Result<Path> {
    Path::parse(path).with_context(|| format!("no store can have a file `{path}`"))
}

/// A tag as all stores write it: in a list, some leave out the quotation marks.
fn tag(tag: Option<String>) -> Option<String> {
    let tag = tag?;
    let bare = tag.trim_start_matches("W/").trim_matches('"');
    Some(bare.to_owned())
}
