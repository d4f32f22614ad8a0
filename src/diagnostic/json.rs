//! Problems as JSON for other programs, one object on each line.

use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::text::escape_json;

#[derive(Serialize)]
struct DiagnosticView<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<PlaceView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedView<'a>>,
}

#[derive(Serialize)]
struct RelatedView<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: PlaceView<'a>,
}

#[derive(Serialize)]
struct PlaceView<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// One problem as a JSON object on one line. Lines and columns count from 1, columns in characters.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let view = DiagnosticView {
        severity: match diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: diagnostic.code.word(),
        message: &diagnostic.message,
        place: diagnostic.place.map(|span| place(span, sources)),
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
        related: diagnostic
            .related
            .iter()
            .map(|(span, message)| RelatedView {
                message,
                place: place(*span, sources),
            })
            .collect(),
    };
    let json =
        serde_json::to_string(&view).expect("strings and numbers can always be written as JSON");
    escape_json(json)
}

fn place(span: Span, sources: &Sources) -> PlaceView<'_> {
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    PlaceView {
        file: &sources.get(span.file).path,
        line,
        column,
        end_line,
        end_column,
    }
}
