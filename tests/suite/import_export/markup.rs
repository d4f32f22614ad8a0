//! What programs leave in cells besides the value: HTML, line ends of Excel, words that mean nothing.

use std::fs;

use super::import;
use crate::cli::{code, errors, vitrine};
use crate::project::Project;

fn record(project: &Project, id: &str) -> String {
    let path = project.path().join(format!("partners/{id}.toml"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn html_in_a_cell_is_decoded_with_a_note_or_refused() {
    let project = Project::base().file(
        "in.csv",
        "Name,Type,Summary,Description,Website\n\
         <b>Éts Lefèvre &amp; Fils</b>,reseller,,<b>Bold</b> &amp; more_x000D_,https://a.example/?a=1&amp;b=2\n\
         Alpha_x000D_,reseller,One_x000D__x000A_two,,\n\
         \"<a href=\"\"x\"\">Beta</a>\",reseller,,,\n\
         Gamma,reseller,A<br>B,,\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1);
    let lefevre = record(&project, "ets-lefevre-fils");
    for line in [
        "name = \"Éts Lefèvre & Fils\"",
        "description.en = \"<b>Bold</b> &amp; more\"",
        "website = \"https://a.example/?a=1&b=2\"",
    ] {
        assert!(lefevre.contains(line), "{line} in {lefevre}");
    }
    assert!(record(&project, "alpha").starts_with("name = \"Alpha\"\n"));
    for note in [
        "`<b>Éts Lefèvre &amp; Fils</b>` in `name` is read as `Éts Lefèvre & Fils`",
        "`Alpha_x000D_` in `name` is read as `Alpha`",
        "added: 2,",
    ] {
        assert!(summary.contains(note), "{note} in {summary}");
    }
    let problems = errors(&output);
    for expected in [
        "contains HTML: `<a href=\"x\">` in the column of `name`",
        "contains HTML: `<br>`",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
}

#[test]
fn no_id_is_made_from_html() {
    let table = "[{ \"name\": \"<b>Alpha</b>\", \"types\": [\"reseller\"] }]";
    let project = Project::base().file("in.json", table);
    let (output, _) = import(&project, "in.json", &[]);
    assert_eq!(code(&output), 1);
    let problems = errors(&output);
    assert!(problems.contains("the row has HTML"), "{problems}");
}

#[test]
fn cells_that_mean_nothing_change_nothing_in_any_table() {
    let record_of = "name = \"Alpha\"\ntypes = [\"reseller\"]\nsummary.en = \"—\"\nlegal_name = \"n/a\"\n\
                     [[offices]]\ncity = \"Nantes\"\ncountry = \"FR\"\n";
    for heading in ["id,name,summary.en,offices.1.city", "id,Name,Summary,City"] {
        for cell in ["-", "n/a", "—"] {
            let project = Project::base()
                .file("partners/alpha.toml", record_of)
                .file("in.csv", format!("{heading}\nalpha,Alpha,—,{cell}\n"));
            let (output, summary) = import(&project, "in.csv", &[]);
            assert_eq!(code(&output), 0, "{}", errors(&output));
            assert!(summary.contains("changed: 0, unchanged: 1"), "{summary}");
            assert_eq!(record(&project, "alpha"), record_of);
        }
    }

    // A record with such a text keeps it through an export.
    let project = Project::base().file("partners/alpha.toml", record_of);
    let folder = project.path().to_str().unwrap();
    let table = project.path().join("out.csv");
    let output = vitrine(&["export", table.to_str().unwrap(), "--project", folder]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    fs::remove_file(project.path().join("partners/alpha.toml")).unwrap();
    let (output, _) = import(&project, "out.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let alpha = record(&project, "alpha");
    assert!(
        alpha.contains("legal_name = \"n/a\"") && alpha.contains("\"—\""),
        "{alpha}"
    );
}
