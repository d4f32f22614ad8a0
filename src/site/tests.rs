//! Rules that hold for every page of the site.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::date;

use super::fixture::{self, LANGUAGES, both, en, fr, html, partner, site, theme, with_partners};
use super::{Site, plan};
use crate::diagnostic::Code;
use crate::model::*;
use crate::source::Sources;
use crate::theme::ThemeFile;

const EN: Lang = LANGUAGES[0];
const FR: Lang = LANGUAGES[1];

/// The values of an attribute, in the order of the page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    let mut values = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(&start) {
        rest = &rest[at + start.len()..];
        let Some(end) = rest.find('"') else { break };
        values.push(&rest[..end]);
        rest = &rest[end..];
    }
    values
}

fn is_html(page: &Page, site: &Site) -> bool {
    let address = page.address(site.catalogue());
    address.ends_with('/') || address.ends_with(".html")
}

#[test]
fn every_page_renders_to_the_same_bytes_twice() {
    let (one, two) = (site(), site());
    for page in one.pages() {
        assert_eq!(
            one.render(page).unwrap(),
            two.render(page).unwrap(),
            "{page:?}"
        );
    }
}

#[test]
fn no_two_pages_have_the_same_address() {
    let catalogue = fixture::catalogue();
    let pages = plan(&catalogue);
    let addresses: BTreeSet<String> = pages.iter().map(|it| it.address(&catalogue)).collect();
    assert_eq!(addresses.len(), pages.len());
}

#[test]
fn a_page_is_found_by_its_address() {
    let site = site();
    assert_eq!(
        site.find("/fr/directory/page/2/"),
        Some(Page::Directory(FR, 2))
    );
    assert_eq!(site.find("/fr/directory/page/3/"), None);
}

#[test]
fn every_link_inside_the_site_leads_to_a_page_and_an_anchor_that_exist() {
    let site = site();
    for page in site.pages().iter().filter(|page| is_html(page, &site)) {
        let text = html(&site, page);
        let links = attributes(&text, "href").into_iter();
        for link in links.chain(attributes(&text, "src")) {
            let Some(address) = link.strip_prefix("/partners") else {
                let elsewhere = link.starts_with("https://") || link.starts_with('#');
                assert!(elsewhere, "{page:?} links to {link}");
                continue;
            };
            if address.starts_with("/paper/") {
                continue;
            }
            let (address, anchor) = address.split_once('#').unwrap_or((address, ""));
            let Some(target) = site.find(address) else {
                panic!("{page:?} links to {link}, which is no page");
            };
            if !anchor.is_empty() {
                let ids = html(&site, &target);
                assert!(
                    attributes(&ids, "id").contains(&anchor),
                    "{page:?} links to {link}"
                );
            }
        }
        for anchor in attributes(&text, "href")
            .iter()
            .filter_map(|it| it.strip_prefix('#'))
        {
            assert!(
                attributes(&text, "id").contains(&anchor),
                "{page:?} has no #{anchor}"
            );
        }
    }
}

#[test]
fn pages_satisfy_the_policy_that_they_state() {
    let site = site();
    for page in site.pages().iter().filter(|page| is_html(page, &site)) {
        let text = html(&site, page);
        assert!(text.contains("default-src 'none'"), "{page:?}");
        assert!(!text.contains("'unsafe-inline'"), "{page:?}");
        assert!(
            !text.contains(" style=") && !text.contains("<style"),
            "{page:?}"
        );
        assert!(!text.contains(" onclick="), "{page:?}");
        for script in text.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').unwrap();
            let data = ["application/ld+json", "application/json"]
                .iter()
                .any(|kind| tag.contains(&format!("type=\"{kind}\"")));
            // Scripts are files of the site, never inline.
            let own_file =
                tag.contains(" src=\"/partners/assets/") && rest.starts_with("</script>");
            assert!(data || own_file, "{page:?}: <script{tag}>");
        }
    }
}

#[test]
fn fallback_texts_have_their_language() {
    let (id, mut alba) = partner("alba");
    alba.summary = Some(fr("Un seul entrepôt"));
    alba.description = Some(fr("Depuis **Rennes**."));
    let site = site_of(with_partners([(id, alba)]));
    let page = html(&site, &Page::Partner(EN, ListIndex::new(0)));
    assert!(page.contains("lang=\"fr\">Un seul entrepôt"));
    assert!(page.contains("<div class=\"prose\" lang=\"fr\"><p>Depuis"));
    assert!(page.contains("This text is available in French only."));
    let directory = html(&site, &Page::Directory(EN, 1));
    assert!(directory.contains("lang=\"fr\">Un seul entrepôt"));
    let french = html(&site, &Page::Partner(FR, ListIndex::new(0)));
    assert!(french.contains("<p class=\"lead\">Un seul entrepôt"));
}

#[test]
fn record_texts_cannot_become_markup() {
    let (id, mut alba) = partner("alba");
    alba.name = "<b>Alba</b> & \"Sons\"".to_owned();
    alba.summary = Some(en("</script><script>alert(1)</script>"));
    alba.description = Some(en("<script>alert(2)</script>Text"));
    let site = site_of(with_partners([(id, alba)]));
    for page in [
        Page::Partner(EN, ListIndex::new(0)),
        Page::Directory(EN, 1),
        Page::Home(EN),
        Page::Short(ListIndex::new(0)),
    ] {
        let text = html(&site, &page);
        assert!(
            !text.contains("<b>Alba") && !text.contains("<script>"),
            "{page:?}"
        );
        assert!(!text.contains("alert(2)"), "{page:?}");
    }
}

#[test]
fn values_without_partners_keep_their_page_but_are_not_listed() {
    let site = site();
    let portugal = FacetValue::Country(ListIndex::new(2));
    let text = html(&site, &Page::FacetValue(EN, portugal, 1));
    assert!(text.contains("No partners here yet"));
    assert!(text.contains("content=\"noindex\""));
    assert!(!html(&site, &Page::Directory(EN, 1)).contains("/country/pt/"));
    assert!(!html(&site, &Page::Sitemap).contains("/country/pt/"));
    assert!(html(&site, &Page::Sitemap).contains("/country/fr/"));
}

#[test]
fn former_ids_redirect_or_report_that_the_partner_left() {
    let site = site();
    let moved = html(&site, &Page::FormerPartner(FR, 0));
    assert!(moved.contains("content=\"0; url=/partners/fr/partners/alba/\""));
    let gone = html(&site, &Page::FormerPartner(FR, 1));
    assert!(!gone.contains("http-equiv=\"refresh\""));
    assert!(gone.contains("Ce partenaire ne figure plus au catalogue"));
    for text in [moved, gone] {
        assert!(text.contains("content=\"noindex\""));
    }
}

#[test]
fn ended_memberships_are_not_shown_as_valid() {
    let (id, mut alba) = partner("alba");
    let specialization = |until| Specialization {
        id: ListIndex::new(0),
        level: None,
        countries: Vec::new(),
        since: None,
        until: Some(until),
    };
    alba.specializations = vec![
        specialization(date(2026, 11, 22)),
        specialization(fixture::TODAY),
    ];
    let site = site_of(with_partners([(id, alba)]));
    let text = html(&site, &Page::Partner(EN, ListIndex::new(0)));
    assert!(text.contains("ended on 22 November 2026"));
    assert!(text.contains("valid until 23 November 2026"));
}

#[test]
fn all_template_errors_have_a_location() {
    let mut sources = Sources::default();
    let mut broken = theme();
    for (path, text) in [
        ("templates/home.html", "<p>{{ home.title | shout }}</p>"),
        (
            "templates/tier_page.html",
            "one\n{{ tier_page.tier | whisper }}",
        ),
    ] {
        let source = Some(sources.add(path, text));
        let bytes = text.as_bytes().into();
        let file = ThemeFile { bytes, source };
        broken.files.insert(path.to_owned(), file);
    }
    let problems = problems_of(broken);
    let places: Vec<_> = problems
        .iter()
        .map(|problem| {
            assert_eq!(problem.code, Code::Template);
            let place = problem.place.unwrap();
            let path = sources.get(place.file).path.clone();
            (path, sources.line_column(place.file, place.start))
        })
        .collect();
    assert_eq!(places.len(), 2);
    assert!(places.contains(&("templates/home.html".to_owned(), (1, 20))));
    assert!(places.contains(&("templates/tier_page.html".to_owned(), (2, 21))));
}

#[test]
fn all_unparsable_templates_are_reported() {
    let mut broken = theme();
    for path in ["templates/home.html", "templates/partner.html"] {
        let bytes = b"{% if x %}".as_slice().into();
        broken.files.insert(
            path.to_owned(),
            ThemeFile {
                bytes,
                source: None,
            },
        );
    }
    assert_eq!(problems_of(broken).len(), 2);
}

#[test]
fn render_errors_have_a_location() {
    let mut sources = Sources::default();
    let text = "{{ content.title.txt }}";
    let mut broken = theme();
    let source = Some(sources.add("templates/content.html", text));
    let bytes = text.as_bytes().into();
    let file = ThemeFile { bytes, source };
    broken
        .files
        .insert("templates/content.html".to_owned(), file);
    let catalogue = Arc::new(fixture::catalogue());
    let site = Site::new(catalogue, Arc::new(broken), fixture::options());
    let site = site.ok().unwrap();
    let page = site.find("/en/about/").unwrap();
    let problem = site.render(&page).unwrap_err();
    assert_eq!(problem.code, Code::Template);
    assert!(problem.place.is_some());
}

#[test]
fn countries_are_sorted_by_the_rules_of_the_language() {
    let (id, mut alba) = partner("alba");
    alba.countries = (0..3).map(ListIndex::new).collect();
    let mut catalogue = with_partners([(id, alba)]);
    let country = |code: &str| {
        let country = Country {
            code: code.to_owned(),
            name: None,
            description: None,
            members: Vec::new(),
        };
        (code.to_owned(), country)
    };
    catalogue.vocabulary.countries = IndexedList::new(["SE", "AT", "EG"].map(country));
    let site = site_of(catalogue);
    let text = html(&site, &Page::Directory(FR, 1));
    let at = |name: &str| text.find(name).unwrap();
    // É is sorted beside E, not after Z.
    assert!(at(">Autriche<") < at(">Égypte<") && at(">Égypte<") < at(">Suède<"));
}

#[test]
fn public_data_has_all_languages() {
    let (id, mut alba) = partner("alba");
    alba.summary = Some(both("One warehouse", "Un entrepôt"));
    let site = site_of(with_partners([(id, alba)]));
    let text = html(&site, &Page::Api(Api::Partner(ListIndex::new(0))));
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(data["about"]["version"], 1);
    assert_eq!(data["partner"]["summary"]["fr"], "Un entrepôt");
    assert_eq!(data["partner"]["programmes"][0]["tier"], "silver");
}

pub(super) fn site_of(catalogue: Catalogue) -> Site {
    let site = Site::new(Arc::new(catalogue), Arc::new(theme()), fixture::options());
    site.ok().unwrap()
}

fn problems_of(theme: crate::theme::Theme) -> Vec<crate::diagnostic::Diagnostic> {
    let catalogue = Arc::new(fixture::catalogue());
    let problems = Site::new(catalogue, Arc::new(theme), fixture::options()).err();
    problems.unwrap().iter().cloned().collect()
}

#[test]
fn a_link_to_any_page_is_published_as_its_address() {
    let catalogue = fixture::catalogue();
    for page in plan(&catalogue) {
        let address = page.address(&catalogue);
        // The root leads to the home page in the language of the text.
        if page == Page::Root {
            continue;
        }
        for lang in LANGUAGES {
            assert_eq!(catalogue.published_link(lang, &address, ""), address);
            if page.lang().is_some() {
                let without = &address["/en".len()..];
                let expected = page.in_language(lang).address(&catalogue);
                assert_eq!(catalogue.published_link(lang, without, ""), expected);
            }
        }
    }
}

#[test]
fn no_page_of_prose_can_have_an_address_of_the_site() {
    let catalogue = fixture::catalogue();
    let reserved: Vec<&str> = reserved_page_names(&catalogue.settings.languages).collect();
    for page in plan(&catalogue) {
        let address = page.address(&catalogue);
        let in_language = &address[page.lang().map_or(1, |_| "/en/".len())..];
        let is_prose = match &page {
            Page::Markdown(twin) => matches!(**twin, Page::Content(..)),
            page => matches!(page, Page::Content(..)),
        };
        if let (Some((folder, _)), false) = (in_language.split_once('/'), is_prose) {
            assert!(reserved.contains(&folder), "{address}");
        }
    }
    assert!(reserved.contains(&"fr") && reserved.contains(&"paper"));
}

#[test]
fn no_id_of_a_page_is_there_twice_whatever_its_texts_are_called() {
    let ids_of = |texts: &str| {
        let mut catalogue = fixture::catalogue();
        let text = |title: &str| crate::model::fixture::prose(title, texts);
        catalogue.pages = IndexedList::new(["home", "about"].map(|id| {
            let page = ContentPage {
                id: id.to_owned(),
                prose: text(id),
                menu: None,
                order: 0,
            };
            (id.to_owned(), page)
        }));
        let programme = catalogue.programmes[ListIndex::new(0)].clone();
        let programme = Programme {
            prose: text("Solutions"),
            axes: [Axis::Leads, Axis::Training]
                .map(|axis| (axis, text("Axis")))
                .into(),
            processes: vec![Process {
                prose: Some(text("Joining")),
                ..programme.processes[0].clone()
            }],
            ..programme
        };
        catalogue.programmes = IndexedList::new([("solutions".to_owned(), programme)]);
        let site = Site::new(Arc::new(catalogue), Arc::new(theme()), fixture::options());
        let site = site.unwrap_or_else(|problems| panic!("{:?}", problems.iter().next()));
        let pages = site.pages().iter().filter(|page| is_html(page, &site));
        let ids: Vec<(Page, Vec<String>)> = pages
            .map(|page| (page.clone(), site.part_ids(page).unwrap()))
            .collect();
        ids
    };
    // Every id of the theme as a heading, and one as the id of an element.
    let known: BTreeSet<String> = ids_of("Text.")
        .into_iter()
        .flat_map(|(_, ids)| ids)
        .collect();
    let headings: Vec<String> = known.iter().map(|id| format!("## {id}\n")).collect();
    let text = format!(
        "{}\n<div id=\"main\">[m](#main)</div>\n",
        headings.join("\n")
    );
    for (page, ids) in ids_of(&text) {
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{page:?}: {ids:?}");
    }
}

#[test]
fn no_two_pages_of_a_language_have_the_same_title() {
    let mut catalogue = fixture::catalogue();
    catalogue.vocabulary.industries = IndexedList::new([crate::model::fixture::term(
        "data",
        both("Data migration", "Reprise"),
    )]);
    let pair = (ListIndex::new(0), ListIndex::new(0));
    for listings in &mut catalogue.listings {
        listings.pairs.insert(pair, vec![ListIndex::new(0)]);
    }
    let site = Site::new(Arc::new(catalogue), Arc::new(theme()), fixture::options());
    let site = site.unwrap_or_else(|problems| panic!("{:?}", problems.iter().next()));
    let mut titles = BTreeSet::new();
    for page in site.pages().iter().filter(|page| is_html(page, &site)) {
        if matches!(page, Page::FormerPartner(..) | Page::Embed(..)) || page.lang().is_none() {
            continue;
        }
        let text = html(&site, page);
        let title = text
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        let title = title.unwrap().to_owned();
        assert!(
            titles.insert((page.lang(), title.clone())),
            "{page:?}: {title}"
        );
    }
    let title = "Partners – Data migration, France – Partners of Brightley".to_owned();
    assert!(titles.contains(&(Some(EN), title)), "{titles:#?}");
}

#[test]
fn a_facet_that_is_not_listed_has_no_pages_and_nothing_links_to_it() {
    let shown = [Facet::Industry, Facet::Level];
    let mut catalogue = fixture::catalogue();
    catalogue.settings.facets = shown.to_vec();
    for listings in &mut catalogue.listings {
        listings.pairs.clear();
    }
    let site = Site::new(Arc::new(catalogue), Arc::new(theme()), fixture::options());
    let site = site.unwrap_or_else(|problems| panic!("{:?}", problems.iter().next()));
    let addresses: BTreeSet<String> = site
        .pages()
        .iter()
        .map(|page| page.address_under(site.base_path(), site.catalogue()))
        .collect();
    for page in site.pages() {
        if let Page::FacetValue(_, value, _) = page {
            assert!(shown.contains(&value.facet()), "{page:?}");
        }
        if !is_html(page, &site) {
            continue;
        }
        let text = html(&site, page);
        for link in text.split("href=\"").skip(1) {
            let href = link.split(['"', '#', '?']).next().unwrap();
            if href.starts_with(site.base_path()) && href.contains("/directory/") {
                assert!(addresses.contains(href), "{href} on {page:?}");
            }
        }
    }
    let profile = html(&site, &Page::Partner(EN, ListIndex::new(0)));
    for name in ["France", "French", "Reseller"] {
        assert!(profile.contains(name), "{name} is on {profile}");
    }
    // Cards that the script makes show tiers, types and places all the same.
    let index = site.render(&Page::Index(EN, 0)).unwrap();
    let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
    let facets = index["facets"].as_array().unwrap().iter();
    let facets: Vec<_> = facets
        .map(|it| (it["id"].as_str().unwrap(), it["hidden"] == true))
        .collect();
    assert_eq!(facets, [("tier", true), ("type", true), ("country", true)]);
}

#[test]
fn a_language_is_found_by_its_names_in_all_languages() {
    let site = site();
    for lang in LANGUAGES {
        let index = site.render(&Page::Index(lang, 0)).unwrap();
        let index: serde_json::Value = serde_json::from_slice(&index).unwrap();
        let facets = index["facets"].as_array().unwrap().iter();
        let language = facets
            .into_iter()
            .find(|it| it["id"] == "language")
            .unwrap();
        let value = &language["groups"][0]["values"][0];
        assert_eq!(value["id"], "fr");
        let names = format!("{} {}", value["text"], value["also"]);
        for name in ["french", "français"] {
            assert!(names.to_lowercase().contains(name), "{names}");
        }
        for word in ["speaks", "parle"] {
            assert!(language["also"].to_string().contains(word), "{language}");
        }
    }
}

#[test]
fn the_directory_is_filtered_by_own_fields_of_choices() {
    let mut catalogue = fixture::catalogue();
    let text = |text: &str| both(text, text);
    let choices = ["on-site", "remote"].map(|id| {
        let name = text(&format!("Work {id}"));
        (
            id.to_owned(),
            OwnChoice {
                id: id.to_owned(),
                name,
            },
        )
    });
    let field = OwnField {
        id: "delivery".to_owned(),
        name: text("Delivery"),
        kind: OwnFieldKind::Choice,
        unit: None,
        choices: IndexedList::new(choices.to_vec()),
        owners: vec![FieldOwner::Partner],
        places: vec![FieldPlace::Facet],
    };
    catalogue.vocabulary.fields = IndexedList::new(vec![(field.id.clone(), field)]);
    catalogue.settings.facets = Facet::all(&catalogue.vocabulary);
    let first: PartnerIx = ListIndex::new(0);
    let content = OwnValueContent::Choice(ListIndex::new(1));
    let field = FieldIx::new(0);
    let mut partner = catalogue.partners[first].clone();
    partner.fields = vec![OwnValue { field, content }];
    let profile = FacetProfile::new(&partner, &catalogue.vocabulary);
    let remote = FacetValue::Field(field, 1);
    assert!(profile.values().contains(&remote));
    assert!(!profile.values().contains(&FacetValue::Field(field, 0)));
    assert_eq!(remote.value(&catalogue), "remote");
    let page = Page::FacetValue(EN, remote, 1);
    let address = page.address_under("", &catalogue);
    assert_eq!(address, "/en/directory/field-delivery/remote/");
}
