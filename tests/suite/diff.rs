//! `vitrine diff`: changes since the last build and since a Git revision.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, TODAY};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>";

#[test]
fn a_build_reports_changes_since_the_last_build() {
    let project = Project::base();
    let first = printed(&build(&project));
    assert!(!first.contains("since the last build"), "{first}");
    let second = printed(&build(&project));
    assert!(
        second.contains("since the last build: nothing changed"),
        "{second}"
    );

    let project = changed(project);
    let told = printed(&diff(&project, &[]));
    for part in [
        "New: 1\n  Almadena (almadena)",
        "Moved: 1\n  Kerguelen Conseil (kerguelen) moved from Gold to Silver, solutions",
        "Kerguelen Conseil (kerguelen): summary (en)",
        "the page `home` (en)",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let summary = "1 new, 1 moved from Gold to Silver, 2 texts changed";
    assert!(told.ends_with(&format!("\n{summary}\n")), "{told}");
    let third = printed(&build(&project));
    assert!(
        third.contains(&format!("since the last build: {summary}\n")),
        "{third}"
    );
    assert!(printed(&diff(&project, &[])).contains("nothing changed"));
}

#[test]
fn removed_addresses_are_reported() {
    let project = Project::base();
    build(&project);
    let project = project.file("partners/almadena.toml", record("Almadena"));
    build(&project);
    let gone = project.without("partners/almadena.toml");
    let told = printed(&diff(&gone, &[]));
    assert!(told.contains("Left: 1\n  Almadena (almadena)"), "{told}");
    for address in ["/en/partners/almadena/", "/p/almadena/"] {
        assert!(
            told.contains(&format!("\n  {address}\n")),
            "{address} in {told}"
        );
    }
    assert!(told.contains("status = \"former\""), "{told}");
    let text = record("Almadena").replace("since", "status = \"former\"\nsince");
    let kept = gone.file("partners/almadena.toml", text);
    let told = printed(&diff(&kept, &[]));
    assert!(!told.contains("  /en/partners/almadena/\n"), "{told}");
    assert!(told.contains("Left: 1"), "{told}");
}

#[test]
fn a_git_revision_is_compared_without_touching_the_work_tree() {
    let project = Project::base();
    let git = |arguments: &[&str]| git(project.path(), arguments);
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    git(&[&author[..], &["commit", "--quiet", "--message", "first"]].concat());
    let clean = printed(&diff(&project, &["HEAD"]));
    assert_eq!(clean, "nothing changed in what is published\n");

    let folder = project.path().to_owned();
    let project = changed(project);
    let before = git_status(&folder);
    let told = printed(&diff(&project, &["HEAD"]));
    assert!(
        told.contains("1 new, 1 moved from Gold to Silver"),
        "{told}"
    );
    assert_eq!(git_status(&folder), before);

    let output = diff(&project, &["no-such-revision"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("no revision `no-such-revision`"));
}

#[test]
fn diff_without_a_previous_build_is_an_error() {
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
