//! Cities of the index: those with an office, and the words by which the search finds them besides. Entry point:
//! [`cities`].

use std::collections::{BTreeMap, BTreeSet};

use super::encoding::{Column, push_digits};
use super::tokenize::{fold, tokens};
use crate::gazetteer::Gazetteer;
use crate::model::{Coordinates, CountryIx, Partner};
use crate::site::context::PageContext;
use crate::site::directory::name_scripts::NameScripts;
use crate::site::directory::point::{POINT_DIGITS, point};

/// The words of a city besides those of its written name. The gazetteer has the most usual names first.
const WORDS_OF_A_CITY: usize = 16;

/// Longer names are descriptions: "Colonia Claudia Ara Agrippinensium".
const WORDS_IN_A_NAME: usize = 3;

/// Endings that Latin, Lithuanian and Romanian add to a name that another language has without them.
const ADDED_ENDINGS: [&str; 6] = ["as", "is", "us", "os", "um", "ai"];

/// The cities with an office, by number.
pub(super) struct CityList<'a> {
    /// Each as the record has it.
    pub(super) names: Vec<&'a str>,
    /// For each city further words of its names, separated by spaces; what begins with a word finds it.
    pub(super) words: Vec<String>,
    /// For each city its country.
    pub(super) countries: Vec<CountryIx>,
    /// For each city the coordinates of its first office that has any, in five digits.
    pub(super) points: String,
    /// The cities of each partner, the headquarters' first.
    pub(super) column: Column<Vec<usize>>,
}

/// All cities with an office, and which of them each partner is in.
pub(super) fn cities<'a>(context: PageContext<'a>, partners: &[&'a Partner]) -> CityList<'a> {
    let cities_of = |partner: &'a Partner| {
        let offices = partner.offices.iter();
        offices.filter_map(|it| Some((it.city_in(context.lang)?, it.country)))
    };
    let all = partners.iter().flat_map(|it| cities_of(it));
    let mut numbers: BTreeMap<(&str, CountryIx), usize> = all.map(|city| (city, 0)).collect();
    for (at, number) in numbers.values_mut().enumerate() {
        *number = at;
    }
    let mut places: BTreeMap<(&str, CountryIx), Coordinates> = BTreeMap::new();
    for office in partners.iter().flat_map(|it| &it.offices) {
        if let (Some(name), Some(place)) = (office.city_in(context.lang), office.coordinates) {
            places.entry((name, office.country)).or_insert(place);
        }
    }
    let mut points = String::new();
    for city in numbers.keys() {
        push_digits(&mut points, point(places.get(city).copied()), POINT_DIGITS);
    }
    // The names that records have in other languages.
    let mut versions: BTreeMap<(&str, CountryIx), BTreeSet<&str>> = BTreeMap::new();
    for office in partners.iter().flat_map(|it| &it.offices) {
        if let (Some(names), Some(name)) = (&office.city, office.city_in(context.lang)) {
            let versions = versions.entry((name, office.country)).or_default();
            versions.extend(names.versions().map(|(_, name)| &**name));
        }
    }
    let column = Column::new(partners.iter().map(|partner| {
        let mut set: Vec<usize> = Vec::new();
        for city in cities_of(partner).map(|city| numbers[&city]) {
            if !set.contains(&city) {
                set.push(city);
            }
        }
        set
    }));
    let scripts = NameScripts::new(&context.catalogue().settings.languages);
    let countries = &context.catalogue().vocabulary.countries;
    let words = versions.iter().map(|(&(name, country), versions)| {
        let code = &countries[country].code;
        let city = versions.iter().find_map(|it| Gazetteer::find(code, it));
        let known = city.map(|city| city.names).unwrap_or_default();
        other_words(&scripts, name, versions.iter().copied(), &known)
    });
    CityList {
        words: words.collect(),
        countries: numbers.keys().map(|&(_, country)| country).collect(),
        points,
        names: numbers.into_keys().map(|(name, _)| name).collect(),
        column,
    }
}

/// The words of a city's names without those that the written name has, and those that others begin with: the search
/// compares beginnings. Of the names that the gazetteer has, those of the catalogue's scripts; of the record, all.
fn other_words<'n>(
    scripts: &NameScripts,
    written: &str,
    versions: impl Iterator<Item = &'n str>,
    known_names: &[&'n str],
) -> String {
    let written = fold(written);
    let known: Vec<&str> = tokens(&written).collect();
    let own = versions.chain(known_names.first().copied()).map(fold);
    let others = known_names.iter().skip(1);
    let others = others.filter(|name| scripts.has(name));
    let others = others.map(|name| fold(name));
    let others = others.filter(|name| tokens(name).count() <= WORDS_IN_A_NAME);
    let names: Vec<String> = own.chain(others).collect();
    let in_order: Vec<&str> = names.iter().flat_map(|name| tokens(name)).collect();
    let mut words = in_order.clone();
    words.sort_unstable();
    words.dedup();
    let is_extended = |word: &str| {
        ADDED_ENDINGS.iter().any(|ending| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3);
            stem.is_some_and(|stem| words.binary_search(&stem).is_ok() || known.contains(&stem))
        })
    };
    let is_prefix = |word: &str| {
        let others = words.iter().chain(&known);
        others
            .filter(|other| **other != word)
            .any(|other| other.starts_with(word) && !is_extended(other))
            || known.contains(&word)
    };
    let mut chosen: Vec<&str> = Vec::new();
    for &word in &in_order {
        let is_one_letter = word.chars().count() == 1;
        if !is_one_letter && !is_prefix(word) && !is_extended(word) && !chosen.contains(&word) {
            chosen.push(word);
        }
    }
    chosen.truncate(WORDS_OF_A_CITY);
    chosen.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{NameScripts, other_words};

    const MILAN: [&str; 6] = ["Milan", "Mailand", "Milanas", "Milano", "Mílanó", "Милан"];

    fn words(languages: &[&str], written: &str) -> String {
        let languages: Vec<String> = languages.iter().map(|it| (*it).to_owned()).collect();
        other_words(
            &NameScripts::new(&languages),
            written,
            [written].into_iter(),
            &MILAN,
        )
    }

    #[test]
    fn words_that_the_written_name_has_are_left_out() {
        assert_eq!(words(&["en", "fr"], "Milano"), "mailand");
        assert_eq!(words(&["en", "fr"], "Milan"), "mailand milano");
    }

    #[test]
    fn names_are_in_the_scripts_of_the_catalogue() {
        assert_eq!(words(&["ru", "fr"], "Milano"), "mailand милан");
        assert_eq!(words(&["el"], "Milano"), "mailand");
    }
}
