//! Interfaces between the preview and the project it shows: a [`ProjectSource`] loads the project again and again, and
//! each load gives a [`Website`]. Implemented by [`super::project_source`], and by fakes in the tests.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::commands::Changes;
use crate::diagnostic::Diagnostics;
use crate::l10n::Localizer;
use crate::source::Sources;

use super::interface::Interface;
use super::maintenance::MaintenanceSummary;
use super::problems::Problem;

/// A project on the disk.
pub(super) trait ProjectSource: Send + 'static {
    /// Loads the project as it is now; `changes` says which files may differ from the last load.
    ///
    /// # Errors
    ///
    /// If the project could not be read at all. Problems of its files are diagnostics.
    fn load(&mut self, changes: &Changes) -> anyhow::Result<LoadedProject>;
}

/// Result of loading a project.
pub(super) struct LoadedProject {
    /// The website; absent if there are errors.
    pub(super) website: Option<Arc<dyn Website>>,
    /// The preview's own strings in the languages of the project.
    pub(super) interface: Interface,
    /// All problems found.
    pub(super) diagnostics: Diagnostics,
    /// The texts that the problems refer to.
    pub(super) sources: Arc<Sources>,
}

/// A website whose files are made when they are requested.
pub(super) trait Website: Send + Sync {
    /// The path of the base URL, such as `/partners` if the site is part of another; usually empty.
    fn base_path(&self) -> &str;

    /// The file at an address such as `/en/directory/`; absent if there is no such address.
    fn page(&self, address: &str) -> Option<Result<Vec<u8>, Vec<Problem>>>;

    /// Whether there is a file at this address. The file is not made.
    fn has_page(&self, address: &str) -> bool;

    /// The addresses of the page that a file of the project is shown on, by language; empty if there is no such page.
    fn page_for_source(&self, path: &Path) -> BTreeMap<String, String>;

    /// The maintenance warnings, for the page at this address. They are found when first requested.
    fn maintenance(&self, address: &str) -> MaintenanceSummary;

    /// Whether there is a paper catalogue.
    fn has_paper(&self) -> bool;

    /// The volumes to choose from, as file names: `catalogue-en.pdf`.
    fn volumes(&self) -> Vec<String>;

    /// The volume of the whole catalogue in this language.
    fn whole_catalogue(&self, lang: &str) -> Option<String>;

    /// Labels of volumes in a menu: "Whole catalogue, English, screen".
    fn labels(&self, volumes: &[String], localizer: Localizer<'_>) -> Vec<String>;

    /// Whether there is a volume of this name.
    fn has_volume(&self, name: &str) -> bool;

    /// Renders the PDF of a volume, which takes a while. There must be such a volume.
    fn render_pdf(&self, name: &str) -> Result<Vec<u8>, Vec<Problem>>;

    /// Typesets a volume to be shown page by page, which takes a while. There must be such a volume.
    fn typeset(&self, name: &str) -> Result<TypesetVolume, Vec<Problem>>;
}

/// A typeset volume of the paper catalogue.
pub(super) struct TypesetVolume {
    pub(super) pages: Box<dyn VolumePages>,
    /// Problems found while typesetting it.
    pub(super) warnings: Vec<Problem>,
}

/// The pages of a typeset volume.
pub(super) trait VolumePages: Send + Sync {
    /// The width and height of each page, in points.
    fn sizes(&self) -> Vec<(f64, f64)>;

    /// The page at an index, from 0, as an SVG.
    fn svg(&self, index: usize) -> Option<String>;
}
