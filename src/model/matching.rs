//! Which partners match a choice of values in the facets of the directory. Entry point: [`FacetProfile::reasons`].
//!
//! Every list and count asks here: the pages of the directory and the counts beside their filters, the index of the
//! search, similar partners, the public data, and the paper's country editions. The page's script applies the same rules
//! (`themes/default/assets/js/matching.js`); the cases in `tests/browser/matching-cases.json` check that both agree.
//!
//! The values of one facet widen a choice, facets narrow it. A country and a specialization belong together: a partner
//! matches both only if it can be found in that country and its specialization is valid there.

use super::{
    Catalogue, CountryIx, FacetValue, IndexedList, Partner, PartnerIx, SpecializationIx, Vocabulary,
};

/// A choice of values in facets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    countries: Vec<CountryIx>,
    specializations: Vec<SpecializationIx>,
    /// Values of all other facets, sorted, so that the values of each facet are together.
    others: Vec<FacetValue>,
}

/// What a partner can be found by: its values in all facets, and where its specializations are valid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetProfile {
    /// Sorted, each once.
    values: Vec<FacetValue>,
    /// The specializations that are not valid everywhere, with the countries where they are; both sorted.
    limits: Vec<(SpecializationIx, Vec<CountryIx>)>,
}

impl FromIterator<FacetValue> for Choice {
    fn from_iter<I: IntoIterator<Item = FacetValue>>(values: I) -> Self {
        let mut choice = Self::default();
        for value in values {
            match value {
                FacetValue::Country(country) => choice.countries.push(country),
                FacetValue::Specialization(specialization) => {
                    choice.specializations.push(specialization);
                }
                other => choice.others.push(other),
            }
        }
        choice.others.sort_unstable();
        choice
    }
}

impl FacetProfile {
    /// The profile of a partner.
    pub fn new(partner: &Partner, vocabulary: &Vocabulary) -> Self {
        let mut values: Vec<FacetValue> = (partner.countries.iter().copied())
            .map(FacetValue::Country)
            .chain(partner.memberships.iter().filter_map(|membership| {
                Some(FacetValue::Tier(membership.programme, membership.tier?))
            }))
            .chain(partner.types.iter().copied().map(FacetValue::Type))
            .chain(partner.products.iter().copied().map(FacetValue::Product))
            .chain(
                (partner.specializations.iter())
                    .map(|specialization| FacetValue::Specialization(specialization.id)),
            )
            .chain(partner.industries.iter().copied().map(FacetValue::Industry))
            .collect();
        values.sort_unstable();
        values.dedup();
        let mut limits: Vec<(SpecializationIx, Vec<CountryIx>)> = partner
            .specializations
            .iter()
            .filter(|specialization| !specialization.countries.is_empty())
            .map(|specialization| {
                let countries = vocabulary.countries_of(&specialization.countries);
                (specialization.id, countries)
            })
            .collect();
        limits.sort_unstable();
        Self { values, limits }
    }

    /// The profiles of all partners, by their positions.
    pub fn all(catalogue: &Catalogue) -> Vec<Self> {
        let partners: &IndexedList<PartnerIx, Partner> = &catalogue.partners;
        partners
            .iter()
            .map(|(_, partner)| Self::new(partner, &catalogue.vocabulary))
            .collect()
    }

    /// All values, sorted, each once.
    pub fn values(&self) -> &[FacetValue] {
        &self.values
    }

    /// Each country where the partner can be found, with each of its specializations that is valid there.
    pub fn pairs(&self) -> impl Iterator<Item = (CountryIx, SpecializationIx)> {
        self.specializations().flat_map(move |specialization| {
            self.countries()
                .filter(move |&country| self.has_pair(country, specialization))
                .map(move |country| (country, specialization))
        })
    }

    /// The specializations that are not valid in each country where the partner can be found, with those where they are.
    pub fn limited(&self) -> impl Iterator<Item = (SpecializationIx, Vec<CountryIx>)> {
        self.limits.iter().filter_map(|(specialization, area)| {
            let (valid, invalid): (Vec<_>, Vec<_>) =
                (self.countries()).partition(|country| area.binary_search(country).is_ok());
            (!invalid.is_empty()).then_some((*specialization, valid))
        })
    }

    /// Whether the partner matches a choice.
    pub fn matches(&self, choice: &Choice) -> bool {
        self.has_place(&choice.countries, &choice.specializations)
            && (choice.others)
                .chunk_by(|one, next| one.group() == next.group())
                .all(|group| group.iter().any(|&value| self.has(value)))
    }

    /// The chosen values by which the partner matches a choice, sorted; nothing if it does not match.
    pub fn reasons(&self, choice: &Choice) -> Option<Vec<FacetValue>> {
        if !self.matches(choice) {
            return None;
        }
        let Choice {
            countries,
            specializations,
            others,
        } = choice;
        let places = countries
            .iter()
            .filter(|&&country| self.has_place(&[country], specializations))
            .map(|&country| FacetValue::Country(country));
        let competences = specializations
            .iter()
            .filter(|&&specialization| self.has_place(countries, &[specialization]))
            .map(|&specialization| FacetValue::Specialization(specialization));
        let others = others.iter().copied().filter(|&value| self.has(value));
        let mut reasons: Vec<FacetValue> = places.chain(competences).chain(others).collect();
        reasons.sort_unstable();
        reasons.dedup();
        Some(reasons)
    }

    /// The values of facets without a chosen value with which the partner still matches; nothing if it does not match
    /// the choice itself.
    pub fn narrower(&self, choice: &Choice) -> impl Iterator<Item = FacetValue> {
        let matches = self.matches(choice);
        self.values.iter().copied().filter(move |&value| {
            matches
                && match value {
                    FacetValue::Country(country) => {
                        self.has_place(&[country], &choice.specializations)
                    }
                    FacetValue::Specialization(specialization) => {
                        self.has_place(&choice.countries, &[specialization])
                    }
                    _ => true,
                }
        })
    }

    /// Whether the partner has this value in some countries only.
    pub fn is_limited(&self, value: FacetValue) -> bool {
        matches!(value, FacetValue::Specialization(specialization) if self.limit(specialization).is_some())
    }

    /// Whether two partners share a value; a specialization, only if there can be a country where both have it.
    pub fn shares(&self, other: &Self, value: FacetValue) -> bool {
        let FacetValue::Specialization(specialization) = value else {
            return self.has(value) && other.has(value);
        };
        match (self.limit(specialization), other.limit(specialization)) {
            (Some(one), Some(other)) => one.iter().any(|it| other.binary_search(it).is_ok()),
            _ => self.has(value) && other.has(value),
        }
    }

    /// The specializations that are not valid everywhere.
    pub fn limited_specializations(&self) -> impl Iterator<Item = SpecializationIx> {
        self.limits
            .iter()
            .map(|&(specialization, _)| specialization)
    }

    /// Whether the partner can be found in one of the countries with one of the specializations. Without countries, it
    /// only needs the specialization; without specializations, only the country.
    fn has_place(&self, countries: &[CountryIx], specializations: &[SpecializationIx]) -> bool {
        let mut places = countries.iter().copied();
        let mut competences = specializations.iter().copied();
        match (countries.is_empty(), specializations.is_empty()) {
            (true, true) => true,
            (false, true) => places.any(|country| self.has(FacetValue::Country(country))),
            (true, false) => competences.any(|it| self.has(FacetValue::Specialization(it))),
            (false, false) => places.any(|country| {
                (specializations.iter()).any(|&competence| self.has_pair(country, competence))
            }),
        }
    }

    fn has_pair(&self, country: CountryIx, specialization: SpecializationIx) -> bool {
        self.has(FacetValue::Country(country))
            && self.has(FacetValue::Specialization(specialization))
            && (self.limit(specialization))
                .is_none_or(|countries| countries.binary_search(&country).is_ok())
    }

    fn has(&self, value: FacetValue) -> bool {
        self.values.binary_search(&value).is_ok()
    }

    /// The countries where a specialization is valid, unless it is valid everywhere.
    fn limit(&self, specialization: SpecializationIx) -> Option<&[CountryIx]> {
        let position = self
            .limits
            .binary_search_by_key(&specialization, |limit| limit.0);
        Some(&self.limits[position.ok()?].1)
    }

    fn countries(&self) -> impl Iterator<Item = CountryIx> + Clone {
        self.values.iter().filter_map(|value| match value {
            FacetValue::Country(country) => Some(*country),
            _ => None,
        })
    }

    fn specializations(&self) -> impl Iterator<Item = SpecializationIx> {
        self.values.iter().filter_map(|value| match value {
            FacetValue::Specialization(specialization) => Some(*specialization),
            _ => None,
        })
    }
}

impl Vocabulary {
    /// The countries of an area, given as countries and groups: sorted, each once.
    pub fn countries_of(&self, area: &[CountryIx]) -> Vec<CountryIx> {
        let mut countries: Vec<CountryIx> = Vec::new();
        let mut groups: Vec<CountryIx> = Vec::new();
        let mut pending = area.to_vec();
        while let Some(part) = pending.pop() {
            let country = &self.countries[part];
            if !country.is_group() {
                countries.push(part);
            } else if !groups.contains(&part) {
                // A group may contain groups, even itself.
                groups.push(part);
                pending.extend(&country.members);
            }
        }
        countries.sort_unstable();
        countries.dedup();
        countries
    }
}

#[cfg(test)]
mod tests;
