//! Sentences of the theme: each is published only where the data makes it true.

use std::fs;
use std::path::Path;

use vitrine::commands::default_theme;
use vitrine::theme::{Message, Theme};

use crate::demo_site;
use crate::project::{Project, files, options};
use crate::tools;

/// Interface strings of the website that depend on what a programme declares.
const WEBSITE: [&str; 28] = [
    "home_criteria",
    "home_offers",
    "home_offers_text",
    "home_benefits",
    "part_criteria",
    "part_processes",
    "all_products",
    "programme_tiers",
    "programme_tiers_text",
    "programme_axes",
    "programme_terms",
    "programme_processes_text",
    "programme_countries_text",
    "programme_promotion",
    "all_benefits",
    "all_criteria",
    "asks",
    "step_text",
    "step_by_type",
    "benefits_introduction",
    "criteria_introduction",
    "assess_text",
    "country_decided_text",
    "term_advancement",
    "term_contract",
    "portal_link",
    "profile_references",
    "map_pins",
];

/// The same, of the paper catalogue.
const PAPER: [&str; 14] = [
    "paper_way_subject",
    "paper_way_subject_text",
    "paper_way_code_text",
    "paper_how_to_tiers",
    "paper_how_to_tiers_text",
    "paper_how_to_levels",
    "paper_criteria_text",
    "paper_countries_decide",
    "paper_countries_decide_text",
    "paper_index_subjects",
    "paper_index_subjects_lead",
    "paper_benefits_detail",
    "paper_processes",
    "paper_terms",
];

/// A catalogue of one partner in a programme that has a name and a status, and nothing else.
fn bare() -> Project {
    Project::empty()
        .file(
            "content/catalogue.toml",
            "title = \"Alders catalogue\"\nbase_url = \"https://alder.example\"\nlanguages = [\"en\"]\n[organization]\nname = \"Alder\"\n",
        )
        .file(
            "content/vocabulary.toml",
            "[types.reseller]\nname = \"Reseller\"\n",
        )
        .file("content/pages/home.en.md", "+++\ntitle = \"Welcome\"\n+++\n")
        .file("content/programmes/club/index.en.md", "+++\ntitle = \"Club\"\n+++\n")
        .file(
            "content/programmes/club/programme.toml",
            "name = \"Alder Club\"\nstatus = \"open\"\ntypes = [\"reseller\"]\n",
        )
        .file(
            "partners/alpha.toml",
            "name = \"Alpha\"\ntypes = [\"reseller\"]\n[programmes.club]\n",
        )
}

/// All English pages of a built project in one text.
fn pages(project: &Path) -> String {
    let public = project.join("public");
    files(&public)
        .iter()
        .filter(|path| path.starts_with("en") && path.extension().is_some_and(|it| it == "html"))
        .map(|path| fs::read_to_string(public.join(path)).unwrap())
        .collect()
}

/// The text of the paper catalogue of a built project.
fn paper(project: &Path) -> String {
    let pdf = project.join("public/paper/catalogue-en.pdf");
    tools::visible(&tools::text(&pdf))
}

/// The longest part without placeholders of an English interface string.
fn claim(theme: &Theme, key: &str) -> String {
    let Some(Message::Plain(text)) = theme.message("en", key) else {
        panic!("`{key}` is not a plain interface string");
    };
    let parts = text.split('{');
    let parts = parts.map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    let longest = parts.max_by_key(|part| part.len()).unwrap_or_default();
    longest.trim().to_owned()
}

#[test]
fn a_programme_without_content_makes_no_claims() {
    let theme = default_theme();
    let project = bare();
    project.build(&options());
    let site = pages(project.path());
    let book = paper(project.path());
    let demo = demo_site::built();
    let (full_site, full_book) = (pages(demo.path()), paper(demo.path()));
    let mut problems = Vec::new();
    let texts = WEBSITE.map(|key| (key, &site, &full_site));
    for (key, bare, full) in texts
        .into_iter()
        .chain(PAPER.map(|key| (key, &book, &full_book)))
    {
        let text = claim(&theme, key);
        if bare.contains(&text) {
            problems.push(format!("`{key}` is said without data: {text}"));
        }
        // A string that no catalogue shows would prove nothing.
        if !full.contains(&text) {
            problems.push(format!("`{key}` is not in the demo: {text}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
