//! The report as HTML, to read, send and print: the view for the theme's template `report/audit.html`.
//! Entry point: [`view`].

use serde_json::{Value as Json, json};

use super::context::ReportContext;
use super::finding::FindingKind;
use super::hints::hint;
use super::programmes::Audit;
use super::result::{AnswerState, ProgrammeAudit, QuestionAudit, StateCounts};
use crate::questionnaire::{AREAS, Audience};

/// How many locations of one answer, or partners without one, are listed.
const LISTED_AT_MOST: usize = 12;

/// The values that the template shows; `title` is the catalogue's.
pub(super) fn view(audit: &Audit, title: &str, context: ReportContext<'_>) -> Json {
    let programmes = audit.programmes.iter();
    let kinds = FindingKind::ALL.into_iter();
    json!({
        "title": title,
        "today": audit.today.to_string(),
        "programmes": programmes.map(|programme| programme_view(programme, context)).collect::<Json>(),
        "findings": kinds.map(|kind| findings_view(audit, kind, context)).collect::<Json>(),
    })
}

fn programme_view(programme: &ProgrammeAudit, context: ReportContext<'_>) -> Json {
    let classes = ["good", "doubt", "none", "bad"];
    let counts = StateCounts::of(&programme.questions).labelled();
    let figures = counts
        .into_iter()
        .zip(classes)
        .filter(|((_, count), _)| *count > 0)
        .map(|((key, count), class)| {
            let label = context.localizer.message_count(key, count);
            json!({ "class": class, "count": count, "label": label })
        });
    let areas = AREAS.into_iter().map(|area| {
        let counts = StateCounts::of(programme.area(area));
        let questions = programme.area(area);
        json!({
            "title": context.area(area),
            "done": counts.done(),
            "total": counts.total(),
            "questions": questions
                .map(|audit| question_view(programme, audit, context))
                .collect::<Json>(),
        })
    });
    json!({
        "name": context.text(&programme.name),
        "folder": programme.folder,
        "figures": figures.collect::<Json>(),
        "areas": areas.collect::<Json>(),
    })
}

fn question_view(
    programme: &ProgrammeAudit,
    audit: &QuestionAudit,
    context: ReportContext<'_>,
) -> Json {
    let countries = audit.countries.iter();
    let countries = countries.map(
        |(code, span)| json!({ "code": code, "location": context.location(programme, *span) }),
    );
    let mut view = json!({
        "id": audit.question.id,
        "text": context.question(audit.question),
        "internal": audit.question.audience == Audience::Internal,
        "state": context.state(&audit.state),
        "countries": countries.collect::<Json>(),
        "not_in": context.not_in(&audit.missing_languages),
    });
    let class = match &audit.state {
        AnswerState::Answered(spans) => {
            view["locations"] = json!(context.locations(programme, spans, LISTED_AT_MOST));
            let omitted = spans.len().saturating_sub(LISTED_AT_MOST);
            if omitted > 0 {
                view["more"] = json!(context.more(omitted));
            }
            "good"
        }
        AnswerState::Partial { total, missing, .. } => {
            view["note"] = json!(context.missing_for(missing, *total, LISTED_AT_MOST));
            "doubt"
        }
        AnswerState::NotOffered { reason, location } => {
            view["note"] = json!(context.text(reason));
            view["reason_location"] = json!(context.location(programme, *location));
            "none"
        }
        AnswerState::Unanswered => {
            view["hint"] = parts(&hint(context, audit.question));
            "bad"
        }
    };
    view["class"] = json!(class);
    view
}

fn findings_view(audit: &Audit, kind: FindingKind, context: ReportContext<'_>) -> Json {
    let findings: Vec<Json> = audit
        .findings
        .iter()
        .filter(|finding| finding.kind() == kind)
        .map(|finding| {
            let (path, line) = context.path_and_line(finding.location);
            json!({
                "text": parts(&finding.detail.text(context)),
                "location": format!("{path}:{line}"),
            })
        })
        .collect();
    json!({
        "heading": kind.heading(context),
        "count": findings.len(),
        "items": findings,
    })
}

/// A text split into parts; parts in backticks are code.
fn parts(text: &str) -> Json {
    text.split('`')
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .map(|(index, part)| json!({ "text": part, "code": index % 2 == 1 }))
        .collect()
}
