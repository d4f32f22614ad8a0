//! Reloading of the project after each change. Entry point: [`watch_loop`].

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::problems::Problems;
use super::terminal;
use super::version::{LiveSite, Version, VersionChannel};
use super::watch::Watch;
use super::website::{LoadedProject, ProjectSource, Website};

use crate::commands::Changes;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// After this time loading counts as slow.
const SLOW: Duration = Duration::from_secs(if cfg!(test) { 1 } else { 20 });

const STILL_READING: &str = "reading the project takes long: look for a file that is very large or complex, or on a drive \
     that does not respond";

/// What the terminal reports about a load.
pub(super) struct ReloadReport<'a> {
    /// The time of day, such as `13:58:02`.
    pub(super) time: String,
    /// The files that may have changed.
    pub(super) changes: &'a Changes,
    /// How long loading took.
    pub(super) duration: Duration,
    /// The problems of the files, or the reason why the project could not be read.
    pub(super) result: Result<(&'a Diagnostics, &'a Sources), &'a str>,
    /// The version that is current now.
    pub(super) version: &'a Version,
}

/// Loads the project now and whenever its files change, until the watch ends.
pub(super) fn watch_loop(
    mut source: impl ProjectSource,
    mut watch: Watch,
    versions: &VersionChannel,
    report: &(dyn Fn(&ReloadReport<'_>) + Send + Sync),
) {
    let mut changes = Some(Changes::Unknown);
    while let Some(changed) = changes {
        let reloaded = catch_unwind(AssertUnwindSafe(|| {
            reload(&mut source, &changed, versions, report);
        }));
        if let Err(panic) = reloaded {
            let message = panic_message(&*panic);
            let problem = format!("the program failed after reading the project: {message}");
            versions.publish(with_problem(&versions.current(), problem));
        }
        changes = watch.changes();
    }
}

fn reload(
    source: &mut impl ProjectSource,
    changes: &Changes,
    versions: &VersionChannel,
    report: &(dyn Fn(&ReloadReport<'_>) + Send + Sync),
) {
    let start = Instant::now();
    let now = Zoned::now();
    let loaded = report_if_slow(versions, || {
        // A panic must not end the preview: it is reported like other problems.
        catch_unwind(AssertUnwindSafe(|| source.load(changes))).unwrap_or_else(|panic| {
            Err(anyhow::anyhow!(
                "the program failed while reading the project: {}",
                panic_message(&*panic)
            ))
        })
    });
    let last = versions.current();
    let mut version = Version {
        generation: last.generation + 1,
        site: last.site.clone(),
        interface: Arc::clone(&last.interface),
        problems: Problems::default(),
        changed_page: BTreeMap::new(),
    };
    let result = match loaded {
        Ok(loaded) => {
            let LoadedProject {
                website,
                interface,
                diagnostics,
                sources,
            } = loaded;
            if let Some(website) = website {
                let time = now.strftime("%H:%M").to_string();
                version.changed_page = changed_page(&*website, changes);
                version.site = Some(LiveSite::new(website, version.generation, time));
            }
            version.interface = Arc::new(interface);
            version.problems = Problems::new(&diagnostics, &sources);
            Ok((diagnostics, sources))
        }
        Err(error) => {
            let message = format!("{error:#}");
            version.problems = Problems::of_machine(message.clone());
            Err(message)
        }
    };
    versions.publish(version);
    report(&ReloadReport {
        time: now.strftime("%H:%M:%S").to_string(),
        changes,
        duration: start.elapsed(),
        result: match &result {
            Ok((diagnostics, sources)) => Ok((diagnostics, sources)),
            Err(message) => Err(message),
        },
        version: &versions.current(),
    });
}

/// Loads the project. If that takes long, the pages and the terminal show it: otherwise one file that cannot be read, on a
/// drive that does not respond, would keep all later changes from view without a word.
fn report_if_slow<T>(versions: &VersionChannel, load: impl FnOnce() -> T) -> T {
    let (finished, wait) = mpsc::channel::<()>();
    thread::scope(|scope| {
        // If there is no thread for it, the report is missing, not the project.
        let _ = thread::Builder::new().spawn_scoped(scope, move || {
            if let Err(RecvTimeoutError::Timeout) = wait.recv_timeout(SLOW) {
                terminal::print_line(STILL_READING);
                let last = versions.current();
                // As long as there is no website, the page that is shown instead says that the project is being read.
                if last.site.is_some() {
                    versions.publish(with_problem(&last, STILL_READING.to_owned()));
                }
            }
        });
        let loaded = load();
        drop(finished);
        loaded
    })
}

/// The last version, with the reason why there is no newer one.
fn with_problem(last: &Version, message: String) -> Version {
    Version {
        generation: last.generation + 1,
        site: last.site.clone(),
        interface: Arc::clone(&last.interface),
        problems: Problems::of_machine(message),
        changed_page: BTreeMap::new(),
    }
}

/// The addresses, by language, of the page that the changed files are shown on. Empty if there is no such page, or
/// several.
fn changed_page(website: &dyn Website, changes: &Changes) -> BTreeMap<String, String> {
    let Changes::At(paths) = changes else {
        return BTreeMap::new();
    };
    let mut pages: Vec<BTreeMap<String, String>> = paths
        .iter()
        .map(|path| website.page_for_source(path))
        .filter(|page| !page.is_empty())
        .collect();
    pages.dedup();
    let page = if pages.len() == 1 { pages.pop() } else { None };
    let base = website.base_path();
    page.unwrap_or_default()
        .into_iter()
        .map(|(lang, address)| (lang, format!("{base}{address}")))
        .collect()
}

/// The message of a panic.
pub(super) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    if let Some(message) = panic.downcast_ref::<&str>() {
        (*message).to_owned()
    } else if let Some(message) = panic.downcast_ref::<String>() {
        message.clone()
    } else {
        "no reason given".to_owned()
    }
}
