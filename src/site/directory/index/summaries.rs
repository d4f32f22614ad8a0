//! Inverted index over summaries: for each word the rows whose summaries contain it, in shards that the page loads when
//! a typed word needs them. Built by [`Summaries::new`].
//!
//! Words are sorted, and a shard has those from its first word up to the next shard's. Rows are written as the gaps
//! between them, each in as few characters as it needs. Words in too many summaries are stop words and left out.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::encoding::ALPHABET;
use super::tokenize::{fold, tokens};
use crate::model::{Catalogue, Lang};

/// Bytes of summaries per shard. Their words and rows take less, because words repeat.
const BYTES_PER_SHARD: usize = 30_000;
/// A word in more than a quarter of the summaries is a stop word,
const COMMON: usize = 4;
/// unless the catalogue is small, where common words cost nothing.
const COMMON_FROM: usize = 50;
/// Digits below this one end a number, the others do not.
const HALF: usize = ALPHABET.len() / 2;

/// The words of the summaries in one language.
pub(crate) struct Summaries {
    /// Stop words.
    common: Vec<String>,
    shards: Vec<Shard>,
}

#[derive(Default)]
struct Shard {
    tokens: Vec<String>,
    rows: Vec<String>,
}

impl Summaries {
    /// The number of shards, which depends on the length of the summaries alone.
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
        // The page compares strings as JavaScript does: by UTF-16 code units.
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        Self {
            common,
            shards: shared(entries, Self::shard_count(catalogue, lang)),
        }
    }

    /// The part that the page knows before it loads a shard: the first letters of each shard, and the stop words.
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
    pub(crate) fn shard(&self, position: usize) -> Vec<u8> {
        let empty = Shard::default();
        let Shard { tokens, rows } = self.shards.get(position).unwrap_or(&empty);
        let file = json!({ "words": tokens.join("\n"), "rows": rows.join("\n") });
        file.to_string().into_bytes()
    }
}

/// The summaries in a language, or in the one they fall back to, by row.
fn summaries(catalogue: &Catalogue, lang: Lang) -> impl Iterator<Item = (usize, &str)> {
    let rows = catalogue.partners_in_order(lang).iter().enumerate();
    rows.filter_map(move |(row, &ix)| {
        let summary = catalogue.partners[ix].summary.as_ref()?;
        Some((row, &**summary.get(lang).value))
    })
}

/// Sorted entries, divided into `count` shards of about the same size.
fn shared(entries: Vec<(String, String)>, count: usize) -> Vec<Shard> {
    // Both have a line end, which JSON writes as two characters.
    let size = |(word, rows): &(String, String)| word.len() + rows.len() + 4;
    let all: usize = entries.iter().map(size).sum();
    let mut shards: Vec<Shard> = Vec::with_capacity(count);
    let mut before = 0;
    for entry in entries {
        // Compared by its middle, so that a long entry goes where more of it belongs.
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

/// The shortest prefix of `word` that distinguishes it from the word before.
fn first_letters(before: &str, word: &str) -> String {
    let same = before.chars().zip(word.chars());
    let same = same.take_while(|(a, b)| a == b).count();
    match before {
        "" => String::new(),
        _ => word.chars().take(same + 1).collect(),
    }
}

/// Sorted rows, as the gaps between them.
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
