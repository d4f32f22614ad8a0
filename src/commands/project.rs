//! Opening a project: folder → records → catalogue. Entry point: [`open`](fn@open), which all commands call.
//!
//! The preview opens its project repeatedly, through the [`ProjectLoader`].

mod incremental;
mod site_index;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;

use super::report::{Outcome, Report};
use crate::diagnostic::{Code, Detail, Diagnostic, Diagnostics};
use crate::disk::{self, Folder};
use crate::load::{self, ProjectFiles, Records};
use crate::model::Catalogue;
use crate::site::{Site, SiteOptions};
use crate::source::Sources;
use crate::theme::Theme;
use crate::validate::{self, Internal, ValidateOptions};

pub use incremental::ProjectLoader;
use site_index::SiteIndex;

/// Reads and validates the project in a folder.
///
/// # Errors
///
/// If the folder does not exist. Problems of the files are diagnostics.
pub fn open(folder: &Path, options: &LoadOptions) -> anyhow::Result<Project> {
    Ok(validate(parse_project(folder)?, options))
}

/// Validates the files of a project.
pub(super) fn validate(mut files: ProjectFiles, options: &LoadOptions) -> Project {
    let mut catalogue = None;
    let mut internal = Internal::default();
    if let Some(records) = &files.records {
        let valid = validate::catalogue(records, &options.validation(), &mut files.problems);
        let valid = Arc::new(valid);
        let pages = SiteIndex::new(&valid, &files, options);
        validate::links(records, &valid, &pages, &files.sources, &mut files.problems);
        internal = validate::internal(records, &valid.programmes);
        catalogue = Some(valid);
    }
    Project::new(files, catalogue, internal, options)
}

/// Reads the files of the project in a folder, without validating them.
pub(super) fn parse_project(folder: &Path) -> anyhow::Result<ProjectFiles> {
    ensure_folder(folder)?;
    let mut files = load::project(folder);
    report_unfinished(folder, &mut files);
    Ok(files)
}

/// Reports an import that was interrupted: some of its records are written, others are not.
fn report_unfinished(folder: &Path, files: &mut ProjectFiles) {
    let unfinished = Folder::open(folder).and_then(|folder| disk::unfinished(&folder));
    let (code, message, help) = match unfinished {
        Ok(None) => return,
        Ok(Some(unfinished)) => (
            Code::UnfinishedImport,
            unfinished.to_string(),
            Some(
                "run `vitrine import` again, which writes the rest; or delete the folder `.vitrine/unfinished` to leave \
                 the records as they are",
            ),
        ),
        Err(error) => (Code::UnreadableFile, format!("{error:#}"), None),
    };
    let place = files.sources.add(disk::UNFINISHED, "").start();
    let problem = Diagnostic::new(code, place, message).maybe_help(help.map(str::to_owned));
    files.problems.push(problem);
}

fn ensure_folder(folder: &Path) -> anyhow::Result<()> {
    let metadata = folder
        .metadata()
        .with_context(|| format!("no project at `{}`", folder.display()))?;
    ensure!(metadata.is_dir(), "`{}` is not a folder", folder.display());
    Ok(())
}

/// Options that all commands open a project with.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// Replaces the `base_url` of the catalogue.
    pub base_url: Option<String>,
    /// The current date.
    pub today: Date,
    /// Whether the paper catalogue is rendered, and offered on the site.
    pub paper: bool,
}

impl LoadOptions {
    fn site(&self) -> SiteOptions {
        SiteOptions {
            today: self.today,
            paper: self.paper,
        }
    }

    fn validation(&self) -> ValidateOptions {
        ValidateOptions {
            today: self.today,
            base_url: self.base_url.clone(),
        }
    }
}

/// A project, as far as it could be read.
pub struct Project {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// All problems, in the order of files and lines.
    pub diagnostics: Diagnostics,
    /// The catalogue; absent if there are errors.
    pub catalogue: Option<Arc<Catalogue>>,
    /// Values that are never published.
    pub internal: Internal,
    /// The catalogue, as far as it could be built, even with errors: for audits, never for publishing.
    pub draft: Option<Arc<Catalogue>>,
    /// The records, as far as they could be read.
    pub records: Option<Records>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The options it was opened with.
    pub options: LoadOptions,
}

impl Project {
    fn new(
        files: ProjectFiles,
        catalogue: Option<Arc<Catalogue>>,
        internal: Internal,
        options: &LoadOptions,
    ) -> Self {
        let mut diagnostics = files.problems;
        if let Some(records) = &files.records {
            validate::interface_strings(&files.theme, records, &mut diagnostics);
            validate::mark_drafts(records, &files.sources, &mut diagnostics);
        }
        diagnostics.sort(&files.sources);
        Self {
            catalogue: catalogue.clone().filter(|_| diagnostics.errors() == 0),
            draft: catalogue,
            internal,
            records: files.records,
            theme: files.theme,
            options: options.clone(),
            sources: files.sources,
            diagnostics,
        }
    }

    /// The website; absent if the catalogue or the theme has errors, which are then among the diagnostics.
    pub fn site(&mut self) -> Option<Site> {
        let catalogue = self.catalogue.clone()?;
        match Site::new(catalogue, self.theme.clone(), self.options.site()) {
            Ok(site) => Some(site),
            Err(problems) => {
                self.diagnostics.append(problems);
                self.diagnostics.sort(&self.sources);
                None
            }
        }
    }

    /// Report of a command that stopped because of errors.
    pub(super) fn failed(self) -> Report {
        self.report(Outcome::Problems, Vec::new())
    }

    pub(super) fn report(mut self, outcome: Outcome, summary: Vec<String>) -> Report {
        self.diagnostics.sort(&self.sources);
        Report {
            sources: self.sources,
            diagnostics: self.diagnostics,
            detail: Detail::Counted,
            outcome,
            summary,
        }
    }
}
