//! The demo catalogue of this repository, built once for all tests that read it: [`built`], [`catalogue`].

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use vitrine::commands::Report;
use vitrine::diagnostic::Code;
use vitrine::model::Catalogue;

use crate::project::{Project, options, repository};

/// A project and the report of its build.
pub(crate) struct Built {
    project: Project,
    report: Report,
}

impl Built {
    /// The project's folder; the site is in `public/`.
    pub(crate) fn path(&self) -> &Path {
        self.project.path()
    }
}

/// The demo, website and paper, built on first use.
pub(crate) fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        // Statics are never dropped, so each run replaces the folder of the last one.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalogue");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let project = Project::copy(repository(), &folder);
        let report = project.build(&options());
        Built { project, report }
    })
}

/// The catalogue that the site and the paper were made from.
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    CATALOGUE.get_or_init(|| built().project.load().catalogue.expect("it was built"))
}

#[test]
fn the_demo_catalogue_has_no_problems() {
    let others: Vec<_> = built()
        .report
        .diagnostics
        .iter()
        // As in a real catalogue, some partners have no logo, and some records have maintenance warnings.
        .filter(|diagnostic| {
            diagnostic.code != Code::MissingLogo && !diagnostic.code.is_maintenance()
        })
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}
