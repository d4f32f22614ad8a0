//! Site and paper agree: the same partners, in the same order, with the same names, tiers and contacts.

use std::fs;

use serde_json::Value;
use vitrine::model::{Catalogue, Lang, Partner};

use crate::demo_site;

/// A text without whitespace and characters that control line breaks: on paper, lines of contacts break.
fn letters(text: &str) -> String {
    let controls_breaks = |c: char| matches!(c, '\u{ad}' | '\u{a0}' | '\u{202f}');
    text.chars()
        .filter(|&c| !c.is_whitespace() && !controls_breaks(c))
        .collect()
}

/// The entry of each partner, in the order of the edition.
fn entries() -> Vec<(String, String)> {
    let text = letters(&super::pages().concat());
    let catalogue = demo_site::catalogue();
    let bookmarks = super::bookmarks();
    let names = bookmarks.into_iter().map(|(title, _)| title);
    let names: Vec<String> = names
        .filter(|title| find(catalogue, title).is_some())
        .collect();
    // The names are in the indexes as well, after all entries: continue after the previous entry.
    let mut position = 0;
    let mut starts = Vec::new();
    for name in &names {
        let name = letters(name);
        let found = text[position..].find(&name);
        position += found.unwrap_or_else(|| panic!("`{name}` is not in the text"));
        starts.push(position);
        position += name.len();
    }
    starts.push(text.len());
    let spans = starts
        .windows(2)
        .map(|ends| text[ends[0]..ends[1]].to_owned());
    names.iter().cloned().zip(spans).collect()
}

fn find<'a>(catalogue: &'a Catalogue, name: &str) -> Option<&'a Partner> {
    let mut partners = catalogue.partners.iter().map(|(_, partner)| partner);
    partners.find(|partner| partner.name == name)
}

fn public(path: &str) -> Option<Vec<u8>> {
    fs::read(demo_site::built().path().join("public").join(path)).ok()
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&public(path).unwrap_or_else(|| panic!("no {path}"))).unwrap()
}

#[test]
fn the_book_and_the_site_have_the_same_partners() {
    let list = json("api/v1/partners.json");
    let list = list["partners"].as_array().unwrap().iter();
    let mut site: Vec<&str> = list.map(|it| it["name"].as_str().unwrap()).collect();
    let entries = entries();
    let mut paper: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
    site.sort_unstable();
    paper.sort_unstable();
    assert_eq!(site, paper);
}

#[test]
fn sections_have_the_order_of_the_site() {
    let catalogue = demo_site::catalogue();
    let entries = entries();
    let mut compared = 0;
    for (index, country) in catalogue.vocabulary.countries.iter() {
        // The site's page also has partners from other countries that serve this one.
        let site: Vec<&str> = listed(&country.code.to_lowercase())
            .iter()
            .filter_map(|id| Some(&catalogue.partners[catalogue.partners.find(id)?]))
            .filter(|partner| {
                partner
                    .headquarters()
                    .is_some_and(|office| office.country == index)
            })
            .map(|partner| partner.name.as_str())
            .collect();
        let paper = entries.iter().map(|(name, _)| name.as_str());
        let paper: Vec<&str> = paper.filter(|name| site.contains(name)).collect();
        assert_eq!(site, paper, "{}", country.code);
        compared += site.len();
    }
    assert_eq!(compared, entries.len());
}

/// The ids of the partners on all pages of a country, in order.
fn listed(country: &str) -> Vec<String> {
    const LINK: &str = "href=\"/en/partners/";
    let mut ids: Vec<String> = Vec::new();
    for page in 1.. {
        let folder = match page {
            1 => String::new(),
            page => format!("page/{page}/"),
        };
        let path = format!("en/directory/country/{country}/{folder}index.html");
        let Some(html) = public(&path) else { break };
        let html = String::from_utf8(html).unwrap();
        for (at, _) in html.match_indices(LINK) {
            let id = html[at + LINK.len()..].split('/').next().unwrap();
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
    }
    ids
}

#[test]
fn tiers_and_contacts_match_the_site() {
    let catalogue = demo_site::catalogue();
    let mut compared = 0;
    for (name, entry) in entries() {
        let id = &find(catalogue, &name).unwrap().id;
        let data = json(&format!("api/v1/partners/{id}.json"));
        let list = |key: &str| data["partner"][key].as_array().cloned().unwrap_or_default();
        let mut expected = Vec::new();
        for contact in list("contacts") {
            let values = ["email", "phone"].map(|key| contact[key].as_str().map(str::to_owned));
            expected.extend(values.into_iter().flatten());
        }
        for membership in list("programmes") {
            let programme = membership["programme"].as_str().unwrap();
            let programme = catalogue.programmes.find(programme).unwrap();
            let tiers = &catalogue.programmes[programme].tiers;
            let tier = membership["tier"].as_str();
            let tier = tier.and_then(|tier| tiers.find(tier));
            expected.extend(tier.map(|tier| tiers[tier].name.str(Lang::DEFAULT).to_owned()));
        }
        for value in expected {
            assert!(
                entry.contains(&letters(&value)),
                "`{value}` is not in the entry of {name}: {entry}"
            );
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
}
