//! The paper catalogue of the repository's catalogue, read back with tools that are not ours.

use std::path::PathBuf;

use serde_json::Value;
use vitrine::model::Lang;

use crate::catalogue;
use crate::tools;

fn pdf() -> PathBuf {
    catalogue::built()
        .path()
        .join("public/paper/catalogue-en.pdf")
}

/// The text of each page.
fn pages() -> Vec<String> {
    let text = tools::text(&pdf());
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // A form feed ends each page, the last one too.
    pages.pop();
    pages
}

#[test]
fn it_is_a_pdf_without_damage() {
    tools::qpdf(&["--check"], &pdf());
}

#[test]
fn it_is_tagged_has_a_title_and_a_language() {
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
fn every_partner_is_on_the_page_that_the_bookmarks_say() {
    let (pages, bookmarks) = (pages(), bookmarks());
    for (_, partner) in catalogue::catalogue().partners.iter() {
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
fn the_index_says_on_which_page_each_partner_is() {
    let bookmarks = bookmarks();
    let index = page_of(&bookmarks, "Index by name")..page_of(&bookmarks, "Index by subject");
    let text: String = index.map(|page| tools::layout(&pdf(), page)).collect();
    for (_, partner) in catalogue::catalogue().partners.iter() {
        let entry = format!("{}, ", partner.name);
        let (_, after) = text
            .split_once(&entry)
            .unwrap_or_else(|| panic!("`{entry}` is not in the index:\n{text}"));
        // After the city, a column of blanks.
        let number = after
            .split_once("  ")
            .map_or("", |(_, rest)| rest.trim_start());
        let number: String = number.chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(
            number,
            page_of(&bookmarks, &partner.name).to_string(),
            "{}",
            partner.name
        );
    }
}

#[test]
fn every_section_has_a_bookmark() {
    let bookmarks = bookmarks();
    let catalogue = catalogue::catalogue();
    let programmes = catalogue
        .programmes
        .iter()
        .map(|(_, programme)| programme.name.str(Lang::DEFAULT));
    let sections = [
        "Contents",
        "How to use this catalogue",
        "The partners",
        "France",
        "Index by name",
        "Index by subject",
    ];
    for section in sections.into_iter().chain(programmes) {
        page_of(&bookmarks, section);
    }
}

/// Titles and pages, the way they are nested left out.
fn bookmarks() -> Vec<(String, usize)> {
    fn collect(outline: &Value, bookmarks: &mut Vec<(String, usize)>) {
        for bookmark in outline.as_array().into_iter().flatten() {
            let title = bookmark["title"].as_str().unwrap().to_owned();
            let page = bookmark["destpageposfrom1"].as_u64().unwrap();
            bookmarks.push((title, page as usize));
            collect(&bookmark["kids"], bookmarks);
        }
    }
    let json = tools::qpdf(&["--json", "--json-key=outlines"], &pdf());
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
