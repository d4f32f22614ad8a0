//! The commands for editors of a catalogue: create, import, export, compare, erase. Entry point: [`run`].

use std::io::IsTerminal as _;
use std::path::Path;

use super::maintain_arguments::MaintainCommand;
use super::{prompt, today};
use anyhow::{Context as _, ensure};

use super::streams::{err, out, print_data};
use crate::commands::{
    self, ErasureReport, ExportFormat, ExportOptions, ImportRequest, InitOptions, LoadOptions,
    NewOptions, Outcome, Progress, ProofOptions, Report, count,
};
use crate::diagnostic::Diagnostics;
use crate::text::visible_line;

/// Runs a command. Returns its report, unless the command prints its result itself.
pub(super) fn run(command: &MaintainCommand, project: &Path) -> anyhow::Result<Option<Report>> {
    let options = LoadOptions {
        base_url: None,
        today: today(),
        paper: true,
    };
    let report = match command {
        MaintainCommand::Init {
            folder,
            name,
            languages,
            base_url,
            yes,
        } => {
            let options = InitOptions {
                name: name.clone(),
                languages: languages.clone(),
                base_url: base_url.clone(),
            };
            init(folder.as_deref().unwrap_or(project), options, *yes)?;
            return Ok(None);
        }
        MaintainCommand::New {
            kind,
            name,
            id,
            folder,
            lang,
        } => commands::new(
            project,
            &NewOptions {
                kind: (*kind).into(),
                name: name.clone(),
                id: id.clone(),
                folder: folder.clone(),
                lang: lang.clone(),
                today: today(),
            },
        )?,
        MaintainCommand::Import {
            table,
            dry_run,
            mapping,
        } => commands::import(
            project,
            &options,
            &ImportRequest {
                table: table.clone(),
                mapping: mapping.clone(),
                dry_run: *dry_run,
            },
        )?,
        MaintainCommand::Export {
            output,
            kind,
            internal,
        } => {
            let extension = output.as_ref().and_then(|path| path.extension()?.to_str());
            let by_extension = match extension.map(str::to_lowercase).as_deref() {
                Some("json") => Some(ExportFormat::Json),
                Some("vcf") => Some(ExportFormat::Vcard),
                Some("csv") => Some(ExportFormat::Csv),
                Some(_) => None,
                None => Some(ExportFormat::Csv),
            };
            let format = kind.map(Into::into).or(by_extension);
            let format = format.with_context(|| {
                format!(
                    "the extension `.{}` names no format of an export: write `.csv`, `.json` or `.vcf`",
                    extension.unwrap_or_default()
                )
            })?;
            let exported = commands::export(
                project,
                &options,
                format,
                &ExportOptions {
                    internal: *internal,
                },
                output.as_ref(),
            )?;
            if let Some(text) = &exported.text {
                print_data(text.as_bytes())?;
            }
            exported.report
        }
        MaintainCommand::Diff { revision, as_of } => commands::diff(
            project,
            revision.as_deref(),
            &LoadOptions {
                today: as_of.unwrap_or(options.today),
                ..options
            },
            &Progress::silent(),
        )?,
        MaintainCommand::Proof {
            partners,
            output,
            lang,
            no_paper,
            as_of,
        } => commands::proof(
            project,
            &LoadOptions {
                today: as_of.unwrap_or(options.today),
                paper: !no_paper,
                ..options
            },
            &ProofOptions {
                partners: partners.clone(),
                lang: lang.clone(),
                output: output.clone(),
            },
            &Progress::silent(),
        )?,
        MaintainCommand::Forget {
            partner,
            yes,
            as_of,
        } => {
            let options = LoadOptions {
                today: as_of.unwrap_or(options.today),
                ..options
            };
            return forget(project, partner, *yes, &options);
        }
        MaintainCommand::Schema { output } => commands::schema(project, output.as_deref())?,
    };
    Ok(Some(report))
}

/// Asks for missing values on a terminal, then creates the project.
fn init(folder: &Path, options: InitOptions, yes: bool) -> anyhow::Result<()> {
    let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    // Before questions are asked: their answers must not be lost.
    commands::language_codes(&options.languages)?;
    let options = if on_terminal && !yes {
        prompt::ask(
            options,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?
    } else {
        options
    };
    let project = commands::init(folder, &options)?;
    out!(
        "{} written to `{}`\n",
        count(project.files, "file"),
        folder.display()
    )?;
    if let Some(note) = project.note {
        out!("{note}\n")?;
    }
    out!(
        "next: vitrine serve --open --project {}\n",
        folder.display()
    )?;
    Ok(())
}

/// Asks for confirmation on a terminal, erases the partner, and reports remaining traces.
fn forget(
    project: &Path,
    id: &str,
    yes: bool,
    options: &LoadOptions,
) -> anyhow::Result<Option<Report>> {
    let plan = commands::plan_erasure(project, id, options)?;
    let files = plan.files.join("`, `");
    if !yes {
        let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        ensure!(
            on_terminal,
            "nothing was deleted: to delete `{files}` and build, add `--yes`"
        );
        let question = format!("Delete “{}” (`{files}`) and build?", plan.name);
        let confirmed = prompt::confirm(
            &question,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?;
        ensure!(confirmed, "nothing was deleted");
    }
    let ErasureReport {
        mut report,
        leftovers,
    } = plan.erase(project, options, &Progress::silent())?;
    if report.outcome == Outcome::Problems {
        err!(
            "`{id}` was not deleted, because the site cannot be built without it; all files are restored"
        );
    } else if leftovers.is_empty() {
        let line = format!(
            "“{}” is forgotten: `{files}` deleted, and no traces remain in the published files",
            plan.name
        );
        report.summary.push(line);
    } else {
        for line in &leftovers {
            err!("remaining: {}", visible_line(line));
        }
        report.summary.push(format!(
            "`{files}` deleted, but traces of “{}” remain",
            plan.name
        ));
        report.outcome = Outcome::Partial;
        // The next build reports the diagnostics; here they would hide the traces.
        report.diagnostics = Diagnostics::default();
    }
    Ok(Some(report))
}
