//! The words of summaries, for the search: for each word the rows in whose summary it stands, in shards that the page
//! loads one by one, when a typed word needs them.
//!
//! Words are in order, and a shard has those from its first up to the next one's. Rows are written as the gaps between
//! them, each in as few characters as it needs. What stands in so many summaries that it tells none apart is left out.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::encoding::ALPHABET;
use super::tokenize::{fold, tokens};
use crate::model::{Catalogue, Lang};

/// So many bytes of summaries share a shard: their words and rows take less, the less the more often words return.
const BYTES_PER_SHARD: usize = 30_000;
/// A word in more than one of so many summaries is common.
const COMMON: usize = 4;
/// But in a small catalogue, where it costs nothing, none is.
const COMMON_FROM: usize = 50;
/// Digits below it end a number, those from it on do not.
const HALF: usize = ALPHABET.len() / 2;

/// The words of the summaries in one language.
pub(crate) struct Summaries {
    /// What was left out.
    common: Vec<String>,
    shards: Vec<Shard>,
}

#[derive(Default)]
struct Shard {
    tokens: Vec<String>,
    rows: Vec<String>,
}

impl Summaries {
    /// How many shards there are: known from the summaries' length alone, without their words.
    pub(crate) fn shard_count(catalogue: &Catalogue, lang: Lang) -> usize {
        let summaries = summaries(catalogue, lang);
        summaries
            .map(|(_, text)| text.len())
            .sum::<usize>()
            .div_ceil(BYTES_PER_SHARD)
    }

    pub(crate) fn new(catalogue: &Catalogue, lang: Lang) -> Self {
        let mut all = 0;
        let mut rows_of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (row, text) in summaries(catalogue, lang) {
            all += 1;
            let text = fold(text);
            for word in tokens(&text).filter(|it| it.chars().nth(1).is_some()) {
                match rows_of.get_mut(word) {
                    Some(rows) if rows.last() == Some(&row) => {}
                    Some(rows) => rows.push(row),
                    None => {
                        rows_of.insert(word.to_owned(), vec![row]);
                    }
                }
            }
        }
        let most = (all / COMMON).max(COMMON_FROM);
        let common = rows_of.extract_if(.., |_, rows| rows.len() > most);
        let common = common.map(|(word, _)| word).collect();
        let mut entries: Vec<(String, String)> = rows_of
            .into_iter()
            .map(|(word, rows)| (word, gaps(&rows)))
            .collect();
        // The page compares words as its language does: by 16 bits.
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        Self {
            common,
            shards: shared(entries, Self::shard_count(catalogue, lang)),
        }
    }

    /// What the page knows before it needs a shard: with which letters each begins, and what was left out.
    pub(crate) fn head(&self) -> Json {
        let mut first = Vec::new();
        let mut last = "";
        for shard in &self.shards {
            let (Some(begin), Some(end)) = (shard.tokens.first(), shard.tokens.last()) else {
                break;
            };
            first.push(first_letters(last, begin));
            last = end;
        }
        json!({ "first": first, "common": self.common })
    }

    /// The file of a shard.
    pub(crate) fn shard(&self, at: usize) -> Vec<u8> {
        let empty = Shard::default();
        let Shard { tokens, rows } = self.shards.get(at).unwrap_or(&empty);
        let file = json!({ "words": tokens.join("\n"), "rows": rows.join("\n") });
        file.to_string().into_bytes()
    }
}

/// The summaries as the language's readers see them, by row.
fn summaries(catalogue: &Catalogue, lang: Lang) -> impl Iterator<Item = (usize, &str)> {
    let rows = catalogue.partners_in_order(lang).iter().enumerate();
    rows.filter_map(move |(row, &ix)| {
        let summary = catalogue.partners[ix].summary.as_ref()?;
        Some((row, &**summary.get(lang).value))
    })
}

/// Entries in order, in so many shards of about the same size.
fn shared(entries: Vec<(String, String)>, count: usize) -> Vec<Shard> {
    // Each has a line end, which JSON writes as two characters.
    let size = |(word, rows): &(String, String)| word.len() + rows.len() + 4;
    let all: usize = entries.iter().map(size).sum();
    let mut shards: Vec<Shard> = Vec::with_capacity(count);
    let mut before = 0;
    for entry in entries {
        // In the middle of the entry, so that a long one goes where more of it belongs.
        let middle = before + size(&entry) / 2;
        before += size(&entry);
        let begins = shards.is_empty() || middle * count > all * shards.len();
        if begins && shards.len() < count {
            shards.push(Shard::default());
        }
        if let Some(shard) = shards.last_mut() {
            shard.tokens.push(entry.0);
            shard.rows.push(entry.1);
        }
    }
    shards
}

/// As many letters of `word` as tell it from the one before.
fn first_letters(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars());
    let same = same.take_while(|(a, b)| a == b).count();
    match before {
        "" => String::new(),
        _ => word.chars().take(same + 1).collect(),
    }
}

/// Rows in order, as the gaps between them.
fn gaps(rows: &[usize]) -> String {
    let mut text = String::new();
    let mut next = 0;
    for &row in rows {
        push_number(&mut text, row - next, 0);
        next = row + 1;
    }
    text
}

/// A number with its most significant digit first; only the last is below [`HALF`].
fn push_number(text: &mut String, number: usize, offset: usize) {
    if number >= HALF {
        push_number(text, number / HALF, HALF);
    }
    text.push(char::from(ALPHABET.as_bytes()[number % HALF + offset]));
}

#[cfg(test)]
mod tests;
