//! Diagnostics: for each code a project in `tests/diagnostics/<code>/` that triggers it, and the expected text.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;
use std::time::Duration;

use snapbox::Data;
use snapbox::assert::Assert;
use vitrine::commands::{self, LinkOptions, Progress};
use vitrine::diagnostic::{Code, Diagnostic, Diagnostics, Format, Style, render};
use vitrine::source::Sources;

use crate::project::{Project, options, repository};
use crate::server::Server;

/// Files of a case that do not belong to its project.
const EXPECTED: &str = "expected.txt";
const DELETED: &str = "deleted.txt";
const RENAMED: &str = "renamed.txt";

/// Cases whose problems appear only when pages and books are rendered, or as maintenance warnings of `check`.
const CHECKED: [&str; 17] = [
    "ending-soon",
    "example-content",
    "missing-font",
    "low-resolution",
    "missing-city",
    "missing-glyph",
    "pale-logo",
    "paper-doubt",
    "paper-template",
    "preflight",
    "stale-record",
    "template",
    "template-extends-itself",
    "template-syntax",
    "criteria-not-met",
    "unfinished-erasure",
    "untranslated",
];

/// Cases that link to a server on this machine, at the address [`PLACEHOLDER`].
const LINKED: [&str; 6] = [
    "blocked-link",
    "dead-link",
    "moved-link",
    "private-link",
    "slow-link",
    "unsafe-link",
];

/// As long as the real address, so that the underlines have the same length.
const PLACEHOLDER: &str = "127.0.0.1:00000";

/// Codes whose messages come from tera or Typst.
const IN_OTHERS_WORDS: [Code; 3] = [Code::Template, Code::PaperTemplate, Code::PaperDoubt];

#[test]
fn messages_match_the_snapshots() {
    let mut wrong = String::new();
    for (case, found) in results() {
        let text = text(found);
        let expected = Data::read_from(&folder().join(case).join(EXPECTED), None).raw();
        let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
        if let Err(error) = assert.try_eq(Some(case), Data::text(text), expected) {
            wrong.push_str(&format!("\n{case}:\n{error}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_code_has_a_case() {
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.word())
        .filter(|word| {
            let expected = fs::read_to_string(folder().join(word).join(EXPECTED));
            !expected.is_ok_and(|text| text.contains(&format!("[{word}]")))
        })
        .collect();
    assert!(
        missing.is_empty(),
        "no case in `tests/diagnostics/` for: {}",
        missing.join(", ")
    );
}

#[test]
fn messages_follow_the_style() {
    let mut wrong = Vec::new();
    for (case, (_, diagnostics)) in results() {
        for diagnostic in diagnostics
            .iter()
            .filter(|diagnostic| !IN_OTHERS_WORDS.contains(&diagnostic.code))
        {
            let parts = [
                Some(&diagnostic.message),
                diagnostic.help.as_ref(),
                diagnostic.label.as_ref(),
            ];
            let related = diagnostic.related.iter().map(|(_, note)| note);
            for text in parts.into_iter().flatten().chain(related) {
                let begins_small =
                    text.starts_with(|c: char| c.is_lowercase() || matches!(c, '`' | '“' | '#'));
                let quotes = text.matches('`').count().is_multiple_of(2);
                if !begins_small
                    || text.ends_with(['.', ' ', ':'])
                    || !quotes
                    || text.contains('\n')
                {
                    wrong.push(format!("{case}: {text}"));
                }
            }
            if diagnostic.help.is_none() && !diagnostic.message.contains(" must be ") {
                wrong.push(format!(
                    "{case}: does not say what to do: {}",
                    diagnostic.message
                ));
            }
            // The paper knows records and files by their names.
            let names_the_record = matches!(
                diagnostic.code,
                Code::MissingGlyph | Code::MissingFont | Code::LowResolution | Code::Preflight
            );
            if diagnostic.place.is_none() && !names_the_record {
                wrong.push(format!(
                    "{case}: does not say where: {}",
                    diagnostic.message
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn five_errors_give_five_messages() {
    let (_, diagnostics) = &results()["five-mistakes"];
    let codes: Vec<&str> = diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.word())
        .collect();
    assert_eq!(
        codes,
        [
            "unknown-key",
            "unknown-country",
            "unknown-tier",
            "date-order",
            "invalid-url"
        ]
    );
}

#[test]
fn the_base_of_all_cases_is_clean() {
    assert_eq!(text(&Project::base().check()), "");
}

fn folder() -> std::path::PathBuf {
    repository().join("tests/diagnostics")
}

type Found = (Sources, Diagnostics);

/// The output of each case, in alphabetical order; each is run once.
fn results() -> &'static BTreeMap<String, Found> {
    static RESULTS: OnceLock<BTreeMap<String, Found>> = OnceLock::new();
    RESULTS.get_or_init(|| {
        let names: Vec<String> = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "base")
            .collect();
        let run = |name: String| {
            let found = run(&name);
            (name, found)
        };
        names.into_iter().map(run).collect()
    })
}

/// The output of a case: its files are layered over those of the base, without those listed in `deleted.txt`; those listed in
/// `renamed.txt` have names that not every system can hold.
fn run(case: &str) -> Found {
    let own = folder().join(case);
    let mut project = Project::base().layer(&own);
    for name in [EXPECTED, DELETED, RENAMED] {
        if own.join(name).exists() {
            project = project.without(name);
        }
    }
    let deleted = fs::read_to_string(own.join(DELETED)).unwrap_or_default();
    let project = deleted.lines().fold(project, Project::without);
    let renamed = fs::read_to_string(own.join(RENAMED)).unwrap_or_default();
    for line in renamed.lines() {
        let (from, to) = line.split_once(" → ").expect("two paths");
        let path = |path: &str| project.path().join(path);
        fs::rename(path(from), path(to)).unwrap();
    }
    if LINKED.contains(&case) {
        return run_linked(case, project);
    }
    if CHECKED.contains(&case) {
        return project.check();
    }
    let loaded = project.load();
    (loaded.sources, loaded.diagnostics)
}

/// The output of a case with links, with the placeholder instead of the server's address.
fn run_linked(case: &str, project: Project) -> Found {
    let server = loop {
        // Shorter ports are rare.
        let server = Server::start();
        if server.address.len() == PLACEHOLDER.len() {
            break server;
        }
    };
    let path = "partners/almadena.toml";
    let text = fs::read_to_string(project.path().join(path)).unwrap();
    let project = project.file(path, text.replace(PLACEHOLDER, &server.address));
    let links = LinkOptions {
        pause: Duration::ZERO,
        timeout: Duration::from_secs(2),
        // The server is on this machine.
        private_hosts: case != "private-link",
        ..LinkOptions::default()
    };
    let report =
        commands::check_with_links(project.path(), &options(), &links, &Progress::silent())
            .unwrap();
    let mut sources = report.sources;
    let file = sources.find(path).unwrap();
    sources.set_text(file, text);
    let words = |text: String| text.replace(&server.address, PLACEHOLDER);
    let problems = report
        .diagnostics
        .iter()
        .cloned()
        .map(|problem| Diagnostic {
            message: words(problem.message),
            help: problem.help.map(words),
            ..problem
        });
    (sources, problems.collect())
}

fn text((sources, diagnostics): &Found) -> String {
    render(diagnostics, sources, Format::Human, Style::Plain)
}
