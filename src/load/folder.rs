//! A project's folder, read again and again: what has not changed since is kept, and only the rest is read.
//!
//! The first reading, which is the only one of most commands, takes the same path with nothing kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{Touched, Tree, is_partner};
use super::pictures::Pictures;
use super::reader::FileReader;
use super::theme::{self, Layer};
use super::{
    Changes, PartnerRecord, ProjectFiles, ProjectRecords, Reading, Records, basis, partner,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Sources};
use crate::theme::Theme;

/// A project's folder.
pub struct Folder {
    tree: Tree,
    sources: Sources,
    built_in: Layer,
    /// What the records of partners were read with.
    languages: Vec<String>,
    partners: BTreeMap<String, PartnerFile>,
    pictures: Pictures,
    rest: Option<SharedInputs>,
}

/// The file of a partner's record.
struct PartnerFile {
    file: FileId,
    /// Absent while it has not been read.
    found: Option<Found>,
}

/// What is in a partner's file.
struct Found {
    /// Absent where the file is no text.
    record: Option<Arc<PartnerRecord>>,
    problems: Diagnostics,
}

/// All but the partners, as it was read last.
struct SharedInputs {
    /// Absent where it cannot be judged.
    basis: Option<Arc<ProjectRecords>>,
    theme: Arc<Theme>,
    problems: Diagnostics,
    /// Records of partners that some of the problems are about, such as a picture that is missing.
    about: BTreeSet<FileId>,
}

impl Folder {
    /// A folder of which nothing has been read.
    pub fn new(root: &Path) -> Self {
        let mut sources = Sources::default();
        Self {
            tree: Tree::new(root),
            built_in: theme::built_in(&mut sources),
            sources,
            languages: Vec::new(),
            partners: BTreeMap::new(),
            pictures: Pictures::default(),
            rest: None,
        }
    }

    /// Reads what may have changed. The result is what reading everything gives, whatever was read before.
    pub fn read(&mut self, changes: &Changes) -> ProjectFiles {
        let touched = self.tree.update(changes, &mut self.sources);
        self.forget(&touched);
        let mut problems = Diagnostics::default();
        let languages = match self.rest.as_ref().and_then(|rest| rest.basis.as_ref()) {
            Some(basis) => basis.languages.clone(),
            None => self.reading(&mut problems).languages(),
        };
        if self.languages != languages {
            self.partners.values_mut().for_each(|it| it.found = None);
        }
        let logos_changed = self.read_partners(&languages, &touched);
        self.languages = languages;
        let partners: Vec<_> = self.found().filter_map(|it| it.record.clone()).collect();
        if logos_changed || self.rest.is_none() {
            self.rest = Some(self.read_rest(&partners, problems));
        }
        let rest = self.rest.as_ref().expect("it was just read");
        let mut problems = rest.problems.clone();
        if !self.languages.is_empty() {
            self.found()
                .for_each(|it| problems.extend(it.problems.iter().cloned()));
        }
        let records = rest.basis.as_ref().map(|basis| Records {
            basis: Arc::clone(basis),
            partners,
        });
        ProjectFiles {
            sources: self.sources.clone(),
            problems,
            records,
            theme: Arc::clone(&rest.theme),
        }
    }

    /// Forgets what was read of these files, and what depends on them.
    fn forget(&mut self, touched: &[Touched]) {
        for Touched { path, stayed } in touched {
            self.pictures.forget(path);
            if !is_partner(path) {
                self.rest = None;
                continue;
            }
            match self.tree.find(path) {
                Some(file) if *stayed => {
                    // What it named before is compared when it has been read.
                    debug_assert!(self.partners.get(path).is_none_or(|it| it.file == file));
                }
                Some(file) => {
                    self.rest = None;
                    let unread = PartnerFile { file, found: None };
                    self.partners.insert(path.clone(), unread);
                }
                None => {
                    self.rest = None;
                    self.partners.remove(path);
                }
            }
        }
    }

    /// Reads the records that were touched or not yet read; tells whether that concerns anything
    /// but these partners.
    fn read_partners(&mut self, languages: &[String], touched: &[Touched]) -> bool {
        if languages.is_empty() {
            self.partners.values_mut().for_each(|it| it.found = None);
            return false;
        }
        let touched = touched
            .iter()
            .filter(|it| is_partner(&it.path) && it.stayed);
        let mut unread: BTreeMap<String, FileId> = touched
            .filter_map(|it| Some((it.path.clone(), self.partners.get(&it.path)?.file)))
            .collect();
        if self.rest.is_none() || self.languages != languages {
            let others = self.partners.iter().filter(|(_, it)| it.found.is_none());
            unread.extend(others.map(|(path, it)| (path.clone(), it.file)));
        }
        let tree = &self.tree;
        let read: Vec<_> = unread
            .into_par_iter()
            .map(|(path, file)| {
                let text = tree.read_text(&path, file);
                let reader = FileReader::new(file, languages);
                let record = text.as_ref().ok().map(|text| {
                    let record = partner::read(text, &reader, file, &path);
                    Arc::new(record)
                });
                (path, file, text, record, reader.into_problems())
            })
            .collect();
        let mut changed = false;
        for (path, file, text, record, mut problems) in read {
            match text {
                Ok(text) => self.sources.set_text(file, text),
                Err(problem) => problems.push(problem),
            }
            let Some(partner) = self.partners.get_mut(&path) else {
                continue;
            };
            let before = partner.found.take().and_then(|found| found.record);
            let is_named = self
                .rest
                .as_ref()
                .is_some_and(|it| it.about.contains(&file));
            changed |= is_named || pictures(before.as_deref()) != pictures(record.as_deref());
            partner.found = Some(Found { record, problems });
        }
        changed
    }

    fn found(&self) -> impl Iterator<Item = &Found> {
        self.partners.values().filter_map(|it| it.found.as_ref())
    }

    fn read_rest(
        &mut self,
        partners: &[Arc<PartnerRecord>],
        mut problems: Diagnostics,
    ) -> SharedInputs {
        self.tree.forget_uses();
        let (languages, built_in) = (self.languages.clone(), self.built_in.clone());
        let mut pictures = std::mem::take(&mut self.pictures);
        let mut reading = self.reading(&mut problems);
        let basis = match languages.is_empty() {
            true => None,
            false => reading.basis(&languages, partners, &mut pictures),
        };
        let name = basis.as_ref().and_then(|it| it.settings.theme.as_ref());
        let theme = theme::read(
            name,
            &built_in,
            reading.tree,
            reading.sources,
            reading.problems,
        );
        self.pictures = pictures;
        problems.extend(self.tree.unusable().cloned());
        let basis = basis.filter(|_| !basis::is_broken(&problems, &self.sources));
        if basis.is_some() {
            problems.extend(self.tree.unused().map(|(path, file)| {
                let message = format!("nothing uses `{path}`");
                Diagnostic::new(Code::UnusedFile, file.start(), message)
                    .help("delete it, or name it where it belongs")
            }));
        }
        let records: BTreeSet<FileId> = partners.iter().map(|it| it.file).collect();
        let places = problems.iter().filter_map(|it| Some(it.place?.file));
        SharedInputs {
            about: places.filter(|file| records.contains(file)).collect(),
            basis: basis.map(Arc::new),
            theme: Arc::new(theme),
            problems,
        }
    }

    fn reading<'a>(&'a mut self, problems: &'a mut Diagnostics) -> Reading<'a> {
        Reading {
            tree: &mut self.tree,
            sources: &mut self.sources,
            problems,
        }
    }
}

/// The pictures that a record names, which are part of the rest.
fn pictures(record: Option<&PartnerRecord>) -> Option<[Option<&str>; 2]> {
    record.map(|record| {
        [&record.logo, &record.logo_dark].map(|logo| logo.as_ref().map(|it| it.value.as_str()))
    })
}
