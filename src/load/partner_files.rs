//! Files of partners, read in parallel. Entry point: [`read_files`].

use std::sync::Arc;

use rayon::prelude::*;

use super::files::FileTree;
use super::reader::FileReader;
use super::{FileKind, PartnerRecord, partner};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Sources};

/// The file of a partner's record.
pub(super) struct PartnerFile {
    /// Absent where the file is not text.
    pub(super) record: Option<Arc<PartnerRecord>>,
    pub(super) problems: Diagnostics,
}

/// Reads the files of partners in parallel, and puts their texts into `sources`. Without languages none can be read.
pub(super) fn read_files(
    paths: Vec<(String, FileId)>,
    languages: &[String],
    files: &FileTree,
    sources: &mut Sources,
) -> Vec<(String, PartnerFile)> {
    if languages.is_empty() {
        return Vec::new();
    }
    let results: Vec<_> = paths
        .into_par_iter()
        .map(|(path, file)| {
            let reader =
                FileReader::new(file, languages).with_fields(|| FileKind::Partner.fields());
            let text = files.read_text(&path, file);
            let record = text.as_ref().ok().map(|text| {
                let record = partner::read(text, &reader, file, &path);
                Arc::new(record)
            });
            let problems = reader.into_problems();
            (path, file, text, PartnerFile { record, problems })
        })
        .collect();
    let mut partners = Vec::with_capacity(results.len());
    for (path, file, text, mut partner) in results {
        match text {
            Ok(text) => sources.set_text(file, text),
            Err(problem) => partner.problems.push(problem),
        }
        partners.push((path, partner));
    }
    partners
}

/// Reads a text as the record of a partner that the project would have at a path, and adds it to `sources`.
pub fn partner_record(
    path: &str,
    text: &str,
    languages: &[String],
    sources: &mut Sources,
) -> (Arc<PartnerRecord>, Diagnostics) {
    let file = sources.add(path, text);
    let reader = FileReader::new(file, languages).with_fields(|| FileKind::Partner.fields());
    let record = partner::read(text, &reader, file, path);
    (Arc::new(record), reader.into_problems())
}

/// The records of these files that could be read.
pub(super) fn records<'a>(
    files: impl IntoIterator<Item = &'a PartnerFile>,
) -> Vec<Arc<PartnerRecord>> {
    files
        .into_iter()
        .filter_map(|file| file.record.clone())
        .collect()
}
