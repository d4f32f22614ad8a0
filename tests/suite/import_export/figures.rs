//! Figures in tables: marks of thousands and decimals, currencies.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const MAPPING: &str =
    "[columns]\nname = \"name\"\ntypes = \"types\"\nrevenue = \"internal.revenue\"\n";

/// A table of partners with these figures, the revenue of each.
fn table(figures: &[&str]) -> Project {
    let rows = figures
        .iter()
        .enumerate()
        .map(|(index, figure)| format!("P{index};integrator;{figure}\n"));
    let table = format!("name;types;revenue\n{}", rows.collect::<String>());
    Project::base()
        .file("in.csv", table)
        .file("in.mapping.toml", MAPPING)
}

#[test]
fn a_figure_of_another_convention_is_not_divided_by_1000() {
    for (figures, refused) in [
        (["£120,000", "99,50 €"], "`£120,000` can be 120000 or 120"),
        (["100,000", "1.234,56"], "`100,000` can be 100000 or 100"),
        (["100.000", "8.5"], "`100.000` can be 100000 or 100"),
    ] {
        let project = table(&figures);
        let (output, _) = import(&project, "in.csv", &[]);
        let problems = errors(&output);
        assert!(problems.contains(refused), "{refused} in {problems}");
        assert!(!project.path().join("partners/p0.toml").exists());
        let project = project.file("in.mapping.toml", format!("decimal = \".\"\n{MAPPING}"));
        let (output, _) = import(&project, "in.csv", &["--dry-run"]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
    let project = table(&["100.000", "100,000", "1.234,56", "1,234.56"]);
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for refused in [
        "`100.000` can be 100000 or 100: other numbers",
        "`100,000` can be 100000 or 100: other numbers",
    ] {
        assert!(problems.contains(refused), "{refused} in {problems}");
    }
    let project = table(&["100,000", "12,500.00"]);
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let record = fs::read_to_string(project.path().join("partners/p0.toml")).unwrap();
    assert!(record.contains("revenue = 100000"), "{record}");
}

#[test]
fn commas_that_delimit_cells_separate_thousands_unless_the_column_shows_another_convention() {
    let project = Project::base()
        .file(
            "in.csv",
            "name,types,revenue\nP0,integrator,\"310,000\"\nP1,integrator,8.5\n",
        )
        .file("in.mapping.toml", MAPPING);
    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let note = "`310,000` in the column of `revenue` is read as 310000";
    assert!(summary.contains(note), "{summary}");

    let project = project.file(
        "in.csv",
        "name,types,revenue\nP0,integrator,\"310,000\"\nP1,integrator,\"1.234,56\"\n",
    );
    let (output, _) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    let refused = "`310,000` can be 310000 or 310";
    assert!(problems.contains(refused), "{problems}");
}
