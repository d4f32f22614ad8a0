//! What the last build was made of and what came of it: where neither has changed, there is nothing to make.
//!
//! A build reads and checks the project in any case; what it need not do then is fill every page to find it as it is.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use super::Project;
use super::render::PUBLIC;
use crate::output;

/// Beside the notes of what was published.
const FILE: &str = ".vitrine/as-built.txt";

/// Everything that the output is made of, in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// Of a project that could be read, made by a program; none where it is not known which program that is.
    pub(super) fn of(loaded: &Project, program: Option<&Path>) -> Option<Self> {
        let program = fs::metadata(program?).ok()?;
        let catalogue = loaded.catalogue.as_ref()?;
        let options = &loaded.options;
        let mut hasher = DefaultHasher::new();
        (program.len(), program.modified().ok()?).hash(&mut hasher);
        options.today.hash(&mut hasher);
        (options.paper, &options.base_url).hash(&mut hasher);
        for file in loaded.sources.iter() {
            (&file.path, &file.text).hash(&mut hasher);
        }
        for (path, file) in &loaded.theme.files {
            (path, &file.bytes).hash(&mut hasher);
        }
        for (_, picture) in catalogue.pictures.iter() {
            (&picture.path, &picture.hash).hash(&mut hasher);
        }
        for (_, programme) in catalogue.programmes.iter() {
            for file in programme.resources.iter().filter_map(|it| it.file.as_ref()) {
                (&file.name, &file.bytes).hash(&mut hasher);
            }
        }
        let profile = &catalogue.settings.paper.press.profile;
        profile.as_ref().map(|it| &it.bytes).hash(&mut hasher);
        Some(Self(hasher.finish()))
    }
}

/// What a build left that had nothing to remark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BuildStamp {
    /// How many files it wrote.
    pub(super) files: usize,
    /// A line for each book that was made.
    pub(super) editions: Vec<String>,
}

impl BuildStamp {
    /// The last build, if it was made of the same, and every file that it wrote is as it was.
    pub(super) fn last(project: &Path, fingerprint: Fingerprint, print: &Path) -> Option<Self> {
        let text = fs::read_to_string(project.join(FILE)).ok()?;
        let mut lines = text.lines();
        let number = u64::from_str_radix(lines.next()?, 16).ok()?;
        let last = Self {
            files: lines.next()?.parse().ok()?,
            editions: lines.map(str::to_owned).collect(),
        };
        let is_whole = |folder: &Path| {
            let verified = output::verify(folder);
            verified.is_ok_and(|it| it.missing.is_empty() && it.changed.is_empty())
        };
        let same = Fingerprint(number) == fingerprint
            && is_whole(&project.join(PUBLIC))
            && (!print.exists() || is_whole(print));
        same.then_some(last)
    }

    /// Notes what was built; where it cannot be noted, the next build makes everything anew.
    pub(super) fn note(
        project: &Path,
        Fingerprint(number): Fingerprint,
        files: usize,
        editions: &[String],
    ) {
        let mut text = format!("{number:016x}\n{files}\n");
        for edition in editions {
            text.extend([edition.as_str(), "\n"]);
        }
        let _ = fs::write(project.join(FILE), text);
    }

    /// Forgets what was built, before something else is.
    pub(super) fn forget(project: &Path) {
        let _ = fs::remove_file(project.join(FILE));
    }
}
