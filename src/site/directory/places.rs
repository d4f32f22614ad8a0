//! Places that visitors may type: the cities of the countries where partners are or work, with their coordinates. Entry
//! point: [`file`](fn@file).
//!
//! The page's script loads the file when a visitor begins to type a place (`places.js`, which reads its columns): for each
//! country the number of its cities; the names of each city, separated by `|`, the main one first; its coordinates in five
//! digits; its inhabitants in one, as ten times the logarithm.

use std::collections::BTreeSet;

use serde_json::json;

use super::index::encoding::{ALPHABET, push_digits};
use super::name_scripts::NameScripts;
use super::point::{POINT_DIGITS, point};
use crate::gazetteer::{ATTRIBUTION, City, Gazetteer};
use crate::model::{Catalogue, Coordinates, CoordinatesSource, CountryIx, FacetValue};
use crate::text::fold;

/// The names of a city besides its main one. The gazetteer has the most usual ones first.
const OTHER_NAMES: usize = 12;

/// Longer names are descriptions.
const WORDS_IN_A_NAME: usize = 4;

/// The file of places, for all languages of the catalogue.
pub(crate) fn file(catalogue: &Catalogue) -> Vec<u8> {
    let scripts = NameScripts::new(&catalogue.settings.languages);
    let partners = catalogue.partners.iter();
    let countries: BTreeSet<CountryIx> = partners
        .flat_map(|(_, partner)| partner.countries.iter().copied())
        .collect();
    let mut counts = Vec::new();
    let mut names = Vec::new();
    let (mut points, mut populations) = (String::new(), String::new());
    for country in countries {
        let before = names.len();
        for city in Gazetteer::cities(&catalogue.vocabulary.countries[country].code) {
            push_digits(&mut points, point(Some(coordinates(&city))), POINT_DIGITS);
            push_digits(&mut populations, magnitude(city.population), 1);
            names.push(names_of(&scripts, &city).join("|"));
        }
        let count = names.len() - before;
        if count > 0 {
            counts.push(json!([
                FacetValue::Country(country).value(catalogue),
                count
            ]));
        }
    }
    let file = json!({
        "source": ATTRIBUTION,
        "countries": counts,
        "points": points,
        "populations": populations,
        "names": names.join("\n"),
    });
    file.to_string().into_bytes()
}

/// The names of a city that visitors may type, without those that another one begins with: the script compares beginnings.
fn names_of(scripts: &NameScripts, city: &City) -> Vec<&'static str> {
    let others = city.names.iter().skip(1).copied();
    let others = others.filter(|name| scripts.has(name));
    let others = others.filter(|name| name.split(' ').count() <= WORDS_IN_A_NAME);
    let others: Vec<(&str, String)> = others.map(|name| (name, fold(name))).collect();
    let main = fold(city.names[0]);
    let is_beginning = |folded: &str| {
        let mut all = others.iter().map(|(_, other)| other).chain([&main]);
        all.any(|other| other.len() > folded.len() && other.starts_with(folded))
    };
    let others = others.iter().filter(|(_, folded)| !is_beginning(folded));
    let others = others.take(OTHER_NAMES);
    let main = city.names[0];
    [main]
        .into_iter()
        .chain(others.map(|(name, _)| *name))
        .collect()
}

fn coordinates(city: &City) -> Coordinates {
    Coordinates {
        latitude: city.latitude,
        longitude: city.longitude,
        source: CoordinatesSource::City,
    }
}

/// Ten times the decimal logarithm: a city of 15 000 has 42, one of a million 60.
fn magnitude(population: u32) -> usize {
    let logarithm = f64::from(population.max(1)).log10();
    ((logarithm * 10.0).round() as usize).min(ALPHABET.len() - 1)
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::{file, magnitude};
    use crate::model::{CountryIx, ListIndex};
    use crate::site::fixture::{partner, with_partners};

    #[test]
    fn the_file_has_the_cities_of_the_partners_countries() {
        let (id, mut alba) = partner("alba");
        // Ireland, which the partner serves without an office.
        alba.countries = vec![CountryIx::new(1)];
        let file: Json = serde_json::from_slice(&file(&with_partners([(id, alba)]))).unwrap();
        assert_eq!(file["countries"][0][0], "ie");
        let count = file["countries"][0][1].as_u64().unwrap() as usize;
        assert_eq!(file["countries"].as_array().unwrap().len(), 1);
        let names: Vec<&str> = file["names"].as_str().unwrap().lines().collect();
        assert_eq!(names.len(), count);
        assert!(names[0].starts_with("Dublin|"), "{}", names[0]);
        assert!(!file["names"].as_str().unwrap().contains("Дублин"));
        assert_eq!(file["points"].as_str().unwrap().len(), count * 5);
        assert_eq!(file["populations"].as_str().unwrap().len(), count);
        assert!(file["source"].as_str().unwrap().contains("CC BY 4.0"));
    }

    #[test]
    fn a_catalogue_without_partners_has_no_places() {
        let file: Json = serde_json::from_slice(&file(&with_partners([]))).unwrap();
        assert_eq!(file["names"], "");
    }

    #[test]
    fn inhabitants_are_one_digit() {
        assert_eq!(magnitude(0), 0);
        assert_eq!(magnitude(15_000), 42);
        assert_eq!(magnitude(1_000_000), 60);
        assert_eq!(magnitude(u32::MAX), 91);
    }
}
