//! Tiers that a table replaces.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const MAPPING: &str = "[columns]\nName = \"name\"\nTier = \"programmes.solutions.tier\"\n\
                       Since = \"programmes.solutions.since\"\n";

/// A record of silver since 2024, with the membership written like this, after a table with these columns.
fn imported(membership: &str, table: &str) -> (String, String, Project) {
    let record = format!(
        "name = \"A\"\ntypes = [\"integrator\"]\n\n{membership}\n[internal]\nrevenue = 5\n"
    );
    let project = Project::base()
        .file("partners/a.toml", record)
        .file("in.csv", table)
        .file("in.mapping.toml", MAPPING);
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let record = fs::read_to_string(project.path().join("partners/a.toml")).unwrap();
    (record, summary, project)
}

#[test]
fn a_new_tier_without_a_date_does_not_keep_the_date_of_the_former_one() {
    let table = "[programmes.solutions]\ntier = \"silver\"\nsince = 2024-01-01\n";
    let (record, summary, project) = imported(table, "Name,Tier\nA,gold\n");
    assert!(
        record.contains(
            "[programmes.solutions]\ntier = \"gold\"\n\n[[programmes.solutions.history]]\ntier = \"silver\"\n\
             since = 2024-01-01\n"
        ),
        "{record}"
    );
    assert!(
        summary.contains("programmes.solutions.since: 2024-01-01 removed"),
        "{summary}"
    );
    assert!(
        summary.contains("programmes.solutions.history.1.since: 2024-01-01"),
        "{summary}"
    );
    let (_, problems) = project.check();
    assert_eq!(problems.errors(), 0, "{problems:?}");

    let inline = "programmes.solutions = { tier = \"silver\", since = 2024-01-01 } # by e-mail\n";
    let (record, _, project) = imported(inline, "Name,Tier,Since\nA,gold,\n");
    assert!(
        record.contains("history = [{ tier = \"silver\", since = 2024-01-01 }]"),
        "{record}"
    );
    let (_, problems) = project.check();
    assert_eq!(problems.errors(), 0, "{problems:?}");
}

#[test]
fn a_tier_with_its_date_and_an_unchanged_tier_have_no_history() {
    let membership = "[programmes.solutions]\ntier = \"silver\"\nsince = 2024-01-01\n";
    let (record, _, _) = imported(membership, "Name,Tier,Since\nA,gold,2025-01-01\n");
    assert!(record.contains("tier = \"gold\"\nsince = 2025-01-01\n"));
    assert!(!record.contains("history"), "{record}");
    let (record, _, _) = imported(membership, "Name,Tier\nA,silver\n");
    assert!(record.contains(membership), "{record}");
    let (record, _, _) = imported("", "Name,Tier\nA,silver\n");
    assert!(!record.contains("history"), "{record}");
}
