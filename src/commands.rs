//! The commands, each told as the path of the data: load → validate → catalogue → site and paper → publish.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, ensure};
use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load as read;
use crate::model::Catalogue;
use crate::site;
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
pub fn load(project: &Path, options: &LoadOptions) -> anyhow::Result<Loaded> {
    let folder = project
        .metadata()
        .with_context(|| format!("no project at `{}`", project.display()))?;
    ensure!(folder.is_dir(), "`{}` is not a folder", project.display());

    let read::Project {
        sources,
        problems: mut diagnostics,
        records,
        theme,
    } = read::project(project);
    let mut internal = Internal::default();
    let mut catalogue = None;
    if let Some(records) = &records {
        let validation = validate::Options {
            today: options.today,
            base_url: options.base_url.clone(),
        };
        let (valid, private) = validate::catalogue(records, &validation, &mut diagnostics);
        validate::links(
            records,
            &valid,
            &site::plan(&valid),
            &sources,
            &mut diagnostics,
        );
        internal = private;
        catalogue = Some(Arc::new(valid));
    }
    diagnostics.sort(&sources);
    if diagnostics.errors() > 0 {
        catalogue = None;
    }
    Ok(Loaded {
        sources,
        diagnostics,
        catalogue,
        internal,
        theme: Arc::new(theme),
        options: options.clone(),
    })
}
