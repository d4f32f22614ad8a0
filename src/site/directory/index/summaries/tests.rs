//! The shards contain the rows of each word.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::{Summaries, gaps};
use crate::model::{Catalogue, Lang};
use crate::site::directory::index::encoding::ALPHABET;
use crate::site::fixture::{LANGUAGES, both, partner, with_partners};

const EN: Lang = LANGUAGES[0];

fn with_summaries(summaries: impl IntoIterator<Item = String>) -> Catalogue {
    let partners = summaries.into_iter().enumerate().map(|(at, summary)| {
        let (id, mut it) = partner(&format!("p{at:05}"));
        it.name = format!("P {at:05}");
        it.summary = Some(both(&summary, &format!("français {at}")));
        (id, it)
    });
    with_partners(partners)
}

/// Decodes gaps as the page does.
fn rows(gaps: &str) -> Vec<usize> {
    let (mut rows, mut next, mut number) = (Vec::new(), 0, 0);
    let half = ALPHABET.len() / 2;
    for digit in gaps.chars().map(|it| ALPHABET.find(it).unwrap()) {
        number = number * half + digit % half;
        if digit < half {
            rows.push(next + number);
            next += number + 1;
            number = 0;
        }
    }
    rows
}

/// The words of all shards, each shard by its number.
fn shards(summaries: &Summaries, count: usize) -> Vec<BTreeMap<String, Vec<usize>>> {
    let shard = |at| {
        let file: Json = serde_json::from_slice(&summaries.shard(at)).unwrap();
        let lines = |key: &str| file[key].as_str().unwrap().to_owned();
        let (words, rows_of) = (lines("words"), lines("rows"));
        assert_eq!(words.lines().count(), rows_of.lines().count());
        let entries = words.lines().zip(rows_of.lines());
        entries
            .map(|(word, it)| (word.to_owned(), rows(it)))
            .collect()
    };
    (0..count).map(shard).collect()
}

#[test]
fn rows_survive_encoding_as_gaps() {
    for step in [1, 2, 45, 46, 47, 48, 2_115, 2_117, 97_336, 97_340] {
        let all: Vec<usize> = (0..50).map(|at| at * step).collect();
        assert_eq!(rows(&gaps(&all)), all, "{step}");
        assert_eq!(rows(&gaps(&all[1..])), all[1..], "{step}");
    }
}

#[test]
fn words_are_folded_and_each_has_its_rows_in_its_language() {
    let texts = [
        "Überwacht Kühlketten a b",
        "Kühlketten, und kühl",
        "42 Häfen",
    ];
    let catalogue = with_summaries(texts.map(str::to_owned));
    assert_eq!(Summaries::shard_count(&catalogue, EN), 1);
    let summaries = Summaries::new(&catalogue, EN);
    let expected: [(&str, &[usize]); 6] = [
        ("42", &[2]),
        ("hafen", &[2]),
        ("kuhl", &[1]),
        ("kuhlketten", &[0, 1]),
        ("uberwacht", &[0]),
        ("und", &[1]),
    ];
    let expected = expected.map(|(word, rows)| (word.to_owned(), rows.to_vec()));
    assert_eq!(shards(&summaries, 1), [BTreeMap::from(expected)]);
    assert_eq!(summaries.head()["first"], serde_json::json!([""]));
    let french = Summaries::new(&catalogue, LANGUAGES[1]);
    assert_eq!(shards(&french, 1)[0]["francais"], [0, 1, 2]);
}

#[test]
fn stop_words_are_left_out_and_listed() {
    let summary = |at: usize| match at % 5 {
        0 | 1 => format!("frequent number{at}"),
        2 => format!("seldom number{at}"),
        _ => format!("other{at}"),
    };
    let catalogue = with_summaries((0..300).map(summary));
    let summaries = Summaries::new(&catalogue, EN);
    assert_eq!(summaries.head()["common"], serde_json::json!(["frequent"]));
    let all = shards(&summaries, 1).remove(0);
    assert!(!all.contains_key("frequent"));
    assert_eq!(all["seldom"].len(), 60);
    let few = Summaries::new(&with_summaries((0..40).map(summary)), EN);
    assert_eq!(few.head()["common"], serde_json::json!([]));
}

#[test]
fn large_catalogues_have_shards_of_bounded_size_by_first_letters() {
    // Words of two to nine letters, as unlike each other as they can be.
    let word = |seed: usize| {
        let mut rest = seed.wrapping_mul(2_654_435_761) % 1_000_003;
        let mut word = String::new();
        while word.len() < 2 || rest > 0 {
            word.push(char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        word
    };
    let summary = |at: usize| {
        let words = (0..14).map(|n| word((at * 14 + n) % 9_000));
        words.collect::<Vec<_>>().join(" ")
    };
    let catalogue = with_summaries((0..4_000).map(summary));
    let count = Summaries::shard_count(&catalogue, EN);
    assert!(count > 5, "{count}");
    let summaries = Summaries::new(&catalogue, EN);
    let head = summaries.head();
    let first: Vec<&str> = head["first"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap())
        .collect();
    assert_eq!(first.len(), count, "none is empty");
    for (at, words) in shards(&summaries, count).iter().enumerate() {
        let bytes = summaries.shard(at).len();
        assert!(
            (2_000..20_000).contains(&bytes),
            "shard {at}: {bytes} bytes"
        );
        for word in words.keys() {
            let last = first.iter().rposition(|&it| it <= word.as_str());
            assert_eq!(last, Some(at), "{word}");
        }
    }
}

#[test]
fn no_summaries_make_no_shards() {
    let catalogue = with_partners([partner("kerguelen")]);
    assert_eq!(Summaries::shard_count(&catalogue, EN), 0);
    let head = Summaries::new(&catalogue, EN).head();
    assert_eq!(head, serde_json::json!({ "first": [], "common": [] }));
}
