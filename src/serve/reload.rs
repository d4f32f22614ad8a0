//! Reads the project anew after each change, and puts the reading in the place of the last.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::problems::Problems;
use super::project::{Project, Reading, Website};
use super::state::{Shown, State, Version};
use super::watch::Watch;

use crate::commands::Changes;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

/// What the terminal tells of a reading.
pub(super) struct Reload<'a> {
    /// The time of day, such as `13:58:02`.
    pub(super) time: String,
    /// What may have changed.
    pub(super) changes: &'a Changes,
    /// How long it took.
    pub(super) took: Duration,
    /// What was found; or why nothing could be read.
    pub(super) found: Result<(&'a Diagnostics, &'a Sources), &'a str>,
    /// What is shown now.
    pub(super) version: &'a Version,
}

/// Reads the project whenever its files change, until the watch ends.
pub(super) fn keep_up(
    mut project: impl Project,
    mut watch: Watch,
    state: &State,
    report: &(dyn Fn(&Reload<'_>) + Send + Sync),
) {
    read(&mut project, &Changes::Unknown, state, report);
    while let Some(changes) = watch.changes() {
        read(&mut project, &changes, state, report);
    }
}

fn read(
    project: &mut impl Project,
    changes: &Changes,
    state: &State,
    report: &(dyn Fn(&Reload<'_>) + Send + Sync),
) {
    let start = Instant::now();
    let now = Zoned::now();
    // A mistake in the program must not end the preview: it is a problem as others are.
    let reading =
        catch_unwind(AssertUnwindSafe(|| project.read(changes))).unwrap_or_else(|panic| {
            Err(anyhow::anyhow!(
                "the program failed while reading the project: {}",
                panic_message(&*panic)
            ))
        });
    let last = state.version();
    let generation = last.generation + 1;
    let mut shown = last.shown.clone();
    let mut about = BTreeMap::new();
    let (problems, reading) = match reading {
        Ok(reading) => {
            let Reading {
                website,
                diagnostics,
                sources,
            } = reading;
            if let Some(website) = website {
                let time = now.strftime("%H:%M").to_string();
                about = page_about(&*website, changes);
                shown = Some(Shown::new(website, generation, time));
            }
            (
                Problems::new(&diagnostics, &sources),
                Ok((diagnostics, sources)),
            )
        }
        Err(error) => {
            let message = format!("{error:#}");
            (Problems::of_machine(message.clone()), Err(message))
        }
    };
    state.set(Version {
        generation,
        shown,
        problems,
        about,
    });
    report(&Reload {
        time: now.strftime("%H:%M:%S").to_string(),
        changes,
        took: start.elapsed(),
        found: match &reading {
            Ok((diagnostics, sources)) => Ok((diagnostics, sources)),
            Err(message) => Err(message),
        },
        version: &state.version(),
    });
}

/// The page that the changed files are about, by language; empty if they are about none, or several.
fn page_about(website: &dyn Website, changes: &Changes) -> BTreeMap<String, String> {
    let Changes::At(paths) = changes else {
        return BTreeMap::new();
    };
    let pages = paths.iter().map(|path| website.about(path));
    let mut pages: Vec<_> = pages.filter(|page| !page.is_empty()).collect();
    pages.dedup();
    let page = if pages.len() == 1 { pages.pop() } else { None };
    let base = website.base_path();
    let under_base = |(lang, address): (String, String)| (lang, format!("{base}{address}"));
    page.unwrap_or_default()
        .into_iter()
        .map(under_base)
        .collect()
}

/// What a panic says.
pub(super) fn panic_message(panic: &(dyn std::any::Any + Send)) -> String {
    if let Some(message) = panic.downcast_ref::<&str>() {
        (*message).to_owned()
    } else if let Some(message) = panic.downcast_ref::<String>() {
        message.clone()
    } else {
        "no reason given".to_owned()
    }
}
