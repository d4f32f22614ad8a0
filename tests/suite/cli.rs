//! The program as a whole: exit codes, output streams, and reproducible output.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use serde_json::Value;
use snapbox::Data;
use snapbox::assert::{Assert, DEFAULT_ACTION_ENV};

use crate::project::{Project, TODAY, files, repository};

/// Every command, in the order of the help.
pub(crate) const COMMANDS: [&str; 16] = [
    "build", "serve", "check", "paper", "audit", "explain", "verify", "publish", "diff", "init",
    "new", "import", "export", "proof", "forget", "schema",
];

/// An error in a record.
const MISTAKE: &str = "name = \"Almadena\"\ntypes = [\"webshop\"]\n";
/// A record with a warning: it has no logo.
const WARNING: &str = "name = \"Almadena\"\ntypes = [\"integrator\"]\n";

#[test]
fn a_project_without_problems_exits_with_0() {
    let output = check(&Project::base(), &["--deny-warnings"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert_eq!(errors(&output), "");
}

#[test]
fn warnings_fail_only_with_deny_warnings() {
    let project = Project::base().file("partners/almadena.toml", WARNING);
    let output = check(&project, &[]);
    assert_eq!(code(&output), 0);
    assert!(
        errors(&output).contains("warning[missing-logo]"),
        "{}",
        errors(&output)
    );
    assert_eq!(code(&check(&project, &["--deny-warnings"])), 1);
}

#[test]
fn problems_in_the_files_exit_with_1_and_go_to_stderr() {
    let output = check(
        &Project::base().file("partners/almadena.toml", MISTAKE),
        &[],
    );
    assert_eq!(code(&output), 1);
    assert!(
        errors(&output).contains("error[unknown-type]"),
        "{}",
        errors(&output)
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn commands_that_cannot_run_exit_with_2() {
    let base = Project::base();
    let project = base.path().to_str().unwrap();
    for arguments in [
        &["check", "--project", "/nowhere"][..],
        &[
            "check",
            "--project",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ],
        &["chekc"],
        &["check", "--as-of", "yesterday", "--project", project],
        &["paper", "--lang", "es", "--project", project],
        &["paper", "--country", "ES", "--project", project],
        &["init", project],
        &[],
    ] {
        let output = vitrine(arguments);
        assert_eq!(code(&output), 2, "{arguments:?}: {}", errors(&output));
        assert!(!errors(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_matches_the_snapshots() {
    let assert = Assert::new().action_env(DEFAULT_ACTION_ENV);
    let mut wrong = String::new();
    for command in [""].into_iter().chain(COMMANDS) {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let output = vitrine(&arguments);
        assert_eq!(code(&output), 0);
        let name = if command.is_empty() {
            "vitrine"
        } else {
            command
        };
        let expected = repository().join(format!("tests/cli/{name}.txt"));
        let actual = Data::text(String::from_utf8(output.stdout).unwrap());
        if let Err(error) =
            assert.try_eq(Some(&name), actual, Data::read_from(&expected, None).raw())
        {
            wrong.push_str(&format!("\n{error}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_command_has_a_help_snapshot() {
    let help = String::from_utf8(vitrine(&["--help"]).stdout).unwrap();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<&str> = listed
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(names, COMMANDS);
}

#[test]
fn a_mistake_leaves_the_site_unchanged() {
    let project = Project::base();
    assert_eq!(code(&build(&project, &["--no-paper"])), 0);
    let before = snapshot(&project.path().join("public"));
    assert!(before.contains_key(Path::new("en/partners/kerguelen/index.html")));

    let record = project.path().join("partners/kerguelen.toml");
    let mistaken = fs::read_to_string(&record)
        .unwrap()
        .replace("Kerguelen Conseil\"", "Changed\"\nwebiste = \"x\"");
    let project = project.file("partners/kerguelen.toml", mistaken);
    let output = build(&project, &["--no-paper"]);
    assert_eq!(code(&output), 1);
    assert!(
        errors(&output).contains("nothing was written"),
        "{}",
        errors(&output)
    );
    assert_eq!(snapshot(&project.path().join("public")), before);
}

#[test]
fn a_mistake_in_a_template_leaves_the_site_unchanged() {
    let project = Project::base();
    assert_eq!(code(&build(&project, &["--no-paper"])), 0);
    let before = snapshot(&project.path().join("public"));
    let project = project.layer(&repository().join("tests/diagnostics/template"));
    let output = build(&project, &["--no-paper"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    assert_eq!(snapshot(&project.path().join("public")), before);
}

#[test]
fn check_writes_nothing() {
    let project = Project::base();
    let before = snapshot(project.path());
    assert_eq!(code(&check(&project, &[])), 0);
    assert_eq!(snapshot(project.path()), before);
}

#[test]
fn check_finds_what_build_finds() {
    for case in [
        "five-mistakes",
        "template",
        "paper-template",
        "paper-doubt",
        "missing-glyph",
        "broken-link",
    ] {
        let project = || Project::base().layer(&repository().join("tests/diagnostics").join(case));
        let (checked, built) = (
            check(&project(), &["--format", "json"]),
            build(&project(), &["--format", "json"]),
        );
        assert_eq!(errors(&checked), errors(&built), "{case}");
        assert_eq!(code(&checked), code(&built), "{case}");
        assert!(!errors(&checked).is_empty(), "{case}");
    }
}

#[test]
fn json_problems_are_one_object_on_each_line() {
    let project = Project::base().layer(&repository().join("tests/diagnostics/five-mistakes"));
    let output = check(&project, &["--format", "json"]);
    let text = errors(&output);
    let problems: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(problems.len(), 5, "{text}");
    let first = &problems[0];
    assert_eq!(first["severity"], "error");
    assert_eq!(first["code"], "unknown-key");
    assert_eq!(first["file"], "partners/almadena.toml");
    assert_eq!(
        (&first["line"], &first["column"]),
        (&Value::from(4), &Value::from(1))
    );
    assert!(
        problems
            .iter()
            .all(|problem| problem["message"].is_string()),
        "{text}"
    );
}

#[test]
fn short_problems_are_one_line_each() {
    let project = Project::base().layer(&repository().join("tests/diagnostics/five-mistakes"));
    let text = errors(&check(&project, &["--format", "short"]));
    let (last, lines) = text
        .lines()
        .collect::<Vec<_>>()
        .split_last()
        .map(|(l, r)| (*l, r.to_vec()))
        .unwrap();
    assert_eq!(lines.len(), 5, "{text}");
    assert_eq!(
        lines[0],
        "partners/almadena.toml:4:1: error[unknown-key]: unknown key `webiste` (did you mean `website`?)"
    );
    assert!(last.starts_with("5 errors"), "{last}");
}

#[test]
fn problems_beyond_fifty_are_counted() {
    let project = (0..60).fold(Project::base(), |project, number| {
        project.file(&format!("partners/p{number}.toml"), MISTAKE)
    });
    let text = errors(&check(&project, &[]));
    assert!(text.contains("more; fix these first"), "{text}");
    assert_eq!(text.matches("error[").count(), 49);
    assert_eq!(text.matches("warning[duplicate-name]").count(), 1);
    assert!(text.contains("60 partners have no logo"), "{text}");
}

#[test]
fn of_many_problems_the_first_of_each_kind_is_shown() {
    let project = (0..60)
        .fold(Project::base(), |project, number| {
            project.file(&format!("partners/p{number}.toml"), MISTAKE)
        })
        .file(
            "partners/z.toml",
            "name = \"Z\"\ntypes = [\"integrator\"]\nserves = [\"XX\"]\n",
        );
    let text = errors(&check(&project, &["--format", "short"]));
    assert!(text.contains("error[unknown-country]"), "{text}");
    assert!(text.contains("warning[duplicate-name]"), "{text}");
    assert!(text.contains("… and 70 more"), "{text}");
    assert!(text.contains("12 more: unknown-type"), "{text}");
}

#[test]
fn a_draft_keeps_nothing_from_being_published() {
    let project = Project::base().layer(&repository().join("tests/diagnostics/draft-with-errors"));
    let output = build(&project, &["--no-paper"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(errors(&output).contains("warning[unknown-type]"));
    assert!(
        project
            .path()
            .join("public/en/partners/kerguelen/index.html")
            .exists()
    );
    assert!(!project.path().join("public/en/partners/almadena").exists());
}

#[test]
fn check_does_not_advise_to_run_check() {
    let project = Project::base().file("partners/almadena.toml", MISTAKE);
    let text = errors(&check(&project, &[]));
    assert!(
        text.ends_with("1 error, 0 warnings, 1 maintenance warning, listed once there are no errors; nothing was written\n"),
        "{text}"
    );
}

#[test]
fn what_does_not_exist_is_answered_with_advice() {
    let project = Project::base();
    for (arguments, advice) in [
        (
            &["paper", "--country", "France"][..],
            "that is its name: write its code, `FR`",
        ),
        (
            &["paper", "--country", "Nowhere"],
            "write one of: `BE`, `FR`, `benelux`",
        ),
        (
            &["paper", "--partner", "Kerguelen Conseil"],
            "write its id, `kerguelen`",
        ),
        (&["proof", "nope"], "the only one known is `kerguelen`"),
        (
            &["explain", "catalogue.title", "--country", "belgium"],
            "write its code, `BE`",
        ),
        (
            &["explain", "catalogue.title", "--lang", "xx"],
            "write one of: `en`, `fr`",
        ),
        (&["forget", "nope"], "the only one known is `kerguelen`"),
    ] {
        let folder = project.path().to_str().unwrap();
        let output = vitrine(&[&["--project", folder], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        let text = errors(&output);
        assert!(text.contains(advice), "{arguments:?}: {text}");
        assert!(!text.trim_end().ends_with(':'), "{text}");
    }
}

#[test]
fn output_does_not_depend_on_the_environment() {
    let folder = repository().join("tests/sites/small");
    let here = Project::of(&folder);
    assert_eq!(code(&build(&here, &[])), 0);

    // The same files, created in another order.
    let mut paths = files(&folder);
    paths.retain(|path| !path.starts_with("expected"));
    paths.reverse();
    let there = paths.iter().fold(Project::empty(), |project, path| {
        project.file(path.to_str().unwrap(), fs::read(folder.join(path)).unwrap())
    });
    let one = bytes(&here.path().join("public"));
    assert!(
        one.keys()
            .any(|path| path.extension().is_some_and(|extension| extension == "pdf"))
    );
    // Threads, time zone and language; Turkish has other rules for lowercase letters.
    for (threads, zone, lang) in [
        ("1", "Pacific/Kiritimati", "fr_FR.UTF-8"),
        ("2", "America/Adak", "C"),
        ("7", "Asia/Kathmandu", "tr_TR.UTF-8"),
    ] {
        let output = command(&[
            "build",
            "--project",
            there.path().to_str().unwrap(),
            "--as-of",
            TODAY,
        ])
        .env("TZ", zone)
        .env("LANG", lang)
        .env("LC_ALL", lang)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .unwrap();
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let public = there.path().join("public");
        let other = bytes(&public);
        assert_eq!(
            one.keys().collect::<Vec<_>>(),
            other.keys().collect::<Vec<_>>()
        );
        for (path, content) in &one {
            assert!(
                other[path] == *content,
                "{} differs with {threads} threads",
                path.display()
            );
        }
        // Each build starts from an empty folder.
        fs::remove_dir_all(public).unwrap();
    }
}

#[test]
fn output_does_not_depend_on_the_machine() {
    let folder = repository().join("tests/sites/small");
    let here = Project::of(&folder);
    assert_eq!(code(&build(&here, &[])), 0);
    let one = bytes(&here.path().join("public"));

    // Another folder and home, another user with restrictive permissions, and another host name.
    let there = tempfile::tempdir().unwrap();
    let project = there.path().join("a b/é/catalogue");
    fs::create_dir_all(&project).unwrap();
    let project = Project::copy(&folder, &project);
    let script =
        "hostname elsewhere && test \"$(hostname)\" = elsewhere && umask 077 && exec \"$@\"";
    let mut elsewhere = Command::new("unshare");
    elsewhere.args([
        "--map-user=1234",
        "--keep-caps",
        "--uts",
        "sh",
        "-c",
        script,
    ]);
    let plain = "umask 077 && exec \"$@\"";
    let mut alone = Command::new("sh");
    alone.args(["-c", plain]);
    for (machine, must) in [(&mut elsewhere, false), (&mut alone, true)] {
        let output = machine
            .args([
                "sh",
                env!("CARGO_BIN_EXE_vitrine"),
                "build",
                "--as-of",
                TODAY,
            ])
            .current_dir(project.path())
            .env("HOME", there.path())
            .env("USER", "somebody")
            .env("LOGNAME", "somebody")
            .env("HOSTNAME", "elsewhere")
            .env("TMPDIR", there.path())
            .output()
            .unwrap();
        // Without permission to change the host name, everything else still differs.
        if !output.status.success() && !must {
            println!("the machine keeps its name: {}", errors(&output));
            continue;
        }
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let public = project.path().join("public");
        let other = bytes(&public);
        assert!(one.keys().eq(other.keys()));
        for (path, content) in &one {
            assert!(other[path] == *content, "{} differs", path.display());
        }
        fs::remove_dir_all(public).unwrap();
    }
}

#[test]
fn the_paper_command_writes_one_file() {
    let project = Project::base();
    let file = project.path().join("book.pdf");
    let arguments = [
        "paper",
        "--as-of",
        TODAY,
        "--output",
        file.to_str().unwrap(),
    ];
    let output = vitrine(
        &[
            &arguments[..],
            &["--project", project.path().to_str().unwrap()],
        ]
        .concat(),
    );
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(fs::read(&file).unwrap().starts_with(b"%PDF-"));
    assert!(!project.path().join("public").exists());
}

#[test]
fn a_new_project_has_no_warnings_but_that_it_is_the_example() {
    let folder = Project::empty();
    let new = folder.path().join("my-catalogue");
    let output = vitrine(&["init", new.to_str().unwrap()]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let output = vitrine(&[
        "check",
        "--format",
        "short",
        "--as-of",
        TODAY,
        "--project",
        new.to_str().unwrap(),
    ]);
    let messages = errors(&output);
    assert_eq!(code(&output), 0, "{messages}");
    let of_example = |line: &str| line.contains("warning[example-content]");
    let mut warnings = messages.lines().filter(|line| line.contains("warning["));
    assert!(warnings.all(of_example), "{messages}");
}

fn check(project: &Project, options: &[&str]) -> Output {
    on("check", project, options)
}

fn build(project: &Project, options: &[&str]) -> Output {
    on("build", project, options)
}

fn on(command: &str, project: &Project, options: &[&str]) -> Output {
    let folder = project.path().to_str().unwrap();
    vitrine(
        &[
            &[command, "--project", folder, "--as-of", TODAY][..],
            options,
        ]
        .concat(),
    )
}

pub(crate) fn vitrine(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    command
        .args(arguments)
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR");
    command
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = files(folder).into_iter();
    paths
        .map(|path| (path.clone(), fs::read(folder.join(path)).unwrap()))
        .collect()
}

/// The content and the modification time of all files.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let paths = files(folder).into_iter();
    paths
        .map(|path| {
            let whole = folder.join(&path);
            let time = whole.metadata().unwrap().modified().unwrap();
            (path, (fs::read(whole).unwrap(), time))
        })
        .collect()
}
