//! Golden files of small sites, page by page: `tests/sites/<name>/` is a project, `expected/` its output.
//!
//! Most pages are compared within `<main>` only, so that a change of the layout changes few files; of the second
//! language only a few pages are compared, and of styles, fonts and images only their names. Extra files fail.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::Data;
use snapbox::assert::{Action, Assert, DEFAULT_ACTION_ENV};

use crate::project::{Project, files, options, repository};

/// The pages that are compared with their layout.
const WHOLE: [&str; 3] = [
    "index.html",
    "en/index.html",
    "fr/partners/ecluse/index.html",
];

/// The compared pages of the second language: with translated text, with fallback text, with numbers.
const FRENCH: [&str; 4] = [
    "fr/index.html",
    "fr/partners/ecluse/index.html",
    "fr/programmes/solutions/tiers/gold/index.html",
    "fr/programmes/solutions/criteria/index.html",
];

/// The list of all files.
const LIST: &str = "files.txt";

#[test]
fn the_small_site_matches_the_snapshot() {
    let folder = repository().join("tests/sites/small");
    let expected = folder.join("expected");
    let site = Site::build(&folder);
    let assert = Assert::new().action_env(DEFAULT_ACTION_ENV);
    let blessing = matches!(
        Action::with_env_var(DEFAULT_ACTION_ENV),
        Some(Action::Overwrite)
    );

    let mut written: BTreeSet<PathBuf> = site.compared().collect();
    written.insert(LIST.into());
    let known: BTreeSet<PathBuf> = files(&expected).into_iter().collect();
    let mut wrong = String::new();
    for path in written.union(&known) {
        let to = expected.join(path);
        if !written.contains(path) {
            if blessing {
                fs::remove_file(to).unwrap();
            } else {
                wrong.push_str(&format!("\n{} is no longer written\n", path.display()));
            }
            continue;
        }
        if blessing {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
        }
        let actual = Data::text(site.compared_text(path));
        if let Err(error) = assert.try_eq(
            Some(&path.display()),
            actual,
            Data::read_from(&to, None).raw(),
        ) {
            wrong.push_str(&format!("\n{error}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A built site.
struct Site {
    project: Project,
}

impl Site {
    fn build(folder: &Path) -> Self {
        let project = Project::of(folder);
        let mut options = options();
        options.paper = false;
        project.build(&options);
        Self { project }
    }

    fn public(&self) -> PathBuf {
        self.project.path().join("public")
    }

    /// The files whose text is compared; hidden files belong to the program.
    fn compared(&self) -> impl Iterator<Item = PathBuf> {
        files(&self.public()).into_iter().filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str());
            let is_text = matches!(
                extension,
                Some("html" | "json" | "xml" | "txt" | "csv" | "vcf")
            );
            is_text
                && (!path.starts_with("fr")
                    || FRENCH.iter().any(|french| path == Path::new(french)))
        })
    }

    fn list(&self) -> String {
        let files = files(&self.public()).into_iter();
        files.map(|path| format!("{}\n", path.display())).collect()
    }

    /// The compared part of a file.
    fn compared_text(&self, path: &Path) -> String {
        if path == Path::new(LIST) {
            return without_hashes(&self.list());
        }
        let text = fs::read_to_string(self.public().join(path)).unwrap();
        let whole = path.extension().is_none_or(|extension| extension != "html")
            || WHOLE.iter().any(|whole| path == Path::new(whole));
        without_hashes(if whole { &text } else { main(&text) })
    }
}

/// The main part of a page; all of it if it has none.
fn main(page: &str) -> &str {
    let part = || {
        let start = page.find("<main")?;
        let end = page.find("</main>")?;
        page.get(start..end + "</main>".len())
    };
    part().unwrap_or(page)
}

/// The text with normalized hashes in file names, because the contents of those files are not compared here.
fn without_hashes(text: &str) -> String {
    const DIGITS: usize = 8;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['-', '.']) {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        rest = after;
        let hash = rest.get(..DIGITS).unwrap_or_default();
        let hexadecimal = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if hash.len() == DIGITS && hash.chars().all(hexadecimal) && rest[DIGITS..].starts_with('.')
        {
            out.push_str("00000000");
            rest = &rest[DIGITS..];
        }
    }
    out + rest
}

#[test]
fn normalization_replaces_hashes_only() {
    let text =
        "/logos/a-318eb24b.svg /assets/site.6a4f114f.css since 2026-09-14. a-b.c -318eb24b5.svg";
    let alike =
        "/logos/a-00000000.svg /assets/site.00000000.css since 2026-09-14. a-b.c -318eb24b5.svg";
    assert_eq!(without_hashes(text), alike);
}
