//! Tables from strangers: logos that are files of the machine, paths out of the project, formulas, and huge tables.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::import;
use crate::cli::{bytes, code, errors, vitrine};
use crate::project::{Project, repository};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";

/// A project with a table in the folder `t`, whose last column is `logo`.
fn with_logos(logos: &[&str]) -> Project {
    let rows = logos.iter().enumerate();
    let rows = rows.map(|(number, logo)| format!("p{number},P{number},integrator,\"{logo}\"\n"));
    let table = format!("id,name,types,logo\n{}", rows.collect::<String>());
    Project::base().file("t/in.csv", table)
}

#[test]
fn only_pictures_in_the_folder_of_the_table_are_copied() {
    let secret = tempfile::tempdir().unwrap();
    let outside = secret.path().join("id_rsa");
    fs::write(&outside, "PRIVATE").unwrap();
    let picture = secret.path().join("private.svg");
    fs::write(&picture, SVG).unwrap();
    let logos = [
        outside.to_str().unwrap(),
        picture.to_str().unwrap(),
        "../content/catalogue.toml",
        "../../../../../../../../etc/passwd",
        "link.svg",
        "linked/private.svg",
        "folder",
        "queue.svg",
        "a.b/c",
        "no-extension",
        "ends-with-a-point.",
        "text.png",
        "C:\\Users\\a\\private.png",
        "C:private.png",
        "\\\\server\\share\\private.png",
        "logos\\a.svg",
        "file:///etc/passwd",
        "https://a.example/a.svg",
        "kerguelen.toml",
        "missing.svg",
        "/dev/zero",
    ];
    let project = with_logos(&logos)
        .file("t/a.b/c", SVG)
        .file("t/no-extension", SVG)
        .file("t/ends-with-a-point.", SVG)
        .file("t/text.png", "PRIVATE")
        .file("t/folder/x", "x");
    let table_folder = project.path().join("t");
    symlink(&picture, table_folder.join("link.svg")).unwrap();
    symlink(secret.path(), table_folder.join("linked")).unwrap();
    let mut queue = Command::new("mkfifo");
    queue.arg(table_folder.join("queue.svg"));
    assert!(queue.status().unwrap().success());
    let before = bytes(&project.path().join("partners"));

    let (output, summary) = import(&project, "t/in.csv", &["--format", "short"]);
    let problems = errors(&output);
    assert_eq!(code(&output), 1, "{problems}");
    for (number, logo) in logos.iter().enumerate() {
        let line = number + 2;
        let message = problems
            .lines()
            .find(|text| text.contains(&format!("in.csv:{line}:")));
        let message = message.unwrap_or_else(|| panic!("`{logo}`: {problems}"));
        assert!(message.contains("in the column of `logo`"), "{message}");
        // The position of the cell, and what to do.
        assert!(
            !message.contains(&format!(":{line}:1:")) && message.ends_with(')'),
            "{message}"
        );
    }
    assert!(summary.contains("added: 0"), "{summary}");
    assert_eq!(bytes(&project.path().join("partners")), before);
}

#[test]
fn pictures_are_judged_and_named_after_their_record() {
    let project = with_logos(&["a.svg", "sub/B.SVG", "./a.svg", "kerguelen.svg"])
        .file("t/a.svg", SVG)
        .file("t/sub/B.SVG", SVG);
    let (output, _) = import(&project, "t/in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let partners = project.path().join("partners");
    for (record, logo) in [
        ("p0", "p0.svg"),
        ("p1", "p1.svg"),
        ("p2", "p2.svg"),
        ("p3", "kerguelen.svg"),
    ] {
        let text = fs::read_to_string(partners.join(format!("{record}.toml"))).unwrap();
        assert!(text.contains(&format!("logo = \"{logo}\"")), "{text}");
        assert!(partners.join(logo).is_file());
    }
}

#[test]
fn another_picture_of_the_project_is_neither_replaced_nor_taken_for_the_one_of_the_table() {
    let other = SVG.replace("h9v9z", "h9v8z");
    let project = Project::base()
        .file("partners/p.toml", "name = \"P\"\ntypes = [\"integrator\"]\nlogo = \"p.svg\"\n")
        .file("partners/p.svg", SVG)
        .file("partners/q.svg", SVG)
        .file("a.svg", &other)
        .file("in.csv", "id,name,types,logo,logo_dark\np,P,integrator,a.svg,\nq,Q,integrator,a.svg,\nr,R,integrator,,a.svg\nr-dark,S,integrator,a.svg,\n");
    let (output, summary) = import(&project, "in.csv", &["--format", "short"]);
    let problems = errors(&output);
    assert!(
        problems.contains("`partners/q.svg` exists already"),
        "{problems}"
    );
    assert!(
        problems.contains("`partners/r-dark.svg` would be the picture of two rows"),
        "{problems}"
    );
    assert!(summary.contains("kept, although"), "{summary}");
    let read = |path: &str| fs::read_to_string(project.path().join(path)).unwrap();
    assert_eq!(read("partners/p.svg"), SVG);
    assert_eq!(read("partners/q.svg"), SVG);
}

#[test]
fn folders_of_records_stay_below_partners() {
    let folders = [
        "../x",
        "a/../b",
        ".git",
        "a//b",
        "C:",
        "a\\b",
        "nul",
        "a*",
        "~x",
        "#x",
        "kerguelen.toml",
        "a/b/c/d/e/f/g/h/i",
    ];
    let rows = folders.iter().enumerate();
    let rows = rows.map(|(number, folder)| format!("p{number},P{number},integrator,{folder}\n"));
    let table = format!("id,name,types,folder\n{}", rows.collect::<String>());
    let project = Project::base().file("in.csv", table);
    let (output, summary) = import(&project, "in.csv", &["--format", "short"]);
    let problems = errors(&output);
    assert_eq!(
        problems.matches("error[invalid-value]").count(),
        folders.len(),
        "{problems}"
    );
    assert!(summary.contains("added: 0"), "{summary}");
}

#[test]
fn a_mapping_beside_the_table_is_not_read_through_a_link() {
    let project = Project::base()
        .file("in.csv", "id,name,types\na,A,integrator\n")
        .file(
            "elsewhere.toml",
            "[columns]\nid = \"id\"\nname = \"name\"\ntypes = \"types\"\n",
        );
    let mapping = project.path().join("in.mapping.toml");
    symlink("elsewhere.toml", &mapping).unwrap();
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("is a link"), "{}", errors(&output));
    let (output, _) = import(
        &project,
        "in.csv",
        &["--mapping", mapping.to_str().unwrap()],
    );
    assert_ne!(code(&output), 2, "{}", errors(&output));
}

#[test]
fn a_cell_does_not_write_lines_of_the_mapping() {
    let table = "Firm,Type,Tier\nA,\"x\n[new]\nstatus = \"\"draft\"\"\",\"y\n[new]\nstatus = \"\"draft\"\"\"\n";
    let project = Project::base().file("a\nb.csv", table);
    let (output, _) = import(&project, "a\nb.csv", &[]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let mapping = fs::read_to_string(project.path().join("a\nb.mapping.toml")).unwrap();
    assert!(mapping.contains("# \"y\\n[new]"), "{mapping}");
    assert!(
        !mapping.lines().any(|line| line.starts_with("status")),
        "{mapping}"
    );
    assert_eq!(mapping.matches("\n[new]").count(), 1, "{mapping}");
}

#[test]
fn a_mapping_whose_tables_are_none_is_an_error() {
    for mapping in [
        "columns = 3\n",
        "[[columns]]\n",
        "words = \"x\"\n",
        "new = []\n",
    ] {
        let project = Project::base()
            .file("in.csv", "Firm,Type\nA,integrator\n")
            .file("in.mapping.toml", mapping);
        let (output, _) = import(&project, "in.csv", &[]);
        assert_eq!(code(&output), 1, "{mapping}");
        let problems = errors(&output);
        assert!(
            problems.contains("must be a table"),
            "{mapping}: {problems}"
        );
    }
}

#[test]
fn huge_tables_are_refused_with_a_remedy() {
    let head = "id,name,types";
    let wide = format!("{head}{}\nx,X,integrator\n", ",c".repeat(1_500));
    let long = format!("{head},since\nx,X,integrator,{}\n", "9".repeat(200_000));
    let text = format!("{head},summary\nx,X,integrator,{}\n", "w ".repeat(200_000));
    let list = format!("{head}\nx,X,{}\n", "a;".repeat(50_000));
    let many = format!("name\n{}", "A\n".repeat(100_002));
    let heading = format!("{}\nx,X,integrator\n", "h".repeat(9_000));
    let quote = format!(
        "{head}\na,\"A,integrator\n{}",
        "b,B,integrator\n".repeat(10_000)
    );
    let offices = format!(
        "[{{\"id\":\"a\",\"name\":\"A\",\"types\":[\"integrator\"],\"offices\":[{}{{}}]}}]",
        "{\"country\":\"FR\"},".repeat(3_000)
    );
    let records = format!("[{}0]", "0,".repeat(100_002));
    for (name, table, message, remedy) in [
        (
            "in.csv",
            &wide,
            "at most 1000 are read",
            "delete the columns",
        ),
        (
            "in.csv",
            &long,
            "200000 characters, and at most 1000",
            "shorten it",
        ),
        ("in.csv", &text, "and at most 100000 are read", "shorten it"),
        ("in.csv", &list, "and at most 20000 are read", "shorten it"),
        ("in.csv", &many, "more than 100000 rows", "in parts"),
        (
            "in.csv",
            &heading,
            "no heading is so long",
            "write the headings",
        ),
        (
            "in.csv",
            &quote,
            "the quotation mark has no end",
            "write another one",
        ),
        (
            "in.json",
            &offices,
            "more than 1000 values",
            "leave out entries",
        ),
        ("in.json", &records, "more than 100000 records", "in parts"),
    ] {
        let project = Project::base().file(name, table);
        let (output, _) = import(&project, name, &["--dry-run"]);
        let problems = errors(&output);
        assert_eq!(code(&output), 1, "{message}: {problems}");
        assert!(
            problems.contains(message) && problems.contains(remedy),
            "{problems}"
        );
        assert!(
            problems.len() < 20_000,
            "{message}: {} bytes",
            problems.len()
        );
    }
    let project = Project::base().file("in.csv", " ".repeat(33 << 20));
    let (output, _) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("larger than 32 MiB: save it in parts"));
}

#[test]
fn files_of_other_programs_are_named() {
    for (start, kind) in [
        (&b"PK\x03\x04"[..], "a workbook"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (b"SQLite format 3\0", "a database"),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?>", "an XML file"),
        (b"\n <HTML><table>", "a web page"),
        (b"\x89PNG\r\n", "a picture"),
    ] {
        let project = Project::base().file("in.csv", start);
        let (output, _) = import(&project, "in.csv", &[]);
        let problems = errors(&output);
        assert!(
            problems.contains(kind) && problems.contains("save it as CSV"),
            "{problems}"
        );
    }
}

#[test]
fn a_table_of_many_rows_and_records_is_compared_in_proportion() {
    // Each row that compared itself with every record, or each problem that counted lines from the start, would take minutes.
    let count = 4_000;
    let mut table = "id,name,types,since\n".to_owned();
    for number in 0..count {
        table += &format!("firm-{number},Firm {number},type{number},x{number}\n");
    }
    let project = Project::base().file("in.csv", table);
    let (output, summary) = import(&project, "in.csv", &["--dry-run", "--format", "json"]);
    assert_eq!(code(&output), 1);
    assert!(
        summary.contains(&format!("{count} rows have errors")),
        "{summary}"
    );
}

#[test]
fn formulas_in_ids_folders_and_keys_are_texts_in_the_export() {
    let project = Project::base()
        .layer_at(
            &repository().join("tests/diagnostics/base/partners"),
            "partners/=cmd",
        )
        .without("partners/kerguelen.toml")
        .file(
            "partners/=1+1.toml",
            "name = \"＝A\"\ntypes = [\"integrator\"]\n\"=HYPERLINK(1)\" = \"\u{feff}=1\"\n",
        );
    let folder = project.path().to_str().unwrap();
    let output = vitrine(&["export", "--project", folder]);
    let csv = String::from_utf8(output.stdout).unwrap();
    let is_formula = |cell: &str| {
        let cell = cell.trim_start_matches(['"', '\u{feff}', ' ']);
        cell.starts_with(['=', '＝', '+', '@'])
    };
    assert!(
        !csv.lines().flat_map(|line| line.split(',')).any(is_formula),
        "{csv}"
    );
    assert!(
        csv.contains("'=cmd") && csv.contains("'=HYPERLINK"),
        "{csv}"
    );
}

#[test]
fn guarded_values_come_back_as_they_were() {
    for value in [
        "=1",
        "＝1",
        "\u{feff}=1",
        "'=1",
        "''+1",
        "-x",
        "@a",
        "－1",
        "n/a",
        "'t Hof",
    ] {
        let record = format!("name = \"A\"\ntypes = [\"integrator\"]\nlegal_name = \"{value}\"\n");
        let project = Project::base().file("partners/a.toml", &record);
        let folder = project.path().to_str().unwrap();
        let table = project.path().join("out.csv");
        let output = vitrine(&["export", table.to_str().unwrap(), "--project", folder]);
        assert_eq!(code(&output), 0, "{}", errors(&output));
        let again = Project::base().file("out.csv", fs::read(&table).unwrap());
        fs::remove_file(again.path().join("partners/kerguelen.toml")).unwrap();
        let (output, _) = import(&again, "out.csv", &[]);
        let path = again.path().join("partners/a.toml");
        let text =
            fs::read_to_string(Path::new(&path)).unwrap_or_else(|_| panic!("{}", errors(&output)));
        assert!(
            text.contains(&format!("legal_name = \"{value}\"")),
            "{value}: {text}"
        );
    }
}

#[test]
fn a_table_has_at_most_200_offices_of_a_record_and_says_which_columns_are_too_many() {
    let table = |columns: usize| {
        let mut heads = String::from("name,types");
        let mut cells = String::from("Almadena,integrator");
        for number in 1..=columns {
            heads += &format!(",offices.{number}.city,offices.{number}.country");
            cells += &format!(",Town {number},FR");
        }
        format!("{heads}\n{cells}\n")
    };
    let project = Project::base().file("in.csv", table(200));
    let (output, summary) = import(&project, "in.csv", &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(summary.contains("added: 1"), "{summary}");
    let record = fs::read_to_string(project.path().join("partners/almadena.toml")).unwrap();
    assert_eq!(record.matches("[[offices]]").count(), 200);

    let project = Project::base().file("in.csv", table(203));
    let before = bytes(&project.path().join("partners"));
    let (output, _) = import(&project, "in.csv", &["--format", "short"]);
    let problems = errors(&output);
    assert_eq!(code(&output), 1, "{problems}");
    for words in [
        "in.csv:1:",
        "a column of `offices.201.city`, and 5 more such columns",
        "at most 200 offices",
        "delete these columns",
    ] {
        assert!(problems.contains(words), "{problems}");
    }
    assert_eq!(bytes(&project.path().join("partners")), before);
}
