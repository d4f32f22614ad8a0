//! `vitrine publish` on the terminal: it is shown and asked for before anything is sent.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::ensure;
use clap::Args;

use super::prompt;
use crate::commands::{self, Progress, PublishOptions};

/// Where stores' credentials are, and what belongs to them.
const VARIABLES: [&str; 3] = ["AWS_", "GOOGLE_", "AZURE_"];

/// The arguments of `vitrine publish`.
#[derive(Debug, Args)]
pub(super) struct PublishArguments {
    /// A folder, or a store: `s3://bucket/folder`, `gs://…`, `az://…`; otherwise as `[publish]` says
    #[arg(long, value_name = "WHERE")]
    to: Option<String>,
    /// Only tell what would be sent and deleted
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Let addresses vanish that visitors can reach today, and many files
    #[arg(long)]
    allow_removals: bool,
    /// Overwrite files there that Vitrine did not publish
    #[arg(long)]
    take_over: bool,
}

/// Shows the difference, asks, and publishes.
pub(super) fn run(
    arguments: &PublishArguments,
    project: &Path,
    progress: fn() -> Progress,
) -> anyhow::Result<()> {
    let options = PublishOptions {
        to: arguments.to.clone(),
        allow_removals: arguments.allow_removals,
        take_over: arguments.take_over,
        environment: environment(),
    };
    let comparing = progress();
    let found = commands::plan_publish(project, &options, &comparing);
    comparing.finish();
    let found = found?;
    for line in &found.lines {
        println!("{line}");
    }
    if arguments.dry_run {
        if let Some(refusal) = &found.refusal {
            println!("it would be refused: {refusal}");
        }
        println!("nothing was sent: this is a dry run");
        return Ok(());
    }
    if found.is_done() {
        println!("nothing to do");
        return Ok(());
    }
    if !arguments.yes && found.refusal.is_none() {
        let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        ensure!(on_terminal, "nothing was sent: to publish, add `--yes`");
        let question = format!("Publish to {}?", found.destination());
        let agreed = prompt::agree(
            &question,
            &mut std::io::stdin().lock(),
            &mut std::io::stdout(),
        )?;
        ensure!(agreed, "nothing was sent");
    }
    let sending = progress();
    let done = found.publish(&sending);
    sending.finish();
    println!("{}", done?);
    Ok(())
}

fn environment() -> BTreeMap<String, String> {
    let variables = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        let wanted = VARIABLES.iter().any(|it| name.starts_with(it));
        wanted.then_some((name, value.into_string().ok()?))
    });
    variables.collect()
}
