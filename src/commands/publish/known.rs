//! What the notes at each destination of a project list as published there, without a request for any of the files.
//! Entry point: [`published_places`].

use std::path::Path;

use anyhow::ensure;

use super::connect;
use super::destination::{self, ResolvedDestination};
use super::endpoint::StoreAccess;
use super::error::ErrorReporter;
use super::places::{self, PastDestination};
use super::state::FileState;
use super::store::Store;
use crate::model::Destination;
use crate::output::{self, Entry};

/// What Vitrine published at a destination, by its notes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPublication {
    /// Published files with size and hash. Compare them with [`Entry::is_of`], or with the entries of a built site.
    pub files: Vec<Entry>,
    /// Files that an interrupted publication may have left there; their bytes are not known.
    pub unfinished: Vec<String>,
    /// The snapshot of the published content; empty if no publication has ended.
    pub snapshot: String,
}

/// A destination of a project, and what is published there.
#[derive(Debug)]
pub struct PublishedPlace {
    /// The destination, as in `s3://bucket/folder`.
    pub destination: String,
    /// Whether it is the one in the settings, else it was named with `--to`, or was in the settings before.
    pub is_in_settings: bool,
    /// `None` if nothing is published there. An error if that is not known.
    pub publication: anyhow::Result<Option<KnownPublication>>,
}

/// Reads what is published at the destination in the project's settings, and at all others to which this project folder
/// published. Changes nothing, and asks no store that the user has not confirmed.
pub fn published_places(project: &Path, access: &StoreAccess) -> Vec<PublishedPlace> {
    let mut places = Vec::new();
    let mut own = None;
    match destination::resolve(project, None, access, &|_| Ok(false)) {
        Ok(None) => {}
        Ok(Some(resolved)) => {
            own = Some(PastDestination::new(&resolved));
            places.push(PublishedPlace {
                destination: resolved.destination.to_string(),
                is_in_settings: true,
                publication: at(&resolved),
            });
        }
        Err(error) => places.push(PublishedPlace {
            destination: "the destination in the settings".to_owned(),
            is_in_settings: true,
            publication: Err(error),
        }),
    }
    for place in places::read(project) {
        let (destination, publication) = match place {
            Ok(place) if own.as_ref() == Some(&place) => continue,
            Ok(place) => (place.destination.clone(), recorded(&place, access)),
            Err(error) => (places::FILE.to_owned(), Err(error)),
        };
        places.push(PublishedPlace {
            destination,
            is_in_settings: false,
            publication,
        });
    }
    places
}

/// What is published at a destination that is not in the settings.
fn recorded(
    place: &PastDestination,
    access: &StoreAccess,
) -> anyhow::Result<Option<KnownPublication>> {
    let resolved = place.resolve(access)?;
    if let Destination::Folder(folder) = &resolved.destination {
        ensure!(
            folder.is_dir(),
            "`{}` does not exist, or is not connected",
            folder.display()
        );
    }
    at(&resolved)
}

fn at(resolved: &ResolvedDestination) -> anyhow::Result<Option<KnownPublication>> {
    match &resolved.destination {
        Destination::Folder(folder) => in_folder(folder),
        destination @ Destination::Store {
            provider,
            bucket,
            prefix,
        } => {
            let objects = connect::connect(*provider, bucket, &resolved.config)?;
            let errors = ErrorReporter::new(destination, &resolved.config);
            in_store(&Store::new(objects, prefix, errors)?)
        }
    }
}

fn in_folder(folder: &Path) -> anyhow::Result<Option<KnownPublication>> {
    if !folder.join(output::LIST).exists() {
        return Ok(None);
    }
    Ok(Some(KnownPublication {
        files: output::entries(folder)?,
        unfinished: Vec::new(),
        snapshot: super::folder::snapshot(folder)?.unwrap_or_default(),
    }))
}

pub(super) fn in_store(store: &Store) -> anyhow::Result<Option<KnownPublication>> {
    let state = store.state()?;
    let mut known = KnownPublication {
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
    if is_empty {
        // A missing bucket and another server have no notes either.
        store.list()?;
    }
    Ok((!is_empty).then_some(known))
}
