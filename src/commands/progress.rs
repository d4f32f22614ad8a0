//! Progress on a terminal, or silent without one. The only module that uses indicatif. Entry point: [`Progress`].

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::text::visible_line;

/// Shows the progress of a command.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shows progress on stderr.
    pub fn on_terminal() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar }
    }

    /// Shows nothing.
    pub fn silent() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// Begins a step of unknown length.
    pub(super) fn step(&self, message: impl Into<String>) {
        self.bar.set_message(shown(message.into()));
    }

    /// Begins a step with a number of parts.
    pub(super) fn steps(&self, message: impl Into<String>, parts: usize) {
        self.bar
            .set_style(style("{spinner} {msg} {wide_bar} {pos}/{len}"));
        self.bar.set_length(parts as u64);
        self.bar.set_message(shown(message.into()));
    }

    /// Counts one part as done.
    pub(super) fn part_done(&self) {
        self.bar.inc(1);
    }

    /// Clears the line on the terminal.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A message, in which a name cannot control the terminal.
fn shown(message: String) -> String {
    visible_line(&message).into_owned()
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates of this file are well formed")
}
