//! `vitrine audit` of the repository's own catalogue, which answers every question, and of one that does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::{Command, Output};

use serde_json::Value;
use snapbox::Data;
use snapbox::assert::{Assert, DEFAULT_ACTION_ENV};

use crate::project::{Project, TODAY, repository};

/// Questions that every project answers.
const BY_CONSTRUCTION: [&str; 3] = [
    "strategy.homogeneous",
    "marketing.catalogue-web",
    "marketing.catalogue-paper",
];

/// Questions whose answer all others depend on; without it the programme is a different one.
const FOUNDATIONS: [&str; 3] = [
    "character.tiers",
    "character.tiers-differ",
    "character.types",
];

#[test]
fn the_catalogue_answers_every_question_in_all_its_languages() {
    let audit = json(&audit(repository(), &["--format", "json"]));
    for programme in audit["programmes"].as_array().unwrap() {
        let rows = programme["rows"].as_array().unwrap();
        assert!(rows.len() > 60);
        for row in rows {
            assert!(
                matches!(row["state"].as_str(), Some("answered" | "not-offered")),
                "{row}"
            );
            assert_eq!(row.get("lacks"), None, "{row}");
        }
    }
    let output = audit_output(repository(), &["--deny-unanswered"]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn removing_an_answer_leaves_only_that_question_open() {
    // Three partners are as good as sixty, and quicker read again and again.
    let project = Project::empty()
        .layer_at(&repository().join("content"), "content")
        .file("partners/kerguelen.toml", record("fr/kerguelen"))
        .file("partners/lacznik.toml", record("pl/lacznik"));
    let complete = json(&audit(project.path(), &["--format", "json"]));
    let before = states_of(&complete);
    let kept = texts(&project);
    let mut wrong = Vec::new();
    for id in before.keys() {
        if BY_CONSTRUCTION.contains(&id.as_str()) || FOUNDATIONS.contains(&id.as_str()) {
            continue;
        }
        let mut now = complete.clone();
        // A duplicate is removed twice.
        for _ in 0..8 {
            let places = places(&project, &now, id);
            if places.is_empty() {
                break;
            }
            for (file, line, column) in places {
                remove(&project, &file, line, column);
            }
            now = json(&audit(project.path(), &["--format", "json"]));
        }
        let after = states_of(&now);
        let changed: BTreeSet<&str> = before
            .iter()
            .filter(|(id, state)| after[*id] != **state)
            .map(|(id, _)| id.as_str())
            .collect();
        let mut expected = BTreeSet::from([id.as_str()]);
        // The page of the lead process is one of the pages of processes.
        if id == "leads.process" {
            expected.insert("character.process-published");
        }
        if changed != expected || after[id] == "answered" {
            wrong.push(format!("{id} is {} now; changed: {changed:?}", after[id]));
        }
        restore(&project, &kept);
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn tiers_with_the_same_benefits_are_reported() {
    let text = base_programme().replace("{ silver = 2, gold = 6 }", "{ silver = 2, gold = 2 }");
    let project = Project::base().file("content/programmes/solutions/programme.toml", text);
    let audit = json(&audit(project.path(), &["--format", "json"]));
    assert_eq!(states_of(&audit)["character.tiers-differ"], "unanswered");
    let kinds: Vec<&str> = audit["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|finding| finding["kind"].as_str())
        .collect();
    assert!(kinds.contains(&"same-benefits"), "{kinds:?}");
}

#[test]
fn the_report_says_how_to_answer_open_questions_in_every_language() {
    let project = doubtful();
    compare("audit.txt", &audit(project.path(), &[]));
    for language in ["fr", "de"] {
        compare(
            &format!("audit-{language}.txt"),
            &audit(project.path(), &["--lang", language, "--all"]),
        );
    }
}

#[test]
fn text_fits_into_eighty_columns_with_and_without_colours() {
    for project in [doubtful().path(), repository()] {
        let plain = audit(project, &["--all", "--color", "never"]);
        for line in plain.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(!plain.contains('\x1b'));
        let colored = audit(project, &["--all", "--color", "always"]);
        assert!(colored.contains("\x1b[32m✓\x1b[0m"));
        assert_eq!(without_colors(&colored), plain);
    }
}

#[test]
fn unanswered_questions_fail_only_with_deny_unanswered() {
    let project = Project::base();
    assert_eq!(audit_output(project.path(), &[]).status.code(), Some(0));
    assert_eq!(
        audit_output(project.path(), &["--deny-unanswered"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn errors_are_shown_beside_the_audit_of_what_could_be_read() {
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"webshop\"]\n",
    );
    let output = audit_output(project.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("error[unknown-type]")
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("Membership criteria")
    );
}

#[test]
fn the_html_report_is_one_file_that_loads_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let project = doubtful();
    audit(
        project.path(),
        &["--html", file.to_str().unwrap(), "--lang", "fr"],
    );
    let html = fs::read_to_string(&file).unwrap();
    assert!(html.starts_with("<!doctype html>\n<html lang=\"fr\">"));
    for outside in ["http:", "https:", "src=", "url(", "<script", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    for expected in [
        "sans réponse",
        "relations.club",
        "interne",
        "partners/almadena.toml:3",
        "<code>silver</code>",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    assert!(
        html.contains("“Quay” &lt;Partners&gt;"),
        "texts of records are escaped"
    );
}

#[test]
fn the_projects_theme_overrides_strings_and_template() {
    let catalogue =
        fs::read_to_string(repository().join("tests/diagnostics/base/content/catalogue.toml"))
            .unwrap();
    let project = Project::base()
        .file(
            "content/catalogue.toml",
            format!("theme = \"own\"\n{catalogue}"),
        )
        .file(
            "themes/own/i18n/de.toml",
            "question_relations_club = \"Gibt es einen Partnerkreis?\"\n",
        )
        .file(
            "themes/own/templates/report/audit.html",
            "{{ lang }}: {{ t.question_relations_club }}",
        );
    let file = project.path().join("report.html");
    let text = audit(
        project.path(),
        &["--lang", "de", "--html", file.to_str().unwrap()],
    );
    assert!(text.contains("Gibt es einen Partnerkreis?"), "{text}");
    let html = fs::read_to_string(file).unwrap();
    assert_eq!(html, "de: Gibt es einen Partnerkreis?");
}

#[test]
fn reasons_for_internal_questions_are_not_published() {
    let text = base_programme()
        + "\n[not_offered]\n\"leads.budget\" = \"Canary: there is none.\"\n\"leads.count\" = \"We give none.\"\n";
    let project = Project::base().file("content/programmes/solutions/programme.toml", text);
    project.build(&crate::project::options());
    let page = fs::read_to_string(
        project
            .path()
            .join("public/en/programmes/solutions/benefits/index.html"),
    )
    .unwrap();
    assert!(page.contains("We give none."));
    assert!(!page.contains("Canary"));
    assert_eq!(states(&project)["leads.budget"], "not-offered");
}

/// A project with an open question of every kind.
fn doubtful() -> Project {
    let programme = base_programme()
        .replace("{ silver = 2, gold = 6 }", "{ silver = 2, gold = 2 }")
        + "reviewed = 2024-06-01\nanswers = [\"business.introductions\"]\n\
           \n[not_offered]\n\"leads\" = { en = \"We sell through partners only.\", fr = \"Nous ne vendons que par des partenaires.\" }\n\
           \n[internal]\nmarketing_owner = \"Partner marketing\"\n";
    let catalogue =
        fs::read_to_string(repository().join("tests/diagnostics/base/content/catalogue.toml"))
            .unwrap();
    Project::base()
        .file("content/programmes/solutions/programme.toml", programme)
        .file("content/catalogue.toml", catalogue.replace("Partner catalogue", "“Quay” <Partners>").replace("[\"en\"]", "[\"en\", \"fr\"]"))
        .file(
            "partners/almadena.toml",
            "name = \"Almadena\"\ntypes = [\"integrator\"]\nlast_verified = 2025-01-07\n\n[programmes.solutions]\n\
             tier = \"silver\"\n\n[[contacts]]\nrole = \"sales\"\nemail = \"desk@almadena.example\"\n\n\
             [internal]\nrevenue = 20_000\nportal_access = true\n",
        )
}

fn base_programme() -> String {
    let path =
        repository().join("tests/diagnostics/base/content/programmes/solutions/programme.toml");
    fs::read_to_string(path).unwrap()
}

fn record(id: &str) -> Vec<u8> {
    fs::read(repository().join(format!("partners/{id}.toml"))).unwrap()
}

/// The state of each question of the Solutions programme.
fn states(project: &Project) -> BTreeMap<String, String> {
    states_of(&json(&audit(project.path(), &["--format", "json"])))
}

fn states_of(audit: &Value) -> BTreeMap<String, String> {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = solutions(audit)["rows"].as_array().unwrap().iter();
    rows.map(|row| (word(&row["id"]), word(&row["state"])))
        .collect()
}

fn solutions(audit: &Value) -> &Value {
    let mut programmes = audit["programmes"].as_array().unwrap().iter();
    programmes
        .find(|programme| programme["id"] == "solutions")
        .unwrap()
}

/// Where a question is answered, the last place first; of several keys required together only the last.
fn places(project: &Project, audit: &Value, id: &str) -> Vec<(String, usize, usize)> {
    let rows = solutions(audit)["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == *id).unwrap();
    let Some(places) = row["places"].as_array() else {
        return Vec::new();
    };
    let mut places: Vec<(String, usize, usize)> = places
        .iter()
        .map(|place| {
            let number = |key: &str| place[key].as_u64().unwrap() as usize;
            (
                place["file"].as_str().unwrap().to_owned(),
                number("line"),
                number("column"),
            )
        })
        .collect();
    // If an answer has several parts, one that no other question depends on.
    let part = match id {
        "strategy.support-process-contract" => "[contract]",
        "character.process-published" => "joining",
        "leads.allocation" => "owner",
        _ => "",
    };
    let line = |file: &str, line: usize| {
        let text = fs::read_to_string(project.path().join(file)).unwrap();
        text.lines().nth(line - 1).unwrap_or_default().to_owned()
    };
    places.retain(|(file, at, _)| file.contains(part) || line(file, *at).contains(part));
    places.sort();
    places.reverse();
    places
}

/// Removes an answer: a whole file, the text of a page, an entry with its header, a line, or a value in braces.
fn remove(project: &Project, file: &str, line: usize, column: usize) {
    let path = project.path().join(file);
    let Ok(text) = fs::read_to_string(&path) else {
        return;
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (before, here, after) = (&lines[..line - 1], lines[line - 1], &lines[line..]);
    let head: String = here.chars().take(column - 1).collect();
    let tail: String = here.chars().skip(column - 1).collect();
    let rest = if (line, column) == (1, 1) {
        fs::remove_file(&path).unwrap();
        return;
    } else if file.ends_with(".md") {
        String::new()
    } else if here.starts_with('[') {
        let end = after
            .iter()
            .position(|line| line.starts_with('['))
            .unwrap_or(after.len());
        after[end..].concat()
    } else if head.contains('{') {
        let (mut depth, mut end) = (0, 0);
        for (at, letter) in tail.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                _ => {}
            }
            end = at + letter.len_utf8();
            if letter == ',' && depth == 0 {
                break;
            }
        }
        let head = if tail[..end].ends_with(',') {
            head
        } else {
            head.trim_end_matches([',', ' ']).to_owned()
        };
        format!("{head}{}{}", &tail[end..], after.concat())
    } else {
        after.concat()
    };
    fs::write(&path, before.concat() + &rest).unwrap();
}

fn texts(project: &Project) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let files = crate::project::files(project.path()).into_iter();
    files
        .map(|path| (path.clone(), fs::read(project.path().join(path)).unwrap()))
        .collect()
}

fn restore(project: &Project, kept: &BTreeMap<std::path::PathBuf, Vec<u8>>) {
    for (path, content) in kept {
        fs::write(project.path().join(path), content).unwrap();
    }
}

fn compare(name: &str, actual: &str) {
    let expected = Data::read_from(&repository().join("tests/audit").join(name), None).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .try_eq(Some(&name), Data::text(actual.to_owned()), expected)
        .unwrap_or_else(|error| panic!("{error}"));
}

fn without_colors(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split("\x1b[");
    plain.push_str(parts.next().unwrap());
    for part in parts {
        plain.push_str(part.split_once('m').unwrap().1);
    }
    plain
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn audit(project: &std::path::Path, options: &[&str]) -> String {
    String::from_utf8(audit_output(project, options).stdout).unwrap()
}

fn audit_output(project: &std::path::Path, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args([
            "audit",
            "--as-of",
            TODAY,
            "--project",
            project.to_str().unwrap(),
        ])
        .args(options)
        .output()
        .unwrap()
}
