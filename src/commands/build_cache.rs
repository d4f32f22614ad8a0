//! Build cache: [`BuildStamp`] records the input and the result of the last build, so that a build of unchanged input
//! need not render anything, and `publish` notices an edit without a build.
//!
//! A build reads and validates the project in any case.

mod warnings;

use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

use serde_json::{Value as Json, json};
use siphasher::sip::SipHasher13;

use super::render::{PRESS, PUBLIC};
use super::{LoadOptions, Project, cache_file, open};
use crate::diagnostic::Diagnostics;
use crate::output;

/// Beside the state of `vitrine publish`.
const FILE: &str = ".vitrine/as-built.txt";

/// Hash of the input of a build: the project, and the options other than the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a project; absent if it is not valid.
    pub(super) fn new(project: &Project) -> Option<Self> {
        let catalogue = project.catalogue.as_ref()?;
        let options = &project.options;
        // Unlike that of `DefaultHasher`, its algorithm is specified.
        let mut hasher = SipHasher13::new();
        (options.paper, &options.base_url).hash(&mut hasher);
        for file in project.sources.iter() {
            (&file.path, &file.text).hash(&mut hasher);
        }
        for (path, file) in &project.theme.files {
            (path, &file.bytes).hash(&mut hasher);
        }
        for (_, picture) in catalogue.pictures.iter() {
            (&picture.path, &picture.hash).hash(&mut hasher);
        }
        for (_, programme) in catalogue.programmes.iter() {
            for resource in &programme.resources {
                if let Some(file) = &resource.file {
                    (&file.name, &file.bytes).hash(&mut hasher);
                }
            }
        }
        let profile = catalogue.settings.paper.press.profile.as_ref();
        profile.map(|profile| &profile.bytes).hash(&mut hasher);
        Some(Self(hasher.finish()))
    }

    /// With the date and the program that builds it; absent if the program's file is not known.
    fn with_program(self, project: &Project, program: Option<&Path>) -> Option<Self> {
        let program = fs::metadata(program?).ok()?;
        let mut hasher = SipHasher13::new();
        self.0.hash(&mut hasher);
        (program.len(), program.modified().ok()?).hash(&mut hasher);
        project.options.today.hash(&mut hasher);
        Some(Self(hasher.finish()))
    }

    fn to_text(self) -> String {
        format!("{:016x}", self.0)
    }

    fn from_text(text: &str) -> Option<Self> {
        u64::from_str_radix(text, 16).ok().map(Self)
    }
}

/// Result of a build.
#[derive(Debug, Clone)]
pub(super) struct BuildStamp {
    /// How many files it wrote.
    pub(super) files: usize,
    /// A line for each volume of the paper editions.
    pub(super) volumes: Vec<String>,
    /// The warnings of rendering, which the next build shows again.
    pub(super) warnings: Diagnostics,
}

impl BuildStamp {
    /// The last build, if it had this input, date and program, and its output has not been changed.
    pub(super) fn read(folder: &Path, project: &Project, program: Option<&Path>) -> Option<Self> {
        let fingerprint = Fingerprint::new(project)?.with_program(project, program)?;
        let text = cache_file::read(&folder.join(FILE))?;
        let [first, files, details] = text.lines().collect::<Vec<_>>()[..] else {
            return None;
        };
        let details: Json = serde_json::from_str(details).ok()?;
        let volumes = details["volumes"].as_array()?.iter();
        let stamp = Self {
            files: files.parse().ok()?,
            volumes: volumes
                .map(|line| line.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            warnings: warnings::from_json(&details["warnings"], &project.sources)?,
        };
        let is_intact = |folder: &Path| {
            output::verify(folder)
                .is_ok_and(|verified| verified.missing.is_empty() && verified.changed.is_empty())
        };
        let press = folder.join(PRESS);
        let is_current = Fingerprint::from_text(first) == Some(fingerprint)
            && is_intact(&folder.join(PUBLIC))
            && (!press.exists() || is_intact(&press));
        is_current.then_some(stamp)
    }

    /// Records a build. If that fails, the next build renders everything.
    pub(super) fn write(&self, folder: &Path, project: &Project, program: Option<&Path>) {
        let Some(input) = Fingerprint::new(project) else {
            return;
        };
        let fingerprint = input.with_program(project, program);
        let fingerprint = fingerprint.map_or_else(|| "-".to_owned(), Fingerprint::to_text);
        let options = &project.options;
        let details = json!({
            "input": input.to_text(),
            "as_of": options.today.to_string(),
            "paper": options.paper,
            "base_url": options.base_url,
            "volumes": self.volumes,
            "warnings": warnings::to_json(&self.warnings, &project.sources),
        });
        let text = format!("{fingerprint}\n{}\n{details}\n", self.files);
        let _ = fs::write(folder.join(FILE), text);
    }

    /// Deletes the record of the last build, before its output is replaced.
    pub(super) fn delete(folder: &Path) {
        let _ = fs::remove_file(folder.join(FILE));
    }
}

/// Why the last build is not known to be of the project as it is now; absent if it is.
///
/// # Errors
///
/// If the project cannot be read.
pub(super) fn staleness(folder: &Path) -> anyhow::Result<Option<&'static str>> {
    let Some((input, options)) = recorded_input(folder) else {
        return Ok(Some(
            "it is not known whether the project has changed since the last build",
        ));
    };
    let project = open(folder, &options)?;
    let is_current = Fingerprint::new(&project) == Some(input);
    Ok((!is_current).then_some("the project has changed since the last build"))
}

/// The input and the options of the last build; absent if they were not recorded.
fn recorded_input(folder: &Path) -> Option<(Fingerprint, LoadOptions)> {
    let text = cache_file::read(&folder.join(FILE))?;
    let details: Json = serde_json::from_str(text.lines().nth(2)?).ok()?;
    let options = LoadOptions {
        today: details["as_of"].as_str()?.parse().ok()?,
        paper: details["paper"].as_bool()?,
        base_url: details["base_url"].as_str().map(str::to_owned),
    };
    let input = Fingerprint::from_text(details["input"].as_str()?)?;
    Some((input, options))
}
