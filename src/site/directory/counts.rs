//! Counts beside the filters of a list of partners: how many partners the list would have with each value. Computed by
//! [`FacetCounts::of`]; the same in every language.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::filter::DirectoryFilter;
use crate::model::{Choice, FacetValue, Lang, ListIndex};
use crate::site::site_context::SiteContext;

/// The number of partners by value.
type Table = BTreeMap<FacetValue, usize>;

/// The counts of all lists, each computed when it is first needed.
#[derive(Default)]
pub(crate) struct FacetCounts {
    tables: RwLock<BTreeMap<DirectoryFilter, Arc<Table>>>,
}

impl FacetCounts {
    /// The number of partners in a list if a value is added to its filter, or replaces that of the same facet.
    pub(crate) fn of(
        &self,
        site: &SiteContext,
        filter: DirectoryFilter,
        value: FacetValue,
    ) -> usize {
        let table = self.table(site, filter.without(value.group()));
        table.get(&value).copied().unwrap_or_default()
    }

    fn table(&self, site: &SiteContext, filter: DirectoryFilter) -> Arc<Table> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = tables.get(&filter) {
            return Arc::clone(table);
        }
        drop(tables);
        let table = Arc::new(table(site, filter));
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(tables.entry(filter).or_insert(table))
    }
}

fn table(site: &SiteContext, filter: DirectoryFilter) -> Table {
    let catalogue = &site.catalogue;
    let choice: Choice = filter.facets().collect();
    // All that match are in the shortest list of a chosen value.
    let candidates = filter
        .facets()
        .map(|value| catalogue.partners_of(Lang::DEFAULT, value))
        .min_by_key(|partners| partners.len())
        .unwrap_or_else(|| catalogue.partners_in_order(Lang::DEFAULT));
    let mut table = Table::new();
    for partner in candidates {
        for value in site.profiles[partner.index()].narrower(&choice) {
            *table.entry(value).or_default() += 1;
        }
    }
    table
}

#[cfg(test)]
mod tests;
