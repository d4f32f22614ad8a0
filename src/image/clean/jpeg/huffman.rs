//! Code tables of JPEGs: [`Decoder`] reads codes by a table of the file, [`Encoder`] is a new table for what is written.

use std::cmp::Reverse;

use super::bits::{BitReader, BitWriter};

/// Codes of up to this many bits are looked up.
const SHORT: u32 = 8;

/// A table of the file.
#[derive(Clone)]
pub(super) struct Decoder {
    /// Length and symbol for each beginning, for short codes; a length of 0 for others.
    short: [(u8, u8); 1 << SHORT],
    /// The first code behind those of each length, with the bits of 16.
    ends: [u32; 17],
    /// What to add to a code of each length for the index of its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Decoder {
    /// A table with this many codes of each length, 1 to 16; absent if there are more than fit.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let mut table = Self {
            short: [(0, 0); 1 << SHORT],
            ends: [0; 17],
            offsets: [0; 17],
            symbols: symbols.to_vec(),
        };
        let (mut code, mut index) = (0u32, 0usize);
        for (length, &count) in (1u32..).zip(counts) {
            table.offsets[length as usize] = index as i32 - code as i32;
            for _ in 0..count {
                let &symbol = symbols.get(index)?;
                if length <= SHORT {
                    let first = (code << (SHORT - length)) as usize;
                    let entries = table
                        .short
                        .get_mut(first..first + (1 << (SHORT - length)))?;
                    entries.fill((length as u8, symbol));
                }
                code += 1;
                index += 1;
            }
            if code > 1 << length {
                return None;
            }
            table.ends[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    /// The next symbol; absent if the data ends or has no such code.
    pub(super) fn symbol(&self, bits: &mut BitReader<'_>) -> Option<u8> {
        let next = bits.peek();
        let (length, symbol) = self.short[usize::from(next >> (16 - SHORT))];
        if length > 0 {
            bits.take(u32::from(length))?;
            return Some(symbol);
        }
        let next = u32::from(next);
        let length = (SHORT + 1..=16).find(|&length| next < self.ends[length as usize])?;
        bits.take(length)?;
        let index = (next >> (16 - length)) as i32 + self.offsets[length as usize];
        self.symbols.get(usize::try_from(index).ok()?).copied()
    }
}

/// A table for what is written.
pub(super) struct Encoder {
    counts: [u8; 16],
    symbols: Vec<u8>,
    /// Code and length of each symbol.
    codes: [(u16, u8); 256],
}

impl Encoder {
    /// The table that makes the data shortest, in which symbols occur this often (JPEG, annex K.2).
    pub(super) fn new(frequencies: &[u32; 256]) -> Self {
        // One more symbol, which takes the code of ones alone, as it must not occur.
        let mut frequencies: Vec<u64> = frequencies.iter().map(|&count| count.into()).collect();
        frequencies.push(1);
        let mut lengths = vec![0usize; 257];
        let mut groups: Vec<(u64, Vec<usize>)> = frequencies
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0)
            .map(|(symbol, &count)| (count, vec![symbol]))
            .collect();
        while groups.len() > 1 {
            // The two rarest, the last of equals first.
            groups.sort_by_key(|group| Reverse(group.0));
            let (Some((rare, first)), Some((other, second))) = (groups.pop(), groups.pop()) else {
                break;
            };
            let merged = [first, second].concat();
            for &symbol in &merged {
                lengths[symbol] += 1;
            }
            groups.push((rare + other, merged));
        }
        let mut counts = [0usize; 258];
        for &length in lengths.iter().filter(|length| **length > 0) {
            counts[length] += 1;
        }
        // Codes have at most 16 bits: pairs of longer ones move up.
        for length in (17..258).rev() {
            while counts[length] > 0 {
                let mut shorter = length - 2;
                while counts[shorter] == 0 {
                    shorter -= 1;
                }
                counts[length] -= 2;
                counts[length - 1] += 1;
                counts[shorter + 1] += 2;
                counts[shorter] -= 1;
            }
        }
        // The reserved code is the last of the longest ones.
        if let Some(last) = (1..=16).rev().find(|&length| counts[length] > 0) {
            counts[last] -= 1;
        }
        let mut symbols: Vec<usize> = (0..256).filter(|&symbol| lengths[symbol] > 0).collect();
        symbols.sort_by_key(|&symbol| lengths[symbol]);
        let mut codes = [(0, 0); 256];
        let (mut code, mut rest) = (0u16, symbols.iter());
        for (length, &count) in counts.iter().enumerate().take(17).skip(1) {
            for &symbol in rest.by_ref().take(count) {
                codes[symbol] = (code, length as u8);
                code += 1;
            }
            code <<= 1;
        }
        Self {
            counts: std::array::from_fn(|index| counts[index + 1] as u8),
            symbols: symbols.into_iter().map(|symbol| symbol as u8).collect(),
            codes,
        }
    }

    /// The content of its segment: `class` is 0 for DC, 1 for AC.
    pub(super) fn content(&self, class: u8, number: u8) -> Vec<u8> {
        [&[class << 4 | number][..], &self.counts, &self.symbols].concat()
    }

    pub(super) fn put(&self, symbol: u8, bits: &mut BitWriter) {
        let (code, length) = self.codes[usize::from(symbol)];
        bits.put(u32::from(code), u32::from(length));
    }
}
