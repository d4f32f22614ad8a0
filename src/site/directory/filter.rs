//! The filter of a directory page: all partners, one facet, or a country with a specialization.

use serde::Serialize;

use super::facets::{self, FacetValueView};
use crate::model::{
    Catalogue, CountryIx, Facet, FacetValue, Lang, Page, PartnerIx, ProgrammeIx, SpecializationIx,
};
use crate::site::context::PageContext;
use crate::site::view::{LinkView, TextView};

/// The filter of a page of the directory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DirectoryFilter {
    All,
    FacetValue(FacetValue),
    Pair(CountryIx, SpecializationIx),
}

/// A value of the filter, with the page without it.
#[derive(Serialize)]
pub(crate) struct ActiveFilterView {
    label: TextView,
    value: TextView,
    without: String,
}

impl DirectoryFilter {
    pub(crate) fn page(self, lang: Lang, number: usize) -> Page {
        match self {
            DirectoryFilter::All => Page::Directory(lang, number),
            DirectoryFilter::FacetValue(facet) => Page::FacetValue(lang, facet, number),
            DirectoryFilter::Pair(country, it) => Page::Pair(lang, country, it, number),
        }
    }

    pub(crate) fn partners<'a>(self, context: PageContext<'a>) -> &'a [PartnerIx] {
        let catalogue = context.catalogue();
        match self {
            DirectoryFilter::All => catalogue.partners_in_order(context.lang),
            DirectoryFilter::FacetValue(facet) => catalogue.partners_of(context.lang, facet),
            DirectoryFilter::Pair(country, it) => catalogue.listings[context.lang.index()]
                .pairs
                .get(&(country, it))
                .map_or(&[], Vec::as_slice),
        }
    }

    /// The country of the filter.
    pub(crate) fn country(self) -> Option<CountryIx> {
        self.facets().find_map(|value| match value {
            FacetValue::Country(country) => Some(country),
            _ => None,
        })
    }

    /// The partners, those with an office in the country of the filter first. The page's script has the same order.
    pub(crate) fn local_first(self, context: PageContext<'_>) -> Vec<PartnerIx> {
        let mut partners = self.partners(context).to_vec();
        if let Some(country) = self.country() {
            let offices = |ix: PartnerIx| context.catalogue().partners[ix].offices.iter();
            partners.sort_by_key(|&ix| !offices(ix).any(|it| it.country == country));
        }
        partners
    }

    /// The filter without the value of a facet, given as [`FacetValue::group`].
    pub(crate) fn without(self, group: (Facet, Option<ProgrammeIx>)) -> Self {
        let (country, specialization) = match self {
            DirectoryFilter::FacetValue(facet) if facet.group() == group => {
                return DirectoryFilter::All;
            }
            DirectoryFilter::All | DirectoryFilter::FacetValue(_) => return self,
            DirectoryFilter::Pair(country, it) => {
                (FacetValue::Country(country), FacetValue::Specialization(it))
            }
        };
        if group == country.group() {
            DirectoryFilter::FacetValue(specialization)
        } else if group == specialization.group() {
            DirectoryFilter::FacetValue(country)
        } else {
            self
        }
    }

    /// The filter with a value, which replaces that of the same facet; nothing if no page has that filter.
    pub(crate) fn with(self, catalogue: &Catalogue, value: FacetValue) -> Option<Self> {
        match (self.without(value.group()), value) {
            (DirectoryFilter::All, _) => Some(DirectoryFilter::FacetValue(value)),
            (
                DirectoryFilter::FacetValue(FacetValue::Country(country)),
                FacetValue::Specialization(it),
            )
            | (
                DirectoryFilter::FacetValue(FacetValue::Specialization(it)),
                FacetValue::Country(country),
            ) => {
                let pairs = &catalogue.listings.first()?.pairs;
                (pairs.contains_key(&(country, it))).then_some(DirectoryFilter::Pair(country, it))
            }
            _ => None,
        }
    }

    pub(crate) fn label(self, context: PageContext<'_>) -> Option<TextView> {
        match self {
            DirectoryFilter::All => None,
            DirectoryFilter::FacetValue(facet) => Some(facets::label(context, facet)),
            DirectoryFilter::Pair(country, _) => Some(context.country(country)),
        }
    }

    pub(crate) fn heading(self, context: PageContext<'_>) -> TextView {
        match self {
            DirectoryFilter::All => context.message_view("directory_heading"),
            DirectoryFilter::FacetValue(facet) => facets::name(context, facet),
            DirectoryFilter::Pair(_, it) => facets::name(context, FacetValue::Specialization(it)),
        }
    }

    pub(crate) fn introduction(self, context: PageContext<'_>) -> Option<TextView> {
        let catalogue = context.catalogue();
        let vocabulary = &catalogue.vocabulary;
        let text = match self {
            DirectoryFilter::All => {
                return Some(context.message_view("directory_introduction"));
            }
            DirectoryFilter::Pair(_, it) => vocabulary.specializations[it].description.as_ref(),
            DirectoryFilter::FacetValue(facet) => match facet {
                FacetValue::Country(it) => vocabulary.countries[it].description.as_ref(),
                FacetValue::Tier(programme_ix, it) => {
                    let tier = &catalogue.programmes[programme_ix].tiers[it];
                    tier.prose.as_ref().and_then(|prose| prose.summary.as_ref())
                }
                FacetValue::Type(it) => vocabulary.types[it].description.as_ref(),
                FacetValue::Product(it) => vocabulary.products[it].description.as_ref(),
                FacetValue::Specialization(it) => {
                    vocabulary.specializations[it].description.as_ref()
                }
                FacetValue::Industry(it) => vocabulary.industries[it].description.as_ref(),
                FacetValue::Language(_) | FacetValue::Field(..) => None,
                FacetValue::Certification(it) => vocabulary.certifications[it].description.as_ref(),
                FacetValue::Level(it) => vocabulary.levels[it].description.as_ref(),
            },
        };
        context.text_opt(text)
    }

    /// The values of facets in the filter.
    pub(crate) fn facets(self) -> impl Iterator<Item = FacetValue> {
        let facets = match self {
            DirectoryFilter::All => [None, None],
            DirectoryFilter::FacetValue(facet) => [Some(facet), None],
            DirectoryFilter::Pair(country, it) => [
                Some(FacetValue::Country(country)),
                Some(FacetValue::Specialization(it)),
            ],
        };
        facets.into_iter().flatten()
    }

    /// The addresses by which the list of facets links to the values in the filter: they lead to the list itself.
    pub(crate) fn current(self, context: PageContext<'_>) -> Vec<String> {
        match self {
            DirectoryFilter::All => Vec::new(),
            _ => vec![context.href(&self.page(context.lang, 1))],
        }
    }

    pub(crate) fn chosen(self, context: PageContext<'_>) -> Vec<ActiveFilterView> {
        let chosen = |facet, without: Page| ActiveFilterView {
            label: facets::label(context, facet),
            value: facets::name(context, facet),
            without: context.href(&without),
        };
        let lang = context.lang;
        match self {
            DirectoryFilter::All => Vec::new(),
            DirectoryFilter::FacetValue(facet) => vec![chosen(facet, Page::Directory(lang, 1))],
            DirectoryFilter::Pair(country, it) => {
                let (country, it) = (FacetValue::Country(country), FacetValue::Specialization(it));
                vec![
                    chosen(country, Page::FacetValue(lang, it, 1)),
                    chosen(it, Page::FacetValue(lang, country, 1)),
                ]
            }
        }
    }

    /// The pages that narrow a country or a specialization to a pair.
    pub(crate) fn narrower(self, context: PageContext<'_>) -> (String, Vec<FacetValueView>) {
        let pairs = &context.catalogue().listings[context.lang.index()].pairs;
        let view = |facet, (country, it), partners: usize| FacetValueView {
            href: context.href(&Page::Pair(context.lang, country, it, 1)),
            ..facets::value(context, facet, partners)
        };
        let (key, values) = match self {
            DirectoryFilter::FacetValue(FacetValue::Country(here)) => {
                let pairs = pairs.iter().filter(|((country, _), _)| *country == here);
                let values = pairs.map(|(&pair, partners)| {
                    view(FacetValue::Specialization(pair.1), pair, partners.len())
                });
                ("narrower_specialization", values.collect())
            }
            DirectoryFilter::FacetValue(FacetValue::Specialization(here)) => {
                let pairs = pairs.iter().filter(|((_, it), _)| *it == here);
                let values = pairs.map(|(&pair, partners)| {
                    view(FacetValue::Country(pair.0), pair, partners.len())
                });
                ("narrower_country", values.collect())
            }
            _ => ("narrower_country", Vec::new()),
        };
        (context.message(key), values)
    }

    pub(crate) fn explained(self, context: PageContext<'_>) -> Option<LinkView> {
        let DirectoryFilter::FacetValue(FacetValue::Tier(programme_ix, tier)) = self else {
            return None;
        };
        let label = TextView::plain(context.tier_explained(programme_ix, tier));
        Some(context.link(&Page::Tier(context.lang, programme_ix, tier), label))
    }
}
