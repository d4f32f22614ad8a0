//! `vitrine init`: a small working project from the program itself.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, ensure};
use include_dir::{Dir, include_dir};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/commands/starter");

/// Writes the starter project into a folder that is empty or does not exist, and says how many files.
///
/// # Errors
///
/// If the folder has something in it, or cannot be written.
pub fn init(folder: &Path) -> anyhow::Result<usize> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let mut entries =
        fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    ensure!(
        entries.next().is_none(),
        "the folder `{}` is not empty; name a new one: `vitrine init my-catalogue`",
        folder.display()
    );
    write(&STARTER, folder)
}

fn write(dir: &Dir<'_>, folder: &Path) -> anyhow::Result<usize> {
    let mut files = 0;
    for file in dir.files() {
        let path = folder.join(file.path());
        fs::write(&path, file.contents())
            .with_context(|| format!("cannot write `{}`", path.display()))?;
        files += 1;
    }
    for dir in dir.dirs() {
        let path = folder.join(dir.path());
        fs::create_dir(&path)
            .with_context(|| format!("cannot make the folder `{}`", path.display()))?;
        files += write(dir, folder)?;
    }
    Ok(files)
}
