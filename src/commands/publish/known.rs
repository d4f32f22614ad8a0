//! What the notes at a destination list as published there, without a request for any of the files.
//! Entry point: [`known_publication`].

use std::collections::BTreeMap;
use std::path::Path;

use super::error::ErrorReporter;
use super::state::FileState;
use super::store::Store;
use super::{connect, destination};
use crate::commands::render::PUBLIC;
use crate::model::Destination;
use crate::output::{self, Entry};

/// What Vitrine published at a destination, by its notes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublication {
    /// The destination, as in `s3://bucket/folder`.
    pub destination: String,
    /// Published files with size and hash. Compare them with [`Entry::is_of`], or with the entries of a built site.
    pub files: Vec<Entry>,
    /// Files that an interrupted publication may have left there; their bytes are not known.
    pub unfinished: Vec<String>,
    /// The snapshot of the published content; empty if no publication has ended.
    pub snapshot: String,
}

/// Reads what was published at the destination in the project's settings. Changes nothing, and sends one request at most.
///
/// `None` if the settings name no destination, or nothing was published there.
///
/// # Errors
///
/// If the settings or the notes cannot be read, or the credentials in `environment` are missing.
pub fn known_publication(
    project: &Path,
    environment: &BTreeMap<String, String>,
) -> anyhow::Result<Option<KnownPublication>> {
    let public = project.join(PUBLIC);
    let Some((destination, config)) = destination(project, &public, None, environment)? else {
        return Ok(None);
    };
    let publication = match &destination {
        Destination::Folder(folder) => in_folder(folder)?,
        Destination::Store {
            provider,
            bucket,
            prefix,
        } => {
            let objects = connect::connect(*provider, bucket, &config)?;
            let errors = ErrorReporter::new(&destination, &config);
            in_store(&Store::new(objects, prefix, errors)?)?
        }
    };
    Ok(publication.map(|publication| KnownPublication {
        destination: destination.to_string(),
        ..publication
    }))
}

fn in_folder(folder: &Path) -> anyhow::Result<Option<KnownPublication>> {
    if !folder.join(output::LIST).exists() {
        return Ok(None);
    }
    Ok(Some(KnownPublication {
        destination: String::new(),
        files: output::entries(folder)?,
        unfinished: Vec::new(),
        snapshot: super::folder::snapshot(folder)?.unwrap_or_default(),
    }))
}

pub(super) fn in_store(store: &Store) -> anyhow::Result<Option<KnownPublication>> {
    let state = store.state()?;
    let mut known = KnownPublication {
        destination: String::new(),
        files: Vec::new(),
        unfinished: Vec::new(),
        snapshot: state.snapshot,
    };
    for (path, file_state) in state.files {
        match file_state {
            FileState::Sent { size, hash, .. } => known.files.push(Entry { path, size, hash }),
            FileState::Pending => known.unfinished.push(path),
        }
    }
    let is_empty = known.files.is_empty() && known.unfinished.is_empty();
    Ok((!is_empty).then_some(known))
}
