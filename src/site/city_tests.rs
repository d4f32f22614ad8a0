//! A city with a name for each language is shown in the language of the page, in every output; its coordinates are never
//! published as those of an office.

use serde_json::Value as Json;

use super::fixture::{LANGUAGES, both, en, html, partner, with_partners};
use super::tests::site_of;
use crate::model::{Api, Coordinates, CoordinatesSource, ListIndex, Office, Page, Text};

fn office(city: Text) -> Office {
    Office {
        headquarters: true,
        street: None,
        postcode: Some("35000".to_owned()),
        city: Some(city),
        region: None,
        country: ListIndex::new(0),
        coordinates: None,
    }
}

/// Pages of a site with one partner, whose office is in this city.
fn pages(city: Text, pages: &[Page]) -> Vec<String> {
    let (id, mut alba) = partner("alba");
    alba.offices = vec![office(city)];
    let site = site_of(with_partners([(id, alba)]));
    pages.iter().map(|page| html(&site, page)).collect()
}

#[test]
fn pages_have_the_name_of_their_language() {
    let ix = ListIndex::new(0);
    let [english, french] = [LANGUAGES[0], LANGUAGES[1]];
    for page in [
        Page::Partner(english, ix),
        Page::Directory(english, 1),
        Page::Cards(english, 0),
        Page::Index(english, 0),
    ] {
        let versions = pages(
            both("Condate", "Rennes"),
            &[page.clone(), page.in_language(french)],
        );
        assert!(versions[0].contains("Condate"), "{page:?}");
        assert!(!versions[0].contains("Rennes"), "{page:?}");
        assert!(versions[1].contains("Rennes"), "{page:?}");
        assert!(!versions[1].contains("Condate"), "{page:?}");
        // Words for the search.
        let has_other = versions[0].contains("rennes") && versions[1].contains("condate");
        assert_eq!(has_other, matches!(page, Page::Index(..)), "{page:?}");
    }
}

#[test]
fn a_name_without_languages_is_shown_as_it_was_typed() {
    let page = Page::Partner(LANGUAGES[1], ListIndex::new(0));
    let page = &pages(en("Rennes"), &[page])[0];
    assert!(page.contains("35000 Rennes"), "{page}");
    assert!(!page.contains("<span lang=\"en\">Rennes"), "{page}");
}

#[test]
fn public_data_has_every_name() {
    let ix = ListIndex::new(0);
    let files = [
        Page::Api(Api::Partner(ix)),
        Page::Api(Api::Table),
        Page::Vcard(ix),
    ];
    let by_language = pages(both("Condate", "Rennes"), &files);
    let json: Json = serde_json::from_str(&by_language[0]).unwrap();
    let office = &json["partner"]["offices"][0];
    assert_eq!(office["city"], "Condate");
    assert_eq!(office["city_names"]["fr"], "Rennes");
    assert!(
        by_language[1].contains(",city,city_en,city_fr,"),
        "{}",
        by_language[1]
    );
    assert!(
        by_language[1].contains(",Condate,Condate,Rennes,"),
        "{}",
        by_language[1]
    );
    assert!(by_language[2].contains(";Condate;"), "{}", by_language[2]);

    let plain = pages(en("Rennes"), &files);
    let json: Json = serde_json::from_str(&plain[0]).unwrap();
    let office = &json["partner"]["offices"][0];
    assert_eq!(office["city"], "Rennes");
    assert!(office["city_names"].is_null());
    assert!(plain[1].contains(",Rennes,Rennes,Rennes,"), "{}", plain[1]);
}

#[test]
fn only_the_coordinates_of_the_record_are_published_as_an_address() {
    let ix = ListIndex::new(0);
    for (source, is_published) in [
        (CoordinatesSource::Record, true),
        (CoordinatesSource::City, false),
    ] {
        let (id, mut alba) = partner("alba");
        alba.offices = vec![Office {
            coordinates: Some(Coordinates {
                latitude: 48.117,
                longitude: -1.678,
                source,
            }),
            ..office(en("Rennes"))
        }];
        let site = site_of(with_partners([(id, alba)]));
        for (page, text) in [
            (Page::Vcard(ix), "GEO:48.117;-1.678"),
            (Page::Api(Api::Partner(ix)), "\"latitude\":48.117"),
            (
                Page::Partner(LANGUAGES[0], ix),
                "\"geo\":{\"@type\":\"GeoCoordinates\",\"latitude\":48.117,",
            ),
        ] {
            let file = html(&site, &page);
            assert_eq!(file.contains(text), is_published, "{page:?}: {file}");
        }
    }
}
