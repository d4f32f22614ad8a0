//! A valid project in which the fuzzer replaces one file: [`Folder`].

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vitrine::commands::{self, Changes, LoadOptions, ProjectLoader};
use vitrine::load;

thread_local! {
    // Unchanged files are not read again, so that the fuzzer gets most of the time.
    static FOLDER: RefCell<Option<Folder>> = const { RefCell::new(None) };
    static PROJECT: RefCell<Option<load::ProjectFiles>> = const { RefCell::new(None) };
}

struct Folder {
    temporary: TempDir,
    reader: ProjectLoader,
    /// The original contents of the replaced file.
    changed: Option<(PathBuf, Option<Vec<u8>>)>,
}

/// Loads the project with these bytes as one of its files, and passes it on.
pub(crate) fn read_with(path: &str, bytes: &[u8], judge: impl FnOnce(&commands::Project)) {
    FOLDER.with_borrow_mut(|folder| {
        let folder = folder.get_or_insert_with(Folder::new);
        let mut changes = folder.restore();
        folder.replace(Path::new(path), bytes);
        changes.insert(PathBuf::from(path));
        let loaded = folder.reader.read(&Changes::At(changes));
        judge(&loaded.expect("the folder is there"));
    });
}

/// Passes on the records of the original project.
pub(crate) fn read(judge: impl FnOnce(&mut load::ProjectFiles)) {
    PROJECT.with_borrow_mut(|project| {
        judge(project.get_or_insert_with(|| load::project(copy().path())));
    });
}

/// A string of TOML.
pub(crate) fn toml_text(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if c.is_control() => format!("\\u{:04X}", c as u32),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

impl Folder {
    fn new() -> Self {
        let temporary = copy();
        let options = LoadOptions {
            base_url: None,
            today: "2026-10-15".parse().expect("it is a day"),
            paper: true,
        };
        let mut reader = ProjectLoader::new(temporary.path(), &options);
        reader.read(&Changes::Unknown).expect("it can be read");
        Self {
            temporary,
            reader,
            changed: None,
        }
    }

    /// Restores the file that the last call replaced.
    fn restore(&mut self) -> BTreeSet<PathBuf> {
        let Some((path, before)) = self.changed.take() else {
            return BTreeSet::new();
        };
        let at = self.temporary.path().join(&path);
        match before {
            Some(bytes) => fs::write(at, bytes),
            None => fs::remove_file(at),
        }
        .expect("the temporary folder can be written to");
        BTreeSet::from([path])
    }

    fn replace(&mut self, path: &Path, bytes: &[u8]) {
        let at = self.temporary.path().join(path);
        self.changed = Some((path.to_owned(), fs::read(&at).ok()));
        fs::write(at, bytes).expect("the temporary folder can be written to");
    }
}

/// A copy of the suite's smallest project.
fn copy() -> TempDir {
    let temporary = tempfile::tempdir().expect("there is a temporary folder");
    for (path, bytes) in BASE {
        let path = temporary.path().join(path);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("the temporary folder can be written to");
        fs::write(path, bytes).expect("the temporary folder can be written to");
    }
    temporary
}

macro_rules! base {
    ($($path:literal),*) => {
        [$(($path, include_bytes!(concat!("../diagnostics/base/", $path)) as &[u8])),*]
    };
}

/// Its files.
const BASE: [(&str, &[u8]); 7] = base![
    "content/catalogue.toml",
    "content/vocabulary.toml",
    "content/pages/home.en.md",
    "content/programmes/solutions/index.en.md",
    "content/programmes/solutions/programme.toml",
    "partners/kerguelen.svg",
    "partners/kerguelen.toml"
];
