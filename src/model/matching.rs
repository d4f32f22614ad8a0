//! Which partners match a choice of values in the facets of the directory. Entry point: [`FacetProfile::reasons`].
//!
//! Every list and count asks here: the pages of the directory and the counts beside their filters, the index of the
//! search, similar partners, the public data, and the paper's country editions. The page's script applies the same rules
//! (`themes/default/assets/js/matching.js`); the cases in `tests/browser/matching-cases.json` check that both agree.
//!
//! The values of one facet widen a choice, facets narrow it. A country, a specialization and a level belong together: a
//! partner matches them only if one of its specializations has that level, is valid in that country, and the partner can be
//! found there.

use super::{
    Catalogue, CountryIx, FacetValue, IndexedList, LevelIx, Partner, PartnerIx, SpecializationIx,
    Vocabulary,
};

/// A choice of values in facets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    countries: Vec<CountryIx>,
    specializations: Vec<SpecializationIx>,
    levels: Vec<LevelIx>,
    /// Values of all other facets, sorted, so that the values of each facet are together.
    others: Vec<FacetValue>,
}

/// What a partner can be found by: its values in all facets, and the levels and areas of its specializations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetProfile {
    /// Sorted, each once.
    values: Vec<FacetValue>,
    /// Sorted.
    competences: Vec<Competence>,
}

/// Why a partner matches a choice, or what it lacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// The chosen values by which it matches the choice, or the part of it that it does not lack: sorted, each once.
    pub matches: Vec<FacetValue>,
    /// The chosen values of the facets without which it would match: sorted, each once; empty if it matches.
    pub lacks: Vec<FacetValue>,
}

/// Which of country, specialization and level a part of a choice keeps, the largest parts first.
const PARTS_OF_A_PLACE: [[bool; 3]; 8] = [
    [true, true, true],
    [true, true, false],
    [true, false, true],
    [false, true, true],
    [true, false, false],
    [false, true, false],
    [false, false, true],
    [false, false, false],
];

/// A specialization of a partner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Competence {
    /// Which.
    pub specialization: SpecializationIx,
    /// Its level.
    pub level: Option<LevelIx>,
    /// The countries where it is valid, sorted; absent if it is valid everywhere.
    pub area: Option<Vec<CountryIx>>,
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
                FacetValue::Level(level) => choice.levels.push(level),
                other => choice.others.push(other),
            }
        }
        choice.others.sort_unstable();
        choice
    }
}

impl Choice {
    /// All chosen values.
    pub fn values(&self) -> impl Iterator<Item = FacetValue> {
        let countries = self.countries.iter().copied().map(FacetValue::Country);
        let levels = self.levels.iter().copied().map(FacetValue::Level);
        let specializations = self.specializations.iter().copied();
        countries
            .chain(specializations.map(FacetValue::Specialization))
            .chain(levels)
            .chain(self.others.iter().copied())
    }
}

impl Competence {
    /// Whether it is valid in a country.
    pub fn is_valid_in(&self, country: CountryIx) -> bool {
        let area = self.area.as_ref();
        area.is_none_or(|area| area.binary_search(&country).is_ok())
    }

    /// Whether there can be a country where both are valid.
    fn overlaps(&self, other: &Self) -> bool {
        match (&self.area, &other.area) {
            (Some(one), Some(other)) => one.iter().any(|it| other.binary_search(it).is_ok()),
            _ => true,
        }
    }
}

impl FacetProfile {
    /// The profile of a partner.
    pub fn new(partner: &Partner, vocabulary: &Vocabulary) -> Self {
        let languages = partner.languages.iter();
        let languages = languages.filter_map(|code| vocabulary.languages.find(code));
        let certified = partner.certifications.iter().filter(|it| it.count > 0);
        let specializations = partner.specializations.iter();
        let levels = specializations.clone().filter_map(|it| it.level);
        let mut values: Vec<FacetValue> = (partner.countries.iter().copied())
            .map(FacetValue::Country)
            .chain(partner.memberships.iter().filter_map(|membership| {
                Some(FacetValue::Tier(membership.programme, membership.tier?))
            }))
            .chain(partner.types.iter().copied().map(FacetValue::Type))
            .chain(partner.products.iter().copied().map(FacetValue::Product))
            .chain(
                specializations
                    .clone()
                    .map(|it| FacetValue::Specialization(it.id)),
            )
            .chain(partner.industries.iter().copied().map(FacetValue::Industry))
            .chain(languages.map(FacetValue::Language))
            .chain(certified.map(|it| FacetValue::Certification(it.id)))
            .chain(levels.map(FacetValue::Level))
            .chain(
                (partner.fields.iter())
                    .filter(|it| vocabulary.fields[it.field].is_facet())
                    .filter_map(|it| Some(FacetValue::Field(it.field, it.option()?))),
            )
            .collect();
        values.sort_unstable();
        values.dedup();
        let mut competences: Vec<Competence> = specializations
            .map(|it| Competence {
                specialization: it.id,
                level: it.level,
                area: (!it.countries.is_empty()).then(|| vocabulary.countries_of(&it.countries)),
            })
            .collect();
        competences.sort_unstable();
        Self {
            values,
            competences,
        }
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

    /// The specializations with their levels and areas, sorted.
    pub fn competences(&self) -> &[Competence] {
        &self.competences
    }

    /// Each country where the partner can be found, with each of its specializations that is valid there.
    pub fn pairs(&self) -> impl Iterator<Item = (CountryIx, SpecializationIx)> {
        self.specializations().flat_map(move |specialization| {
            self.countries()
                .filter(move |&country| self.has_place(&[country], &[specialization], &[]))
                .map(move |country| (country, specialization))
        })
    }

    /// Whether the partner matches a choice.
    pub fn matches(&self, choice: &Choice) -> bool {
        self.has_place(&choice.countries, &choice.specializations, &choice.levels)
            && (choice.others)
                .chunk_by(|one, next| one.group() == next.group())
                .all(|group| group.iter().any(|&value| self.has(value)))
    }

    /// Why the partner matches a choice, or what it lacks.
    pub fn reasons(&self, choice: &Choice) -> Reasons {
        let met = self.met(choice);
        let Choice {
            countries,
            specializations,
            levels,
            others,
        } = &met;
        let places = (countries.iter().copied())
            .filter(|&country| self.has_place(&[country], specializations, levels))
            .map(FacetValue::Country);
        let competences = (specializations.iter().copied())
            .filter(|&specialization| self.has_place(countries, &[specialization], levels))
            .map(FacetValue::Specialization);
        let ranks = (levels.iter().copied())
            .filter(|&level| self.has_place(countries, specializations, &[level]))
            .map(FacetValue::Level);
        let others = others.iter().copied().filter(|&value| self.has(value));
        let met_values: Vec<FacetValue> = met.values().collect();
        let lacks = choice.values().filter(|value| !met_values.contains(value));
        Reasons {
            matches: sorted(places.chain(competences).chain(ranks).chain(others)),
            lacks: sorted(lacks),
        }
    }

    /// The part of a choice that the partner matches: without the facets that it lacks, which are as few as possible. Where
    /// several are as few, it keeps its countries, then its specializations.
    fn met(&self, choice: &Choice) -> Choice {
        let others = (choice.others)
            .chunk_by(|one, next| one.group() == next.group())
            .filter(|group| group.iter().any(|&value| self.has(value)));
        let others: Vec<FacetValue> = others.flatten().copied().collect();
        let part = |[country, specialization, level]: [bool; 3]| Choice {
            countries: if country {
                choice.countries.clone()
            } else {
                Vec::new()
            },
            specializations: if specialization {
                choice.specializations.clone()
            } else {
                Vec::new()
            },
            levels: if level {
                choice.levels.clone()
            } else {
                Vec::new()
            },
            others: others.clone(),
        };
        let mut parts = PARTS_OF_A_PLACE.into_iter().map(part);
        let met =
            parts.find(|part| self.has_place(&part.countries, &part.specializations, &part.levels));
        met.unwrap_or_default()
    }

    /// The values of facets without a chosen value with which the partner still matches; nothing if it does not match
    /// the choice itself.
    pub fn narrower(&self, choice: &Choice) -> impl Iterator<Item = FacetValue> {
        let matches = self.matches(choice);
        let (countries, specializations) = (&choice.countries, &choice.specializations);
        let levels = &choice.levels;
        self.values.iter().copied().filter(move |&value| {
            matches
                && match value {
                    FacetValue::Country(it) => self.has_place(&[it], specializations, levels),
                    FacetValue::Specialization(it) => self.has_place(countries, &[it], levels),
                    FacetValue::Level(it) => self.has_place(countries, specializations, &[it]),
                    _ => true,
                }
        })
    }

    /// Whether the partner has this value in some countries only.
    pub fn is_limited(&self, value: FacetValue) -> bool {
        matches!(value, FacetValue::Specialization(specialization)
            if self.limited_specializations().any(|it| it == specialization))
    }

    /// Whether two partners share a value; a specialization, only if there can be a country where both have it.
    pub fn shares(&self, other: &Self, value: FacetValue) -> bool {
        let FacetValue::Specialization(specialization) = value else {
            return self.has(value) && other.has(value);
        };
        self.of(specialization)
            .any(|own| other.of(specialization).any(|other| own.overlaps(other)))
    }

    /// The specializations that are not valid everywhere.
    pub fn limited_specializations(&self) -> impl Iterator<Item = SpecializationIx> {
        let limited = self.competences.iter().filter(|it| it.area.is_some());
        limited.map(|it| it.specialization)
    }

    /// Whether the partner can be found in one of the countries with one of the specializations at one of the levels. A
    /// list that is empty does not restrict it.
    fn has_place(
        &self,
        countries: &[CountryIx],
        specializations: &[SpecializationIx],
        levels: &[LevelIx],
    ) -> bool {
        let mut places =
            (countries.iter().copied()).filter(|&country| self.has(FacetValue::Country(country)));
        if specializations.is_empty() && levels.is_empty() {
            return countries.is_empty() || places.next().is_some();
        }
        self.competences.iter().any(|it| {
            (specializations.is_empty() || specializations.contains(&it.specialization))
                && (levels.is_empty() || it.level.is_some_and(|level| levels.contains(&level)))
                && (countries.is_empty() || places.clone().any(|country| it.is_valid_in(country)))
        })
    }

    fn has(&self, value: FacetValue) -> bool {
        self.values.binary_search(&value).is_ok()
    }

    fn of(&self, specialization: SpecializationIx) -> impl Iterator<Item = &Competence> {
        let competences = self.competences.iter();
        competences.filter(move |it| it.specialization == specialization)
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

fn sorted(values: impl Iterator<Item = FacetValue>) -> Vec<FacetValue> {
    let mut values: Vec<FacetValue> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
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
