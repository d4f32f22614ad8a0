//! The audit as JSON, for other programs.

use serde_json::{Value, json};

use super::{Audit, ProgrammeAudit, RowAudit, Speech, State, count};
use crate::load::Texts;
use crate::questionnaire::Audience;
use crate::source::{Sources, Span};

/// The audit as one JSON document, ending in a line break; lines and columns from 1.
pub(super) fn to_json(audit: &Audit, languages: &[String], sources: &Sources) -> String {
    let view = View { languages, sources };
    let document = json!({
        "today": audit.today.to_string(),
        "complete": audit.is_complete(),
        "programmes": audit.programmes.iter().map(|it| view.programme(it)).collect::<Vec<Value>>(),
        "findings": audit.findings.iter().map(|finding| json!({
            "kind": finding.kind.word(),
            "message": speech(&finding.text),
            "place": view.place(finding.place),
        })).collect::<Vec<Value>>(),
    });
    let text = serde_json::to_string_pretty(&document)
        .expect("strings and numbers can always be written as JSON");
    text + "\n"
}

struct View<'a> {
    languages: &'a [String],
    sources: &'a Sources,
}

impl View<'_> {
    fn programme(&self, programme: &ProgrammeAudit) -> Value {
        let count = count(&programme.rows);
        json!({
            "id": programme.id,
            "name": self.texts(&programme.name),
            "answered": count.answered,
            "partly": count.partly,
            "not_offered": count.not_offered,
            "unanswered": count.unanswered,
            "rows": programme.rows.iter().map(|row| self.row(row)).collect::<Vec<Value>>(),
        })
    }

    fn row(&self, audit: &RowAudit) -> Value {
        let row = audit.row;
        let mut value = json!({
            "id": row.id,
            "audience": match row.audience {
                Audience::Public => "public",
                Audience::Internal => "internal",
            },
            "question": { "en": row.question.en, "fr": row.question.fr },
            "state": match audit.state {
                State::Answered(_) => "answered",
                State::Partly { .. } => "partly",
                State::NotOffered { .. } => "not-offered",
                State::Unanswered => "unanswered",
            },
        });
        match &audit.state {
            State::Answered(places) => {
                value["places"] = places.iter().map(|place| self.place(*place)).collect();
            }
            State::Partly {
                answered,
                all,
                missing,
            } => {
                value["answered_for"] = json!(answered);
                value["of"] = json!(all);
                let missing = missing
                    .iter()
                    .map(|(name, place)| json!({ "id": name, "place": self.place(*place) }));
                value["missing"] = missing.collect();
            }
            State::NotOffered { reason, place } => {
                value["reason"] = self.texts(reason);
                value["places"] = json!([self.place(*place)]);
            }
            State::Unanswered => {}
        }
        if !audit.countries.is_empty() {
            let countries = audit
                .countries
                .iter()
                .map(|(code, place)| json!({ "country": code, "place": self.place(*place) }));
            value["countries"] = countries.collect();
        }
        if !audit.lacks.is_empty() {
            value["lacks"] = audit
                .lacks
                .iter()
                .map(|lang| self.languages[lang.index()].as_str())
                .collect();
        }
        value
    }

    fn texts(&self, texts: &Texts) -> Value {
        let mut value = json!({});
        for (language, version) in self.languages.iter().zip(&texts.versions) {
            if let Some(version) = version {
                value[language] = json!(&*version.value);
            }
        }
        value
    }

    fn place(&self, span: Span) -> Value {
        let (line, column) = self.sources.line_column(span.file, span.start);
        json!({ "file": self.sources.get(span.file).path, "line": line, "column": column })
    }
}

fn speech(speech: &Speech) -> Value {
    json!({ "en": speech.en, "fr": speech.fr })
}
