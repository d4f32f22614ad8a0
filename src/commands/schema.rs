//! `vitrine schema`: the JSON Schemas of the project's files, for text editors. Entry point: [`schema()`].

mod descriptions;
mod json_schema;

use std::fs;
use std::path::Path;

use anyhow::Context as _;

use super::{Report, parse_project};
use crate::load::{FileKind, Records};

pub(super) use descriptions::description;
pub use json_schema::schema as json_schema;

/// The folder of the schemas in the project.
pub(super) const FOLDER: &str = ".vitrine/schema";

/// The configuration that assigns schemas to files, for Taplo and the editors that use it.
pub(super) const TAPLO: &str = include_str!("schema/taplo.toml");

/// Writes the schemas of the project's files into a folder, and `.taplo.toml` if it does not exist.
///
/// # Errors
///
/// If the project cannot be read or the files cannot be written.
pub fn schema(project: &Path, output: Option<&Path>) -> anyhow::Result<Report> {
    let read = parse_project(project)?;
    let Some(records) = &read.records else {
        return Ok(Report::unreadable(read));
    };
    let default = project.join(FOLDER);
    let folder = output.unwrap_or(&default);
    write(folder, records)?;
    let mut summary = vec![format!(
        "{} schemas in `{}`",
        FileKind::ALL.len(),
        folder.display()
    )];
    let taplo = project.join(".taplo.toml");
    if output.is_none() && !taplo.exists() {
        fs::write(&taplo, TAPLO).with_context(|| format!("cannot write `{}`", taplo.display()))?;
        summary.push("`.taplo.toml` assigns them to files".to_owned());
    }
    Ok(Report::done(read.sources, summary))
}

/// Updates the schemas after the declared words may have changed, if the project has them.
pub(super) fn refresh(project: &Path, records: &Records) -> anyhow::Result<()> {
    let folder = project.join(FOLDER);
    if folder.exists() {
        write(&folder, records)?;
    }
    Ok(())
}

fn write(folder: &Path, records: &Records) -> anyhow::Result<()> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    for kind in FileKind::ALL {
        let path = folder.join(format!("{}.json", kind.word()));
        let text = json_schema::text(kind, records);
        if fs::read_to_string(&path).is_ok_and(|old| old == text) {
            continue;
        }
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}
