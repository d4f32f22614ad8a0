//! The project folder as commands read it: records, catalogue and problems. Entry point: [`open`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;

use super::report::{Outcome, Report};
use crate::diagnostic::{Detail, Diagnostics};
use crate::load::{self, Changes};
use crate::model::{Catalogue, Page};
use crate::site::{Addresses, Site, SiteOptions};
use crate::source::Sources;
use crate::theme::Theme;
use crate::validate::{self, Internal};

/// What the project is read with.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// Instead of the catalogue's own `base_url`.
    pub base_url: Option<String>,
    /// What counts as today.
    pub today: Date,
    /// Whether the paper catalogue is made and offered.
    pub paper: bool,
}

/// The project, as far as it could be read.
pub struct Project {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// What was found to be wrong, in the order of files and lines.
    pub diagnostics: Diagnostics,
    /// The catalogue; absent where there are errors.
    pub catalogue: Option<Arc<Catalogue>>,
    /// What is never published.
    pub internal: Internal,
    /// The catalogue also where there are errors, as far as it could be made: for audits, never for readers.
    pub draft: Option<Arc<Catalogue>>,
    /// What is written, as far as it could be read.
    pub records: Option<load::Records>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// What it was read with.
    pub options: LoadOptions,
}

/// Reads and validates the project in a folder.
///
/// # Errors
///
/// If there is no such folder. Problems of the files are diagnostics.
pub fn open(project: &Path, options: &LoadOptions) -> anyhow::Result<Project> {
    let mut reader = ProjectLoader::new(project, options);
    let mut loaded = reader.read(&Changes::Unknown)?;
    if let (Some(records), Some(catalogue)) = (&loaded.records, &loaded.draft) {
        loaded.internal = validate::internal(records, &catalogue.programmes);
    }
    Ok(loaded)
}

/// Reads and validates a project again and again: what has not changed is neither read nor checked again.
pub struct ProjectLoader {
    project: PathBuf,
    options: LoadOptions,
    folder: load::Folder,
    kept: validate::Kept,
}

impl ProjectLoader {
    /// A project of which nothing has been read.
    pub fn new(project: &Path, options: &LoadOptions) -> Self {
        Self {
            project: project.to_owned(),
            options: options.clone(),
            folder: load::Folder::new(project),
            kept: validate::Kept::default(),
        }
    }

    /// The project as it is now, the same as if all of it were read; without internal values.
    ///
    /// # Errors
    ///
    /// If there is no such folder. Problems of the files are diagnostics.
    pub fn read(&mut self, changes: &Changes) -> anyhow::Result<Project> {
        let project = &self.project;
        let folder = project
            .metadata()
            .with_context(|| format!("no project at `{}`", project.display()))?;
        ensure!(folder.is_dir(), "`{}` is not a folder", project.display());

        let load::ProjectFiles {
            sources,
            problems: mut diagnostics,
            records,
            theme,
        } = self.folder.read(changes);
        let mut catalogue = None;
        if let Some(records) = &records {
            let validation = validate::Options {
                today: self.options.today,
                base_url: self.options.base_url.clone(),
            };
            let kept = &mut self.kept;
            let valid = validate::catalogue(kept, records, &validation, &mut diagnostics);
            let valid = Arc::new(valid);
            let pages = Addresses::new(Arc::clone(&valid));
            validate::links(kept, records, &valid, &pages, &sources, &mut diagnostics);
            catalogue = Some(valid);
        }
        diagnostics.sort(&sources);
        let draft = catalogue.clone();
        if diagnostics.errors() > 0 {
            catalogue = None;
        }
        Ok(Project {
            sources,
            diagnostics,
            catalogue,
            internal: Internal::default(),
            draft,
            records,
            theme,
            options: self.options.clone(),
        })
    }
}

impl validate::Pages for Addresses {
    fn find(&self, address: &str) -> Option<Page> {
        self.find(address)
    }

    fn all(&self) -> Vec<String> {
        self.all()
    }
}

/// Reads the project in a folder, without validating it.
pub(super) fn parse_project(project: &Path) -> anyhow::Result<load::ProjectFiles> {
    let folder = project
        .metadata()
        .with_context(|| format!("no project at `{}`", project.display()))?;
    ensure!(folder.is_dir(), "`{}` is not a folder", project.display());
    Ok(load::project(project))
}

impl Project {
    /// The website; absent where the catalogue or the theme has errors, which are then among the diagnostics.
    pub fn site(&mut self) -> Option<Site> {
        let catalogue = self.catalogue.clone()?;
        let options = SiteOptions {
            today: self.options.today,
            paper: self.options.paper,
        };
        match Site::new(catalogue, self.theme.clone(), options) {
            Ok(site) => Some(site),
            Err(problems) => {
                self.diagnostics.append(problems);
                self.diagnostics.sort(&self.sources);
                None
            }
        }
    }

    /// What is left to show when nothing more can be done.
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
