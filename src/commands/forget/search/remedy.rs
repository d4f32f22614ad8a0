//! What to do about a trace, by the place where it is. Entry point: [`remedy`].

use super::{is_below, is_journal};
use crate::commands::erasure::FOLDER;
use crate::commands::publish::DESTINATIONS;
use crate::commands::render::{PRESS, PUBLIC};

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands::forget) enum Remedy {
    /// A text.
    Text,
    /// The name of a file.
    Name,
    /// Something that could not be searched.
    Look,
    Picture,
    Journal,
    Cache,
    Output,
    Table,
    Backup,
    Proof,
}

impl Remedy {
    pub(in crate::commands::forget) fn words(self) -> &'static str {
        match self {
            Self::Text => "delete the lines, or the file",
            Self::Name => "rename or delete it",
            Self::Look => "open it, and delete it if it is about the partner",
            Self::Picture => "delete it if nothing else shows it",
            Self::Journal => "finish the other erasure",
            Self::Cache => "delete it",
            Self::Output => {
                "correct the file that it is built from, if one is listed, and build; delete it if Vitrine did not write it"
            }
            Self::Table => "delete the rows, or export the table again with `vitrine export`",
            Self::Backup => "delete the old copy",
            Self::Proof => "delete the proof sheet",
        }
    }
}

/// What to do about a trace in a file.
pub(super) fn remedy(path: &str, otherwise: Remedy) -> Remedy {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_lowercase();
    let is_backup = name.ends_with('~')
        || name.starts_with(".#")
        || name.starts_with('#')
        || matches!(
            extension.as_str(),
            "bak" | "old" | "orig" | "rej" | "swo" | "swp" | "tmp" | "new"
        );
    if is_journal(path) {
        return Remedy::Journal;
    }
    if [PUBLIC, PRESS].iter().any(|folder| is_below(path, folder)) || path.contains(".vitrine-") {
        return Remedy::Output;
    }
    // The destinations are not in any other file.
    if is_below(path, FOLDER) && path != DESTINATIONS {
        return Remedy::Cache;
    }
    if is_backup {
        return Remedy::Backup;
    }
    if is_below(path, "proofs") {
        return Remedy::Proof;
    }
    let is_table = matches!(
        extension.as_str(),
        "csv" | "tsv" | "json" | "vcf" | "xlsx" | "ods"
    );
    if is_table && otherwise == Remedy::Text {
        return Remedy::Table;
    }
    otherwise
}
