//! `vitrine check --links`: the links that lead out of the site.

mod cache;
mod client;
mod crawl;
mod problems;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use super::super::{Progress, Project, count};
use crate::validate;
use cache::Memory;
use client::Answer;
use crawl::{Politeness, page};

/// The folder of what is remembered between two runs; its `.gitignore` keeps it out of the project's history.
const FOLDER: &str = ".vitrine";
const FILE: &str = "links.json";

/// How the links are tested.
#[derive(Debug, Clone, Copy)]
pub struct LinkOptions {
    /// How many days an address that was reached is not asked for again.
    pub remembered_days: i64,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
    /// How long to wait for an answer.
    pub patience: Duration,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self {
            remembered_days: 7,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(20),
        }
    }
}

/// Tests the links that lead out of the site, adds what is wrong with them, and says in one line what was done.
pub(super) fn links(
    project: &Path,
    loaded: &mut Project,
    options: &LinkOptions,
    progress: &Progress,
) -> anyhow::Result<String> {
    let Some(records) = &loaded.records else {
        return Ok(String::new());
    };
    let links = validate::external_links(records, &loaded.sources);
    let folder = project.join(FOLDER);
    let file = folder.join(FILE);
    let mut memory = fs::read_to_string(&file)
        .map(|text| Memory::parse(&text))
        .unwrap_or_default();
    let politeness = Politeness {
        today: loaded.options.today,
        remembered_days: options.remembered_days,
        pause: options.pause,
        patience: options.patience,
    };
    progress.steps("Asking for pages", links.len());
    let addresses = links.iter().map(|link| link.value.as_str());
    let tested = crawl::test(addresses, &mut memory, &politeness, || progress.part_done());
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .and_then(|()| fs::write(&file, memory.to_text()))
        .with_context(|| format!("cannot write `{}`", file.display()))?;
    loaded
        .diagnostics
        .append(problems::problems(&links, &memory));
    Ok(format!(
        "{} to other sites: {} asked for, {} remembered, {} under names reserved for examples",
        count(links.len(), "link"),
        count(tested.asked, "page"),
        tested.remembered,
        tested.reserved,
    ))
}
