//! Sections of one edition: short ones follow each other, counts agree, addresses can be searched for.

use std::path::PathBuf;

use super::editions::{EditionOptions, render_edition};
use super::pages_of;
use crate::demo_site;
use crate::project::{Project, options};
use crate::tools;

/// Many partners in France, one in Belgium, and one that serves Spain without an office.
fn uneven() -> Project {
    let base = Project::base();
    let vocabulary = base.path().join("content/vocabulary.toml");
    let vocabulary = std::fs::read_to_string(vocabulary).unwrap();
    let mut project = base.file("content/vocabulary.toml", vocabulary + "\n[countries.ES]\n");
    let office = |city: &str, country: &str| {
        format!("[[offices]]\ncity = \"{city}\"\ncountry = \"{country}\"\n")
    };
    for number in 10..40 {
        project = project.file(
            &format!("partners/pier-{number}.toml"),
            format!(
                "name = \"Pier {number}\"\ntypes = [\"integrator\"]\n{}",
                office("Brest", "FR")
            ),
        );
    }
    project
        .file(
            "partners/alba.toml",
            format!(
                "name = \"Alba\"\ntypes = [\"integrator\"]\n{}",
                office("Ghent", "BE")
            ),
        )
        .file(
            "partners/sol.toml",
            "name = \"Sol\"\ntypes = [\"integrator\"]\nserves = [\"ES\"]\n",
        )
}

#[test]
fn a_country_of_one_partner_takes_no_page_of_its_own() {
    let project = uneven();
    let pdf = book(&project);
    let pages = pages_of(&pdf);
    let page_of = |text: &str| {
        let found = pages.iter().position(|page| {
            page.contains(text) && !page.contains("Contents") && !page.contains("Index by")
        });
        found.unwrap_or_else(|| panic!("`{text}` is on no page"))
    };
    assert_eq!(page_of("Alba"), page_of("The partners"));
    assert_ne!(
        page_of("Pier 10"),
        page_of("Alba"),
        "a long section begins on a new page"
    );
}

#[test]
fn cover_chapter_contents_and_website_count_the_same_countries() {
    let project = uneven();
    project.build(&options());
    let pdf = project.path().join("public/paper/catalogue-en.pdf");
    let pages = pages_of(&pdf);
    let mentions = pages.iter().filter(|page| page.contains("3 countries"));
    assert_eq!(mentions.count(), 2, "on the cover and above the partners");
    for country in ["Belgium", "France", "Spain"] {
        assert!(
            pages[2].contains(country),
            "{country} is not in the contents"
        );
    }
    let home = std::fs::read_to_string(project.path().join("public/en/index.html")).unwrap();
    assert!(tools::visible(&home).contains("3 countries"));
}

#[test]
fn addresses_are_printed_without_invisible_characters() {
    let text = tools::text(&super::pdf());
    assert!(
        !text.contains('\u{200b}'),
        "a zero-width space is in the text"
    );
    for (_, partner) in demo_site::catalogue().partners.iter() {
        let Some(website) = &partner.website else {
            continue;
        };
        let shown = website
            .trim_start_matches("https://")
            .trim_start_matches("www.");
        let host = shown.split('/').next().unwrap();
        assert!(text.contains(host), "`{host}` cannot be searched for");
    }
}

fn book(project: &Project) -> PathBuf {
    render_edition(project, EditionOptions::default()).pdf
}
