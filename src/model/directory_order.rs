//! Order of the directory: which facets exist and how they are listed, and the number of pages of a list.
//! Entry point: [`Catalogue::facets`].

use super::{Catalogue, Facet, FacetValue, IndexedList, ListIndex, ProgrammeIx};

impl Catalogue {
    /// The number of pages that a list of `partners` takes: at least one, for an empty list.
    pub fn page_count(&self, partners: usize) -> usize {
        partners.div_ceil(self.settings.page_size.max(1)).max(1)
    }

    /// Every value that has a page of the directory, in display order.
    pub fn facets(&self) -> impl Iterator<Item = FacetValue> {
        let facets = self.settings.facets.iter();
        facets.flat_map(|&facet| self.values_of(facet))
    }

    /// Whether the directory has pages and filters of a facet.
    pub fn has_facet(&self, facet: Facet) -> bool {
        self.settings.facets.contains(&facet)
    }

    /// The values of a facet in their order: also of one that the directory does not have.
    pub fn values_of(&self, facet: Facet) -> Vec<FacetValue> {
        let vocabulary = &self.vocabulary;
        match facet {
            Facet::Specialization => {
                all(&vocabulary.specializations, FacetValue::Specialization).collect()
            }
            Facet::Country => {
                let countries = vocabulary.countries.iter();
                let countries = countries.filter(|(_, country)| !country.is_group());
                countries
                    .map(|(country, _)| FacetValue::Country(country))
                    .collect()
            }
            Facet::Language => all(&vocabulary.languages, FacetValue::Language).collect(),
            Facet::Tier => self.tiers().collect(),
            Facet::Certification => {
                all(&vocabulary.certifications, FacetValue::Certification).collect()
            }
            Facet::Level => all(&vocabulary.levels, FacetValue::Level).collect(),
            Facet::Type => all(&vocabulary.types, FacetValue::Type).collect(),
            Facet::Product => all(&vocabulary.products, FacetValue::Product).collect(),
            Facet::Industry => all(&vocabulary.industries, FacetValue::Industry).collect(),
            Facet::Field(field) => {
                let options = 0..vocabulary.fields[field].options();
                options.map(|it| FacetValue::Field(field, it)).collect()
            }
        }
    }

    /// The tiers of all programmes, the highest of each programme first.
    fn tiers(&self) -> impl Iterator<Item = FacetValue> {
        let programmes = self.programmes_in_order().into_iter();
        programmes.flat_map(|programme| {
            let highest_first = self.programmes[programme].tiers.indexes().rev();
            highest_first.map(move |tier| FacetValue::Tier(programme, tier))
        })
    }

    /// The programmes in display order: those for all products before those for some.
    pub fn programmes_in_order(&self) -> Vec<ProgrammeIx> {
        let mut programmes: Vec<ProgrammeIx> = self.programmes.indexes().collect();
        programmes.sort_by_key(|&programme| !self.programmes[programme].products.is_empty());
        programmes
    }
}

fn all<I: ListIndex, T>(
    list: &IndexedList<I, T>,
    value: impl Fn(I) -> FacetValue,
) -> impl Iterator<Item = FacetValue> {
    list.indexes().map(value)
}
