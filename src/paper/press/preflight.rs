//! Preflight of a finished PDF. Built by [`Preflight::new`].
//!
//! It covers the requirements of ISO 15930-7 (PDF/X-4) that apply to our files, and further requirements of printers. It
//! does not replace the printer's own preflight.

mod colours;
mod file;
mod pages;
mod walk;

use lopdf::Document;

pub(in crate::paper) use self::pages::PICTURES;
use self::walk::DrawingSummary;
use super::OutputIntent;
use crate::model::PressSettings;

/// The report of a preflight.
#[derive(Debug, Clone)]
pub struct Preflight {
    /// In the order of a printer's checklist.
    pub checks: Vec<PreflightCheck>,
}

/// A check and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightCheck {
    /// The outcome.
    pub outcome: PreflightOutcome,
    /// The subject, such as "fonts".
    pub subject: &'static str,
    /// The finding.
    pub finding: String,
    /// How to fix the problem, if there is one.
    pub remedy: Option<String>,
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreflightOutcome {
    /// No problem.
    Passed,
    /// Allowed, but to be agreed with the printer.
    Noted,
    /// A printer rejects the file.
    Failed,
}

impl PreflightCheck {
    fn passed(subject: &'static str, finding: impl Into<String>) -> Self {
        Self {
            outcome: PreflightOutcome::Passed,
            subject,
            finding: finding.into(),
            remedy: None,
        }
    }

    fn noted(subject: &'static str, finding: impl Into<String>, remedy: &str) -> Self {
        Self {
            outcome: PreflightOutcome::Noted,
            remedy: Some(remedy.to_owned()),
            ..Self::passed(subject, finding)
        }
    }

    fn failed(subject: &'static str, finding: impl Into<String>, remedy: &str) -> Self {
        Self {
            outcome: PreflightOutcome::Failed,
            remedy: Some(remedy.to_owned()),
            ..Self::passed(subject, finding)
        }
    }
}

impl Preflight {
    /// Checks a finished file.
    pub(super) fn new(
        document: &Document,
        settings: &PressSettings,
        intent: &OutputIntent,
    ) -> Self {
        let summary = DrawingSummary::new(document);
        let checks = vec![
            file::format(document),
            file::condition(document, intent),
            file::declaration(document, intent),
            file::forbidden(document),
            pages::boxes(document, settings),
            pages::count(document),
            file::fonts(document, &summary),
            colours::colours(&summary, settings),
            colours::blending(document, settings),
            colours::ink_limit(&summary, settings),
            colours::black_text(&summary),
            colours::lines(&summary),
            pages::pictures(&summary, settings),
        ];
        Self { checks }
    }

    /// The report for a file that cannot be read.
    pub(super) fn unreadable(reason: &str) -> Self {
        let remedy = "this is a bug in Vitrine: report it with the theme in use";
        Self {
            checks: vec![PreflightCheck::failed("file", reason, remedy)],
        }
    }

    /// The checks that did not pass.
    pub fn findings(&self) -> impl Iterator<Item = &PreflightCheck> {
        self.checks
            .iter()
            .filter(|check| check.outcome != PreflightOutcome::Passed)
    }

    /// Whether no check failed.
    pub fn passed(&self) -> bool {
        self.checks
            .iter()
            .all(|check| check.outcome != PreflightOutcome::Failed)
    }

    /// "PDF/X-4, 12 of 12 checks passed".
    pub fn summary(&self) -> String {
        let passed = self.checks.len() - self.findings().count();
        let kind = if self.passed() {
            super::metadata::VERSION
        } else {
            "not PDF/X-4"
        };
        format!("{kind}, {passed} of {} checks passed", self.checks.len())
    }

    /// The report, one line per check, and one per remedy.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for check in &self.checks {
            let outcome = match check.outcome {
                PreflightOutcome::Passed => "passed",
                PreflightOutcome::Noted => "noted ",
                PreflightOutcome::Failed => "FAILED",
            };
            lines.push(format!("  {outcome}  {}: {}", check.subject, check.finding));
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

/// "3, 7 and 12 more".
fn page_list(pages: &[usize]) -> String {
    const MAX_SHOWN: usize = 8;
    let shown: Vec<String> = pages.iter().take(MAX_SHOWN).map(usize::to_string).collect();
    match pages.len().saturating_sub(MAX_SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
