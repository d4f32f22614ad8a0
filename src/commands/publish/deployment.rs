//! One deployment of `public/`: to another folder, or to an object store (S3 and compatible stores, Google, Azure).
//! Built by [`Deployment::prepare`].
//!
//! ```text
//!  public/, by its list of files ──────────────┐
//!  the store: the objects that it lists, and ──┴─difference──▶ to send, to delete ──order──▶ one stage after another
//!  the state that the last publication left
//! ```
//!
//! Only the difference is sent, in an order that shows visitors no broken page wherever it is interrupted: what pages
//! need, then pages, then what links to them; obsolete files are deleted last. Files that Vitrine did not publish are
//! neither overwritten nor deleted: each object carries a mark, and a state file beside the site lists what was
//! published. An interrupted publication resumes: objects with the right mark are not sent again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::difference::Difference;
use super::error::ErrorReporter;
use super::session::{PublicationNote, Session};
use super::state::RemoteState;
use super::store::Store;
use super::{apply, connect, difference, folder};
use crate::model::Destination;
use crate::output::{self, Entry};

/// A built site.
#[derive(Debug, Clone)]
pub(super) struct BuiltSite {
    pub(super) folder: PathBuf,
    pub(super) files: Vec<Entry>,
    /// The snapshot of its content, which the next publication compares with.
    pub(super) snapshot: String,
}

/// How to reach a store, besides its name.
#[derive(Debug, Clone, Default)]
pub(super) struct StoreConfig {
    /// The address of a store that speaks the protocol of S3 or Azure but is not Amazon's or Microsoft's.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: Option<String>,
    /// The environment: the only source of credentials.
    pub environment: BTreeMap<String, String>,
}

/// The previous publication at a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Publication {
    /// The snapshot that was kept with it.
    pub snapshot: String,
    /// The files.
    pub files: Vec<String>,
}

/// A publication that is planned and not yet applied.
pub(super) struct Deployment {
    pub(super) site: BuiltSite,
    pub(super) difference: Difference,
    pub(super) target: DeploymentTarget,
}

pub(super) enum DeploymentTarget {
    /// With its list of files as it was compared.
    Folder(PathBuf, Option<Vec<u8>>),
    Store(Box<Store>, RemoteState),
}

impl BuiltSite {
    /// The site in a folder, by its list of files, with a snapshot of its content.
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

    /// The bytes of a file; fails if they are not those in the list.
    pub(super) fn read(&self, file: &Entry) -> anyhow::Result<Vec<u8>> {
        let path = self.folder.join(&file.path);
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        anyhow::ensure!(
            file.is_of(&bytes),
            "`{}` has changed since the publication began: build, and publish again",
            path.display()
        );
        Ok(bytes)
    }
}

impl Deployment {
    /// Compares a site with a destination. Changes nothing there.
    ///
    /// # Errors
    ///
    /// If credentials are missing, or the destination cannot be read.
    pub(super) fn prepare(
        site: BuiltSite,
        destination: &Destination,
        config: &StoreConfig,
    ) -> anyhow::Result<Self> {
        match destination {
            Destination::Folder(folder) => folder::prepare(site, folder),
            Destination::Store {
                provider,
                bucket,
                prefix,
            } => {
                let objects = connect::connect(*provider, bucket, config)?;
                let errors = ErrorReporter::new(destination, config);
                Self::to_store(site, Store::new(objects, prefix, errors)?)
            }
        }
    }

    pub(super) fn to_store(mut site: BuiltSite, store: Store) -> anyhow::Result<Self> {
        site.files.push(output::list_entry(&site.folder)?);
        let state = store.state()?;
        let difference = difference::with_store(&site.files, &store, &state)?;
        Ok(Self {
            site,
            difference,
            target: DeploymentTarget::Store(Box::new(store), state),
        })
    }

    /// The previous publication at the destination, if there is one.
    pub(super) fn previous(&self) -> Option<&Publication> {
        self.difference.previous.as_ref()
    }

    /// How many files are sent, and their bytes.
    pub(super) fn to_send(&self) -> (usize, u64) {
        let send = &self.difference.send;
        (send.len(), send.iter().map(|file| file.size).sum())
    }

    /// Published files that the site no longer has.
    pub(super) fn to_delete(&self) -> &[String] {
        &self.difference.obsolete
    }

    /// How many files are up to date.
    pub(super) fn up_to_date(&self) -> usize {
        self.site.files.len() - self.difference.send.len()
    }

    /// Foreign files that would be overwritten.
    pub(super) fn conflicts(&self) -> &[String] {
        &self.difference.conflicts
    }

    /// Whether there is nothing to send, to delete or to note.
    pub(super) fn is_done(&self) -> bool {
        let Difference { send, obsolete, .. } = &self.difference;
        let state_is_current = match &self.target {
            DeploymentTarget::Folder(..) => true,
            DeploymentTarget::Store(_, state) => state.describes(&self.site),
        };
        send.is_empty() && obsolete.is_empty() && state_is_current
    }

    /// Another publication that has begun there and not ended: it runs, or it was interrupted.
    pub(super) fn unfinished(&self) -> Option<&PublicationNote> {
        match &self.target {
            DeploymentTarget::Folder(..) => None,
            DeploymentTarget::Store(_, state) => state.unfinished(),
        }
    }

    /// What an error during [`Self::apply`] means.
    pub(super) fn interruption(&self) -> &'static str {
        match &self.target {
            DeploymentTarget::Folder(..) => "nothing was published",
            DeploymentTarget::Store(..) => {
                "the publication was interrupted: visitors see no broken page, and the next `vitrine publish` continues it"
            }
        }
    }

    /// Sends and deletes; `done` is called after each file. Returns remarks about the destination.
    ///
    /// # Errors
    ///
    /// If something cannot be sent or deleted after several attempts. No page is broken then; to continue, prepare
    /// a new deployment.
    pub(super) fn apply(
        self,
        session: &Session,
        done: &(dyn Fn() + Sync),
    ) -> anyhow::Result<Vec<String>> {
        let Self {
            site,
            difference,
            target,
        } = self;
        match target {
            DeploymentTarget::Folder(folder, old) => {
                folder::apply(&site, &folder, &old, done)?;
                Ok(Vec::new())
            }
            DeploymentTarget::Store(store, state) => {
                apply::apply(&site, difference, &store, state, session, done)
            }
        }
    }
}
