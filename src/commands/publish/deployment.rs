//! `public/` → where visitors find it: another folder, or a store of objects (S3 and what speaks like it, Google, Azure).
//!
//! ```text
//!  public/, as its list says ───────────────┐
//!  the store: what it lists, and what the ──┴─difference──▶ to send, to delete ──order──▶ one stage after the other
//!  last publication noted there
//! ```
//!
//! Only the difference is sent, and in an order in which visitors meet no broken page whenever it is interrupted: what
//! pages need, then pages, then what leads to pages; what is no more is deleted last. Nothing is overwritten or
//! deleted that was not published from here: each object carries a mark, and a file of notes beside the site says what
//! was published. An interrupted publication goes on where it was: what carries the right mark is not sent again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::difference::Difference;
use super::state::Notes;
use super::store::Store;
use super::{apply, connect, difference, error, folder};
use crate::model::Destination;
use crate::output::{self, Entry};

/// A built site.
#[derive(Debug, Clone)]
pub(super) struct BuiltSite {
    pub(super) folder: PathBuf,
    pub(super) files: Vec<Entry>,
    /// What it publishes, in words that the next publication compares with.
    pub(super) snapshot: String,
}

/// How a store is reached, besides its name.
#[derive(Debug, Clone, Default)]
pub(super) struct Access {
    /// The address of a store that speaks like S3 or Azure, if it is neither Amazon's nor Microsoft's.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
    /// The environment, which alone holds credentials.
    pub environment: BTreeMap<String, String>,
}

/// What was published at a destination the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    /// The snapshot that was kept with it.
    pub snapshot: String,
    /// The files.
    pub files: Vec<String>,
}

/// A publication that is worked out and not begun.
pub(super) struct Delivery {
    pub(super) site: BuiltSite,
    pub(super) difference: Difference,
    pub(super) to: Target,
}

pub(super) enum Target {
    Folder(PathBuf),
    Store(Box<Store>, Notes),
}

impl BuiltSite {
    /// The site in a folder, as its list says, with a snapshot of what it publishes.
    ///
    /// # Errors
    ///
    /// If there is no list, or it cannot be read.
    pub(super) fn new(folder: &Path, snapshot: String) -> anyhow::Result<Self> {
        Ok(Self {
            folder: folder.to_owned(),
            files: output::entries(folder)?,
            snapshot,
        })
    }

    /// The bytes of a file, which must be those of the list.
    pub(super) fn read(&self, file: &Entry) -> anyhow::Result<Vec<u8>> {
        let path = self.folder.join(&file.path);
        let bytes = std::fs::read(&path);
        let bytes = bytes.with_context(|| format!("cannot read `{}`", path.display()))?;
        anyhow::ensure!(
            file.is_of(&bytes),
            "`{}` has changed since the publication began: build, and publish again",
            path.display()
        );
        Ok(bytes)
    }
}

impl Delivery {
    /// Compares a site with what is at a destination; nothing is changed there.
    ///
    /// # Errors
    ///
    /// If credentials are missing, or the destination cannot be read.
    pub(super) fn prepare(
        site: BuiltSite,
        to: &Destination,
        access: &Access,
    ) -> anyhow::Result<Self> {
        match to {
            Destination::Folder(folder) => folder::prepare(site, folder),
            Destination::Store {
                provider,
                bucket,
                prefix,
            } => {
                let objects = connect::connect(*provider, bucket, access)?;
                let words = error::Words::new(to, access);
                Self::to_store(site, Store::new(objects, prefix, words)?)
            }
        }
    }

    pub(super) fn to_store(mut site: BuiltSite, store: Store) -> anyhow::Result<Self> {
        site.files.push(output::list_entry(&site.folder)?);
        let notes = store.notes()?;
        let difference = difference::with_store(&site.files, &store, &notes)?;
        Ok(Self {
            site,
            difference,
            to: Target::Store(Box::new(store), notes),
        })
    }

    /// What was published there the last time; nothing if nothing was.
    pub(super) fn before(&self) -> Option<&Published> {
        self.difference.before.as_ref()
    }

    /// How many files are sent, and their bytes.
    pub(super) fn to_send(&self) -> (usize, u64) {
        let send = &self.difference.send;
        (send.len(), send.iter().map(|file| file.size).sum())
    }

    /// Files that were published from here and are no more.
    pub(super) fn to_delete(&self) -> &[String] {
        &self.difference.gone
    }

    /// How many files are there already.
    pub(super) fn there_already(&self) -> usize {
        self.site.files.len() - self.difference.send.len()
    }

    /// Files there that were not published from here and would be overwritten.
    pub(super) fn in_the_way(&self) -> &[String] {
        &self.difference.in_the_way
    }

    /// Whether everything is there already, and nothing else of ours.
    pub(super) fn is_done(&self) -> bool {
        let Difference { send, gone, .. } = &self.difference;
        let noted = match &self.to {
            Target::Folder(_) => true,
            Target::Store(_, notes) => notes.are_of(&self.site),
        };
        send.is_empty() && gone.is_empty() && noted
    }

    /// Sends and deletes; `done` is called after each file.
    ///
    /// # Errors
    ///
    /// If something cannot be sent or deleted, after some trials. What is there then is whole, and going on with it
    /// is preparing anew.
    pub(super) fn carry_out(self, done: &(dyn Fn() + Sync)) -> anyhow::Result<()> {
        let Self {
            site,
            difference,
            to,
        } = self;
        match to {
            Target::Folder(folder) => folder::carry_out(&site, &folder, done),
            Target::Store(store, notes) => apply::out(&site, difference, &store, notes, done),
        }
    }
}
