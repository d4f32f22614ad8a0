//! Tests of `vitrine verify`, which compares a folder with the manifest of the build.

use std::fs;
use std::path::PathBuf;

use crate::cli::{code, command, errors};
use crate::project::{Project, options};

#[test]
fn an_unchanged_site_is_intact() {
    let (_project, public) = built();
    let (code, text) = verify(&public, &["--deny-foreign"]);
    assert_eq!(code, 0, "{text}");
    assert!(
        text.contains(" as written, 0 missing, 0 changed, 0 foreign: "),
        "{text}"
    );
    assert_eq!(text.lines().count(), 1);
}

#[test]
fn missing_changed_and_foreign_files_are_listed() {
    let (_project, public) = built();
    fs::remove_file(public.join("en/about/index.html"))
        .or_else(|_| fs::remove_file(public.join("en/directory/index.html")))
        .unwrap();
    // Of the same length, with one word changed.
    let page = public.join("en/index.html");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, text.replacen("<html", "<HTML", 1)).unwrap();
    fs::create_dir(public.join("uploads")).unwrap();
    fs::write(public.join("uploads/shell.php"), "").unwrap();
    fs::write(public.join("en/new\nline.html"), "").unwrap();

    let (code, text) = verify(&public, &[]);
    assert_eq!(code, 1, "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("missing: en/"), "{text}");
    assert_eq!(
        lines[1..4],
        [
            "changed: en/index.html",
            "foreign: en/new\\nline.html",
            "foreign: uploads/"
        ],
        "{text}"
    );
    assert!(
        lines[4].contains("1 missing, 1 changed, 2 foreign"),
        "{text}"
    );

    let (code, text) = verify(&public, &["--format", "json"]);
    assert_eq!(code, 1);
    let states: Vec<String> = text
        .lines()
        .map(|line| {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            object["state"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(states, ["missing", "changed", "foreign", "foreign"]);
}

#[test]
fn foreign_files_fail_only_with_deny_foreign() {
    let (_project, public) = built();
    fs::write(public.join("CNAME"), "partners.quay.example").unwrap();
    assert_eq!(verify(&public, &[]).0, 0);
    assert_eq!(verify(&public, &["--deny-foreign"]).0, 1);
}

#[test]
fn the_default_folder_is_that_of_the_project() {
    let (project, public) = built();
    let output = command(&["verify", "--project", project.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    fs::write(public.join("index.html"), "").unwrap();
    let output = command(&["verify", "--project", project.path().to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
}

#[test]
fn a_missing_or_damaged_manifest_is_an_error() {
    let (project, public) = built();
    let list = public.join(".vitrine");
    let text = fs::read_to_string(&list).unwrap();
    for (damaged, message) in [
        ("vitrine 1".to_owned(), "is damaged"),
        (format!("{text}0 0 ../../secret\n"), "is damaged"),
    ] {
        fs::write(&list, damaged).unwrap();
        assert_fails(&public, message);
    }
    fs::remove_file(&list).unwrap();
    assert_fails(&public, "has no list");
    assert_fails(&project.path().join("nowhere"), "no folder");
    assert_fails(
        &project.path().join("content/catalogue.toml"),
        "is not a folder",
    );
}

/// A symbolic link counts as changed, even if it leads to a file with equal bytes.
#[cfg(unix)]
#[test]
fn a_link_in_place_of_a_page_is_a_change() {
    let (project, public) = built();
    let aside = project.path().join("aside.html");
    fs::rename(public.join("index.html"), &aside).unwrap();
    std::os::unix::fs::symlink(&aside, public.join("index.html")).unwrap();
    let (code, text) = verify(&public, &[]);
    assert_eq!(code, 1);
    assert!(text.starts_with("changed: index.html\n"), "{text}");
}

fn built() -> (Project, PathBuf) {
    let project = Project::base();
    let mut options = options();
    options.paper = false;
    project.build(&options);
    let public = project.path().join("public");
    (project, public)
}

fn verify(folder: &std::path::Path, options: &[&str]) -> (i32, String) {
    let arguments = [&["verify", folder.to_str().unwrap()], options].concat();
    let output = command(&arguments).output().unwrap();
    assert_eq!(errors(&output), "");
    (code(&output), String::from_utf8(output.stdout).unwrap())
}

fn assert_fails(folder: &std::path::Path, message: &str) {
    let output = command(&["verify", folder.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains(message), "{}", errors(&output));
}
