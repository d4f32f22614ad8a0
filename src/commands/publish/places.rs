//! The destinations to which this project folder published, also those that are only named with `--to`: `vitrine forget`
//! looks at each. Entry points: [`PastDestination::new`], [`read`].
//!
//! One line of JSON for each, in a file that only the user can read. It may come from somebody else as any file of the
//! project, so an endpoint in it is not trusted.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail, ensure};
use serde_json::{Value, json};

use super::destination::{self, ResolvedDestination};
use super::endpoint::StoreAccess;
use crate::disk::Folder;
use crate::model::Destination;

/// The file with the destinations.
pub(in crate::commands) const FILE: &str = ".vitrine/destinations.txt";
const AT_MOST: u64 = 1 << 20;

/// A destination without credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PastDestination {
    /// The destination, as in `s3://bucket/folder`; an absolute path of a folder.
    pub(super) destination: String,
    endpoint: Option<String>,
    region: Option<String>,
}

impl PastDestination {
    pub(super) fn new(resolved: &ResolvedDestination) -> Self {
        let destination = match &resolved.destination {
            Destination::Folder(folder) => {
                destination::absolute(folder).to_string_lossy().into_owned()
            }
            store => store.to_string(),
        };
        Self {
            destination,
            endpoint: resolved.config.endpoint.clone(),
            region: resolved.config.region.clone(),
        }
    }

    /// How to reach it, if credentials may go there.
    pub(super) fn resolve(&self, access: &StoreAccess) -> anyhow::Result<ResolvedDestination> {
        let destination =
            Destination::parse(&self.destination).map_err(|help| anyhow!("{help}"))?;
        let mut access = access.clone();
        if let Destination::Store { provider, .. } = &destination {
            // The endpoint of another store has nothing to say about this one.
            if access.endpoint(*provider) != self.endpoint.as_deref() {
                access.endpoint = None;
                access
                    .environment
                    .retain(|name, _| !super::endpoint::is_variable(name));
            }
        }
        let (endpoint, region) = (self.endpoint.as_deref(), self.region.clone());
        destination::reach(destination, endpoint, region, &access, &|_| Ok(false))
    }

    fn to_line(&self) -> String {
        json!({"to": self.destination, "endpoint": self.endpoint, "region": self.region})
            .to_string()
    }

    fn from_line(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        Some(Self {
            destination: text("to")?,
            endpoint: text("endpoint"),
            region: text("region"),
        })
    }

    /// Adds it to the list, before anything is sent there.
    pub(super) fn remember(&self, folder: &Folder) -> anyhow::Result<()> {
        // In place of a link, a new list.
        let mut text = if folder.path().join(FILE).is_symlink() {
            String::new()
        } else {
            String::from_utf8(folder.read(FILE, AT_MOST)?.unwrap_or_default())
                .with_context(|| format!("`{FILE}` is damaged"))?
        };
        let line = self.to_line();
        if text.lines().any(|known| known == line) {
            return Ok(());
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text += &format!("{line}\n");
        ensure!(
            text.len() as u64 <= AT_MOST,
            "`{FILE}` is full: delete the lines of destinations that do not exist any more"
        );
        folder.write_private(FILE, text)
    }
}

/// The destinations, and an error for each damaged line.
pub(super) fn read(project: &Path) -> Vec<anyhow::Result<PastDestination>> {
    let text = || -> anyhow::Result<String> {
        let bytes = Folder::open(project)?.read(FILE, AT_MOST)?;
        let Ok(text) = String::from_utf8(bytes.unwrap_or_default()) else {
            bail!("`{FILE}` is damaged");
        };
        Ok(text)
    };
    let text = match text() {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| PastDestination::from_line(line).ok_or_else(|| anyhow!("`{FILE}` is damaged")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FILE, PastDestination, StoreAccess, read};
    use crate::disk::Folder;

    fn place(destination: &str, endpoint: Option<&str>) -> PastDestination {
        PastDestination {
            destination: destination.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            region: None,
        }
    }

    #[test]
    fn destinations_are_remembered_once() {
        let project = tempfile::tempdir().unwrap();
        let folder = Folder::open(project.path()).unwrap();
        let places = [
            place("/srv/\u{1b}\nwww", None),
            place("s3://bucket", Some("https://store.example")),
        ];
        for place in places.iter().chain(&places) {
            place.remember(&folder).unwrap();
        }
        let known: Vec<PastDestination> = read(project.path())
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(known, places);
        let text = folder.read_cache(FILE).unwrap();
        folder.write_private(FILE, text + "damaged").unwrap();
        places[0].remember(&folder).unwrap();
        let known = read(project.path());
        assert_eq!(known.len(), 3);
        assert!(known[2].is_err());
    }

    #[test]
    fn the_list_trusts_no_endpoint_and_another_store_is_not_asked_instead() {
        let listed = place("s3://bucket", Some("https://store.example"));
        let amazon = place("s3://bucket", None);
        let named = |endpoint: &str| StoreAccess {
            endpoint: Some(endpoint.to_owned()),
            ..StoreAccess::default()
        };
        listed.resolve(&StoreAccess::default()).unwrap_err();
        listed.resolve(&named("https://other.example")).unwrap_err();
        let resolved = listed.resolve(&named("https://store.example")).unwrap();
        assert_eq!(resolved.config.endpoint, listed.endpoint);
        let resolved = amazon.resolve(&named("https://other.example")).unwrap();
        assert_eq!(resolved.config.endpoint, None);
    }
}
