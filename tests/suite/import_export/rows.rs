//! Which record a row is about, also where the row has errors.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

#[test]
fn duplicates_are_found_among_rows_with_errors_and_none_is_imported() {
    let table = "Name,Type,Country,City\nGamma,Werkstatt,FR,Nantes\nGamma,reseller,BE,Gent\n";
    let project = Project::base().file("in.csv", table);
    let (output, summary) = import(&project, "in.csv", &["--format", "short"]);
    assert_eq!(code(&output), 1);
    let problems = errors(&output);
    assert!(
        problems.contains("duplicate record `gamma`: of its rows none is imported; also in line 3"),
        "{problems}"
    );
    assert!(problems.contains("`Werkstatt`"), "{problems}");
    assert!(summary.contains("added: 0"), "{summary}");
    assert!(summary.contains("2 rows have errors"), "{summary}");
    assert!(!project.path().join("partners/gamma.toml").exists());
}

#[test]
fn a_row_of_another_company_of_the_name_needs_an_id() {
    let record = "name = \"Gamma\"\ntypes = [\"reseller\"]\n[[offices]]\ncity = \"Gent\"\ncountry = \"BE\"\n";
    let project = Project::base().file("partners/gamma.toml", record).file(
        "in.csv",
        "Name,Type,Country,City\nGamma,reseller,FR,Nantes\n",
    );
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1);
    let problems = errors(&output);
    for expected in [
        "another company of that name?",
        "give the row an `id`: `gamma`",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
    let path = project.path().join("partners/gamma.toml");
    assert_eq!(fs::read_to_string(&path).unwrap(), record);

    for moved in [
        "Name,Country,City\nGamma,BE,Antwerpen\n",
        "id,Name,Country,City\ngamma,Gamma,FR,Nantes\n",
    ] {
        let project = Project::base()
            .file("partners/gamma.toml", record)
            .file("in.csv", moved);
        let (output, summary) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert!(summary.contains("changed: 1"), "{summary}");
    }
}

#[test]
fn records_whose_rows_have_errors_are_in_the_table() {
    let record = |name: &str| format!("name = \"{name}\"\ntypes = [\"reseller\"]\n");
    let project = Project::base()
        .without("partners/kerguelen.toml")
        .file("partners/alpha.toml", record("Alpha"))
        .file("partners/beta.toml", record("Beta"))
        .file("partners/gamma.toml", record("Gamma"))
        .file(
            "in.csv",
            "Name,Type,since\nAlpha,Werkstatt,\nBeta,reseller,soon\nDelta,reseller,\n",
        );
    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    assert_eq!(code(&output), 1);
    assert!(summary.contains("not in the table: 1;"), "{summary}");
}

#[test]
fn the_short_format_names_all_lines_of_a_problem() {
    let table = "Name,Type\nA,VAR\nB,reseller\nC,VAR\nD,VAR\n";
    let project = Project::base().file("in.csv", table);
    let (output, _) = import(&project, "in.csv", &["--format", "short"]);
    let problems = errors(&output);
    assert!(
        problems.contains("`VAR` in the column of `types`; also in lines 4, 5"),
        "{problems}"
    );
}
