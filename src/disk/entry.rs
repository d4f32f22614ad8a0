//! What is in a folder that is held open, never through a link: [`entry`], [`open_existing`].

use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{bail, ensure};
use cap_std::fs::{Dir, File, Metadata, OpenOptions};
#[cfg(unix)]
use rustix::io::Errno;

/// What is at a name, itself if it is a link; `None` if it does not exist.
pub(super) fn entry(dir: &Dir, name: impl AsRef<Path>) -> io::Result<Option<Metadata>> {
    match dir.symlink_metadata(name) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Fails if something other than a file is at a path, and says what to do.
pub(super) fn refuse_unless_file(metadata: &Metadata, path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if metadata.is_symlink() {
        bail!(
            "`{shown}` is a symbolic link, and nothing is read or written through it: replace it by the file that it leads to, or delete it"
        );
    }
    if metadata.is_dir() {
        bail!("`{shown}` is a folder, and a file is needed there: move it away");
    }
    ensure!(
        metadata.is_file(),
        "`{shown}` is not a regular file: delete it"
    );
    Ok(())
}

/// Opens a file that exists: not through a link, and without waiting for the other end of a pipe.
pub(super) fn open_existing(
    dir: &Dir,
    name: impl AsRef<Path>,
    options: &mut OpenOptions,
) -> io::Result<File> {
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        use rustix::fs::OFlags;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32);
    }
    dir.open_with(name, options)
}

/// Options to open a file without waiting for the other end of a pipe.
pub(super) fn without_waiting(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use cap_std::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits() as i32);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Waits until the names in a folder are on the disk.
#[cfg(unix)]
pub(super) fn sync_folder(dir: &Dir) -> io::Result<()> {
    match rustix::fs::fsync(readable(dir)?) {
        // Some file systems have no such operation for folders.
        Ok(()) | Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The handle of a folder may be one that only names it.
#[cfg(unix)]
fn readable(dir: &Dir) -> io::Result<std::os::fd::OwnedFd> {
    use rustix::fs::{Mode, OFlags, openat};
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(openat(dir, ".", flags, Mode::empty())?)
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_dir: &Dir) -> io::Result<()> {
    Ok(())
}

/// Waits until everything on the file system of a folder is on the disk.
#[cfg(target_os = "linux")]
pub(super) fn sync_file_system(dir: &Dir) -> io::Result<()> {
    Ok(rustix::fs::syncfs(readable(dir)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync_file_system(dir: &Dir) -> io::Result<()> {
    sync_folder(dir)
}
