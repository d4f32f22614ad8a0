//! A messy table: a title and column groups above the headings, dashes, totals, duplicates.

use std::fs;

use vitrine::diagnostic::Severity;

use super::import;
use crate::cli::{code, errors};
use crate::project::Project;

const TABLE: &str = "Liste des partenaires – export du 14/09/2026;;;;;;;;\r\n;;;;;;;;\r\n\
    Société;;Activité;;Programme;;Contact;;Chiffres\r\n\
    Nom;Raison sociale;Type;Secteurs;Niveau;Partenaire depuis;E-mail;Langues;CA 2025\r\n\
    Alizé;Alizé SAS;Intégrateur / Revendeur;-;Gold;14/09/2019;contact@alize.example;FR/EN;128 000 €\r\n\
    \"Bora\";;Intégrateur;Retail;n/a;2020;\"a@bora.example ; b@bora.example\";français;n.c.\r\n\
    Cierzo;;VAR;;silver;31/02/2020;;;\r\n\
    Dulce;;VAR;;;;pas d'adresse;;\r\n\
    Alizé;;Intégrateur;;;;;;\r\n\
    ;;;;;;;;\r\n\
    Total;4;;;;;;;1 234 567\r\n";

#[test]
fn a_messy_table_is_imported_and_repeated_problems_are_reported_once() {
    let project = Project::base().file("in.csv", TABLE);
    let (output, summary) = import(&project, "in.csv", &["--dry-run", "--format", "short"]);
    assert_eq!(code(&output), 1);
    assert!(summary.contains("would be added: 0"), "{summary}");
    assert!(
        summary.contains("`2020` in `since` is read as 2020-01-01"),
        "{summary}"
    );
    let problems = errors(&output);
    for expected in [
        "error[invalid-value]: `31/02/2020` is not a date",
        "error[unknown-type]: unknown type of partner `VAR`",
        "`a@bora.example ; b@bora.example` is not an e-mail address",
        "`pas d'adresse` is not an e-mail address",
        "in.csv:5:1: error[duplicate-id]: duplicate record `alize`: of its rows none is imported; also in line 9",
        "in columns `offices.2.city`",
        "in.csv:11:1: error[invalid-value]: the row looks like the total of the others",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
    assert_eq!(problems.matches("VAR").count(), 1, "{problems}");

    let mapping = fs::read_to_string(project.path().join("in.mapping.toml")).unwrap();
    for expected in [
        "headings = 4\n",
        "\"Raison sociale\" = \"legal_name\"",
        "\"CA 2025\" = \"internal.revenue\"",
        "\"contacts.1.role\" = \"sales\"",
        "# \"VAR\" = \"…\" ",
    ] {
        assert!(mapping.contains(expected), "{expected} in {mapping}");
    }

    // The user completes the mapping, and deletes the second row.
    let mapping = mapping
        .replace("# \"VAR\" = \"…\"", "\"VAR\" = \"integrator\"")
        .replace("# \"31/02/2020\" = \"…\"", "\"31/02/2020\" = \"\"")
        .replace("# \"pas d'adresse\" = \"…\"", "\"pas d'adresse\" = \"\"")
        .replace(
            "# \"a@bora.example ; b@bora.example\" = \"…\"",
            "\"a@bora.example ; b@bora.example\" = \"a@bora.example\"",
        );
    let project = project
        .file("in.mapping.toml", mapping)
        .file("in.csv", TABLE.replace("Alizé;;Intégrateur;;;;;;\r\n", ""));
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    assert!(summary.contains("added: 4, changed: 0"), "{summary}");
    let record =
        |id: &str| fs::read_to_string(project.path().join(format!("partners/{id}.toml"))).unwrap();
    assert_eq!(
        record("alize"),
        "name = \"Alizé\"\nlegal_name = \"Alizé SAS\"\ntypes = [\"integrator\", \"reseller\"]\n\
         languages = [\"fr\", \"en\"]\nsince = 2019-09-14\n\n\
         [programmes.solutions]\ntier = \"gold\"\n\n\
         [[contacts]]\nrole = \"sales\"\nemail = \"contact@alize.example\"\n\n\
         [internal]\nrevenue = 128000\n"
    );
    assert_eq!(
        record("dulce"),
        "name = \"Dulce\"\ntypes = [\"integrator\"]\n",
        "an empty contact is not created"
    );
    let (_, problems) = project.check();
    let errors = problems
        .iter()
        .filter(|one| one.severity() == Severity::Error);
    let errors: Vec<&str> = errors.map(|one| one.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_missing_required_column_is_reported_once() {
    let project = Project::base().file("in.csv", "Rayon;Couleur\nA;rouge\nB;vert\n");
    let (output, summary) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("no column of the table is the name of the partner"),
        "{problems}"
    );
    assert!(problems.contains("1 error"), "{problems}");
    assert!(summary.contains("2 rows have errors"), "{summary}");

    let table = "Nom;Type;Ville\nAlizé;integrator;Nantes\nBora;integrator;Lyon\n";
    let project = Project::base().file("in.csv", table);
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("the row has `offices.1.city`, but no `offices.1.country`"),
        "{problems}"
    );
    assert!(problems.contains("also in line 3"), "{problems}");
    let mapping = fs::read_to_string(project.path().join("in.mapping.toml")).unwrap();
    let mapping = mapping + "\"offices.1.country\" = \"FR\"\n";
    let project = project.file("in.mapping.toml", mapping);
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 2"), "{summary}");
}

#[test]
fn an_invalid_line_of_headings_is_reported() {
    let project = Project::base()
        .file("in.csv", "Nom;Type\nAlizé;integrator\n")
        .file(
            "in.mapping.toml",
            "headings = 7\n[columns]\nNom = \"name\"\n",
        );
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("the table has no row at line 7"),
        "{problems}"
    );
}
