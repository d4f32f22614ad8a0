//! Journal of an erasure: written before the first file is deleted, deleted when nothing is left. From it, `vitrine forget`
//! goes on after an interruption at any instant.
//!
//! It holds what the search needs, and until a site without the partner is built, the bytes of the deleted files. Only its
//! owner can read it. A project from elsewhere may contain a journal: one that this user did not write in this folder is not
//! read, and none names other files than the record of its partner and pictures.

use std::path::Path;

use anyhow::{Context as _, anyhow, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use siphasher::sip::SipHasher13;

use super::{FOLDER, JOURNAL, read_text};
use crate::disk::{Folder, is_below_partners};
use crate::image;

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
    /// The paths of the pictures that the record named and that are not deleted.
    pub(in crate::commands) pictures: Vec<String>,
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
        let folder = Folder::open(project)?;
        let journal = match folder.is_private(path)? {
            true => Self::from_text(&text, folder.identity()?),
            false => None,
        };
        let journal = journal.ok_or_else(|| {
            anyhow!(
                "`{path}` is damaged, or you have not written it in this folder with this version of Vitrine: delete it; \
                 but first look into it, as it may hold the last copy of a record"
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
        project.write_private(Self::path(&self.id), self.to_text(project.identity()?))
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

    fn to_text(&self, folder: u64) -> String {
        let file = |file: &ErasedFile| {
            let bytes = file.bytes.as_ref().map(|bytes| STANDARD.encode(bytes));
            json!([file.path, bytes])
        };
        let journal = json!({
            "about": ABOUT,
            "vitrine": FORMAT_VERSION,
            "folder": folder,
            "id": self.id,
            "name": self.name,
            "built": self.built,
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "pictures": self.pictures,
            "traces": self.traces,
            "paths_before": self.paths_before,
        });
        format!("{journal}\n")
    }

    fn from_text(text: &str, folder: u64) -> Option<Self> {
        let journal: Value = serde_json::from_str(text).ok()?;
        if journal["vitrine"].as_u64() != Some(FORMAT_VERSION)
            || journal["folder"].as_u64() != Some(folder)
        {
            return None;
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let id = text(&journal["id"])?;
        let file = |file: &Value| {
            let bytes = match &file[1] {
                Value::Null => None,
                bytes => Some(STANDARD.decode(bytes.as_str()?).ok()?),
            };
            let file = ErasedFile {
                path: text(&file[0])?,
                bytes,
            };
            file.belongs_to(&id).then_some(file)
        };
        let trace = |trace: &Value| Some((text(&trace[0])?, text(&trace[1])?, trace[2].as_bool()?));
        let list = |name: &str| journal[name].as_array().map(|list| list.iter());
        let files = list("files")?.map(file).collect::<Option<_>>()?;
        Some(Self {
            id,
            name: text(&journal["name"])?,
            files,
            pictures: list("pictures")?.map(text).collect::<Option<_>>()?,
            traces: list("traces")?.map(trace).collect::<Option<_>>()?,
            paths_before: list("paths_before")?
                .map(Value::as_u64)
                .collect::<Option<_>>()?,
            built: journal["built"].as_bool()?,
        })
    }
}

impl ErasedFile {
    /// Whether it is the record of this partner or a picture below `partners/`: an erasure deletes and restores nothing else.
    pub(in crate::commands) fn belongs_to(&self, id: &str) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let is_picture = || {
            image::extension(name).is_some() && self.bytes.as_deref().is_none_or(image::is_picture)
        };
        is_below_partners(&self.path) && (name.strip_suffix(".toml") == Some(id) || is_picture())
    }
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
            pictures: vec!["content/images/zwickau.svg".to_owned()],
            traces: vec![("name".to_owned(), "Zwickau".to_owned(), true)],
            paths_before: vec![0, u64::MAX],
            built: true,
        };
        let text = journal.to_text(7);
        assert_eq!(Journal::from_text(&text, 7), Some(journal));
        // Of a copy of the project.
        assert_eq!(Journal::from_text(&text, 8), None);
        for path in [
            "content/catalogue.toml",
            "partners/../content/catalogue.toml",
            "/etc/passwd",
            "partners",
            "partners/",
            "partners//a",
            "partners/.git/config",
            "partners/.git/zwickau.toml",
            "partners/.zwickau.svg",
            "partners/kerguelen.toml",
            "partners/zwickau.md",
            "partners/Makefile",
        ] {
            let hostile = text.replace("partners/zwickau.svg", path);
            assert_eq!(Journal::from_text(&hostile, 7), None, "{path}");
        }
        // By its content: `[core]`.
        let picture = r#"["partners/zwickau.svg",null]"#;
        assert!(text.contains(picture));
        let hostile = text.replace(picture, r#"["partners/zwickau.svg","W2NvcmVd"]"#);
        assert_eq!(Journal::from_text(&hostile, 7), None);
        assert_eq!(Journal::from_text(&text.replace(":1,", ":2,"), 7), None);
        assert_eq!(Journal::from_text("[]", 7), None);
    }
}
