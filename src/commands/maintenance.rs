//! Maintenance warnings of a project: `check` lists them, the preview shows them beside the page.

use std::sync::Arc;

use jiff::civil::Date;

use super::Project;
use super::init::leftovers;
use crate::diagnostic::Diagnostics;
use crate::load::Records;
use crate::model::Catalogue;
use crate::source::Sources;
use crate::validate;

/// Finds the maintenance warnings later: that takes longer than showing a page.
pub struct MaintenanceCheck {
    records: Records,
    catalogue: Arc<Catalogue>,
    today: Date,
}

impl MaintenanceCheck {
    /// The maintenance warnings, in the order of files and lines.
    pub fn find(&self, sources: &Sources) -> Diagnostics {
        let internal = validate::internal(&self.records, &self.catalogue.programmes);
        let mut warnings = Diagnostics::default();
        validate::maintenance(
            &self.records,
            &self.catalogue,
            &internal,
            self.today,
            &mut warnings,
        );
        warnings.append(leftovers(&self.records, sources));
        warnings.sort(sources);
        warnings
    }
}

impl Project {
    /// Moves the records into a check that can be run later; absent if the project has errors, which come first.
    pub fn take_maintenance_check(&mut self) -> Option<MaintenanceCheck> {
        let catalogue = self.catalogue.clone()?;
        Some(MaintenanceCheck {
            records: self.records.take()?,
            catalogue,
            today: self.options.today,
        })
    }

    /// The maintenance warnings; empty if the project has errors, which come first.
    pub(super) fn maintenance(&self) -> Diagnostics {
        let mut warnings = Diagnostics::default();
        if let (Some(records), Some(catalogue)) = (&self.records, &self.catalogue) {
            let today = self.options.today;
            validate::maintenance(records, catalogue, &self.internal, today, &mut warnings);
            warnings.append(leftovers(records, &self.sources));
        }
        warnings
    }
}
