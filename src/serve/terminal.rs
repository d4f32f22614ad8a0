//! What the preview prints.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use crate::commands::Changes;
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
        changes,
        version,
        ..
    } = reload;
    let mut line = format!("{time}  ");
    let at = match changes {
        Changes::At(paths) => paths.iter().next().map(|first| (first, paths.len() - 1)),
        Changes::Unknown => None,
    };
    match at {
        None if version.generation == 1 => line.push_str("project read"),
        None => line.push_str("files changed"),
        Some((first, more)) => {
            let _ = write!(line, "{}", first.display());
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
        took(reload.took),
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

fn took(time: Duration) -> String {
    match time.as_millis() {
        millis @ 0..1000 => format!("{millis} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}
