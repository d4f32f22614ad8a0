//! The audit as one HTML file, to read, to send and to print.

use super::locations::{Files, Voice};
use super::{Audit, FindingKind, ProgrammeAudit, RowAudit, State, Tongue, count};
use crate::questionnaire::{AREAS, Audience};
use crate::source::{Sources, Span};
use crate::text::{escape, escape_with_code};

/// How many places of one answer, or partners of a row, are named.
const LISTED_AT_MOST: usize = 12;

/// The audit as a page without scripts that loads nothing.
pub(super) fn to_html(
    audit: &Audit,
    title: &str,
    languages: &[String],
    sources: &Sources,
    tongue: Tongue,
) -> String {
    let page = Page {
        voice: Voice { tongue, languages },
        files: Files { sources },
    };
    let heading = tongue.pick(
        "Audit of the partner programmes",
        "Audit des programmes partenaires",
    );
    let programmes: String = audit
        .programmes
        .iter()
        .map(|it| page.programme(it))
        .collect();
    let others = tongue.pick(
        "What else wants to be looked at",
        "Autres points à examiner",
    );
    let findings: String = FindingKind::ALL
        .into_iter()
        .map(|kind| page.findings(audit, kind))
        .collect();
    let confidential = tongue.pick(
        "For the programme’s owner: internal answers are named here.",
        "Réservé à la direction du programme : des réponses internes y figurent.",
    );
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{heading}: {}</title>\n<style>\n{}</style>\n<main>\n\
         <header><h1>{heading}</h1><p>{} · {}</p><p class=\"faint\">{confidential}</p></header>\n\
         {programmes}<section>\n<h2>{others}</h2>\n{findings}</section>\n</main>\n</html>\n",
        tongue.code(),
        escape(title),
        include_str!("report.css"),
        escape(title),
        audit.today,
    )
}

struct Page<'a> {
    voice: Voice<'a>,
    files: Files<'a>,
}

impl Page<'_> {
    fn programme(&self, programme: &ProgrammeAudit) -> String {
        let tongue = self.voice.tongue;
        let all = count(&programme.rows);
        let figure = |class: &str, number: usize, word: &str| match number {
            0 => String::new(),
            number => format!("<li><b class=\"{class}\">{number}</b>{word}</li>"),
        };
        let words = tongue.counted();
        let figures = [
            figure("good", all.answered, words[0]),
            figure("doubt", all.partly, words[1]),
            figure("none", all.not_offered, words[2]),
            figure("bad", all.unanswered, words[3]),
        ];
        let areas: String = AREAS
            .iter()
            .map(|(area, title)| {
                let rows = || programme.rows.iter().filter(|row| row.row.area() == *area);
                let count = count(rows());
                let body: String = rows().map(|row| self.row(programme, row)).collect();
                format!(
                    "<h3>{} <small>{}/{}</small></h3>\n<table>\n{body}</table>\n",
                    escape(tongue.question(*title)),
                    count.answered + count.not_offered,
                    count.all(),
                )
            })
            .collect();
        format!(
            "<section class=\"programme\">\n<h2>{}</h2>\n<p class=\"faint\"><code>{}</code></p>\n\
             <ul class=\"figures\">{}</ul>\n{areas}</section>\n",
            escape(&self.voice.texts(&programme.name)),
            escape(&programme.folder),
            figures.concat(),
        )
    }

    fn row(&self, programme: &ProgrammeAudit, audit: &RowAudit) -> String {
        let tongue = self.voice.tongue;
        let place = |span: Span| {
            format!(
                "<code>{}</code>",
                escape(&self.files.place(programme, span))
            )
        };
        let (class, word) = match audit.state {
            State::Answered(_) => ("good", tongue.answered()),
            State::Partly { .. } => ("doubt", tongue.partly()),
            State::NotOffered { .. } => ("none", tongue.not_offered()),
            State::Unanswered => ("bad", tongue.unanswered()),
        };
        let state = format!("<b class=\"{class}\">{word}</b>");
        let mut lines = Vec::new();
        match &audit.state {
            State::Answered(places) => {
                let listed = self.files.places(programme, places, LISTED_AT_MOST);
                let listed: Vec<String> = listed
                    .iter()
                    .map(|it| format!("<code>{}</code>", escape(it)))
                    .collect();
                let rest = self.rest(places.len());
                lines.push(paragraph(&format!("{state} {}{rest}", listed.join(", "))));
            }
            State::Partly { all, missing, .. } => {
                let names: Vec<String> = missing
                    .iter()
                    .take(LISTED_AT_MOST)
                    .map(|(name, _)| escape(name).into_owned())
                    .collect();
                let without = tongue.without(missing.len(), *all);
                lines.push(paragraph(&format!(
                    "{state} {without}{} {}{}",
                    tongue.colon(),
                    names.join(", "),
                    self.rest(missing.len())
                )));
            }
            State::NotOffered { reason, place: at } => {
                lines.push(paragraph(&format!(
                    "{state} {}",
                    escape(&self.voice.texts(reason))
                )));
                lines.push(paragraph(&place(*at)));
            }
            State::Unanswered => {
                let hint = escape_with_code(&super::messages::hint(audit.row, tongue));
                lines.push(paragraph(&format!("{state} {hint}")));
            }
        }
        if !audit.countries.is_empty() {
            let countries = audit
                .countries
                .iter()
                .map(|(code, at)| format!("{} {}", escape(code), place(*at)));
            lines.push(paragraph(&countries.collect::<Vec<_>>().join(", ")));
        }
        if !audit.lacks.is_empty() {
            let lacks = tongue.lacks(&self.voice.codes(&audit.lacks));
            lines.push(format!("<p class=\"doubt\">{}</p>", escape(&lacks)));
        }
        let internal = match audit.row.audience {
            Audience::Public => String::new(),
            Audience::Internal => format!(" <span class=\"tag\">{}</span>", tongue.internal()),
        };
        format!(
            "<tr><th scope=\"row\">{}{internal}<code>{}</code></th><td>{}</td></tr>\n",
            escape(tongue.question(audit.row.question)),
            audit.row.id,
            lines.concat(),
        )
    }

    fn findings(&self, audit: &Audit, kind: FindingKind) -> String {
        let tongue = self.voice.tongue;
        let findings: Vec<_> = audit
            .findings
            .iter()
            .filter(|finding| finding.kind == kind)
            .collect();
        let heading = kind.heading();
        let items: String = findings
            .iter()
            .map(|finding| {
                let (path, line) = self.files.path_and_line(finding.place);
                format!(
                    "<li>{} <code>{}:{line}</code></li>\n",
                    escape_with_code(finding.text.of(tongue)),
                    escape(path)
                )
            })
            .collect();
        let list = match findings.is_empty() {
            true => format!("<p class=\"good\">{}</p>", tongue.pick("none", "aucun")),
            false => format!("<ul class=\"findings\">\n{items}</ul>"),
        };
        format!(
            "<h3>{} <small>{}</small></h3>\n{list}\n",
            escape(heading.of(tongue)),
            findings.len()
        )
    }

    fn rest(&self, length: usize) -> String {
        match length.checked_sub(LISTED_AT_MOST).filter(|rest| *rest > 0) {
            Some(rest) => format!(" {}", self.voice.tongue.more(rest)),
            None => String::new(),
        }
    }
}

fn paragraph(html: &str) -> String {
    format!("<p>{html}</p>")
}
