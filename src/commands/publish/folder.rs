//! Publication to a folder: the new site is written beside the old one, and replaces it in one step.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::difference::Difference;
use super::session::Overtaken;
use super::state::RemoteState;
use super::{BuiltSite, Deployment, DeploymentTarget, Publication};
use crate::output::{self, Entry, NOTES};

/// Compares a site with the files of a folder.
pub(super) fn prepare(site: BuiltSite, folder: &Path) -> anyhow::Result<Deployment> {
    let list = list(folder);
    let old = if list.is_some() {
        output::entries(folder)?
    } else {
        refuse_foreign(folder)?;
        Vec::new()
    };
    let old: BTreeMap<&str, &Entry> = old.iter().map(|file| (file.path.as_str(), file)).collect();
    let is_current = |file: &Entry| {
        let metadata = fs::symlink_metadata(folder.join(&file.path));
        old.get(file.path.as_str()) == Some(&file)
            && metadata.is_ok_and(|metadata| metadata.is_file() && metadata.len() == file.size)
    };
    let new: BTreeSet<&str> = site.files.iter().map(|file| file.path.as_str()).collect();
    let difference = Difference {
        send: site
            .files
            .iter()
            .filter(|file| !is_current(file))
            .cloned()
            .collect(),
        obsolete: old
            .keys()
            .filter(|path| **path != NOTES && !new.contains(*path))
            .map(|path| (*path).to_owned())
            .collect(),
        previous: previous(folder, &old)?,
        ..Difference::default()
    };
    Ok(Deployment {
        site,
        difference,
        target: DeploymentTarget::Folder(folder.to_owned(), list),
    })
}

/// The list of files in a folder; it changes with every publication of another site.
fn list(folder: &Path) -> Option<Vec<u8>> {
    fs::read(folder.join(output::LIST)).ok()
}

/// Fails if a folder without a publication has files other than hidden ones. Checked before the user is asked.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    // An unreadable folder is reported when it is written to.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name());
    if let Some(name) = names.find(|name| !name.as_encoded_bytes().starts_with(b".")) {
        bail!(
            "`{}` has files that Vitrine did not publish, such as `{}`: empty it, or name another folder",
            folder.display(),
            name.display()
        );
    }
    Ok(())
}

/// Writes the site and its state to the folder, unless another publication has changed it since it was compared.
pub(super) fn apply(
    site: &BuiltSite,
    folder: &Path,
    old: &Option<Vec<u8>>,
    done: &(dyn Fn() + Sync),
) -> anyhow::Result<()> {
    let state = RemoteState {
        snapshot: site.snapshot.clone(),
        ..RemoteState::default()
    };
    let state = (NOTES.to_owned(), state.to_text().into_bytes());
    let files = site.files.par_iter().map(|file| {
        let bytes = site.read(file)?;
        done();
        Ok((file.path.clone(), bytes))
    });
    let is_as_compared = || {
        if list(folder) == *old {
            return Ok(());
        }
        Err(Overtaken(format!(
            "nothing was sent, because another publication to `{}` has ended since this one began: look at what is there \
             now, and run `vitrine publish` again",
            folder.display()
        ))
        .into())
    };
    output::write_if(folder, is_as_compared, files.chain([Ok(state)]))?;
    Ok(())
}

fn previous(folder: &Path, old: &BTreeMap<&str, &Entry>) -> anyhow::Result<Option<Publication>> {
    Ok(snapshot(folder)?.map(|snapshot| Publication {
        snapshot,
        files: old.keys().map(|path| (*path).to_owned()).collect(),
    }))
}

/// The snapshot of what was published to a folder.
pub(super) fn snapshot(folder: &Path) -> anyhow::Result<Option<String>> {
    let path = folder.join(NOTES);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", path.display()));
        }
    };
    // A state in another format only means that no changes are listed.
    Ok(RemoteState::from_text(&text).map(|state| state.snapshot))
}
