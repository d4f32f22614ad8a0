//! Order of the directory: which facets exist and how they are listed, and the number of pages of a list.
//! Entry point: [`Catalogue::facets`].

use super::{Catalogue, FacetValue, ProgrammeIx};

impl Catalogue {
    /// The number of pages that a list of `partners` takes: at least one, for an empty list.
    pub fn page_count(&self, partners: usize) -> usize {
        partners.div_ceil(self.settings.page_size.max(1)).max(1)
    }

    /// Every value that has a page of the directory, in display order: the facets most used by visitors first.
    pub fn facets(&self) -> impl Iterator<Item = FacetValue> {
        let vocabulary = &self.vocabulary;
        let countries = vocabulary.countries.iter();
        let countries = countries.filter(|(_, country)| !country.is_group());
        let tiers = self
            .programmes_in_order()
            .into_iter()
            .flat_map(|programme| {
                let highest_first = self.programmes[programme].tiers.indexes().rev();
                highest_first.map(move |tier| FacetValue::Tier(programme, tier))
            });
        countries
            .map(|(country, _)| FacetValue::Country(country))
            .chain(
                vocabulary
                    .specializations
                    .indexes()
                    .map(FacetValue::Specialization),
            )
            .chain(vocabulary.types.indexes().map(FacetValue::Type))
            .chain(vocabulary.products.indexes().map(FacetValue::Product))
            .chain(vocabulary.industries.indexes().map(FacetValue::Industry))
            .chain(tiers)
    }

    /// The programmes in display order: those for all products before those for some.
    pub fn programmes_in_order(&self) -> Vec<ProgrammeIx> {
        let mut programmes: Vec<ProgrammeIx> = self.programmes.indexes().collect();
        programmes.sort_by_key(|&programme| !self.programmes[programme].products.is_empty());
        programmes
    }
}
