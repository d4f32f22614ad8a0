//! The output of a report: problems to stderr, the summary to stdout. Entry point: [`print_report`].

use std::io::IsTerminal as _;
use std::path::{Component, Path};

use super::streams::{out, print_problems};
use super::{CLEAN, PROBLEMS};
use crate::commands::{Outcome, Report, count};
use crate::diagnostic::{self, Detail, Format, Style};
use crate::source::Sources;
use crate::text::{visible_line, wrap};

/// Whether warnings cause exit code 1.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Warnings {
    Allowed,
    Denied,
}

impl Warnings {
    pub(super) fn denied_if(denied: bool) -> Self {
        if denied { Self::Denied } else { Self::Allowed }
    }
}

/// How to print a report.
pub(super) struct ReportOptions<'a> {
    /// The folder of the project.
    pub(super) project: &'a Path,
    /// The format of the problems.
    pub(super) format: Format,
    /// Whether to use colours.
    pub(super) style: Style,
    /// Whether warnings cause exit code 1.
    pub(super) warnings: Warnings,
}

/// Prints the report and returns the exit code. A SARIF document goes to stdout, without the summary.
pub(super) fn print_report(report: &Report, options: &ReportOptions<'_>) -> anyhow::Result<u8> {
    let (format, style) = (options.format, options.style);
    let all = &report.diagnostics;
    let (problems, maintenance) = all.split_maintenance();
    let maintenance_denied = report.detail == Detail::Listed && maintenance.warnings() > 0;
    let denied =
        options.warnings == Warnings::Denied && (problems.warnings() > 0 || maintenance_denied);
    let code = match report.outcome {
        Outcome::Clean if !denied => CLEAN,
        Outcome::Clean | Outcome::Problems | Outcome::Partial => PROBLEMS,
    };
    if format == Format::Sarif {
        let sources = sources_from_current_folder(report, options);
        out!("{}", diagnostic::render(all, &sources, format, style))?;
        return Ok(code);
    }
    if format.is_data() {
        let sources = match format {
            Format::Github => sources_from_current_folder(report, options),
            _ => report.sources.clone(),
        };
        print_problems(&diagnostic::render(all, &sources, format, style))?;
    } else {
        let sources = &report.sources;
        let mut text = diagnostic::render(&problems, sources, format, style);
        text += &diagnostic::render_groups(&maintenance, sources, format, style, report.detail);
        if let Some(line) = last_line(report, &problems, &maintenance, denied) {
            text += &format!("{line}\n");
        }
        if format == Format::Human && std::io::stderr().is_terminal() {
            text = wrap(&text);
        }
        print_problems(&text)?;
    }
    let on_terminal = std::io::stdout().is_terminal();
    for line in &report.summary {
        let line = visible_line(line);
        if on_terminal {
            out!("{}\n", wrap(&line))?;
        } else {
            out!("{line}\n")?;
        }
    }
    Ok(code)
}

/// The sources with paths relative to the current folder, which usually is a repository.
fn sources_from_current_folder(report: &Report, options: &ReportOptions<'_>) -> Sources {
    let mut folder: String = options
        .project
        .components()
        .filter(|part| *part != Component::CurDir)
        .map(|part| part.as_os_str().to_string_lossy().into_owned() + "/")
        .collect();
    if options.project.is_absolute() {
        folder.clear();
    }
    report.sources.under(&folder)
}

/// The number of problems, and the consequence.
fn last_line(
    report: &Report,
    problems: &diagnostic::Diagnostics,
    maintenance: &diagnostic::Diagnostics,
    denied: bool,
) -> Option<String> {
    if report.diagnostics.is_empty() {
        return None;
    }
    let consequence = match (report.outcome, denied) {
        (Outcome::Problems, _) => "; nothing was written",
        (Outcome::Partial, _) => "; the rest was written",
        (Outcome::Clean, true) => "; warnings are denied",
        (Outcome::Clean, false) => "",
    };
    let maintenance = match (maintenance.warnings(), report.detail) {
        (0, _) => String::new(),
        (number, Detail::Listed) => format!(", {}", count(number, "maintenance warning")),
        (number, Detail::Postponed) => format!(
            ", {}, listed once there are no errors",
            count(number, "maintenance warning")
        ),
        (number, Detail::Counted) => format!(
            ", {}: `vitrine check` lists them",
            count(number, "maintenance warning")
        ),
    };
    Some(format!(
        "{}, {}{maintenance}{consequence}",
        count(problems.errors(), "error"),
        count(problems.warnings(), "warning")
    ))
}
