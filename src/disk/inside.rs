//! Reading the files of a folder that somebody else may have filled: [`read_inside`].

use std::io::{self, Read as _};
use std::path::Path;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use super::entry::without_waiting;

/// Reads the beginning of a regular file below a folder, up to a number of bytes. Links that stay in the folder are followed.
///
/// # Errors
///
/// If it cannot be read, is not a regular file, or leads out of the folder.
pub fn read_inside(folder: &Path, path: &Path, at_most: u64) -> io::Result<Vec<u8>> {
    let dir = Dir::open_ambient_dir(folder, ambient_authority())?;
    let mut options = OpenOptions::new();
    // A pipe without a writer is not waited for.
    without_waiting(options.read(true));
    let file = dir.open_with(path, &options).or_else(|error| {
        // A link by an absolute path may lead to another place in the folder.
        let target = folder.join(path).canonicalize()?;
        match target.strip_prefix(folder.canonicalize()?) {
            Ok(inside) => dir.open_with(inside, &options),
            Err(_) => Err(error),
        }
    })?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(at_most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
