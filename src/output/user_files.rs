//! What the old site holds that was not written by a build: it is kept.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::manifest::{self, Entry, Manifest};
use super::place::Place;

/// Something that the user put into the site, by its path in it.
#[derive(Debug)]
pub(super) enum Kept {
    /// A file, a symbolic link or anything else that is no folder.
    File(PathBuf),
    /// A folder; what is in it is kept for itself.
    Folder(PathBuf, Permissions),
}

/// What becomes of the files of the old site that the new one does not have.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) kept: Vec<Kept>,
    /// How many were written by a build and are no more.
    pub(super) removed: usize,
}

/// Looks through the old site; `unchanged` says of each entry of `new` whether the old site has it.
///
/// A file of the user's where the new site needs the place is an error.
pub(super) fn survey(place: &Place, new: &Manifest, unchanged: &[bool]) -> anyhow::Result<Survey> {
    let mut survey = Survey::default();
    if !place.exists {
        return Ok(survey);
    }
    let look = Look {
        place,
        new,
        unchanged,
        old_folders: place
            .old
            .as_ref()
            .map(Manifest::folders)
            .unwrap_or_default(),
        new_folders: new.folders(),
    };
    let mut folders = vec![PathBuf::new()];
    while !folders.is_empty() {
        let found = folders
            .par_iter()
            .map(|folder| look.folder(folder))
            .collect::<anyhow::Result<Vec<Found>>>()?;
        folders.clear();
        for found in found {
            folders.extend(found.folders);
            survey.kept.extend(found.survey.kept);
            survey.removed += found.survey.removed;
        }
    }
    Ok(survey)
}

struct Look<'a> {
    place: &'a Place,
    new: &'a Manifest,
    unchanged: &'a [bool],
    old_folders: BTreeSet<&'a str>,
    new_folders: BTreeSet<&'a str>,
}

#[derive(Default)]
struct Found {
    survey: Survey,
    folders: Vec<PathBuf>,
}

impl Look<'_> {
    fn folder(&self, folder: &Path) -> anyhow::Result<Found> {
        let mut found = Found::default();
        let shown = self.place.public.join(folder);
        let context = || format!("cannot read the folder `{}`", shown.display());
        for entry in fs::read_dir(&shown).with_context(context)? {
            let entry = entry.with_context(context)?;
            let path = folder.join(entry.file_name());
            if entry.file_type().with_context(context)?.is_dir() {
                if !self.is_our_folder(&path) {
                    self.refuse_if(self.is_file_of_new(&path), &path)?;
                    let permissions = entry.metadata().with_context(context)?.permissions();
                    found
                        .survey
                        .kept
                        .push(Kept::Folder(path.clone(), permissions));
                }
                found.folders.push(path);
            } else {
                self.file(path, &mut found.survey)?;
            }
        }
        Ok(found)
    }

    fn file(&self, path: PathBuf, survey: &mut Survey) -> anyhow::Result<()> {
        let name = in_list(&path);
        let name = name.as_deref();
        if name == Some(manifest::NAME) {
            return Ok(());
        }
        let new = name.and_then(|name| self.new.position(name));
        if new.is_some_and(|at| self.unchanged[at]) {
            return Ok(());
        }
        let old = self.place.old.as_ref();
        let old = name.and_then(|name| old?.entry(name));
        match (old, new) {
            (Some(_), Some(_)) => return Ok(()),
            // If the user has changed a page that is no more, it is the user's now.
            (Some(old), None) if self.is_as_written(old, &path)? => {
                survey.removed += 1;
                return Ok(());
            }
            _ => {}
        }
        let is_folder_of_new = name.is_some_and(|name| self.new_folders.contains(name));
        self.refuse_if(is_folder_of_new || self.is_file_of_new(&path), &path)?;
        survey.kept.push(Kept::File(path));
        Ok(())
    }

    /// Whether the folder is there because something in it was written by a build.
    fn is_our_folder(&self, path: &Path) -> bool {
        in_list(path).is_some_and(|name| self.old_folders.contains(name.as_str()))
    }

    /// Whether the new site has a file here, or where a folder above would have to be.
    fn is_file_of_new(&self, path: &Path) -> bool {
        path.ancestors()
            .filter_map(in_list)
            .any(|name| self.new.position(&name).is_some())
    }

    fn is_as_written(&self, entry: &Entry, path: &Path) -> anyhow::Result<bool> {
        let path = self.place.public.join(path);
        let is_file = fs::symlink_metadata(&path).map(|metadata| metadata.is_file());
        is_file
            .and_then(|is_file| Ok(is_file && entry.is_of(&fs::read(&path)?)))
            .with_context(|| format!("cannot read `{}`", path.display()))
    }

    fn refuse_if(&self, in_the_way: bool, path: &Path) -> anyhow::Result<()> {
        if in_the_way {
            bail!(
                "`{}` is where the site needs the place, but Vitrine did not write it: move it away",
                self.place.public.join(path).display()
            );
        }
        Ok(())
    }
}

/// A path as the list writes it; none if it cannot be in the list.
fn in_list(path: &Path) -> Option<String> {
    Some(path.to_str()?.replace(MAIN_SEPARATOR, "/"))
}
