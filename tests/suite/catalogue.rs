//! The repository's own catalogue, built once for all tests that look at it.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use vitrine::commands::Report;
use vitrine::diagnostic::Code;
use vitrine::model::Catalogue;

use crate::project::{Project, options, repository};

/// What was built.
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

/// The catalogue, website and paper, built when it is asked for first.
pub(crate) fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        // What never goes out of scope is never cleaned up: each run takes the folder of the last.
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
fn the_catalogue_has_nothing_wrong_with_it() {
    let others: Vec<_> = built()
        .report
        .diagnostics
        .iter()
        // Some partners of a real catalogue have no logo, and some records want to be looked after.
        .filter(|diagnostic| {
            diagnostic.code != Code::MissingLogo && !diagnostic.code.is_maintenance()
        })
        .collect();
    assert!(others.is_empty(), "{others:#?}");
}
