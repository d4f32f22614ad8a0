//! The commands of those who keep the catalogue: starting, adding, data in and out, what changed.

use std::io::IsTerminal as _;
use std::path::Path;

use super::maintain_arguments::Keeping;
use super::{prompt, today};
use anyhow::ensure;

use crate::commands::{
    self, ErasureReport, ExportFormat, ExportOptions, ImportRequest, InitOptions, LoadOptions,
    NewOptions, Outcome, Progress, ProofOptions, Report, count,
};
use crate::diagnostic::Diagnostics;

/// Runs one of them; some print by themselves.
pub(super) fn run(command: &Keeping, project: &Path) -> anyhow::Result<Option<Report>> {
    let options = LoadOptions {
        base_url: None,
        today: today(),
        paper: true,
    };
    let report = match command {
        Keeping::Init {
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
        Keeping::New {
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
        Keeping::Import {
            table,
            dry_run,
            mapping,
        } => commands::import(
            project,
            &ImportRequest {
                table: table.clone(),
                mapping: mapping.clone(),
                dry_run: *dry_run,
            },
        )?,
        Keeping::Export {
            output,
            kind,
            internal,
        } => {
            let ending = output.as_ref().and_then(|path| path.extension());
            let by_ending = match ending.and_then(|ending| ending.to_str()) {
                Some("json") => ExportFormat::Json,
                Some("vcf") => ExportFormat::Vcard,
                _ => ExportFormat::Csv,
            };
            commands::export(
                project,
                &options,
                kind.map_or(by_ending, Into::into),
                &ExportOptions {
                    internal: *internal,
                },
                output.as_ref(),
            )?
        }
        Keeping::Diff { revision, as_of } => commands::diff(
            project,
            revision.as_deref(),
            &LoadOptions {
                today: as_of.unwrap_or(options.today),
                ..options
            },
            &Progress::silent(),
        )?,
        Keeping::Proof {
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
        Keeping::Forget {
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
        Keeping::Schema { output } => commands::schema(project, output.as_deref())?,
    };
    Ok(Some(report))
}

/// Asks on a terminal, then writes the project.
fn init(folder: &Path, options: InitOptions, yes: bool) -> anyhow::Result<()> {
    let options = match !yes && std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        true => prompt::ask(
            options,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?,
        false => options,
    };
    let made = commands::init(folder, &options)?;
    println!(
        "{} written to `{}`",
        count(made.files, "file"),
        folder.display()
    );
    if let Some(note) = made.note {
        println!("{note}");
    }
    println!("next: vitrine serve --open --project {}", folder.display());
    Ok(())
}

/// Tells what will be deleted, asks on a terminal, and tells what is left.
fn forget(
    project: &Path,
    id: &str,
    yes: bool,
    options: &LoadOptions,
) -> anyhow::Result<Option<Report>> {
    let found = commands::plan_erasure(project, id, options)?;
    let files = found.files.join("`, `");
    if !yes {
        let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        ensure!(
            on_terminal,
            "nothing was deleted: to delete `{files}` and build, add `--yes`"
        );
        let question = format!("Delete “{}” (`{files}`) and build?", found.name);
        let agreed = prompt::agree(
            &question,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?;
        ensure!(agreed, "nothing was deleted");
    }
    let ErasureReport { mut report, left } = found.forget(project, options, &Progress::silent())?;
    if report.outcome == Outcome::Problems {
        eprintln!(
            "`{id}` is not forgotten, for the site cannot be built without it; all files are as they were"
        );
    } else if left.is_empty() {
        let line = format!(
            "“{}” is forgotten: `{files}` deleted, and nothing is left in what is published",
            found.name
        );
        report.summary.push(line);
    } else {
        for line in &left {
            eprintln!("left: {line}");
        }
        report.summary.push(format!(
            "`{files}` deleted, but something is left of “{}”",
            found.name
        ));
        report.outcome = Outcome::Partial;
        // What else there is to say is said by the next build.
        report.diagnostics = Diagnostics::default();
    }
    Ok(Some(report))
}
