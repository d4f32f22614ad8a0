//! The contract of the public data: `/api/v1/schema.json` describes every field of every file, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use vitrine::commands::LoadOptions;

use crate::project::{Project, files, options, repository};

/// What no site of the tests has: a licence, and a city with two names.
const LICENCE: &str = "\n[data]\nlicence = \"CC-BY-4.0\"\n";
const TWO_NAMES: &str = "name = \"Two Names\"\ntypes = [\"integrator\"]\n\
                         [[offices]]\ncity.en = \"Ghent\"\ncity.fr = \"Gand\"\ncountry = \"BE\"\n";

#[test]
fn the_data_of_every_site_is_as_the_schema_says_and_uses_all_of_it() {
    let sites = repository().join("tests/sites");
    let mut seen = BTreeSet::new();
    let mut contract = Json::Null;
    let small = Project::of(&sites.join("small"));
    let settings = fs::read_to_string(small.path().join("content/catalogue.toml")).unwrap();
    let small = small
        .file("content/catalogue.toml", settings + LICENCE)
        .file("partners/two-names.toml", TWO_NAMES);
    for project in [
        Project::of(repository()),
        Project::of(&sites.join("private")),
        Project::base().layer(&sites.join("second-look")),
        small,
    ] {
        let options = LoadOptions {
            paper: false,
            ..options()
        };
        project.build(&options);
        let api = project.path().join("public/api/v1");
        let schema = read(&api.join("schema.json"));
        let mut checked = 0;
        for path in files(&api) {
            if path.extension().is_none_or(|ending| ending != "json")
                || path.ends_with("schema.json")
            {
                continue;
            }
            let data = read(&api.join(&path));
            let subject = data.as_object().unwrap().keys().find(|key| *key != "about");
            let subject = subject.unwrap();
            let definition = &schema["$defs"][format!("{subject}_file")];
            let check = Check {
                schema: &schema,
                seen: &mut seen,
            };
            let result = check.file(&data, definition, subject);
            assert_eq!(result, Ok(()), "{}", path.display());
            checked += 1;
        }
        assert!(checked >= 4, "{checked} files");
        contract = schema;
    }
    let mut described = BTreeSet::new();
    for subject in ["partners", "partner", "programmes", "vocabulary"] {
        let definition = &contract["$defs"][format!("{subject}_file")];
        collect(&contract, definition, subject, &mut described);
    }
    let unused: Vec<_> = described.difference(&seen).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

fn read(path: &Path) -> Json {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The definition that a schema refers to, or the schema itself.
fn resolve<'a>(contract: &'a Json, schema: &'a Json) -> &'a Json {
    match schema["$ref"].as_str() {
        Some(name) => &contract["$defs"][name.strip_prefix("#/$defs/").unwrap()],
        None => schema,
    }
}

/// The path of a value: a definition begins a path of its own name.
fn path_of<'a>(schema: &'a Json, path: &'a str) -> &'a str {
    schema["$ref"].as_str().unwrap_or(path)
}

/// The paths of all fields of a schema.
fn collect(contract: &Json, schema: &Json, path: &str, to: &mut BTreeSet<String>) {
    let path = path_of(schema, path);
    let schema = resolve(contract, schema);
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{key}");
        collect(contract, field, &path, to);
        to.insert(path);
    }
    if !schema["items"].is_null() {
        collect(contract, &schema["items"], path, to);
    }
}

/// A check that is stricter than the contract asks of readers: a field that the schema does not name is a mistake.
struct Check<'a> {
    schema: &'a Json,
    seen: &'a mut BTreeSet<String>,
}

impl Check<'_> {
    fn file(mut self, value: &Json, schema: &Json, path: &str) -> Result<(), String> {
        self.value(value, schema, path)
    }

    fn value(&mut self, value: &Json, schema: &Json, path: &str) -> Result<(), String> {
        let path = path_of(schema, path);
        let schema = resolve(self.schema, schema);
        let wrong = |what: String| Err(format!("{path} {what}: {value}"));
        for (keyword, rule) in schema.as_object().unwrap() {
            match keyword.as_str() {
                "description" => {}
                "type" => {
                    let types = rule.as_array().cloned().unwrap_or(vec![rule.clone()]);
                    if !types
                        .iter()
                        .any(|it| is_of_type(value, it.as_str().unwrap()))
                    {
                        return wrong(format!("is not of type {rule}"));
                    }
                }
                "enum" if !rule.as_array().unwrap().contains(value) => {
                    return wrong(format!("is not in {rule}"));
                }
                "const" if rule != value => return wrong(format!("is not {rule}")),
                "minimum" if value.as_f64() < rule.as_f64() => return wrong("is too small".into()),
                "maximum" if value.as_f64() > rule.as_f64() => return wrong("is too large".into()),
                "pattern" | "format" => {
                    let text = value.as_str().unwrap_or_default();
                    if !has_form(text, rule.as_str().unwrap()) {
                        return wrong(format!("is not of the form {rule}"));
                    }
                }
                "required" => {
                    for key in rule.as_array().unwrap() {
                        if value.get(key.as_str().unwrap()).is_none() {
                            return wrong(format!("lacks {key}"));
                        }
                    }
                }
                "anyOf" => {
                    let forms = rule.as_array().unwrap().iter();
                    let mut results = forms.map(|form| self.value(value, form, path));
                    if !results.any(|result| result.is_ok()) {
                        return wrong("has no allowed form".into());
                    }
                }
                "items" => {
                    for item in value.as_array().into_iter().flatten() {
                        self.value(item, rule, path)?;
                    }
                }
                "properties" | "additionalProperties" => {
                    for (key, field) in value.as_object().into_iter().flatten() {
                        let known = &schema["properties"][key];
                        if !known.is_null() {
                            let path = format!("{path}.{key}");
                            self.value(field, known, &path)?;
                            self.seen.insert(path);
                        } else if schema["additionalProperties"].is_null() {
                            return wrong(format!("has the field `{key}`, which the schema lacks"));
                        } else {
                            self.value(field, &schema["additionalProperties"], path)?;
                        }
                    }
                }
                "enum" | "const" | "minimum" | "maximum" => {}
                other => panic!("the keyword `{other}` is not known to this test"),
            }
        }
        Ok(())
    }
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

/// Whether a text has the form of a pattern or format of the schema.
fn has_form(text: &str, form: &str) -> bool {
    let capitals = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    let rest = |test: fn(&u8) -> bool| text.bytes().skip(1).all(|c| test(&c));
    match form {
        "^[A-Z]{3}$" => text.len() == 3 && capitals(text) && rest(u8::is_ascii_uppercase),
        "^#[0-9a-f]{6}$" => {
            let is_digit = |c: &u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
            text.len() == 7 && text.starts_with('#') && rest(is_digit)
        }
        "date" => text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok(),
        "uri" => text.split_once("://").is_some_and(|(scheme, rest)| {
            scheme.starts_with("http") && !rest.is_empty() && !text.contains(' ')
        }),
        "email" => text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
        other => panic!("there is no form `{other}`"),
    }
}
