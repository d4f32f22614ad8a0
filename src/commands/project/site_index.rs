//! The pages of the site, and the parts of each, for the check of links: [`SiteIndex`].

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use super::LoadOptions;
use crate::load::ProjectFiles;
use crate::model::{Catalogue, Page};
use crate::site::{Addresses, Site, SiteOptions};
use crate::theme::Theme;
use crate::validate::PageIndex;

/// The pages of a catalogue. A page is rendered when its parts are first needed.
pub(super) struct SiteIndex {
    addresses: Addresses,
    catalogue: Arc<Catalogue>,
    theme: Arc<Theme>,
    options: SiteOptions,
    /// Whether the catalogue has no errors.
    is_valid: bool,
    /// Absent if the theme has errors.
    site: OnceCell<Option<Site>>,
    part_ids: RefCell<BTreeMap<Page, Option<Vec<String>>>>,
}

impl SiteIndex {
    /// The pages of the catalogue of a project.
    pub(super) fn new(
        catalogue: &Arc<Catalogue>,
        files: &ProjectFiles,
        options: &LoadOptions,
    ) -> Self {
        Self {
            addresses: Addresses::new(Arc::clone(catalogue)),
            catalogue: Arc::clone(catalogue),
            theme: Arc::clone(&files.theme),
            options: options.site(),
            is_valid: files.problems.errors() == 0,
            site: OnceCell::new(),
            part_ids: RefCell::default(),
        }
    }

    fn site(&self) -> Option<&Site> {
        let site = || {
            let (catalogue, theme) = (Arc::clone(&self.catalogue), Arc::clone(&self.theme));
            Site::new(catalogue, theme, self.options).ok()
        };
        self.site.get_or_init(site).as_ref()
    }
}

impl PageIndex for SiteIndex {
    fn find(&self, address: &str) -> Option<Page> {
        self.addresses.find(address)
    }

    fn exists(&self, address: &str) -> bool {
        self.addresses.exists(address)
    }

    fn all(&self) -> Vec<String> {
        self.addresses.all()
    }

    fn part_ids(&self, page: &Page) -> Option<Vec<String>> {
        if !self.is_valid {
            return None;
        }
        let mut part_ids = self.part_ids.borrow_mut();
        if !part_ids.contains_key(page) {
            let ids = self.site().and_then(|site| site.part_ids(page));
            part_ids.insert(page.clone(), ids);
        }
        part_ids[page].clone()
    }
}
