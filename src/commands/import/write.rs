//! The records of a plan, written all or not at all. Entry points: [`write`](fn@write), and [`finish`] for an import that was
//! interrupted.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, ensure};

use super::{Change, Plan, changed_records};
use crate::disk::{self, Folder};
use crate::source::{SourceFile, Sources};

/// The largest record that is read, in bytes.
const AT_MOST: u64 = 64 << 20;

/// Writes the records and the logos of a plan. `sources` has the texts of the records that the plan changes.
///
/// # Errors
///
/// If a file cannot be written. Nothing has changed then, unless the error says which files have.
pub(super) fn write(
    project: &Path,
    plan: &Plan,
    table: &Path,
    sources: &Sources,
) -> anyhow::Result<()> {
    let folder = Folder::open(project)?;
    // A file that could not be read is no record, so its id is free, but it is not to be lost.
    for record in changed_records(plan).filter(|record| record.change == Change::Added) {
        ensure!(
            !folder.exists(&record.path)?,
            "`{}` exists already and cannot be read as a record: fix it first; nothing was written",
            record.path
        );
    }
    if changed_records(plan).next().is_none() {
        return Ok(());
    }
    let mut texts: HashMap<&str, &SourceFile> = HashMap::new();
    for file in sources.iter() {
        texts.entry(&file.path).or_insert(file);
    }
    let mut transaction = folder.transaction(&format!("import of `{}`", table.display()))?;
    for record in changed_records(plan) {
        for picture in &record.pictures {
            ensure!(
                !folder.exists(&picture.path)?,
                "`{}` was made while the table was read; nothing was written: import the table again",
                picture.path
            );
            transaction
                .stage(&picture.path, &picture.bytes)
                .context("nothing was written")?;
        }
        let before = folder.read(&record.path, AT_MOST)?.unwrap_or_default();
        ensure!(
            record.change == Change::Added || is_text_of(&before, texts.get(&*record.path)),
            "`{}` was changed while the table was read; nothing was written: import the table again",
            record.path
        );
        let text = as_before(&before, &record.text);
        transaction
            .stage(&record.path, text.as_bytes())
            .context("nothing was written")?;
    }
    let refused = transaction.commit()?;
    ensure!(
        refused.is_empty(),
        "{} not written, because somebody else has changed it in the meantime; all other records are: import the table again",
        listed(&refused)
    );
    Ok(())
}

/// Finishes an import that was interrupted. Returns the lines that say so.
///
/// # Errors
///
/// If its files cannot be written.
pub(super) fn finish(project: &Path) -> anyhow::Result<Vec<String>> {
    // A missing project is reported when it is read.
    if !project.is_dir() {
        return Ok(Vec::new());
    }
    let Some((unfinished, refused)) = disk::finish(&Folder::open(project)?)? else {
        return Ok(Vec::new());
    };
    let mut lines = vec![format!(
        "the {} was interrupted; it is finished now",
        unfinished.title
    )];
    if !refused.is_empty() {
        lines.push(format!(
            "{} not written, because it was changed since",
            listed(&refused)
        ));
    }
    Ok(lines)
}

/// A line for an import that was interrupted, before a dry run.
///
/// # Errors
///
/// If its list cannot be read.
pub(super) fn unfinished(project: &Path) -> anyhow::Result<Vec<String>> {
    if !project.is_dir() {
        return Ok(Vec::new());
    }
    let unfinished = disk::unfinished(&Folder::open(project)?)?;
    Ok(unfinished.iter().map(ToString::to_string).collect())
}

/// "`a`, `b` and 3 more are".
fn listed(paths: &[String]) -> String {
    const MAX_LISTED: usize = 10;
    let shown: Vec<String> = paths
        .iter()
        .take(MAX_LISTED)
        .map(|path| format!("`{path}`"))
        .collect();
    let more = match paths.len().saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let verb = if paths.len() == 1 { "is" } else { "are" };
    format!("{}{more} {verb}", shown.join(", "))
}

/// Whether a file still has the text that was read.
fn is_text_of(bytes: &[u8], file: Option<&&SourceFile>) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix(MARK).unwrap_or(&text);
    file.is_some_and(|file| *file.text == *text || *file.text == text.replace("\r\n", "\n"))
}

/// The byte order mark.
const MARK: &str = "\u{feff}";

/// The text with the byte order mark and the line ends that the file has so far.
fn as_before(before: &[u8], text: &str) -> String {
    let mark = if before.starts_with(MARK.as_bytes()) {
        MARK
    } else {
        ""
    };
    let text = text.strip_prefix(MARK).unwrap_or(text);
    if before.windows(2).any(|pair| pair == b"\r\n") {
        let text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        return format!("{mark}{text}");
    }
    format!("{mark}{text}")
}
