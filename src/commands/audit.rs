//! `vitrine audit`: audits each programme against the questionnaire. Entry point: [`audit`].

mod answers;
mod evidence;
mod findings;
mod html;
mod json;
mod locations;
mod messages;
mod programmes;
mod text;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::{LoadOptions, Outcome, Progress, Project, Report, open};
use crate::diagnostic::{Format, Severity, Style};
use crate::model::Lang;

pub use messages::Tongue;

use findings::FindingKind;
use html::to_html;
use json::to_json;
use messages::Speech;
use programmes::{Audit, ProgrammeAudit, RowAudit, State, Subject, count};
use text::{TextOptions, to_text};

/// How the audit is told.
#[derive(Debug, Clone)]
pub struct AuditOptions {
    /// In which language.
    pub tongue: Tongue,
    /// Whether also what is answered is listed.
    pub all: bool,
    /// Where a report to read and to print is written.
    pub html: Option<PathBuf>,
    /// Text for people, or JSON.
    pub format: Format,
    /// Whether the text has colours.
    pub style: Style,
}

/// What an audit leaves.
pub struct AuditResult {
    /// Problems of the files, which come first: with them the audit may be incomplete.
    pub report: Report,
    /// The audit itself, as text or JSON.
    pub text: String,
    /// Whether all rows are answered.
    pub complete: bool,
}

/// Puts the questionnaire to the programmes.
///
/// # Errors
///
/// If the project cannot be read or the report cannot be written. Problems of the files are in the report.
pub fn audit(
    project: &Path,
    options: &LoadOptions,
    wanted: &AuditOptions,
    progress: &Progress,
) -> anyhow::Result<AuditResult> {
    progress.step("Reading");
    let mut loaded = open(project, options)?;
    let Some((text, complete)) = tell(&loaded, wanted)? else {
        return Ok(AuditResult {
            report: loaded.failed(),
            text: String::new(),
            complete: false,
        });
    };
    let outcome = match loaded.diagnostics.errors() {
        0 => Outcome::Clean,
        _ => Outcome::Problems,
    };
    // Warnings are for `check`; errors may be why a row is unanswered.
    loaded
        .diagnostics
        .retain(|problem| problem.severity() == Severity::Error);
    let summary = wanted
        .html
        .iter()
        .map(|file| format!("written: {}", file.display()))
        .collect();
    Ok(AuditResult {
        report: loaded.report(outcome, summary),
        text,
        complete,
    })
}

/// The audit as text; nothing where there is nothing to audit.
fn tell(loaded: &Project, wanted: &AuditOptions) -> anyhow::Result<Option<(String, bool)>> {
    let (Some(records), Some(catalogue)) = (&loaded.records, &loaded.draft) else {
        return Ok(None);
    };
    let sources = &loaded.sources;
    let audit = programmes::audit(Subject {
        records,
        catalogue,
        internal: &loaded.internal,
        sources,
        today: loaded.options.today,
    });
    let languages = &records.languages;
    if let Some(file) = &wanted.html {
        let lang = catalogue
            .languages()
            .find(|&lang| catalogue.code(lang) == wanted.tongue.code());
        let title = catalogue.settings.title.str(lang.unwrap_or(Lang::DEFAULT));
        let html = to_html(&audit, title, languages, sources, wanted.tongue);
        fs::write(file, html).with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    let options = TextOptions {
        tongue: wanted.tongue,
        all: wanted.all,
        colored: wanted.style == Style::Colored,
        languages,
    };
    let text = match wanted.format {
        Format::Json => to_json(&audit, languages, sources),
        _ => to_text(&audit, sources, options),
    };
    Ok(Some((text, audit.is_complete())))
}
