//! From an empty folder to a catalogue: what is begun is right, and nothing is overwritten.

use std::fs;
use std::process::Output;

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, files};

#[test]
fn a_project_is_made_of_what_was_said() {
    let folder = Project::empty();
    let new = folder.path().join("our catalogue");
    let new = new.to_str().unwrap();
    let output = vitrine(&[
        "init",
        new,
        "--name",
        "Kerguelen \"Fils\" & Co",
        "--languages",
        "fr,en",
        "--base-url",
        "https://partenaires.kerguelen.example",
    ]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    // What the second language lacks is told, and is no mistake.
    let output = vitrine(&["check", "--project", new]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let settings = fs::read_to_string(format!("{new}/content/catalogue.toml")).unwrap();
    assert!(
        settings.contains("languages = [\"fr\", \"en\"]"),
        "{settings}"
    );
    assert!(settings.contains("base_url = \"https://partenaires.kerguelen.example\""));
    for path in files(std::path::Path::new(new)) {
        let text = fs::read(format!("{new}/{}", path.display())).unwrap();
        let text = String::from_utf8_lossy(&text).to_lowercase();
        assert!(!text.contains("sorrelby"), "{}", path.display());
    }
    let again = vitrine(&["init", new]);
    assert_eq!(code(&again), 2);
    assert!(errors(&again).contains("is not empty"));
}

#[test]
fn a_language_that_is_none_is_refused_before_anything_is_written() {
    let folder = Project::empty();
    let new = folder.path().join("new");
    let output = vitrine(&["init", new.to_str().unwrap(), "--languages", "english"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("`english` is not a language"));
    assert!(!new.exists());
}

#[test]
fn what_is_begun_is_accepted_and_never_overwritten() {
    let folder = Project::empty();
    let project = folder.path().join("p");
    let project = project.to_str().unwrap();
    assert_eq!(code(&vitrine(&["init", project])), 0);
    let new = |arguments: &[&str]| -> Output {
        vitrine(&[&["new", "--project", project][..], arguments].concat())
    };
    for (arguments, file) in [
        (
            &["partner", "Été & Co", "--folder", "fr"][..],
            "partners/fr/ete-co.toml",
        ),
        (&["page", "How to join"], "content/pages/how-to-join.en.md"),
        (
            &["programme", "Cloud \"Plus\" Programme", "--id", "cloud"],
            "content/programmes/cloud/programme.toml",
        ),
    ] {
        let output = new(arguments);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let written = fs::read_to_string(format!("{project}/{file}")).unwrap();
        let again = new(arguments);
        assert_eq!(code(&again), 2, "{arguments:?}");
        assert!(
            errors(&again).contains("stays as it is"),
            "{}",
            errors(&again)
        );
        assert_eq!(
            fs::read_to_string(format!("{project}/{file}")).unwrap(),
            written
        );
    }
    let output = vitrine(&["check", "--deny-warnings", "--project", project]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let schema = fs::read_to_string(format!("{project}/.vitrine/schema/partner.json")).unwrap();
    assert!(
        schema.contains("\"cloud\""),
        "the new programme is known to editors"
    );
    let nowhere = new(&["partner", "X", "--folder", "../../elsewhere"]);
    assert_eq!(code(&nowhere), 2);
}

#[test]
fn a_partner_confirms_what_is_published_and_nothing_else_is_shown() {
    let record = "name = \"Almadena <b>\"\ntypes = [\"integrator\"]\nsummary.fr = \"Aide.\"\nsummary.en = \"Helps.\"\n\
                  [[contacts]]\nrole = \"sales\"\nemail = \"desk@almadena.example\"\n\
                  [[contacts]]\nrole = \"administrative\"\nemail = \"hidden@almadena.example\"\n\
                  [internal]\nnotes = \"secret\"\n";
    let project = Project::base().file("partners/almadena.toml", record);
    let folder = project.path().join("sheets");
    let output = vitrine(&[
        "proof",
        "almadena",
        "--lang",
        "fr",
        "--output",
        folder.to_str().unwrap(),
        "--project",
        project.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let sheet = fs::read_to_string(folder.join("almadena.html")).unwrap();
    for shown in [
        "Voici ce que nous publions",
        "Almadena &lt;b&gt;",
        "Intégrateur",
        "Aide.",
        "Helps.",
        "desk@almadena.example",
        "https://partners.quay.example/fr/partners/almadena/",
    ] {
        assert!(sheet.contains(shown), "{shown} in {sheet}");
    }
    assert!(!sheet.contains("hidden@") && !sheet.contains("secret") && !sheet.contains("<b>"));
    assert!(
        fs::read(folder.join("almadena.pdf"))
            .unwrap()
            .starts_with(b"%PDF-")
    );
    assert!(!folder.join("kerguelen.html").exists());
}
