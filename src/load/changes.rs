//! Changes in a project's folder, for the incremental loader.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// Changes since the folder was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Unknown: everything is read again.
    Unknown,
    /// Only these paths, relative to the project's folder, and what is below them.
    At(BTreeSet<PathBuf>),
}
