//! Places and texts as they are told to people.

use super::{ProgrammeAudit, Tongue};
use crate::load::Texts;
use crate::model::Lang;
use crate::source::{Sources, Span};

/// Where things stand, as readers are told.
pub(super) struct Files<'a> {
    pub(super) sources: &'a Sources,
}

impl Files<'_> {
    /// A place, from the programme's folder.
    pub(super) fn place(&self, programme: &ProgrammeAudit, span: Span) -> String {
        let (path, line) = self.path_and_line(span);
        format!(
            "{}:{line}",
            path.strip_prefix(&programme.folder).unwrap_or(path)
        )
    }

    /// The first of several places, those of one file together: `programme.toml:168, 182`.
    pub(super) fn places(
        &self,
        programme: &ProgrammeAudit,
        spans: &[Span],
        at_most: usize,
    ) -> Vec<String> {
        let mut places: Vec<String> = Vec::new();
        let mut last = None;
        for &span in spans.iter().take(at_most) {
            match places.last_mut().filter(|_| last == Some(span.file)) {
                Some(place) => place.push_str(&format!(", {}", self.path_and_line(span).1)),
                None => places.push(self.place(programme, span)),
            }
            last = Some(span.file);
        }
        places
    }

    pub(super) fn path_and_line(&self, span: Span) -> (&str, usize) {
        let (line, _) = self.sources.line_column(span.file, span.start);
        (&self.sources.get(span.file).path, line)
    }
}

/// The texts of the catalogue as they are told in one language.
pub(super) struct Voice<'a> {
    pub(super) tongue: Tongue,
    pub(super) languages: &'a [String],
}

impl Voice<'_> {
    /// A text in the language that is spoken, if the catalogue has it, else in its default language.
    pub(super) fn texts(&self, texts: &Texts) -> String {
        let spoken = self
            .languages
            .iter()
            .position(|code| code == self.tongue.code());
        let mut versions = spoken.into_iter().chain([Lang::DEFAULT.index()]);
        let version = versions.find_map(|at| texts.versions.get(at)?.as_ref());
        let version = version.or_else(|| texts.versions.iter().flatten().next());
        version.map_or(String::new(), |text| text.value.to_string())
    }

    /// The codes of languages, as a list.
    pub(super) fn codes(&self, languages: &[Lang]) -> String {
        let codes: Vec<&str> = languages
            .iter()
            .map(|lang| self.languages[lang.index()].as_str())
            .collect();
        codes.join(", ")
    }
}
