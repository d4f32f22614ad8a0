//! What an erasure in the project does not reach: what is published, and copies that Vitrine does not know. Entry point:
//! [`remaining`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::commands::count;
use crate::commands::publish::{
    DESTINATIONS, KnownPublication, PublishedPlace, StoreAccess, published_places,
};
use crate::commands::render::PUBLIC;
use crate::output::{self, LIST, NOTES};

/// What remains to be done elsewhere.
pub(super) struct Elsewhere {
    /// Whether all known destinations are known to have nothing of the old site.
    pub(super) is_published: bool,
    /// A line for each place.
    pub(super) lines: Vec<String>,
}

/// Compares what is published with the site, and names all other places. `files` are the deleted ones, `skipped` are
/// folders that were not searched.
pub(super) fn remaining(
    project: &Path,
    files: &[String],
    skipped: &[String],
    access: &StoreAccess,
) -> Elsewhere {
    let mut lines = Vec::new();
    let mut is_published = true;
    for place in published_places(project, access) {
        if let Some(line) = outdated_at(project, &place) {
            lines.push(line);
            is_published = false;
        }
    }
    if let Some(line) = history(project, files, skipped) {
        lines.push(line);
    }
    let others = skipped.iter().filter(|folder| !is_git(folder));
    lines.extend(others.map(|folder| {
        format!("`{folder}` was not searched: it belongs to another program, as its name or its `CACHEDIR.TAG` says")
    }));
    lines.push(
        "pictures and encrypted files cannot be searched, nor what Vitrine does not know: caches of a content delivery \
         network, search engines and archives of the web, versions that a store keeps, backups and other copies of the \
         project, destinations to which another copy of the project published, or this one while its folder could not be \
         written, exported tables and proof sheets that were sent, files at the printer, printed copies"
            .to_owned(),
    );
    Elsewhere {
        is_published,
        lines,
    }
}

/// What is, or may be, still published at a destination; absent if it is known that nothing is.
fn outdated_at(project: &Path, place: &PublishedPlace) -> Option<String> {
    let destination = &place.destination;
    let publish = if place.is_in_settings {
        "`vitrine publish`".to_owned()
    } else {
        format!("`vitrine publish --to {destination}`")
    };
    match &place.publication {
        Ok(None) => None,
        Ok(Some(known)) => outdated(project, known, destination, &publish),
        Err(error) if place.is_in_settings => Some(format!(
            "it is not known what is still published: {error:#}. {publish} replaces it"
        )),
        Err(error) => Some(format!(
            "it is not known what is still published at `{destination}`: {error:#}. {publish} replaces it; if it does not \
             exist any more, delete its line in `{DESTINATIONS}`"
        )),
    }
}

/// The files at the destination that are not those of the site; absent if there are none.
fn outdated(
    project: &Path,
    known: &KnownPublication,
    destination: &str,
    publish: &str,
) -> Option<String> {
    let site = output::entries(&project.join(PUBLIC)).unwrap_or_default();
    let site: BTreeMap<&str, _> = site.iter().map(|file| (file.path.as_str(), file)).collect();
    let files = known.files.iter();
    let files = files.filter(|file| ![LIST, NOTES].contains(&file.path.as_str()));
    let outdated: Vec<_> = files
        .filter(|file| site.get(file.path.as_str()) != Some(file))
        .collect();
    let unfinished: BTreeSet<&str> = known.unfinished.iter().map(String::as_str).collect();
    let deleted = outdated
        .iter()
        .map(|file| file.path.as_str())
        .chain(unfinished)
        .filter(|path| !site.contains_key(path))
        .count();
    let all = outdated.len() + known.unfinished.len();
    (all > 0).then(|| {
        format!(
            "{} at {destination} {} still from before the erasure: {publish} replaces {} and deletes {deleted}",
            count(all, "file"),
            if all == 1 { "is" } else { "are" },
            all - deleted,
        )
    })
}

fn is_git(folder: &str) -> bool {
    folder == ".git/" || folder.ends_with("/.git/")
}

/// What keeps earlier versions of the files, if the project is in a repository.
fn history(project: &Path, files: &[String], skipped: &[String]) -> Option<String> {
    let absolute = project.canonicalize();
    let mut above = absolute.iter().flat_map(|project| project.ancestors());
    let is_repository = skipped.iter().any(|folder| is_git(folder)) || { above }
        .any(|folder| folder.join(".git").exists());
    is_repository.then(|| {
        let files = files.iter().map(|file| format!("'{}'", file.replace('\'', "'\\''")));
        let files: Vec<String> = files.collect();
        format!(
            "git keeps the deleted files in its history, here, in every clone and at its host: \
             `git log --all --oneline -- {}` lists the commits, and `git filter-repo --invert-paths --path {}` rewrites \
             them",
            files.join(" "),
            files.join(" --path "),
        )
    })
}
