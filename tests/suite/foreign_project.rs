//! A project that somebody else made, with links, pipes and devices in it: no command writes, deletes or reads a file of the
//! user through them.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::cli::{bytes, code, errors};
use crate::project::Project;

/// The files that the commands write.
const WRITTEN: [&str; 21] = [
    ".vitrine/last-build.txt",
    ".vitrine/as-built.txt",
    ".vitrine/links.json",
    ".vitrine/.gitignore",
    ".vitrine/lock",
    ".vitrine/unfinished",
    ".vitrine/schema/partner.json",
    ".taplo.toml",
    ".public.vitrine-lock",
    ".public.vitrine-new",
    ".public.vitrine-old",
    ".print.vitrine-lock",
    "partners/evil.toml",
    "content/pages/evil.en.md",
    "table.mapping.toml",
    "proofs/kerguelen.html",
    "proofs/kerguelen.pdf",
    "catalogue-en.pdf",
    "out.csv",
    "out.vcf",
    "audit.html",
];

/// Folders that commands write to, with these commands.
const FOLDERS: [(&str, &[&[&str]]); 8] = [
    (
        ".vitrine",
        &[
            &["build", "--no-paper"],
            &["import", "table.csv"],
            &["schema"],
            &["check", "--links", "--no-paper"],
        ],
    ),
    (".vitrine/schema", &[&["schema"], &["import", "table.csv"]]),
    (".vitrine/unfinished", &[&["import", "table.csv"]]),
    (
        "partners/new",
        &[&["new", "partner", "Other", "--folder", "new"]],
    ),
    ("proofs", &[&["proof", "--no-paper"]]),
    ("public", &[&["build", "--no-paper"]]),
    ("print", &[&["build"]]),
    (".public.vitrine-new", &[&["build", "--no-paper"]]),
];

const TABLE: &str =
    "id,name,summary\nevil,Evil,Evil things.\nkerguelen,Kerguelen Conseil,Other words.\n";

/// Commands that write, with their arguments.
const COMMANDS: [&[&str]; 14] = [
    &["build", "--no-paper"],
    &["check", "--links", "--no-paper"],
    &["import", "table.csv"],
    &["new", "partner", "Evil"],
    &["new", "page", "Evil"],
    &["export", "out.csv"],
    &["export", "out.vcf"],
    &["paper"],
    &["proof"],
    &["audit", "--html", "audit.html"],
    &["schema"],
    &["diff"],
    &["init"],
    &["forget", "kerguelen", "--yes"],
];

#[test]
fn no_command_writes_through_a_link() {
    let outside = tempfile::tempdir().unwrap();
    let project = Project::base().file("table.csv", TABLE);
    for (number, path) in WRITTEN.iter().enumerate() {
        let victim = outside.path().join(format!("{number}"));
        fs::write(&victim, "mine").unwrap();
        let link = project.path().join(path);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(&victim, &link).unwrap();
    }
    let before = bytes(outside.path());
    for command in COMMANDS {
        run(&project, command);
        assert!(
            bytes(outside.path()) == before,
            "`{}` wrote through a link",
            command.join(" ")
        );
    }
}

#[test]
fn no_command_writes_to_a_linked_folder() {
    for (folder, commands) in FOLDERS {
        let outside = tempfile::tempdir().unwrap();
        let project = Project::base().file("table.csv", TABLE);
        for name in ["list", "kerguelen.html", "last-build.txt", "mine"] {
            fs::write(outside.path().join(name), "mine").unwrap();
        }
        let before = bytes(outside.path());
        let link = project.path().join(folder);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(outside.path(), &link).unwrap();
        for command in commands {
            run(&project, command);
            assert!(
                bytes(outside.path()) == before,
                "`{}` wrote to the linked `{folder}`",
                command.join(" ")
            );
        }
    }
}

#[test]
fn a_link_in_the_way_is_named_with_a_remedy() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("file"), "mine").unwrap();
    for (link, target, command, words) in [
        (
            ".vitrine",
            outside.path().to_owned(),
            &["build", "--no-paper"][..],
            ".vitrine` is a symbolic link, and nothing is written or deleted through links: replace it",
        ),
        (
            "out.csv",
            outside.path().join("file"),
            &["export", "out.csv"],
            "name the file that it leads to",
        ),
        (
            "proofs",
            outside.path().to_owned(),
            &["proof", "--no-paper"],
            "name the folder that it leads to",
        ),
    ] {
        let project = Project::base();
        symlink(target, project.path().join(link)).unwrap();
        let output = run(&project, command);
        assert_ne!(code(&output), 0);
        assert!(errors(&output).contains(words), "{}", errors(&output));
        assert!(!project.path().join("public").exists());
    }
}

#[test]
fn devices_and_pipes_can_be_named() {
    let project = Project::base();
    let output = run(&project, &["export", "/dev/stdout"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(text.contains("Kerguelen Conseil"), "{text}");
    let output = run(&project, &["export", "/dev/full"]);
    assert_eq!(code(&output), 2);
    assert!(
        errors(&output).contains("cannot write `/dev/full`"),
        "{}",
        errors(&output)
    );
}

#[test]
fn linked_folders_are_not_read() {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("pages")).unwrap();
    fs::write(outside.path().join("pages/x.en.md"), "secret words").unwrap();
    fs::write(outside.path().join("x.toml"), "secret = words").unwrap();
    for folder in [
        "partners",
        "content",
        "themes",
        "partners/x",
        "content/pages/x",
    ] {
        let project = Project::base();
        let link = project.path().join(folder);
        let _ = fs::remove_dir_all(&link);
        symlink(outside.path(), &link).unwrap();
        let output = run(&project, &["build", "--no-paper"]);
        let text = errors(&output);
        assert_eq!(code(&output), 1, "{folder}: {text}");
        assert!(text.contains("is a link out of the project"), "{text}");
        assert!(!text.contains("secret"), "{text}");
        assert!(!project.path().join("public").exists());
    }
}

#[test]
fn links_inside_the_project_are_read() {
    let project = Project::base();
    let logo = project.path().join("partners/kerguelen.svg");
    fs::create_dir(project.path().join("shared")).unwrap();
    let shared = project.path().join("shared/logo.svg");
    fs::rename(&logo, &shared).unwrap();
    for target in [Path::new("../shared/logo.svg"), &shared] {
        let _ = fs::remove_file(&logo);
        symlink(target, &logo).unwrap();
        let output = run(&project, &["check", "--no-paper"]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
}

#[test]
fn links_to_files_of_another_kind_publish_nothing() {
    const PROGRAMME: &str = "content/programmes/solutions";
    for (link, target) in [
        (
            format!("{PROGRAMME}/files/list.txt"),
            "partners/kerguelen.toml",
        ),
        (
            format!("{PROGRAMME}/benefits/training.en.md"),
            "partners/kerguelen.toml",
        ),
        ("content/pages/about.en.md".to_owned(), "exported.md"),
        (
            "themes/own/assets/record.toml".to_owned(),
            "partners/kerguelen.toml",
        ),
        ("content/pages/terms.en.md".to_owned(), "content/.hidden.md"),
    ] {
        let project = Project::base()
            .file("exported.md", "secret")
            .file("content/.hidden.md", "secret");
        let place = project.path().join(&link);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(project.path().join(target), &place).unwrap();
        let output = run(&project, &["build", "--no-paper"]);
        let text = errors(&output);
        assert_eq!(code(&output), 1, "{link}: {text}");
        assert!(
            text.contains("is a link to a file of another kind"),
            "{text}"
        );
        assert!(!project.path().join("public").exists());
    }
    // Nor does a download that is a link to another file of its kind.
    let project = Project::base()
        .file("content/images/notes.txt", "secret")
        .file(&format!("{PROGRAMME}/files/readme.txt"), "");
    let record = project.path().join(PROGRAMME).join("programme.toml");
    let text = fs::read_to_string(&record).unwrap()
        + "\n[[resources]]\nid = \"list\"\nkit = \"sales-kit\"\nkind = \"price-list\"\nname = \"List\"\naccess = \"public\"\nfile = \"files/list.txt\"\n";
    fs::write(record, text).unwrap();
    let link = project.path().join(PROGRAMME).join("files/list.txt");
    symlink(project.path().join("content/images/notes.txt"), link).unwrap();
    let output = run(&project, &["build", "--no-paper"]);
    let text = errors(&output);
    assert!(
        text.contains("`files/list.txt` is a link, and a download is a file"),
        "{text}"
    );
}

#[test]
fn pipes_in_place_of_files_are_not_waited_for() {
    let project = Project::base();
    for path in [
        ".vitrine/last-build.txt",
        ".vitrine/as-built.txt",
        ".vitrine/unfinished/list",
        "public/.vitrine",
    ] {
        let pipe = project.path().join(path);
        fs::create_dir_all(pipe.parent().unwrap()).unwrap();
        let status = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(status.success());
    }
    for command in [&["build", "--no-paper"][..], &["diff"], &["verify"]] {
        let output = run(&project, command);
        assert_ne!(code(&output), 124, "{command:?} waits for a pipe");
    }
}

/// Runs a command in the folder of the project, for a minute at most.
fn run(project: &Project, arguments: &[&str]) -> Output {
    let mut command = Command::new("timeout");
    command
        .args(["60", env!("CARGO_BIN_EXE_vitrine")])
        .args(arguments)
        .current_dir(project.path())
        .stdin(Stdio::null());
    command.output().unwrap()
}
