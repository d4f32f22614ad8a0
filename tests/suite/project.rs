//! Test projects in temporary folders, composed of layers of files: [`Project`].

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vitrine::commands::{self, LoadOptions, Outcome, Progress, Report};
use vitrine::diagnostic::{Diagnostics, Format, Style, render};
use vitrine::source::Sources;

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What counts as today in all tests.
pub(crate) const TODAY: &str = "2026-10-15";

/// A project in a temporary folder.
pub(crate) struct Project {
    folder: PathBuf,
    /// Deletes the folder on drop.
    _temporary: Option<TempDir>,
}

impl Project {
    /// A project without any file.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            folder: folder.path().to_owned(),
            _temporary: Some(folder),
        }
    }

    /// The smallest valid project.
    pub(crate) fn base() -> Self {
        Self::empty().layer(&repository().join("tests/diagnostics/base"))
    }

    /// A copy of the project in a folder: its content and its partners.
    pub(crate) fn of(folder: &Path) -> Self {
        Self::empty().with_parts_of(folder)
    }

    /// As [`Project::of`], in a given folder, which is not deleted.
    pub(crate) fn copy(folder: &Path, to: &Path) -> Self {
        let project = Self {
            folder: to.to_owned(),
            _temporary: None,
        };
        project.with_parts_of(folder)
    }

    fn with_parts_of(self, folder: &Path) -> Self {
        ["content", "partners"].iter().fold(self, |project, part| {
            project.layer_at(&folder.join(part), part)
        })
    }

    /// Copies the files of a folder over those of the project.
    pub(crate) fn layer(self, folder: &Path) -> Self {
        self.layer_at(folder, "")
    }

    /// As [`Project::layer`], into a subfolder of the project.
    pub(crate) fn layer_at(self, folder: &Path, at: &str) -> Self {
        for path in files(folder) {
            let to = self.path().join(at).join(&path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(folder.join(&path), to).unwrap();
        }
        self
    }

    /// Writes one file.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let to = self.path().join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, content).unwrap();
        self
    }

    /// Deletes one file.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// Reads and validates it.
    pub(crate) fn load(&self) -> commands::Project {
        commands::open(self.path(), &options()).unwrap()
    }

    /// Renders everything, but writes nothing.
    pub(crate) fn check(&self) -> (Sources, Diagnostics) {
        let report = commands::check(self.path(), &options(), &Progress::silent()).unwrap();
        (report.sources, report.diagnostics)
    }

    /// Writes the website to `public/`.
    pub(crate) fn build(&self, options: &LoadOptions) -> Report {
        let report = commands::build(self.path(), options, None, &Progress::silent()).unwrap();
        let messages = render(
            &report.diagnostics,
            &report.sources,
            Format::Human,
            Style::Plain,
        );
        assert_eq!(report.outcome, Outcome::Clean, "{messages}");
        report
    }
}

/// The options with which all tests load projects.
pub(crate) fn options() -> LoadOptions {
    LoadOptions {
        base_url: None,
        today: TODAY.parse().unwrap(),
        paper: true,
    }
}

/// All files below a folder, relative to it, in alphabetical order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in
            fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}
