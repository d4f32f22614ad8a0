//! The publications of this project folder that have begun and not ended: their ids, in a file that the running one
//! locks. So an interrupted publication is continued at once where it began. Entry points: [`begin`], [`is_interrupted`].

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::session::Overtaken;

const FOLDER: &str = ".vitrine";
const FILE: &str = "publications.txt";
/// The most ids that are kept: interrupted publications to several destinations.
const MAX_IDS: usize = 50;
/// The most bytes that are read.
const MAX_BYTES: u64 = 10_000;

/// A running publication.
#[derive(Debug)]
pub(super) struct PublicationRecord {
    /// Locked; `None` where nothing can be written.
    file: Option<File>,
    line: String,
}

/// Records a publication before it begins.
///
/// # Errors
///
/// [`Overtaken`] if another publication of this project runs.
pub(super) fn begin(project: &Path, id: &str) -> anyhow::Result<PublicationRecord> {
    let path = path(project)?;
    let context = || format!("cannot write `{}`", path.display());
    let Some(mut file) = open(project, &path).with_context(context)? else {
        return Ok(PublicationRecord {
            file: None,
            line: String::new(),
        });
    };
    if !lock(&file).with_context(context)? {
        return Err(Overtaken(format!(
            "nothing was sent: another publication of `{}` is running; wait until it has ended",
            project.display()
        ))
        .into());
    }
    let line = line(&file, id).with_context(context)?;
    let mut lines = lines(&mut file).with_context(context)?;
    lines.push(line.clone());
    let first = lines.len().saturating_sub(MAX_IDS);
    write(&mut file, &lines[first..]).with_context(context)?;
    Ok(PublicationRecord {
        file: Some(file),
        line,
    })
}

/// Whether a publication began in this project folder, and does not run any more.
pub(super) fn is_interrupted(project: &Path, id: &str) -> bool {
    let find = || -> io::Result<bool> {
        let path = path(project).map_err(io::Error::other)?;
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(lock(&file)? && lines(&mut file)?.contains(&line(&file, id)?))
    };
    find().unwrap_or(false)
}

impl PublicationRecord {
    /// Forgets a publication that has ended.
    pub(super) fn end(self) {
        let Some(mut file) = self.file else {
            return;
        };
        // An id too many does no harm: no store has it.
        if let Ok(mut lines) = lines(&mut file) {
            lines.retain(|line| *line != self.line);
            let _ = write(&mut file, &lines);
        }
    }
}

/// The path of the file. Fails if it leads elsewhere, as it may in a project that somebody else made.
fn path(project: &Path) -> anyhow::Result<PathBuf> {
    let folder = project.join(FOLDER);
    let path = folder.join(FILE);
    let is = |path: &Path, kind: fn(&fs::FileType) -> bool| match fs::symlink_metadata(path) {
        Ok(metadata) => kind(&metadata.file_type()),
        Err(error) => error.kind() == ErrorKind::NotFound,
    };
    if !is(&folder, fs::FileType::is_dir) {
        bail!("`{}` is not a folder: delete it", folder.display());
    }
    if !is(&path, fs::FileType::is_file) {
        bail!("`{}` is not a file: delete it", path.display());
    }
    Ok(path)
}

/// The file; `None` where nothing may be written.
fn open(project: &Path, path: &Path) -> io::Result<Option<File>> {
    let folder = project.join(FOLDER);
    let opened = fs::create_dir_all(&folder).and_then(|()| {
        // Never in the history of the project.
        let _ =
            File::create_new(folder.join(".gitignore")).and_then(|mut file| file.write_all(b"*\n"));
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
    });
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Locks the file. Returns false if another publication has locked it.
fn lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn lines(file: &mut File) -> io::Result<Vec<String>> {
    let mut text = String::new();
    file.rewind()?;
    file.take(MAX_BYTES).read_to_string(&mut text)?;
    Ok(text.lines().map(str::to_owned).collect())
}

fn write(file: &mut File, lines: &[String]) -> io::Result<()> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

/// The line of a publication. A copy of the folder has other numbers, and does not count: its lock is another one.
#[cfg(unix)]
fn line(file: &File, id: &str) -> io::Result<String> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = file.metadata()?;
    Ok(format!("{id} {}:{}", metadata.dev(), metadata.ino()))
}

/// The line of a publication. Without a number of the file, only silence shows that a publication was interrupted.
#[cfg(not(unix))]
fn line(_file: &File, _id: &str) -> io::Result<String> {
    Ok(String::from("-"))
}

#[cfg(test)]
mod tests {
    use super::{begin, is_interrupted};
    use std::fs;

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
        let error = begin(project.path(), "a").unwrap_err().to_string();
        assert!(error.contains("is not a file"), "{error}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    }
}
