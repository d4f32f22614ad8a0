//! To a folder: the new site is written beside the old one there, and changes places with it in one step.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::difference::Difference;
use super::state::Notes;
use super::{BuiltSite, Delivery, Published, Target};
use crate::output::{self, Entry, NOTES};

/// Compares a site with what is in a folder.
pub(super) fn prepare(site: BuiltSite, folder: &Path) -> anyhow::Result<Delivery> {
    let old = match folder.join(output::LIST).exists() {
        true => output::entries(folder)?,
        false => {
            refuse_foreign(folder)?;
            Vec::new()
        }
    };
    let old: BTreeMap<&str, &Entry> = old.iter().map(|file| (file.path.as_str(), file)).collect();
    let is_there = |file: &Entry| {
        let metadata = fs::symlink_metadata(folder.join(&file.path));
        old.get(file.path.as_str()) == Some(&file)
            && metadata.is_ok_and(|it| it.is_file() && it.len() == file.size)
    };
    let mut difference = Difference {
        before: before(folder, &old)?,
        ..Difference::default()
    };
    let send = site.files.iter().filter(|file| !is_there(file));
    difference.send = send.cloned().collect();
    let new: BTreeMap<&str, ()> = site.files.iter().map(|it| (it.path.as_str(), ())).collect();
    let gone = old.keys().filter(|path| **path != NOTES);
    let gone = gone.filter(|path| !new.contains_key(*path));
    difference.gone = gone.map(|path| (*path).to_owned()).collect();
    Ok(Delivery {
        site,
        difference,
        to: Target::Folder(folder.to_owned()),
    })
}

/// A folder that nothing was published to must be empty, but for hidden files: said before anything is asked.
fn refuse_foreign(folder: &Path) -> anyhow::Result<()> {
    // What cannot be read is told when it is written to.
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names = names.map(|entry| entry.file_name());
    if let Some(name) = names.find(|name| !name.as_encoded_bytes().starts_with(b".")) {
        bail!(
            "`{}` has files that Vitrine did not publish, such as `{}`: empty it, or name another folder",
            folder.display(),
            name.display()
        );
    }
    Ok(())
}

/// Writes the site to the folder.
pub(super) fn carry_out(
    site: &BuiltSite,
    folder: &Path,
    done: &(dyn Fn() + Sync),
) -> anyhow::Result<()> {
    let notes = Notes {
        snapshot: site.snapshot.clone(),
        ..Notes::default()
    };
    let notes = (NOTES.to_owned(), notes.to_text().into_bytes());
    let files = site.files.par_iter().map(|file| {
        let bytes = site.read(file)?;
        done();
        Ok((file.path.clone(), bytes))
    });
    output::write(folder, files.chain([Ok(notes)]))?;
    Ok(())
}

fn before(folder: &Path, old: &BTreeMap<&str, &Entry>) -> anyhow::Result<Option<Published>> {
    let path = folder.join(NOTES);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read `{}`", path.display()));
        }
    };
    // What cannot be read is not compared with.
    Ok(Notes::from_text(&text).map(|notes| Published {
        snapshot: notes.snapshot,
        files: old.keys().map(|path| (*path).to_owned()).collect(),
    }))
}
