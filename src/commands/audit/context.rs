//! What every form of the report needs: strings of one language, texts of the catalogue, locations in its files.

use super::ReportLanguage;
use super::result::{AnswerState, ProgrammeAudit};
use crate::l10n::{Locale, Localizer};
use crate::load::Texts;
use crate::model::Lang;
use crate::questionnaire::Question;
use crate::source::{Sources, Span};
use crate::theme::Theme;

/// The locales of all report languages, created once.
pub(super) struct ReportLocales([Locale; ReportLanguage::ALL.len()]);

impl ReportLocales {
    pub(super) fn new() -> Self {
        Self(ReportLanguage::ALL.map(ReportLanguage::locale))
    }

    /// The context of a report in one language.
    pub(super) fn context<'a>(
        &'a self,
        language: ReportLanguage,
        theme: &'a Theme,
        languages: &'a [String],
        sources: &'a Sources,
    ) -> ReportContext<'a> {
        let [english, ..] = &self.0;
        ReportContext {
            localizer: Localizer::new(theme, &self.0[language as usize], english),
            languages,
            sources,
        }
    }
}

/// Strings, texts and locations for a report in one language.
#[derive(Clone, Copy)]
pub(super) struct ReportContext<'a> {
    pub(super) localizer: Localizer<'a>,
    /// The codes of the catalogue's languages.
    pub(super) languages: &'a [String],
    pub(super) sources: &'a Sources,
}

impl<'a> ReportContext<'a> {
    pub(super) fn code(self) -> &'a str {
        self.localizer.locale().code()
    }

    /// An interface string without arguments.
    pub(super) fn string(self, key: &str) -> String {
        self.message(key, &[])
    }

    pub(super) fn message(self, key: &str, args: &[(&str, String)]) -> String {
        self.localizer.message(key, args)
    }

    pub(super) fn question(self, question: &Question) -> String {
        self.string(&question.message_key())
    }

    pub(super) fn area(self, area: &str) -> String {
        self.string(&format!("audit_area_{area}"))
    }

    pub(super) fn state(self, state: &AnswerState) -> String {
        self.string(match state {
            AnswerState::Answered(_) => "audit_answered",
            AnswerState::Partial { .. } => "audit_partly",
            AnswerState::NotOffered { .. } => "audit_not_offered",
            AnswerState::Unanswered => "audit_unanswered",
        })
    }

    /// A text of the catalogue: in the report's language, else in the default language, else in any.
    pub(super) fn text(self, texts: &Texts) -> String {
        let own = self.languages.iter().position(|code| code == self.code());
        own.into_iter()
            .chain([Lang::DEFAULT.index()])
            .find_map(|index| texts.versions.get(index)?.as_ref())
            .or_else(|| texts.versions.iter().flatten().next())
            .map_or(String::new(), |text| text.value.to_string())
    }

    /// "not in fr, de"; nothing if no language is missing.
    pub(super) fn not_in(self, languages: &[Lang]) -> Option<String> {
        if languages.is_empty() {
            return None;
        }
        let codes: Vec<&str> = languages
            .iter()
            .map(|lang| self.languages[lang.index()].as_str())
            .collect();
        Some(self.message("audit_not_in", &[("languages", codes.join(", "))]))
    }

    /// "missing for 2 of 12: almadena, kerguelen".
    pub(super) fn missing_for(
        self,
        missing: &[(String, Span)],
        total: usize,
        limit: usize,
    ) -> String {
        let names: Vec<String> = missing
            .iter()
            .take(limit)
            .map(|(name, _)| name.clone())
            .collect();
        let names = self.shortened(&names, missing.len().saturating_sub(limit));
        let args = [
            ("missing", missing.len().to_string()),
            ("total", total.to_string()),
            ("names", names),
        ];
        self.message("audit_missing_for", &args)
    }

    /// "a, b and 3 more".
    pub(super) fn shortened(self, items: &[String], omitted: usize) -> String {
        let mut list = items.join(", ");
        if omitted > 0 {
            list.push(' ');
            list.push_str(&self.more(omitted));
        }
        list
    }

    /// "and 3 more".
    pub(super) fn more(self, omitted: usize) -> String {
        self.localizer.message_count("more_count", omitted)
    }

    /// A location, from the programme's folder: `programme.toml:168`.
    pub(super) fn location(self, programme: &ProgrammeAudit, span: Span) -> String {
        let (path, line) = self.path_and_line(span);
        let path = path.strip_prefix(&programme.folder).unwrap_or(path);
        format!("{path}:{line}")
    }

    /// The first of several locations, those of one file together: `programme.toml:168, 182`.
    pub(super) fn locations(
        self,
        programme: &ProgrammeAudit,
        spans: &[Span],
        limit: usize,
    ) -> Vec<String> {
        let shown = &spans[..spans.len().min(limit)];
        shown
            .chunk_by(|one, next| one.file == next.file)
            .map(|of_file| {
                let more_lines: String = of_file[1..]
                    .iter()
                    .map(|&span| format!(", {}", self.path_and_line(span).1))
                    .collect();
                self.location(programme, of_file[0]) + &more_lines
            })
            .collect()
    }

    /// The path of a location's file, from the project's folder, and the line from 1.
    pub(super) fn path_and_line(self, span: Span) -> (&'a str, usize) {
        let (line, _) = self.sources.line_column(span.file, span.start);
        (&self.sources.get(span.file).path, line)
    }
}
