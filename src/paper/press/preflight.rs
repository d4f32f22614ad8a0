//! What a printer's preflight looks for, read from the finished file.
//!
//! It covers what ISO 15930-7 (PDF/X-4) asks of files like ours and what printers ask besides; it does not replace the
//! printer's own.

mod file;
mod inks;
mod pages;
mod walk;

use lopdf::Document;

pub(in crate::paper) use self::pages::PICTURES;
use self::walk::Drawn;
use super::Intent;
use crate::model::PressSettings;

/// What was looked for, and what was found.
#[derive(Debug, Clone)]
pub struct Preflight {
    /// In the order in which a printer asks.
    pub checks: Vec<Check>,
}

/// One thing that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How it ended.
    pub verdict: Verdict,
    /// What it is about, such as "fonts".
    pub subject: &'static str,
    /// What was found.
    pub finding: String,
    /// What to do where something is wrong.
    pub remedy: Option<String>,
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it must be.
    Passed,
    /// Not forbidden, but the printer should be asked.
    Noted,
    /// A printer sends it back.
    Failed,
}

impl Check {
    fn passed(subject: &'static str, finding: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Passed,
            subject,
            finding: finding.into(),
            remedy: None,
        }
    }

    fn noted(subject: &'static str, finding: impl Into<String>, remedy: &str) -> Self {
        Self {
            verdict: Verdict::Noted,
            remedy: Some(remedy.to_owned()),
            ..Self::passed(subject, finding)
        }
    }

    fn failed(subject: &'static str, finding: impl Into<String>, remedy: &str) -> Self {
        Self {
            verdict: Verdict::Failed,
            remedy: Some(remedy.to_owned()),
            ..Self::passed(subject, finding)
        }
    }
}

impl Preflight {
    /// The report of a file that cannot even be opened.
    pub(super) fn unreadable(why: &str) -> Self {
        let remedy = "this is a fault of the program: report it with the theme in use";
        Self {
            checks: vec![Check::failed("file", why, remedy)],
        }
    }

    /// The checks that did not pass.
    pub fn findings(&self) -> impl Iterator<Item = &Check> {
        self.checks
            .iter()
            .filter(|check| check.verdict != Verdict::Passed)
    }

    /// Whether a printer may take the file.
    pub fn passed(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.verdict != Verdict::Failed)
    }

    /// "PDF/X-4, 12 of 12 checks passed".
    pub fn summary(&self) -> String {
        let good = self.checks.len() - self.findings().count();
        let kind = if self.passed() {
            super::metadata::VERSION
        } else {
            "not PDF/X-4"
        };
        format!("{kind}, {good} of {} checks passed", self.checks.len())
    }

    /// The report, a check a line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for check in &self.checks {
            let verdict = match check.verdict {
                Verdict::Passed => "passed",
                Verdict::Noted => "noted ",
                Verdict::Failed => "FAILED",
            };
            lines.push(format!("  {verdict}  {}: {}", check.subject, check.finding));
            lines.extend(
                check
                    .remedy
                    .iter()
                    .map(|remedy| format!("          → {remedy}")),
            );
        }
        lines
    }
}

/// Looks over a finished file.
pub(super) fn of(document: &Document, settings: &PressSettings, intent: &Intent) -> Preflight {
    let drawn = Drawn::of(document);
    let checks = vec![
        file::format(document),
        file::condition(document, intent),
        file::identity(document, intent),
        file::forbidden(document),
        pages::boxes(document, settings),
        pages::count(document),
        file::fonts(document, &drawn),
        inks::colours(&drawn, settings),
        inks::blending(document, settings),
        inks::most(&drawn, settings),
        inks::black_text(&drawn),
        inks::lines(&drawn),
        pages::pictures(&drawn, settings),
    ];
    Preflight { checks }
}

/// "3, 7 and 12 more".
fn some(pages: &[usize]) -> String {
    const AT_MOST: usize = 8;
    let shown: Vec<String> = pages.iter().take(AT_MOST).map(usize::to_string).collect();
    match pages.len().saturating_sub(AT_MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
