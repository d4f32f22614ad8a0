//! The report as JSON, for other programs: texts in every report language. Entry point: [`to_json`].

use serde_json::{Map, Value as Json, json};

use super::context::ReportContext;
use super::programmes::Audit;
use super::result::{AnswerState, ProgrammeAudit, QuestionAudit, StateCounts};
use crate::load::Texts;
use crate::questionnaire::Audience;
use crate::source::Span;
use crate::text::escape_json;

/// The audit as one JSON document that ends in a line break; lines and columns count from 1.
pub(super) fn to_json(audit: &Audit, contexts: &[ReportContext<'_>]) -> String {
    let view = View {
        contexts,
        context: contexts[0],
    };
    let findings = audit.findings.iter().map(|finding| {
        json!({
            "kind": finding.kind().code(),
            "message": view.in_all_languages(|context| finding.detail.text(context)),
            "place": view.location(finding.location),
        })
    });
    let programmes = audit.programmes.iter();
    let document = json!({
        "today": audit.today.to_string(),
        "complete": audit.is_complete(),
        "programmes": programmes.map(|programme| view.programme(programme)).collect::<Json>(),
        "findings": findings.collect::<Json>(),
    });
    let text = serde_json::to_string_pretty(&document)
        .expect("strings and numbers can always be written as JSON");
    escape_json(text + "\n")
}

struct View<'a> {
    /// A context for each report language.
    contexts: &'a [ReportContext<'a>],
    /// Any of them, for values that do not depend on the language.
    context: ReportContext<'a>,
}

impl View<'_> {
    fn programme(&self, programme: &ProgrammeAudit) -> Json {
        let counts = StateCounts::of(&programme.questions);
        let questions = programme.questions.iter();
        json!({
            "id": programme.id,
            "name": self.texts(&programme.name),
            "answered": counts.answered,
            "partly": counts.partial,
            "not_offered": counts.not_offered,
            "unanswered": counts.unanswered,
            "rows": questions.map(|audit| self.question(audit)).collect::<Json>(),
        })
    }

    fn question(&self, audit: &QuestionAudit) -> Json {
        let question = audit.question;
        let mut value = json!({
            "id": question.id,
            "audience": match question.audience {
                Audience::Public => "public",
                Audience::Internal => "internal",
            },
            "question": self.in_all_languages(|context| context.question(question)),
            "state": match audit.state {
                AnswerState::Answered(_) => "answered",
                AnswerState::Partial { .. } => "partly",
                AnswerState::NotOffered { .. } => "not-offered",
                AnswerState::Unanswered => "unanswered",
            },
        });
        match &audit.state {
            AnswerState::Answered(locations) => {
                value["places"] = locations.iter().map(|span| self.location(*span)).collect();
            }
            AnswerState::Partial {
                answered,
                total,
                missing,
            } => {
                value["answered_for"] = json!(answered);
                value["of"] = json!(total);
                value["missing"] = missing
                    .iter()
                    .map(|(name, span)| json!({ "id": name, "place": self.location(*span) }))
                    .collect();
            }
            AnswerState::NotOffered { reason, location } => {
                value["reason"] = self.texts(reason);
                value["places"] = json!([self.location(*location)]);
            }
            AnswerState::Unanswered => {}
        }
        if !audit.countries.is_empty() {
            value["countries"] = audit
                .countries
                .iter()
                .map(|(code, span)| json!({ "country": code, "place": self.location(*span) }))
                .collect();
        }
        if !audit.missing_languages.is_empty() {
            value["lacks"] = audit
                .missing_languages
                .iter()
                .map(|lang| self.context.languages[lang.index()].as_str())
                .collect();
        }
        value
    }

    /// A text by the codes of the report languages.
    fn in_all_languages(&self, text: impl Fn(ReportContext<'_>) -> String) -> Json {
        let by_code: Map<String, Json> = self
            .contexts
            .iter()
            .map(|context| (context.code().to_owned(), json!(text(*context))))
            .collect();
        Json::Object(by_code)
    }

    /// A text of the catalogue by the codes of its languages.
    fn texts(&self, texts: &Texts) -> Json {
        let by_code: Map<String, Json> = self
            .context
            .languages
            .iter()
            .zip(&texts.versions)
            .filter_map(|(code, version)| Some((code.clone(), json!(&*version.as_ref()?.value))))
            .collect();
        Json::Object(by_code)
    }

    fn location(&self, span: Span) -> Json {
        let sources = self.context.sources;
        let (line, column) = sources.line_column(span.file, span.start);
        json!({ "file": sources.get(span.file).path, "line": line, "column": column })
    }
}
