//! Problems as one SARIF 2.1.0 document, which code scanning reads:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use serde_json::{Value, json};

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};
use crate::text::escape_json;

/// All problems as one document, ending with a line break.
pub fn to_sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut codes: Vec<Code> = diagnostics.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code.word(),
                "shortDescription": { "text": code.meaning() },
                "defaultConfiguration": { "level": level(code.severity()) },
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|problem| result(problem, &codes, sources))
        .collect();
    let driver = json!({
        "name": "Vitrine",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let text = serde_json::to_string_pretty(&document)
        .expect("strings and numbers can always be written as JSON");
    escape_json(text + "\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(problem: &Diagnostic, codes: &[Code], sources: &Sources) -> Value {
    let text = match &problem.help {
        Some(help) => format!("{}: {help}", problem.message),
        None => problem.message.clone(),
    };
    let mut result = json!({
        "ruleId": problem.code.word(),
        "ruleIndex": codes.iter().position(|code| *code == problem.code),
        "level": level(problem.severity()),
        "message": { "text": text },
    });
    if let Some(span) = problem.place {
        result["locations"] = json!([location(span, problem.label.as_deref(), sources)]);
    }
    if !problem.related.is_empty() {
        let related = problem.related.iter();
        let places: Vec<Value> = related
            .map(|(span, note)| location(*span, Some(note), sources))
            .collect();
        result["relatedLocations"] = Value::Array(places);
    }
    result
}

fn location(span: Span, note: Option<&str>, sources: &Sources) -> Value {
    let (line, column) = sources.line_column(span.file, span.start);
    let (end_line, end_column) = sources.line_column(span.file, span.end);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&sources.get(span.file).path) },
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
    });
    if let Some(note) = note {
        location["message"] = json!({ "text": note });
    }
    location
}

/// A path as a relative address.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte))
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
