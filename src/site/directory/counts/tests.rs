//! Every count on every page of the directory is that of the function, and so are the cases that the script is tested with.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::model::{
    Catalogue, Certification, Choice, Country, CountryIx, FacetProfile, FacetValue, IndexedList,
    Lang, LevelIx, ListIndex, Membership, Page, Partner, ProgrammeIx, Specialization,
    SpecializationIx, Term, TierIx, TypeIx,
};
use crate::site::Site;
use crate::site::fixture::{self, LANGUAGES, both, html, options, theme};

const EN: Lang = LANGUAGES[0];

fn cases() -> Json {
    let file = include_str!("../../../../tests/browser/matching-cases.json");
    serde_json::from_str(file).unwrap()
}

fn strings(list: &Json) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|it| it.as_str().unwrap()).collect()
}

fn country(code: &str, members: Vec<CountryIx>) -> (String, Country) {
    let (code, country) = crate::model::fixture::country(code);
    let name = (!members.is_empty()).then(|| both(&code, &code));
    (
        code,
        Country {
            name,
            members,
            ..country
        },
    )
}

fn specialization(
    id: SpecializationIx,
    level: Option<LevelIx>,
    countries: Vec<CountryIx>,
) -> Specialization {
    Specialization {
        id,
        level,
        countries,
        since: None,
        until: None,
    }
}

fn terms<I: ListIndex>(ids: &Json) -> IndexedList<I, Term> {
    let ids = strings(ids).into_iter();
    IndexedList::new(ids.map(|id| crate::model::fixture::term(id, both(id, id))))
}

/// The catalogue of the cases, in the programme of the fixture.
fn catalogue(cases: &Json) -> Catalogue {
    let mut catalogue = fixture::catalogue();
    let codes = strings(&cases["countries"]).into_iter();
    let mut countries: Vec<_> = codes.map(|code| country(code, Vec::new())).collect();
    for (code, members) in cases["groups"].as_object().unwrap() {
        let position = |member: &&str| countries.iter().position(|(code, _)| code == *member);
        let members = strings(members);
        let members = members
            .iter()
            .map(|it| ListIndex::new(position(it).unwrap()));
        let members = members.collect();
        countries.push(country(code, members));
    }
    let vocabulary = &mut catalogue.vocabulary;
    vocabulary.countries = IndexedList::new(countries);
    vocabulary.specializations = terms(&cases["specializations"]);
    vocabulary.levels = terms(&cases["levels"]);
    vocabulary.certifications = terms(&cases["certifications"]);
    let vocabulary = &catalogue.vocabulary;
    let codes = |list: &Json| -> Vec<CountryIx> {
        let codes = strings(list).into_iter();
        codes
            .map(|code| vocabulary.countries.find(code).unwrap())
            .collect()
    };
    let partners = cases["partners"].as_array().unwrap().iter().map(|it| {
        let id = it["id"].as_str().unwrap();
        let held = it["specializations"].as_object().unwrap().iter();
        let held = held.map(|(id, area)| {
            let level = it["levels"][id].as_str();
            let level = level.map(|level| vocabulary.levels.find(level).unwrap());
            let id = vocabulary.specializations.find(id).unwrap();
            specialization(id, level, codes(area))
        });
        let certified = it["certifications"].as_object().unwrap().iter();
        let certified = certified.map(|(id, count)| Certification {
            id: vocabulary.certifications.find(id).unwrap(),
            count: count.as_u64().unwrap() as u32,
        });
        let languages = strings(&it["languages"]).into_iter();
        let types = strings(&it["types"]).into_iter();
        let types = types.map(|id| vocabulary.types.find(id).unwrap());
        let partner = Partner {
            countries: codes(&it["countries"]),
            types: types.collect(),
            specializations: held.collect(),
            certifications: certified.collect(),
            languages: languages.map(str::to_owned).collect(),
            ..fixture::partner(id).1
        };
        (id.to_owned(), partner)
    });
    catalogue.partners = IndexedList::new(partners.collect::<Vec<_>>());
    finish(catalogue)
}

fn finish(mut catalogue: Catalogue) -> Catalogue {
    catalogue.redirects.clear();
    catalogue.settings.featured.clear();
    fixture::list(&mut catalogue);
    catalogue
}

fn site(catalogue: Catalogue) -> Site {
    match Site::new(Arc::new(catalogue), Arc::new(theme()), options()) {
        Ok(site) => site,
        Err(problems) => panic!("{:?}", problems.iter().collect::<Vec<_>>()),
    }
}

/// The values of a facet with the addresses that end in these ids.
fn values(catalogue: &Catalogue, facet: &str, ids: &[&str]) -> Vec<FacetValue> {
    let values = catalogue.facets();
    values
        .filter(|value| value.facet().common_slug() == Some(facet))
        .filter(|value| ids.contains(&value.value(catalogue).as_str()))
        .collect()
}

#[test]
fn the_cases_of_the_script_hold() {
    let cases = cases();
    let catalogue = catalogue(&cases);
    let profiles = FacetProfile::all(&catalogue);
    for case in cases["cases"].as_array().unwrap() {
        let name = &case["name"];
        let chosen = case["chosen"].as_object().unwrap();
        let chosen_except = |excluded: &str| -> Choice {
            let rest = chosen.iter().filter(|(facet, _)| *facet != excluded);
            rest.flat_map(|(facet, ids)| values(&catalogue, facet, &strings(ids)))
                .collect()
        };
        let choice = chosen_except("");
        let (mut found, mut near) = (json!({}), json!({}));
        for (ix, partner) in catalogue.partners.iter() {
            let reasons = profiles[ix.index()].reasons(&choice);
            // In the order of facets in the case.
            let ids = |values: &[FacetValue]| {
                let mut ids: Vec<String> = values.iter().map(|it| it.value(&catalogue)).collect();
                ids.sort_by_key(|id| {
                    let mut lists = chosen.values();
                    lists.position(|ids| strings(ids).contains(&id.as_str()))
                });
                json!(ids)
            };
            if reasons.lacks.is_empty() {
                found[&partner.id] = ids(&reasons.matches);
            } else {
                near[&partner.id] =
                    json!({ "matches": ids(&reasons.matches), "lacks": ids(&reasons.lacks) });
            }
        }
        if let Some(expected) = case.get("near") {
            assert_eq!(near, *expected, "{name}");
        }
        assert_eq!(found, case["found"], "{name}");
        for (facet, expected) in case["counts"].as_object().unwrap() {
            let choice = chosen_except(facet);
            let mut counts: BTreeMap<String, usize> = catalogue
                .facets()
                .filter(|value| {
                    value.facet().common_slug() == Some(facet.as_str())
                        && expected.get(value.value(&catalogue)).is_some()
                })
                .map(|value| (value.value(&catalogue), 0))
                .collect();
            for value in profiles.iter().flat_map(|it| it.narrower(&choice)) {
                if value.facet().common_slug() == Some(facet.as_str()) {
                    *counts.entry(value.value(&catalogue)).or_default() += 1;
                }
            }
            assert_eq!(json!(counts), *expected, "{name}: {facet}");
        }
    }
}

/// The index of the cases, as far as they need it, is what the program writes.
#[test]
fn the_index_of_the_cases_is_as_written() {
    let cases = cases();
    let index = site(catalogue(&cases)).render(&Page::Index(EN, 0)).unwrap();
    let mut index: Json = serde_json::from_slice(&index).unwrap();
    let kept = [
        "partners",
        "parts",
        "part",
        "facets",
        "limits",
        "cities",
        "city_sets",
        "since",
        "summaries",
        "rows",
    ];
    let fields = index.as_object_mut().unwrap();
    fields.retain(|key, _| kept.contains(&key.as_str()));
    for facet in index["facets"].as_array_mut().unwrap() {
        for group in facet["groups"].as_array_mut().unwrap() {
            for value in group["values"].as_array_mut().unwrap() {
                let fields = value.as_object_mut().unwrap();
                fields.retain(|key, _| ["id", "text"].contains(&key.as_str()));
            }
        }
    }
    assert_eq!(index, cases["index"], "the program writes:\n{index}");
}

/// Invented catalogues, the same in each run.
fn invented(seed: u64) -> Catalogue {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let cases = cases();
    let mut catalogue = catalogue(&cases);
    catalogue.settings.page_size = 100;
    let countries = catalogue.vocabulary.countries.len();
    let singles = strings(&cases["countries"]).len();
    let partners = (0..40 + below(30)).map(|number| {
        let id = format!("p{number:02}");
        let mut some = |limit: usize, most: usize| -> Vec<usize> {
            let mut list: Vec<usize> = (0..below(most + 1)).map(|_| below(limit)).collect();
            list.sort_unstable();
            list.dedup();
            list
        };
        let partner = Partner {
            countries: some(singles, 3).into_iter().map(CountryIx::new).collect(),
            types: some(2, 2).into_iter().map(TypeIx::new).collect(),
            memberships: some(2, 1)
                .into_iter()
                .map(|tier| Membership {
                    programme: ProgrammeIx::new(0),
                    tier: Some(TierIx::new(tier)),
                    since: None,
                    until: None,
                    history: Vec::new(),
                })
                .collect(),
            specializations: some(2, 2)
                .into_iter()
                .map(|it| {
                    let area = some(countries, 2).into_iter().map(CountryIx::new);
                    let area = area.collect();
                    let level = some(2, 1).first().copied().map(LevelIx::new);
                    specialization(SpecializationIx::new(it), level, area)
                })
                .collect(),
            languages: some(4, 2)
                .into_iter()
                .map(|it| ["de", "en", "fr", "pt-BR"][it].to_owned())
                .collect(),
            certifications: some(2, 2)
                .into_iter()
                .map(|it| Certification {
                    id: ListIndex::new(it),
                    count: it as u32,
                })
                .collect(),
            ..fixture::partner(&id).1
        };
        (id, partner)
    });
    catalogue.partners = IndexedList::new(partners.collect::<Vec<_>>());
    let mut catalogue = finish(catalogue);
    for listings in &mut catalogue.listings {
        listings.pairs.retain(|_, partners| partners.len() >= 3);
    }
    catalogue
}

/// A link of the list of facets.
struct FacetLink<'a> {
    id: &'a str,
    href: &'a str,
    count: usize,
    /// Whether it says that its page has another number of partners.
    has_total: bool,
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// The links of each list of values on a page, by facet.
fn facet_links(html: &str) -> Vec<(&str, FacetLink<'_>)> {
    let lists = html.split("data-facet=\"").skip(1);
    lists
        .flat_map(|list| {
            let (facet, rest) = list.split_once('"').unwrap();
            let items = rest.split_once("</div>").unwrap().0.split("<li ").skip(1);
            items.map(move |item| {
                let link = FacetLink {
                    id: between(item, "data-value=\"", "\"").unwrap(),
                    href: between(item, "href=\"", "\"").unwrap(),
                    count: between(item, "class=\"count\"><span aria-hidden=\"true\">", "<")
                        .unwrap()
                        .parse()
                        .unwrap(),
                    has_total: item.contains("class=\"total\""),
                };
                (facet, link)
            })
        })
        .collect()
}

/// The number of partners in a list, as its page counts them and as it has cards.
fn listed(html: &str) -> usize {
    let count = between(html, "id=\"count\" data-hook=\"count\">", "<").unwrap();
    let digits: String = count.chars().filter(char::is_ascii_digit).collect();
    let cards = html.matches("class=\"card\"").count();
    assert_eq!(digits.parse(), Ok(cards), "{count}");
    cards
}

#[test]
fn every_count_on_every_page_is_the_number_of_partners_that_match() {
    for seed in 1..=6 {
        let site = site(invented(seed));
        let catalogue = site.catalogue();
        let profiles = FacetProfile::all(catalogue);
        let number = |chosen: &[FacetValue]| {
            let choice: Choice = chosen.iter().copied().collect();
            profiles.iter().filter(|it| it.matches(&choice)).count()
        };
        let mut pages: BTreeMap<String, (Vec<FacetValue>, String)> = BTreeMap::new();
        for page in site.pages() {
            let chosen = match *page {
                Page::Directory(EN, 1) => Vec::new(),
                Page::FacetValue(EN, value, 1) => vec![value],
                Page::Pair(EN, country, it, 1) => {
                    vec![FacetValue::Country(country), FacetValue::Specialization(it)]
                }
                _ => continue,
            };
            let address = page.address_under(site.base_path(), catalogue);
            pages.insert(address, (chosen, html(&site, page)));
        }
        assert!(pages.values().any(|(chosen, _)| chosen.len() == 2));
        let lists: BTreeMap<&str, usize> = pages
            .iter()
            .map(|(address, (_, html))| (address.as_str(), listed(html)))
            .collect();
        for (address, (chosen, html)) in &pages {
            assert_eq!(lists[address.as_str()], number(chosen), "{address}");
            let links = facet_links(html);
            assert!(links.len() > 8, "{address}");
            for (facet, link) in links {
                let value = catalogue
                    .facets()
                    .find(|it| {
                        it.facet().common_slug() == Some(facet) && it.value(catalogue) == link.id
                    })
                    .unwrap();
                let mut narrowed: Vec<FacetValue> = chosen.clone();
                narrowed.retain(|it| it.group() != value.group());
                narrowed.push(value);
                let at = format!("seed {seed}: {facet} {} on {address}", link.id);
                assert_eq!(link.count, number(&narrowed), "{at}");
                // The page behind a link has as many partners, or the link says how many.
                assert_eq!(link.has_total, lists[link.href] != link.count, "{at}");
            }
            for pill in html.split("class=\"pills\"").skip(1) {
                for item in pill.split_once("</ul>").unwrap().0.split("<li>").skip(1) {
                    let href = between(item, "href=\"", "\"").unwrap();
                    let count = between(item, "aria-hidden=\"true\">", "<").unwrap();
                    assert_eq!(lists[href].to_string(), count, "{href} on {address}");
                }
            }
        }
    }
}
