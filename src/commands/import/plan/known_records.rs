//! The records of a project by id and by name, for tables with many rows. Built by [`KnownRecords::new`].

use std::collections::HashMap;
use std::sync::Arc;

use super::super::row::Row;
use crate::commands::table::fold;
use crate::edit::FieldValue;
use crate::load::PartnerRecord;

/// The records of a project, by what a row names them.
pub(super) struct KnownRecords<'a> {
    records: &'a [Arc<PartnerRecord>],
    by_id: HashMap<&'a str, usize>,
    /// The first record with each id or former id.
    by_any_id: HashMap<&'a str, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl<'a> KnownRecords<'a> {
    pub(super) fn new(records: &'a [Arc<PartnerRecord>]) -> Self {
        let mut known = Self {
            records,
            by_id: HashMap::new(),
            by_any_id: HashMap::new(),
            by_name: HashMap::new(),
        };
        for (index, record) in records.iter().enumerate() {
            known.by_id.entry(&record.id).or_insert(index);
            let aliases = record.aliases.iter().map(|alias| alias.value.as_str());
            for id in [record.id.as_str()].into_iter().chain(aliases) {
                known.by_any_id.entry(id).or_insert(index);
            }
            let name = fold(&record.name.value);
            known.by_name.entry(name).or_default().push(index);
        }
        known
    }

    /// The record with an id.
    pub(super) fn with_id(&self, id: &str) -> Option<&'a PartnerRecord> {
        let index = self.by_id.get(id)?;
        Some(&self.records[*index])
    }

    /// The first record that has one of some ids, or had it formerly.
    pub(super) fn with_any_id(&self, ids: &[&str]) -> Option<&'a PartnerRecord> {
        let known = ids.iter().filter_map(|id| self.by_any_id.get(id));
        Some(&self.records[*known.min()?])
    }

    /// The records with a folded name.
    pub(super) fn with_name(
        &self,
        folded: &str,
    ) -> impl Iterator<Item = &'a PartnerRecord> + use<'a, '_> {
        let records = self.records;
        let indexes = self.by_name.get(folded).map_or(&[][..], Vec::as_slice);
        indexes.iter().map(move |index| &*records[*index])
    }

    /// The records that have the name of a row.
    pub(super) fn of_same_name(
        &self,
        row: &Row,
    ) -> impl Iterator<Item = &'a PartnerRecord> + use<'a, '_> {
        let key = name(row).map(fold).filter(|key| !key.is_empty());
        key.map(|key| self.with_name(&key)).into_iter().flatten()
    }
}

/// The name in a row.
pub(super) fn name(row: &Row) -> Option<&str> {
    row.values.iter().find_map(|(path, value)| match value {
        FieldValue::Text(name) if path.to_string() == "name" => Some(name.as_str()),
        _ => None,
    })
}
