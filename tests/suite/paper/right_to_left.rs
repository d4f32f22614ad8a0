//! An edition from right to left.

use std::path::PathBuf;

use super::editions::{EditionOptions, render_edition};
use crate::project::{Project, repository};
use crate::tools;

/// A4, in points.
const WIDTH: u32 = 595;
/// A strip that is narrower than the outer margin of a page.
const EDGE: u32 = 40;

/// The Arabic edition, whose theme has hardly any Arabic strings for paper.
fn book() -> (Project, PathBuf) {
    let project = Project::empty().layer(&repository().join("tests/sites/arabic"));
    let edition_options = EditionOptions {
        lang: "ar",
        ..EditionOptions::default()
    };
    let pdf = render_edition(&project, edition_options).pdf;
    (project, pdf)
}

#[test]
fn english_fallback_strings_run_from_left_to_right() {
    let (_project, pdf) = book();
    let shown = |page| tools::layout(&pdf, page).replace('\u{200e}', "");
    let (cover, guide) = (shown(1), shown(4));
    assert!(cover.contains("7 partners · 8 countries"), "{cover}");
    for line in [
        "How to find a partner, and what the terms mean.",
        "higher the tier.",
    ] {
        let found = guide.lines().find(|it| it.contains(line.trim_matches('.')));
        assert_eq!(found.map(str::trim), Some(line), "{guide}");
    }
    assert!(guide.contains("index by name: page 11."), "{guide}");
    // Strings such as roles of contacts are tagged as English for screen readers.
    let plain = tools::decompressed(&pdf);
    assert!(String::from_utf8_lossy(&plain).contains("/Lang (en)"));
}

#[test]
fn the_outer_edge_is_on_the_left_of_odd_pages() {
    let (_project, pdf) = book();
    let pages = super::pages_of(&pdf).len();
    let (mut tabs, mut numbers) = (Vec::new(), 0);
    for page in 1..=pages {
        let left = tools::strip(&pdf, page, 0, EDGE);
        let right = tools::strip(&pdf, page, WIDTH - EDGE, EDGE);
        let (outer, inner) = match page % 2 {
            1 => (left, right),
            _ => (right, left),
        };
        assert_eq!(inner.trim(), "", "page {page}");
        if !outer.trim().is_empty() {
            tabs.push((page % 2, outer.trim().to_owned()));
        }
        let half = WIDTH / 2;
        let outer = tools::strip(&pdf, page, if page % 2 == 1 { 0 } else { half }, half);
        let last = outer.lines().rfind(|line| !line.trim().is_empty());
        let number = page.to_string();
        numbers +=
            usize::from(last.is_some_and(|line| line.split_whitespace().any(|it| it == number)));
    }
    assert_eq!(tabs, [(1, "BH".to_owned()), (0, "SA".to_owned())]);
    // All but the cover, the imprint and the back cover.
    assert_eq!(numbers, pages - 3);
}
