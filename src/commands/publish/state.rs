//! What is noted beside a published site: which files were published, and what they said.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{BuiltSite, Published};
use crate::output::Entry;

/// The form of the notes.
const EDITION: u64 = 1;

/// The notes of a destination.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Every file there that is ours, or may be since a publication was interrupted.
    pub(super) files: BTreeMap<String, Note>,
    /// What was published, to compare with; empty before the first publication has ended.
    pub(super) snapshot: String,
    /// How many publications have begun: with each the notes change, so that another one at the same time is noticed.
    pub(super) begun: u64,
    /// Under which the store keeps the notes themselves, as they were read or written last.
    pub(super) tag: Option<String>,
}

/// What is noted of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note {
    /// It was sent; the store keeps it under this tag.
    Sent {
        size: u64,
        hash: u64,
        tag: Option<String>,
    },
    /// It was about to be sent.
    Claimed,
}

impl Notes {
    /// Whether they say that this site was published, and nothing else.
    pub(super) fn are_of(&self, site: &BuiltSite) -> bool {
        let is_noted = |file: &Entry| match self.files.get(&file.path) {
            Some(Note::Sent { size, hash, .. }) => *size == file.size && *hash == file.hash,
            _ => false,
        };
        self.snapshot == site.snapshot
            && self.files.len() == site.files.len()
            && site.files.iter().all(is_noted)
    }

    /// What was published; nothing if no publication has ended.
    pub(super) fn published(&self) -> Option<Published> {
        let sent = self.files.iter();
        let sent = sent.filter(|(_, note)| matches!(note, Note::Sent { .. }));
        let files: BTreeSet<&String> = sent.map(|(path, _)| path).collect();
        (!self.snapshot.is_empty()).then(|| Published {
            snapshot: self.snapshot.clone(),
            files: files.into_iter().cloned().collect(),
        })
    }

    /// As JSON, a line a file.
    pub(super) fn to_text(&self) -> String {
        let files = self.files.iter().map(|(path, note)| {
            match note {
                Note::Claimed => json!([path]),
                Note::Sent { size, hash, tag } => json!([path, size, format!("{hash:016x}"), tag]),
            }
            .to_string()
        });
        let files: Vec<String> = files.collect();
        format!(
            "{{\"vitrine\":{EDITION},\"begun\":{},\"snapshot\":{},\"files\":[\n{}\n]}}\n",
            self.begun,
            Value::from(self.snapshot.as_str()),
            files.join(",\n")
        )
    }

    /// What [`Self::to_text`] wrote; nothing if it is something else.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let document: Value = serde_json::from_str(text).ok()?;
        if document["vitrine"].as_u64() != Some(EDITION) {
            return None;
        }
        let note = |file: &Value| {
            let path = file[0].as_str()?.to_owned();
            let note = match file.as_array()?.len() {
                1 => Note::Claimed,
                _ => Note::Sent {
                    size: file[1].as_u64()?,
                    hash: u64::from_str_radix(file[2].as_str()?, 16).ok()?,
                    tag: file[3].as_str().map(str::to_owned),
                },
            };
            Some((path, note))
        };
        Some(Self {
            files: document["files"]
                .as_array()?
                .iter()
                .map(note)
                .collect::<Option<_>>()?,
            snapshot: document["snapshot"].as_str()?.to_owned(),
            begun: document["begun"].as_u64()?,
            tag: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Note, Notes};

    #[test]
    fn notes_are_read_as_they_were_written() {
        let sent = |tag: Option<&str>| Note::Sent {
            size: 12,
            hash: u64::MAX,
            tag: tag.map(str::to_owned),
        };
        let notes = Notes {
            files: [
                ("a \"b\"/index.html".to_owned(), sent(Some("\"x\""))),
                ("é".to_owned(), sent(None)),
                ("z".to_owned(), Note::Claimed),
            ]
            .into(),
            snapshot: "line\nline\t\u{1}".to_owned(),
            begun: 3,
            tag: None,
        };
        let text = notes.to_text();
        assert_eq!(Notes::from_text(&text), Some(notes));
        assert_eq!(Notes::from_text(&text.replace("\":1,", "\":2,")), None);
        assert_eq!(Notes::from_text("[]"), None);
        assert_eq!(
            Notes::from_text(&Notes::default().to_text()),
            Some(Notes::default())
        );
    }
}
