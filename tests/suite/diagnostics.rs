//! Every kind of problem has a project that shows it, in `tests/diagnostics/<code>/`, and the text that its author reads.

use std::fs;

use snapbox::Data;
use snapbox::assert::Assert;
use vitrine::commands::Loaded;
use vitrine::diagnostic::{Code, Format, Style, render};

use crate::project::{Project, repository};

/// Files of a case that are not files of its project.
const EXPECTED: &str = "expected.txt";
const DELETED: &str = "deleted.txt";

/// Seen by the stages after loading.
const ONLY_WHEN_RENDERED: [&str; 4] =
    ["template", "paper-doubt", "paper-template", "missing-glyph"];

#[test]
fn messages_are_as_expected() {
    let mut wrong = String::new();
    for case in cases() {
        let text = text(&run(&case));
        let expected = Data::read_from(&folder().join(&case).join(EXPECTED), None).raw();
        let assert = Assert::new().action_env(snapbox::assert::DEFAULT_ACTION_ENV);
        if let Err(error) = assert.try_eq(Some(&case), Data::text(text), expected) {
            wrong.push_str(&format!("\n{case}:\n{error}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_kind_of_problem_has_a_case_that_shows_it() {
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.word())
        .filter(|word| !ONLY_WHEN_RENDERED.contains(word))
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
fn messages_keep_to_the_style() {
    let mut wrong = Vec::new();
    for case in cases() {
        for diagnostic in run(&case).diagnostics.iter() {
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
            if diagnostic.place.is_none() {
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
fn five_mistakes_are_five_messages() {
    let loaded = run("five-mistakes");
    let codes: Vec<&str> = loaded
        .diagnostics
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
    assert_eq!(text(&Project::base().load()), "");
}

fn folder() -> std::path::PathBuf {
    repository().join("tests/diagnostics")
}

/// The names of the cases, in alphabetical order.
fn cases() -> Vec<String> {
    let mut cases: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "base")
        .collect();
    cases.sort();
    cases
}

/// What a case gives: its files lie over those of the base, without those that `deleted.txt` names.
fn run(case: &str) -> Loaded {
    let own = folder().join(case);
    let mut project = Project::base().layer(&own);
    for name in [EXPECTED, DELETED] {
        if own.join(name).exists() {
            project = project.without(name);
        }
    }
    let deleted = fs::read_to_string(own.join(DELETED)).unwrap_or_default();
    deleted.lines().fold(project, Project::without).load()
}

fn text(loaded: &Loaded) -> String {
    render(
        &loaded.diagnostics,
        &loaded.sources,
        Format::Human,
        Style::Plain,
    )
}
