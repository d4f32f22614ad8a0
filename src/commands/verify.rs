//! `vitrine verify`.

use std::path::Path;

use serde_json::json;

use super::count;
use crate::diagnostic::Format;
use crate::output;

/// What was found, and whether the folder is as it was written.
#[derive(Debug, Clone)]
pub struct VerifyReport {
    /// What is told on stdout: a line for each file that is not as it was written, then how many there are; or one
    /// JSON object a line.
    pub text: String,
    /// Whether every file that was written is there with its bytes.
    pub intact: bool,
    /// Whether there is something else.
    pub foreign: bool,
}

/// Compares a published folder with the list of hashes that `build` left in it.
///
/// # Errors
///
/// If there is no folder or no list, or something cannot be read.
pub fn verify(folder: &Path, format: Format) -> anyhow::Result<VerifyReport> {
    let found = output::verify(folder)?;
    let groups = [
        ("missing", &found.missing),
        ("changed", &found.changed),
        ("foreign", &found.foreign),
    ];
    let mut text = String::new();
    for (state, paths) in groups {
        for path in paths {
            text += &match format {
                Format::Json => json!({ "state": state, "file": path }).to_string(),
                // Names of files that others put there may have any characters.
                _ => format!("{state}: {}", path.escape_debug()),
            };
            text.push('\n');
        }
    }
    if format != Format::Json {
        let as_written = found.files - found.missing.len() - found.changed.len();
        text += &format!("{} as written", count(as_written, "file"));
        for (state, paths) in groups {
            text += &format!(", {} {state}", paths.len());
        }
        text += &format!(": {}\n", folder.display());
    }
    Ok(VerifyReport {
        text,
        intact: found.missing.is_empty() && found.changed.is_empty(),
        foreign: !found.foreign.is_empty(),
    })
}
