//! Updating a [`FileTree`] after changes in the folder, for the incremental loader.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{FileTree, TOPS, is_visible, under};
use crate::load::Changes;
use crate::source::Sources;

/// A file that was created, changed or deleted.
pub(in crate::load) struct TouchedFile {
    pub(in crate::load) path: String,
    /// Whether it exists now and existed before.
    pub(in crate::load) existed_before: bool,
}

impl FileTree {
    /// A folder that has not been walked; [`FileTree::update`] does it.
    pub(in crate::load) fn new(root: &Path) -> Self {
        Self::empty(root)
    }

    /// Marks all files as unused, before all shared inputs are read again.
    pub(in crate::load) fn clear_used(&mut self) {
        self.used.clear();
    }

    /// Walks the folders that may have changed again. Returns the files that may differ from before.
    pub(in crate::load) fn update(
        &mut self,
        changes: &Changes,
        sources: &mut Sources,
    ) -> Vec<TouchedFile> {
        let mut places: BTreeSet<String> = match changes {
            Changes::Unknown => TOPS.map(str::to_owned).into(),
            Changes::At(paths) => paths
                .iter()
                .filter_map(|path| self.changed_place(path))
                .collect(),
        };
        places.extend(self.links.iter().cloned());
        // A walk of a folder includes the places below it.
        let above = |place: &String| {
            let mut above = place.rmatch_indices('/').map(|(at, _)| &place[..at]);
            above.any(|folder| places.contains(folder))
        };
        let places: Vec<&String> = places.iter().filter(|place| !above(place)).collect();
        let mut before = BTreeSet::new();
        for place in places.iter().copied() {
            before.extend(self.remove_below(place));
            self.find_below(place, sources);
        }
        let mut touched = Vec::new();
        for place in &places {
            let files = under(&self.paths, place).map(|(path, _)| path);
            let unusable = under(&self.unusable, place).map(|(path, _)| path);
            touched.extend(files.chain(unusable).map(|path| TouchedFile {
                path: path.clone(),
                existed_before: before.remove(path),
            }));
        }
        let gone = before.into_iter().map(|path| TouchedFile {
            path,
            existed_before: false,
        });
        touched.extend(gone);
        touched
    }

    /// The path to walk for a change at this path: the path itself, unless one of its parents is no longer a folder;
    /// `None` if it is not part of the project.
    fn changed_place(&self, path: &Path) -> Option<String> {
        let mut place = PathBuf::new();
        for (depth, part) in path.components().enumerate() {
            let std::path::Component::Normal(part) = part else {
                return None;
            };
            let is_ours = match depth {
                0 => TOPS.iter().any(|top| part == *top),
                _ => is_visible(part),
            };
            if !is_ours {
                return None;
            }
            place.push(part);
            let is_folder = |folder: &Path| folder.is_dir() && !folder.is_symlink();
            if !is_folder(&self.root.join(&place)) {
                break;
            }
        }
        // The walk reports names that are not UTF-8.
        let place = match place.to_str() {
            Some(place) => place.replace('\\', "/"),
            None => TOPS.iter().find(|top| place.starts_with(top))?.to_string(),
        };
        (!place.is_empty()).then_some(place)
    }

    /// Removes the entries at and below a path, and returns their paths.
    fn remove_below(&mut self, place: &str) -> Vec<String> {
        let files = under(&self.paths, place).map(|(path, _)| path);
        let unusable = under(&self.unusable, place).map(|(path, _)| path);
        let gone: Vec<String> = files.chain(unusable).cloned().collect();
        for path in &gone {
            self.paths.remove(path);
            self.unusable.remove(path);
            self.links.remove(path);
        }
        gone
    }
}
