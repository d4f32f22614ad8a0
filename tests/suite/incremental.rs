//! Incremental loading: after any edits, the result equals that of a full load.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use vitrine::commands::{self, Changes, ProjectLoader};
use vitrine::diagnostic::{Format, Style, render};

use crate::project::{Project, options, repository};
use crate::proptest_config::cases;

/// A change to the folder of a project.
#[derive(Debug, Clone)]
enum Edit {
    /// Replaces words in the file, if it contains them.
    Replace(&'static str, &'static str, &'static str),
    /// Saves the file by writing another one and renaming it.
    Rename(&'static str, &'static str, &'static str),
    /// Restores the original file.
    Restore(&'static str),
    Delete(&'static str),
    /// Renames a file or folder.
    Move(&'static str, &'static str),
    /// Creates a file.
    Write(&'static str, &'static str),
}

use Edit::{Delete, Move, Rename, Replace, Restore, Write};

const ANKER: &str = "partners/anker.toml";
const ECLUSE: &str = "partners/ecluse.toml";
const ZAAN: &str = "partners/zaan.toml";
const SETTINGS: &str = "content/catalogue.toml";
const VOCABULARY: &str = "content/vocabulary.toml";
const PROGRAMME: &str = "content/programmes/solutions/programme.toml";
const HOME: &str = "content/pages/home.en.md";

const NEW: &str = "name = \"Brug & Zoon\"\ntypes = [\"integrator\"]\nlogo = \"anker.png\"\naliases = [\"brug-oud\"]\n\
    description.en = \"See [the directory](/directory/) or [them](/partners/zaan/).\"\n\n\
    [[offices]]\ncity = \"Gent\"\ncountry = \"BE\"\n";

const EDITS: &[Edit] = &[
    Replace(ANKER, "name = \"", "name = \"Zz "),
    Rename(ANKER, "name = \"", "name = \"Été "),
    Replace(ANKER, "name = ", "\n\nname = "),
    Replace(ANKER, "\n", "\nstatus = \"draft\"\n"),
    Replace(ANKER, "logo = \"anker.png\"", "logo = \"missing.png\""),
    Replace(ANKER, "types = [", "types = [\"nobody\", "),
    Replace(ANKER, "= [", "= [["),
    Replace(ANKER, "name = \"", "aliases = [\"zaan\"]\nname = \""),
    Restore(ANKER),
    Delete(ANKER),
    Rename(ECLUSE, "gold", "silver"),
    Replace(ECLUSE, "silver", "bronze"),
    Replace(ECLUSE, "name = ", "sort_name = \"Aaa\"\nname = "),
    Replace(ECLUSE, "country = \"", "country = \"X"),
    Replace(ECLUSE, "consent = 2025", "consent = 2099"),
    Replace(ECLUSE, "picture = \"shop.svg\"", "picture = \"ecluse.svg\""),
    Restore(ECLUSE),
    Delete(ECLUSE),
    Replace(ZAAN, "name = \"", "name = \"Anker"),
    Restore(ZAAN),
    Move(ZAAN, "partners/nl/zaan.toml"),
    Move("partners/nl", "partners/be"),
    Move("partners/be", "partners/nl"),
    Delete("partners/anker.png"),
    Restore("partners/anker.png"),
    Write("partners/anker.png", "no picture"),
    Write(
        "partners/ecluse.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script/></svg>",
    ),
    Restore("partners/ecluse.svg"),
    Write("partners/be/brug.toml", NEW),
    Delete("partners/be/brug.toml"),
    Write("partners/be/notes.txt", "nobody uses this"),
    Replace(SETTINGS, "languages = [", "languages = [\"de\", "),
    Replace(SETTINGS, "title", "titel"),
    Replace(SETTINGS, "\n", "\ntheme = \"own\"\n"),
    Delete(SETTINGS),
    Restore(SETTINGS),
    Replace(VOCABULARY, "integrator", "integrators"),
    Restore(VOCABULARY),
    Replace(PROGRAMME, "gold", "golden"),
    Replace(PROGRAMME, "figure = \"", "figure = \"no_"),
    Restore(PROGRAMME),
    Move("content/programmes/solutions", "content/programmes/other"),
    Move("content/programmes/other", "content/programmes/solutions"),
    Replace(HOME, "+++\n", "+++\nmenu = 3\n"),
    Restore(HOME),
    Write(
        "content/pages/new.en.md",
        "+++\ntitle = \"New\"\n+++\n[Zaan](/partners/zaan/) [none](/partners/none/)\n",
    ),
    Delete("content/pages/new.en.md"),
    Write(
        "themes/own/theme.toml",
        "name = \"Own\"\nextends = \"default\"\n",
    ),
    Write("themes/own/templates/page.html", "{% for %}"),
    Delete("themes/own/templates/page.html"),
    Move("content", "contents"),
    Move("contents", "content"),
];

impl Edit {
    /// Applies the change, and returns the paths that a watcher would report.
    fn apply(&self, root: &Path) -> BTreeSet<PathBuf> {
        let file = |path: &str| root.join(path);
        let mut changed = BTreeSet::new();
        match *self {
            Replace(path, from, to) | Rename(path, from, to) => {
                let Ok(text) = fs::read_to_string(file(path)) else {
                    return changed;
                };
                let text = text.replacen(from, to, 1);
                if matches!(self, Rename(..)) {
                    let beside = file(&format!("{path}.new"));
                    fs::write(&beside, text).unwrap();
                    fs::rename(beside, file(path)).unwrap();
                    changed.insert(format!("{path}.new").into());
                } else {
                    fs::write(file(path), text).unwrap();
                }
                changed.insert(path.into());
            }
            Restore(path) => {
                if file(path).parent().unwrap().is_dir() {
                    fs::copy(
                        repository().join("tests/sites/small").join(path),
                        file(path),
                    )
                    .unwrap();
                    changed.insert(path.into());
                }
            }
            Delete(path) => {
                if fs::remove_file(file(path)).is_ok() {
                    changed.insert(path.into());
                }
            }
            Move(from, to) => {
                if file(from).exists() && !file(to).exists() {
                    fs::create_dir_all(file(to).parent().unwrap()).unwrap();
                    fs::rename(file(from), file(to)).unwrap();
                    changed.extend([from.into(), to.into()]);
                }
            }
            Write(path, text) => {
                fs::create_dir_all(file(path).parent().unwrap()).unwrap();
                fs::write(file(path), text).unwrap();
                changed.insert(path.into());
                // A watcher also reports created folders.
                changed.insert(Path::new(path).parent().unwrap().into());
            }
        }
        changed
    }
}

/// The observable result of a load: the rendered diagnostics, and the catalogue.
fn snapshot(loaded: &commands::Project) -> String {
    let (diagnostics, sources) = (&loaded.diagnostics, &loaded.sources);
    let problems = render(diagnostics, sources, Format::Human, Style::Plain);
    let theme: Vec<_> = loaded.theme.files.keys().collect();
    format!("{problems}\n{:#?}\n{theme:?}", loaded.catalogue)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn incremental_loads_equal_full_loads(
        // A watcher may report several changes at once.
        rounds in prop::collection::vec(prop::collection::vec(prop::sample::select(EDITS), 1..3), 1..16)
    ) {
        let project = Project::of(&repository().join("tests/sites/small"));
        let mut reader = ProjectLoader::new(project.path(), &options());
        reader.read(&Changes::Unknown).unwrap();
        for edits in rounds {
            let changed = edits.iter().flat_map(|edit| edit.apply(project.path())).collect();
            let loaded = reader.read(&Changes::At(changed)).unwrap();
            let (incremental, full) = (snapshot(&loaded), snapshot(&project.load()));
            let difference = full.lines().zip(incremental.lines()).find(|(full, incremental)| full != incremental);
            prop_assert!(incremental == full, "after {edits:?}: {difference:#?}\n{full:.3000}\n---\n{incremental:.3000}");
        }
    }
}

#[test]
fn unchanged_records_are_reused() {
    let project = Project::of(&repository().join("tests/sites/small"));
    let mut reader = ProjectLoader::new(project.path(), &options());
    let first = reader.read(&Changes::Unknown).unwrap().records.unwrap();
    let changed = Edit::Replace(ANKER, "name = \"", "name = \"Zz ").apply(project.path());
    let second = reader.read(&Changes::At(changed)).unwrap();
    let catalogue = second.catalogue.unwrap();
    let anker = catalogue.partners.find("anker").unwrap();
    assert!(catalogue.partners[anker].name.starts_with("Zz "));
    let second = second.records.unwrap();
    assert!(std::sync::Arc::ptr_eq(&first.shared, &second.shared));
    let same = first.partners.iter().zip(&second.partners);
    let same = same.filter(|(first, second)| std::sync::Arc::ptr_eq(first, second));
    assert_eq!(same.count(), first.partners.len() - 1);
}
