//! The state file beside a published site: the published files, and a snapshot of their content.
//! Read by [`RemoteState::from_text`], written by [`RemoteState::to_text`].

use std::collections::BTreeMap;

use object_store::UpdateVersion;
use serde_json::{Value, json};

use super::session::PublicationNote;
use super::{BuiltSite, Publication};
use crate::output::Entry;

/// The version of the file format.
const FORMAT_VERSION: u64 = 1;

/// The state of a destination.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RemoteState {
    /// Every file that Vitrine published, or may have published before an interruption.
    pub(super) files: BTreeMap<String, FileState>,
    /// The snapshot of the published content; empty until the first publication is complete.
    pub(super) snapshot: String,
    /// How many publications have begun. Each changes the state file, so that a concurrent one is noticed.
    /// The file calls it `begun`.
    pub(super) revision: u64,
    /// The publication that wrote the state; without one if an earlier version of Vitrine did.
    pub(super) publication: Option<PublicationNote>,
    /// The store's version of the state file itself, as of the last read or write; `None` if it does not exist.
    pub(super) version: Option<UpdateVersion>,
}

/// The state of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileState {
    /// It was sent; `tag` is the store's tag of the object.
    Sent {
        size: u64,
        hash: u64,
        tag: Option<String>,
    },
    /// It was about to be sent.
    Pending,
}

impl FileState {
    pub(super) fn is_sent(&self) -> bool {
        matches!(self, FileState::Sent { .. })
    }
}

impl RemoteState {
    /// The publication that has begun and not ended, if there is one: it runs, or it was interrupted.
    pub(super) fn unfinished(&self) -> Option<&PublicationNote> {
        self.publication.as_ref().filter(|note| !note.ended)
    }

    /// Whether exactly this site was published.
    pub(super) fn describes(&self, site: &BuiltSite) -> bool {
        let is_current = |file: &Entry| match self.files.get(&file.path) {
            Some(FileState::Sent { size, hash, .. }) => *size == file.size && *hash == file.hash,
            _ => false,
        };
        self.unfinished().is_none()
            && self.snapshot == site.snapshot
            && self.files.values().filter(|state| state.is_sent()).count() == site.files.len()
            && site.files.iter().all(is_current)
    }

    /// The last publication; `None` if none is complete.
    pub(super) fn published(&self) -> Option<Publication> {
        (!self.snapshot.is_empty()).then(|| Publication {
            snapshot: self.snapshot.clone(),
            files: self
                .files
                .iter()
                .filter(|(_, file_state)| file_state.is_sent())
                .map(|(path, _)| path.clone())
                .collect(),
        })
    }

    /// The state as JSON, one line for each file.
    pub(super) fn to_text(&self) -> String {
        let files = self.files.iter().map(|(path, file_state)| {
            match file_state {
                FileState::Pending => json!([path]),
                FileState::Sent { size, hash, tag } => {
                    json!([path, size, format!("{hash:016x}"), tag])
                }
            }
            .to_string()
        });
        let files: Vec<String> = files.collect();
        let publication = self.publication.as_ref();
        let publication = publication.map_or_else(String::new, |note| {
            format!(",\"publication\":{}", note.to_json())
        });
        format!(
            "{{\"vitrine\":{FORMAT_VERSION},\"begun\":{}{publication},\"snapshot\":{},\"files\":[\n{}\n]}}\n",
            self.revision,
            Value::from(self.snapshot.as_str()),
            files.join(",\n")
        )
    }

    /// Reads the text of [`Self::to_text`]; `None` if it has another format.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let document: Value = serde_json::from_str(text).ok()?;
        if document["vitrine"].as_u64() != Some(FORMAT_VERSION) {
            return None;
        }
        let file_state = |file: &Value| {
            let path = file[0].as_str()?.to_owned();
            let file_state = match file.as_array()?.len() {
                1 => FileState::Pending,
                _ => FileState::Sent {
                    size: file[1].as_u64()?,
                    hash: u64::from_str_radix(file[2].as_str()?, 16).ok()?,
                    tag: file[3].as_str().map(str::to_owned),
                },
            };
            Some((path, file_state))
        };
        Some(Self {
            files: document["files"]
                .as_array()?
                .iter()
                .map(file_state)
                .collect::<Option<_>>()?,
            snapshot: document["snapshot"].as_str()?.to_owned(),
            revision: document["begun"].as_u64()?,
            publication: match document.get("publication") {
                Some(note) => Some(PublicationNote::from_json(note)?),
                None => None,
            },
            version: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::session::Session;
    use super::{FileState, RemoteState};

    #[test]
    fn state_survives_writing_and_reading() {
        let sent = |tag: Option<&str>| FileState::Sent {
            size: 12,
            hash: u64::MAX,
            tag: tag.map(str::to_owned),
        };
        let state = RemoteState {
            files: [
                ("a \"b\"/index.html".to_owned(), sent(Some("\"x\""))),
                ("é".to_owned(), sent(None)),
                ("z".to_owned(), FileState::Pending),
            ]
            .into(),
            snapshot: "line\nline\t\u{1}".to_owned(),
            revision: 3,
            publication: Some(Session::new(Timestamp::now).note(false)),
            version: None,
        };
        let text = state.to_text();
        assert_eq!(RemoteState::from_text(&text), Some(state));
        assert_eq!(
            RemoteState::from_text(&text.replace("\":1,", "\":2,")),
            None
        );
        assert_eq!(
            RemoteState::from_text(&text.replace("\"ended\"", "\"x\"")),
            None
        );
        assert_eq!(RemoteState::from_text("[]"), None);
        assert_eq!(
            RemoteState::from_text(&RemoteState::default().to_text()),
            Some(RemoteState::default())
        );
    }
}
