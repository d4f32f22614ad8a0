//! The files that all others refer to.

use super::{SETTINGS, VOCABULARY};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::Sources;

/// Whether one of the files that all others refer to cannot be read as a whole. What the others say then cannot be
/// judged: each of their words would be reported as unknown.
pub(super) fn is_broken(problems: &Diagnostics, sources: &Sources) -> bool {
    problems.iter().any(|problem| {
        let Some(place) = problem.place else {
            return false;
        };
        let path = &sources.get(place.file).path;
        let basis = path == SETTINGS || path == VOCABULARY || path.ends_with("/programme.toml");
        let unread = matches!(problem.code, Code::MissingFile | Code::UnreadableFile);
        basis && (problem.code == Code::TomlSyntax || unread && place == place.file.start())
    })
}
