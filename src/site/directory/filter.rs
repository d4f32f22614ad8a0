//! What a page of the directory lists, and what it says about that.

use serde::Serialize;

use super::facets::{self, ValueView};
use crate::model::{CountryIx, Facet, Lang, Page, PartnerIx, SpecializationIx};
use crate::site::reader::Reader;
use crate::site::text::{LinkView, TextView};

/// What a page of the directory lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Choice {
    All,
    Facet(Facet),
    Pair(CountryIx, SpecializationIx),
}

/// A value that was chosen, with the page without it.
#[derive(Serialize)]
pub(crate) struct ChosenView {
    label: TextView,
    value: TextView,
    without: String,
}

impl Choice {
    pub(crate) fn page(self, lang: Lang, number: usize) -> Page {
        match self {
            Choice::All => Page::Directory(lang, number),
            Choice::Facet(facet) => Page::Facet(lang, facet, number),
            Choice::Pair(country, it) => Page::Pair(lang, country, it, number),
        }
    }

    pub(crate) fn partners<'a>(self, reader: Reader<'a>) -> &'a [PartnerIx] {
        let catalogue = reader.catalogue();
        match self {
            Choice::All => catalogue.partners_in_order(reader.lang),
            Choice::Facet(facet) => catalogue.partners_of(reader.lang, facet),
            Choice::Pair(country, it) => catalogue.listings[reader.lang.index()]
                .pairs
                .get(&(country, it))
                .map_or(&[], Vec::as_slice),
        }
    }

    pub(crate) fn label(self, reader: Reader<'_>) -> Option<TextView> {
        match self {
            Choice::All => None,
            Choice::Facet(facet) => Some(facets::label(reader, facet)),
            Choice::Pair(country, _) => Some(reader.country(country)),
        }
    }

    pub(crate) fn heading(self, reader: Reader<'_>) -> TextView {
        match self {
            Choice::All => TextView::plain(reader.say("directory_heading")),
            Choice::Facet(facet) => facets::name(reader, facet),
            Choice::Pair(_, it) => facets::name(reader, Facet::Specialization(it)),
        }
    }

    pub(crate) fn introduction(self, reader: Reader<'_>) -> Option<TextView> {
        let catalogue = reader.catalogue();
        let vocabulary = &catalogue.vocabulary;
        let text = match self {
            Choice::All => return Some(TextView::plain(reader.say("directory_introduction"))),
            Choice::Pair(_, it) => vocabulary.specializations[it].description.as_ref(),
            Choice::Facet(facet) => match facet {
                Facet::Country(it) => vocabulary.countries[it].description.as_ref(),
                Facet::Tier(of, it) => {
                    let tier = &catalogue.programmes[of].tiers[it];
                    tier.prose.as_ref().and_then(|prose| prose.summary.as_ref())
                }
                Facet::Type(it) => vocabulary.types[it].description.as_ref(),
                Facet::Product(it) => vocabulary.products[it].description.as_ref(),
                Facet::Specialization(it) => vocabulary.specializations[it].description.as_ref(),
                Facet::Industry(it) => vocabulary.industries[it].description.as_ref(),
            },
        };
        reader.maybe(text)
    }

    /// The values of facets that were chosen.
    pub(crate) fn facets(self) -> impl Iterator<Item = Facet> {
        let facets = match self {
            Choice::All => [None, None],
            Choice::Facet(facet) => [Some(facet), None],
            Choice::Pair(country, it) => [
                Some(Facet::Country(country)),
                Some(Facet::Specialization(it)),
            ],
        };
        facets.into_iter().flatten()
    }

    /// The addresses of the values that were chosen.
    pub(crate) fn current(self, reader: Reader<'_>) -> Vec<String> {
        self.facets()
            .map(|facet| reader.href(&Page::Facet(reader.lang, facet, 1)))
            .collect()
    }

    pub(crate) fn chosen(self, reader: Reader<'_>) -> Vec<ChosenView> {
        let chosen = |facet, without: Page| ChosenView {
            label: facets::label(reader, facet),
            value: facets::name(reader, facet),
            without: reader.href(&without),
        };
        let lang = reader.lang;
        match self {
            Choice::All => Vec::new(),
            Choice::Facet(facet) => vec![chosen(facet, Page::Directory(lang, 1))],
            Choice::Pair(country, it) => {
                let (country, it) = (Facet::Country(country), Facet::Specialization(it));
                vec![
                    chosen(country, Page::Facet(lang, it, 1)),
                    chosen(it, Page::Facet(lang, country, 1)),
                ]
            }
        }
    }

    /// The pairs that have a page, from a country or from a specialization.
    pub(crate) fn narrower(self, reader: Reader<'_>) -> (String, Vec<ValueView>) {
        let pairs = &reader.catalogue().listings[reader.lang.index()].pairs;
        let view = |facet, (country, it), partners: usize| ValueView {
            href: reader.href(&Page::Pair(reader.lang, country, it, 1)),
            ..facets::value(reader, facet, partners)
        };
        let (key, values) = match self {
            Choice::Facet(Facet::Country(here)) => {
                let pairs = pairs.iter().filter(|((country, _), _)| *country == here);
                let values = pairs.map(|(&pair, partners)| {
                    view(Facet::Specialization(pair.1), pair, partners.len())
                });
                ("narrower_specialization", values.collect())
            }
            Choice::Facet(Facet::Specialization(here)) => {
                let pairs = pairs.iter().filter(|((_, it), _)| *it == here);
                let values = pairs
                    .map(|(&pair, partners)| view(Facet::Country(pair.0), pair, partners.len()));
                ("narrower_country", values.collect())
            }
            _ => ("narrower_country", Vec::new()),
        };
        (reader.say(key), values)
    }

    pub(crate) fn explained(self, reader: Reader<'_>) -> Option<LinkView> {
        let Choice::Facet(Facet::Tier(of, tier)) = self else {
            return None;
        };
        let label = TextView::plain(reader.tier_explained(of, tier));
        Some(reader.link(&Page::Tier(reader.lang, of, tier), label))
    }
}
