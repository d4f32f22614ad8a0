//! `vitrine publish`: the upload of the built site. Entry points: [`plan_publish`], then [`PublishPlan::publish`].

mod apply;
mod claim;
mod connect;
mod deployment;
mod destination;
mod difference;
mod endpoint;
mod error;
mod folder;
mod headers;
mod known;
mod places;
mod record;
mod refusal;
mod session;
mod state;
mod store;
mod transport;
mod upload_order;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, anyhow, bail};
use jiff::Timestamp;

use super::build_cache::staleness;
use super::diff::{self, Snapshot};
use super::erasure::{self, RemovedFiles};
use super::render::PUBLIC;
use super::{Progress, count};
use crate::output;
use deployment::{BuiltSite, Deployment, DeploymentTarget, Publication, StoreConfig};
use destination::ResolvedDestination;
use places::PastDestination;
use session::{Overtaken, Session};

pub use endpoint::StoreAccess;
pub use known::{KnownPublication, PublishedPlace, published_places};
pub(super) use places::FILE as DESTINATIONS;

/// How many files or addresses are listed by name.
const MAX_NAMED: usize = 10;

/// The destination, and what the publication may do there.
#[derive(Debug, Clone)]
pub struct PublishOptions {
    /// The destination; overrides the one in the settings.
    pub destination: Option<String>,
    /// Whether addresses may vanish, and many files.
    pub allow_removals: bool,
    /// Whether files that Vitrine did not publish may be overwritten.
    pub overwrite_foreign: bool,
    /// Whether a publication that has begun elsewhere and not ended is continued.
    pub resume: bool,
    /// The credentials and the endpoint that the user gives.
    pub access: StoreAccess,
    /// Asks on a terminal whether the endpoint that the project's files name may be used.
    pub confirm: Option<fn(&str) -> anyhow::Result<bool>>,
    /// The current time.
    pub clock: fn() -> Timestamp,
}

/// A planned publication; nothing has been sent.
pub struct PublishPlan {
    project: PathBuf,
    session: Session,
    /// Whether it is the destination in the settings: then erased partners are published nowhere afterwards.
    is_own_destination: bool,
    deployment: Deployment,
    destination: String,
    place: PastDestination,
    /// The changes that visitors will notice, and how much is sent.
    pub lines: Vec<String>,
    /// Why the publication needs another option, if it does.
    pub refusal: Option<String>,
    /// A line for each erasure that has not ended.
    pub unfinished: Vec<String>,
    /// Why the built site may not be that of the project as it is now, if that is so.
    pub staleness: Option<&'static str>,
}

/// Compares the built site with the destination.
///
/// # Errors
///
/// If nothing was built, the built site is damaged, or the destination is missing or cannot be reached.
pub fn plan_publish(
    project: &Path,
    options: &PublishOptions,
    progress: &Progress,
) -> anyhow::Result<PublishPlan> {
    progress.step("Reading");
    let public = project.join(PUBLIC);
    let mut lines = check_built_site(&public)?;
    let named = options.destination.as_deref();
    let confirm = |question: &str| match options.confirm {
        Some(confirm) => progress.suspend(|| confirm(question)),
        None => Ok(false),
    };
    let resolved = destination::resolve(project, named, &options.access, &confirm)?;
    let resolved = resolved.ok_or_else(|| {
        anyhow!(
            "the destination is missing: add `--to` with a folder or a store such as `s3://bucket/folder`, or write \
             `to = \"…\"` under `[publish]` in `content/catalogue.toml`"
        )
    })?;
    let snapshot = diff::last_snapshot(project).ok_or_else(|| {
        anyhow!("what the last build published is not known: run `vitrine build`")
    })?;
    let site = BuiltSite::new(&public, snapshot.clone())?;
    // The settings may come from somebody else, and the site goes there.
    let (name, place) = (resolved.name(), PastDestination::new(&resolved));
    let ResolvedDestination {
        destination,
        config,
    } = resolved;
    progress.step(format!("Comparing with {destination}"));
    let deployment = Deployment::prepare(site, &destination, &config)?;
    let mut session = Session::new(options.clock);

    let previous = deployment.previous();
    let previous = previous.map(|previous| Snapshot::from_text(&previous.snapshot));
    match (previous, Snapshot::from_text(&snapshot)) {
        (Some(Some(previous)), Some(built)) => {
            let changes = diff::compare(&previous, &built);
            lines.extend(diff::lines(&changes));
            if !changes.is_empty() {
                lines.push(String::new());
            }
            let summary = diff::summary(&changes);
            lines.push(format!("since the last publication: {summary}"));
        }
        (None, _) => lines.push("nothing was published there before".to_owned()),
        _ => lines.push(
            "the changes cannot be listed: another version of Vitrine built or published the site before"
                .to_owned(),
        ),
    }
    let (files, bytes) = deployment.to_send();
    lines.push(format!(
        "{} to send ({}), {} to delete, {} up to date: {name}",
        count(files, "file"),
        size(bytes),
        deployment.to_delete().len(),
        deployment.up_to_date(),
    ));
    let removed = RemovedFiles::read(project);
    let erased = deployment.to_delete().iter();
    let erased = erased.filter(|path| removed.contains(path)).count();
    if erased > 0 {
        lines.push(format!(
            "{} of erased partners to delete",
            count(erased, "file")
        ));
    }
    let is_own_destination = options.destination.is_none();
    if is_own_destination && deployment.is_done() {
        RemovedFiles::delete(project)?;
    }
    let mut refusal = refusal::refusal(&deployment, &destination, &removed, options);
    if let Some(other) = deployment.unfinished() {
        match refusal::unfinished(other, &destination, project, options) {
            Ok(patience) => {
                session.patience = patience;
                let began = session::time(other.began);
                lines.push(format!("continues the publication that began at {began}"));
            }
            Err(reason) => refusal = Some(reason),
        }
    }
    let unfinished = erasure::unfinished(project);
    Ok(PublishPlan {
        project: project.to_owned(),
        session,
        is_own_destination,
        refusal,
        unfinished: unfinished.iter().map(|erasure| erasure.line()).collect(),
        staleness: staleness(project)?,
        destination: name,
        place,
        deployment,
        lines,
    })
}

impl PublishPlan {
    /// Whether there is nothing to do.
    pub fn is_done(&self) -> bool {
        self.deployment.is_done()
    }

    /// The name of the destination.
    pub fn destination(&self) -> &str {
        &self.destination
    }

    /// Sends and deletes. Returns a summary in one line.
    ///
    /// # Errors
    ///
    /// If the plan is refused, or something cannot be sent; no page at the destination is broken then.
    pub fn publish(self, progress: &Progress) -> anyhow::Result<String> {
        if let Some(refusal) = self.refusal {
            bail!("nothing was sent: {refusal}");
        }
        let started = Instant::now();
        let (files, bytes) = self.deployment.to_send();
        let deleted = self.deployment.to_delete().len();
        progress.steps("Publishing", files + deleted);
        let done = || progress.part_done();
        let interruption = self.deployment.interruption();
        let record = record::begin(&self.project, &self.session.id)?;
        let unremembered = record.remember(&self.place)?;
        let remarks = match self.deployment.apply(&self.session, &done) {
            Ok(remarks) => remarks,
            Err(error) if error.is::<Overtaken>() => {
                record.end();
                return Err(error);
            }
            Err(error) => return Err(error.context(interruption)),
        };
        record.end();
        if self.is_own_destination {
            RemovedFiles::delete(&self.project)?;
        }
        let mut summary = format!(
            "published in {:.1} s, {} sent ({}), {deleted} deleted: {}",
            started.elapsed().as_secs_f64(),
            count(files, "file"),
            size(bytes),
            self.destination
        );
        for remark in remarks.into_iter().chain(unremembered) {
            summary += &format!("\n{remark}");
        }
        Ok(summary)
    }
}

/// Fails if the site is not as it was built. Returns a line about files that Vitrine did not write and does not send.
fn check_built_site(public: &Path) -> anyhow::Result<Vec<String>> {
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
            enumerate(&all)
        );
    }
    if found.foreign.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "not sent, because Vitrine did not write it: {}",
        enumerate(&found.foreign)
    )])
}

/// The first names, and how many more there are.
fn enumerate(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(MAX_NAMED)
        .map(|name| name.escape_debug().to_string())
        .collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
