//! What the preview prints.

use std::fmt::Write as _;
use std::io::Write as _;

use crate::diagnostic::{self, Format, Style};

use super::reload::Reload;

/// Prints a line for a reading, after its problems; nobody may be reading it.
pub(super) fn print(reload: &Reload<'_>, style: Style) {
    let mut stderr = std::io::stderr().lock();
    match reload.found {
        Ok((diagnostics, sources)) => {
            let problems = diagnostic::render(diagnostics, sources, Format::Human, style);
            let _ = stderr.write_all(problems.as_bytes());
        }
        Err(message) => {
            let _ = writeln!(stderr, "error: {message}\n");
        }
    }
    print_line(&line(reload));
}

/// Prints a line.
pub(super) fn print_line(line: &str) {
    // Nobody may be reading it, and the preview goes on all the same.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

fn line(reload: &Reload<'_>) -> String {
    let Reload {
        time,
        changed,
        version,
        ..
    } = reload;
    let mut line = format!("{time}  ");
    match changed.first() {
        None if version.generation == 1 => line.push_str("project read"),
        None => line.push_str("files changed"),
        Some(first) => {
            let _ = write!(line, "{}", first.display());
            match changed.len() - 1 {
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
        " ({:.2} s): {}",
        reload.took.as_secs_f64(),
        version.problems.count()
    );
    match &version.shown {
        Some(shown) if shown.generation != version.generation => {
            let _ = write!(line, "; the version of {} is still shown", shown.time);
        }
        None => line.push_str("; nothing can be shown yet"),
        Some(_) => {}
    }
    line
}
