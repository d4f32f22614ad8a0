//! Why a publication needs another option. Entry points: [`refusal`], [`unfinished`].

use std::path::Path;
use std::time::Duration;

use super::deployment::Deployment;
use super::session::{PublicationNote, SIGN_OF_LIFE, time};
use super::{PublishOptions, enumerate, record};
use crate::commands::erasure::RemovedFiles;
use crate::commands::{count, diff};
use crate::model::Destination;

/// How many files one publication may delete without `--allow-removals`: a few partners that left.
const MAX_REMOVALS: usize = 50;
/// On large sites, one file in this many may be deleted.
const MAX_REMOVED_SHARE: usize = 10;

/// Why the publication needs another option, if it does.
pub(super) fn refusal(
    deployment: &Deployment,
    destination: &Destination,
    removed: &RemovedFiles,
    options: &PublishOptions,
) -> Option<String> {
    let conflicts = deployment.conflicts();
    if !conflicts.is_empty() && !options.overwrite_foreign {
        return Some(format!(
            "{} at {destination} that Vitrine did not publish would be overwritten: {}. Publish to another folder, or, \
             if they are an older copy of the site, add `--overwrite-foreign`",
            count(conflicts.len(), "file"),
            enumerate(conflicts)
        ));
    }
    if options.allow_removals {
        return None;
    }
    // An erasure has asked about its files.
    let obsolete: Vec<String> = deployment
        .to_delete()
        .iter()
        .filter(|path| !removed.contains(path))
        .cloned()
        .collect();
    let pages: Vec<String> = obsolete
        .iter()
        .filter(|path| diff::is_lasting(path))
        .map(|path| format!("/{}", path.trim_end_matches("index.html")))
        .collect();
    if !pages.is_empty() {
        return Some(format!(
            "{} that visitors can reach today would vanish: {}. Addresses remain if a record has `status = \"former\"`, \
             or its former id among its `aliases`. To remove them, add `--allow-removals`",
            match pages.len() {
                1 => "an address".to_owned(),
                number => format!("{number} addresses"),
            },
            enumerate(&pages)
        ));
    }
    let previous = deployment
        .previous()
        .map_or(0, |previous| previous.files.len());
    (obsolete.len() > MAX_REMOVALS.max(previous / MAX_REMOVED_SHARE)).then(|| {
        format!(
            "{} of {previous} would be deleted: {}. If this is the right site for {destination}, add `--allow-removals`",
            count(obsolete.len(), "file"),
            enumerate(&obsolete)
        )
    })
}

/// Whether a publication that has not ended may be continued: for how long to wait first, or why not.
pub(super) fn unfinished(
    other: &PublicationNote,
    destination: &Destination,
    project: &Path,
    options: &PublishOptions,
) -> Result<Duration, String> {
    let now = (options.clock)();
    if other.is_silent(now) || record::is_interrupted(project, &other.id) {
        return Ok(Duration::ZERO);
    }
    if options.resume {
        // If it runs, its next sign of life fails, and it stops.
        return Ok(if other.is_lively(now) {
            SIGN_OF_LIFE * 2
        } else {
            Duration::ZERO
        });
    }
    Err(format!(
        "another publication to {destination} began at {}, was seen last at {}, and has not ended: run `vitrine publish` \
         again when it has. If it was interrupted, this continues it after {}, or at once with `--resume`",
        time(other.began),
        time(other.seen),
        time(other.silent_from())
    ))
}
