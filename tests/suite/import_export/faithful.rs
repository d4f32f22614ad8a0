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

#[test]
fn a_figure_is_read_rightly_or_refused_with_its_readings() {
    let project = Project::base().file(
        "in.csv",
        "name;types;revenue;city;country;latitude;longitude\n\
         A1;integrator;1.2E+06;Nantes;FR;47.211;−1.566\n\
         A2;integrator;1,2 Mio;Nantes;FR;47.211 N;1.566 W\n\
         A3;integrator;310k;Nantes;FR;33.8688° S;151.2\n\
         A4;integrator;ca. 100000;Nantes;FR;4.721E+01;-1.566E+00\n\
         A5;integrator;(1,234);;;;\n\
         A6;integrator;−500;;;;\n\
         A7;integrator;2025: 100000;;;;\n",
    );
    let mapping = "[columns]\nrevenue = \"internal.revenue\"\n";
    let project = project.file("in.mapping.toml", mapping);
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for refused in ["ca. 100000", "2025: 100000"] {
        assert!(
            problems.contains(&format!("`{refused}` is not a number")),
            "{problems}"
        );
    }
    // `1.2E+06` and `1,2 Mio` contradict each other.
    let readings = "`(1,234)` can be -1234 or -1.234";
    assert!(problems.contains(readings), "{problems}");
    for (id, line) in [
        ("a1", "revenue = 1200000"),
        ("a1", "longitude = -1.566"),
        ("a2", "revenue = 1200000"),
        ("a2", "longitude = -1.566"),
        ("a3", "revenue = 310000"),
        ("a3", "latitude = -33.8688"),
        ("a6", "revenue = -500"),
    ] {
        assert!(
            record(&project, id).contains(line),
            "{line} in {}",
            record(&project, id)
        );
    }

    let project = Project::base()
        .file(
            "in.csv",
            "name;types;revenue\nA5;integrator;(1,234)\nA6;integrator;310.000\n",
        )
        .file("in.mapping.toml", mapping);
    let (output, _) = import(&project, "in.csv", &["--dry-run"]);
    let problems = errors(&output);
    for expected in [
        "`(1,234)` can be -1234 or -1.234",
        "`310.000` can be 310000 or 310",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
    let project = project.file("in.mapping.toml", format!("decimal = \",\"\n{mapping}"));
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(record(&project, "a6").contains("revenue = 310000"));
}

#[test]
fn a_column_of_dates_is_read_in_one_order() {
    let project = Project::base().file(
        "in.csv",
        "name,types,since\nA1,integrator,9/14/2022\nA2,integrator,12/25/2021\nA3,integrator,3/4/2022\n\
         A4,integrator,14.09.98\nA5,integrator,14092026\nA6,integrator,+33 1 23 45 67 89\nA7,integrator,99999999999\n\
         A8,integrator,March 2021\nA9,integrator,2019\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for refused in ["14092026", "+33 1 23 45 67 89", "99999999999"] {
        assert!(
            problems.contains(&format!("`{refused}` is not a date")),
            "{problems}"
        );
    }
    assert!(
        summary.contains("`March 2021` in `since` is read as 2021-03-01"),
        "{summary}"
    );
    for (id, date) in [
        ("a1", "2022-09-14"),
        ("a3", "2022-03-04"),
        ("a4", "1998-09-14"),
        ("a8", "2021-03-01"),
        ("a9", "2019-01-01"),
    ] {
        assert!(
            record(&project, id).contains(&format!("since = {date}")),
            "{id}"
        );
    }

    let table = "name,types,since\nA1,integrator,9/14/2022\nA3,integrator,3/4/2022\n";
    let project = Project::base().file("in.csv", table);
    import(&project, "in.csv", &[]);
    assert!(record(&project, "a3").contains("since = 2022-03-04"));
    let mapping = fs::read_to_string(project.path().join("in.mapping.toml")).unwrap();
    assert!(mapping.contains("dates = \"month-first\""), "{mapping}");
}
