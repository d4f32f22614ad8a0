//! Problems in the user's files, as data.
//!
//! Every stage adds what it sees to one [`Diagnostics`] list; only the edge (the command line, the preview) turns them
//! into text, by [`render`].

mod code;
mod github;
mod groups;
mod json;
mod render;
mod sarif;
mod suggest;

pub use code::{Code, Severity};
pub use groups::{Detail, headings, render_groups};
pub use json::to_json;
pub use render::{Excerpt, Format, Style, excerpt, render};
pub use sarif::to_sarif;
pub use suggest::{did_you_mean, nearest};

use crate::source::{Sources, Span};

/// A problem in the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem; it decides whether it is an error or a warning.
    pub code: Code,
    /// What is wrong: makes sense alone; lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Option<Span>,
    /// A word or two on the place itself.
    pub label: Option<String>,
    /// Other places that have to do with it.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, place: Span, message: impl Into<String>) -> Self {
        Self {
            place: Some(place),
            ..Self::without_place(code, message)
        }
    }

    /// A problem of the project as a whole.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: None,
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// With a word or two on the place itself.
    pub fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    /// With what to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// With what to do, where that is known.
    pub fn maybe_help(self, help: Option<String>) -> Self {
        Self {
            help: help.or(self.help),
            ..self
        }
    }

    /// With another place that has to do with it.
    pub fn related(mut self, place: Span, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }

    /// Whether it is an error or a warning.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// All problems found so far.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all problems of another list.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// The problems proper, and the warnings on upkeep, which come in groups.
    pub fn split_maintenance(&self) -> (Diagnostics, Diagnostics) {
        let (maintenance, problems) = self
            .list
            .iter()
            .cloned()
            .partition(|problem| problem.code.is_maintenance());
        (
            Diagnostics { list: problems },
            Diagnostics { list: maintenance },
        )
    }

    /// Keeps only the problems for which `keep` is true.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// All problems.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count()
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.list.len() - self.errors()
    }

    /// Whether there is neither error nor warning.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Sorts by file and place, errors and warnings together, and drops repeats.
    pub fn sort(&mut self, sources: &Sources) {
        let key = |diagnostic: &Diagnostic| {
            let path = diagnostic
                .place
                .map(|place| sources.get(place.file).path.clone());
            (
                path,
                diagnostic.place.map(|place| (place.start, place.end)),
                diagnostic.code,
                diagnostic.message.clone(),
            )
        };
        self.list.sort_by_cached_key(key);
        self.list.dedup();
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.list.extend(iter);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self {
            list: iter.into_iter().collect(),
        }
    }
}
