//! Every value arrives as it was typed, or a message names it.

use std::fs;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

/// A record, as it is after an import.
fn record(project: &Project, id: &str) -> String {
    let path = project.path().join(format!("partners/{id}.toml"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_name_in_another_script_never_changes_another_record() {
    let greek = "name = \"Κρήτη Λογισμικό\"\ntypes = [\"integrator\"]\n";
    let project = Project::base().file("partners/kriti.toml", greek).file(
        "in.csv",
        "name,types,website\n\
         Ήπειρος ΑΕ,integrator,https://a.example\n\
         Бета,integrator,https://b.example\n\
         北京软件,integrator,https://c.example\n\
         ガス,integrator,https://d.example\n\
         ★★,integrator,https://e.example\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1);
    assert_eq!(record(&project, "kriti"), greek);
    for (id, name) in [
        ("ipeiros-ae", "Ήπειρος ΑΕ"),
        ("beta", "Бета"),
        ("beijingruanjian", "北京软件"),
        ("gasu", "ガス"),
    ] {
        assert!(
            summary.contains(&format!("partners/{id}.toml")),
            "{summary}"
        );
        assert!(record(&project, id).contains(name), "{id}");
    }
    let problems = errors(&output);
    assert!(problems.contains("`★★` gives no id"), "{problems}");
    let (_, summary) = import(&project, "in.csv", &[]);
    assert!(
        summary.contains("added: 0, changed: 0, unchanged: 4"),
        "{summary}"
    );
}

#[test]
fn a_row_changes_a_record_only_by_its_id_or_its_whole_name() {
    let record_of = |name: &str| format!("name = \"{name}\"\ntypes = [\"integrator\"]\n");
    let project = Project::base()
        .file("partners/c-systems.toml", record_of("C++ Systems"))
        .file("partners/twin-1.toml", record_of("Twin"))
        .file("partners/twin-2.toml", record_of("TWIN"))
        .file("partners/broken.toml", "name = \n")
        .file(
            "in.csv",
            "name,types,website\n\
             C# Systems,integrator,https://a.example\n\
             Twin,integrator,https://b.example\n\
             c++ systems,integrator,https://c.example\n",
        )
        .file("broken.csv", "name,types\nBroken,integrator\n");
    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    for expected in [
        "`C# Systems` gives the id `c-systems`, which is the id of the record of `C++ Systems`",
        "several records have this name: `twin-1`, `twin-2`",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
    assert!(summary.contains("added: 0, changed: 1"), "{summary}");

    let (output, _) = import(&project, "broken.csv", &[]);
    assert_ne!(code(&output), 0);
    assert_eq!(record(&project, "broken"), "name = \n");
}

#[test]
fn words_in_another_script_are_never_the_first_declared_word() {
    let project = Project::base().file(
        "in.csv",
        "name,types,tier,Телефон\nA,глупост,gold,\nB,integrator,няма такова,\nC,integrator,gold,12\nD,★,gold,\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for word in ["глупост", "няма такова", "★"] {
        assert!(
            problems.contains(&format!("`{word}`")),
            "{word} in {problems}"
        );
    }
    assert!(summary.contains("not imported: Телефон"), "{summary}");
    assert!(summary.contains("added: 1, changed: 0"), "{summary}");

    let mapping = fs::read_to_string(project.path().join("in.mapping.toml")).unwrap();
    let mapping = mapping.replace(
        "[words]\n",
        "[words]\n\"глупост\" = \"integrator\"\n\"няма такова\" = \"silver\"\n\"★\" = \"integrator\"\n",
    );
    let project = project.file("in.mapping.toml", mapping);
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(record(&project, "b").contains("\"silver\""));
    assert!(record(&project, "a").contains("\"integrator\""));
}
