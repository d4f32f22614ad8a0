//! The commands, each told as the path of the data: load → validate → catalogue → site and paper → publish.

mod audit;
mod build;
mod check;
mod diff;
mod explain;
mod export;
mod forget;
mod import;
mod init;
mod links;
mod new;
mod output;
mod paper;
mod progress;
mod proof;
mod publish;
mod schema;
mod unchanged;
mod upkeep;
mod verify;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;

pub use audit::{AuditOptions, Audited, audit};
pub use build::build;
pub use check::{check, check_with_links};
pub use diff::diff;
pub use explain::{ExplainOptions, explain};
pub use export::{ExportFormat, export};
pub use forget::{Forgetting, Forgotten, forgetting};
pub use import::{ImportRequest, import};
pub use init::{InitOptions, Initialized, init};
pub use links::LinkOptions;
pub use new::{NewKind, NewOptions, new};
pub use paper::{PaperOptions, paper};
pub use progress::Progress;
pub use proof::{ProofOptions, proof};
pub use publish::{PublishOptions, Publishing, publishing};
pub use schema::schema;
pub use upkeep::LookAfter;
pub use verify::{Verdict, verify};

use crate::diagnostic::{Detail, Diagnostics};
use crate::load as read;
pub use crate::load::Changes;
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
pub struct Loaded {
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
    pub records: Option<read::Records>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// What it was read with.
    pub options: LoadOptions,
}

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There are no errors.
    Clean,
    /// There are problems in the files; nothing was written.
    Problems,
    /// There are problems in some of the files; the others were written.
    Partial,
}

/// What a command leaves to be shown: the problems with their texts, and how it ended.
pub struct Report {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// All problems, in the order of files and lines.
    pub diagnostics: Diagnostics,
    /// How much is told of the warnings on upkeep.
    pub detail: Detail,
    /// How it ended.
    pub outcome: Outcome,
    /// What was done, in lines for people; empty if nothing was.
    pub summary: Vec<String>,
}

impl Report {
    /// Of a project that cannot be read: its problems are all there is.
    fn unreadable(read: read::Project) -> Self {
        Self {
            sources: read.sources,
            diagnostics: read.problems,
            detail: Detail::Counted,
            outcome: Outcome::Problems,
            summary: Vec::new(),
        }
    }

    /// Something is done, whatever problems the files have: those are for `check`.
    fn done(sources: Sources, summary: Vec<String>) -> Self {
        Self {
            sources,
            diagnostics: Diagnostics::default(),
            detail: Detail::Counted,
            outcome: Outcome::Clean,
            summary,
        }
    }
}

/// Reads and validates the project in a folder.
///
/// # Errors
///
/// If there is no such folder. Problems of the files are diagnostics.
pub fn load(project: &Path, options: &LoadOptions) -> anyhow::Result<Loaded> {
    let mut reader = Reader::new(project, options);
    let mut loaded = reader.read(&Changes::Unknown)?;
    if let (Some(records), Some(catalogue)) = (&loaded.records, &loaded.draft) {
        loaded.internal = validate::internal(records, &catalogue.programmes);
    }
    Ok(loaded)
}

/// Reads and validates a project again and again: what has not changed is neither read nor checked again.
pub struct Reader {
    project: PathBuf,
    options: LoadOptions,
    folder: read::Folder,
    kept: validate::Kept,
}

impl Reader {
    /// A project of which nothing has been read.
    pub fn new(project: &Path, options: &LoadOptions) -> Self {
        Self {
            project: project.to_owned(),
            options: options.clone(),
            folder: read::Folder::new(project),
            kept: validate::Kept::default(),
        }
    }

    /// The project as it is now, the same as if all of it were read; without internal values.
    ///
    /// # Errors
    ///
    /// If there is no such folder. Problems of the files are diagnostics.
    pub fn read(&mut self, changes: &Changes) -> anyhow::Result<Loaded> {
        let project = &self.project;
        let folder = project
            .metadata()
            .with_context(|| format!("no project at `{}`", project.display()))?;
        ensure!(folder.is_dir(), "`{}` is not a folder", project.display());

        let read::Project {
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
        Ok(Loaded {
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
fn read_project(project: &Path) -> anyhow::Result<read::Project> {
    let folder = project
        .metadata()
        .with_context(|| format!("no project at `{}`", project.display()))?;
    ensure!(folder.is_dir(), "`{}` is not a folder", project.display());
    Ok(read::project(project))
}

impl Loaded {
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
    fn failed(self) -> Report {
        self.report(Outcome::Problems, Vec::new())
    }

    fn report(mut self, outcome: Outcome, summary: Vec<String>) -> Report {
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

/// A number with its word: "1 page", "2 pages".
pub fn count(number: usize, word: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {word}{s}")
}
