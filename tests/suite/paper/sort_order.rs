//! Sort order of names, subjects and sections in a French edition.

use std::fs;
use std::path::PathBuf;

use super::bookmarks_of;
use super::editions::{EditionOptions, render_edition};
use super::index::{A4, FRENCH};
use crate::project::Project;
use crate::tools;

/// The names by their initials, in the order of the index; after a bar the sort name.
const NAMES: &[(&str, &[&str])] = &[
    // Numbers by value.
    ("0–9", &["3 Rivières", "42 Logiciels", "101 Idées"]),
    // Ligatures are two letters; lowercase comes first if nothing else differs.
    (
        "A",
        &["Adour", "Ægir Data", "Afor", "atelier bleu", "Atelier bleu"],
    ),
    // Accents count if nothing else differs, from left to right.
    ("C", &["Ça ira", "Cote", "Coté", "Côte", "Côté"]),
    (
        "E",
        &["Eau vive", "Écluse", "École", "Effet", "Élan", "Elbe"],
    ),
    // Characters before the first letter are ignored.
    ("G", &["« Galets »", "Gamme"]),
    // Word by word, whichever apostrophe is typed; articles count as they are written …
    (
        "L",
        &[
            "L'Anse",
            "L’Arche",
            "L'Écume",
            "L’Île",
            "La Digue",
            "Łabo",
            "Lac vert",
            "Le Phare",
            "Lérins",
        ],
    ),
    ("O", &["Odet", "Œillet", "œuvre", "Offre"]),
    // … unless the record says otherwise.
    ("S", &["Saline", "Les Salines | Salines", "Santé"]),
    ("Z", &["Zèbre", "Zébulon", "Zénith"]),
];

const SUBJECTS: &[&str] = &[
    "À la carte",
    "Accès",
    "e-commerce",
    "Écoconception",
    "économie",
    "Économie bleue",
    "ERP",
    "Œnologie",
    "Olfaction",
];

/// Codes of countries with their French names.
const COUNTRIES: &[(&str, &str)] = &[
    ("DE", "Allemagne"),
    ("AT", "Autriche"),
    ("EG", "Égypte"),
    ("ES", "Espagne"),
    ("EE", "Estonie"),
    ("US", "États-Unis"),
    ("ET", "Éthiopie"),
    ("FI", "Finlande"),
    ("FO", "Îles Féroé"),
    ("IN", "Inde"),
];

/// A partner for each name, in the countries in turn, and each with one of the subjects.
fn project(group_by: &str) -> Project {
    let base = Project::base();
    let read = |path: &str| fs::read_to_string(base.path().join(path)).unwrap();
    let settings = read("content/catalogue.toml");
    let mut vocabulary = read("content/vocabulary.toml");
    for (code, _) in COUNTRIES {
        vocabulary += &format!("\n[countries.{code}]\n");
    }
    // Declared in a different order.
    for (number, subject) in SUBJECTS.iter().enumerate().rev() {
        vocabulary += &format!("\n[industries.i{number}]\nname.fr = \"{subject}\"\n");
    }
    let mut project = base
        .file(
            "content/catalogue.toml",
            format!("{settings}\n[paper]\ngroup_by = \"{group_by}\"\n"),
        )
        .file("content/vocabulary.toml", vocabulary)
        .without("partners/kerguelen.toml");
    let names = NAMES.iter().flat_map(|(_, names)| *names);
    for (number, written) in names.enumerate() {
        let name = shown(written);
        let sort_name = match written.split_once(" | ") {
            Some((_, sort_name)) => format!("sort_name = \"{sort_name}\"\n"),
            None => String::new(),
        };
        let country = COUNTRIES[number * 7 % COUNTRIES.len()].0;
        let subject = number * 5 % SUBJECTS.len();
        let record = format!(
            "name = \"{name}\"\n{sort_name}types = [\"integrator\"]\nindustries = [\"i{subject}\"]\n\n\
             [[offices]]\ncity = \"Port\"\ncountry = \"{country}\"\n"
        );
        // The files have a different order as well.
        project = project.file(&format!("partners/p{}.toml", number * 31 % 97), record);
    }
    project
}

/// The name without its sort name.
fn shown(written: &'static str) -> &'static str {
    written.split_once(" | ").map_or(written, |(name, _)| name)
}

fn names() -> Vec<&'static str> {
    let names = NAMES.iter().flat_map(|(_, names)| *names);
    names.map(|name| shown(name)).collect()
}

fn french(project: &Project) -> PathBuf {
    let edition_options = EditionOptions {
        lang: "fr",
        ..EditionOptions::default()
    };
    let rendered = render_edition(project, edition_options);
    assert!(rendered.pdf.is_file(), "{}", rendered.messages);
    rendered.pdf
}

/// The words in the order of their first occurrence in a text, each followed by `then`.
fn in_order<'a>(text: &str, words: &[&'a str], then: &str) -> Vec<&'a str> {
    let mut found: Vec<(usize, &str)> = words
        .iter()
        .map(|word| {
            let place = text.find(&format!(" {}{then}", tools::visible(word)));
            let place = place.unwrap_or_else(|| panic!("`{word}` is not in: {text}"));
            (place, *word)
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

#[test]
fn indexes_and_countries_have_french_order() {
    let project = project("country");
    let pdf = french(&project);
    let text = A4.names(&pdf, FRENCH);
    assert_eq!(in_order(&text, &names(), ", Port"), names());
    for (initial, names) in NAMES {
        let head = format!(" {initial} {}, Port", tools::visible(shown(names[0])));
        assert!(text.contains(&head), "{head} is not in: {text}");
    }
    let text = A4.subjects(&pdf, FRENCH);
    assert_eq!(in_order(&text, SUBJECTS, " "), SUBJECTS);
    let countries: Vec<_> = COUNTRIES.iter().map(|(_, name)| *name).collect();
    assert_eq!(in_order(&text, &countries, " "), countries);
    let bookmarks = bookmarks_of(&pdf).into_iter().map(|(title, _)| title);
    let sections: Vec<_> = bookmarks
        .filter(|title| countries.contains(&title.as_str()))
        .collect();
    assert_eq!(sections, countries);
}

#[test]
fn sections_by_letter_have_french_order() {
    let project = project("letter");
    let pdf = french(&project);
    let (names, initials) = (names(), NAMES.iter().map(|(initial, _)| *initial));
    let expected = NAMES.iter().flat_map(|(initial, names)| {
        let names = names.iter().map(|name| shown(name));
        std::iter::once(*initial).chain(names)
    });
    let known: Vec<_> = initials.chain(names).collect();
    let bookmarks = bookmarks_of(&pdf).into_iter().map(|(title, _)| title);
    let found: Vec<_> = bookmarks
        .filter(|title| known.contains(&title.as_str()))
        .collect();
    assert_eq!(found, expected.collect::<Vec<_>>());
}
