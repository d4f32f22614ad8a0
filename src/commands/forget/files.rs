//! Files of a partner: its record, and the pictures that the record names. Entry points: [`of_record`], [`others_pictures`].

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::MAX_FILE;
use crate::commands::erasure::ErasedFile;
use crate::disk::Folder;
use crate::load::{PartnerRecord, Records, resolve};
use crate::text::url::composed;

/// The files of a partner.
pub(super) struct PartnerFiles {
    /// Those that are deleted: the record, and pictures below `partners/` that no other record uses.
    pub(super) deleted: Vec<ErasedFile>,
    /// The paths of the other pictures that the record names.
    pub(super) pictures: Vec<String>,
}

/// The files of a record.
///
/// # Errors
///
/// If one cannot be read.
pub(super) fn of_record(
    folder: &Folder,
    record: &PartnerRecord,
    records: &Records,
) -> anyhow::Result<PartnerFiles> {
    let record_file = ErasedFile {
        path: record.path.clone(),
        bytes: None,
    };
    let mut files = PartnerFiles {
        deleted: vec![record_file],
        pictures: Vec::new(),
    };
    let used = others_pictures(&files.deleted, records);
    for path in pictures(record) {
        let mut file = ErasedFile { path, bytes: None };
        // As long as it is named: what is not below `partners/` is not read.
        if file.belongs_to(&record.id) && !used.contains(&file.path) {
            file.bytes = folder.read(on_disk(folder.path(), &file.path), MAX_FILE)?;
            if file.belongs_to(&record.id) {
                files.deleted.push(file);
                continue;
            }
        }
        files.pictures.push(file.path);
    }
    Ok(files)
}

/// The pictures that the records of other partners name. `files` has the record of this one.
pub(super) fn others_pictures(files: &[ErasedFile], records: &Records) -> Vec<String> {
    let others = records.partners.iter();
    let others = others.filter(|other| files.iter().all(|file| file.path != other.path));
    others.flat_map(|other| pictures(other)).collect()
}

/// The pictures that a record names, by path in the project.
fn pictures(record: &PartnerRecord) -> Vec<String> {
    let mut pictures: Vec<String> = record
        .pictures()
        .filter_map(|picture| match picture.value.strip_prefix('/') {
            // An error of the record, which says where the picture is.
            Some(absolute) => resolve("", absolute),
            None => resolve(record.folder(), &picture.value),
        })
        .collect();
    // Two references may show the same picture.
    let mut known = HashSet::new();
    pictures.retain(|path| known.insert(path.clone()));
    pictures
}

/// The path in the project of a file, whose path has composed letters: some systems store the accents of a name separately.
pub(super) fn on_disk(project: &Path, file: &str) -> PathBuf {
    let mut path = PathBuf::new();
    for part in file.split('/') {
        let exact = path.join(part);
        let has_name = |name: &str| composed(name) == composed(part);
        let named = || {
            let mut entries = fs::read_dir(project.join(&path)).ok()?.flatten();
            entries.find(|entry| entry.file_name().to_str().is_some_and(has_name))
        };
        path = match part.is_ascii() || project.join(&exact).exists() {
            true => exact,
            false => named().map_or(exact, |entry| path.join(entry.file_name())),
        };
    }
    path
}
