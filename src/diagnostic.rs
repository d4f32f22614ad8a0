//! Diagnostics: problems in the user's files, as data. Entry points: [`Diagnostics`] and [`render`](fn@render).
//!
//! Each stage adds problems to one [`Diagnostics`] list; only the command line and the preview turn them into text.

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
pub use render::{Excerpt, Format, Style, each_kind_first, excerpt, render};
pub use sarif::to_sarif;
pub use suggest::{did_you_mean, nearest};

use crate::source::{Sources, Span};

/// A problem in the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem, which determines whether it is an error or a warning.
    pub code: Code,
    /// What is wrong. Makes sense alone; lower case, no full stop, names in backticks.
    pub message: String,
    /// Where.
    pub place: Option<Span>,
    /// A short label at the position.
    pub label: Option<String>,
    /// Related positions.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
    /// Whether it is in a draft, which is not published: then it is a warning.
    pub in_draft: bool,
}

impl Diagnostic {
    /// A problem at a position.
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
            message: bounded(message.into()),
            place: None,
            label: None,
            related: Vec::new(),
            help: None,
            in_draft: false,
        }
    }

    /// With a short label at the position.
    pub fn label(self, label: impl Into<String>) -> Self {
        Self {
            label: Some(label.into()),
            ..self
        }
    }

    /// With what to do.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(bounded(help.into())),
            ..self
        }
    }

    /// With what to do, if that is known.
    pub fn maybe_help(self, help: Option<String>) -> Self {
        Self {
            help: help.or(self.help),
            ..self
        }
    }

    /// With a related position.
    pub fn related(mut self, place: Span, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }

    /// Whether it is an error or a warning.
    pub fn severity(&self) -> Severity {
        if self.in_draft {
            Severity::Warning
        } else {
            self.code.severity()
        }
    }
}

/// The most characters of a message.
const LENGTH_AT_MOST: usize = 2_500;

/// A message, shortened if it quotes a long text.
fn bounded(message: String) -> String {
    match message.char_indices().nth(LENGTH_AT_MOST) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

/// List of problems.
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

    /// Separates the maintenance warnings, which are shown in groups, from the other problems (first).
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

    /// Marks the problems of drafts, which prevent nothing from being published.
    pub fn mark_drafts(&mut self, is_in_draft: impl Fn(&Diagnostic) -> bool) {
        for problem in &mut self.list {
            problem.in_draft |= is_in_draft(problem);
        }
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

    /// Sorts by file and position, errors and warnings together, and removes duplicates.
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
