//! What has changed in a project's folder since it was read.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// What has changed since the folder was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Nobody knows: everything is read.
    Unknown,
    /// Only what is at these paths from the project's folder, or below them.
    At(BTreeSet<PathBuf>),
}
