//! The index contains the data of the catalogue.

use serde_json::Value as Json;

use crate::model::{Lang, ListIndex, Office, Page};
use crate::site::Site;
use crate::site::fixture::{
    LANGUAGES, both, en as english, options, partner, site, theme, with_partners,
};
use std::sync::Arc;

const EN: Lang = LANGUAGES[0];

fn json(site: &Site, page: &Page) -> Json {
    serde_json::from_slice(&site.render(page).unwrap()).unwrap()
}

fn many(count: usize) -> Site {
    let partners = (0..count).map(|at| {
        let (id, mut it) = partner(&format!("partner-{at:05}"));
        it.name = format!("Partner {at:05}");
        if at % 3 == 0 {
            it.memberships[0].tier = Some(ListIndex::new(1));
        }
        (id, it)
    });
    Site::new(
        Arc::new(with_partners(partners)),
        Arc::new(theme()),
        options(),
    )
    .unwrap()
}

#[test]
fn rows_have_the_order_of_the_directory_and_their_facets() {
    let site = many(50);
    let index = json(&site, &Page::Index(EN, 0));
    let names = index["rows"]["names"].as_str().unwrap();
    assert_eq!(names.lines().count(), 50);
    assert_eq!(names.lines().nth(3), Some("Partner 00003"));
    assert_eq!(
        index["rows"]["ids"].as_str().unwrap().trim(),
        "",
        "all are slugs of the names"
    );
    let facets = index["facets"].as_array().unwrap();
    let tier = facets.iter().position(|it| it["id"] == "tier").unwrap();
    let values: Vec<&Json> = facets[tier]["groups"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|group| group["values"].as_array().unwrap())
        .collect();
    let codes = index["rows"]["facets"][tier].as_str().unwrap();
    for (row, code) in codes.bytes().enumerate() {
        let set = &facets[tier]["sets"][usize::from(code - b'0')];
        let value = values[set[0].as_u64().unwrap() as usize];
        let expected = if row % 3 == 0 { 1 } else { 0 };
        let tiers = &site.catalogue().programmes[ListIndex::new(0)];
        let id = &tiers.tiers[ListIndex::new(expected)].id;
        assert!(value["id"].as_str().unwrap().ends_with(id), "row {row}");
    }
}

#[test]
fn parts_of_a_large_catalogue_join() {
    let site = many(10_001);
    let first = json(&site, &Page::Index(EN, 0));
    let second = json(&site, &Page::Index(EN, 1));
    assert_eq!(first["parts"], 2);
    assert_eq!(
        first["rows"]["names"].as_str().unwrap().lines().count(),
        10_000
    );
    assert_eq!(second["rows"]["names"], "Partner 10000");
    assert_eq!(second["rows"]["since"].as_str().unwrap().len(), 1);
    let shard = json(&site, &Page::Cards(EN, 100));
    assert_eq!(shard[0]["id"], "partner-10000");
    assert!(!site.pages().contains(&Page::Index(EN, 2)));
    assert!(!site.pages().contains(&Page::Cards(EN, 101)));
}

#[test]
fn a_partner_takes_few_bytes() {
    let site = many(5_000);
    let bytes = site.render(&Page::Index(EN, 0)).unwrap().len();
    let words = json(&site, &Page::Index(EN, 0))["words"].to_string().len();
    let names = 14 * 5_000;
    // One character for each of country, language, tier, type, city, office and since, one line end for the name and for
    // the id, what all share, and the strings of the page.
    assert!(bytes < names + 9 * 5_000 + words + 6_850, "{bytes}");
}

#[test]
fn summaries_are_in_the_cards_and_not_in_the_index() {
    let (id, mut it) = partner("kerguelen");
    it.summary = Some(both("Ships data", "Transporte des données"));
    let catalogue = with_partners([(id, it)]);
    let site = Site::new(Arc::new(catalogue), Arc::new(theme()), options()).unwrap();
    let text = |page| String::from_utf8(site.render(&page).unwrap()).unwrap();
    assert!(!text(Page::Index(EN, 0)).to_lowercase().contains("ships"));
    assert!(text(Page::Summaries(EN, 0)).contains("ships"));
    assert!(text(Page::Summaries(LANGUAGES[1], 0)).contains("donnees"));
    assert!(!site.pages().contains(&Page::Summaries(EN, 1)));
    assert!(text(Page::Cards(EN, 0)).contains("Ships data"));
    assert!(text(Page::Cards(LANGUAGES[1], 0)).contains("Transporte"));
}

#[test]
fn cities_have_words_of_other_languages() {
    let (id, mut it) = partner("kerguelen");
    it.offices = vec![office("Lisboa", 2)];
    let site = Site::new(
        Arc::new(with_partners([(id, it)])),
        Arc::new(theme()),
        options(),
    )
    .unwrap();
    let index = json(&site, &Page::Index(EN, 0));
    assert_eq!(index["cities"][0], "Lisboa");
    let words = index["city_words"][0].as_str().unwrap();
    let words: Vec<&str> = words.split(' ').collect();
    for word in ["lisbon", "lisbonne", "lissabon"] {
        let finds = words.iter().any(|it| it.starts_with(word));
        assert!(finds, "{word} in {words:?}");
    }
    assert!(!words.contains(&"lisboa"), "{words:?}");
    assert!(
        index["city_source"]
            .as_str()
            .unwrap()
            .starts_with("GeoNames")
    );
}

/// An office in a country of the fixture's vocabulary.
fn office(city: &str, country: usize) -> Office {
    Office {
        headquarters: true,
        street: None,
        postcode: None,
        city: Some(english(city)),
        region: None,
        country: ListIndex::new(country),
        coordinates: None,
    }
}

#[test]
fn every_string_the_page_needs_is_in_the_index() {
    let index = json(&site(), &Page::Index(EN, 0));
    for key in super::MESSAGE_KEYS {
        assert!(!index["words"][key].is_null(), "{key}");
    }
}
