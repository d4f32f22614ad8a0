//! Incremental loading for the preview: [`IncrementalLoader`] reads a project's folder repeatedly, and only the files
//! that have changed.
//!
//! It keeps the results of the functions that [`super::project`] calls, and calls them again for what has changed. The
//! result is that of reading everything; the suite compares the two after random edits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::files::{FileTree, TouchedFile, is_partner};
use super::partner_files::{self, PartnerFile};
use super::pictures::PictureCache;
use super::shared::{ProjectParser, SharedInputs};
use super::theme::{self, Layer};
use super::{Changes, PartnerRecord, ProjectFiles};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};

/// Loader of a project's folder that keeps what has not changed.
pub struct IncrementalLoader {
    files: FileTree,
    sources: Sources,
    built_in_theme: Layer,
    /// The languages that the records of partners were read with.
    languages: Vec<String>,
    /// By path; absent while a file has not been read.
    partners: BTreeMap<String, Option<PartnerFile>>,
    pictures: PictureCache,
    /// Absent while they have to be read.
    shared: Option<SharedInputs>,
    /// Records of partners that problems of the shared inputs refer to, such as a missing picture.
    blamed: BTreeSet<FileId>,
}

impl IncrementalLoader {
    /// A loader that has not read anything.
    pub fn new(folder: &Path) -> Self {
        let mut sources = Sources::default();
        Self {
            files: FileTree::new(folder),
            built_in_theme: theme::built_in(&mut sources),
            sources,
            languages: Vec::new(),
            partners: BTreeMap::new(),
            pictures: PictureCache::default(),
            shared: None,
            blamed: BTreeSet::new(),
        }
    }

    /// Reads what may have changed.
    pub fn read(&mut self, changes: &Changes) -> ProjectFiles {
        let touched = self.files.update(changes, &mut self.sources);
        self.discard(&touched);
        let (languages, problems) = self.read_languages();
        if self.languages != languages {
            self.partners
                .values_mut()
                .for_each(|partner| *partner = None);
            self.languages = languages;
        }
        let pictures_changed = self.read_partners(&touched);
        if pictures_changed || self.shared.is_none() {
            self.read_shared(problems);
        }
        let shared = self.shared.as_ref().expect("they were just read");
        ProjectFiles::new(
            self.sources.clone(),
            shared,
            self.partners.values().flatten(),
        )
    }

    /// Discards the results for these files, and all results that depend on them.
    fn discard(&mut self, touched: &[TouchedFile]) {
        for TouchedFile {
            path,
            existed_before,
        } in touched
        {
            self.pictures.forget(path);
            if !is_partner(path) {
                self.shared = None;
            } else if self.files.find(path).is_none() {
                self.shared = None;
                self.partners.remove(path);
            } else if !existed_before {
                self.shared = None;
                self.partners.insert(path.clone(), None);
            }
            // A record that existed before is compared with the new one when that has been read.
        }
    }

    fn read_languages(&mut self) -> (Vec<String>, Diagnostics) {
        let shared = self.shared.as_ref().and_then(|it| it.records.as_ref());
        if let Some(records) = shared {
            return (records.languages.clone(), Diagnostics::default());
        }
        let mut parser = self.parser(Diagnostics::default());
        (parser.languages(), parser.problems)
    }

    /// Reads the records that were touched or have not been read. Returns whether the pictures have to be read again.
    fn read_partners(&mut self, touched: &[TouchedFile]) -> bool {
        let unread = self
            .partners
            .iter()
            .filter(|(_, partner)| partner.is_none())
            .map(|(path, _)| path);
        let paths: BTreeSet<&String> = touched
            .iter()
            .map(|file| &file.path)
            .filter(|path| self.partners.contains_key(*path))
            .chain(unread)
            .collect();
        let paths = paths
            .into_iter()
            .filter_map(|path| Some((path.clone(), self.files.find(path)?)))
            .collect();
        let read =
            partner_files::read_files(paths, &self.languages, &self.files, &mut self.sources);
        if self.languages.is_empty() {
            self.partners
                .values_mut()
                .for_each(|partner| *partner = None);
        }
        let mut pictures_changed = false;
        for (path, partner) in read {
            let Some(known) = self.partners.get_mut(&path) else {
                continue;
            };
            let before = known.take().and_then(|partner| partner.record);
            let is_blamed = before
                .as_ref()
                .is_some_and(|record| self.blamed.contains(&record.file));
            pictures_changed |=
                is_blamed || pictures(before.as_deref()) != pictures(partner.record.as_deref());
            *known = Some(partner);
        }
        pictures_changed
    }

    fn read_shared(&mut self, problems: Diagnostics) {
        self.files.clear_used();
        let partners = partner_files::records(self.partners.values().flatten());
        let languages = self.languages.clone();
        let built_in_theme = self.built_in_theme.clone();
        let mut pictures = std::mem::take(&mut self.pictures);
        let parser = self.parser(problems);
        let shared = SharedInputs::read(
            parser,
            &languages,
            &partners,
            &mut pictures,
            &built_in_theme,
        );
        self.pictures = pictures;
        let records: BTreeSet<FileId> = partners.iter().map(|partner| partner.file).collect();
        self.blamed = shared
            .problems
            .iter()
            .filter_map(|problem| Some(problem.place?.file))
            .filter(|file| records.contains(file))
            .collect();
        self.shared = Some(shared);
    }

    fn parser(&mut self, problems: Diagnostics) -> ProjectParser<'_> {
        ProjectParser {
            files: &mut self.files,
            sources: &mut self.sources,
            problems,
        }
    }
}

/// The pictures that a record names, and whether it may name others: they are part of the shared inputs.
fn pictures(record: Option<&PartnerRecord>) -> Option<(Vec<&str>, bool)> {
    record.map(|record| {
        let names = record.pictures().map(|name| name.value.as_str());
        (names.collect(), record.has_errors)
    })
}
