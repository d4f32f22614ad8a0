//! Files that are named on the command line: [`write_named`].

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};

use super::Folder;

/// Writes the file that the user has named.
///
/// The folders of the path may be links, because the user has typed them. The file itself may not: it could be in a project
/// that somebody else made. Devices and pipes, such as `/dev/stdout`, are written directly.
///
/// # Errors
///
/// If it cannot be written. The old file is unchanged then.
pub fn write_named(path: &Path, bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
    let bytes = bytes.as_ref();
    let context = || format!("cannot write `{}`", path.display());
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error).with_context(context),
    };
    let is_stream = match &metadata {
        Some(metadata) if metadata.is_symlink() => is_among_devices(path),
        Some(metadata) => !metadata.is_file() && !metadata.is_dir(),
        None => false,
    };
    if is_stream {
        // At the end: the shell may have redirected it to a file with something in it.
        return File::options()
            .append(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes))
            .with_context(context);
    }
    if metadata.is_some_and(|metadata| metadata.is_symlink()) {
        bail!(
            "`{}` is a symbolic link, and nothing is written through links: name the file that it leads to",
            path.display()
        );
    }
    let Some(name) = path.file_name() else {
        bail!("`{}` is not the name of a file", path.display());
    };
    let parent = path.parent().unwrap_or(Path::new(""));
    Folder::open(parent)
        .with_context(context)?
        .write_output(name, bytes)
}

/// Whether a link is one of the system's: `/dev/stdout`, `/dev/fd/3`.
fn is_among_devices(path: &Path) -> bool {
    let folder = path.parent().and_then(|folder| folder.canonicalize().ok());
    // Not those below `/dev/shm`, which is a folder for files.
    folder.is_some_and(|folder| {
        folder == Path::new("/dev") || folder.starts_with("/proc") && folder.ends_with("fd")
    })
}
