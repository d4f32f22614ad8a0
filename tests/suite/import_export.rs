//! `vitrine import` and `vitrine export`, with tables as people have them.

mod cities;
mod faithful;
mod figures;
mod formats;
mod hostile;
mod markup;
mod messy;
mod resulting;
mod rows;
mod scripts;
mod tiers;
mod words;

use std::fs;

use proptest::prelude::*;
use vitrine::commands::{self, ExportOptions, ImportContext, ImportTable, Plan};
use vitrine::diagnostic::Diagnostics;
use vitrine::load;

use crate::cli::{code, errors, vitrine};
use crate::project::Project;
use crate::proptest_config::cases;

/// A table as German Excel saves it: semicolons, Windows-1252, a line break in a cell, dates with dots.
const FROM_EXCEL: &[u8] = b"Firma;Typ;Stufe;Land;Ort;Webseite;Partner seit;Umsatz;Beschreibung;Lieblingsfarbe\r\n\
    M\xfcller & S\xf6hne;Integrator; Gold ;Frankreich;Stra\xdfburg;www.mueller.example;14.09.2024;1.310,50;\"Erste Zeile\r\n\r\nZweite \"\"Zeile\"\"; fertig\";rot\r\n\
    ;;;;;;;;;\r\n\
    Beira;\"Int\xe9grateur\";silver;BE;Gent;https://beira.example;2025-01-31;;;\r\n";

#[test]
fn imports_a_table_from_excel() {
    let project = Project::base().file("in.csv", FROM_EXCEL).file(
        "in.mapping.toml",
        "[columns]\nUmsatz = \"internal.revenue\"\nLieblingsfarbe = \"\"\n",
    );
    let before = fs::read(project.path().join("partners/kerguelen.toml")).unwrap();

    let (output, summary) = import(&project, "in.csv", &["--dry-run"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("windows-1252"), "{summary}");
    assert!(summary.contains("added    muller-sohne"), "{summary}");
    assert!(
        summary.contains("would be added: 2, changed: 0"),
        "{summary}"
    );
    assert!(!project.path().join("partners/beira.toml").exists());

    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 2, changed: 0"), "{summary}");
    let record = fs::read_to_string(project.path().join("partners/muller-sohne.toml")).unwrap();
    assert_eq!(
        record,
        "name = \"Müller & Söhne\"\n\
         types = [\"integrator\"]\n\
         website = \"https://www.mueller.example\"\n\
         since = 2024-09-14\n\
         description.en = \"\"\"\nErste Zeile\n\nZweite \"Zeile\"; fertig\"\"\"\n\
         \n[programmes.solutions]\ntier = \"gold\"\n\
         \n[[offices]]\ncity = \"Straßburg\"\ncountry = \"FR\"\n\
         \n[internal]\nrevenue = 1310.5\n"
    );
    let (_, problems) = project.check();
    assert_eq!(problems.errors(), 0);
    let after = fs::read(project.path().join("partners/kerguelen.toml")).unwrap();
    assert_eq!(before, after, "what the table does not name stays");

    let (_, summary) = import(&project, "in.csv", &[]);
    assert!(
        summary.contains("added: 0, changed: 0, unchanged: 2"),
        "{summary}"
    );
}

#[test]
fn an_existing_record_keeps_its_comments_and_order() {
    let record = "# The oldest of our partners.\n\
                  website = \"https://kerguelen.example\" # new since May\n\
                  name   =  \"Kerguelen Conseil\"\n\
                  types = [\"integrator\"]\n\
                  summary = \"Moves retailers.\" # one line\n\
                  logo = \"kerguelen.svg\"\n\n\
                  [programmes.solutions] # since 2019\n\
                  tier = 'silver'   # to be reviewed\n\n\
                  [[offices]]\n\
                  # headquarters\n\
                  city = \"Rennes\"\n\
                  country = \"FR\"\n";
    let project = Project::base()
        .file("partners/kerguelen.toml", record)
        .file(
            "in.csv",
            "id,Website,Tier,summary_fr,City\nkerguelen,https://new.example,Gold,Déménage.,Brest\n",
        );
    let expected = record
        .replace("https://kerguelen.example", "https://new.example")
        .replace("'silver'", "\"gold\"")
        .replace(
            "summary = \"Moves retailers.\" # one line",
            "summary = { en = \"Moves retailers.\", fr = \"Déménage.\" } # one line",
        )
        .replace("\"Rennes\"", "\"Brest\"");
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(
        summary.contains("programmes.solutions.tier: silver → gold"),
        "{summary}"
    );
    let after = fs::read_to_string(project.path().join("partners/kerguelen.toml")).unwrap();
    assert_eq!(after, expected);
}

#[test]
fn own_fields_are_columns_under_their_names() {
    let base = Project::base();
    let vocabulary = base.path().join("content/vocabulary.toml");
    let vocabulary = fs::read_to_string(vocabulary).unwrap()
        + "[fields.team_size]\nkind = \"number\"\nname = { en = \"Team\", fr = \"Équipe\" }\n\
           [fields.delivery]\nkind = \"choice\"\nname = \"Delivery\"\n\
           choices = { on-site = { en = \"On site\", fr = \"Sur place\" }, remote = \"Remote\" }\n\
           [fields.minimum]\nkind = \"amount\"\nname = \"Projects from\"\n\
           [fields.emergency]\nkind = \"yes-no\"\nname = \"Emergency line\"\n";
    let project = base.file("content/vocabulary.toml", vocabulary).file(
        "in.csv",
        "id;Équipe;Delivery;Projects from;fields.minimum.currency;Emergency line\n\
             kerguelen;40;Sur place;20000;EUR;yes\n",
    );
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let read = load::project(project.path());
    let records = read.records.unwrap();
    let table = commands::csv(&records, &read.sources, &ExportOptions::default());
    for column in [
        "fields.delivery",
        "fields.emergency",
        "fields.minimum.amount",
        "fields.team_size",
    ] {
        assert!(table.lines().next().unwrap().contains(column), "{table}");
    }
    assert!(
        table.contains("on-site") && table.contains("20000"),
        "{table}"
    );
    let checked = vitrine(&["check", "--project", project.path().to_str().unwrap()]);
    assert_eq!(code(&checked), 0, "{}", errors(&checked));

    let wrong = project.file("wrong.csv", "id,Delivery\nkerguelen,By lorry\n");
    let (output, _) = import(&wrong, "wrong.csv", &[]);
    let message = errors(&output);
    assert!(message.contains("unknown choice `By lorry`"), "{message}");
}

#[test]
fn a_row_with_errors_is_reported_and_the_others_are_imported() {
    let project = Project::base().file(
        "in.csv",
        "name,types,tier,since\n\
         Almadena,integrator,glod,2024-01-01\n\
         Beira,integrator,gold,2024-02-31\n\
         Cantal,integrator,silver,2024-03-31\n\
         Douro,,gold,2024-04-30\n\
         Evora,integrator,gold,2024-05-31,too,many\n\
         Cantal,integrator,gold,2024-06-30\n\
         Faro,integrator,gold,2024-07-31\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1);
    let text = errors(&output);
    for place in [
        "in.csv:2:21",
        "in.csv:3:23",
        "in.csv:4:1",
        "in.csv:5:1",
        "in.csv:6:34",
    ] {
        assert!(text.contains(place), "{place} in {text}");
    }
    assert!(text.contains("did you mean `gold`?"), "{text}");
    assert!(text.contains("the rest was written"), "{text}");
    assert!(summary.contains("added: 1, "), "{summary}");
    assert!(summary.contains("6 rows have errors"), "{summary}");
    assert!(project.path().join("partners/faro.toml").exists());
    assert!(!project.path().join("partners/cantal.toml").exists());
    assert!(!project.path().join("partners/almadena.toml").exists());
}

#[test]
fn the_mapping_is_guessed_once_and_then_kept() {
    let project = Project::base().file(
        "in.csv",
        "Société;Types;Niveau;Pays\nAlmadena;Intégrateur;Or;Belgique\n",
    );
    import(&project, "in.csv", &["--dry-run"]);
    let mapping = project.path().join("in.mapping.toml");
    let guessed = fs::read_to_string(&mapping).unwrap();
    for line in [
        "\"Société\" = \"name\"",
        "Types = \"types\"",
        "Niveau = \"programmes.solutions.tier\"",
        "Pays = \"offices.1.country\"",
        "# \"Or\" = \"…\"",
    ] {
        assert!(guessed.contains(line), "{line} in {guessed}");
    }
    let changed = guessed
        .replace("Pays = \"offices.1.country\"", "Pays = \"\" # not yet")
        .replace("[words]\n", "[words]\nOr = \"gold\"\n");
    fs::write(&mapping, &changed).unwrap();
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert_eq!(fs::read_to_string(&mapping).unwrap(), changed);
    let record = fs::read_to_string(project.path().join("partners/almadena.toml")).unwrap();
    assert!(
        record.contains("tier = \"gold\"") && !record.contains("country"),
        "{record}"
    );
}

#[test]
fn errors_in_the_mapping_are_reported_in_it() {
    let project = Project::base()
        .file("in.csv", "name,types\nAlmadena,integrator\n")
        .file("in.mapping.toml", "[columns]\nname = \"nmae\"\n");
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 1);
    let text = errors(&output);
    assert!(text.contains("in.mapping.toml:2:8"), "{text}");
    assert!(text.contains("did you mean `name`?"), "{text}");
}

#[test]
fn an_export_escapes_formulas_and_omits_internal_fields() {
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"=cmd|' /C calc'!A0\"\ntypes = [\"integrator\"]\n[[contacts]]\nrole = \"sales\"\nphone = \"+32 9 555 01 00\"\n\
         [internal]\nnotes = \"secret\"\nrevenue = -5\n",
    );
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["export", "--project", folder]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.contains("'=cmd|") && table.contains("'+32 9 555 01 00"),
        "{table}"
    );
    assert!(
        !table.contains("secret") && !table.contains("internal"),
        "{table}"
    );
    let output = vitrine(&["export", "--internal", "--project", folder]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("secret") && table.contains(",-5"), "{table}");
}

#[test]
fn vcards_have_public_values_only() {
    let project = Project::base();
    let file = project.path().join("partners.vcf");
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["export", file.to_str().unwrap(), "--project", folder]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let cards = fs::read_to_string(&file).unwrap();
    assert_eq!(cards.matches("BEGIN:VCARD").count(), 1);
    assert!(cards.contains("FN:Kerguelen Conseil") && !cards.contains("310"));
}

/// Any text that a record may contain, including formulas and separators.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'\"-]{1,3}\\PC{0,12}",
        "\\PC{1,24}",
        "[a-z;\\\\,|/\n]{1,16}"
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("a text is not blank", |text| !text.is_empty())
}

fn record() -> impl Strategy<Value = String> {
    let list = prop::collection::btree_set(text(), 1..4);
    let scalars = (text(), text(), text(), text(), list);
    let facts = (
        prop::option::of(text()),
        // As many digits as any program keeps.
        (-90_000_000..90_000_000_i64).prop_map(|degrees| degrees as f64 / 1e6),
        any::<bool>(),
        (2000_i32..2030, 1_u32..13, 1_u32..29),
        (-100_000_000_000..100_000_000_000_i64).prop_map(|amount| amount as f64 / 100.0),
        prop::collection::vec(text(), 0..3),
    );
    (scalars, facts).prop_map(|((name, summary, french, city, aliases), facts)| {
        let (note, latitude, headquarters, (year, month, day), revenue, customers) = facts;
        let quoted = |text: &str| toml_edit::Value::from(text).to_string();
        let aliases: Vec<String> = aliases.iter().map(|alias| quoted(alias)).collect();
        let note = note.map_or_else(String::new, |note| format!("notes = {}\n", quoted(&note)));
        let customers: String = customers
            .iter()
            .map(|customer| {
                let text = quoted(customer);
                let figure = format!("[[references.figures]]\nvalue = {text}\nlabel.fr = {text}\n");
                format!("[[references]]\ncustomer = {text}\nquote = {text}\n{figure}{figure}")
            })
            .collect();
        format!(
            "name = {}\naliases = [{}]\ntypes = [\"integrator\"]\nsince = {year}-{month:02}-{day:02}\n\
             summary = {}\ndescription.fr = {}\n\
             [[offices]]\nheadquarters = {headquarters}\ncity = {}\ncountry = \"BE\"\nlatitude = {latitude:?}\n\
             {customers}[internal]\nrevenue = {revenue:?}\n{note}",
            quoted(&name),
            aliases.join(", "),
            quoted(&summary),
            quoted(&french),
            quoted(&city),
        )
    })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn export_and_import_round_trip(
        records in prop::collection::vec(record(), 1..4)
    ) {
        let project = records.iter().enumerate().fold(Project::base(), |project, (at, text)| {
            let folder = if at % 2 == 0 { "" } else { "be/gent/" };
            project.file(&format!("partners/{folder}p{at}.toml"), text)
        });
        let options = ExportOptions { internal: true };
        let read = load::project(project.path());
        let records = read.records.unwrap();
        let tables = [
            ("out.csv", commands::csv(&records, &read.sources, &options)),
            ("out.json", commands::json(&records, &read.sources, &options)),
        ];
        for (name, table) in &tables {
            let same = plan(&project, name, table);
            prop_assert!(same.records.iter().all(|record| record.change == commands::Change::Unchanged), "{same:?}");
            let empty = Project::base().without("partners/kerguelen.toml");
            let plan_row = plan(&empty, name, table);
            prop_assert_eq!(plan_row.records.len(), records.partners.len());
            let filled = plan_row.records.iter().fold(empty, |project, record| {
                project.file(&record.path, &record.text)
            });
            let again = load::project(filled.path());
            let again_records = again.records.unwrap();
            let csv = commands::csv(&again_records, &again.sources, &options);
            prop_assert_eq!(&csv, &tables[0].1, "by {}", name);
        }
    }
}

fn plan(project: &Project, name: &str, table: &str) -> Plan {
    let mut read = load::project(project.path());
    let mut problems = Diagnostics::default();
    let table = ImportTable {
        name,
        bytes: table.as_bytes(),
        mapping: None,
        files: &commands::NoFiles,
    };
    let mut context = ImportContext {
        sources: &mut read.sources,
        problems: &mut problems,
    };
    let plan = commands::plan(&table, read.records.as_ref().unwrap(), &mut context);
    assert_eq!(problems.errors(), 0, "{problems:?}");
    plan
}

fn import(project: &Project, table: &str, options: &[&str]) -> (std::process::Output, String) {
    let folder = project.path().to_str().unwrap();
    let table = project.path().join(table);
    let arguments = ["import", table.to_str().unwrap(), "--project", folder];
    let output = vitrine(&[&arguments[..], options].concat());
    let summary = String::from_utf8(output.stdout.clone()).unwrap();
    (output, summary)
}
