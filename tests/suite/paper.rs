//! The paper catalogue of the repository's project, read with external tools.

mod edge_cases;
mod editions;
mod gradients;
mod illustrations;
mod index;
mod logos;
mod multi_volume;
mod press;
mod right_to_left;
mod sections;
mod site_parity;
mod sort_order;
mod tagged;

use std::path::{Path, PathBuf};

use serde_json::Value;
use vitrine::l10n::Locale;
use vitrine::model::{CountryIx, Lang};

use crate::demo_site;
use crate::project::Project;
use crate::tools;

fn pdf() -> PathBuf {
    demo_site::built()
        .path()
        .join("public/paper/catalogue-en.pdf")
}

/// The text of each page of the screen edition.
fn pages() -> Vec<String> {
    pages_of(&pdf())
}

/// The text of each page of a PDF.
fn pages_of(pdf: &Path) -> Vec<String> {
    let text = tools::text(pdf);
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // A form feed ends each page, the last one too.
    pages.pop();
    pages
}

/// The project with a theme that prints `body` on the cover, and no other pages before and after the partners than an
/// imprint.
fn with_cover(project: Project, body: &str) -> Project {
    let settings = project.path().join("content/catalogue.toml");
    let settings = std::fs::read_to_string(settings).unwrap();
    let settings = settings.replace("[organization]", "theme = \"house\"\n\n[organization]");
    let cover = format!(
        "#let cover(catalogue) = page(header: none, footer: none, {body})
#let imprint(catalogue) = [Our own imprint]
#let contents(catalogue) = none
#let how-to-use(catalogue) = none
#let notes(catalogue) = none
#let back-cover(catalogue) = none
"
    );
    project
        .file("content/catalogue.toml", settings)
        .file("themes/house/theme.toml", "extends = \"default\"\n")
        .file("themes/house/paper/cover.typ", cover)
}

#[test]
fn it_is_a_valid_pdf() {
    tools::qpdf(&["--check"], &pdf());
}

#[test]
fn it_has_tags_title_and_language() {
    let info = tools::info(&pdf());
    let value = |key: &str| {
        let line = info.lines().find_map(|line| line.strip_prefix(key));
        line.unwrap_or_else(|| panic!("no {key} in:\n{info}"))
            .trim()
            .to_owned()
    };
    assert_eq!(value("Tagged:"), "yes");
    assert!(
        value("Title:").contains("Lumenstad partner catalogue"),
        "{info}"
    );
    let document = String::from_utf8_lossy(&tools::decompressed(&pdf())).into_owned();
    assert!(document.contains("/Lang (en)"), "no language");
}

#[test]
fn all_fonts_are_embedded() {
    let fonts = tools::fonts(&pdf());
    assert!(!fonts.is_empty());
    for font in &fonts {
        // Columns from the right: object, generation, unicode, subset, embedded.
        let columns: Vec<&str> = font.split_whitespace().rev().collect();
        assert_eq!(columns.get(4), Some(&"yes"), "not embedded: {font}");
        assert_eq!(
            columns.get(2),
            Some(&"yes"),
            "its text cannot be searched: {font}"
        );
    }
}

#[test]
fn bookmarks_have_the_page_of_each_partner() {
    let (pages, bookmarks) = (pages(), bookmarks());
    for (_, partner) in demo_site::catalogue().partners.iter() {
        let page = page_of(&bookmarks, &partner.name);
        let text = tools::visible(&pages[page - 1]);
        let name = tools::visible(&partner.name);
        assert!(
            text.contains(&name),
            "`{name}` is not on page {page}:\n{text}"
        );
    }
}

#[test]
fn the_index_has_the_page_of_each_partner() {
    let bookmarks = bookmarks();
    for (name, page) in indexed(&pdf()) {
        assert_eq!(page, page_of(&bookmarks, &name), "{name}");
    }
}

/// Each partner of the catalogue with its page in the English index by name.
fn indexed(pdf: &Path) -> Vec<(String, usize)> {
    let pages = pages_of(pdf);
    let opens = |heading: &str| {
        // The last of the pages that begin with the heading.
        let begins = |page: &String| tools::visible(page).starts_with(heading);
        let page = pages.iter().rposition(begins);
        page.unwrap_or_else(|| panic!("no page begins with `{heading}`")) + 1
    };
    let text: String = (opens("Index by name")..opens("Index by subject"))
        .map(|page| tools::layout(pdf, page))
        .collect();
    let partners = demo_site::catalogue().partners.iter();
    partners
        .map(|(_, partner)| {
            let entry = format!("{}, ", partner.name);
            let (_, after) = text
                .split_once(&entry)
                .unwrap_or_else(|| panic!("`{entry}` is not in the index:\n{text}"));
            // Whitespace follows the city.
            let number = after
                .split_once("  ")
                .map_or("", |(_, rest)| rest.trim_start());
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            (partner.name.clone(), number.parse().unwrap())
        })
        .collect()
}

#[test]
fn every_section_has_a_bookmark() {
    let bookmarks = bookmarks();
    let catalogue = demo_site::catalogue();
    let programmes = catalogue
        .programmes
        .iter()
        .map(|(_, programme)| programme.name.str(Lang::DEFAULT));
    let sections = [
        "Contents",
        "How to use this catalogue",
        "The partners",
        "Index by name",
        "Index by subject",
    ];
    for section in sections.into_iter().chain(programmes) {
        page_of(&bookmarks, section);
    }
    // One for each country with headquarters of partners, in the order of names.
    let mut countries: Vec<CountryIx> = Vec::new();
    for (_, partner) in catalogue.partners.iter() {
        countries.extend(partner.headquarters().map(|office| office.country));
    }
    countries.sort_unstable();
    countries.dedup();
    let locale = Locale::new("en").unwrap();
    let name = |at| locale.country(&catalogue.vocabulary.countries[at], Lang::DEFAULT);
    let mut names: Vec<String> = countries.into_iter().map(name).collect();
    names.sort_unstable();
    let known = bookmarks.iter().map(|(title, _)| title);
    let found: Vec<&String> = known.filter(|title| names.contains(title)).collect();
    assert_eq!(found, names.iter().collect::<Vec<_>>());
}

fn bookmarks() -> Vec<(String, usize)> {
    bookmarks_of(&pdf())
}

/// Titles and pages, without nesting.
fn bookmarks_of(pdf: &Path) -> Vec<(String, usize)> {
    fn collect(outline: &Value, bookmarks: &mut Vec<(String, usize)>) {
        for bookmark in outline.as_array().into_iter().flatten() {
            let title = bookmark["title"].as_str().unwrap().to_owned();
            let page = bookmark["destpageposfrom1"].as_u64().unwrap();
            bookmarks.push((title, page as usize));
            collect(&bookmark["kids"], bookmarks);
        }
    }
    let json = tools::qpdf(&["--json", "--json-key=outlines"], pdf);
    let json: Value = serde_json::from_slice(&json).unwrap();
    let mut bookmarks = Vec::new();
    collect(&json["outlines"], &mut bookmarks);
    bookmarks
}

fn page_of(bookmarks: &[(String, usize)], title: &str) -> usize {
    let found = bookmarks.iter().find(|(known, _)| known == title);
    found
        .unwrap_or_else(|| panic!("no bookmark `{title}` among {bookmarks:#?}"))
        .1
}
