//! What a command leaves: problems to stderr, the summary to stdout.

use std::io::Write as _;

use super::{CLEAN, PROBLEMS};
use crate::commands::{Outcome, Report, count};
use crate::diagnostic::{self, Detail, Format, Style};

/// Shows the report and tells the exit code. A SARIF document is what the command writes: it goes to stdout, alone.
pub(super) fn show(
    report: &Report,
    format: Format,
    style: Style,
    deny_warnings: bool,
) -> anyhow::Result<u8> {
    let all = &report.diagnostics;
    let (problems, upkeep) = all.split_upkeep();
    let upkeep_denied = report.detail == Detail::Listed && upkeep.warnings() > 0;
    let denied = deny_warnings && (problems.warnings() > 0 || upkeep_denied);
    let code = match report.outcome {
        Outcome::Clean if !denied => CLEAN,
        Outcome::Clean | Outcome::Problems => PROBLEMS,
    };
    if format == Format::Sarif {
        print!(
            "{}",
            diagnostic::render(all, &report.sources, format, style)
        );
        return Ok(code);
    }
    let mut stderr = std::io::stderr().lock();
    if format.is_data() {
        write!(
            stderr,
            "{}",
            diagnostic::render(all, &report.sources, format, style)
        )?;
    } else {
        let sources = &report.sources;
        let text = diagnostic::render(&problems, sources, format, style);
        write!(stderr, "{text}")?;
        let groups = diagnostic::render_groups(&upkeep, sources, format, style, report.detail);
        write!(stderr, "{groups}")?;
        if let Some(line) = last_line(report, &problems, &upkeep, denied) {
            writeln!(stderr, "{line}")?;
        }
    }
    drop(stderr);
    for line in &report.summary {
        println!("{line}");
    }
    Ok(code)
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
        (Outcome::Clean, true) => "; warnings are denied",
        (Outcome::Clean, false) => "",
    };
    let upkeep = match upkeep.warnings() {
        0 => String::new(),
        number => format!(", {number} on upkeep"),
    };
    Some(format!(
        "{}, {}{upkeep}{consequence}",
        count(problems.errors(), "error"),
        count(problems.warnings(), "warning")
    ))
}
