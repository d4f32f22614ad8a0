//! Gazetteer: names and coordinates of the world's cities of 15 000 inhabitants or more. Entry point: [`Gazetteer::find`].
//!
//! The data is of [GeoNames](https://www.geonames.org), licensed under CC BY 4.0; `benches/gazetteer.py` makes the table.
//!
//! ```
//! # use vitrine::gazetteer::Gazetteer;
//! let city = Gazetteer::find("BE", "Courtrai").unwrap();
//! assert_eq!(city.names[0], "Kortrijk");
//! assert!(Gazetteer::find("BE", "Bree-sur-Mer").is_none());
//! ```

mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use self::table::{CityTable, CountryRows};
use crate::text::fold;

/// What must be named where the data is published.
pub const ATTRIBUTION: &str = "GeoNames (https://www.geonames.org), CC BY 4.0";

/// The table, decompressed when the first city is looked up.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);

/// A city of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// Its names in Latin, Greek and Cyrillic script, the main one first, then those that look like names of languages that
    /// many know. Names that are equal after folding occur once.
    pub names: Vec<&'static str>,
    /// Degrees north, to 0.01° (about a kilometre).
    pub latitude: f64,
    /// Degrees east, to 0.01°.
    pub longitude: f64,
    /// Inhabitants, in full hundreds.
    pub population: u32,
}

/// The cities of all countries, found by name.
pub struct Gazetteer {
    table: CityTable,
    /// For each country of the table, the row of each name; made when the country is first asked for.
    rows: Vec<OnceLock<BTreeMap<String, usize>>>,
}

impl Gazetteer {
    /// The city of a country, given by its ISO code, that has this name, in any language and without regard to case,
    /// accents and punctuation.
    ///
    /// The main name of a city precedes another name of a larger one; of several cities with the same name, the most
    /// populous is found.
    pub fn find(country: &str, name: &str) -> Option<City> {
        let gazetteer = &*GAZETTEER;
        let at = gazetteer.table.position(country)?;
        let rows = gazetteer.rows[at]
            .get_or_init(|| rows_by_name(&gazetteer.table, &gazetteer.table.countries[at]));
        let name = key(name);
        let row = rows
            .get(&name)
            .or_else(|| rows.get(without_district(&name)))?;
        Some(gazetteer.table.city(*row))
    }

    /// All cities of a country, the most populous first.
    pub fn cities(country: &str) -> impl Iterator<Item = City> {
        let table = &GAZETTEER.table;
        let country = table.position(country).map(|at| &table.countries[at]);
        let rows = country.map_or(0..0, |country| country.rows.clone());
        rows.map(|row| table.city(row))
    }

    fn read() -> Self {
        let table = CityTable::read();
        let rows = table.countries.iter().map(|_| OnceLock::new()).collect();
        Self { table, rows }
    }
}

/// The rows of a country by the keys of their names.
fn rows_by_name(table: &CityTable, country: &CountryRows) -> BTreeMap<String, usize> {
    let mut rows = BTreeMap::new();
    // The most populous come first, and the first row with a key stays.
    for row in country.rows.clone() {
        let main = table.names(row).next().unwrap_or_default();
        rows.entry(key(main)).or_insert(row);
        // `Halle (Saale)` is called Halle.
        if let Some((short, _)) = main.split_once(" (") {
            rows.entry(key(short)).or_insert(row);
        }
    }
    for row in country.rows.clone() {
        for name in table.names(row).skip(1) {
            rows.entry(key(name)).or_insert(row);
        }
    }
    rows
}

/// The words of a folded name, which are compared.
fn key(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words = words
        .filter(|word| !word.is_empty())
        .map(|word| match word {
            "st" => Cow::from("saint"),
            "ste" => Cow::from("sainte"),
            _ => Cow::from(word),
        });
    words.collect::<Vec<_>>().join(" ")
}

/// A key without the number of a district or a delivery office: `lyon 3`, `paris cedex 08`, `dublin 2`.
fn without_district(key: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || c == ' ';
    let name = key.trim_end_matches(is_number);
    name.strip_suffix(" cedex").unwrap_or(name)
}

#[cfg(test)]
mod tests;
