//! The map has the links and counts of the list of countries.

use crate::model::{Catalogue, Country, IndexedList, Lang, ListIndex, Page};
use crate::site::fixture::{LANGUAGES, catalogue, html, list, partner, with_partners};
use crate::site::tests::site_of;

/// A partner in each country of the vocabulary, and another in the first two.
fn everywhere() -> Catalogue {
    let countries = catalogue().vocabulary.countries.len();
    let partners = (0..countries).map(|at| {
        let (id, mut it) = partner(&format!("partner-{at}"));
        it.countries = vec![ListIndex::new(at), ListIndex::new(at / 2)];
        it.countries.dedup();
        (id, it)
    });
    with_partners(partners)
}

/// The links of a part of a page, each with its text.
fn links(html: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let part = html.split(from).nth(1).unwrap().split(to).next().unwrap();
    let links = part.split("<a ").skip(1).map(|link| {
        let attribute = link.split("href=\"").nth(1).unwrap();
        let href = attribute.split('"').next().unwrap();
        let text = link.split("</a>").next().unwrap();
        (href.to_owned(), text.to_owned())
    });
    links.collect()
}

#[test]
fn the_map_has_the_links_and_the_counts_of_the_list() {
    let site = site_of(everywhere());
    for lang in LANGUAGES {
        let html = html(&site, &Page::Directory(lang, 1));
        let mut map = links(&html, "<figure class=\"map pin-map\"", "<g class=\"pins\">");
        let mut list = links(&html, "data-facet=\"country\"", "</ul>");
        assert!(list.len() > 1, "{html}");
        map.sort();
        list.sort();
        assert_eq!(map.len(), list.len());
        for ((on_map, title), (in_list, item)) in map.iter().zip(&list) {
            assert_eq!(on_map, in_list);
            let said = item.split("visually-hidden\">").nth(1).unwrap();
            let partners = said.split('<').next().unwrap();
            assert!(title.contains(&format!("{partners}</title>")), "{title}");
        }
    }
}

#[test]
fn countries_outside_the_map_are_listed_below_it() {
    let mut catalogue = everywhere();
    let countries = catalogue.vocabulary.countries.iter();
    let mut countries: Vec<(String, Country)> = countries
        .map(|(_, country)| (country.code.clone(), country.clone()))
        .collect();
    let brazil = Country {
        code: "BR".to_owned(),
        ..countries[0].1.clone()
    };
    countries.push(("BR".to_owned(), brazil));
    let (id, mut it) = partner("alba");
    it.countries = vec![ListIndex::new(countries.len() - 1)];
    let partners = catalogue.partners.iter();
    let partners: Vec<_> = partners
        .map(|(_, it)| (it.id.clone(), it.clone()))
        .collect();
    catalogue.vocabulary.countries = IndexedList::new(countries);
    catalogue.partners = IndexedList::new(partners.into_iter().chain([(id, it)]));
    list(&mut catalogue);
    let html = html(&site_of(catalogue), &Page::Directory(Lang::DEFAULT, 1));
    let map = html.split("<figure class=\"map pin-map\"").nth(1).unwrap();
    let (shape, below) = map.split_once("<figcaption>").unwrap();
    assert!(!shape.contains("country/br/"), "{shape}");
    assert!(below.contains("country/br/\">Brazil</a>"), "{below}");
}
