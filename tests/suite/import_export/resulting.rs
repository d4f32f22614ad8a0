//! An import writes no record that the project would refuse.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const GAMMA: &str = "name = \"Gamma\"\ntypes = [\"reseller\"]\n\n[[offices]]\ncountry = \"FR\"\n";

fn with_gamma(table: &str) -> Project {
    Project::base()
        .file("partners/gamma.toml", GAMMA)
        .file("in.csv", table)
}

fn record(project: &Project, id: &str) -> String {
    fs::read_to_string(project.path().join(format!("partners/{id}.toml"))).unwrap()
}

#[test]
fn a_contact_that_an_import_adds_to_a_record_has_the_default_role() {
    let project = with_gamma("Name,E-mail\nGamma,info@gamma.example\n");
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let gamma = record(&project, "gamma");
    assert!(
        gamma.contains("role = \"sales\"") && gamma.contains("email = \"info@gamma.example\""),
        "{gamma}"
    );
    assert_eq!(project.check().1.errors(), 0);

    // A contact that exists keeps its role.
    let (_, summary) = import(&project, "in.csv", &[]);
    assert!(summary.contains("unchanged: 1"), "{summary}");
    fs::write(
        project.path().join("in.csv"),
        "Name,E-mail\nGamma,office@gamma.example\n",
    )
    .unwrap();
    let (_, summary) = import(&project, "in.csv", &[]);
    assert!(
        summary.contains("gamma  contacts.1.email: info@gamma.example → office@gamma.example"),
        "{summary}"
    );
}

#[test]
fn a_row_whose_record_would_have_an_error_is_refused() {
    for (columns, values) in [
        ("latitude", "47.2"),
        ("offices.1.latitude", "47.2"),
        ("offices.2.city", "Nantes"),
        ("certifications.1.count", "3"),
        ("contacts.1.person", "Ada"),
        ("aliases", "A & B"),
        ("logo", "gamma.png"),
        ("offices.1.latitude,offices.1.longitude", "47.2,999"),
    ] {
        for name in ["Gamma", "Omega"] {
            let table = format!("Name,Type,{columns}\n{name},reseller,{values}\nDelta,reseller,\n");
            let project = with_gamma(&table).file("in.mapping.toml", "");
            let (output, summary) = import(&project, "in.csv", &[]);
            let problems = errors(&output);
            assert_eq!(code(&output), 1, "{table}: {problems}");
            assert!(problems.contains("in.csv:2:"), "{table}: {problems}");
            assert!(
                summary.contains("added: 1, changed: 0"),
                "{table}: {summary}"
            );
            assert!(summary.contains("1 row has errors"), "{table}: {summary}");
            assert_eq!(record(&project, "gamma"), GAMMA);
            assert!(!project.path().join("partners/omega.toml").exists());
            assert_eq!(project.check().1.errors(), 0, "{table}");
        }
    }
}

#[test]
fn an_error_that_a_record_has_already_does_not_refuse_its_row() {
    let record_of = "name = \"Gamma\"\ntypes = [\"reseller\"]\nproducts = [\"unknown\"]\n";
    let project = Project::base()
        .file("partners/gamma.toml", record_of)
        .file("in.csv", "Name,website\nGamma,gamma.example\n");
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("changed: 1"), "{summary}");
}

#[test]
fn a_draft_may_have_errors() {
    let project = with_gamma("Name,Type,Status,aliases\nOmega,reseller,draft,A & B\n");
    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("would be added: 1"), "{summary}");
}
