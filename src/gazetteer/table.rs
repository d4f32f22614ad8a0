//! Table of cities as it is stored in the program. Entry point: [`CityTable::read`].
//!
//! `cities.bin` is compressed with deflate, and has five columns, each after its length in bytes:
//!
//! 1. for each country its code, two letters, and the number of its cities;
//! 2. latitudes, as hundredths of a degree, two bytes each (little endian);
//! 3. longitudes;
//! 4. hundreds of inhabitants, as the difference to the row above; for each country first the number of its first city;
//! 5. names, a line for each city, separated by tabs, the main one first.
//!
//! Numbers of other columns have seven bits in each byte, the lowest first. Countries are in the order of their codes, and
//! their cities in the order of their inhabitants, the most populous first.

use std::io::Read;
use std::ops::Range;

use flate2::read::DeflateDecoder;

use super::City;

const DATA: &[u8] = include_bytes!("cities.bin");

/// The decompressed table.
pub(super) struct CityTable {
    /// In the order of their codes.
    pub(super) countries: Vec<CountryRows>,
    lines: Vec<&'static str>,
    latitudes: Vec<i16>,
    longitudes: Vec<i16>,
    populations: Vec<u32>,
}

/// The rows of a country.
pub(super) struct CountryRows {
    /// ISO 3166-1 alpha-2.
    code: [u8; 2],
    /// The most populous city first.
    pub(super) rows: Range<usize>,
}

impl CityTable {
    /// Decompresses the table; its memory is kept until the program ends.
    pub(super) fn read() -> Self {
        let mut bytes = Vec::new();
        DeflateDecoder::new(DATA)
            .read_to_end(&mut bytes)
            .expect("the table is a part of the program, and a test reads it");
        let mut rest: &'static [u8] = bytes.leak();
        let mut column = || {
            let length = number(&mut rest) as usize;
            let (column, after) = rest.split_at(length);
            rest = after;
            column
        };
        let mut heads = column();
        let (latitudes, longitudes) = (column(), column());
        let mut differences = column();
        let names = std::str::from_utf8(column()).expect("the script writes UTF-8");
        let mut countries = Vec::new();
        let mut populations = Vec::new();
        while let [first, second, after @ ..] = heads {
            heads = after;
            let from = populations.len();
            let count = number(&mut heads) as usize;
            let mut hundreds = number(&mut differences);
            for _ in 0..count {
                hundreds -= number(&mut differences);
                populations.push(hundreds * 100);
            }
            countries.push(CountryRows {
                code: [*first, *second],
                rows: from..from + count,
            });
        }
        Self {
            countries,
            lines: names.split('\n').collect(),
            latitudes: hundredths(latitudes),
            longitudes: hundredths(longitudes),
            populations,
        }
    }

    /// The place of a country in the list, by its code.
    pub(super) fn position(&self, code: &str) -> Option<usize> {
        let rows = self
            .countries
            .binary_search_by(|it| it.code.as_slice().cmp(code.as_bytes()));
        rows.ok()
    }

    /// The names of a city, the main one first.
    pub(super) fn names(&self, row: usize) -> impl Iterator<Item = &'static str> + use<> {
        self.lines[row].split('\t')
    }

    pub(super) fn city(&self, row: usize) -> City {
        City {
            names: self.names(row).collect(),
            latitude: f64::from(self.latitudes[row]) / 100.0,
            longitude: f64::from(self.longitudes[row]) / 100.0,
            population: self.populations[row],
        }
    }
}

/// The next number of a column.
fn number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let [byte, rest @ ..] = bytes {
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

fn hundredths(column: &[u8]) -> Vec<i16> {
    let pairs = column.chunks_exact(2);
    pairs
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}
