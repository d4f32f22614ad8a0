//! Opening a project repeatedly, for the preview: [`ProjectLoader`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::site_index::SiteIndex;
use super::{LoadOptions, Project, ensure_folder, report_unfinished};
use crate::load::{Changes, IncrementalLoader};
use crate::validate::{Internal, ValidationCache};

/// Opens a project repeatedly: files that have not changed are neither read nor validated again.
pub struct ProjectLoader {
    folder: PathBuf,
    options: LoadOptions,
    files: IncrementalLoader,
    validation: ValidationCache,
}

impl ProjectLoader {
    /// A loader that has not read anything.
    pub fn new(folder: &Path, options: &LoadOptions) -> Self {
        Self {
            folder: folder.to_owned(),
            options: options.clone(),
            files: IncrementalLoader::new(folder),
            validation: ValidationCache::default(),
        }
    }

    /// The current state of the project, which is what [`super::open`] returns, but without the internal values.
    ///
    /// # Errors
    ///
    /// If the folder does not exist. Problems of the files are diagnostics.
    pub fn read(&mut self, changes: &Changes) -> anyhow::Result<Project> {
        ensure_folder(&self.folder)?;
        let mut files = self.files.read(changes);
        report_unfinished(&self.folder, &mut files);
        let mut catalogue = None;
        if let Some(records) = &files.records {
            let options = self.options.validation();
            let valid = self
                .validation
                .catalogue(records, &options, &mut files.problems);
            let valid = Arc::new(valid);
            let pages = SiteIndex::new(&valid, &files, &self.options);
            self.validation
                .links(records, &valid, &pages, &files.sources, &mut files.problems);
            catalogue = Some(valid);
        }
        Ok(Project::new(
            files,
            catalogue,
            Internal::default(),
            &self.options,
        ))
    }
}
