//! Plain English in comments, messages, templates and the README: words that a reader would not search for, and what to
//! write instead.

mod words;

use std::collections::BTreeSet;
use std::fs;

use crate::project::{files, repository};
use words::{Kind, Passage, Word};

/// A word or phrase, and what to write instead.
const PLAIN: &[(&str, &str)] = &[
    ("tells", "reports, shows, says"),
    ("told", "reported, shown, said"),
    ("stands", "is, appears, has"),
    ("stand", "be, appear, have"),
    ("stands twice", "duplicate"),
    ("anew", "again, new"),
    ("mend", "fix"),
    ("mends", "fixes"),
    ("mended", "fixed"),
    ("blanks", "whitespace, spaces"),
    ("small letters", "lowercase"),
    ("of others", "external, third-party"),
    ("wants to be", "must be, should be"),
    ("looked after", "maintained"),
    ("upkeep", "maintenance"),
    ("by itself", "automatically, alone"),
    ("of its own", "separate, own"),
    ("nobody", "no one, or say what is missing"),
    ("whoever", "anyone who, users who"),
    ("whom", "who, or another sentence"),
    ("so many", "a number, or the name of the count"),
    ("there is none", "missing, does not exist"),
    ("is none", "missing, does not exist"),
    ("leads nowhere", "not found"),
];

/// Files that may have a word, and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    (
        "themes/default/assets/fonts/LICENSE.md",
        "by itself",
        "the text of the licence",
    ),
    (
        "themes/default/paper/fonts/OFL.md",
        "by itself",
        "the text of the licence",
    ),
    (
        "src/load/settings.rs",
        "upkeep",
        "the former name of a setting, which is still read",
    ),
    (
        "src/commands/schema/descriptions.txt",
        "upkeep",
        "the former name of a setting, which is still read",
    ),
];

/// What the program writes for its users in other languages.
const OTHER_LANGUAGES: &[&str] = &["/de/", "/fr/"];

#[test]
fn texts_are_in_plain_english() {
    let mut unused: BTreeSet<(&str, &str)> = ALLOWED
        .iter()
        .map(|&(path, word, _)| (path, word))
        .collect();
    let mut wrong = Vec::new();
    for path in text_files() {
        let text = fs::read_to_string(repository().join(&path)).unwrap();
        for (line, phrase, plain) in findings(&path, &text) {
            let allowed = ALLOWED
                .iter()
                .find(|entry| (entry.0, entry.1) == (&*path, phrase));
            match allowed {
                Some(&(path, word, _)) => {
                    unused.remove(&(path, word));
                }
                None => wrong.push(format!("{path}:{line}: `{phrase}`; write: {plain}")),
            }
        }
    }
    wrong.extend(
        unused
            .iter()
            .map(|(path, word)| format!("{path} has no `{word}` any more: delete it from ALLOWED")),
    );
    assert!(
        wrong.is_empty(),
        "\n{}\n{} in all\n",
        wrong.join("\n"),
        wrong.len()
    );
}

#[test]
fn words_are_found_in_comments_and_strings_alone() {
    let rust = r##"
/// The same without whitespace: it stands for a
/// small
/// letter, not for small
/// letters.
fn told<'a>(told: &'a str) -> char {
    // It stands here.
    let _ = "\"told\" {told}";
    let _ = r#"mend "it" anew"#;
    '"'
}
"##;
    let found: Vec<(usize, &str)> = findings("a.rs", rust)
        .into_iter()
        .map(|(line, phrase, _)| (line, phrase))
        .collect();
    let expected = [
        (2, "The same"),
        (4, "small letters"),
        (7, "stands"),
        (8, "told"),
        (9, "mend"),
        (9, "anew"),
    ];
    assert_eq!(found, expected);
}

/// The phrases of a file by line, each with what to write instead.
fn findings(path: &str, text: &str) -> Vec<(usize, &'static str, &'static str)> {
    let passages = if path.ends_with(".rs") {
        words::of_rust(text)
    } else {
        words::of_text(text)
    };
    let mut findings: Vec<_> = passages.iter().flat_map(of_passage).collect();
    findings.sort_by_key(|&(line, ..)| line);
    findings
}

fn of_passage(passage: &Passage) -> Vec<(usize, &'static str, &'static str)> {
    let words = &passage.words;
    let mut findings = Vec::new();
    if passage.kind == Kind::Doc && is_phrase(words, "The same") {
        findings.push((words[0].line, "The same", "what it is"));
    }
    let mut index = 0;
    while index < words.len() {
        let rest = &words[index..];
        let before = index.checked_sub(1).map_or("", |index| &words[index].text);
        let longest = PLAIN
            .iter()
            .filter(|(phrase, _)| is_phrase(rest, phrase) && !is_exempt(before, rest, phrase))
            .max_by_key(|(phrase, _)| phrase.len());
        index += match longest {
            Some(&(phrase, plain)) => {
                findings.push((words[index].line, phrase, plain));
                phrase.split(' ').count()
            }
            None => 1,
        };
    }
    findings
}

fn is_phrase(words: &[Word], phrase: &str) -> bool {
    let mut parts = phrase.split(' ').enumerate();
    parts.all(|(index, part)| {
        words
            .get(index)
            .is_some_and(|word| word.text.eq_ignore_ascii_case(part))
    })
}

fn is_exempt(before: &str, words: &[Word], phrase: &str) -> bool {
    let after = words.get(1).map_or("", |word| &word.text);
    match phrase {
        // "stand for", "stand-in".
        "stand" | "stands" if matches!(after, "for" | "-") || before == "-" => true,
        // The former name of a setting.
        "upkeep" if matches!(before, "`" | "[") => true,
        // A variable in a format string.
        _ => before == "{" && matches!(after, "}" | ":"),
    }
}

/// The README, the program's source, and the default theme with its English strings.
fn text_files() -> Vec<String> {
    let root = repository();
    let mut paths = vec!["README.md".to_owned()];
    for folder in ["src", "themes/default"] {
        for path in files(&root.join(folder)) {
            paths.push(format!(
                "{folder}/{}",
                path.to_str().unwrap().replace('\\', "/")
            ));
        }
    }
    paths.retain(|path| {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_text = matches!(
            extension,
            "rs" | "html" | "css" | "js" | "typ" | "md" | "txt" | "xml"
        );
        let is_strings = path == "themes/default/i18n/en.toml";
        (is_text || is_strings) && !OTHER_LANGUAGES.iter().any(|folder| path.contains(folder))
    });
    paths
}
