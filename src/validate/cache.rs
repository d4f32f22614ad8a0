//! What was found valid, kept for the next reading of the project: a partner is checked again only where its record, or
//! anything that records refer to, is another one.

use std::sync::Arc;

use rayon::prelude::*;

use super::Options;
use super::listings::Sorted;
use crate::diagnostic::Diagnostics;
use crate::l10n::Locale;
use crate::load::{PartnerRecord, PartnerStatus, ProjectRecords, Records};
use crate::model::{IndexedList, ListIndex as _, Partner, PartnerIx, Picture, PictureIx};

/// What was found valid of the last reading; nothing at first.
#[derive(Default)]
pub struct Kept {
    of: Option<(Arc<ProjectRecords>, Options)>,
    pub(super) locales: Option<(Arc<[Locale]>, Diagnostics)>,
    pub(super) pictures: Option<IndexedList<PictureIx, Picture>>,
    /// In the order of the records.
    partners: Vec<Checked>,
    /// By position of the record: its partner, if it is published.
    published: Vec<Option<PartnerIx>>,
    list: IndexedList<PartnerIx, Partner>,
    pub(super) names_are_unique: bool,
    pub(super) listings: Sorted,
}

/// What came of checking a record.
pub(super) struct Checked {
    pub(super) record: Arc<PartnerRecord>,
    pub(super) partner: Arc<Partner>,
    pub(super) problems: Diagnostics,
    /// Whether its texts have something that leads elsewhere.
    pub(super) has_links: bool,
}

impl Kept {
    /// Forgets everything unless these are the same records but for what a few of them say.
    pub(super) fn keep_only(&mut self, records: &Records, options: &Options) {
        let of_same = self
            .of
            .as_ref()
            .is_some_and(|(basis, with)| Arc::ptr_eq(basis, &records.basis) && with == options);
        let same_file = |(checked, record): (&Checked, &Arc<PartnerRecord>)| {
            checked.record.file == record.file && checked.record.status == record.status
        };
        let same_files = self.partners.len() == records.partners.len()
            && self.partners.iter().zip(&records.partners).all(same_file);
        if !(of_same && same_files) {
            *self = Self {
                of: Some((Arc::clone(&records.basis), options.clone())),
                ..Self::default()
            };
        }
    }

    /// Checks the records that are not those kept.
    pub(super) fn check(
        &mut self,
        records: &Records,
        check: impl Fn(&Arc<PartnerRecord>) -> Checked + Sync,
    ) {
        if self.partners.is_empty() {
            self.partners = records.partners.par_iter().map(&check).collect();
            self.publish();
            return;
        }
        let both = self.partners.iter().zip(&records.partners).enumerate();
        let changed: Vec<usize> = both
            .filter(|(_, (checked, record))| !Arc::ptr_eq(&checked.record, record))
            .map(|(at, _)| at)
            .collect();
        let anew: Vec<Checked> = changed
            .par_iter()
            .map(|&at| check(&records.partners[at]))
            .collect();
        for (at, checked) in changed.into_iter().zip(anew) {
            self.names_are_unique &= names(&self.partners[at].record) == names(&checked.record);
            if let Some(ix) = self.published[at] {
                self.list.replace(ix, Arc::clone(&checked.partner));
                self.listings.changed.push(ix);
            }
            self.partners[at] = checked;
        }
    }

    /// Lists the partners that are published, by id; of two with the same id the first.
    fn publish(&mut self) {
        let is_active = |checked: &Checked| checked.record.status == PartnerStatus::Active;
        let active = self.partners.iter().enumerate();
        let mut active: Vec<(&str, usize)> = active
            .filter(|(_, checked)| is_active(checked))
            .map(|(at, checked)| (checked.record.id.as_str(), at))
            .collect();
        active.sort_unstable();
        active.dedup_by_key(|(id, _)| *id);
        self.published = vec![None; self.partners.len()];
        for (ix, &(_, at)) in active.iter().enumerate() {
            self.published[at] = Some(PartnerIx::new(ix));
        }
        self.list = IndexedList::of_shared(
            active
                .iter()
                .map(|&(id, at)| (id.to_owned(), Arc::clone(&self.partners[at].partner))),
        );
    }

    /// The partners that are published, by id.
    pub(super) fn published(&self) -> IndexedList<PartnerIx, Partner> {
        self.list.clone()
    }

    /// What was checked and found to have problems.
    pub(super) fn faulty(&self) -> impl Iterator<Item = &Checked> {
        let partners = self.partners.iter();
        partners.filter(|checked| !checked.problems.is_empty())
    }

    /// The records whose texts have something that leads elsewhere.
    pub(super) fn with_links(&self) -> impl Iterator<Item = &PartnerRecord> {
        let partners = self.partners.iter();
        let with_links = partners.filter(|checked| checked.has_links);
        with_links.map(|checked| &*checked.record)
    }
}

/// What no two partners may have in common.
fn names(record: &PartnerRecord) -> (&str, Vec<&str>) {
    let aliases = record.aliases.iter().map(|alias| alias.value.as_str());
    (&record.name.value, aliases.collect())
}
