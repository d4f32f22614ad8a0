//! What a command leaves: problems to stderr, the summary to stdout.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Component, Path};

use super::wrap::wrap;
use super::{CLEAN, PROBLEMS};
use crate::commands::{Outcome, Report, count};
use crate::diagnostic::{self, Detail, Format, Style};
use crate::source::Sources;

/// How a report is shown.
pub(super) struct Shown<'a> {
    /// The project's folder.
    pub(super) project: &'a Path,
    /// What the messages look like.
    pub(super) format: Format,
    /// Whether there are colours.
    pub(super) style: Style,
    /// Whether warnings are exit code 1.
    pub(super) deny_warnings: bool,
}

/// Shows the report and tells the exit code. A SARIF document is what the command writes: it goes to stdout, alone.
pub(super) fn show(report: &Report, shown: &Shown<'_>) -> anyhow::Result<u8> {
    let (format, style) = (shown.format, shown.style);
    let all = &report.diagnostics;
    let (problems, upkeep) = all.split_maintenance();
    let upkeep_denied = report.detail == Detail::Listed && upkeep.warnings() > 0;
    let denied = shown.deny_warnings && (problems.warnings() > 0 || upkeep_denied);
    let code = match report.outcome {
        Outcome::Clean if !denied => CLEAN,
        Outcome::Clean | Outcome::Problems | Outcome::Partial => PROBLEMS,
    };
    if format == Format::Sarif {
        let sources = from_here(report, shown);
        print!("{}", diagnostic::render(all, &sources, format, style));
        return Ok(code);
    }
    let mut stderr = std::io::stderr().lock();
    if format.is_data() {
        let sources = match format {
            Format::Github => from_here(report, shown),
            _ => report.sources.clone(),
        };
        write!(
            stderr,
            "{}",
            diagnostic::render(all, &sources, format, style)
        )?;
    } else {
        let sources = &report.sources;
        let mut text = diagnostic::render(&problems, sources, format, style);
        text += &diagnostic::render_groups(&upkeep, sources, format, style, report.detail);
        if let Some(line) = last_line(report, &problems, &upkeep, denied) {
            text += &format!("{line}\n");
        }
        if format == Format::Human && stderr.is_terminal() {
            text = wrap(&text);
        }
        stderr.write_all(text.as_bytes())?;
    }
    drop(stderr);
    let on_terminal = std::io::stdout().is_terminal();
    for line in &report.summary {
        match on_terminal {
            true => println!("{}", wrap(line)),
            false => println!("{line}"),
        }
    }
    Ok(code)
}

/// The files as they are named in the folder where the program runs: a repository's, most often.
fn from_here(report: &Report, shown: &Shown<'_>) -> Sources {
    let parts = shown
        .project
        .components()
        .filter(|part| *part != Component::CurDir);
    let mut folder: String = parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned() + "/")
        .collect();
    if shown.project.is_absolute() {
        folder.clear();
    }
    report.sources.under(&folder)
}

/// How many there are, and what follows from it.
fn last_line(
    report: &Report,
    problems: &diagnostic::Diagnostics,
    upkeep: &diagnostic::Diagnostics,
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
    let upkeep = match (upkeep.warnings(), report.detail) {
        (0, _) => String::new(),
        (number, Detail::Listed) => format!(", {}", count(number, "maintenance warning")),
        (number, Detail::Counted) => format!(
            ", {}: `vitrine check` lists them",
            count(number, "maintenance warning")
        ),
    };
    Some(format!(
        "{}, {}{upkeep}{consequence}",
        count(problems.errors(), "error"),
        count(problems.warnings(), "warning")
    ))
}
