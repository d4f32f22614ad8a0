//! Tables of every make: encodings, delimiters, line ends, columns, countries, JSON, and files that are no tables.

use std::fs;

use vitrine::diagnostic::Code;

use super::import;
use crate::cli::{code, errors, vitrine};
use crate::project::{Project, options};

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
        (
            b"Nom;Type\r\nSoci\x82t\x82;integrator\r\n".to_vec(),
            "cp850, by words such as `Société`",
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
    for label in ["cp850", "ibm850", "cp-850"] {
        let project = Project::base()
            .file("in.csv", b"Nom;Type\nK\x94ln;integrator\n")
            .file("in.mapping.toml", format!("encoding = \"{label}\"\n"));
        let (output, _) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        assert!(record(&project, "koln").contains("Köln"), "{label}");
    }
    let project = Project::base()
        .file("in.csv", "Nom;Type\n")
        .file("in.mapping.toml", "encoding = \"DOS\"\n");
    let (output, _) = import(&project, "in.csv", &[]);
    assert!(errors(&output).contains("ibm866, cp437, cp850"));
    // Few words decide; they are shown.
    let project = Project::base().file("in.csv", b"Name;Type\n\xd8eka Plze\xf2;integrator\n");
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(
        summary.contains("windows-1250, by words such as `Řeka`, `Plzeň`"),
        "{summary}"
    );
    assert!(record(&project, "reka-plzen").contains("Řeka Plzeň"));
    for (table, problem) in [
        // A Mac or MS-DOS.
        (
            &b"Nom;Type\nK\x94ln;integrator\n"[..],
            "the encoding of the table is not known: in macintosh, it has the words `Kîln`, in cp850 `Köln`",
        ),
        // No encoding.
        (
            b"Nom;Type\nM\xdbller \xdb\xb0;integrator\n",
            "the encoding of the table is not known",
        ),
        // Two tables in one file.
        (
            b"Nom;Type\nSoci\xc3\xa9t\xc3\xa9;integrator\nCaf\xe9;integrator\n",
            "some bytes are not text in UTF-8",
        ),
    ] {
        let project = Project::base().file("in.csv", table);
        let (output, summary) = import(&project, "in.csv", &[]);
        let problems = errors(&output);
        assert!(problems.contains(problem), "{problems}");
        assert!(summary.contains("added: 0"), "{summary}");
    }
    let project = Project::base().file("in.csv", "Nom;Type\nSociÃ©tÃ©;integrator\n");
    let (_, summary) = import(&project, "in.csv", &[]);
    assert!(
        summary.contains("`SociÃ©tÃ©` seems to be `Société`"),
        "{summary}"
    );
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
        record(&project, "half").contains("country = \"US\""),
        "{problems}"
    );
    assert!(summary.contains("added: 20"), "{summary} {problems}");
    for (index, (code, name)) in countries.iter().enumerate() {
        let record = record(&project, &format!("p{index}"));
        assert!(
            record.contains(&format!("country = \"{code}\"")),
            "{name}: {record}"
        );
    }
}

#[test]
fn a_partner_may_have_a_country_without_a_city() {
    let project = Project::base().file(
        "in.csv",
        "Nom;Type;Ville;Code postal;Pays\nAlpha;integrator;;;FR\nBeta;integrator;;35000;FR\nGamma;integrator;Lyon;;FR\n",
    );
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 3"), "{summary}");
    assert!(record(&project, "alpha").ends_with("[[offices]]\ncountry = \"FR\"\n"));
    let (_, problems) = project.check();
    assert_eq!(problems.errors(), 0, "{problems:?}");
    let without_city = problems
        .iter()
        .filter(|problem| problem.code == Code::MissingCity)
        .count();
    assert_eq!(without_city, 2);

    project.build(&options());
    let public = project.path().join("public");
    let page = |path: &str| fs::read_to_string(public.join(path)).unwrap();
    let alpha = page("en/partners/alpha/index.html");
    let (_, offices) = alpha.split_once("id=\"offices\"").unwrap();
    let (offices, _) = offices.split_once("</section>").unwrap();
    assert!(offices.contains("France</a></h3>"), "{offices}");
    assert!(!offices.contains("<address>"), "{offices}");
    assert!(alpha.contains("\"addressCountry\":\"FR\"") && !alpha.contains("addressLocality"));
    let beta = page("en/partners/beta/index.html");
    assert!(beta.contains("<address>35000<br><a"), "{beta}");
    let country = page("en/directory/country/fr/index.html");
    for id in ["alpha", "beta", "gamma"] {
        assert!(
            country.contains(&format!("/en/partners/{id}/")),
            "{id} in {country}"
        );
    }
    assert!(country.contains("Lyon, France") && !country.contains("\">, "));

    // The country of a table without cities.
    for (cells, field) in [
        (["FR", "Belgique"], "[[offices]]\ncountry = \"BE\""),
        (["FR", "FR, BE"], "serves = [\"FR\", \"BE\"]"),
    ] {
        let [one, other] = cells;
        let table = format!("Nom;Type;Pays\nOne;integrator;{one}\nOther;integrator;\"{other}\"\n");
        let project = Project::base().file("in.csv", table);
        let (output, _) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let other = record(&project, "other");
        assert!(other.contains(field), "{field} in {other}");
    }
}

#[test]
fn what_a_table_writes_otherwise_is_shown() {
    let project = Project::base()
        .file(
            "logos/a..b.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>",
        )
        .file(
            "in.csv",
            "id,name,types,logo,folder,description,revenue\n\
             Ä_1,A,integrator,logos/a..b.svg,,x,87%\n\
             b,\"=\"\"007\"\"\",integrator,,../x,x,\n\
             c,C,integrator,,,\"=HYPERLINK(\"\"https://c.example\"\")\",\n\
             d,D,integrator,,,#REF!,\n\
             e,\"E\u{7}\",integrator,,,x,\n\
             f,\"=\"\"007\"\"\",integrator,,,x,\n",
        )
        .file(
            "in.mapping.toml",
            "[columns]\nrevenue = \"internal.revenue\"\n",
        );
    let (output, summary) = import(&project, "in.csv", &[]);
    let problems = errors(&output);
    for expected in [
        "`../x` is not a folder below `partners/`",
        "`=HYPERLINK(\"https://c.example\")` is a formula, not its value",
        "`#REF!` is an error of the spreadsheet program",
        "`E` contains the control character U+0007",
    ] {
        assert!(problems.contains(expected), "{expected} in {problems}");
    }
    for expected in [
        "the id `Ä_1` becomes `a-1`",
        "`87%` in the column of `revenue` is read as 87",
        "added: 2",
    ] {
        assert!(summary.contains(expected), "{expected} in {summary}");
    }
    assert!(record(&project, "a-1").contains("logo = \"a-1.svg\""));
    assert!(record(&project, "f").contains("name = \"007\""));
}
