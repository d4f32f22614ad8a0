//! Result of a command: [`Report`] holds the problems to show, the [`Outcome`] and a summary.

use crate::diagnostic::{Detail, Diagnostics};
use crate::load;
use crate::source::Sources;

/// Outcome of a command that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There are no errors.
    Clean,
    /// There are problems in the files; nothing was written.
    Problems,
    /// There are problems in some of the files; the others were written.
    Partial,
}

/// Result of a command: the problems with their texts, and how it ended.
pub struct Report {
    /// The texts that messages refer to.
    pub sources: Sources,
    /// All problems, in the order of files and lines.
    pub diagnostics: Diagnostics,
    /// How much of the maintenance warnings is shown.
    pub detail: Detail,
    /// How it ended.
    pub outcome: Outcome,
    /// A summary of what was done, in lines; empty if nothing was.
    pub summary: Vec<String>,
}

impl Report {
    /// Report of a project that cannot be read.
    pub(super) fn unreadable(read: load::ProjectFiles) -> Self {
        Self {
            sources: read.sources,
            diagnostics: read.problems,
            detail: Detail::Counted,
            outcome: Outcome::Problems,
            summary: Vec::new(),
        }
    }

    /// Report of a command that succeeded regardless of problems in the files: `check` reports those.
    pub(super) fn done(sources: Sources, summary: Vec<String>) -> Self {
        Self {
            sources,
            diagnostics: Diagnostics::default(),
            detail: Detail::Counted,
            outcome: Outcome::Clean,
            summary,
        }
    }
}

/// A number with its noun: "1 page", "2 pages".
pub fn count(number: usize, word: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {word}{s}")
}
