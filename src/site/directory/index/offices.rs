//! Offices of the index: country and coordinates of each partner's offices, for distances and pins. Built by
//! [`OfficeColumn::new`].
//!
//! A row is the number of its offices, and for each its country and its point, in digits of [`ALPHABET`]: 7 characters for a
//! partner with one office. Coordinates have two decimals, about a kilometre, and may be those of the city.

use std::collections::BTreeMap;
use std::ops::Range;

use super::encoding::{ALPHABET, digit_count, push_digits};
use crate::model::{Catalogue, CountryIx, FacetValue, Partner};
use crate::site::directory::point::{POINT_DIGITS, point};

/// Further offices are left out: their number is one digit.
const OFFICES: usize = ALPHABET.len() - 1;

/// The offices of all partners.
pub(super) struct OfficeColumn<'a> {
    partners: &'a [&'a Partner],
    /// The countries with an office, by their numbers.
    countries: BTreeMap<CountryIx, usize>,
}

impl<'a> OfficeColumn<'a> {
    pub(super) fn new(partners: &'a [&'a Partner]) -> Self {
        let offices = partners.iter().flat_map(|it| &it.offices);
        let mut countries: BTreeMap<CountryIx, usize> = offices.map(|it| (it.country, 0)).collect();
        for (at, number) in countries.values_mut().enumerate() {
            *number = at;
        }
        Self {
            partners,
            countries,
        }
    }

    /// The ids of the countries, which are those of the facet.
    pub(super) fn countries(&self, catalogue: &Catalogue) -> Vec<String> {
        let countries = self.countries.keys();
        countries
            .map(|&it| FacetValue::Country(it).value(catalogue))
            .collect()
    }

    /// The numbers of countries, one after the other; each has an office.
    pub(super) fn country_digits(&self, countries: &[CountryIx]) -> String {
        let width = digit_count(self.countries.len());
        let mut text = String::new();
        for country in countries {
            push_digits(&mut text, self.countries[country], width);
        }
        text
    }

    /// The offices of some rows; the same place twice is written once.
    pub(super) fn rows(&self, rows: Range<usize>) -> String {
        let width = digit_count(self.countries.len());
        let mut text = String::with_capacity(rows.len() * (1 + width + POINT_DIGITS));
        for partner in &self.partners[rows] {
            let mut offices: Vec<(usize, usize)> = Vec::new();
            for office in &partner.offices {
                let office = (self.countries[&office.country], point(office.coordinates));
                if !offices.contains(&office) && offices.len() < OFFICES {
                    offices.push(office);
                }
            }
            push_digits(&mut text, offices.len(), 1);
            for (country, point) in offices {
                push_digits(&mut text, country, width);
                push_digits(&mut text, point, POINT_DIGITS);
            }
        }
        text
    }
}
