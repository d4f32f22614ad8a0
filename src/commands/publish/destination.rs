//! The destination of a publication, from the command line or the settings. Entry point: [`resolve`].

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::deployment::StoreConfig;
use super::endpoint::{self, StoreAccess};
use crate::commands::parse_project;
use crate::commands::render::PUBLIC;
use crate::model::Destination;

/// A destination, and how to reach it.
#[derive(Debug, Clone)]
pub(super) struct ResolvedDestination {
    pub(super) destination: Destination,
    pub(super) config: StoreConfig,
}

/// The named destination, else the one in the settings; `None` without either. `confirm` asks whether an endpoint that the
/// project's files name may be used.
///
/// # Errors
///
/// If the settings cannot be read, the destination is invalid, or credentials may not go there.
pub(super) fn resolve(
    project: &Path,
    named: Option<&str>,
    access: &StoreAccess,
    confirm: &dyn Fn(&str) -> anyhow::Result<bool>,
) -> anyhow::Result<Option<ResolvedDestination>> {
    let read = parse_project(project)?;
    let Some(records) = read.records else {
        bail!("the project cannot be read: `vitrine check` reports why");
    };
    let settings = &records.settings.publish;
    let value = |text: &Option<crate::source::Spanned<String>>| {
        text.as_ref().map(|text| text.value.clone())
    };
    let (text, base) = match (named, value(&settings.to)) {
        (Some(text), _) => (text.to_owned(), Path::new("")),
        (None, Some(text)) => (text, project),
        (None, None) => return Ok(None),
    };
    let destination = match Destination::parse(&text) {
        Ok(Destination::Folder(path)) => Destination::Folder(base.join(path)),
        Ok(destination) => destination,
        Err(help) => bail!("`{text}` is not a valid destination: {help}"),
    };
    if let Destination::Folder(folder) = &destination
        && overlap(folder, &project.join(PUBLIC))
    {
        bail!(
            "`{}` is where the build writes: name another folder",
            folder.display()
        );
    }
    let (endpoint, region) = (value(&settings.endpoint), value(&settings.region));
    reach(destination, endpoint.as_deref(), region, access, confirm).map(Some)
}

/// Adds to a destination how to reach it, by what the project's files name.
pub(super) fn reach(
    destination: Destination,
    endpoint: Option<&str>,
    region: Option<String>,
    access: &StoreAccess,
    confirm: &dyn Fn(&str) -> anyhow::Result<bool>,
) -> anyhow::Result<ResolvedDestination> {
    let mut config = StoreConfig {
        endpoint: None,
        region: None,
        environment: access.environment.clone(),
    };
    if let Destination::Store { provider, .. } = &destination {
        if let Some(region) = &region {
            endpoint::check_region(region)?;
        }
        config.region = region;
        let name = destination.to_string();
        config.endpoint = endpoint::choose(*provider, &name, endpoint, access, confirm)?;
    }
    Ok(ResolvedDestination {
        destination,
        config,
    })
}

impl ResolvedDestination {
    /// Its name, with the endpoint.
    pub(super) fn name(&self) -> String {
        match &self.config.endpoint {
            Some(endpoint) => format!("{} at {endpoint}", self.destination),
            None => self.destination.to_string(),
        }
    }
}

/// Whether one of two folders is the other, or inside it.
fn overlap(a: &Path, b: &Path) -> bool {
    let (a, b) = (absolute(a), absolute(b));
    a.starts_with(&b) || b.starts_with(&a)
}

/// The real path of a folder. One that does not exist yet is resolved from its nearest ancestor that does.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let resolved = path.ancestors().find_map(|ancestor| {
        let rest = path.strip_prefix(ancestor).ok()?;
        let ancestor = if ancestor == Path::new("") {
            Path::new(".")
        } else {
            ancestor
        };
        Some(fs::canonicalize(ancestor).ok()?.join(rest))
    });
    resolved.unwrap_or_else(|| path.to_owned())
}
