//! Tables of every make: encodings, delimiters, line ends, columns, countries, JSON, and files that are no tables.

use std::fs;

use super::import;
use crate::cli::{code, errors, vitrine};
use crate::project::Project;

/// A record, as it is after an import.
fn record(project: &Project, id: &str) -> String {
    fs::read_to_string(project.path().join(format!("partners/{id}.toml"))).unwrap_or_default()
}

#[test]
fn of_two_columns_with_one_heading_none_is_lost_in_silence() {
    let table = "Name;Types;Phone;Phone;;Notes\nAlpha;integrator;+33 1 11 11 11 11;+33 2 22 22 22 22;lost?;x\n";
    let project = Project::base().file("in.csv", table);
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(
        summary.contains("not imported: Phone (2), column 5"),
        "{summary}"
    );
    let alpha = record(&project, "alpha");
    assert!(
        alpha.contains("+33 1 11") && !alpha.contains("+33 2 22"),
        "{alpha}"
    );

    let mapping = "[columns]\nPhone = \"contacts.1.phone\"\n\"Phone (2)\" = \"contacts.1.phone\"\n";
    let project = Project::base()
        .file("in.csv", table)
        .file("in.mapping.toml", mapping);
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("two columns have different values for `contacts.1.phone`"),
        "{problems}"
    );
}

#[test]
fn tables_in_old_encodings_are_read_or_refused() {
    let utf_16: Vec<u8> = "Nom;Type\nSociété;integrator\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (bytes, encoding) in [
        (utf_16, "UTF-16LE"),
        (
            b"Nom;Type\rSoci\x8et\x8e;integrator\r".to_vec(),
            "macintosh",
        ),
    ] {
        let project = Project::base().file("in.csv", bytes);
        let (output, summary) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert!(summary.contains(encoding), "{summary}");
        assert!(record(&project, "societe").contains("Société"), "{summary}");
    }
    let project = Project::base()
        .file("in.csv", b"Nom;Type\nPo\x9f;integrator\n")
        .file(
            "in.mapping.toml",
            "encoding = \"windows-1250\"\nseparator = \";\"\n",
        );
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(record(&project, "poz").contains("Poź"));
    let project = Project::base().file("in.csv", "Nom;Type\nA\0B;integrator\n");
    let (output, _) = import(&project, "in.csv", &[]);
    assert!(
        errors(&output).contains("some bytes are not text in UTF-8"),
        "{}",
        errors(&output)
    );
}

#[test]
fn a_workbook_is_refused_in_words_and_never_written() {
    let project = Project::base().file("in.csv", b"PK\x03\x04\x14\0");
    let (output, _) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("workbook") && problems.contains("save it as CSV UTF-8"),
        "{problems}"
    );
    for name in ["out.xlsx", "out.txt"] {
        let out = project.path().join(name);
        let folder = project.path().to_str().unwrap();
        let output = vitrine(&["export", out.to_str().unwrap(), "--project", folder]);
        assert_eq!(code(&output), 2);
        assert!(
            errors(&output).contains("`.csv`, `.json` or `.vcf`"),
            "{}",
            errors(&output)
        );
        assert!(!out.exists());
    }
}

#[test]
fn records_with_crlf_do_not_change_unless_the_table_does() {
    let text = "\u{feff}name = \"Almadena\"\r\ntypes = [\"integrator\"] # x\r\n\
                description = \"\"\"\r\nOne\r\n\r\nTwo\"\"\"\r\n";
    let project = Project::base().file("partners/almadena.toml", text);
    let folder = project.path().to_str().unwrap();
    let table = project.path().join("out.csv");
    vitrine(&["export", table.to_str().unwrap(), "--project", folder]);
    let (output, summary) = import(&project, "out.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 0, changed: 0"), "{summary}");
    assert_eq!(record(&project, "almadena"), text);

    let changed = fs::read_to_string(&table)
        .unwrap()
        .replace("Almadena", "Almadena Ltd");
    fs::write(&table, changed).unwrap();
    import(&project, "out.csv", &[]);
    assert_eq!(
        record(&project, "almadena"),
        text.replace("Almadena", "Almadena Ltd")
    );
}

#[test]
fn json_with_other_keys_is_reported_once_and_mapped() {
    let json = r#"[{"name": "A", "types": ["integrator"], "homepage": "a.example", "crm": 1},
                   {"name": "B", "types": ["integrator"], "homepage": "b.example", "crm": 2}]"#;
    let project = Project::base().file("in.json", json);
    let (output, _) = import(&project, "in.json", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("records 1, 2 have keys that are no fields: `crm`, `homepage`"),
        "{problems}"
    );
    let mapping = "[columns]\nhomepage = \"website\"\ncrm = \"\"\n";
    let project = project.file("in.mapping.toml", mapping);
    let (output, _) = import(&project, "in.json", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(record(&project, "b").contains("website = \"https://b.example\""));
}

#[test]
fn countries_are_understood_by_every_usual_name() {
    let countries = [
        ("US", "USA"),
        ("US", "U.S."),
        ("US", "United States of America"),
        ("GB", "UK"),
        ("GB", "Great Britain"),
        ("GB", "England"),
        ("NL", "The Netherlands"),
        ("CZ", "Czech Republic"),
        ("HK", "Hong Kong"),
        ("KR", "Korea"),
        ("MX", "MEX"),
        ("AE", "UAE"),
        ("DK", "Danmark"),
        ("TR", "Turkey"),
        ("VN", "Viet Nam"),
        ("FR", "Frankreich"),
        ("FR", "Francia"),
        ("BE", "België"),
    ];
    let mut codes: Vec<&str> = countries.iter().map(|(code, _)| *code).collect();
    codes.dedup();
    let mut table = "Nom;Type;Ville;Pays\n".to_owned();
    for (index, (_, name)) in countries.iter().enumerate() {
        table.push_str(&format!("P{index};integrator;X;{name}\n"));
    }
    table.push_str(
        "Last;integrator;Porto;Portugal\nNone;integrator;N/C;n/a\nHalf;integrator;-;USA\n",
    );
    let project = Project::base();
    let path = project.path().join("content/vocabulary.toml");
    let mut vocabulary = fs::read_to_string(&path).unwrap();
    for code in codes {
        if !vocabulary.contains(&format!("[countries.{code}]")) {
            vocabulary.push_str(&format!("\n[countries.{code}]\n"));
        }
    }
    let project = project
        .file("content/vocabulary.toml", vocabulary)
        .file("in.csv", table);
    let (output, summary) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    assert!(
        problems.contains("undeclared country `Portugal` (`PT`)"),
        "{problems}"
    );
    assert!(
        problems.contains("add `[countries.PT]` to `content/vocabulary.toml`"),
        "{problems}"
    );
    assert!(
        problems.contains("map the column to `serves`"),
        "{problems}"
    );
    assert!(summary.contains("added: 19"), "{summary} {problems}");
    for (index, (code, name)) in countries.iter().enumerate() {
        let record = record(&project, &format!("p{index}"));
        assert!(
            record.contains(&format!("country = \"{code}\"")),
            "{name}: {record}"
        );
    }
}
