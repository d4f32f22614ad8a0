//! `vitrine explain`: file, line, overridden values and fallback language of a value.

use std::process::{Command, Output};

use serde_json::Value;
use snapbox::Data;
use snapbox::assert::{Assert, DEFAULT_ACTION_ENV};

use crate::project::{Project, options, repository};

/// Paths in the small site; the output for each is in `tests/explain/expected.txt`.
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

/// A country's file that writes one field of each table, for [`TERMS`].
const PARTIAL: &str = "[contact]\nphone = \"+33 2 99 00 00 00\"\n\
    [finder_fee]\nconditions = \"Capped at 8000.\"\n[advancement]\nowner = \"French board\"\n\
    [fee]\namount = 0\ncurrency = \"EUR\"\n[contract]\nnotice = \"Two months.\"\n";
const TERMS: &str = "[contact]\nphone = \"+353 1 555 01 44\"\nemail = \"desk@example.org\"\nhours = \"In office hours.\"\n\
    [finder_fee]\nrate = 10\nbasis = \"of the licences\"\nowner = \"Partner desk\"\nprocess = \"joining\"\n\
    [advancement]\nreview = \"Every January.\"\nowner = \"Head of partners\"\n\
    [fee]\namount = 250\ncurrency = \"USD\"\nperiod = \"year\"\nrenewal = \"Renews itself.\"\n\
    [contract]\nname = \"Agreement\"\nterm = \"One year\"\n";

fn with_country(country: &str) -> Project {
    let programme = "content/programmes/solutions/programme.toml";
    let base = Project::base();
    let text = std::fs::read_to_string(base.path().join(programme)).unwrap();
    let delegated = r#"autonomy = ["criteria", "contract", "finder_fee", "advancement", "fee"]"#;
    let text = text.replace(r#"autonomy = ["criteria", "contract"]"#, delegated);
    base.file(programme, text + TERMS)
        .file("content/programmes/solutions/countries/FR.toml", country)
}

fn page_of_country(project: &Project) -> String {
    project.build(&options());
    let page = "public/en/programmes/solutions/countries/fr/index.html";
    std::fs::read_to_string(project.path().join(page)).unwrap()
}

#[test]
fn page_and_explanation_of_a_country_have_what_it_writes_and_what_it_inherits() {
    let project = with_country(PARTIAL);
    let page = page_of_country(&project);
    let everywhere = "<span class=\"flag\">As everywhere</span>";
    for part in [
        format!("10% {everywhere} of the licences {everywhere}"),
        "<p>Capped at 8000.</p>".to_owned(),
        format!("Owner: Partner desk {everywhere}"),
        format!("Every January. {everywhere}"),
        "Decided by: French board</p>".to_owned(),
        "<p class=\"term\">Free</p>".to_owned(),
        format!("Renews itself. {everywhere}"),
        format!("Agreement {everywhere}"),
        format!("One year {everywhere}"),
        "Two months.</p>".to_owned(),
        "desk@example.org".to_owned(),
    ] {
        assert!(page.contains(&part), "{part}: {page}");
    }
    // The hours of the programme's telephone number are not those of the country's.
    assert!(!page.contains("In office hours."), "{page}");
    for (question, expected) in [
        ("finder_fee.rate", "finder_fee.rate: 10"),
        (
            "finder_fee",
            "conditions = Capped at 8000., rate = 10, basis",
        ),
        (
            "fee",
            "amount = 0, currency = EUR, renewal = Renews itself.",
        ),
        (
            "contract",
            "notice = Two months., name = Agreement, term = One year",
        ),
        (
            "fee",
            "inherited from `content/programmes/solutions/programme.toml`: renewal",
        ),
    ] {
        let output = explain(
            project.path(),
            &format!("solutions.{question} --country FR"),
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(expected), "{question}: {text}");
    }
    let output = explain(project.path(), "solutions.fee.period --country FR");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.contains("the country writes `amount` instead"),
        "{error}"
    );
}

#[test]
fn an_amount_replaces_the_rate_of_the_programme_and_its_basis() {
    let project = with_country("[finder_fee]\namount = { amount = 500, currency = \"EUR\" }\n");
    let page = page_of_country(&project);
    assert!(page.contains("<p class=\"term\">€500 </p>"), "{page}");
    for field in ["rate", "basis"] {
        let output = explain(
            project.path(),
            &format!("solutions.finder_fee.{field} --country FR"),
        );
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(
            error.contains("the country writes `amount` instead"),
            "{error}"
        );
    }
}

fn explain(project: &std::path::Path, question: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args(["explain", "--project", project.to_str().unwrap()])
        .args(question.split(' '))
        .output()
        .unwrap()
}
