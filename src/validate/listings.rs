//! Listings of the partners, sorted for each language. Sorted once, so that the website, its data and the paper agree.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::l10n::Locale;
use crate::model::{
    CountryIx, FacetProfile, FacetValue, IndexedList, ListIndex as _, Listings, Partner, PartnerIx,
    SpecializationIx, Vocabulary,
};

/// Results of the last sorting, and the partners that have changed since.
#[derive(Default)]
pub(super) struct ListingCache {
    pub(super) changed: Vec<PartnerIx>,
    /// The languages that the values of facets refer to.
    spoken: Vec<String>,
    facets: NumberIndex<FacetValue>,
    pairs: NumberIndex<(CountryIx, SpecializationIx)>,
    /// By position of the partner: the values it is listed under.
    values: Vec<Values>,
    languages: Vec<Language>,
}

/// Numbers of the values that partners have: lists are filled faster by number.
struct NumberIndex<T> {
    numbers: BTreeMap<T, u32>,
}

/// Numbers of the facets and pairs that a partner is listed under, each once.
#[derive(Default, PartialEq, Eq)]
struct Values {
    facets: Vec<u32>,
    pairs: Vec<u32>,
}

struct Language {
    /// By position of the partner: the sort key, whose byte order is the order of the list.
    keys: Vec<Vec<u8>>,
    listings: Listings,
}

/// The listings of all languages; only partners that have changed since the last time are sorted again. Without
/// `pairs_at_least`, no country is listed with a specialization.
pub(super) fn update(
    cache: &mut ListingCache,
    partners: &IndexedList<PartnerIx, Partner>,
    vocabulary: &Vocabulary,
    locales: &[Locale],
    pairs_at_least: Option<usize>,
) -> Vec<Listings> {
    let spoken = vocabulary.languages.ids().map(str::to_owned).collect();
    if cache.spoken != spoken {
        *cache = ListingCache {
            spoken,
            ..ListingCache::default()
        };
    }
    let is_first = cache.languages.is_empty();
    let mut values_changed = is_first;
    if is_first {
        cache.values.resize_with(partners.len(), Values::default);
        cache.changed = partners.indexes().collect();
    }
    for &ix in &cache.changed {
        let profile = FacetProfile::new(&partners[ix], vocabulary);
        let values = Values {
            facets: cache.facets.all(profile.values().iter().copied()),
            pairs: cache.pairs.all(profile.pairs()),
        };
        values_changed |= values != cache.values[ix.index()];
        cache.values[ix.index()] = values;
    }
    if is_first {
        let first = locales.par_iter().map(|_| Language {
            keys: vec![Vec::new(); partners.len()],
            listings: Listings {
                all: partners.indexes().collect(),
                ..Listings::default()
            },
        });
        cache.languages = first.collect();
    }
    let (values, changed) = (&cache.values, &cache.changed);
    let (facets, pairs) = (&cache.facets, &cache.pairs);
    let languages = cache.languages.par_iter_mut().zip(locales);
    languages.for_each(|(language, locale)| {
        let order_changed = language.sort(partners, changed, locale);
        if order_changed || values_changed {
            let all = &language.listings.all;
            language.listings.facets = facets.lists(all, |ix| &values[ix.index()].facets);
            language.listings.pairs = pairs.lists(all, |ix| &values[ix.index()].pairs);
            let pairs = &mut language.listings.pairs;
            pairs.retain(|_, partners| pairs_at_least.is_some_and(|least| partners.len() >= least));
        }
    });
    cache.changed.clear();
    let languages = cache.languages.iter();
    languages.map(|it| it.listings.clone()).collect()
}

impl Language {
    /// Sorts the partners. Returns whether the order has changed.
    fn sort(
        &mut self,
        partners: &IndexedList<PartnerIx, Partner>,
        changed: &[PartnerIx],
        locale: &Locale,
    ) -> bool {
        let keys: Vec<_> = changed
            .par_iter()
            .map(|&ix| key(&partners[ix], locale))
            .collect();
        let mut order_changed = false;
        for (ix, key) in changed.iter().zip(keys) {
            order_changed |= self.keys[ix.index()] != key;
            self.keys[ix.index()] = key;
        }
        if order_changed {
            // Fast on an almost sorted list.
            let keys = &self.keys;
            self.listings
                .all
                .sort_by(|a, b| keys[a.index()].cmp(&keys[b.index()]));
        }
        order_changed
    }
}

/// Compares by sort name, then by name, then by id.
fn key(partner: &Partner, locale: &Locale) -> Vec<u8> {
    let mut key = locale.sort_key(&partner.sort_name);
    for text in [&partner.name, &partner.id] {
        key.push(0);
        key.extend_from_slice(text.as_bytes());
    }
    key
}

impl<T> Default for NumberIndex<T> {
    fn default() -> Self {
        Self {
            numbers: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Copy> NumberIndex<T> {
    fn all(&mut self, values: impl Iterator<Item = T>) -> Vec<u32> {
        let number = |value| {
            let next = u32::try_from(self.numbers.len()).expect("a vocabulary has fewer words");
            *self.numbers.entry(value).or_insert(next)
        };
        values.map(number).collect()
    }

    /// The partners of each value, in this order.
    fn lists<'a>(
        &self,
        order: &[PartnerIx],
        numbers: impl Fn(PartnerIx) -> &'a [u32],
    ) -> BTreeMap<T, Vec<PartnerIx>> {
        let mut lists: Vec<Vec<PartnerIx>> = vec![Vec::new(); self.numbers.len()];
        for &ix in order {
            for &number in numbers(ix) {
                lists[number as usize].push(ix);
            }
        }
        let numbers = self.numbers.iter();
        let lists = numbers.map(|(&value, &at)| (value, std::mem::take(&mut lists[at as usize])));
        lists.filter(|(_, list)| !list.is_empty()).collect()
    }
}
