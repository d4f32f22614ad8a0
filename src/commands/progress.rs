//! Progress on a terminal, or silent without one. The only module that uses indicatif. Entry point: [`Progress`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::text::visible_line;

/// Shows the progress of a command.
#[derive(Debug, Clone)]
pub struct Progress {
    bar: ProgressBar,
    running: Arc<Running>,
}

/// After this time, a part that is still running is named, and again whenever the time has doubled: a template of a theme can
/// run without end, and cannot be interrupted.
const PATIENCE: Duration = Duration::from_secs(30);

/// The parts that are running, by number.
#[derive(Debug, Default)]
struct Running {
    parts: Mutex<BTreeMap<usize, RunningPart>>,
    next: AtomicUsize,
}

#[derive(Debug)]
struct RunningPart {
    name: String,
    started: Instant,
    /// After how long it is named next.
    named_after: Duration,
}

impl Running {
    fn parts(&self) -> MutexGuard<'_, BTreeMap<usize, RunningPart>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A message for each part that has been running for long.
    fn slow(&self, now: Instant) -> Vec<String> {
        let mut parts = self.parts();
        let slow = parts.values_mut().filter_map(|part| {
            let elapsed = now.saturating_duration_since(part.started);
            if elapsed < part.named_after {
                return None;
            }
            part.named_after = 2 * elapsed;
            let seconds = elapsed.as_secs();
            Some(format!(
                "still rendering `{}` after {seconds} s; Ctrl-C stops it",
                part.name
            ))
        });
        slow.collect()
    }
}

/// A part that is running until this is dropped.
pub(super) struct PartGuard<'a> {
    running: &'a Running,
    number: usize,
}

impl Drop for PartGuard<'_> {
    fn drop(&mut self) {
        self.running.parts().remove(&self.number);
    }
}

/// Names parts that run for long, as long as the progress exists.
fn name_slow_parts(running: Weak<Running>, bar: ProgressBar) {
    thread::spawn(move || {
        while let Some(running) = running.upgrade() {
            for message in running.slow(Instant::now()) {
                bar.suspend(|| eprintln!("{message}"));
            }
            drop(running);
            thread::sleep(Duration::from_secs(1));
        }
    });
}

impl Progress {
    /// Shows progress on stderr.
    pub fn on_terminal() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(100));
        let running = Arc::default();
        name_slow_parts(Arc::downgrade(&running), bar.clone());
        Self { bar, running }
    }

    /// Shows nothing.
    pub fn silent() -> Self {
        Self {
            bar: ProgressBar::hidden(),
            running: Arc::default(),
        }
    }

    /// Clears the line on the terminal while `question` is asked there.
    pub(super) fn suspend<T>(&self, question: impl FnOnce() -> T) -> T {
        self.bar.suspend(question)
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

    /// Names a part if it is still running after a while.
    pub(super) fn part(&self, name: impl Into<String>) -> PartGuard<'_> {
        let number = self.running.next.fetch_add(1, Ordering::Relaxed);
        let part = RunningPart {
            name: name.into(),
            started: Instant::now(),
            named_after: PATIENCE,
        };
        self.running.parts().insert(number, part);
        PartGuard {
            running: &self.running,
            number,
        }
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{PATIENCE, Progress};

    #[test]
    fn parts_that_run_for_long_are_named_and_others_are_not() {
        let progress = Progress::silent();
        let endless = progress.part("/en/loop/");
        drop(progress.part("/en/short/"));
        let now = Instant::now();
        assert!(progress.running.slow(now).is_empty());
        let later = now + PATIENCE;
        let messages = progress.running.slow(later);
        assert_eq!(messages.len(), 1);
        assert!(messages[0].starts_with("still rendering `/en/loop/` after 30 s"));
        assert!(progress.running.slow(later + PATIENCE / 2).is_empty());
        assert_eq!(progress.running.slow(later + 2 * PATIENCE).len(), 1);
        drop(endless);
        assert!(progress.running.slow(later + 9 * PATIENCE).is_empty());
    }
}
