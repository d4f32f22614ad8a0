//! Edits of every field: a diff has words for those that editors know, and no published byte changes without one.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use toml_edit::{DocumentMut, Item, Value};
use vitrine::commands::{self, LoadOptions, Progress};

use super::{PROGRAMME, edit, theme_file};
use crate::cli::bytes;
use crate::project::{Project, files, options, repository};
use crate::proptest_config::cases;

const NOTHING: &str = "nothing changed in the published content";

const SETTINGS: &str = "content/catalogue.toml";
const VOCABULARY: &str = "content/vocabulary.toml";
const COUNTRY: &str = "content/programmes/solutions/countries/BE.toml";

/// What the small site lacks.
const PROGRAMME_PARTS: &str = r#"
[contract]
name = "Partner agreement"
term = "one year"
notice = "three months"

[advancement]
review = "each year"
owner = "Partner board"
process = "joining"

[[resources]]
id = "checklist"
kit = "sales-kit"
kind = "documentation"
name = "Checklist"
description = "What to ask first."
access = "public"
file = "files/checklist.csv"

[[promotion]]
tool = "web"
audience = "public"
text = "This website."

[not_offered]
"leads" = "Partners find their own."
"#;
const COUNTRY_PARTS: &str = r#"
[contract]
name = "Belgian agreement"

[finder_fee]
rate = 5
basis = "of the first year"
conditions = "on payment"

[advancement]
review = "twice a year"

[budget]
amount = 30_000
currency = "EUR"
purpose = "fairs"

[internal]
notes = "Ask again in March."
"#;

/// A file, a passage in it, what replaces it, and lines of the diff.
type Edit = (&'static str, &'static str, &'static str, &'static str);

const EDITS: [Edit; 27] = [
    (
        PROGRAMME,
        "rate = 8",
        "rate = 10",
        "Finder's fees changed: 1\n  solutions: finder's fee\n",
    ),
    (
        COUNTRY,
        "150_000",
        "160_000",
        "Country decisions changed: 1\n  solutions: the country BE: thresholds of the criterion `revenue`\n",
    ),
    (
        PROGRAMME,
        "value = { silver = 2",
        "value = { silver = 3",
        "Benefits changed: 1\n  solutions: the benefit `training-seats`: values\n",
    ),
    (
        PROGRAMME,
        "silver = 50_000",
        "silver = 60_000",
        "Criteria changed: 1\n  solutions: the criterion `revenue`: thresholds\n",
    ),
    (
        PROGRAMME,
        "10 working days",
        "5 working days",
        "Processes changed: 1\n  solutions: the process `joining`: turnaround\n",
    ),
    (
        PROGRAMME,
        "Partner desk",
        "Legal desk",
        "Processes changed: 1\n  solutions: the process `joining`: owner\n",
    ),
    (
        PROGRAMME,
        "amount = 250",
        "amount = 300",
        "Programmes changed: 1\n  solutions: membership fee\n",
    ),
    (
        PROGRAMME,
        "#8a6d1f",
        "#8a6d2f",
        "Tiers changed: 1\n  solutions: the tier `gold`: colour\n",
    ),
    (
        PROGRAMME,
        "fr = \"Or\"",
        "fr = \"Doré\"",
        "Tiers changed: 1\n  solutions: the tier `gold`: name\n",
    ),
    (
        PROGRAMME,
        "types = [",
        "contact = { email = \"desk@quay.example\" }\ntypes = [",
        "Contacts changed: 1\n  solutions: contact\n",
    ),
    (
        PROGRAMME,
        "types = [",
        "portal = \"https://portal.quay.example\"\ntypes = [",
        "Programmes changed: 1\n  solutions: portal\n",
    ),
    (
        SETTINGS,
        "Partenaires de Quay",
        "Les partenaires",
        "Titles changed: 1\n  title of the catalogue\n",
    ),
    (
        SETTINGS,
        "that install Atlas",
        "that sell Atlas",
        "Titles changed: 1\n  tagline of the catalogue\n",
    ),
    (
        SETTINGS,
        "featured = [\"ecluse\"]",
        "featured = [\"anker\"]",
        "Featured partners changed: 1\n  featured partners\n",
    ),
    (
        SETTINGS,
        "partners@quay",
        "desk@quay",
        "Settings changed: 1\n  organization: e-mail address\n",
    ),
    (
        SETTINGS,
        "page_size = 2",
        "page_size = 3",
        "Settings changed: 1\n  partners on a page of the directory\n",
    ),
    (
        VOCABULARY,
        "Integrators install",
        "Integrators know",
        "Vocabulary changed: 1\n  the type `integrator`: description\n",
    ),
    (
        VOCABULARY,
        "fr = \"Commerce\"",
        "fr = \"Négoce\"",
        "Vocabulary changed: 1\n  the industry `retail`: name\n",
    ),
    (
        "partners/ecluse.toml",
        "partners@ecluse",
        "desk@ecluse",
        "Facts changed: 1\n  Écluse & fils (ecluse): contacts\n",
    ),
    (
        "partners/anker.toml",
        "Antwerp\"\ncountry",
        "Ghent\"\ncountry",
        "Facts changed: 1\n  Anker (anker): offices\n",
    ),
    (
        PROGRAMME,
        "each year",
        "each month",
        "Programmes changed: 1\n  solutions: moving between tiers\n",
    ),
    (
        PROGRAMME,
        "What to ask",
        "What to say",
        "Programmes changed: 1\n  solutions: the resource `checklist`\n",
    ),
    (
        COUNTRY,
        "rate = 5",
        "rate = 6",
        "Country decisions changed: 1\n  solutions: the country BE: finder's fee\n",
    ),
    (COUNTRY, "in March", "in June", NOTHING),
    (
        "partners/anker.toml",
        "\"silver\"\nsince = 2024-02-01",
        "\"silver\"\nsince = 2024-02-02",
        "Facts changed: 1\n  Anker (anker): dates of tiers\n",
    ),
    (
        "themes/own/theme.toml",
        "#112233",
        "#114433",
        "Theme changed: 1\n  theme: setting `accent`\n",
    ),
    ("partners/ecluse.toml", "310_000", "320_000", NOTHING),
];

#[test]
fn each_kind_of_change_has_words() {
    let project = project();
    project.build(&without_paper());
    let mut wrong = Vec::new();
    for (path, from, to, expected) in EDITS {
        edit(&project, path, from, to);
        let text = diff(&project);
        if !text.contains(expected) {
            wrong.push(format!("{path}: {to}\nexpected {expected}\n{text}"));
        }
        edit(&project, path, to, from);
    }
    let text = diff(&project.without(COUNTRY));
    for expected in [
        "Country decisions changed: 1\n  solutions: the country BE, removed\n",
        "\n  /en/programmes/solutions/countries/be/\n",
    ] {
        if !text.contains(expected) {
            wrong.push(format!("without {COUNTRY}\nexpected {expected}\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_published_byte_differs_if_and_only_if_a_diff_says_so() {
    let project = project();
    let public = project.path().join("public");
    project.build(&without_paper());
    let mut before = bytes(&public);
    let paths: Vec<PathBuf> = files(project.path())
        .into_iter()
        .filter(|path| !path.starts_with("public") && !path.starts_with(".vitrine"))
        .filter(|path| {
            ["toml", "md"]
                .iter()
                .any(|kind| path.extension() == Some(kind.as_ref()))
        })
        .collect();
    let mut seen: BTreeMap<bool, u32> = BTreeMap::new();
    let mut runner = TestRunner::new(cases(48));
    // Each edit that leaves the project valid is the base of the next.
    let edits = (0..paths.len(), any::<prop::sample::Index>(), 0..4_u8);
    let state = std::cell::RefCell::new((&mut before, &mut seen));
    let result = runner.run(&edits, |(file, leaf, turn)| {
        let path = project.path().join(&paths[file]);
        let old = fs::read_to_string(&path).unwrap();
        fs::write(&path, edited(&old, leaf, turn)).unwrap();
        if project.load().catalogue.is_none() {
            fs::write(&path, old).unwrap();
            return Ok(());
        }
        let text = diff(&project);
        project.build(&without_paper());
        let after = bytes(&public);
        let (before, seen) = &mut *state.borrow_mut();
        let differs = **before != after;
        let edited = fs::read_to_string(&path).unwrap();
        prop_assert_eq!(
            differs,
            !text.ends_with(NOTHING),
            "{}\n{}\n{}",
            path.display(),
            edited,
            text
        );
        **before = after;
        *seen.entry(differs).or_default() += 1;
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(seen.get(&true).is_some_and(|count| *count > 10), "{seen:?}");
}

/// The small site with a theme and prose of every kind.
fn project() -> Project {
    let project = Project::of(&repository().join("tests/sites/small"));
    let settings = "title = { en = \"Quay partners\"";
    let with_theme = format!("theme = \"own\"\n{settings}");
    edit(&project, SETTINGS, settings, &with_theme);
    let autonomy = "\"criteria\", \"contract\", \"finder_fee\", \"advancement\", \"budget\"";
    edit(
        &project,
        PROGRAMME,
        "autonomy = [\"criteria\"",
        &format!("autonomy = [{autonomy}"),
    );
    for (path, parts) in [(PROGRAMME, PROGRAMME_PARTS), (COUNTRY, COUNTRY_PARTS)] {
        let path = project.path().join(path);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text + parts).unwrap();
    }
    let footer = fs::read_to_string(theme_file("templates/footer.html")).unwrap();
    project
        .file(
            "content/programmes/solutions/files/checklist.csv",
            "question\n",
        )
        .file(
            "themes/own/theme.toml",
            "name = \"own\"\nextends = \"default\"\n\n[settings]\naccent = \"#112233\"\n",
        )
        .file("themes/own/i18n/en.toml", "menu = \"Contents\"\n")
        .file("themes/own/templates/footer.html", footer)
}

fn without_paper() -> LoadOptions {
    LoadOptions {
        paper: false,
        ..options()
    }
}

/// The lines of a diff with the last build.
fn diff(project: &Project) -> String {
    let report = commands::diff(project.path(), None, &options(), &Progress::silent()).unwrap();
    report.summary.join("\n")
}

/// A text with one value changed: of TOML, or of a Markdown file, whose title or text is changed.
fn edited(text: &str, leaf: prop::sample::Index, turn: u8) -> String {
    if let Ok(mut document) = text.parse::<DocumentMut>() {
        let mut count = 0;
        leaves(document.as_item_mut(), &mut |_| count += 1);
        if count == 0 {
            return text.to_owned();
        }
        let (mut position, chosen) = (0, leaf.index(count));
        leaves(document.as_item_mut(), &mut |value| {
            if position == chosen {
                change(value, turn);
            }
            position += 1;
        });
        return document.to_string();
    }
    match turn {
        0 => text.replacen("title = \"", "title = \"Another ", 1),
        1 => text.replacen("+++\n", "+++\n# A comment\n", 1),
        _ => format!("{text}\nOne more line, number {}.\n", leaf.index(1000)),
    }
}

/// Calls `visit` for each value that is no table.
fn leaves(item: &mut Item, visit: &mut dyn FnMut(&mut Value)) {
    match item {
        Item::Table(table) => table.iter_mut().for_each(|(_, item)| leaves(item, visit)),
        Item::ArrayOfTables(tables) => {
            for table in tables.iter_mut() {
                table.iter_mut().for_each(|(_, item)| leaves(item, visit));
            }
        }
        Item::Value(value) => leaves_of_value(value, visit),
        Item::None => {}
    }
}

fn leaves_of_value(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::InlineTable(table) => table
            .iter_mut()
            .for_each(|(_, value)| leaves_of_value(value, visit)),
        value => visit(value),
    }
}

fn change(value: &mut Value, turn: u8) {
    *value = match &*value {
        Value::String(text) if turn == 0 => Value::from(format!("{} ", text.value())),
        Value::String(text) => Value::from(format!("{}{turn}", text.value())),
        Value::Integer(number) => Value::from(number.value() + i64::from(turn)),
        Value::Float(number) => Value::from(number.value() + f64::from(turn) / 8.0),
        Value::Boolean(flag) => Value::from(!flag.value()),
        Value::Datetime(date) => {
            let text = date.value().to_string().replacen("20", "19", 1);
            match text.parse::<toml_edit::Datetime>() {
                Ok(date) => Value::from(date),
                Err(_) => return,
            }
        }
        Value::Array(list) => {
            let mut list = list.clone();
            if turn == 0 || list.is_empty() {
                return;
            }
            list.remove(0);
            Value::Array(list)
        }
        Value::InlineTable(_) => return,
    };
}
