//! `vitrine audit`: audits each programme against the questionnaire. Entry point: [`audit`].
//!
//! ```text
//!  records ──programmes──▶ Audit ──text──▶ terminal
//!  (answers, findings)           ├─json──▶ other programs
//!                                └─html──▶ the theme's `report/audit.html`
//! ```

mod answers;
mod context;
mod finding;
mod findings;
mod hints;
mod html;
mod json;
mod language;
mod programmes;
mod raw_values;
mod result;
mod text;

use std::path::{Path, PathBuf};

use super::{LoadOptions, Outcome, Progress, Project, Report, open};
use crate::diagnostic::{Diagnostics, Format, Severity, Style};
use crate::disk::write_named;
use crate::model::Lang;
use crate::site;

pub use language::ReportLanguage;

use context::{ReportContext, ReportLocales};
use result::AuditInput;
use text::TextOptions;

/// What the report contains, and where it goes.
#[derive(Debug, Clone)]
pub struct AuditOptions {
    /// The language of the report.
    pub language: ReportLanguage,
    /// Whether answered questions are listed too.
    pub all: bool,
    /// The file for a report as HTML.
    pub html: Option<PathBuf>,
    /// Text for people, or JSON.
    pub format: Format,
    /// Whether the text has colours.
    pub style: Style,
}

/// The outcome of an audit.
pub struct AuditResult {
    /// Problems of the files; errors may be why a question is unanswered.
    pub report: Report,
    /// The report as text or JSON.
    pub text: String,
    /// Whether all questions are answered.
    pub complete: bool,
}

/// Audits each programme of a project against the questionnaire.
///
/// # Errors
///
/// If the project cannot be read or the report cannot be written. Problems of the files are in the report.
pub fn audit(
    project: &Path,
    load_options: &LoadOptions,
    options: &AuditOptions,
    progress: &Progress,
) -> anyhow::Result<AuditResult> {
    progress.step("Reading");
    let mut project = open(project, load_options)?;
    let Some(rendered) = render(&project, options)? else {
        return Ok(AuditResult {
            report: project.failed(),
            text: String::new(),
            complete: false,
        });
    };
    // Warnings are for `check`.
    project
        .diagnostics
        .retain(|problem| problem.severity() == Severity::Error);
    project.diagnostics.append(rendered.template_problems);
    let outcome = if project.diagnostics.errors() == 0 {
        Outcome::Clean
    } else {
        Outcome::Problems
    };
    let summary = rendered
        .html
        .iter()
        .map(|file| format!("written: {}", file.display()))
        .collect();
    Ok(AuditResult {
        report: project.report(outcome, summary),
        text: rendered.text,
        complete: rendered.complete,
    })
}

/// An audit in the requested form.
struct RenderedAudit {
    text: String,
    complete: bool,
    /// The HTML file, if it was written.
    html: Option<PathBuf>,
    template_problems: Diagnostics,
}

/// Audits and renders; nothing if the project could not be read far enough.
fn render(project: &Project, options: &AuditOptions) -> anyhow::Result<Option<RenderedAudit>> {
    let (Some(records), Some(catalogue)) = (&project.records, &project.draft) else {
        return Ok(None);
    };
    let audit = programmes::audit(AuditInput {
        records,
        catalogue,
        internal: &project.internal,
        sources: &project.sources,
        today: project.options.today,
    });
    let locales = ReportLocales::new();
    let context_of = |language| {
        locales.context(
            language,
            &project.theme,
            &records.languages,
            &project.sources,
        )
    };
    let context = context_of(options.language);
    let text = match options.format {
        Format::Json => json::to_json(&audit, &ReportLanguage::ALL.map(context_of)),
        _ => {
            let options = TextOptions {
                all: options.all,
                style: options.style,
            };
            text::to_text(&audit, context, options)
        }
    };
    let mut rendered = RenderedAudit {
        text,
        complete: audit.is_complete(),
        html: None,
        template_problems: Diagnostics::default(),
    };
    if let Some(file) = &options.html {
        let lang = catalogue
            .languages()
            .find(|&lang| catalogue.code(lang) == options.language.code());
        let title = catalogue.settings.title.str(lang.unwrap_or(Lang::DEFAULT));
        let view = html::view(&audit, title, context);
        match to_html(project, &view, context) {
            Ok(html) => {
                write_named(file, html)?;
                rendered.html = Some(file.clone());
            }
            Err(problems) => rendered.template_problems = problems,
        }
    }
    Ok(Some(rendered))
}

/// A report without scripts that loads nothing, in the look of the project's theme.
fn to_html(
    project: &Project,
    view: &serde_json::Value,
    context: ReportContext<'_>,
) -> Result<Vec<u8>, Diagnostics> {
    let templates = site::ReportTemplates::new(&project.theme, context.code())?;
    let html = templates.render("audit", view);
    html.map_err(|problem| Diagnostics::from_iter([problem]))
}
