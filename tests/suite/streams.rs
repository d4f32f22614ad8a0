//! Closed and full output streams, and texts that would control the terminal that shows them.

use std::fs::File;
use std::io::{PipeWriter, pipe};
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::cli::{COMMANDS, code, command, errors};
use crate::project::{Project, TODAY};

/// Arguments for each command; those without a result in the smallest project end with a message.
const ARGUMENTS: [(&str, &[&str]); 16] = [
    ("build", &["--no-paper"]),
    ("serve", &["--host", "256.0.0.1"]),
    ("check", &[]),
    ("paper", &["--lang", "es"]),
    ("audit", &[]),
    ("explain", &["kerguelen.name"]),
    ("verify", &[]),
    ("publish", &["--dry-run"]),
    ("diff", &[]),
    ("init", &[]),
    ("new", &["partner", "Almadena"]),
    ("import", &["in.csv"]),
    ("export", &[]),
    ("proof", &["kerguelen", "--no-paper", "--output", "proofs"]),
    ("forget", &["missing", "--yes"]),
    ("schema", &[]),
];

/// Control characters as a hostile record may have them: clear the screen, set the title, write to the clipboard, the same
/// with the single character of C1, and text in reverse order.
const HOSTILE: &str = "a\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{7f}b";

#[test]
fn every_command_ends_as_usual_if_its_readers_are_gone() {
    for (name, arguments) in all() {
        let usual = run(name, arguments, Stdio::piped(), Stdio::piped());
        let closed = run(name, arguments, closed().into(), closed().into());
        assert_eq!(code(&closed), code(&usual), "{name}: {}", errors(&usual));
        assert!(code(&usual) <= 2, "{name}");
    }
}

#[test]
fn a_command_that_cannot_write_its_output_says_so() {
    for (name, arguments) in all() {
        let usual = run(name, arguments, Stdio::piped(), Stdio::piped());
        let full = run(name, arguments, full(), Stdio::piped());
        let problems = errors(&full);
        if usual.stdout.is_empty() {
            assert_eq!(code(&full), code(&usual), "{name}: {problems}");
        } else {
            assert_eq!(code(&full), 2, "{name}: {problems}");
            let message = "cannot write to standard output";
            assert!(problems.contains(message), "{name}: {problems}");
        }
    }
    for option in ["--help", "--version"] {
        let output = command(&[option]).stdout(full()).output().unwrap();
        assert_eq!(code(&output), 2, "{option}");
        assert!(!errors(&output).contains("panicked"), "{option}");
    }
}

#[test]
fn a_command_that_cannot_report_its_problems_does_not_succeed() {
    for (name, arguments) in all() {
        let usual = run(name, arguments, Stdio::piped(), Stdio::piped());
        let unheard = run(name, arguments, Stdio::piped(), full());
        if usual.stderr.is_empty() {
            assert_eq!(code(&unheard), code(&usual), "{name}");
        } else {
            assert!([1, 2].contains(&code(&unheard)), "{name}");
        }
    }
}

#[test]
fn nothing_from_outside_controls_the_terminal() {
    let record = format!(
        "name = \"A\"\ntypes = [\"integrator\"]\nsummary = \"{}\"\n[programmes.solutions]\ntier = \"{}\"\n",
        toml(HOSTILE),
        toml(&format!("{HOSTILE}\n::error::injected"))
    );
    let project = Project::base()
        .file("partners/almadena.toml", record)
        .file(&format!("content/{HOSTILE}.txt"), "x")
        .file(
            "in.csv",
            format!("id,name,types,since,{HOSTILE}\nx,X{HOSTILE},integrator,{HOSTILE},y\ny,Y,{HOSTILE},2024,z\n"),
        );
    let folder = project.path().to_str().unwrap();
    let table = project.path().join("in.csv");
    let commands: [&[&str]; 6] = [
        &["check"],
        &["import", table.to_str().unwrap(), "--dry-run"],
        &["explain", "almadena.summary"],
        &["audit"],
        &["new", "partner", "B", "--folder", HOSTILE],
        &["diff", HOSTILE],
    ];
    for arguments in commands {
        for format in ["human", "short", "json", "sarif", "github"] {
            for color in ["always", "never"] {
                let options = ["--project", folder, "--format", format, "--color", color];
                let output = command(&[arguments, &options].concat()).output().unwrap();
                for text in [&output.stdout, &output.stderr] {
                    let text = String::from_utf8(text.clone()).unwrap();
                    assert_harmless(&text, color, &format!("{arguments:?} {format}"));
                    if format != "github" {
                        let is_command = |line: &str| line.trim_start().starts_with("::");
                        assert!(
                            !text.lines().any(is_command),
                            "{arguments:?} {format}: {text}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn problems_as_json_have_all_characters_of_a_name() {
    let project = Project::base().file(&format!("content/{HOSTILE}.txt"), "x");
    let folder = project.path().to_str().unwrap();
    let json = [
        "check",
        "--project",
        folder,
        "--format",
        "json",
        "--as-of",
        TODAY,
    ];
    let output = command(&json).output().unwrap();
    let problems = errors(&output);
    let has_value = problems.lines().any(|line| {
        let problem: Value = serde_json::from_str(line).unwrap();
        problem["file"]
            .as_str()
            .is_some_and(|file| file.contains(HOSTILE))
    });
    assert!(has_value, "{problems}");
}

fn assert_harmless(text: &str, color: &str, context: &str) {
    let mut rest = text;
    if color == "never" {
        assert!(!rest.contains('\u{1b}'), "{context}: {text:?}");
    }
    while let Some(start) = rest.find('\u{1b}') {
        let sequence = &rest[start + 1..];
        let end = sequence.find(|c: char| !c.is_ascii_digit() && !"[;".contains(c));
        assert!(
            end.is_some_and(|end| sequence[end..].starts_with('m')),
            "{context}: {text:?}"
        );
        rest = sequence;
    }
    let controls = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t' | '\u{1b}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(controls), "{context}: {text:?}");
}

/// A text inside a string of TOML.
fn toml(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.collect()
}

fn all() -> [(&'static str, &'static [&'static str]); 16] {
    assert_eq!(ARGUMENTS.map(|(name, _)| name), COMMANDS);
    ARGUMENTS
}

/// A pipe without a reader.
fn closed() -> PipeWriter {
    pipe().unwrap().1
}

/// A disk without space.
fn full() -> Stdio {
    File::options()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

fn run(name: &str, arguments: &[&str], stdout: Stdio, stderr: Stdio) -> Output {
    let project = Project::base().file("in.csv", "id,name,types\nalpha,Alpha,integrator\n");
    let mut command = command(&[name]);
    command.args(arguments).current_dir(project.path());
    if name == "init" {
        command.arg("fresh");
    }
    command.stdin(Stdio::null()).stdout(stdout).stderr(stderr);
    command.spawn().unwrap().wait_with_output().unwrap()
}
