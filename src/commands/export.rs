//! `vitrine export`: the records as a table, JSON or vCards. Entry point: [`export`].

mod columns;
mod json;

use std::path::{Path, PathBuf};

use super::{LoadOptions, Outcome, Report, count, open, parse_project};
use crate::diagnostic::{Detail, Diagnostics};
use crate::disk::write_named;
use crate::model::{Lang, Page};

pub use columns::{ExportOptions, csv};
pub use json::json;

/// The format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// A table, as `vitrine import` reads it.
    Csv,
    /// A list of records, as `vitrine import` reads it.
    Json,
    /// vCards for address books, with the published content of the published partners.
    Vcard,
}

/// What was exported.
pub struct ExportReport {
    /// The export for standard output, unless it was written to a file.
    pub text: Option<String>,
    /// How it ended.
    pub report: Report,
}

/// Writes the records to a file, or returns them for standard output.
///
/// # Errors
///
/// If the project cannot be read or the file cannot be written.
pub fn export(
    project: &Path,
    options: &LoadOptions,
    format: ExportFormat,
    export_options: &ExportOptions,
    output: Option<&PathBuf>,
) -> anyhow::Result<ExportReport> {
    let (text, mut report) = match format {
        ExportFormat::Vcard => cards(project, options)?,
        ExportFormat::Csv | ExportFormat::Json => records(project, format, export_options)?,
    };
    if report.outcome == Outcome::Problems {
        return Ok(ExportReport { text: None, report });
    }
    let text = match output {
        Some(path) => {
            write_named(path, text)?;
            report
                .summary
                .push(format!("written to `{}`", path.display()));
            None
        }
        // Nothing else is printed, so that the output can be piped.
        None => {
            report.summary.clear();
            Some(text.trim_end_matches(['\r', '\n']).to_owned() + "\n")
        }
    };
    Ok(ExportReport { text, report })
}

fn records(
    project: &Path,
    format: ExportFormat,
    export_options: &ExportOptions,
) -> anyhow::Result<(String, Report)> {
    let read = parse_project(project)?;
    let text = read.records.as_ref().map(|records| match format {
        ExportFormat::Json => self::json(records, &read.sources, export_options),
        _ => csv(records, &read.sources, export_options),
    });
    let partners = read
        .records
        .as_ref()
        .map_or(0, |records| records.partners.len());
    // A record with a syntax error cannot be exported: an incomplete table would be worse than none.
    let mut problems = read.problems;
    problems.retain(|problem| problem.code == crate::diagnostic::Code::TomlSyntax);
    let complete = text.is_some() && problems.is_empty();
    Ok((
        text.unwrap_or_default(),
        Report {
            sources: read.sources,
            diagnostics: problems,
            detail: Detail::Counted,
            outcome: if complete {
                Outcome::Clean
            } else {
                Outcome::Problems
            },
            summary: vec![count(partners, "record")],
        },
    ))
}

fn cards(project: &Path, options: &LoadOptions) -> anyhow::Result<(String, Report)> {
    let mut loaded = open(project, options)?;
    let (Some(catalogue), Some(site)) = (loaded.catalogue.clone(), loaded.site()) else {
        return Ok((String::new(), loaded.failed()));
    };
    let mut text = String::new();
    let mut problems = Diagnostics::default();
    for &partner in catalogue.partners_in_order(Lang::DEFAULT) {
        match site.render(&Page::Vcard(partner)) {
            Ok(card) => text.push_str(&String::from_utf8_lossy(&card)),
            Err(problem) => problems.push(problem),
        }
    }
    let summary = vec![count(catalogue.partners.len(), "card")];
    let mut report = loaded.report(Outcome::Clean, summary);
    report.diagnostics = problems;
    Ok((text, report))
}
