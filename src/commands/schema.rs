//! `vitrine schema`: the JSON Schemas of the project's files, for text editors. Entry point: [`schema()`].

mod descriptions;
mod json_schema;

use std::path::Path;

use super::{Report, parse_project};
use crate::disk::Folder;
use crate::load::{FileKind, Records};

pub(super) use descriptions::description;
pub use json_schema::schema as json_schema;

/// The folder of the schemas in the project.
pub(super) const FOLDER: &str = ".vitrine/schema";

const TAPLO_FILE: &str = ".taplo.toml";

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
    let mut summary = Vec::new();
    let folder = match output {
        Some(folder) => {
            write(&Folder::create(folder)?, "", records)?;
            folder.to_owned()
        }
        None => {
            let project = Folder::open(project)?;
            write(&project, FOLDER, records)?;
            if !project.exists(TAPLO_FILE)? {
                project.write_new(TAPLO_FILE, TAPLO)?;
                summary.push(format!("`{TAPLO_FILE}` assigns them to files"));
            }
            project.path().join(FOLDER)
        }
    };
    let schemas = FileKind::ALL.len();
    summary.insert(0, format!("{schemas} schemas in `{}`", folder.display()));
    Ok(Report::done(read.sources, summary))
}

/// Updates the schemas after the declared words may have changed, if the project has them.
pub(super) fn refresh(project: &Path, records: &Records) -> anyhow::Result<()> {
    let project = Folder::open(project)?;
    if project.exists(FOLDER)? {
        write(&project, FOLDER, records)?;
    }
    Ok(())
}

/// Writes the schemas that have changed to a folder, below the one that is open.
fn write(open: &Folder, below: &str, records: &Records) -> anyhow::Result<()> {
    for kind in FileKind::ALL {
        let path = Path::new(below).join(format!("{}.json", kind.word()));
        let text = json_schema::text(kind, records);
        if open.read_cache(&path).is_some_and(|old| old == text) {
            continue;
        }
        if below.is_empty() {
            open.write_output(&path, text)?;
        } else {
            open.write_cache(&path, text)?;
        }
    }
    Ok(())
}
