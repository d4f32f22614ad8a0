//! The files that an import reads beside its table and in the project: bounded, never through a link, and judged before
//! they are copied. Entry points: [`ImportFiles`], [`LocalFiles`].

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, ensure};

use crate::image;
use crate::text::truncate;

/// The largest table that is read, in bytes: ten thousand records with long texts.
const TABLE_AT_MOST: u64 = 32 << 20;
/// The largest mapping that is read, in bytes.
const MAPPING_AT_MOST: u64 = 4 << 20;
/// The largest picture that is copied, in bytes: as much as a project reads.
const PICTURE_AT_MOST: u64 = 64 << 20;
/// How many bytes all pictures of one import may have.
const PICTURES_AT_MOST: u64 = 256 << 20;
/// The longest name that is shown, in characters.
const MAX_SHOWN: usize = 60;
/// What to write instead of a name that is refused.
const NAME_HELP: &str = "write the name of a picture in the folder of the table, such as `logos/alba.svg`, or leave the \
                         cell empty";

/// Why a picture cannot be used.
#[derive(Debug, PartialEq)]
pub struct RefusedPicture {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a cell with the name of a picture means.
#[derive(Debug, PartialEq)]
pub enum TablePicture {
    /// There is no file of that name beside the table.
    Missing,
    /// A picture to copy: its content, which was judged.
    New(Arc<[u8]>),
    /// The project has this picture at the destination already.
    Present,
    /// The project has another picture at the destination.
    Different,
}

/// The files that an import may read.
pub trait ImportFiles {
    /// The picture that a cell names beside the table, for a destination in the project.
    ///
    /// # Errors
    ///
    /// If there is a file that cannot be copied, or the name is not one of a file below the folder of the table.
    fn beside_table(&self, name: &str, destination: &str) -> Result<TablePicture, RefusedPicture>;

    /// Whether the project has a picture at a path.
    ///
    /// # Errors
    ///
    /// If there is a file that is no picture.
    fn in_project(&self, path: &str) -> Result<bool, RefusedPicture>;

    /// Whether a folder can be made at a path of the project: no file is there or above.
    fn can_be_folder(&self, path: &str) -> bool;
}

/// No files at all.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl ImportFiles for NoFiles {
    fn beside_table(&self, _: &str, _: &str) -> Result<TablePicture, RefusedPicture> {
        Ok(TablePicture::Missing)
    }

    fn in_project(&self, _: &str) -> Result<bool, RefusedPicture> {
        Ok(true)
    }

    fn can_be_folder(&self, _: &str) -> bool {
        true
    }
}

/// The files of this machine.
pub(super) struct LocalFiles<'a> {
    table_folder: &'a Path,
    project: &'a Path,
    /// The bytes of the pictures to copy so far.
    copied: Cell<u64>,
}

impl<'a> LocalFiles<'a> {
    /// The files beside a table, and those of a project.
    pub(super) fn new(table: &'a Path, project: &'a Path) -> Self {
        Self {
            table_folder: table.parent().unwrap_or(Path::new("")),
            project,
            copied: Cell::new(0),
        }
    }

    /// The content of a file of the project, whose top folders may be links.
    fn read_in_project(&self, path: &str) -> Result<Option<Vec<u8>>, RefusedPicture> {
        let (top, below) = path.split_once('/').unwrap_or(("", path));
        read_below(&self.project.join(top), below, path)
    }
}

impl ImportFiles for LocalFiles<'_> {
    fn beside_table(&self, name: &str, destination: &str) -> Result<TablePicture, RefusedPicture> {
        let shown = truncate(name, MAX_SHOWN);
        let is_elsewhere = name.starts_with('/')
            || name.contains([':', '\\'])
            || name.contains(|c: char| c.is_control());
        if is_elsewhere {
            let message = format!("`{shown}` is not a file in the folder of the table");
            return Err(refused(message, NAME_HELP));
        }
        if name.split('/').any(|part| part == "..") {
            return Ok(TablePicture::Missing);
        }
        let Some(bytes) = read_below(self.table_folder, name, &shown)? else {
            return Ok(TablePicture::Missing);
        };
        if image::extension(name).is_none() {
            let message = format!("`{shown}` does not have the extension of a picture");
            let help = format!(
                "rename it to end with one of `.{}`, or leave the cell empty",
                image::EXTENSIONS.join("`, `.")
            );
            return Err(refused(message, &help));
        }
        if let Some(present) = self.read_in_project(destination)? {
            let is_same = present == bytes;
            return Ok(if is_same {
                TablePicture::Present
            } else {
                TablePicture::Different
            });
        }
        judge(&shown, &bytes)?;
        self.copied.set(self.copied.get() + bytes.len() as u64);
        if self.copied.get() > PICTURES_AT_MOST {
            let message = format!(
                "the pictures of the table have more than {} MiB together",
                PICTURES_AT_MOST >> 20
            );
            return Err(refused(message, "import the table in parts"));
        }
        Ok(TablePicture::New(bytes.into()))
    }

    fn in_project(&self, path: &str) -> Result<bool, RefusedPicture> {
        let Some(bytes) = self.read_in_project(path)? else {
            return Ok(false);
        };
        judge(path, &bytes)?;
        Ok(true)
    }

    fn can_be_folder(&self, path: &str) -> bool {
        let place = self.project.join(path);
        let mut above = place.ancestors().take_while(|place| *place != self.project);
        !above.any(|place| fs::metadata(place).is_ok_and(|kind| !kind.is_dir()))
    }
}

/// Reads the table.
///
/// # Errors
///
/// If it cannot be read, or is too large.
pub(super) fn read_table(path: &Path) -> anyhow::Result<Vec<u8>> {
    read_at_most(path, TABLE_AT_MOST, "save it in parts, and import each")
}

/// Reads the mapping that the command line names, else the one beside the table, if there is one.
///
/// # Errors
///
/// If it cannot be read, or the file beside the table is a link or no file.
pub(super) fn read_mapping(path: &Path, named: Named) -> anyhow::Result<Option<String>> {
    if named == Named::BesideTable {
        let kind = match fs::symlink_metadata(path) {
            Ok(kind) => kind,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read `{}`", path.display()));
            }
        };
        ensure!(
            kind.is_file(),
            "`{}` is a link or not a regular file: delete it, or name the mapping with `--mapping`",
            path.display()
        );
    } else if !path.exists() {
        return Ok(None);
    }
    let bytes = read_at_most(path, MAPPING_AT_MOST, "leave out lines that are not needed")?;
    let text = String::from_utf8(bytes).ok();
    let text =
        text.with_context(|| format!("`{}` is not UTF-8: save it as UTF-8", path.display()))?;
    Ok(Some(text))
}

/// Who names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    CommandLine,
    BesideTable,
}

fn read_at_most(path: &Path, at_most: u64, remedy: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(at_most + 1).read_to_end(&mut bytes))
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    ensure!(
        bytes.len() as u64 <= at_most,
        "`{}` is larger than {} MiB: {remedy}",
        path.display(),
        at_most >> 20
    );
    Ok(bytes)
}

/// The content of a regular file below a folder; `None` if it does not exist. Links are not followed.
fn read_below(folder: &Path, name: &str, shown: &str) -> Result<Option<Vec<u8>>, RefusedPicture> {
    let mut place = PathBuf::from(folder);
    let mut found = None;
    for part in Path::new(name).components() {
        match part {
            Component::CurDir => continue,
            Component::Normal(part) => place.push(part),
            _ => return Ok(None),
        }
        match fs::symlink_metadata(&place) {
            Ok(kind) if kind.is_symlink() => {
                let message = format!("`{shown}` is a link, or in a folder that is one");
                return Err(refused(message, "put the file itself there"));
            }
            Ok(kind) => found = Some(kind),
            Err(_) => return Ok(None),
        }
    }
    let Some(found) = found.filter(|kind| !kind.is_dir()) else {
        return Ok(None);
    };
    if !found.is_file() {
        let message = format!("`{shown}` is not a regular file");
        return Err(refused(message, NAME_HELP));
    }
    let too_large = || {
        let message = format!("`{shown}` is larger than {} MiB", PICTURE_AT_MOST >> 20);
        refused(message, "make it smaller")
    };
    if found.len() > PICTURE_AT_MOST {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    File::open(&place)
        .and_then(|file| file.take(PICTURE_AT_MOST + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            let message = format!("`{shown}` cannot be read: {error}");
            refused(message, "look at its permissions")
        })?;
    if bytes.len() as u64 > PICTURE_AT_MOST {
        return Err(too_large());
    }
    Ok(Some(bytes))
}

/// Refuses what is not a picture that may be published.
fn judge(shown: &str, bytes: &[u8]) -> Result<(), RefusedPicture> {
    match image::check(shown, bytes) {
        Ok(_) => Ok(()),
        Err(reason) => {
            // A reason ends with the solution.
            let (reason, help) = reason
                .rsplit_once("; ")
                .unwrap_or((&reason, "save it as SVG or PNG"));
            let message = format!("`{shown}` cannot be a logo: {reason}");
            Err(refused(message, help))
        }
    }
}

fn refused(message: String, help: &str) -> RefusedPicture {
    RefusedPicture {
        message,
        help: help.to_owned(),
    }
}
