//! Cities are found by every name, and the table is sound.

use proptest::prelude::*;

use super::{Gazetteer, key};
use crate::text::fold;

fn main_name(country: &str, name: &str) -> Option<&'static str> {
    Gazetteer::find(country, name).map(|city| city.names[0])
}

#[test]
fn a_city_is_found_by_its_names_in_any_language() {
    for (country, main, names) in [
        (
            "BE",
            "Brussels",
            "Bruxelles Brussels Brussel Brüssel BRÜSSEL Bruselas Брюссель Βρυξέλλες",
        ),
        ("BE", "Kortrijk", "Kortrijk Courtrai"),
        ("IT", "Milan", "Mailand Milano Milan Милан"),
        ("PT", "Lisbon", "Lisbonne Lissabon Lisboa Lisbona"),
        ("IT", "Turin", "Turin Torino"),
        ("CH", "Geneva", "Genève Geneve Genf Ginevra"),
        ("DE", "Munich", "München Muenchen Monachium"),
        ("DE", "Halle (Saale)", "Halle"),
        ("FR", "Saint-Étienne", "Saint-Etienne ST-ETIENNE St.Étienne"),
    ] {
        for name in names.split(' ') {
            assert_eq!(main_name(country, name), Some(main), "{name}");
        }
    }
}

#[test]
fn numbers_of_districts_do_not_matter() {
    assert_eq!(main_name("FR", "Lyon 3"), Some("Lyon"));
    assert_eq!(main_name("FR", "PARIS CEDEX 08"), Some("Paris"));
    assert_eq!(main_name("FR", "08"), None);
}

#[test]
fn a_name_is_looked_up_in_its_country_alone() {
    assert_eq!(main_name("US", "Paris").map(|_| ()), Some(()));
    assert!(Gazetteer::find("US", "Paris").unwrap().population < 100_000);
    assert_eq!(main_name("FR", "Mailand"), None);
    for country in ["", "X", "fr", "FRA", "XX", "é"] {
        assert_eq!(main_name(country, "Paris"), None, "{country}");
    }
}

#[test]
fn the_most_populous_city_precedes_others_with_the_same_name() {
    assert_eq!(main_name("DE", "Münster"), Some("Münster"));
    assert!(Gazetteer::find("DE", "Münster").unwrap().population > 200_000);
    // Columbus in Ohio was once called Franklin.
    assert_eq!(main_name("US", "Franklin"), Some("Franklin"));
}

#[test]
fn all_rows_are_sound() {
    let countries = super::GAZETTEER.table.countries.len();
    assert!(countries > 240, "{countries}");
    let mut count = 0;
    for country in ["BE", "CH", "FR", "GR", "RS", "US", "ZW"] {
        let mut above = u32::MAX;
        for city in Gazetteer::cities(country) {
            count += 1;
            assert!(city.latitude.abs() <= 90.0 && city.longitude.abs() <= 180.0);
            assert!(city.population <= above, "{}", city.names[0]);
            above = city.population;
            let mut keys: Vec<String> = city.names.iter().map(|it| key(it)).collect();
            assert!(keys.iter().all(|it| !it.is_empty()), "{:?}", city.names);
            keys.sort_unstable();
            let all = keys.len();
            keys.dedup();
            assert_eq!(keys.len(), all, "{:?}", city.names);
        }
    }
    assert!(count > 4_000, "{count}");
    let brussels = Gazetteer::find("BE", "Bruxelles").unwrap();
    assert_eq!((brussels.latitude, brussels.longitude), (50.85, 4.35));
    assert_eq!(brussels.population, 1_019_000);
}

proptest! {
    #[test]
    fn any_name_is_a_city_or_none(country in "[A-Z]{0,3}|\\PC{0,3}", name in "\\PC{0,30}") {
        Gazetteer::find(&country, &name);
    }

    #[test]
    fn case_and_accents_do_not_matter(row in 0_usize..500) {
        let city = Gazetteer::cities("FR").nth(row).unwrap();
        for name in city.names {
            let found = Gazetteer::find("FR", name);
            prop_assert!(found.is_some(), "{name}");
            prop_assert_eq!(&Gazetteer::find("FR", &name.to_uppercase()), &found);
            prop_assert_eq!(&Gazetteer::find("FR", &fold(name)), &found);
        }
    }
}
