//! Incremental validation for the preview: [`ValidationCache`] validates a partner again only if its record has changed,
//! or anything that records refer to.
//!
//! It keeps the results of the functions that [`super::catalogue`] and [`super::links()`] call, and calls them again for
//! what has changed.

use std::sync::Arc;

use super::links::{self, have_links};
use super::listings::ListingCache;
use super::partner::{self, ValidatedPartner};
use super::{Context, PageIndex, ValidateOptions, locales, pictures, programme, vocabulary};
use crate::diagnostic::Diagnostics;
use crate::l10n::Locale;
use crate::load::{PartnerRecord, ProjectRecords, Records};
use crate::model::{
    Catalogue, IndexedList, ListIndex as _, Partner, PartnerIx, Picture, PictureIx,
};
use crate::source::Sources;

/// Results of the last validation; empty at first.
#[derive(Default)]
pub struct ValidationCache {
    inputs: Option<(Arc<ProjectRecords>, ValidateOptions)>,
    locales: Option<(Arc<[Locale]>, Diagnostics)>,
    pictures: Option<IndexedList<PictureIx, Picture>>,
    /// In the order of the records.
    partners: Vec<ValidatedPartner>,
    /// By position of the record: its partner, if it is published.
    published: Vec<Option<PartnerIx>>,
    list: IndexedList<PartnerIx, Partner>,
    names_are_unique: bool,
    listings: ListingCache,
    /// By position of the record: whether its texts have links.
    have_links: Vec<bool>,
}

impl ValidationCache {
    /// Builds the catalogue that [`super::catalogue`] builds, with the same problems.
    pub fn catalogue(
        &mut self,
        records: &Records,
        options: &ValidateOptions,
        problems: &mut Diagnostics,
    ) -> Catalogue {
        self.discard_outdated(records, options);
        let (locales, invalid) = self.locales.get_or_insert_with(|| {
            let mut invalid = Diagnostics::default();
            (locales(records, &mut invalid), invalid)
        });
        let locales = Arc::clone(locales);
        problems.append(invalid.clone());
        let pictures = self
            .pictures
            .get_or_insert_with(|| pictures::published(records, options.today))
            .clone();
        let mut cx = Context {
            records,
            problems,
            today: options.today,
            pictures: &pictures,
            locales: &locales,
        };
        let vocabulary = vocabulary::vocabulary(&mut cx);
        let programmes = programme::programmes(&mut cx, &vocabulary);

        self.update_partners(records, |changed| {
            partner::validate_all(&cx, &vocabulary, &programmes, changed)
        });
        if !self.names_are_unique {
            let duplicates = partner::duplicates(records);
            self.names_are_unique = duplicates.is_empty();
            cx.problems.append(duplicates);
        }
        for partner in &self.partners {
            if !partner.problems.is_empty() {
                cx.problems.append(partner.problems.clone());
            }
        }
        let partners = self.list.clone();
        cx.assemble(
            options,
            vocabulary,
            programmes,
            partners,
            &mut self.listings,
        )
    }

    /// Checks the links that [`super::links()`] checks, after [`ValidationCache::catalogue`] for the same records.
    pub fn links(
        &self,
        records: &Records,
        catalogue: &Catalogue,
        pages: &dyn PageIndex,
        sources: &Sources,
        problems: &mut Diagnostics,
    ) {
        let have_links = &self.have_links;
        links::check(records, have_links, catalogue, pages, sources, problems);
    }

    /// Clears the cache unless only the contents of some partners' records have changed.
    fn discard_outdated(&mut self, records: &Records, options: &ValidateOptions) {
        let same_inputs = self
            .inputs
            .as_ref()
            .is_some_and(|(shared, used)| Arc::ptr_eq(shared, &records.shared) && used == options);
        let same_file = |(validated, record): (&ValidatedPartner, &Arc<PartnerRecord>)| {
            let known = &validated.record;
            // The published pictures are a list that all partners share.
            Arc::ptr_eq(known, record)
                || known.file == record.file
                    && known.status == record.status
                    && pictures::have_same_published(known, record, options.today)
        };
        let same_files = self.partners.len() == records.partners.len()
            && self.partners.iter().zip(&records.partners).all(same_file);
        if !(same_inputs && same_files) {
            *self = Self {
                inputs: Some((Arc::clone(&records.shared), options.clone())),
                ..Self::default()
            };
        }
    }

    /// Validates the records that have changed.
    fn update_partners(
        &mut self,
        records: &Records,
        validate: impl Fn(&[Arc<PartnerRecord>]) -> Vec<ValidatedPartner>,
    ) {
        if self.partners.is_empty() {
            self.partners = validate(&records.partners);
            self.have_links = have_links(&records.partners);
            self.list = partner::published(&self.partners);
            self.published = vec![None; self.partners.len()];
            let positions = partner::published_positions(&self.partners);
            for (index, position) in positions.into_iter().enumerate() {
                self.published[position] = Some(PartnerIx::new(index));
            }
            return;
        }
        let (positions, changed): (Vec<usize>, Vec<Arc<PartnerRecord>>) = self
            .partners
            .iter()
            .zip(&records.partners)
            .enumerate()
            .filter(|(_, (validated, record))| !Arc::ptr_eq(&validated.record, record))
            .map(|(position, (_, record))| (position, Arc::clone(record)))
            .unzip();
        let have_links = have_links(&changed);
        let validated = validate(&changed).into_iter().zip(have_links);
        for (position, (validated, has_links)) in positions.into_iter().zip(validated) {
            self.names_are_unique &=
                unique_names(&self.partners[position].record) == unique_names(&validated.record);
            if let Some(index) = self.published[position] {
                self.list.replace(index, Arc::clone(&validated.partner));
                self.listings.changed.push(index);
            }
            self.partners[position] = validated;
            self.have_links[position] = has_links;
        }
    }
}

/// Values that must be unique among partners.
fn unique_names(record: &PartnerRecord) -> (&str, Vec<&str>) {
    let aliases = record.aliases.iter().map(|alias| alias.value.as_str());
    (&record.name.value, aliases.collect())
}
