//! What the preview shows: a project that can be read again and again, and the website of one reading.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::commands::Changes;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

use super::problems::Problem;
use super::upkeep::Upkeep;

/// A project on the disk.
pub(super) trait Project: Send + 'static {
    /// Reads it as it is now, where this may have changed since. An error means that it could not be read at all.
    fn read(&mut self, changes: &Changes) -> anyhow::Result<Reading>;
}

/// A project as it was read.
pub(super) struct Reading {
    /// The website, if no error stands in its way.
    pub(super) website: Option<Arc<dyn Website>>,
    /// All problems found.
    pub(super) diagnostics: Diagnostics,
    /// The texts that the problems are about.
    pub(super) sources: Arc<Sources>,
}

/// A website whose files are made when they are asked for.
pub(super) trait Website: Send + Sync {
    /// What stands before every address, such as `/partners` if the site is to be part of another; mostly nothing.
    fn base_path(&self) -> &str;

    /// The file at this address, such as `/en/directory/`; none if there is none.
    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>>;

    /// Whether there is a file at this address; it is not made.
    fn has_page(&self, address: &str) -> bool;

    /// The pages that a file of the project is about, by language; empty if it is about none.
    fn about(&self, path: &Path) -> BTreeMap<String, String>;

    /// What wants to be looked after, where this page is shown; found out when it is first asked for.
    fn upkeep(&self, address: &str) -> Upkeep;

    /// The addresses of the paper catalogues by language; empty where there are none.
    fn papers(&self) -> BTreeMap<String, String>;

    /// What makes the paper catalogue at this address; none if there is none.
    fn paper(&self, address: &str) -> Option<Box<MakePaper<'_>>>;

    /// The names of the volumes that one can choose from, which are those of their files: `catalogue-en.pdf`.
    fn volumes(&self) -> Vec<String>;

    /// What the volumes of these names are called where one chooses: "Whole catalogue, English, screen".
    fn called(&self, volumes: &[String]) -> Vec<String>;

    /// What sets the volume of this name, to be looked at page by page; none if there is none.
    fn book(&self, name: &str) -> Option<Box<MakeBook<'_>>>;
}

/// Makes a paper catalogue, which takes a while.
pub(super) type MakePaper<'a> = dyn FnOnce() -> Result<Vec<u8>, Vec<Problem>> + 'a;

/// Sets a volume, which takes a while.
pub(super) type MakeBook<'a> = dyn FnOnce() -> Result<SetVolume, Vec<Problem>> + 'a;

/// A volume of the paper catalogue as it was set.
pub(super) struct SetVolume {
    pub(super) book: Box<dyn Book>,
    /// What was found in setting it.
    pub(super) warnings: Vec<Problem>,
}

/// The pages of a volume.
pub(super) trait Book: Send + Sync {
    /// The width and height of each page, in points.
    fn sizes(&self) -> Vec<(f64, f64)>;

    /// The page at a position, from 0, as an SVG; none if there is none.
    fn svg(&self, at: usize) -> Option<String>;
}
