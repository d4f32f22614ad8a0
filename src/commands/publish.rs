//! `vitrine publish`: what was built goes to where visitors find it.

mod apply;
mod connect;
mod deployment;
mod difference;
mod error;
mod folder;
mod headers;
mod state;
mod store;
mod transport;
mod upload_order;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, anyhow, bail};

use super::diff::{self as changes, Snapshot};
use super::render::PUBLIC;
use super::{Progress, count, diff, parse_project};
use crate::model::Destination;
use crate::output;
use deployment::{Access, BuiltSite, Delivery, Published, Target};

/// How many files or addresses are named one by one.
const NAMED_AT_MOST: usize = 10;
/// So many files may go in one publication without being asked for: a few partners that left.
const REMOVED_AT_MOST: usize = 50;
/// Beyond those, one in so many.
const REMOVED_PART: usize = 10;

/// Where to, and what is allowed there.
#[derive(Debug, Clone, Default)]
pub struct PublishOptions {
    /// The destination, instead of the one in the settings.
    pub to: Option<String>,
    /// Addresses may vanish, and many files.
    pub allow_removals: bool,
    /// Files of others may be overwritten.
    pub take_over: bool,
    /// The environment, which holds the credentials.
    pub environment: BTreeMap<String, String>,
}

/// A publication that is worked out; nothing has been sent.
pub struct PublishPlan {
    delivery: Delivery,
    destination: String,
    /// What will be noticed, and how much is sent.
    pub lines: Vec<String>,
    /// Why it is not done without being allowed.
    pub refusal: Option<String>,
}

/// Compares what was built with what is at the destination.
///
/// # Errors
///
/// If nothing was built, what was built is damaged, there is no destination, or it cannot be reached.
pub fn plan_publish(
    project: &Path,
    options: &PublishOptions,
    progress: &Progress,
) -> anyhow::Result<PublishPlan> {
    progress.step("Reading");
    let public = project.join(PUBLIC);
    let mut lines = whole(&public)?;
    let (destination, access) = place(project, &public, options)?;
    let snapshot = diff::last_snapshot(project).ok_or_else(|| {
        anyhow!("what the last build published is not known: run `vitrine build`")
    })?;
    let site = BuiltSite::new(&public, snapshot.clone())?;
    progress.step(format!("Comparing with {destination}"));
    let delivery = Delivery::prepare(site, &destination, &access)?;

    let published =
        |text: &str, files: Vec<String>| Some(Snapshot::from_text(text)?.with_addresses(files));
    let now = output::published(&public).and_then(|files| published(&snapshot, files));
    let before = delivery.before();
    let before = before.and_then(|it| published(&it.snapshot, it.files.clone()));
    match (before, now) {
        (Some(before), Some(now)) => {
            let changes = changes::between(&before, &now);
            lines.extend(changes::lines(&changes));
            if !changes.is_empty() {
                lines.push(String::new());
            }
            let summary = changes::summary(&changes);
            lines.push(format!("since the last publication: {summary}"));
        }
        _ => lines.push("nothing was published there before".to_owned()),
    }
    let (files, bytes) = delivery.to_send();
    lines.push(format!(
        "{} to send ({}), {} to delete, {} there already: {destination}",
        count(files, "file"),
        size(bytes),
        delivery.to_delete().len(),
        delivery.there_already(),
    ));
    Ok(PublishPlan {
        refusal: refusal(&delivery, &destination, options),
        destination: destination.to_string(),
        delivery,
        lines,
    })
}

impl PublishPlan {
    /// Whether all is there already.
    pub fn is_done(&self) -> bool {
        self.delivery.is_done()
    }

    /// Where it goes.
    pub fn destination(&self) -> &str {
        &self.destination
    }

    /// Sends and deletes, and says in a line what was done.
    ///
    /// # Errors
    ///
    /// If it is not allowed, or something cannot be sent; what is there then is whole.
    pub fn publish(self, progress: &Progress) -> anyhow::Result<String> {
        if let Some(refusal) = self.refusal {
            bail!("nothing was sent: {refusal}");
        }
        let started = Instant::now();
        let (files, bytes) = self.delivery.to_send();
        let deleted = self.delivery.to_delete().len();
        progress.steps("Publishing", files + deleted);
        let done = || progress.part_done();
        self.delivery.carry_out(&done).context(
            "the publication was interrupted: visitors see no broken page, and the next `vitrine publish` goes on",
        )?;
        Ok(format!(
            "published in {:.1} s, {} sent ({}), {deleted} deleted: {}",
            started.elapsed().as_secs_f64(),
            count(files, "file"),
            size(bytes),
            self.destination
        ))
    }
}

/// Refuses what is not as it was built; tells what Vitrine did not write, which is not sent.
fn whole(public: &Path) -> anyhow::Result<Vec<String>> {
    let found = output::verify(public)
        .context("there is no built site to publish: run `vitrine build` first")?;
    let (missing, changed) = (&found.missing, &found.changed);
    if !missing.is_empty() || !changed.is_empty() {
        let all: Vec<String> = missing.iter().chain(changed).cloned().collect();
        bail!(
            "`{}` is not as it was built, {} missing and {} changed ({}): run `vitrine build` first",
            public.display(),
            missing.len(),
            changed.len(),
            named(&all)
        );
    }
    Ok(match found.foreign.is_empty() {
        true => Vec::new(),
        false => vec![format!(
            "not sent, for Vitrine did not write it: {}",
            named(&found.foreign)
        )],
    })
}

/// Where the site goes, as the options or else the settings say.
fn place(
    project: &Path,
    public: &Path,
    options: &PublishOptions,
) -> anyhow::Result<(Destination, Access)> {
    let read = parse_project(project)?;
    let Some(records) = read.records else {
        bail!("the project cannot be read: `vitrine check` tells why");
    };
    let settings = &records.settings.publish;
    let value = |text: &Option<crate::source::Spanned<String>>| {
        text.as_ref().map(|text| text.value.clone())
    };
    let (text, folder) = match (&options.to, value(&settings.to)) {
        (Some(to), _) => (to.clone(), Path::new("")),
        (None, Some(to)) => (to, project),
        (None, None) => bail!(
            "it is not known where to: add `--to` with a folder or a store such as `s3://bucket/folder`, or write \
             `to = \"…\"` under `[publish]` in `content/catalogue.toml`"
        ),
    };
    let destination = match Destination::parse(&text) {
        Ok(Destination::Folder(path)) => Destination::Folder(folder.join(path)),
        Ok(destination) => destination,
        Err(help) => bail!("`{text}` is no destination: {help}"),
    };
    if let Destination::Folder(folder) = &destination
        && overlap(folder, public)
    {
        bail!(
            "`{}` is where the build writes: name another folder",
            folder.display()
        );
    }
    let access = Access {
        endpoint: value(&settings.endpoint),
        region: value(&settings.region),
        environment: options.environment.clone(),
    };
    Ok((destination, access))
}

/// Whether one of two folders is the other, or in it.
fn overlap(a: &Path, b: &Path) -> bool {
    let whole = |path: &Path| -> PathBuf {
        let known = path.ancestors().find_map(|it| {
            let rest = path.strip_prefix(it).ok()?;
            let it = if it == Path::new("") {
                Path::new(".")
            } else {
                it
            };
            Some(fs::canonicalize(it).ok()?.join(rest))
        });
        known.unwrap_or_else(|| path.to_owned())
    };
    let (a, b) = (whole(a), whole(b));
    a.starts_with(&b) || b.starts_with(&a)
}

/// What must be allowed.
fn refusal(
    delivery: &Delivery,
    destination: &Destination,
    options: &PublishOptions,
) -> Option<String> {
    let in_the_way = delivery.in_the_way();
    if !in_the_way.is_empty() && !options.take_over {
        return Some(format!(
            "{} at {destination} would be overwritten that Vitrine did not publish: {}. Publish to another folder, or, if \
             they are an older copy of the site, add `--take-over`",
            count(in_the_way.len(), "file"),
            named(in_the_way)
        ));
    }
    if options.allow_removals {
        return None;
    }
    let gone = delivery.to_delete();
    let pages = gone.iter().filter(|path| changes::is_lasting(path));
    let pages: Vec<String> = pages
        .map(|path| format!("/{}", path.trim_end_matches("index.html")))
        .collect();
    if !pages.is_empty() {
        return Some(format!(
            "{} that visitors can reach today would be gone: {}. Addresses stay where a record has `status = \"former\"`, \
             or its former id among its `aliases`. If they are meant to go, add `--allow-removals`",
            match pages.len() {
                1 => "an address".to_owned(),
                number => format!("{number} addresses"),
            },
            named(&pages)
        ));
    }
    let before = delivery.before().map_or(0, |before| before.files.len());
    (gone.len() > REMOVED_AT_MOST.max(before / REMOVED_PART)).then(|| {
        format!(
            "{} of {before} would be deleted: {}. If this is the right site for {destination}, add `--allow-removals`",
            count(gone.len(), "file"),
            named(gone)
        )
    })
}

fn named(names: &[String]) -> String {
    let shown = names.iter().take(NAMED_AT_MOST);
    let shown: Vec<String> = shown.map(|name| name.escape_debug().to_string()).collect();
    let more = names.len() - shown.len();
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
