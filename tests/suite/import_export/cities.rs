//! Cities with a name for each language, in tables.

use std::fs;

use super::import;
use crate::cli::{code, errors, vitrine};
use crate::project::Project;

const PLAIN: &str = "name = \"Alpha\"\ntypes = [\"integrator\"]\n\n[[offices]]\ncity = \"Brussels\" # seat\ncountry = \"BE\"\n";
const BY_LANGUAGE: &str = "name = \"Alpha\"\ntypes = [\"integrator\"]\n\n[[offices]]\ncity.en = \"Brussels\"\ncity.fr = \"Bruxelles\"\ncountry = \"BE\"\n";

fn record(project: &Project) -> String {
    fs::read_to_string(project.path().join("partners/alpha.toml")).unwrap()
}

fn after_import(before: &str, table: &str) -> String {
    let project = Project::base()
        .file("partners/alpha.toml", before)
        .file("in.csv", table);
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    record(&project)
}

#[test]
fn a_city_is_exported_as_it_is_written_and_comes_back_unchanged() {
    for (before, headings) in [
        (PLAIN, ["offices.1.city,", ",Brussels,"]),
        (
            BY_LANGUAGE,
            [
                "offices.1.city.en,offices.1.city.fr,",
                ",Brussels,Bruxelles,",
            ],
        ),
    ] {
        let project = Project::base().file("partners/alpha.toml", before);
        let folder = project.path().to_str().unwrap();
        let table = project.path().join("out.csv");
        let output = vitrine(&["export", table.to_str().unwrap(), "--project", folder]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let exported = fs::read_to_string(&table).unwrap();
        for part in headings {
            assert!(exported.contains(part), "{part} in {exported}");
        }
        let (output, summary) = import(&project, "out.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert!(summary.contains("changed: 0"), "{summary}");
        assert_eq!(record(&project), before);
    }
}

#[test]
fn a_column_of_one_language_keeps_the_other_names() {
    assert_eq!(
        after_import(PLAIN, "id,City (fr)\nalpha,Bruxelles\n"),
        PLAIN.replace(
            "\"Brussels\" #",
            "{ en = \"Brussels\", fr = \"Bruxelles\" } #"
        )
    );
    assert_eq!(
        after_import(BY_LANGUAGE, "id,offices.1.city.fr\nalpha,Anvers\n"),
        BY_LANGUAGE.replace("Bruxelles", "Anvers")
    );
}

#[test]
fn a_column_without_language_changes_the_name_of_the_default_language() {
    assert_eq!(
        after_import(BY_LANGUAGE, "id,City\nalpha,Antwerp\n"),
        BY_LANGUAGE.replace("Brussels", "Antwerp")
    );
    assert_eq!(
        after_import(BY_LANGUAGE, "id,City\nalpha,Brussels\n"),
        BY_LANGUAGE
    );
    assert_eq!(
        after_import(PLAIN, "id,City\nalpha,Antwerp\n"),
        PLAIN.replace("Brussels", "Antwerp")
    );
}

#[test]
fn json_has_cities_in_both_forms() {
    let json = r#"[{ "id": "alpha", "name": "Alpha", "types": ["integrator"],
        "offices": [{ "city": { "en": "Brussels", "fr": "Bruxelles" }, "country": "BE" },
                    { "city": "Gent", "country": "BE" }] }]"#;
    let project = Project::base().file("in.json", json);
    let (output, _) = import(&project, "in.json", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let record = record(&project);
    for line in [
        "city.en = \"Brussels\"\ncity.fr = \"Bruxelles\"\n",
        "city = \"Gent\"\n",
    ] {
        assert!(record.contains(line), "{line} in {record}");
    }
}
