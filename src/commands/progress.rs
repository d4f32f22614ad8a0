//! Progress on a terminal; the only door to indicatif. Silent where nobody watches.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shows how far a command is.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// On the terminal behind stderr, if there is one.
    pub fn on_terminal() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar }
    }

    /// Nowhere.
    pub fn silent() -> Self {
        Self {
            bar: ProgressBar::hidden(),
        }
    }

    /// Begins a step whose length is not known.
    pub(super) fn step(&self, message: impl Into<String>) {
        self.bar.set_message(message.into());
    }

    /// Begins a step of so many parts.
    pub(super) fn steps(&self, message: impl Into<String>, parts: usize) {
        self.bar
            .set_style(style("{spinner} {msg} {wide_bar} {pos}/{len}"));
        self.bar.set_length(parts as u64);
        self.bar.set_message(message.into());
    }

    /// One part is done.
    pub(super) fn part_done(&self) {
        self.bar.inc(1);
    }

    /// Leaves the terminal as it was.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates of this file are well formed")
}
