//! `vitrine explain`: file, line, overridden values and fallback language of a value.

use std::process::{Command, Output};

use serde_json::Value;
use snapbox::Data;
use snapbox::assert::{Assert, DEFAULT_ACTION_ENV};

use crate::project::{Project, repository};

/// Questions on the small site, each with its answer in `tests/explain/expected.txt`.
const QUESTIONS: &[&str] = &[
    // A text: translated, with a fallback, and without translations.
    "ecluse.summary --lang fr",
    "zaan.summary --lang fr",
    "solutions.tiers.gold.name --lang fr",
    "solutions.tiers.silver.name --lang fr",
    "solutions.processes.joining.owner --lang fr",
    // A page of the programme, and one without a French translation.
    "solutions.summary --lang fr",
    "solutions.processes.joining.body --lang fr",
    // A value for a country overrides one for a type of partner.
    "solutions.criteria.revenue.at_least.gold",
    "solutions.criteria.revenue.at_least.gold --country BE",
    "solutions.criteria.revenue.at_least.gold --type reseller",
    "solutions.criteria.revenue.at_least.gold --country BE --type reseller",
    "solutions.criteria.revenue.at_least.silver --country BE",
    // Facts of a partner: by id, by another identifying value, by position; internal ones too.
    "ecluse.programmes.solutions.tier",
    "ecluse.offices.1.city",
    "ecluse.contacts.sales",
    "ecluse.internal.revenue",
    "ecluse.types",
    // Settings and vocabulary.
    "catalogue.organization.email",
    "vocabulary.countries.BE",
];

#[test]
fn explanations_are_as_expected() {
    let mut text = String::new();
    for question in QUESTIONS {
        let output = explain(&repository().join("tests/sites/small"), question);
        assert_eq!(output.status.code(), Some(0), "{question}: {output:?}");
        text.push_str(&format!("$ vitrine explain {question}\n"));
        text.push_str(&String::from_utf8(output.stdout).unwrap());
        text.push('\n');
    }
    let expected = Data::read_from(&repository().join("tests/explain/expected.txt"), None).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .try_eq(Some(&"expected.txt"), Data::text(text), expected)
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_missing_translation_falls_back_with_a_note() {
    let small = repository().join("tests/sites/small");
    let output = explain(&small, "catalogue.tagline --lang fr --format json");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["value"], "The companies that install Atlas.");
    assert_eq!(answer["place"]["file"], "content/catalogue.toml");
    assert_eq!(answer["place"]["line"], 2);
    assert_eq!(answer["notes"].as_array().unwrap().len(), 1);
}

#[test]
fn unknown_values_get_suggestions() {
    let small = repository().join("tests/sites/small");
    for (question, expected) in [
        ("eclus.summary", "did you mean `ecluse`?"),
        ("ecluse.sumary", "did you mean `summary`?"),
        ("ecluse.contacts.salse", "did you mean `sales`?"),
        ("ecluse.sort_nmae", "did you mean `sort_name`?"),
        ("ecluse.contacts.sales.phoen", "did you mean `phone`?"),
        (
            "ecluse.programmes.solution.tier",
            "did you mean `solutions`?",
        ),
        (
            "ecluse.logo_dark",
            "but it is possible: The logo for dark backgrounds",
        ),
        (
            "ecluse.contacts.sales.form_url",
            "`form_url` is not written under `contacts.sales` in `partners/",
        ),
        (
            "solutions.criteria.revenue.messured",
            "did you mean `measured`?",
        ),
        (
            "catalogue.organisation.name",
            "did you mean `organization`?",
        ),
        ("solutions.tiers.golden.name", "did you mean `gold`?"),
        (
            "solutions.criteria.revenue.at_least.gold --type retailer",
            "no type of partner `retailer`",
        ),
        ("solutions.fee --country XX", "no country `XX`"),
        ("solutions.fee --lang es", "no language `es`"),
        ("...", "then a key"),
    ] {
        let output = explain(&small, question);
        assert_eq!(output.status.code(), Some(2), "{question}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(expected), "{question}: {error}");
    }
}

#[test]
fn explains_values_of_a_project_with_errors() {
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"webshop\"]\n",
    );
    let output = explain(project.path(), "almadena.types");
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("partners/almadena.toml:2:9")
    );
}

fn explain(project: &std::path::Path, question: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args(["explain", "--project", project.to_str().unwrap()])
        .args(question.split(' '))
        .output()
        .unwrap()
}
