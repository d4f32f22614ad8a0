//! Matching agrees with its definition, for any partners and any choice.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Choice, FacetProfile};
use crate::model::fixture::{country, partner};
use crate::model::{
    CountryIx, Facet, FacetValue, IndexedList, LevelIx, ListIndex, Partner, Specialization,
    SpecializationIx, TypeIx, Vocabulary,
};

/// Countries 0 to 3, the group 4 of 0 and 1, and the group 5 of the group 4 and 2.
fn vocabulary() -> Vocabulary {
    let mut countries: Vec<_> = ["AT", "BE", "DE", "FR", "SOME", "MORE"].map(country).into();
    countries[4].1.members = [0, 1].map(CountryIx::new).into();
    countries[5].1.members = [4, 2].map(CountryIx::new).into();
    Vocabulary {
        countries: IndexedList::new(countries),
        ..Vocabulary::default()
    }
}

/// The countries of an area of the vocabulary, by definition.
fn area(parts: &[usize]) -> Vec<usize> {
    (0..4)
        .filter(|country| {
            parts.iter().any(|part| match part {
                4 => *country < 2,
                5 => *country < 3,
                single => single == country,
            })
        })
        .collect()
}

/// A partner as the properties describe it: countries, types, and for each specialization its level and where it is valid.
type Sketch = (Vec<usize>, Vec<usize>, Vec<Option<HeldSketch>>);
type HeldSketch = (Option<usize>, Vec<usize>);

fn sketch() -> impl Strategy<Value = Sketch> {
    let level = prop::option::of(0..2_usize);
    let specialization = prop::option::of((level, vec(0..6_usize, 0..3)));
    (
        vec(0..4_usize, 0..4),
        vec(0..2_usize, 0..2),
        vec(specialization, 3),
    )
}

fn indexes<I: ListIndex>(positions: &[usize]) -> Vec<I> {
    positions.iter().map(|&position| I::new(position)).collect()
}

fn partner_of((countries, types, specializations): &Sketch) -> Partner {
    let held = specializations.iter().enumerate();
    let held = held.filter_map(|(position, held)| {
        let (level, area) = held.as_ref()?;
        Some(Specialization {
            id: SpecializationIx::new(position),
            level: level.map(LevelIx::new),
            countries: indexes(area),
            since: None,
            until: None,
        })
    });
    let mut countries: Vec<CountryIx> = indexes(countries);
    countries.sort_unstable();
    countries.dedup();
    Partner {
        countries,
        types: indexes::<TypeIx>(types),
        specializations: held.collect(),
        ..partner("alba", None)
    }
}

/// Whether a partner matches, by definition.
fn matches(
    sketch: &Sketch,
    countries: &[usize],
    types: &[usize],
    competences: &[usize],
    levels: &[usize],
) -> bool {
    let (own_countries, own_types, own) = sketch;
    // Each country of the partner, with each of its specializations that is valid there, and its level.
    let places = |country: Option<usize>, competence: usize| {
        let (level, parts) = own[competence].as_ref()?;
        let is_valid =
            country.is_none_or(|country| parts.is_empty() || area(parts).contains(&country));
        is_valid.then_some(*level)
    };
    let chosen_places: Vec<Option<usize>> = match countries.is_empty() {
        true => vec![None],
        false => (countries.iter().copied())
            .filter(|country| own_countries.contains(country))
            .map(Some)
            .collect(),
    };
    let every: Vec<usize> = (0..own.len()).collect();
    let chosen_competences = if competences.is_empty() {
        &every
    } else {
        competences
    };
    let in_place = if competences.is_empty() && levels.is_empty() {
        !chosen_places.is_empty()
    } else {
        chosen_places.iter().any(|&country| {
            (chosen_competences.iter()).any(|&competence| match places(country, competence) {
                None => false,
                Some(level) => {
                    levels.is_empty() || level.is_some_and(|level| levels.contains(&level))
                }
            })
        })
    };
    in_place && (types.is_empty() || types.iter().any(|it| own_types.contains(it)))
}

fn choice(countries: &[usize], types: &[usize], competences: &[usize], levels: &[usize]) -> Choice {
    let countries = indexes(countries).into_iter().map(FacetValue::Country);
    let types = indexes(types).into_iter().map(FacetValue::Type);
    let competences = indexes(competences).into_iter();
    let levels = indexes(levels).into_iter().map(FacetValue::Level);
    (countries.chain(types).chain(levels))
        .chain(competences.map(FacetValue::Specialization))
        .collect()
}

proptest! {
    #[test]
    fn matching_is_as_defined(
        sketch in sketch(),
        countries in vec(0..4_usize, 0..3),
        types in vec(0..2_usize, 0..3),
        competences in vec(0..3_usize, 0..3),
        levels in vec(0..2_usize, 0..2),
    ) {
        let profile = FacetProfile::new(&partner_of(&sketch), &vocabulary());
        let expected = matches(&sketch, &countries, &types, &competences, &levels);
        let chosen = choice(&countries, &types, &competences, &levels);
        prop_assert_eq!(profile.matches(&chosen), expected);

        // It lacks nothing if it matches; else as few facets as possible, without which it would match.
        let reasons = profile.reasons(&chosen);
        prop_assert_eq!(reasons.lacks.is_empty(), expected);
        let lacks = |facet| reasons.lacks.iter().any(|it| it.facet() == facet);
        let without = |lacks: &dyn Fn(Facet) -> bool| {
            let kept = |facet: Facet, list: &[usize]| if lacks(facet) { Vec::new() } else { list.to_vec() };
            (
                kept(Facet::Country, &countries),
                kept(Facet::Type, &types),
                kept(Facet::Specialization, &competences),
                kept(Facet::Level, &levels),
            )
        };
        let (countries, types, competences, levels) = {
            let met = without(&lacks);
            prop_assert!(matches(&sketch, &met.0, &met.1, &met.2, &met.3));
            let facets = [Facet::Country, Facet::Type, Facet::Specialization, Facet::Level];
            let fewest = (0..16_usize).filter_map(|mask| {
                let dropped = |facet| facets.iter().position(|it| *it == facet).is_some_and(|it| mask >> it & 1 == 1);
                let rest = without(&dropped);
                matches(&sketch, &rest.0, &rest.1, &rest.2, &rest.3).then(|| mask.count_ones())
            });
            let lacked = facets.iter().filter(|it| lacks(**it)).count();
            prop_assert_eq!(Some(lacked as u32), fewest.min());
            met
        };

        // A reason is a value by which alone the partner would match as well.
        for reason in reasons.matches {
            let (mut countries, mut types, mut competences, mut levels) =
                (countries.clone(), types.clone(), competences.clone(), levels.clone());
            match reason {
                FacetValue::Country(it) => countries = vec![it.index()],
                FacetValue::Type(it) => types = vec![it.index()],
                FacetValue::Specialization(it) => competences = vec![it.index()],
                FacetValue::Level(it) => levels = vec![it.index()],
                other => prop_assert!(false, "{:?} was not chosen", other),
            }
            prop_assert!(matches(&sketch, &countries, &types, &competences, &levels));
        }
    }

    #[test]
    fn narrower_values_and_pairs_are_as_defined(
        sketch in sketch(),
        countries in vec(0..4_usize, 0..3),
        types in vec(0..2_usize, 0..3),
        competences in vec(0..3_usize, 0..3),
        levels in vec(0..2_usize, 0..2),
    ) {
        let profile = FacetProfile::new(&partner_of(&sketch), &vocabulary());
        // A narrower value, where its facet has none, is one with which the partner still matches.
        let narrower: Vec<FacetValue> = profile.narrower(&choice(&[], &types, &competences, &levels)).collect();
        for country in 0..4 {
            let value = FacetValue::Country(CountryIx::new(country));
            prop_assert_eq!(
                narrower.contains(&value),
                matches(&sketch, &[country], &types, &competences, &levels)
            );
        }
        let narrower: Vec<FacetValue> = profile.narrower(&choice(&countries, &types, &[], &levels)).collect();
        for competence in 0..3 {
            let value = FacetValue::Specialization(SpecializationIx::new(competence));
            prop_assert_eq!(
                narrower.contains(&value),
                matches(&sketch, &countries, &types, &[competence], &levels)
            );
        }

        let narrower: Vec<FacetValue> =
            profile.narrower(&choice(&countries, &types, &competences, &[])).collect();
        for level in 0..2 {
            let value = FacetValue::Level(LevelIx::new(level));
            let has_level = sketch.2.iter().flatten().any(|(own, _)| *own == Some(level));
            prop_assert_eq!(
                narrower.contains(&value),
                has_level && matches(&sketch, &countries, &types, &competences, &[level])
            );
        }

        let pairs: Vec<_> = profile.pairs().collect();
        for country in 0..4 {
            for competence in 0..3 {
                let pair = (CountryIx::new(country), SpecializationIx::new(competence));
                prop_assert_eq!(
                    pairs.iter().filter(|it| **it == pair).count(),
                    usize::from(matches(&sketch, &[country], &[], &[competence], &[]))
                );
            }
        }
    }

    #[test]
    fn a_specialization_is_shared_if_a_country_can_have_both(one in sketch(), other in sketch()) {
        let [first, second] =
            [&one, &other].map(|it| FacetProfile::new(&partner_of(it), &vocabulary()));
        for competence in 0..3 {
            let value = FacetValue::Specialization(SpecializationIx::new(competence));
            let places = |sketch: &Sketch| match &sketch.2[competence] {
                None => Vec::new(),
                Some((_, parts)) if parts.is_empty() => area(&[0, 1, 2, 3]),
                Some((_, parts)) => area(parts),
            };
            let theirs = places(&other);
            let expected = places(&one).iter().any(|it| theirs.contains(it));
            prop_assert_eq!(first.shares(&second, value), expected);
            prop_assert_eq!(second.shares(&first, value), expected);
        }
    }
}

#[test]
fn a_group_that_contains_itself_ends() {
    let mut countries: Vec<_> = ["AT", "SELF"].map(country).into();
    countries[1].1.members = [1, 0].map(CountryIx::new).into();
    let vocabulary = Vocabulary {
        countries: IndexedList::new(countries),
        ..Vocabulary::default()
    };
    let area = vocabulary.countries_of(&[CountryIx::new(1)]);
    assert_eq!(area, [CountryIx::new(0)]);
}
