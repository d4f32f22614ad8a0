//! The commands for editors of a catalogue: create, import, export, compare, erase. Entry point: [`run`].

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::Path;

use super::maintain_arguments::MaintainCommand;
use super::{prompt, publishing, today};
use anyhow::{Context as _, ensure};

use super::streams::{err, out, print_data};
use crate::commands::{
    self, ErasureReport, ExportFormat, ExportOptions, ImportRequest, InitOptions, Leftover,
    LoadOptions, NewOptions, NewProject, Outcome, Progress, ProofOptions, Report, StoreAccess,
    count,
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
            endpoint,
            as_of,
        } => {
            let options = LoadOptions {
                today: as_of.unwrap_or(options.today),
                ..options
            };
            let access = publishing::access(endpoint.clone());
            return forget(project, partner, *yes, &access, &options);
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
    match commands::init(folder, &options)? {
        NewProject::Written { files, note } => {
            out!(
                "{} written to `{}`\n",
                count(files, "file"),
                folder.display()
            )?;
            if let Some(note) = note {
                out!("{note}\n")?;
            }
        }
        NewProject::Finished => out!(
            "finished the project in `{}`, whose `vitrine init` was interrupted, with the values that were given then\n",
            folder.display()
        )?,
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
    access: &StoreAccess,
    options: &LoadOptions,
) -> anyhow::Result<Option<Report>> {
    let plan = commands::plan_erasure(project, id, options)?;
    let (name, files) = (plan.name.clone(), plan.files.join("`, `"));
    if !yes && !plan.confirmed {
        let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        ensure!(
            on_terminal,
            "nothing was deleted: to delete `{files}` and build, add `--yes`"
        );
        let question = format!("Delete “{name}” (`{files}`) and build?");
        let confirmed = prompt::confirm(
            &question,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?;
        ensure!(confirmed, "nothing was deleted");
    }
    let erased = plan.erase(project, options, access, &Progress::silent());
    let ErasureReport {
        mut report,
        leftovers,
        is_restored,
        journal,
        is_published,
        elsewhere,
    } = erased.with_context(|| {
        format!("the erasure of `{id}` was interrupted: run `vitrine forget {id}` again")
    })?;
    if report.outcome == Outcome::Problems {
        if is_restored {
            err!(
                "`{id}` was not deleted, because the site cannot be built without it; all files are restored"
            );
        } else {
            err!(
                "traces of `{id}` cannot be searched for, because the site cannot be built: correct the problems, and run \
                 `vitrine forget {id}` again"
            );
        }
        return Ok(Some(report));
    }
    report_leftovers(&leftovers);
    let deleted = format!("`{files}` deleted");
    match (&journal, is_published) {
        (None, true) => report.summary.push(format!(
            "“{name}” is forgotten: {deleted}, and no traces remain in the project's files"
        )),
        (None, false) => report.summary.push(format!(
            "“{name}” is forgotten here: {deleted}, and no traces remain in the project's files; it may still be published"
        )),
        (Some(journal), _) => report.summary.push(format!(
            "{deleted}, but traces of “{name}” remain. When they are removed, run `vitrine forget {id}` again; `{journal}` \
             holds the values that it searches for, and is deleted when nothing is left; to keep the traces, delete it"
        )),
    }
    report
        .summary
        .push("what remains to be done elsewhere:".to_owned());
    let lines = elsewhere.iter().map(|line| format!("* {line}"));
    report.summary.extend(lines);
    if journal.is_some() || !is_published {
        report.outcome = Outcome::Partial;
        // The next build reports the diagnostics; here they would hide the traces.
        report.diagnostics = Diagnostics::default();
    }
    Ok(Some(report))
}

/// Prints the remaining traces, then what to do about them.
fn report_leftovers(leftovers: &[Leftover]) {
    /// More are summed up: most are in files that are built from the first.
    const MAX_LISTED: usize = 500;
    let mut remedies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for leftover in leftovers.iter().take(MAX_LISTED) {
        let Leftover {
            path, line, what, ..
        } = leftover;
        match line {
            Some(line) => err!(
                "remaining: {}",
                visible_line(&format!("{path}:{line}: {what}"))
            ),
            None => err!("remaining: {}", visible_line(&format!("{path}: {what}"))),
        }
        let paths = remedies.entry(leftover.remedy).or_default();
        if paths.last() != Some(&path.as_str()) {
            paths.push(path);
        }
    }
    if leftovers.len() > MAX_LISTED {
        err!("remaining: {} more", leftovers.len() - MAX_LISTED);
    }
    for (remedy, paths) in remedies {
        err!("to do: {remedy}: {}", visible_line(&paths.join(", ")));
    }
}
