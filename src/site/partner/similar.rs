//! Similar partners, for visitors of a profile that nearly fits. Built by [`Similarity::new`].
//!
//! Facets have weights; the similarity of two partners is the sum of those they share ([`FacetProfile::shares`]: a
//! specialization for France is not shared with one for Germany), and more if they have offices near each other. Not all
//! pairs are compared: only neighbours in the lists of a facet they share, so that the work grows linearly with the number
//! of partners.

mod nearby;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::model::{
    Catalogue, FacetProfile, FacetValue, Lang, ListIndex, Partner, PartnerIx, ProgrammeIx, TierIx,
};

use nearby::Direction;

/// The maximum number of similar partners on a profile.
const SHOWN: usize = 4;
/// The number of neighbours on either side in a facet's list that are compared with a partner: all, in lists of a
/// hundred.
const NEIGHBOURS: usize = 100;

/// A partner that is similar to another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SimilarPartner {
    pub(crate) partner: PartnerIx,
    /// The facets that both have, by descending weight.
    pub(crate) shared: Vec<FacetValue>,
}

/// The similar partners of each partner, computed on first use.
pub(crate) struct Similarity {
    /// By position of the partner.
    traits: Vec<PartnerTraits>,
    /// The weight of a shared facet, for each 64-bit word of [`PartnerTraits::set`].
    weights: Vec<u32>,
    cache: Vec<OnceLock<Vec<SimilarPartner>>>,
}

/// The data by which partners are compared and ordered.
struct PartnerTraits {
    /// Sorted.
    facets: Vec<FacetValue>,
    /// The facets as a bit set; facets of different weights are in different words.
    set: Box<[u64]>,
    profile: FacetProfile,
    /// Where its offices are: directions from the centre of the globe.
    offices: Vec<Direction>,
    /// The first programme and the highest tier come first.
    rank: Option<(Reverse<ProgrammeIx>, TierIx)>,
    /// Its position in the default language's list of all partners.
    place: usize,
}

/// A sort key: the greatest is the most similar.
type Nearness = (u32, Option<(Reverse<ProgrammeIx>, TierIx)>, Reverse<usize>);

impl Similarity {
    pub(crate) fn new(catalogue: &Catalogue) -> Self {
        let mut places = vec![0; catalogue.partners.len()];
        let in_order = catalogue.partners_in_order(Lang::DEFAULT).iter();
        for (place, ix) in in_order.enumerate() {
            places[ix.index()] = place;
        }
        let (bits, weights) = bits(catalogue);
        let partners = catalogue.partners.iter();
        let traits = partners.map(|(ix, partner)| {
            let facets = facets(partner);
            let mut set = vec![0; weights.len()].into_boxed_slice();
            for bit in facets.iter().filter_map(|facet| bits.get(facet)) {
                set[bit / 64] |= 1 << (bit % 64);
            }
            PartnerTraits {
                facets,
                set,
                profile: FacetProfile::new(partner, &catalogue.vocabulary),
                offices: nearby::offices(partner),
                rank: catalogue
                    .top_tier(partner)
                    .map(|(programme, tier)| (Reverse(programme), tier)),
                place: places[ix.index()],
            }
        });
        Self {
            traits: traits.collect(),
            weights,
            cache: vec![OnceLock::new(); catalogue.partners.len()],
        }
    }

    /// The most similar partners, the most similar first. Sharing only common facets, such as a type, is not enough.
    pub(crate) fn of(&self, catalogue: &Catalogue, ix: PartnerIx) -> &[SimilarPartner] {
        self.cache[ix.index()].get_or_init(|| self.find(catalogue, ix))
    }

    fn find(&self, catalogue: &Catalogue, ix: PartnerIx) -> Vec<SimilarPartner> {
        let own = &self.traits[ix.index()];
        let mut nearest: Vec<(Nearness, PartnerIx)> = Vec::with_capacity(SHOWN + 1);
        for &facet in own.facets.iter().filter(|facet| is_distinctive(facet)) {
            let listed = catalogue.partners_of(Lang::DEFAULT, facet);
            // All in the list have the value; only a limited one may still not be shared.
            let is_limited = own.profile.is_limited(facet);
            for other in self.neighbours(listed, ix).filter(|&other| other != ix) {
                let it = &self.traits[other.index()];
                let nearness = |score| (score, it.rank, Reverse(it.place));
                let common = self.common(own, it);
                // Most are not near enough even if they share all that they have in common.
                let is_full = nearest.len() == SHOWN;
                if is_full
                    && nearest
                        .last()
                        .is_some_and(|(last, _)| *last >= nearness(common + nearby::MOST))
                {
                    continue;
                }
                if is_limited && !own.profile.shares(&it.profile, facet) {
                    continue;
                }
                let nearness =
                    nearness(common - apart(own, it) + nearby::weight(&own.offices, &it.offices));
                let at = nearest.partition_point(|(nearer, _)| *nearer > nearness);
                // A partner that is a neighbour in several lists occurs several times.
                let is_new = nearest.get(at).is_none_or(|(_, known)| *known != other);
                if at < SHOWN && is_new {
                    nearest.insert(at, (nearness, other));
                    nearest.truncate(SHOWN);
                }
            }
        }
        let similar = nearest.into_iter().map(|(_, partner)| {
            let theirs = &self.traits[partner.index()];
            let mut shared: Vec<FacetValue> = own.facets.clone();
            shared.retain(|&facet| {
                theirs.facets.binary_search(&facet).is_ok()
                    && own.profile.shares(&theirs.profile, facet)
            });
            shared.sort_by_key(|&facet| Reverse(weight(facet)));
            SimilarPartner { partner, shared }
        });
        similar.collect()
    }

    /// The sum of the weights of all facets that both have.
    fn common(&self, one: &PartnerTraits, other: &PartnerTraits) -> u32 {
        let words = one.set.iter().zip(&other.set);
        let words = words.zip(&self.weights);
        words
            .map(|((one, other), weight)| (one & other).count_ones() * weight)
            .sum()
    }

    /// The neighbours of a partner in a list that is sorted by position.
    fn neighbours<'a>(
        &self,
        list: &'a [PartnerIx],
        ix: PartnerIx,
    ) -> impl Iterator<Item = PartnerIx> + use<'a> {
        let place = self.traits[ix.index()].place;
        let at = list.partition_point(|other| self.traits[other.index()].place < place);
        let last = (at + NEIGHBOURS + 1).min(list.len());
        list[at.saturating_sub(NEIGHBOURS)..last].iter().copied()
    }
}

/// The sum of the weights of the specializations that both have in different countries.
fn apart(one: &PartnerTraits, other: &PartnerTraits) -> u32 {
    let apart = one
        .profile
        .limited_specializations()
        .map(FacetValue::Specialization)
        .filter(|facet| other.facets.binary_search(facet).is_ok())
        .filter(|&facet| !one.profile.shares(&other.profile, facet));
    apart.map(weight).sum()
}

/// The bit of each facet that some partner has, and the weight of the bits of each word.
fn bits(catalogue: &Catalogue) -> (BTreeMap<FacetValue, usize>, Vec<u32>) {
    let partners = catalogue.partners.iter();
    let all: BTreeSet<FacetValue> = partners.flat_map(|(_, partner)| facets(partner)).collect();
    let mut by_weight: BTreeMap<u32, Vec<FacetValue>> = BTreeMap::new();
    for facet in all {
        by_weight.entry(weight(facet)).or_default().push(facet);
    }
    let mut bits = BTreeMap::new();
    let mut weights = Vec::new();
    for (weight, facets) in by_weight {
        let first = weights.len() * 64;
        bits.extend(
            facets
                .iter()
                .enumerate()
                .map(|(at, &facet)| (facet, first + at)),
        );
        weights.extend(vec![weight; facets.len().div_ceil(64)]);
    }
    (bits, weights)
}

/// The facets that a partner is compared by, sorted.
fn facets(partner: &Partner) -> Vec<FacetValue> {
    let specializations = partner.specializations.iter();
    let home = partner
        .headquarters()
        .map(|it| FacetValue::Country(it.country));
    let mut facets: Vec<FacetValue> = specializations
        .map(|it| FacetValue::Specialization(it.id))
        .chain(
            partner
                .industries
                .iter()
                .map(|&it| FacetValue::Industry(it)),
        )
        .chain(partner.types.iter().map(|&it| FacetValue::Type(it)))
        .chain(partner.products.iter().map(|&it| FacetValue::Product(it)))
        .chain(home)
        .collect();
    facets.sort();
    facets.dedup();
    facets
}

/// Specializations count most, then the country and the industry; nearly all partners share a product.
fn weight(facet: FacetValue) -> u32 {
    match facet {
        FacetValue::Specialization(_) => 6,
        FacetValue::Country(_) => 4,
        FacetValue::Industry(_) => 3,
        FacetValue::Type(_) => 2,
        FacetValue::Product(_) | FacetValue::Tier(..) => 1,
        // Partners are not compared by these: nearly all speak English, and levels and certifications follow specializations.
        FacetValue::Language(_)
        | FacetValue::Certification(_)
        | FacetValue::Level(_)
        | FacetValue::Field(..) => 0,
    }
}

/// Whether sharing this facet alone makes partners candidates.
fn is_distinctive(facet: &FacetValue) -> bool {
    matches!(
        facet,
        FacetValue::Specialization(_) | FacetValue::Industry(_)
    )
}

#[cfg(test)]
mod tests {
    use super::Similarity;
    use crate::model::{
        Catalogue, Coordinates, CoordinatesSource, FacetValue, ListIndex, Office, Partner,
        Specialization,
    };
    use crate::site::fixture::{partner, with_partners};

    fn knowing(id: &str, specializations: &[usize], industries: &[usize]) -> (String, Partner) {
        let (id, mut partner) = partner(id);
        let specializations = specializations.iter();
        partner.specializations = specializations
            .map(|&at| Specialization {
                id: ListIndex::new(at),
                level: None,
                countries: Vec::new(),
                since: None,
                until: None,
            })
            .collect();
        partner.industries = industries.iter().map(|&at| ListIndex::new(at)).collect();
        (id, partner)
    }

    /// The catalogue of these partners, with those behind each specialization and industry.
    fn catalogue(partners: Vec<(String, Partner)>) -> Catalogue {
        let mut catalogue = with_partners(partners);
        let listing = &mut catalogue.listings[0];
        for (ix, partner) in catalogue.partners.iter() {
            for facet in super::facets(partner) {
                let list = listing.facets.entry(facet).or_default();
                if !list.contains(&ix) {
                    list.push(ix);
                }
            }
        }
        catalogue
    }

    fn like_the_first(catalogue: &Catalogue) -> Vec<String> {
        let similarity = Similarity::new(catalogue);
        let similar = similarity.of(catalogue, ListIndex::new(0)).iter();
        similar
            .map(|it| catalogue.partners[it.partner].id.clone())
            .collect()
    }

    #[test]
    fn more_shared_facets_come_first_and_a_type_alone_is_not_enough() {
        let catalogue = catalogue(vec![
            knowing("alba", &[0, 1], &[0]),
            knowing("brisk", &[], &[0]),
            knowing("cirrus", &[1], &[0]),
            knowing("dune", &[], &[]),
        ]);
        assert_eq!(like_the_first(&catalogue), ["cirrus", "brisk"]);
        let similarity = Similarity::new(&catalogue);
        let shared = &similarity.of(&catalogue, ListIndex::new(0))[0].shared;
        assert_eq!(shared[0], FacetValue::Specialization(ListIndex::new(1)));
    }

    #[test]
    fn specializations_in_different_countries_are_not_shared() {
        let valid_in = |id, countries: &[usize]| {
            let (id, mut partner) = knowing(id, &[0], &[]);
            let countries = countries.iter().map(|&at| ListIndex::new(at));
            partner.specializations[0].countries = countries.collect();
            (id, partner)
        };
        let catalogue = catalogue(vec![
            valid_in("alba", &[0, 1]),
            valid_in("brisk", &[2]),
            valid_in("cirrus", &[1]),
            valid_in("dune", &[]),
        ]);
        assert_eq!(like_the_first(&catalogue), ["cirrus", "dune"]);
        // Nor do they count where another facet is shared.
        let mut catalogue = catalogue;
        for (ix, countries) in [(1, vec![2]), (2, vec![1])] {
            let mut partner = catalogue.partners[ListIndex::new(ix)].clone();
            partner.industries = vec![ListIndex::new(0)];
            partner.specializations[0].countries =
                countries.into_iter().map(ListIndex::new).collect();
            let ix = ListIndex::new(ix);
            catalogue.partners.replace(ix, std::sync::Arc::new(partner));
        }
        let similarity = Similarity::new(&catalogue);
        let of_second = similarity.of(&catalogue, ListIndex::new(1));
        assert!(
            of_second.iter().all(|it| !it
                .shared
                .contains(&FacetValue::Specialization(ListIndex::new(0)))
                || catalogue.partners[it.partner].id == "dune"),
            "{of_second:?}"
        );
    }

    #[test]
    fn a_partner_nearby_comes_before_one_that_shares_more_far_away() {
        let at = |id, specializations: &[usize], places: &[(f64, f64)]| {
            let (id, mut partner) = knowing(id, specializations, &[]);
            let offices = places.iter().map(|&(latitude, longitude)| Office {
                headquarters: false,
                street: None,
                postcode: None,
                city: None,
                region: None,
                country: ListIndex::new(0),
                coordinates: Some(Coordinates {
                    latitude,
                    longitude,
                    source: CoordinatesSource::City,
                }),
            });
            partner.offices = offices.collect();
            (id, partner)
        };
        let (rennes, lyon) = ((48.117, -1.678), (45.764, 4.836));
        let (brussels, gothenburg) = ((50.849, 4.352), (57.709, 11.975));
        let catalogue = catalogue(vec![
            at("alba", &[0, 1], &[rennes, brussels]),
            at("brisk", &[0, 1], &[gothenburg]),
            at("cirrus", &[0], &[lyon]),
            at("dune", &[0], &[gothenburg, (51.22, 4.40)]),
        ]);
        assert_eq!(like_the_first(&catalogue), ["dune", "brisk", "cirrus"]);
    }

    #[test]
    fn ties_are_sorted_by_name_and_limited() {
        let ids = ["alba", "brisk", "cirrus", "dune", "elm", "fir"];
        let catalogue = catalogue(ids.map(|id| knowing(id, &[0], &[])).into());
        assert_eq!(like_the_first(&catalogue), ids[1..5]);
    }

    #[test]
    fn in_long_lists_only_neighbours_are_compared() {
        let ids = (0..500).map(|at| format!("p{at:03}"));
        let catalogue = catalogue(ids.map(|id| knowing(&id, &[0], &[])).collect());
        let similarity = Similarity::new(&catalogue);
        let similar = similarity.of(&catalogue, ListIndex::new(300));
        assert_eq!(similar[0].partner.index(), 200);
        assert!(similar.iter().all(|it| it.partner.index() != 300));
    }
}
