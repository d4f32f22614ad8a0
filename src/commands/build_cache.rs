//! Build cache: [`BuildStamp`] records the input and the result of the last build, so that a build of unchanged input
//! need not render anything.
//!
//! A build reads and validates the project in any case.

use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

use siphasher::sip::SipHasher13;

use super::Project;
use super::render::{PRESS, PUBLIC};
use crate::output;

/// Beside the state of `vitrine publish`.
const FILE: &str = ".vitrine/as-built.txt";

/// Hash of all input of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a valid project and of the program that builds it; absent if the program's file is not known.
    pub(super) fn new(project: &Project, program: Option<&Path>) -> Option<Self> {
        let program = fs::metadata(program?).ok()?;
        let catalogue = project.catalogue.as_ref()?;
        let options = &project.options;
        // Unlike that of `DefaultHasher`, its algorithm is specified.
        let mut hasher = SipHasher13::new();
        (program.len(), program.modified().ok()?).hash(&mut hasher);
        options.today.hash(&mut hasher);
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
}

/// Result of a build without warnings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BuildStamp {
    /// How many files it wrote.
    pub(super) files: usize,
    /// A line for each volume of the paper editions.
    pub(super) volumes: Vec<String>,
}

impl BuildStamp {
    /// The last build, if its input had this fingerprint and its output has not been changed.
    pub(super) fn read(folder: &Path, fingerprint: Fingerprint) -> Option<Self> {
        let text = fs::read_to_string(folder.join(FILE)).ok()?;
        let mut lines = text.lines();
        let last_fingerprint = u64::from_str_radix(lines.next()?, 16).ok()?;
        let stamp = Self {
            files: lines.next()?.parse().ok()?,
            volumes: lines.map(str::to_owned).collect(),
        };
        let is_intact = |folder: &Path| {
            output::verify(folder)
                .is_ok_and(|verified| verified.missing.is_empty() && verified.changed.is_empty())
        };
        let press = folder.join(PRESS);
        let is_current = Fingerprint(last_fingerprint) == fingerprint
            && is_intact(&folder.join(PUBLIC))
            && (!press.exists() || is_intact(&press));
        is_current.then_some(stamp)
    }

    /// Records a build. If that fails, the next build renders everything.
    pub(super) fn write(
        folder: &Path,
        Fingerprint(fingerprint): Fingerprint,
        files: usize,
        volumes: &[String],
    ) {
        let mut text = format!("{fingerprint:016x}\n{files}\n");
        for volume in volumes {
            text.extend([volume.as_str(), "\n"]);
        }
        let _ = fs::write(folder.join(FILE), text);
    }

    /// Deletes the record of the last build, before its output is replaced.
    pub(super) fn delete(folder: &Path) {
        let _ = fs::remove_file(folder.join(FILE));
    }
}
