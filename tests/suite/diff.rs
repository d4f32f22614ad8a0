//! `vitrine diff`: changes in the terms of a catalogue's editors.

mod every_edit;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, TODAY, repository};

const PROGRAMME: &str = "content/programmes/solutions/programme.toml";
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
fn a_git_revision_is_compared_without_touching_the_work_tree() {
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
    let text = errors(&output);
    assert!(text.contains("the revision `no-such-revision`"), "{text}");
    assert!(text.contains("git reports: fatal: "), "{text}");
}

#[cfg(unix)]
#[test]
fn a_repository_that_somebody_else_made_runs_no_program() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::base().file(".gitattributes", "* filter=bad diff=bad\n");
    let git = |arguments: &[&str]| git(project.path(), arguments);
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    git(&[&author[..], &["commit", "--quiet", "--message", "first"]].concat());
    let ran = project.path().join("ran.txt");
    let program = project.path().join(".git/hooks/post-index-change");
    fs::create_dir_all(program.parent().unwrap()).unwrap();
    let script = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\ncat\n", ran.display());
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    for name in [
        "post-checkout",
        "fsmonitor-watchman",
        "reference-transaction",
    ] {
        fs::copy(&program, program.with_file_name(name)).unwrap();
    }
    let program = program.to_str().unwrap();
    for setting in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.bad.command",
        "diff.bad.textconv",
        "filter.bad.smudge",
        "filter.bad.process",
        "pager.rev-parse",
        "uploadpack.packObjectsHook",
    ] {
        git(&["config", setting, program]);
    }
    git(&["config", "alias.rev-parse", &format!("!{program}")]);
    let output = diff(&project, &["HEAD"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let text = printed(&output);
    assert_eq!(text, "nothing changed in the published content\n");
    let found = fs::read_to_string(&ran).unwrap_or_default();
    assert_eq!(found, "", "it ran");

    // Objects that are missing are not fetched.
    git(&["config", "extensions.partialClone", "origin"]);
    git(&["config", "remote.origin.promisor", "true"]);
    git(&["config", "remote.origin.url", "ssh://somewhere.example/x"]);
    let missing = "1234567890123456789012345678901234567890";
    assert_eq!(code(&diff(&project, &[missing])), 2);
    let found = fs::read_to_string(&ran).unwrap_or_default();
    assert_eq!(found, "", "it ran");
}

#[test]
fn a_revision_that_is_an_option_or_a_path_is_refused() {
    for revision in ["--help", "HEAD..HEAD", "HEAD:content", "../x", ""] {
        let output = diff(&Project::base(), &["--", revision]);
        assert_eq!(code(&output), 2);
        let text = errors(&output);
        assert!(text.contains("is not a git revision"), "{revision}: {text}");
    }
}

#[test]
fn a_project_in_a_folder_of_a_repository_is_compared() {
    let outer = Project::base();
    let inner = outer.path().join("cat & dog");
    fs::create_dir(&inner).unwrap();
    for folder in ["content", "partners"] {
        fs::rename(outer.path().join(folder), inner.join(folder)).unwrap();
    }
    let git = |arguments: &[&str]| git(outer.path(), arguments);
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    git(&[&author[..], &["commit", "--quiet", "--message", "first"]].concat());
    let folder = inner.to_str().unwrap();
    let output = vitrine(&["diff", "--as-of", TODAY, "--project", folder, "HEAD"]);
    let text = printed(&output);
    assert_eq!(
        text,
        "nothing changed in the published content\n",
        "{}",
        errors(&output)
    );
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

#[test]
fn a_git_revision_is_compared_by_its_pages() {
    let project = Project::of(&repository().join("tests/sites/small"));
    let git = |arguments: &[&str]| git(project.path(), arguments);
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    git(&[&author[..], &["commit", "--quiet", "--message", "first"]].concat());
    edit(&project, PROGRAMME, "rate = 8", "rate = 10");
    let text = printed(&diff(&project, &["HEAD"]));
    assert!(
        text.contains("Finder's fees changed: 1\n  solutions: finder's fee"),
        "{text}"
    );
    assert!(text.contains("Pages that differ"), "{text}");
    edit(&project, PROGRAMME, "rate = 10", "rate = ");
    git(&["add", "--all"]);
    git(&[&author[..], &["commit", "--quiet", "--message", "wrong"]].concat());
    edit(&project, PROGRAMME, "rate = ", "rate = 10");
    let output = diff(&project, &["HEAD"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("1 error at `HEAD`, so there is nothing to compare with"));
}

#[test]
fn a_page_that_only_the_theme_changes_is_listed_by_its_address() {
    let project = themed();
    build(&project);
    let page = "<h2>{{ page.title }}</h2>";
    let template = fs::read_to_string(theme_file("templates/content.html")).unwrap();
    let template = template.replacen("{% block main %}", &format!("{{% block main %}}{page}"), 1);
    let project = project.file("themes/own/templates/content.html", template);
    let text = printed(&diff(&project, &[]));
    assert!(
        text.contains("Theme changed: 1\n  theme: templates"),
        "{text}"
    );
    assert!(text.contains("\n  /legal/ (en, fr)\n"), "{text}");
    assert!(!text.contains("all pages"), "{text}");
    let built = printed(&build(&project));
    assert!(
        built.contains(
            "since the last build: 1 part of the theme changed\n2 pages and 2 other files differ\n"
        ),
        "{built}"
    );
}

#[test]
fn what_all_pages_share_is_one_change() {
    let project = themed();
    build(&project);
    let footer = fs::read_to_string(theme_file("templates/footer.html")).unwrap();
    let footer = footer.replacen("<footer", "<p>Under construction</p><footer", 1);
    let project = project.file("themes/own/templates/footer.html", footer);
    let text = printed(&diff(&project, &[]));
    assert!(text.contains("Frame of all pages changed: 2\n"), "{text}");
    assert!(!text.contains("Pages that differ"), "{text}");
    assert!(text.ends_with(", the frame of all pages\n"), "{text}");
    build(&project);

    let style = ("themes/own/assets/css/99-own.css", "p { color: #124; }\n");
    let project = project.file(style.0, style.1);
    let text = printed(&diff(&project, &[]));
    assert!(
        text.contains("Look of all pages changed: 1\n  assets/site.css\n"),
        "{text}"
    );
    assert!(!text.contains("Pages that differ"), "{text}");
    assert!(!text.contains("Frame of all pages"), "{text}");
    assert!(text.ends_with(", the look of all pages\n"), "{text}");
}

#[test]
fn another_day_changes_the_date_of_the_data() {
    let project = Project::base();
    build(&project);
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["diff", "--as-of", "2026-10-16", "--project", folder]);
    let text = printed(&output);
    assert!(
        text.contains("  its date is 2026-10-16, before: 2026-10-15\n"),
        "{text}"
    );
    assert!(text.ends_with("\nthe date of the public data\n"), "{text}");
}

/// The small site, with a theme that changes nothing yet.
fn themed() -> Project {
    let project = Project::of(&repository().join("tests/sites/small"));
    let settings = "title = { en = \"Quay partners\"";
    edit(
        &project,
        "content/catalogue.toml",
        settings,
        &format!("theme = \"own\"\n{settings}"),
    );
    project.file(
        "themes/own/theme.toml",
        "name = \"own\"\nextends = \"default\"\n",
    )
}

fn theme_file(path: &str) -> PathBuf {
    repository().join("themes/default").join(path)
}

/// Replaces a passage of a file.
fn edit(project: &Project, path: &str, from: &str, to: &str) {
    let path = project.path().join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "`{from}` is not in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
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
