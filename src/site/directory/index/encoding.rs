//! The encoding of a column of the index: the values that occur, the most frequent first, and for each row the number
//! of its value, in as many characters as the greatest number needs.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// The digits of numbers: the characters that JSON does not escape.
pub(in crate::site::directory) const ALPHABET: &str =
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_`{|}~";

/// The values of all rows.
pub(crate) struct Column<T> {
    values: Vec<T>,
    numbers: Vec<usize>,
    width: usize,
}

impl<T: Ord + Clone> Column<T> {
    pub(crate) fn new(rows: impl Iterator<Item = T>) -> Self {
        let rows: Vec<T> = rows.collect();
        let mut counts: BTreeMap<&T, usize> = BTreeMap::new();
        for value in &rows {
            *counts.entry(value).or_default() += 1;
        }
        let mut by_frequency: Vec<(&T, usize)> = counts.iter().map(|(&it, &n)| (it, n)).collect();
        by_frequency.sort_by_key(|&(_, count)| Reverse(count));
        let values: Vec<T> = by_frequency.iter().map(|&(it, _)| it.clone()).collect();
        for (number, (value, _)) in by_frequency.into_iter().enumerate() {
            counts.insert(value, number);
        }
        let numbers = rows.iter().map(|value| counts[value]).collect();
        Self {
            width: digit_count(values.len()),
            values,
            numbers,
        }
    }

    /// The numbers of some rows, each with its most significant digit first.
    pub(crate) fn rows(&self, rows: Range<usize>) -> String {
        let mut text = String::with_capacity(rows.len() * self.width);
        for &number in &self.numbers[rows] {
            push_digits(&mut text, number, self.width);
        }
        text
    }

    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    pub(crate) fn into_values(self) -> Vec<T> {
        self.values
    }
}

/// The digits that the numbers of a list of values need, at least one.
pub(in crate::site::directory) fn digit_count(values: usize) -> usize {
    let mut width = 1;
    while ALPHABET.len().pow(width) < values {
        width += 1;
    }
    width as usize
}

/// Appends a number of a fixed width, the most significant digit first.
pub(in crate::site::directory) fn push_digits(text: &mut String, number: usize, width: usize) {
    let digits = ALPHABET.as_bytes();
    for place in (0..width).rev() {
        let digit = number / digits.len().pow(place as u32) % digits.len();
        text.push(char::from(digits[digit]));
    }
}

#[cfg(test)]
mod tests {
    use super::{ALPHABET, Column};

    /// Decodes rows as the page does.
    fn read(values: &[String], rows: &str) -> Vec<String> {
        let mut width = 1;
        while ALPHABET.len().pow(width) < values.len() {
            width += 1;
        }
        let number = |code: &[u8]| {
            code.iter().fold(0, |number, &digit| {
                number * ALPHABET.len() + ALPHABET.find(char::from(digit)).unwrap()
            })
        };
        let codes = rows.as_bytes().chunks(width as usize);
        codes.map(|code| values[number(code)].clone()).collect()
    }

    #[test]
    fn rows_survive_encoding() {
        for kinds in [1, 2, ALPHABET.len(), ALPHABET.len() + 1, 10_000] {
            let rows: Vec<String> = (0..20_000).map(|at| (at * 7 % kinds).to_string()).collect();
            let column = Column::new(rows.iter().cloned());
            let text = column.rows(0..rows.len());
            assert_eq!(read(column.values(), &text), rows, "{kinds} values");
            let part = column.rows(15_000..15_010);
            assert_eq!(read(column.values(), &part), rows[15_000..15_010]);
        }
    }

    #[test]
    fn the_most_frequent_value_has_the_smallest_number() {
        let column = Column::new(["b", "a", "c", "c"].into_iter());
        assert_eq!(column.values(), ["c", "a", "b"]);
        assert_eq!(column.rows(0..4), "2100");
    }

    #[test]
    fn digits_are_unique_and_need_no_escaping() {
        let digits: std::collections::BTreeSet<char> = ALPHABET.chars().collect();
        assert_eq!(digits.len(), ALPHABET.len());
        assert!(
            ALPHABET
                .chars()
                .all(|c| c.is_ascii_graphic() && c != '"' && c != '\\')
        );
    }

    #[test]
    fn encodes_no_rows_as_no_values() {
        let column = Column::new(std::iter::empty::<String>());
        assert!(column.values().is_empty() && column.rows(0..0).is_empty());
    }
}
