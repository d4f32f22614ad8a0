//! Cards in the lists of a country: place, order and reasons.

use std::sync::Arc;

use crate::model::{
    CountryIx, FacetValue, Lang, ListIndex, Office, Page, Partner, Specialization, SpecializationIx,
};
use crate::site::Site;
use crate::site::fixture::{en, html, options, partner, theme, with_partners};

const EN: Lang = Lang(0);

fn office(city: &str, country: usize) -> Office {
    Office {
        headquarters: false,
        street: None,
        postcode: None,
        city: Some(en(city)),
        region: None,
        country: CountryIx::new(country),
        coordinates: None,
    }
}

/// A partner that works in France (0) and Ireland (1).
fn named(id: &str, offices: Vec<Office>) -> (String, Partner) {
    let (id, mut it) = partner(id);
    it.name = id.to_uppercase();
    it.countries = [0, 1].map(CountryIx::new).into();
    it.offices = offices;
    it.specializations = vec![Specialization {
        id: SpecializationIx::new(0),
        level: Some(ListIndex::new(0)),
        countries: vec![CountryIx::new(0)],
        since: None,
        until: None,
    }];
    (id, it)
}

fn site() -> Site {
    let partners = [
        named("alba", vec![office("Rennes", 0)]),
        named(
            "brisk",
            vec![office("Lyon", 0), office("Cork", 1), office("Galway", 1)],
        ),
    ];
    Site::new(
        Arc::new(with_partners(partners)),
        Arc::new(theme()),
        options(),
    )
    .unwrap()
}

/// The text of a page's results, without tags.
fn results(site: &Site, value: FacetValue) -> String {
    let page = html(site, &Page::FacetValue(EN, value, 1));
    let (_, results) = page.split_once("id=\"results\"").unwrap();
    let (results, _) = results.split_once("</section>").unwrap();
    let mut text = String::new();
    let mut is_tag = true;
    for letter in results.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

#[test]
fn partners_with_an_office_in_the_country_come_first_and_say_where() {
    let text = results(&site(), FacetValue::Country(CountryIx::new(1)));
    let (alba, brisk) = (text.find("ALBA").unwrap(), text.find("BRISK").unwrap());
    assert!(brisk < alba, "{text}");
    assert!(
        text.contains("Cork, Ireland · head office in Lyon"),
        "{text}"
    );
    assert!(text.contains("Matches: offices in Cork, Galway"), "{text}");
    assert!(text.contains("Rennes, France"), "{text}");
    assert!(text.contains("Matches: serves Ireland"), "{text}");
}

#[test]
fn a_competence_has_its_level_and_the_countries_where_it_is_valid() {
    let value = FacetValue::Specialization(SpecializationIx::new(0));
    let text = results(&site(), value);
    assert!(text.contains("Expert, France"), "{text}");
    assert!(text.contains("Matches: Data migration (Expert)"), "{text}");
}

#[test]
fn no_marker_is_left_in_a_page() {
    let site = site();
    for page in [
        Page::Home(EN),
        Page::Directory(EN, 1),
        Page::Embed(EN, ListIndex::new(0)),
    ] {
        let page = html(&site, &page);
        assert!(!page.contains("<!--card"), "{page}");
    }
}
