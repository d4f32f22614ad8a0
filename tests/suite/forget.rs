//! `vitrine forget`: deletes a record, and finds every remaining trace in the output.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::cli::{bytes, code, command, errors};
use crate::project::{Project, TODAY, files, options, repository};
use crate::tools;

/// A partner with a value in every field that may be published, and in some that may not.
const RECORD: &str = r#"
name = "Zwickau & Söhne"
legal_name = "Zwickau & Söhne Handelsgesellschaft mbH"
types = ["integrator"]
website = "https://www.zwickau.example"
logo = "zwickau.svg"
summary = "Brings the harvest in, whatever the weather in the valley."
description = """
We are a family, and have been since **1873**; ask [our guild](https://guild.example) for what we did for it.
"""

[programmes.solutions]
tier = "gold"
since = 2023-01-01

[[offices]]
street = "Silberhofgasse 7"
city = "Chemnitz"
country = "FR"

[[contacts]]
role = "sales"
person = "Ottilie Zwickau"
email = "ottilie@zwickau.example"
phone = "+49 371 5550123"
consent = 2026-01-01
public = true

[internal]
notes = "Pays late, but pays without being asked."
"#;

/// Letters that identify the partner.
const TRACES: [&str; 6] = [
    "zwickau",
    "ottilie",
    "3715550123",
    "silberhofgasse",
    "weareafamilyandhavebeensince",
    "bringstheharvestin",
];

#[test]
fn a_forgotten_partner_leaves_no_traces() {
    let project = with_partner();
    project.build(&options());
    let before = everything(&project);
    for trace in TRACES {
        assert!(before.contains(trace), "`{trace}` was never published");
    }
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("no traces remain"), "{text}");
    let after = everything(&project);
    for trace in TRACES {
        assert!(!after.contains(trace), "`{trace}` is left");
    }
    for file in ["partners/zwickau.toml", "partners/zwickau.svg"] {
        assert!(!project.path().join(file).exists(), "{file}");
    }
    // Other partners are unchanged.
    assert!(after.contains("kerguelenconseil"));
    assert!(project.path().join("partners/kerguelen.svg").exists());
}

#[test]
fn erasure_reports_every_leftover() {
    let project = with_partner().file(
        "content/pages/about.en.md",
        "+++\ntitle = \"About\"\n+++\nThank you, Zwickau &amp; Söhne!\n",
    );
    project.build(&options());
    // Copies of older books and pages that somebody added.
    let public = project.path().join("public");
    let book = files(&public.join("paper")).remove(0);
    fs::copy(public.join("paper").join(book), public.join("old.pdf")).unwrap();
    fs::write(public.join("old.pdf.txt"), "nothing").unwrap();
    fs::write(
        public.join("old.json"),
        r#"{"mail":"Ottilie\u0040zwickau.example"}"#,
    )
    .unwrap();
    fs::create_dir(project.path().join("proofs")).unwrap();
    fs::write(
        project.path().join("proofs/zwickau.html"),
        "Tel. +49 (371) 555-0123",
    )
    .unwrap();
    fs::write(public.join("broken.pdf"), "%PDF-1.7").unwrap();

    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = errors(&output);
    for line in [
        "remaining: public/old.pdf: name “Zwickau & Söhne”",
        "remaining: public/old.pdf: contact “ottilie@zwickau.example”",
        "remaining: public/old.pdf: description “We are a family",
        "remaining: public/old.json: contact “ottilie@zwickau.example”",
        "remaining: proofs/zwickau.html: contact “+49 371 5550123”",
        "remaining: public/broken.pdf: cannot be searched",
        "remaining: public/en/about/index.html: name “Zwickau & Söhne”",
        "remaining: `content/pages/about.en.md` has name “Zwickau & Söhne”",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    assert!(!text.contains("old.pdf.txt"), "{text}");
}

#[test]
fn shared_logos_and_values_stay() {
    let other = r#"
name = "Almadena"
types = ["integrator"]
logo = "zwickau.svg"
summary = "Brings the harvest in, whatever the weather in the valley."

[[offices]]
street = "Silberhofgasse 7"
city = "Chemnitz"
country = "FR"
"#;
    let project = with_partner().file("partners/almadena.toml", other);
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    assert!(project.path().join("partners/zwickau.svg").exists());
}

#[test]
fn nothing_is_deleted_without_confirmation_or_if_the_build_fails() {
    let project = with_partner();
    project.build(&options());
    let before = bytes(project.path());
    let output = forget(&project, &[]);
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("--yes"), "{}", errors(&output));
    assert!(
        errors(&output).contains("partners/zwickau.svg"),
        "{}",
        errors(&output)
    );
    assert!(bytes(project.path()) == before);

    let output = command(&[
        "forget",
        "zwikau",
        "--yes",
        "--project",
        project.path().to_str().unwrap(),
    ])
    .output()
    .unwrap();
    assert_eq!(code(&output), 2);
    assert!(errors(&output).contains("`zwickau`"), "{}", errors(&output));

    let project = project.file("partners/faulty.toml", "name = 1\n");
    let before = bytes(project.path());
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1);
    assert!(
        errors(&output).contains("all files are restored"),
        "{}",
        errors(&output)
    );
    assert!(bytes(project.path()) == before);
}

fn with_partner() -> Project {
    let logo = fs::read(repository().join("tests/diagnostics/base/partners/kerguelen.svg"));
    Project::base()
        .file("partners/zwickau.toml", RECORD)
        .file("partners/zwickau.svg", logo.unwrap())
}

fn forget(project: &Project, options: &[&str]) -> std::process::Output {
    let folder = project.path().to_str().unwrap();
    let arguments = ["forget", "zwickau", "--as-of", TODAY, "--project", folder];
    command(&[&arguments, options].concat())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The letters and digits of all published files, read by external tools.
fn everything(project: &Project) -> String {
    let mut text = String::new();
    for folder in ["public", "print", ".vitrine"] {
        let folder = project.path().join(folder);
        if !folder.exists() {
            continue;
        }
        for path in files(&folder) {
            text += path.to_str().unwrap();
            text += &read(&folder.join(path));
        }
    }
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn read(path: &Path) -> String {
    if path.extension().is_some_and(|extension| extension == "pdf") {
        return tools::text(path) + &String::from_utf8_lossy(&tools::decompressed(path));
    }
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}
