//! Standard output and standard error of the commands. Entry points: the macros `out!` and `err!`, [`print_styled`] for
//! texts with colours, [`print_data`] for exports, [`print_problems`].
//!
//! What comes from files, stores and other programs cannot control the terminal: control characters are shown.
//!
//! A reader that closes the pipe early, such as `head`, ends the output quietly; the command still does all its work.

use std::fmt;
use std::io::{self, ErrorKind, Write};

use anyhow::Context as _;

use crate::text::{visible, visible_in_color};

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

/// Writes to standard output.
///
/// # Errors
///
/// If it cannot be written, unless its reader has closed it.
pub(super) fn print(text: fmt::Arguments<'_>) -> anyhow::Result<()> {
    print_data(visible(&text.to_string()).as_bytes())
}

/// Writes a text with colours of the program to standard output.
pub(super) fn print_styled(text: &str) -> anyhow::Result<()> {
    print_data(visible_in_color(text).as_bytes())
}

/// Writes data for other programs to standard output, as it is.
pub(super) fn print_data(bytes: &[u8]) -> anyhow::Result<()> {
    write_to(&mut io::stdout().lock(), bytes).context("cannot write to standard output")
}

/// Writes problems, possibly with colours, to standard error.
///
/// # Errors
///
/// If it cannot be written, unless its reader has closed it.
pub(super) fn print_problems(text: &str) -> anyhow::Result<()> {
    let text = visible_in_color(text);
    write_to(&mut io::stderr().lock(), text.as_bytes()).context("cannot write to standard error")
}

/// Writes a line to standard error. Nothing can be reported if that fails.
pub(super) fn report(line: fmt::Arguments<'_>) {
    let line = line.to_string();
    let _ = writeln!(io::stderr().lock(), "{}", visible(&line));
}

fn write_to(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use super::write_to;

    /// A stream that fails.
    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_closed_reader_is_no_failure_but_a_full_disk_is() {
        assert!(write_to(&mut Failing(ErrorKind::BrokenPipe), b"x").is_ok());
        assert!(write_to(&mut Failing(ErrorKind::StorageFull), b"x").is_err());
    }
}
