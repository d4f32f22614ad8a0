//! Traces that are easily overlooked: mentions in other records, former ids, pictures elsewhere, folders of other programs.

use std::fs;

use super::{RECORD, forget, with_partner};
use crate::cli::{code, errors};
use crate::project::{Project, options, repository};

#[test]
fn values_that_another_record_mentions_are_searched() {
    let other = r#"
name = "Almadena"
types = ["integrator"]
website = "https://www.zwickau.example"
summary = "Close to Silberhofgasse 7, brings the harvest in, whatever the weather in the valley."
"#;
    let project = with_partner().file("partners/almadena.toml", other);
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = errors(&output);
    for line in [
        "remaining: partners/almadena.toml:4: address “zwickau.example”",
        "remaining: partners/almadena.toml:5: street “Silberhofgasse 7”",
        "remaining: partners/almadena.toml:5: summary “Brings the harvest in",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
}

#[test]
fn former_ids_and_ids_without_context_are_found() {
    let project = with("aliases = [\"wolfgang-lindqvist\"]\n", "")
        .file("note.txt", "call Wolfgang Lindqvist")
        .file("links.txt", "see /en/partners/wolfgang-lindqvist, now:")
        .file("link.txt", "https://a.example/en/partners/zwickau")
        .file("wolfgang-lindqvist.txt", "")
        .file(
            "events.csv",
            "event,partner\nfair,zwickau\nfair,kerguelen\n",
        )
        .file("other.csv", "event,partner\nfair,zwickau-south\n")
        .file("other.txt", "/en/partners/zwickau-south");
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = errors(&output);
    for line in [
        "remaining: note.txt:1: former id “wolfgang-lindqvist”",
        "remaining: links.txt: address with the id `wolfgang-lindqvist`",
        "remaining: link.txt: address with the id `zwickau`",
        "remaining: wolfgang-lindqvist.txt: its name has the id `wolfgang-lindqvist`",
        "remaining: events.csv: cell with the id `zwickau`",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    assert!(!text.contains("remaining: other."), "{text}");
}

#[test]
fn pictures_of_the_record_elsewhere_are_named() {
    let picture = fs::read(repository().join("tests/diagnostics/base/partners/kerguelen.svg"));
    let picture = picture.unwrap();
    let record = RECORD.replace("\"zwickau.svg\"", "\"../content/images/anna.svg\"");
    let project = with_partner()
        .file("partners/zwickau.toml", record)
        .file("content/images/anna.svg", picture);
    // The record named it before, and nothing does any longer.
    fs::remove_file(project.path().join("partners/zwickau.svg")).unwrap();
    let line = "remaining: content/images/anna.svg: a picture that the record named";
    for _ in 0..2 {
        let output = forget(&project, &["--yes"]);
        assert_eq!(code(&output), 1, "{}", errors(&output));
        assert!(errors(&output).contains(line), "{}", errors(&output));
    }
    fs::remove_file(project.path().join("content/images/anna.svg")).unwrap();
    assert_eq!(code(&forget(&project, &[])), 0);
}

#[test]
fn persons_are_found_without_their_titles() {
    let project = with("", "\"Dr. Ottilie Maria Zwickau\"")
        .file("a.txt", "call Ottilie Maria Zwickau")
        .file("b.txt", "Zwickau, Ottilie Maria");
    let output = forget(&project, &["--yes"]);
    let text = errors(&output);
    for line in [
        "remaining: a.txt:1: contact “Dr. Ottilie Maria Zwickau”",
        "remaining: b.txt:1: contact “Dr. Ottilie Maria Zwickau”",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
}

#[test]
fn folders_of_the_project_are_searched_whatever_is_in_them() {
    let mut project = with_partner()
        .file("content/.git/note.txt", "Ottilie Zwickau")
        .file("tagged/CACHEDIR.TAG", "")
        .file("tagged/note.txt", "Ottilie Zwickau");
    project.build(&options());
    let signature = "Signature: 8a477f597d28d172789f06886806bc55\n# x";
    // `print` may hold only what Vitrine wrote.
    let own = [
        "content", "partners", "themes", "public", "proofs", ".vitrine",
    ];
    for folder in own {
        project = project
            .file(&format!("{folder}/CACHEDIR.TAG"), signature)
            .file(&format!("{folder}/below/CACHEDIR.TAG"), signature)
            .file(&format!("{folder}/below/note.txt"), "Ottilie Zwickau");
    }
    let project = project
        .file("target/CACHEDIR.TAG", signature)
        .file("target/note.txt", "Ottilie Zwickau")
        .file("other/.hg/note.txt", "");
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = errors(&output);
    // The program's own cache is deleted.
    for folder in own.iter().filter(|folder| **folder != ".vitrine") {
        let line = format!("remaining: {folder}/below/note.txt:1:");
        assert!(text.contains(&line), "`{line}` is not in:\n{text}");
    }
    assert!(!project.path().join(".vitrine/below/note.txt").exists());
    for line in [
        "remaining: content/.git/note.txt:1: contact",
        "remaining: content/.git: cannot be searched: it has the name of a history",
        "remaining: other/.hg: cannot be searched: it has the name of a history",
        "remaining: tagged/note.txt:1: contact",
        "remaining: target: cannot be searched: it is a cache of another program",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
}

#[test]
fn a_folder_that_was_skipped_is_not_a_clean_end() {
    let signature = "Signature: 8a477f597d28d172789f06886806bc55\n";
    let project = with_partner().file("target/CACHEDIR.TAG", signature);
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(!text.contains("no traces remain"), "{text}");
}

/// A project with the partner, with more at the beginning of its record and another person.
fn with(first: &str, person: &str) -> Project {
    let mut record = RECORD.replace("\nname =", &format!("\n{first}name ="));
    if !person.is_empty() {
        record = record.replace("\"Ottilie Zwickau\"", person);
    }
    with_partner().file("partners/zwickau.toml", record)
}
