//! The interface strings of the default theme: complete, consistent in every language, and none unused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::fixture::theme;
use crate::theme::Message;

fn forms(message: &Message) -> Vec<&str> {
    match message {
        Message::Plain(text) => vec![text],
        Message::Plural(forms) => forms.values().map(String::as_str).collect(),
    }
}

/// The arguments that a message names, without the count, which a form may leave out ("one person").
fn arguments(message: &Message) -> BTreeSet<&str> {
    let parts = forms(message)
        .into_iter()
        .flat_map(|form| form.split('{').skip(1));
    let names = parts.filter_map(|part| part.split('}').next());
    names.filter(|name| *name != "count").collect()
}

#[test]
fn every_language_has_the_same_keys_and_arguments() {
    let theme = theme();
    let english = &theme.strings["en"];
    for language in ["fr", "de"] {
        let strings = &theme.strings[language];
        let keys = |it: &std::collections::BTreeMap<String, Message>| {
            it.keys().cloned().collect::<BTreeSet<_>>()
        };
        assert_eq!(keys(english), keys(strings), "{language}");
        for (key, message) in strings {
            assert_eq!(
                arguments(&english[key]),
                arguments(message),
                "{language}: {key}"
            );
            let plural = |it: &Message| matches!(it, Message::Plural(_));
            assert_eq!(plural(&english[key]), plural(message), "{language}: {key}");
        }
    }
}

#[test]
fn french_puts_no_break_spaces_before_its_punctuation() {
    let french = &theme().strings["fr"];
    for (key, message) in french.iter().filter(|(key, _)| !key.starts_with("paper_")) {
        for form in forms(message) {
            for mark in [" :", " ;", " ?", " !", "« ", " »"] {
                assert!(!form.contains(mark), "{key}: {form}");
            }
        }
    }
}

/// Every key that templates or code name exists, and every key of the website is used.
#[test]
fn every_key_exists_and_is_used() {
    let theme = theme();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    read(&root.join("themes/default/templates"), "html", &mut texts);
    read(&root.join("src/site"), "rs", &mut texts);
    for folder in [
        "src/l10n",
        "src/commands/audit",
        "src/commands/proof",
        "src/serve",
    ] {
        read(&root.join(folder), "rs", &mut texts);
    }
    let used: BTreeSet<&str> = texts.iter().flat_map(|text| words(text)).collect();
    // Made from the id of a menu's entry, and of an area or a question of the audit, which has its own test.
    let made = |key: &str| {
        ["menu_", "question_", "audit_area_"]
            .iter()
            .any(|prefix| key.starts_with(prefix))
    };
    for key in theme.strings["en"]
        .keys()
        .filter(|key| !key.starts_with("paper_"))
    {
        assert!(
            used.contains(key.as_str()) || made(key),
            "`{key}` is not used"
        );
    }
    for text in &texts {
        for key in text.split("{{ t.").skip(1) {
            let key = key
                .split(|c: char| !c.is_ascii_lowercase() && c != '_')
                .next()
                .unwrap();
            assert!(theme.message("en", key).is_some(), "`{key}` is missing");
        }
        for key in text.split("message(key=\"").skip(1) {
            let key = key.split('"').next().unwrap();
            assert!(
                key == "…" || theme.message("en", key).is_some(),
                "`{key}` is missing"
            );
        }
        for call in [
            ".message_with(\"",
            ".message(\"",
            ".message_count(\"",
            " message(\"",
        ] {
            for key in text.split(call).skip(1) {
                let key = key.split('"').next().unwrap();
                assert!(theme.message("en", key).is_some(), "`{key}` is missing");
            }
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_lowercase() && c != '_' && !c.is_ascii_digit())
}

fn read(folder: &Path, extension: &str, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, extension, texts);
        } else if path.extension().is_some_and(|it| it == extension)
            && !path.ends_with("interface_string_tests.rs")
        {
            texts.push(fs::read_to_string(&path).unwrap());
        }
    }
}
