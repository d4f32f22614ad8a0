//! Counts beside the filters of a list of partners: how many partners the list would have with each value. Computed by
//! [`FacetCounts::groups`], from numbers that are the same in every language.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::facets::{FacetGroupView, FacetValueView};
use super::filter::DirectoryFilter;
use crate::model::{Choice, FacetValue, Lang, ListIndex};
use crate::site::context::PageContext;
use crate::site::site_context::SiteContext;

/// The number of partners by value.
type CountTable = BTreeMap<FacetValue, usize>;

/// The counts of all lists, each computed when it is first needed.
#[derive(Default)]
pub(crate) struct FacetCounts {
    tables: RwLock<BTreeMap<DirectoryFilter, Arc<CountTable>>>,
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

    /// The groups beside a list: each value with its number of partners there, and with the page that has just these
    /// partners, where there is one. `all` are the groups beside the list of all partners.
    pub(crate) fn groups(
        &self,
        context: PageContext<'_>,
        filter: DirectoryFilter,
        all: &[FacetGroupView],
    ) -> Vec<FacetGroupView> {
        let chosen: Vec<FacetValue> = filter.facets().collect();
        let value = |value: &FacetValueView| {
            let partners = self.of(context.site, filter, value.facet);
            let narrowed = filter.with(context.catalogue(), value.facet);
            let total = context.count(value.number);
            FacetValueView {
                href: match narrowed {
                    Some(narrowed) => context.href(&narrowed.page(context.lang, 1)),
                    None => value.href.clone(),
                },
                number: partners,
                count: context.count(partners),
                empty: partners == 0,
                partners: context.message_count("partners_count", partners),
                total: (narrowed.is_none() && partners != value.number)
                    .then(|| context.message_with("of_all", &[("all", total)])),
                ..value.clone()
            }
        };
        all.iter()
            .map(|group| {
                let values = group.values.iter().map(value).collect();
                let mut group = FacetGroupView {
                    values,
                    ..group.clone()
                };
                group.shorten(context, &chosen);
                group
            })
            .collect()
    }

    fn table(&self, site: &SiteContext, filter: DirectoryFilter) -> Arc<CountTable> {
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

fn table(site: &SiteContext, filter: DirectoryFilter) -> CountTable {
    let catalogue = &site.catalogue;
    let choice: Choice = filter.facets().collect();
    // All that match are in the shortest list of a chosen value.
    let candidates = filter
        .facets()
        .map(|value| catalogue.partners_of(Lang::DEFAULT, value))
        .min_by_key(|partners| partners.len())
        .unwrap_or_else(|| catalogue.partners_in_order(Lang::DEFAULT));
    let mut table = CountTable::new();
    for partner in candidates {
        for value in site.profiles[partner.index()].narrower(&choice) {
            *table.entry(value).or_default() += 1;
        }
    }
    table
}

#[cfg(test)]
mod tests;
