//! Journal of an erasure: written before the first file is deleted, deleted when nothing is left. From it, `vitrine forget`
//! goes on after an interruption at any instant.
//!
//! It holds what the search needs, and until a site without the partner is built, the bytes of the deleted files. Only its
//! owner can read it.

use std::path::Path;

use anyhow::{Context as _, anyhow, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use siphasher::sip::SipHasher13;

use super::{FOLDER, JOURNAL, read_text};
use crate::disk::Folder;

/// The version of the file format.
const FORMAT_VERSION: u64 = 1;

/// What the file says about itself.
const ABOUT: &str = "an unfinished erasure: `vitrine forget` goes on with it, and deletes this file when nothing is left";

/// The journal of an erasure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::commands) struct Journal {
    /// The id of the partner.
    pub(in crate::commands) id: String,
    /// The name of the partner.
    pub(in crate::commands) name: String,
    /// The files to delete: the record first.
    pub(in crate::commands) files: Vec<ErasedFile>,
    /// The values to search for.
    pub(in crate::commands) traces: Vec<JournalTrace>,
    /// Hashes of the paths that the site had before.
    pub(in crate::commands) paths_before: Vec<u64>,
    /// Whether a site without the partner is built; the bytes of the files are gone then.
    pub(in crate::commands) built: bool,
}

/// A file to delete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::commands) struct ErasedFile {
    /// Its path in the project, below `partners/`.
    pub(in crate::commands) path: String,
    /// Its bytes, to restore it if the site cannot be built without it.
    pub(in crate::commands) bytes: Option<Vec<u8>>,
}

/// A value to search for: its kind, its text, and whether it identifies the partner.
pub(in crate::commands) type JournalTrace = (String, String, bool);

impl Journal {
    /// Its path in the project.
    pub(in crate::commands) fn path(id: &str) -> String {
        // An id may have any letters, and as many as a file's name.
        let hash = SipHasher13::new().hash(id.as_bytes());
        format!("{FOLDER}/{JOURNAL}{hash:016x}.json")
    }

    /// The journal of a partner's erasure; absent if it does not exist.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub(in crate::commands) fn read(project: &Path, id: &str) -> anyhow::Result<Option<Self>> {
        let path = Self::path(id);
        let journal = Self::read_file(project, &path)?;
        if let Some(journal) = &journal {
            ensure!(
                journal.id == id,
                "`{path}` is about another partner: delete it"
            );
        }
        Ok(journal)
    }

    pub(super) fn read_file(project: &Path, path: &str) -> anyhow::Result<Option<Self>> {
        let Some(text) = read_text(project, path)? else {
            return Ok(None);
        };
        let journal = Self::from_text(&text).ok_or_else(|| {
            anyhow!(
                "`{path}` is damaged, or another version of Vitrine wrote it: run that version, or delete the file"
            )
        })?;
        Ok(Some(journal))
    }

    /// Writes it in one step.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub(in crate::commands) fn write(&self, project: &Folder) -> anyhow::Result<()> {
        project.write_private(Self::path(&self.id), self.to_text())
    }

    /// Deletes it.
    ///
    /// # Errors
    ///
    /// If it cannot be deleted.
    pub(in crate::commands) fn delete(&self, project: &Folder) -> anyhow::Result<()> {
        let path = Self::path(&self.id);
        project
            .remove(&path)
            .map(drop)
            .with_context(|| format!("`{path}` holds the values that were searched for: delete it"))
    }

    fn to_text(&self) -> String {
        let file = |file: &ErasedFile| {
            let bytes = file.bytes.as_ref().map(|bytes| STANDARD.encode(bytes));
            json!([file.path, bytes])
        };
        let journal = json!({
            "about": ABOUT,
            "vitrine": FORMAT_VERSION,
            "id": self.id,
            "name": self.name,
            "built": self.built,
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "traces": self.traces,
            "paths_before": self.paths_before,
        });
        format!("{journal}\n")
    }

    fn from_text(text: &str) -> Option<Self> {
        let journal: Value = serde_json::from_str(text).ok()?;
        if journal["vitrine"].as_u64() != Some(FORMAT_VERSION) {
            return None;
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let file = |file: &Value| {
            let bytes = match &file[1] {
                Value::Null => None,
                bytes => Some(STANDARD.decode(bytes.as_str()?).ok()?),
            };
            let path = text(&file[0])?;
            is_inside(&path).then_some(ErasedFile { path, bytes })
        };
        let trace = |trace: &Value| Some((text(&trace[0])?, text(&trace[1])?, trace[2].as_bool()?));
        let list = |name: &str| journal[name].as_array().map(|list| list.iter());
        Some(Self {
            id: text(&journal["id"])?,
            name: text(&journal["name"])?,
            files: list("files")?.map(file).collect::<Option<_>>()?,
            traces: list("traces")?.map(trace).collect::<Option<_>>()?,
            paths_before: list("paths_before")?
                .map(Value::as_u64)
                .collect::<Option<_>>()?,
            built: journal["built"].as_bool()?,
        })
    }
}

/// Whether a path is that of a partner's file: a journal from elsewhere must not delete or write others.
fn is_inside(path: &str) -> bool {
    let mut parts = path.split('/');
    parts.next() == Some("partners")
        && parts.clone().next().is_some()
        && parts.all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']))
}

#[cfg(test)]
mod tests {
    use super::{ErasedFile, Journal};

    #[test]
    fn a_journal_is_read_as_it_was_written() {
        let journal = Journal {
            id: "zwickau".to_owned(),
            name: "Zwickau & \"Söhne\"\n".to_owned(),
            files: vec![
                ErasedFile {
                    path: "partners/de/zwickau.toml".to_owned(),
                    bytes: Some(vec![0, 255, 10]),
                },
                ErasedFile {
                    path: "partners/zwickau.svg".to_owned(),
                    bytes: None,
                },
            ],
            traces: vec![("name".to_owned(), "Zwickau".to_owned(), true)],
            paths_before: vec![0, u64::MAX],
            built: true,
        };
        let text = journal.to_text();
        assert_eq!(Journal::from_text(&text), Some(journal));
        for path in [
            "content/catalogue.toml",
            "partners/../content/catalogue.toml",
            "/etc/passwd",
            "partners",
            "partners/",
            "partners//a",
        ] {
            let hostile = text.replace("partners/zwickau.svg", path);
            assert_eq!(Journal::from_text(&hostile), None, "{path}");
        }
        assert_eq!(Journal::from_text(&text.replace(":1,", ":2,")), None);
        assert_eq!(Journal::from_text("[]"), None);
    }
}
