//! Matching agrees with its definition, for any partners and any choice.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Choice, FacetProfile};
use crate::model::fixture::{country, partner};
use crate::model::{
    CountryIx, FacetValue, IndexedList, ListIndex, Partner, Specialization, SpecializationIx,
    TypeIx, Vocabulary,
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

/// A partner as the properties describe it: countries, types, and for each specialization where it is valid.
type Sketch = (Vec<usize>, Vec<usize>, Vec<Option<Vec<usize>>>);

fn sketch() -> impl Strategy<Value = Sketch> {
    let specialization = prop::option::of(vec(0..6_usize, 0..3));
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
    let held = held.filter_map(|(position, area)| {
        Some(Specialization {
            id: SpecializationIx::new(position),
            level: None,
            countries: indexes(area.as_ref()?),
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
fn matches(sketch: &Sketch, countries: &[usize], types: &[usize], competences: &[usize]) -> bool {
    let (own_countries, own_types, own) = sketch;
    let is_valid = |competence: usize, country: usize| {
        let parts = own[competence].as_ref();
        parts.is_some_and(|parts| parts.is_empty() || area(parts).contains(&country))
    };
    let own_chosen: Vec<usize> = (countries.iter().copied())
        .filter(|country| own_countries.contains(country))
        .collect();
    let in_place = match (countries.is_empty(), competences.is_empty()) {
        (true, true) => true,
        (false, true) => !own_chosen.is_empty(),
        (true, false) => competences.iter().any(|&it| own[it].is_some()),
        (false, false) => competences
            .iter()
            .any(|&it| own_chosen.iter().any(|&country| is_valid(it, country))),
    };
    in_place && (types.is_empty() || types.iter().any(|it| own_types.contains(it)))
}

fn choice(countries: &[usize], types: &[usize], competences: &[usize]) -> Choice {
    let countries = indexes(countries).into_iter().map(FacetValue::Country);
    let types = indexes(types).into_iter().map(FacetValue::Type);
    let competences = indexes(competences).into_iter();
    (countries.chain(types))
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
    ) {
        let profile = FacetProfile::new(&partner_of(&sketch), &vocabulary());
        let expected = matches(&sketch, &countries, &types, &competences);
        let chosen = choice(&countries, &types, &competences);
        prop_assert_eq!(profile.matches(&chosen), expected);

        // A reason is a value by which alone the partner would match as well.
        let reasons = profile.reasons(&chosen);
        prop_assert_eq!(reasons.is_some(), expected);
        for reason in reasons.unwrap_or_default() {
            let (mut countries, mut types, mut competences) =
                (countries.clone(), types.clone(), competences.clone());
            match reason {
                FacetValue::Country(it) => countries = vec![it.index()],
                FacetValue::Type(it) => types = vec![it.index()],
                FacetValue::Specialization(it) => competences = vec![it.index()],
                other => prop_assert!(false, "{:?} was not chosen", other),
            }
            prop_assert!(matches(&sketch, &countries, &types, &competences));
        }

        // A narrower value, where its facet has none, is one with which the partner still matches.
        let narrower: Vec<FacetValue> = profile.narrower(&choice(&[], &types, &competences)).collect();
        for country in 0..4 {
            let value = FacetValue::Country(CountryIx::new(country));
            prop_assert_eq!(
                narrower.contains(&value),
                matches(&sketch, &[country], &types, &competences)
            );
        }
        let narrower: Vec<FacetValue> = profile.narrower(&choice(&countries, &types, &[])).collect();
        for competence in 0..3 {
            let value = FacetValue::Specialization(SpecializationIx::new(competence));
            prop_assert_eq!(
                narrower.contains(&value),
                matches(&sketch, &countries, &types, &[competence])
            );
        }

        let pairs: Vec<_> = profile.pairs().collect();
        for country in 0..4 {
            for competence in 0..3 {
                let pair = (CountryIx::new(country), SpecializationIx::new(competence));
                prop_assert_eq!(
                    pairs.iter().filter(|it| **it == pair).count(),
                    usize::from(matches(&sketch, &[country], &[], &[competence]))
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
            let places = |sketch: &Sketch| match sketch.2[competence].as_deref() {
                None => Vec::new(),
                Some([]) => area(&[0, 1, 2, 3]),
                Some(parts) => area(parts),
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
