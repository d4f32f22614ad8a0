//! What wants to be looked after in a reading of the project; `check` lists it, the preview tells of it.

use std::sync::Arc;

use jiff::civil::Date;

use super::Project;
use crate::diagnostic::Diagnostics;
use crate::load::Records;
use crate::model::Catalogue;
use crate::source::Sources;
use crate::validate;

/// A reading that can be asked later, as finding it out takes longer than showing a page.
pub struct MaintenanceCheck {
    records: Records,
    catalogue: Arc<Catalogue>,
    today: Date,
}

impl MaintenanceCheck {
    /// What wants to be looked after, in the order of files and lines.
    pub fn find(&self, sources: &Sources) -> Diagnostics {
        let internal = validate::internal(&self.records, &self.catalogue.programmes);
        let mut found = Diagnostics::default();
        validate::upkeep(
            &self.records,
            &self.catalogue,
            &internal,
            self.today,
            &mut found,
        );
        found.sort(sources);
        found
    }
}

impl Project {
    /// Takes out what is needed to find out later what wants to be looked after; where there are errors, these come
    /// first.
    pub fn look_after_later(&mut self) -> Option<MaintenanceCheck> {
        let catalogue = self.catalogue.clone()?;
        Some(MaintenanceCheck {
            records: self.records.take()?,
            catalogue,
            today: self.options.today,
        })
    }

    /// What wants to be looked after; where there are errors, these come first.
    pub(super) fn upkeep(&self) -> Diagnostics {
        let mut upkeep = Diagnostics::default();
        if let (Some(records), Some(catalogue)) = (&self.records, &self.catalogue) {
            let today = self.options.today;
            validate::upkeep(records, catalogue, &self.internal, today, &mut upkeep);
        }
        upkeep
    }
}
