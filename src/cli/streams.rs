//! Standard output and standard error of the commands. Entry points: the macros `out!` and `err!`.
//!
//! A reader that closes the pipe early, such as `head`, ends the output quietly; the command still does all its work.

use std::fmt;
use std::io::{self, ErrorKind, Write};

/// Writes formatted text to standard output, as `print!` does.
macro_rules! out {
    ($($argument:tt)*) => {
        $crate::cli::streams::print(format_args!($($argument)*))
    };
}

/// Writes a line to standard error, as `eprintln!` does.
macro_rules! err {
    ($($argument:tt)*) => {
        $crate::cli::streams::report(format_args!($($argument)*))
    };
}

pub(super) use {err, out};

/// Writes to standard output; a failure other than a closed pipe is reported on standard error.
pub(super) fn print(text: fmt::Arguments<'_>) {
    let mut stdout = io::stdout().lock();
    match stdout.write_fmt(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            report(format_args!("vitrine: cannot write the output: {error}"));
        }
        _ => {}
    }
}

/// Writes a line to standard error. Nothing can be reported if that fails.
pub(super) fn report(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}
