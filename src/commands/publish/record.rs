//! The publications of this project folder that have begun and not ended: their ids, in a file, with a lock that the running
//! one holds. So an interrupted publication is continued at once where it began. Entry points: [`begin`], [`is_interrupted`].

use std::io::ErrorKind;
use std::path::Path;

use super::places::{self, PastDestination};
use super::session::Overtaken;
use crate::disk::{Folder, Lock};

const FILE: &str = ".vitrine/publications.txt";
const LOCK: &str = ".vitrine/publishing";
/// The most ids that are kept: interrupted publications to several destinations.
const MAX_IDS: usize = 50;

/// A running publication.
#[derive(Debug)]
pub(super) struct PublicationRecord {
    /// `None` where nothing can be written.
    kept: Option<(Folder, Lock)>,
    line: String,
}

/// Records a publication before it begins.
///
/// # Errors
///
/// [`Overtaken`] if another publication of this project runs.
pub(super) fn begin(project: &Path, id: &str) -> anyhow::Result<PublicationRecord> {
    let folder = Folder::open(project)?;
    let lock = match folder.lock(LOCK) {
        Ok(Some(lock)) => lock,
        Ok(None) => {
            return Err(Overtaken(format!(
                "nothing was sent: another publication of `{}` is running; wait until it has ended",
                project.display()
            ))
            .into());
        }
        Err(error) if is_read_only(&error) => {
            return Ok(PublicationRecord {
                kept: None,
                line: String::new(),
            });
        }
        Err(error) => return Err(error),
    };
    let line = line(project, id);
    let mut lines = lines(&folder);
    lines.push(line.clone());
    write(&folder, &lines[lines.len().saturating_sub(MAX_IDS)..])?;
    Ok(PublicationRecord {
        kept: Some((folder, lock)),
        line,
    })
}

/// Whether a publication began in this project folder, and does not run any more.
pub(super) fn is_interrupted(project: &Path, id: &str) -> bool {
    Folder::open(project).is_ok_and(|folder| {
        lines(&folder).contains(&line(project, id)) && matches!(folder.lock(LOCK), Ok(Some(_)))
    })
}

impl PublicationRecord {
    /// Adds the destination to those to which this project folder published. Returns a remark if that is not possible.
    pub(super) fn remember(&self, place: &PastDestination) -> anyhow::Result<Option<String>> {
        let Some((folder, _lock)) = &self.kept else {
            return Ok(Some(format!(
                "the project's folder cannot be written, so `{}` has no line for this destination: `vitrine forget` will \
                 not look there, unless it is `to` under `[publish]`. Note it, or publish from a folder that can be written",
                places::FILE
            )));
        };
        place.remember(folder)?;
        Ok(None)
    }

    /// Forgets a publication that has ended.
    pub(super) fn end(self) {
        let Some((folder, _lock)) = self.kept else {
            return;
        };
        let mut lines = lines(&folder);
        lines.retain(|line| *line != self.line);
        // An id too many does no harm: no store has it.
        let _ = write(&folder, &lines);
    }
}

/// Whether an error says that nothing may be written there.
fn is_read_only(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<std::io::Error>();
        cause.is_some_and(|cause| {
            matches!(
                cause.kind(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
            )
        })
    })
}

fn lines(folder: &Folder) -> Vec<String> {
    let text = folder.read_cache(FILE).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn write(folder: &Folder, lines: &[String]) -> anyhow::Result<()> {
    // Never in the history of the project.
    folder.write_cache(".vitrine/.gitignore", "*\n")?;
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    folder.write_cache(FILE, text)
}

/// The line of a publication. A copy of the folder has other numbers, and does not count: its lock is another one.
#[cfg(unix)]
fn line(project: &Path, id: &str) -> String {
    use std::os::unix::fs::MetadataExt as _;
    match std::fs::metadata(project) {
        Ok(metadata) => format!("{id} {}:{}", metadata.dev(), metadata.ino()),
        Err(_) => "-".to_owned(),
    }
}

/// The line of a publication. Without a number of the folder, only silence shows that a publication was interrupted.
#[cfg(not(unix))]
fn line(_project: &Path, _id: &str) -> String {
    String::from("-")
}

#[cfg(test)]
mod tests {
    use super::{PastDestination, PublicationRecord, begin, is_interrupted};
    use crate::commands::publish::destination::ResolvedDestination;
    use crate::model::Destination;
    use std::fs;

    #[test]
    fn a_destination_that_is_not_remembered_is_named() {
        let project = tempfile::tempdir().unwrap();
        let place = PastDestination::new(&ResolvedDestination {
            destination: Destination::Folder("/srv/www".into()),
            config: Default::default(),
        });
        let read_only = PublicationRecord {
            kept: None,
            line: String::new(),
        };
        let remark = read_only.remember(&place).unwrap().unwrap();
        assert!(remark.contains("will not look there"), "{remark}");
        let record = begin(project.path(), "a").unwrap();
        assert_eq!(record.remember(&place).unwrap(), None);
    }

    #[test]
    fn only_a_publication_that_does_not_run_is_interrupted() {
        let project = tempfile::tempdir().unwrap();
        let project = project.path();
        assert!(!is_interrupted(project, "a"));
        let running = begin(project, "a").unwrap();
        assert!(!is_interrupted(project, "a"));
        let error = begin(project, "b").unwrap_err().to_string();
        assert!(error.contains("is running"), "{error}");
        drop(running);
        assert!(is_interrupted(project, "a"));
        assert!(!is_interrupted(project, "b"));
        begin(project, "b").unwrap().end();
        assert!(is_interrupted(project, "a"));
        assert!(!is_interrupted(project, "b"));
    }

    #[test]
    fn a_copy_of_the_folder_is_another_folder() {
        let (project, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        drop(begin(project.path(), "a").unwrap());
        let file = ".vitrine/publications.txt";
        fs::create_dir(copy.path().join(".vitrine")).unwrap();
        fs::copy(project.path().join(file), copy.path().join(file)).unwrap();
        assert!(!is_interrupted(copy.path(), "a"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let project = tempfile::tempdir().unwrap();
        let mine = project.path().join("mine.txt");
        fs::write(&mine, "mine").unwrap();
        fs::create_dir(project.path().join(".vitrine")).unwrap();
        symlink(&mine, project.path().join(".vitrine/publications.txt")).unwrap();
        symlink(&mine, project.path().join(".vitrine/publishing")).unwrap();
        begin(project.path(), "a").unwrap().end();
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    }
}
