//! `vitrine diff`: changes in the terms of a catalogue's editors.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, TODAY};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>";

#[test]
fn a_build_ends_with_the_changes_since_the_last() {
    let project = Project::base();
    let first = printed(&build(&project));
    assert!(!first.contains("since the last build"), "{first}");
    let second = printed(&build(&project));
    assert!(
        second.contains("since the last build: nothing changed"),
        "{second}"
    );

    let project = changed(project);
    let text = printed(&diff(&project, &[]));
    for part in [
        "New: 1\n  Almadena (almadena)",
        "Moved: 1\n  Kerguelen Conseil (kerguelen) moved from Gold to Silver, solutions",
        "Kerguelen Conseil (kerguelen): summary (en)",
        "the page `home` (en)",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let summary = "1 new, 1 moved from Gold to Silver, 2 texts changed";
    assert!(text.ends_with(&format!("\n{summary}\n")), "{text}");
    let third = printed(&build(&project));
    assert!(
        third.contains(&format!("since the last build: {summary}\n")),
        "{third}"
    );
    assert!(printed(&diff(&project, &[])).contains("nothing changed"));
}

#[test]
fn removed_addresses_are_listed() {
    let project = Project::base();
    build(&project);
    let project = project.file("partners/almadena.toml", record("Almadena"));
    build(&project);
    let gone = project.without("partners/almadena.toml");
    let text = printed(&diff(&gone, &[]));
    assert!(text.contains("Removed: 1\n  Almadena (almadena)"), "{text}");
    for address in ["/en/partners/almadena/", "/p/almadena/"] {
        assert!(
            text.contains(&format!("\n  {address}\n")),
            "{address} in {text}"
        );
    }
    assert!(text.contains("status = \"former\""), "{text}");
    let text = record("Almadena").replace("since", "status = \"former\"\nsince");
    let kept = gone.file("partners/almadena.toml", text);
    let text = printed(&diff(&kept, &[]));
    assert!(!text.contains("  /en/partners/almadena/\n"), "{text}");
    assert!(text.contains("Removed: 1"), "{text}");
}

#[test]
fn a_revision_of_git_is_compared_without_touching_the_work_tree() {
    let project = Project::base();
    let git = |arguments: &[&str]| git(project.path(), arguments);
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    git(&[&author[..], &["commit", "--quiet", "--message", "first"]].concat());
    let clean = printed(&diff(&project, &["HEAD"]));
    assert_eq!(clean, "nothing changed in the published content\n");

    let folder = project.path().to_owned();
    let project = changed(project);
    let before = git_status(&folder);
    let text = printed(&diff(&project, &["HEAD"]));
    assert!(
        text.contains("1 new, 1 moved from Gold to Silver"),
        "{text}"
    );
    assert_eq!(git_status(&folder), before);

    let output = diff(&project, &["no-such-revision"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("no revision `no-such-revision`"));
}

#[test]
fn without_a_build_diff_fails() {
    let output = diff(&Project::base(), &[]);
    assert_eq!(code(&output), 2);
    assert!(
        errors(&output).contains("vitrine build"),
        "{}",
        errors(&output)
    );
}

fn changed(project: Project) -> Project {
    let file = project.path().join("partners/kerguelen.toml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text
        .replace("\"gold\"", "\"silver\"")
        .replace("one warehouse", "two warehouses");
    let home = project.path().join("content/pages/home.en.md");
    let home = fs::read_to_string(home).unwrap() + "\nAnd a new line.\n";
    project
        .file("partners/kerguelen.toml", text)
        .file("content/pages/home.en.md", home)
        .file("partners/almadena.toml", record("Almadena"))
        .file("partners/almadena.svg", LOGO)
}

fn record(name: &str) -> String {
    format!("name = \"{name}\"\ntypes = [\"integrator\"]\nsince = 2024-01-01\n")
}

fn build(project: &Project) -> Output {
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["build", "--no-paper", "--as-of", TODAY, "--project", folder]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    output
}

fn diff(project: &Project, arguments: &[&str]) -> Output {
    let folder = project.path().to_str().unwrap();
    vitrine(
        &[
            &["diff", "--as-of", TODAY, "--project", folder][..],
            arguments,
        ]
        .concat(),
    )
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn git_status(folder: &Path) -> String {
    let output = Command::new("git")
        .args(["status", "--short"])
        .current_dir(folder)
        .output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

fn git(folder: &Path, arguments: &[&str]) {
    let run = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .status();
    assert!(run.expect("install the package `git`").success());
}
