//! `vitrine check --links`: requests the external pages that the site links to. Entry point: [`check`].

mod cache;
mod client;
mod crawl;
mod problems;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::Context as _;

use super::super::{Progress, Project, cache_file, count};
use crate::validate;
use cache::LinkCache;
use client::LinkStatus;
use crawl::{CrawlPolicy, page};

/// The folder of the cache; its `.gitignore` keeps it out of the project's history.
const FOLDER: &str = ".vitrine";
const FILE: &str = "links.json";

/// Options of the link check.
#[derive(Debug, Clone, Copy)]
pub struct LinkOptions {
    /// How many days an address that was reached is not requested again.
    pub cached_days: i64,
    /// How long to wait between two requests to one host.
    pub pause: Duration,
    /// How long to wait for a response.
    pub timeout: Duration,
}

impl Default for LinkOptions {
    fn default() -> Self {
        Self {
            cached_days: 7,
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(20),
        }
    }
}

/// Checks the external links of the site, adds the problems to the project's, and returns a one-line summary.
pub(super) fn check(
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
    let mut cache = cache_file::read(&file)
        .map(|text| LinkCache::parse(&text))
        .unwrap_or_default();
    let policy = CrawlPolicy {
        today: loaded.options.today,
        cached_days: options.cached_days,
        pause: options.pause,
        timeout: options.timeout,
    };
    progress.steps("Requesting pages", links.len());
    let addresses = links.iter().map(|link| link.value.as_str());
    let counts = crawl::crawl(addresses, &mut cache, &policy, || progress.part_done());
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .and_then(|()| fs::write(&file, cache.to_text()))
        .with_context(|| format!("cannot write `{}`", file.display()))?;
    loaded
        .diagnostics
        .append(problems::problems(&links, &cache));
    Ok(format!(
        "{} to other sites: {} requested, {} cached, {} with reserved example names",
        count(links.len(), "link"),
        count(counts.requested, "page"),
        counts.cached,
        counts.reserved,
    ))
}
