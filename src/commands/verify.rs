//! `vitrine verify`: compares a published folder with its manifest. Entry point: [`verify`].

use std::path::Path;

use serde_json::json;

use super::count;
use crate::diagnostic::Format;
use crate::output;
use crate::text::escape_json;

/// Result of comparing a folder with its manifest.
#[derive(Debug, Clone)]
pub struct VerifyReport {
    /// Output for stdout: a line for each file that differs, then a summary; or one JSON object for each line.
    pub text: String,
    /// Whether every file of the manifest exists and is unchanged.
    pub intact: bool,
    /// Whether there are files that are not in the manifest.
    pub foreign: bool,
}

/// Compares a published folder with the manifest of hashes that `build` wrote into it.
///
/// # Errors
///
/// If the folder or its manifest does not exist, or something cannot be read.
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
                Format::Json => escape_json(json!({ "state": state, "file": path }).to_string()),
                // Names of foreign files may have any characters.
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
