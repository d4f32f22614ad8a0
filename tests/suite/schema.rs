//! `vitrine schema`: the schemas accept valid files, and reject only invalid ones.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value as Json};
use toml_edit::{DocumentMut, Item, Value};
use vitrine::commands::json_schema;
use vitrine::diagnostic::Severity;
use vitrine::load::{self, FileKind};

use crate::project::{Project, files, repository};

/// Kinds of mistakes that are visible in one file.
const STRUCTURAL: [&str; 17] = [
    "unknown-key",
    "missing-key",
    "wrong-type",
    "unknown-word",
    "unknown-language",
    "unknown-type",
    "unknown-product",
    "unknown-specialization",
    "unknown-level",
    "unknown-industry",
    "unknown-certification",
    "unknown-country",
    "unknown-programme",
    "unknown-tier",
    "unknown-process",
    "unknown-entry",
    "five-mistakes",
];

/// Structural mistakes in words that the file itself declares: its schema accepts any text.
const DECLARED_THERE: [&str; 1] = ["unknown-process"];

#[test]
fn schemas_accept_the_files_of_every_valid_project() {
    let tests = repository().join("tests");
    let mut seen = 0;
    for project in [
        Project::of(repository()),
        Project::of(&repository().join("src/commands/starter/en")),
        Project::base().layer(&tests.join("sites/second-look")),
        Project::of(&tests.join("sites/small")),
    ] {
        let (rejected, checked) = rejected(&project);
        assert!(rejected.is_empty(), "{rejected:#?}");
        seen += checked;
    }
    assert!(seen > 160, "{seen}");
}

#[test]
fn schemas_reject_structural_mistakes_and_only_errors() {
    let cases = repository().join("tests/diagnostics");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&cases).unwrap() {
        let case = entry.unwrap().file_name().into_string().unwrap();
        let deleted = cases.join(&case).join("deleted.txt").exists();
        if case == "base" || deleted {
            continue;
        }
        let project = Project::base().layer(&cases.join(&case));
        let loaded = project.load();
        let mistaken: BTreeSet<&str> = loaded
            .diagnostics
            .iter()
            // Those of drafts too.
            .filter(|problem| problem.code.severity() == Severity::Error)
            .filter_map(|problem| Some(loaded.sources.get(problem.place?.file).path.as_str()))
            .collect();
        let (rejected, _) = rejected(&project);
        for (path, reason) in &rejected {
            if !mistaken.contains(path.as_str()) {
                wrong.push(format!("{case}: {path} is valid, but rejected: {reason}"));
            }
        }
        let structural = STRUCTURAL.contains(&&*case) && !DECLARED_THERE.contains(&&*case);
        if structural && rejected.is_empty() {
            wrong.push(format!("{case}: nothing is rejected"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn schemas_offer_the_words_of_the_project() {
    let read = load::project(Project::base().path());
    let schema = json_schema(FileKind::Partner, &read.records.unwrap());
    let types = &schema["properties"]["types"];
    assert_eq!(
        types["items"]["enum"],
        Json::from(vec!["integrator", "reseller"])
    );
    let solutions = &schema["properties"]["programmes"]["properties"]["solutions"];
    let tier = &solutions["properties"]["tier"];
    assert_eq!(tier["enum"], Json::from(vec!["silver", "gold"]));
    assert!(tier["description"].is_string());
    assert_eq!(schema["required"], Json::from(vec!["name", "types"]));
}

/// The files that their schema rejects, and how many were checked. Files with syntax errors are skipped.
fn rejected(project: &Project) -> (Vec<(String, String)>, usize) {
    let read = load::project(project.path());
    let Some(records) = read.records else {
        return (Vec::new(), 0);
    };
    let schemas = FileKind::ALL.map(|kind| json_schema(kind, &records));
    let mut rejected = Vec::new();
    let mut checked = 0;
    for path in files(project.path()) {
        let Some(kind) = kind(&path) else { continue };
        let text = fs::read(project.path().join(&path)).unwrap();
        let text = String::from_utf8_lossy(&text);
        let facts = match path.extension() {
            Some(extension) if extension == "md" => front_matter(&text),
            _ => &text,
        };
        let Ok(document) = facts.parse::<DocumentMut>() else {
            continue;
        };
        checked += 1;
        let index = FileKind::ALL
            .iter()
            .position(|other| *other == kind)
            .unwrap();
        if let Err(reason) = validate(&json(document.as_item()), &schemas[index]) {
            rejected.push((path.to_str().unwrap().to_owned(), reason));
        }
    }
    (rejected, checked)
}

fn kind(path: &Path) -> Option<FileKind> {
    let path = path.to_str()?;
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["content", "catalogue.toml"] => Some(FileKind::Catalogue),
        ["content", "vocabulary.toml"] => Some(FileKind::Vocabulary),
        ["content", "programmes", _, "programme.toml"] => Some(FileKind::Programme),
        ["content", "programmes", _, "countries", name] if name.ends_with(".toml") => {
            Some(FileKind::Country)
        }
        ["partners", ..] if path.ends_with(".toml") => Some(FileKind::Partner),
        ["content", "pages", name] if name.ends_with(".md") => Some(FileKind::Page),
        ["content", "programmes", ..] if path.ends_with(".md") => Some(FileKind::Prose),
        ["themes", _, "theme.toml"] => Some(FileKind::Theme),
        _ => None,
    }
}

/// The text between two lines `+++`; `check` reports files without it.
fn front_matter(text: &str) -> &str {
    let inside = text.strip_prefix("+++\n").unwrap_or("=");
    inside.split_once("+++").map_or("=", |(front, _)| front)
}

/// The document as TOML language servers see it.
fn json(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => json_value(value),
        Item::Table(table) => {
            let fields = table.iter().map(|(key, item)| (key.to_owned(), json(item)));
            Json::Object(fields.collect::<Map<_, _>>())
        }
        Item::ArrayOfTables(tables) => {
            let tables = tables.iter().map(|table| json(&Item::Table(table.clone())));
            Json::Array(tables.collect())
        }
    }
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::String(text) => text.value().as_str().into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => (*number.value()).into(),
        Value::Boolean(boolean) => (*boolean.value()).into(),
        Value::Datetime(date) => date.value().to_string().into(),
        Value::Array(items) => items.iter().map(json_value).collect(),
        Value::InlineTable(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| (key.to_owned(), json_value(value)));
            Json::Object(fields.collect::<Map<_, _>>())
        }
    }
}

/// Validates with the keywords of Draft 4 that our schemas use; any other keyword fails the test.
fn validate(value: &Json, schema: &Json) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{value} {what}"));
    for (keyword, rule) in schema.as_object().unwrap() {
        let number = |bound: &Json| value.as_f64().zip(bound.as_f64());
        let count = || value.as_array().map(|list| list.len() as u64);
        match keyword.as_str() {
            "$schema" | "title" | "description" | "x-taplo" | "format" => {}
            "type" if !is_of_type(value, rule.as_str().unwrap()) => {
                return wrong(&format!("is not of the type {rule}"));
            }
            "enum" if !rule.as_array().unwrap().contains(value) => {
                return wrong(&format!("is none of {rule}"));
            }
            "pattern" => {
                assert_eq!(rule, "\\S");
                if value.as_str().is_some_and(|text| text.trim().is_empty()) {
                    return wrong("is blank");
                }
            }
            "minimum" if number(rule).is_some_and(|(value, least)| value < least) => {
                return wrong("is too small");
            }
            "maximum" if number(rule).is_some_and(|(value, most)| value > most) => {
                return wrong("is too large");
            }
            "minItems" if count().is_some_and(|count| count < rule.as_u64().unwrap()) => {
                return wrong("has too few items");
            }
            "maxItems" if count().is_some_and(|count| count > rule.as_u64().unwrap()) => {
                return wrong("has too many items");
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    validate(item, rule)?;
                }
            }
            "anyOf" => {
                let forms = rule.as_array().unwrap().iter();
                let reasons: Vec<String> = forms
                    .filter_map(|form| validate(value, form).err())
                    .collect();
                if reasons.len() == rule.as_array().unwrap().len() {
                    return Err(reasons.join("; or "));
                }
            }
            "required" => {
                for key in rule.as_array().unwrap() {
                    let key = key.as_str().unwrap();
                    if value.is_object() && value.get(key).is_none() {
                        return Err(format!("`{key}` is missing"));
                    }
                }
            }
            "properties" | "additionalProperties" => {
                let others = &schema["additionalProperties"];
                for (key, value) in value.as_object().into_iter().flatten() {
                    match (schema["properties"].get(key), others) {
                        (Some(known), _) => validate(value, known)?,
                        (None, Json::Bool(true)) => {}
                        (None, Json::Object(_)) => validate(value, others)?,
                        (None, _) => return Err(format!("`{key}` is unknown")),
                    }
                }
            }
            "type" | "enum" | "minimum" | "maximum" | "minItems" | "maxItems" => {}
            other => panic!("the keyword `{other}` is not known to this test"),
        }
    }
    Ok(())
}

fn is_of_type(value: &Json, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("there is no type `{other}`"),
    }
}
