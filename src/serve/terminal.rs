//! Terminal output of the preview, in English.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

use crate::commands::Changes;
use crate::diagnostic::{self, Format, Style};
use crate::text::{visible_in_color, visible_line, wrap};

use super::reload::ReloadReport;

/// Prints the problems of a version, then a line about it.
pub(super) fn print_report(report: &ReloadReport<'_>, style: Style) {
    // An error means that the terminal was closed: the preview goes on.
    let mut stderr = std::io::stderr().lock();
    match report.result {
        Ok((diagnostics, sources)) => {
            let mut problems = diagnostic::render(diagnostics, sources, Format::Human, style);
            if stderr.is_terminal() {
                problems = wrap(&problems);
            }
            let _ = stderr.write_all(visible_in_color(&problems).as_bytes());
        }
        Err(message) => {
            let _ = writeln!(stderr, "error: {}\n", visible_line(message));
        }
    }
    print_line(&line(report));
}

/// Prints a line.
pub(super) fn print_line(line: &str) {
    let line = &*visible_in_color(line);
    let mut stdout = std::io::stdout().lock();
    // An error means that the terminal was closed: the preview goes on.
    let _ = if stdout.is_terminal() {
        writeln!(stdout, "{}", wrap(line))
    } else {
        writeln!(stdout, "{line}")
    };
}

/// `13:58:02  content/catalogue.toml changed (12 ms): no problems`
fn line(report: &ReloadReport<'_>) -> String {
    let ReloadReport {
        time,
        changes,
        version,
        ..
    } = report;
    let mut line = format!("{time}  ");
    let changed = match changes {
        Changes::At(paths) => paths.iter().next().map(|first| (first, paths.len() - 1)),
        Changes::Unknown => None,
    };
    match changed {
        None if version.generation == 1 => line.push_str("project read"),
        None => line.push_str("files changed"),
        Some((first, more)) => {
            line.push_str(&visible_line(&first.display().to_string()));
            match more {
                0 => {}
                1 => line.push_str(" and 1 other file"),
                more => {
                    let _ = write!(line, " and {more} other files");
                }
            }
            line.push_str(" changed");
        }
    }
    let _ = write!(
        line,
        " ({}): {}",
        duration(report.duration),
        version.problems.count()
    );
    match &version.site {
        Some(site) if site.generation != version.generation => {
            let _ = write!(line, "; the version of {} is still shown", site.time);
        }
        None => line.push_str("; there is nothing to show yet"),
        Some(_) => {}
    }
    line
}

fn duration(duration: Duration) -> String {
    match duration.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", duration.as_secs_f64()),
    }
}
