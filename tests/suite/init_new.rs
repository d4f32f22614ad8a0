//! `vitrine init` and `vitrine new`: what they create is valid, and they overwrite nothing.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use toml_edit::{DocumentMut, Item, Value};

use crate::cli::{code, errors, vitrine};
use crate::project::{Project, TODAY, files, repository};

#[test]
fn init_uses_the_given_values() {
    let folder = Project::empty();
    let new = folder.path().join("our catalogue");
    let new = new.to_str().unwrap();
    let output = vitrine(&[
        "init",
        new,
        "--name",
        "Kerguelen \"Fils\" & Co",
        "--languages",
        "fr,en",
        "--base-url",
        "https://partenaires.kerguelen.example",
    ]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    // Missing translations are reported, and are not errors.
    let output = vitrine(&["check", "--project", new]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let settings = fs::read_to_string(format!("{new}/content/catalogue.toml")).unwrap();
    assert!(
        settings.contains("languages = [\"fr\", \"en\"]"),
        "{settings}"
    );
    assert!(settings.contains("base_url = \"https://partenaires.kerguelen.example\""));
    for path in files(std::path::Path::new(new)) {
        let text = fs::read(format!("{new}/{}", path.display())).unwrap();
        let text = String::from_utf8_lossy(&text).to_lowercase();
        assert!(!text.contains("sorrelby"), "{}", path.display());
    }
    let again = vitrine(&["init", new]);
    assert_eq!(code(&again), 2);
    assert!(errors(&again).contains("is not empty"));
}

#[test]
fn init_refuses_values_that_would_not_arrive() {
    for (option, value, expected) in [
        ("--languages", "en en", "the language `en` is named twice"),
        (
            "--languages",
            "en,English",
            "the language `en` is named twice",
        ),
        ("--name", "   ", "the name of the organization is empty"),
        (
            "--base-url",
            "https://x.example?x=1",
            "has no `?` and no `#`",
        ),
        (
            "--base-url",
            "ftp://x.example",
            "an address of the kind `ftp:`",
        ),
    ] {
        let folder = Project::empty();
        let new = folder.path().join("new");
        let output = vitrine(&["init", new.to_str().unwrap(), "-y", option, value]);
        assert_eq!(code(&output), 2, "{value}");
        assert!(errors(&output).contains(expected), "{}", errors(&output));
        assert!(!new.exists(), "{value}");
    }
}

#[test]
fn the_example_is_in_the_language_of_the_catalogue() {
    for (languages, title, readme) in [
        ("en", "Somebody near you", "# Our partner catalogue"),
        (
            "fr",
            "Près de chez vous",
            "# Notre catalogue des partenaires",
        ),
        ("de", "In Ihrer Nähe", "# Unser Partnerkatalog"),
        (
            "fr-CA",
            "Près de chez vous",
            "# Notre catalogue des partenaires",
        ),
        ("es", "Somebody near you", "# Our partner catalogue"),
    ] {
        let folder = Project::empty();
        let new = folder.path().join("new");
        let new = new.to_str().unwrap();
        assert_eq!(code(&vitrine(&["init", new, "--languages", languages])), 0);
        let output = vitrine(&[
            "check",
            "--format",
            "short",
            "--as-of",
            TODAY,
            "--project",
            new,
        ]);
        let messages = errors(&output);
        assert_eq!(code(&output), 0, "{languages}: {messages}");
        // What is still the example's is reported, and words that no theme has.
        let of_legal = format!("legal.{languages}.md` is still the example's");
        assert!(messages.contains(&of_legal), "{languages}: {messages}");
        assert!(messages.contains("`7 Coopers Yard`") || messages.contains("catalogue.toml`"));
        for line in messages.lines().filter(|line| line.contains("warning[")) {
            let is_expected = line.contains("[example-content]")
                || (languages == "es" && line.contains("[missing-string]"));
            assert!(is_expected, "{languages}: {line}");
        }
        let read = |path: &str| fs::read_to_string(format!("{new}/{path}")).unwrap();
        let home = read(&format!("content/pages/home.{languages}.md"));
        assert!(home.contains(title), "{home}");
        assert!(read("README.md").starts_with(readme));
        let vocabulary = read("content/vocabulary.toml");
        assert!(vocabulary.contains(&format!("synonyms = {{ {languages} = [")));
    }
    // Texts with one file for each language exist in the languages of the example.
    let folder = Project::empty();
    let new = folder.path().join("new");
    let new = new.to_str().unwrap();
    assert_eq!(code(&vitrine(&["init", new, "--languages", "fr,es,en"])), 0);
    let exists = |path: &str| fs::exists(format!("{new}/{path}")).unwrap();
    let joining = "content/programmes/partner-programme/processes/joining";
    for (language, is_there) in [("fr", true), ("en", true), ("es", false), ("de", false)] {
        assert_eq!(
            exists(&format!("{joining}.{language}.md")),
            is_there,
            "{language}"
        );
        assert_eq!(
            exists(&format!("content/pages/home.{language}.md")),
            is_there
        );
    }
    let output = vitrine(&["check", "--as-of", TODAY, "--project", new]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
}

#[test]
fn languages_are_taken_by_name_and_addresses_are_completed() {
    for (languages, expected) in [
        ("français", "[\"fr\"]"),
        ("German", "[\"de\"]"),
        ("de, en", "[\"de\", \"en\"]"),
        ("en;Español", "[\"en\", \"es\"]"),
        ("EN fr_CA", "[\"en\", \"fr-CA\"]"),
        ("italien", "[\"it\"]"),
    ] {
        let folder = Project::empty();
        let new = folder.path().join("new");
        let new = new.to_str().unwrap();
        let output = vitrine(&[
            "init",
            new,
            "--languages",
            languages,
            "--base-url",
            "partners.kerguelen.de",
        ]);
        assert_eq!(code(&output), 0, "{languages}: {}", errors(&output));
        let settings = fs::read_to_string(format!("{new}/content/catalogue.toml")).unwrap();
        let line = format!("languages = {expected}");
        assert!(settings.contains(&line), "{languages}: {settings}");
        assert!(settings.contains("base_url = \"https://partners.kerguelen.de\""));
    }
    for languages in ["Klingon", "xx", "de,zz"] {
        let folder = Project::empty();
        let new = folder.path().join("new");
        let output = vitrine(&["init", new.to_str().unwrap(), "--languages", languages]);
        assert_eq!(code(&output), 2, "{languages}");
        let messages = errors(&output);
        assert!(
            messages.contains("write languages by their names"),
            "{messages}"
        );
        assert!(!new.exists(), "{languages}");
    }
    // English texts keep the name of their language beside those in a language that the example lacks.
    let folder = Project::empty();
    let new = folder.path().join("new");
    let new = new.to_str().unwrap();
    assert_eq!(code(&vitrine(&["init", new, "--languages", "es,pl,en"])), 0);
    assert!(fs::exists(format!("{new}/content/pages/home.en.md")).unwrap());
}

#[test]
fn new_files_are_in_the_language_of_the_catalogue() {
    for (languages, remark, tier, heading) in [
        (
            "fr,en",
            "# Jamais publié",
            "Membre",
            "title = \"Nous rejoindre\"",
        ),
        (
            "de",
            "# Nie veröffentlicht",
            "Mitglied",
            "title = \"Beitreten\"",
        ),
        (
            "en,fr",
            "# Never published",
            "Member",
            "title = \"Joining\"",
        ),
        ("nl", "# Never published", "Member", "title = \"Joining\""),
    ] {
        let folder = Project::empty();
        let project = folder.path().join("new");
        let project = project.to_str().unwrap();
        assert_eq!(
            code(&vitrine(&["init", project, "--languages", languages])),
            0
        );
        for kind in ["partner", "programme", "page"] {
            let output = vitrine(&["new", kind, "Essai", "--project", project]);
            assert_eq!(code(&output), 0, "{}", errors(&output));
        }
        let read = |path: &str| fs::read_to_string(format!("{project}/{path}")).unwrap();
        assert!(read("partners/essai.toml").contains(remark), "{languages}");
        assert!(read("content/programmes/essai/programme.toml").contains(tier));
        let language = &languages[..2];
        let joining = format!("content/programmes/essai/processes/joining.{language}.md");
        assert!(read(&joining).contains(heading), "{languages}");
        let output = vitrine(&["check", "--as-of", TODAY, "--project", project]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
    }
}

#[test]
fn the_example_is_equal_in_each_language() {
    let starter = repository().join("src/commands/starter");
    let facts = |lang: &str| -> BTreeMap<String, String> {
        let folder = starter.join(lang);
        let of_file = |path: std::path::PathBuf| {
            let text = fs::read_to_string(folder.join(&path)).unwrap();
            let name = path
                .to_str()
                .unwrap()
                .replace(&format!(".{lang}.md"), ".md");
            let facts = match name.ends_with(".toml") {
                true => outline(text.parse::<DocumentMut>().unwrap().as_item(), lang),
                false => text
                    .lines()
                    .filter(|line| line.is_empty())
                    .count()
                    .to_string(),
            };
            (name, facts)
        };
        files(&folder).into_iter().map(of_file).collect()
    };
    let mut english = facts("en");
    // Its line breaks differ.
    english.remove("README.md");
    for lang in ["fr", "de"] {
        let mut other = facts(lang);
        assert!(other.remove("README.md").is_some());
        assert!(other.keys().eq(english.keys()), "{lang}");
        for (path, facts) in &other {
            assert_eq!(facts, &english[path], "{lang}: {path}");
        }
    }
}

/// Keys of texts that are equal in each language.
const FIXED: [&str; 17] = [
    "id", "tier", "axis", "family", "figure", "process", "role", "kind", "url", "email", "phone",
    "price", "status", "currency", "period", "color", "industry",
];

/// The keys, and values that are not texts for readers: ids, numbers, dates.
fn outline(item: &Item, lang: &str) -> String {
    if let Some(table) = item.as_table_like() {
        let entries = table.iter().map(|(key, item)| {
            let value = match item.as_str() {
                Some(text) if !FIXED.contains(&key) => format!("text {}", text.is_empty()),
                _ => outline(item, lang),
            };
            let key = if key == lang { "<lang>" } else { key };
            format!("{key}: {value}\n")
        });
        return entries.collect();
    }
    if let Some(tables) = item.as_array_of_tables() {
        let tables = tables
            .iter()
            .map(|table| outline(&Item::Table(table.clone()), lang));
        return tables.collect();
    }
    match item.as_value() {
        Some(Value::Array(list)) if list.iter().any(|item| item.is_str()) => "texts".to_owned(),
        // Without the comment after it.
        Some(value) => value.clone().decorated("", "").to_string(),
        None => String::new(),
    }
}

#[test]
fn an_invalid_language_is_refused_before_anything_is_written() {
    let folder = Project::empty();
    let new = folder.path().join("new");
    let output = vitrine(&["init", new.to_str().unwrap(), "--languages", "klingon"]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("`klingon` is not a language"));
    assert!(!new.exists());
}

#[test]
fn new_files_are_valid_and_never_overwritten() {
    let folder = Project::empty();
    let project = folder.path().join("p");
    let project = project.to_str().unwrap();
    assert_eq!(code(&vitrine(&["init", project])), 0);
    let new = |arguments: &[&str]| -> Output {
        vitrine(&[&["new", "--project", project][..], arguments].concat())
    };
    for (arguments, file) in [
        (
            &["partner", "Été & Co", "--folder", "fr"][..],
            "partners/fr/ete-co.toml",
        ),
        (&["page", "How to join"], "content/pages/how-to-join.en.md"),
        (
            &["programme", "Cloud \"Plus\" Programme", "--id", "cloud"],
            "content/programmes/cloud/programme.toml",
        ),
    ] {
        let output = new(arguments);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let written = fs::read_to_string(format!("{project}/{file}")).unwrap();
        let again = new(arguments);
        assert_eq!(code(&again), 2, "{arguments:?}");
        assert!(
            errors(&again).contains("was not changed"),
            "{}",
            errors(&again)
        );
        assert_eq!(
            fs::read_to_string(format!("{project}/{file}")).unwrap(),
            written
        );
    }
    let output = vitrine(&["check", "--format", "short", "--project", project]);
    let messages = errors(&output);
    assert_eq!(code(&output), 0, "{messages}");
    let of_example = |line: &str| line.contains("warning[example-content]");
    let mut warnings = messages.lines().filter(|line| line.contains("warning["));
    assert!(warnings.all(of_example), "{messages}");
    let schema = fs::read_to_string(format!("{project}/.vitrine/schema/partner.json")).unwrap();
    assert!(
        schema.contains("\"cloud\""),
        "the new programme is known to editors"
    );
    let reserved = new(&["page", "API"]);
    assert_eq!(code(&reserved), 2);
    assert!(errors(&reserved).contains("a page cannot be called `api`"));
    for name in ["con", "LPT1"] {
        let device = new(&["partner", name]);
        assert_eq!(code(&device), 2);
        assert!(errors(&device).contains("because Windows has no file of that name"));
    }
    let nowhere = new(&["partner", "X", "--folder", "../../elsewhere"]);
    assert_eq!(code(&nowhere), 2);
}

#[test]
fn a_new_partner_is_of_a_type_that_its_programme_addresses() {
    // The first type of the vocabulary is another.
    let path = "content/programmes/solutions/programme.toml";
    let programme = fs::read_to_string(Project::base().path().join(path)).unwrap();
    let project = Project::base().file(
        path,
        programme.replace("types = [\"integrator\"]", "types = [\"reseller\"]"),
    );
    let project = project
        .without("partners/kerguelen.toml")
        .without("partners/kerguelen.svg");
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["new", "--project", folder, "partner", "Beira"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let (_, problems) = project.check();
    let found: Vec<_> = problems.iter().map(|problem| &problem.message).collect();
    assert_eq!(problems.errors(), 0, "{found:?}");
    assert!(
        !found
            .iter()
            .any(|message| message.contains("addresses none")),
        "{found:?}"
    );
}

#[test]
fn the_proof_shows_published_data_only() {
    let record = "name = \"Almadena <b>\"\ntypes = [\"integrator\"]\nsummary.fr = \"Aide.\"\nsummary.en = \"Helps.\"\n\
                  [[contacts]]\nrole = \"sales\"\nemail = \"desk@almadena.example\"\n\
                  [[contacts]]\nrole = \"administrative\"\nemail = \"hidden@almadena.example\"\n\
                  [internal]\nnotes = \"secret\"\n";
    let project = Project::base().file("partners/almadena.toml", record);
    let folder = project.path().join("sheets");
    let output = vitrine(&[
        "proof",
        "almadena",
        "--lang",
        "fr",
        "--output",
        folder.to_str().unwrap(),
        "--project",
        project.path().to_str().unwrap(),
    ]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let sheet = fs::read_to_string(folder.join("almadena.html")).unwrap();
    for shown in [
        "Voici ce que nous publions",
        "Almadena &lt;b&gt;",
        "Intégrateur",
        "Aide.",
        "Helps.",
        "desk@almadena.example",
        "https://partners.quay.example/fr/partners/almadena/",
    ] {
        assert!(sheet.contains(shown), "{shown} in {sheet}");
    }
    assert!(!sheet.contains("hidden@") && !sheet.contains("secret") && !sheet.contains("<b>"));
    assert!(
        fs::read(folder.join("almadena.pdf"))
            .unwrap()
            .starts_with(b"%PDF-")
    );
    assert!(!folder.join("kerguelen.html").exists());
}
