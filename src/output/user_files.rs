//! Files that the user put into the old site: found by [`survey`], so that they can be carried over.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;

use super::manifest::{self, Entry, Manifest};
use super::target::OutputTarget;

/// A file or folder that the user put into the site, by its path in it.
#[derive(Debug)]
pub(super) enum UserEntry {
    /// A file, a symbolic link or anything else that is not a folder.
    File(PathBuf),
    /// A folder; its contents are separate entries.
    Folder(PathBuf, Permissions),
}

/// Files of the old site that the new one does not have.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) user_entries: Vec<UserEntry>,
    /// How many files the last build wrote that are not part of the new site.
    pub(super) removed: usize,
}

/// Walks the old site. `unchanged` says for each entry of `new` whether the old site has it.
///
/// # Errors
///
/// If something of the user has a path that the new site needs.
pub(super) fn survey(
    target: &OutputTarget,
    new: &Manifest,
    unchanged: &[bool],
) -> anyhow::Result<Survey> {
    let mut survey = Survey::default();
    if !target.exists {
        return Ok(survey);
    }
    let surveyor = Surveyor {
        target,
        new,
        unchanged,
        old_folders: target
            .manifest
            .as_ref()
            .map(Manifest::folders)
            .unwrap_or_default(),
        new_folders: new.folders(),
    };
    let mut folders = vec![PathBuf::new()];
    while !folders.is_empty() {
        let surveys = folders
            .par_iter()
            .map(|folder| surveyor.survey_folder(folder))
            .collect::<anyhow::Result<Vec<FolderSurvey>>>()?;
        folders.clear();
        for folder in surveys {
            folders.extend(folder.subfolders);
            survey.user_entries.extend(folder.survey.user_entries);
            survey.removed += folder.survey.removed;
        }
    }
    Ok(survey)
}

struct Surveyor<'a> {
    target: &'a OutputTarget,
    new: &'a Manifest,
    unchanged: &'a [bool],
    old_folders: BTreeSet<&'a str>,
    new_folders: BTreeSet<&'a str>,
}

#[derive(Default)]
struct FolderSurvey {
    survey: Survey,
    subfolders: Vec<PathBuf>,
}

impl Surveyor<'_> {
    fn survey_folder(&self, folder: &Path) -> anyhow::Result<FolderSurvey> {
        let mut result = FolderSurvey::default();
        let full_path = self.target.public.join(folder);
        let context = || format!("cannot read the folder `{}`", full_path.display());
        for entry in fs::read_dir(&full_path).with_context(context)? {
            let entry = entry.with_context(context)?;
            let path = folder.join(entry.file_name());
            if entry.file_type().with_context(context)?.is_dir() {
                if !self.is_our_folder(&path) {
                    self.refuse_if(self.is_file_of_new(&path), &path)?;
                    let permissions = entry.metadata().with_context(context)?.permissions();
                    let entry = UserEntry::Folder(path.clone(), permissions);
                    result.survey.user_entries.push(entry);
                }
                result.subfolders.push(path);
            } else {
                self.survey_file(path, &mut result.survey)?;
            }
        }
        Ok(result)
    }

    fn survey_file(&self, path: PathBuf, survey: &mut Survey) -> anyhow::Result<()> {
        let name = manifest_path(&path);
        let name = name.as_deref();
        if name == Some(manifest::NAME) {
            return Ok(());
        }
        let new = name.and_then(|name| self.new.position(name));
        if new.is_some_and(|index| self.unchanged[index]) {
            return Ok(());
        }
        let old = name.and_then(|name| self.target.manifest.as_ref()?.entry(name));
        match (old, new) {
            (Some(_), Some(_)) => return Ok(()),
            // A page that the user has changed is kept even if it is not part of the new site.
            (Some(old), None) if self.is_as_written(old, &path)? => {
                survey.removed += 1;
                return Ok(());
            }
            _ => {}
        }
        let is_folder_of_new = name.is_some_and(|name| self.new_folders.contains(name));
        self.refuse_if(is_folder_of_new || self.is_file_of_new(&path), &path)?;
        survey.user_entries.push(UserEntry::File(path));
        Ok(())
    }

    /// Whether a build created this folder for files in it.
    fn is_our_folder(&self, path: &Path) -> bool {
        manifest_path(path).is_some_and(|name| self.old_folders.contains(name.as_str()))
    }

    /// Whether the new site has a file at this path, or at the path of a folder above it.
    fn is_file_of_new(&self, path: &Path) -> bool {
        path.ancestors()
            .filter_map(manifest_path)
            .any(|name| self.new.position(&name).is_some())
    }

    fn is_as_written(&self, entry: &Entry, path: &Path) -> anyhow::Result<bool> {
        let path = self.target.public.join(path);
        let is_file = fs::symlink_metadata(&path).map(|metadata| metadata.is_file());
        is_file
            .and_then(|is_file| Ok(is_file && entry.is_of(&fs::read(&path)?)))
            .with_context(|| format!("cannot read `{}`", path.display()))
    }

    fn refuse_if(&self, is_needed: bool, path: &Path) -> anyhow::Result<()> {
        if is_needed {
            bail!(
                "`{}` has a path that the site needs, but Vitrine did not write it: move it away",
                self.target.public.join(path).display()
            );
        }
        Ok(())
    }
}

/// A path as the manifest contains it. `None` if the manifest cannot contain it.
fn manifest_path(path: &Path) -> Option<String> {
    Some(path.to_str()?.replace(MAIN_SEPARATOR, "/"))
}
