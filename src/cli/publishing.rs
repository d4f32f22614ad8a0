//! `vitrine publish` on a terminal: shows the changes and asks before it sends anything. Entry point: [`run`].

use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::ensure;
use clap::Args;
use jiff::Timestamp;

use super::prompt;
use super::streams::{err, out};
use crate::commands::{self, Progress, PublishOptions, StoreAccess};
use crate::text::visible_line;

/// The prefixes of the environment variables with credentials.
const PREFIXES: [&str; 3] = ["AWS_", "GOOGLE_", "AZURE_"];

/// The arguments of `vitrine publish`.
#[derive(Debug, Args)]
pub(super) struct PublishArguments {
    /// A folder or a store: `s3://bucket/folder`, `gs://…`, `az://…`; default: `to` under `[publish]`
    #[arg(long, value_name = "WHERE")]
    to: Option<String>,
    /// The address of the store; overrides `endpoint` under `[publish]`, and is trusted with the credentials
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// List the changes without sending them
    #[arg(long)]
    dry_run: bool,
    /// Do not ask for confirmation
    #[arg(long, short)]
    yes: bool,
    /// Allow to delete pages that visitors can reach today, and many files at once
    #[arg(long)]
    allow_removals: bool,
    /// Overwrite files at the destination that Vitrine did not publish
    #[arg(long)]
    overwrite_foreign: bool,
    /// Continue at once a publication that was interrupted on another computer
    #[arg(long)]
    resume: bool,
    /// Publish the last build even if the project has changed since
    #[arg(long)]
    as_built: bool,
    /// The former name of `--overwrite-foreign`
    #[arg(long, hide = true)]
    take_over: bool,
}

/// Shows the changes, asks for confirmation, and publishes.
pub(super) fn run(
    arguments: &PublishArguments,
    project: &Path,
    progress: fn() -> Progress,
) -> anyhow::Result<()> {
    if arguments.take_over {
        err!("vitrine: `--take-over` is now `--overwrite-foreign`");
    }
    let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let options = PublishOptions {
        destination: arguments.to.clone(),
        allow_removals: arguments.allow_removals,
        overwrite_foreign: arguments.overwrite_foreign || arguments.take_over,
        resume: arguments.resume,
        access: access(arguments.endpoint.clone()),
        confirm: (on_terminal && !arguments.yes).then_some(confirm),
        clock: Timestamp::now,
    };
    let comparing = progress();
    let plan = commands::plan_publish(project, &options, &comparing);
    comparing.finish();
    let plan = plan?;
    for line in &plan.lines {
        out!("{}\n", visible_line(line))?;
    }
    for line in &plan.unfinished {
        err!("vitrine: {line}");
    }
    if let Some(reason) = plan.staleness {
        err!("vitrine: {reason}: run `vitrine build` first");
    }
    if arguments.dry_run {
        if let Some(refusal) = &plan.refusal {
            out!("it would be refused: {}\n", visible_line(refusal))?;
        }
        out!("nothing was sent: this is a dry run\n")?;
        return Ok(());
    }
    let staleness = plan.staleness.filter(|_| !arguments.as_built);
    if let Some(reason) = staleness {
        ensure!(
            on_terminal && !arguments.yes,
            "nothing was sent: {reason}. To publish the last build anyway, add `--as-built`"
        );
    }
    if plan.is_done() {
        out!("nothing to do: the last build is already published\n")?;
        return Ok(());
    }
    if !arguments.yes && plan.refusal.is_none() {
        ensure!(on_terminal, "nothing was sent: to publish, add `--yes`");
        let what = if staleness.is_some() {
            "the last build as it is"
        } else {
            "the site"
        };
        let question = format!("Publish {what} to {}?", plan.destination());
        ensure!(confirm(&question)?, "nothing was sent");
    }
    let sending = progress();
    let summary = plan.publish(&sending);
    sending.finish();
    out!("{}\n", visible_line(&summary?))?;
    Ok(())
}

/// Asks on the terminal.
fn confirm(question: &str) -> anyhow::Result<bool> {
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout());
    prompt::confirm(question, &mut input, &mut output)
}

/// The environment variables with credentials of stores, and the endpoint of the command line.
pub(super) fn access(endpoint: Option<String>) -> StoreAccess {
    let variables = std::env::vars_os();
    let environment = variables
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        .collect();
    StoreAccess {
        environment,
        endpoint,
    }
}
