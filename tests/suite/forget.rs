//! `vitrine forget`: deletes a record, and finds every remaining trace in the output.

mod hostile;
mod remaining;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::cli::{bytes, code, command, errors};
use crate::project::{Project, TODAY, files, options, repository};
use crate::tools;

/// A partner with a value in every public field, and in some private ones.
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
        "remaining: public/old.json:1: contact “ottilie@zwickau.example”",
        "remaining: proofs/zwickau.html:1: contact “+49 371 5550123”",
        "remaining: proofs/zwickau.html: its name has the id `zwickau`",
        "remaining: public/broken.pdf: cannot be searched",
        "remaining: public/en/about/index.html:",
        "remaining: content/pages/about.en.md:4: name “Zwickau & Söhne”",
        "to do: delete the proof sheet: proofs/zwickau.html",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    assert!(!text.contains("old.pdf.txt"), "{text}");
}

#[test]
fn everything_in_the_project_is_searched() {
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let utf_16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", stored).unwrap();
    let shared = b"<t>Ottilie</t><t> Zwickau</t>";
    std::io::Write::write_all(&mut archive, shared).unwrap();
    let archive = archive.finish().unwrap().into_inner();
    let project = with_partner()
        .file(
            "partners.csv",
            "id;name\nkerguelen;Kerguelen\nzwickau;Zwickau & Söhne\n",
        )
        .file("old/export.csv", latin("id;name\r\nz;Zwickau & Söhne\r\n"))
        .file("old/book.xlsx", archive)
        .file(
            "partners/.zwickau.toml.swp",
            "\0\0email = ottilie@zwickau.example",
        )
        .file("partners/kerguelen.toml~", "# see\n# Silberhofgasse 7\n")
        .file(".hidden/notes.txt", utf_16("\nOttilie Zwickau\n"))
        .file(".git/objects/1", "Ottilie Zwickau")
        .file("pictures/ottilie-zwickau.jpg", "\u{0}")
        .file(
            "mail.eml",
            "Zwickau =26 S=C3=B6hne=\n Handelsgesellschaft mbH",
        )
        .file("backup.tar.gz", b"\x1f\x8b\x08\0")
        .file("other.txt", "Zwick, and Ottilie of another house");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", project.path().join("link.txt")).unwrap();
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = errors(&output);
    for line in [
        "remaining: partners.csv:3: name “Zwickau & Söhne”",
        "remaining: old/export.csv:2: name “Zwickau & Söhne”",
        "remaining: old/book.xlsx: contact “Ottilie Zwickau”",
        "remaining: partners/.zwickau.toml.swp:1: contact “ottilie@zwickau.example”",
        "remaining: partners/kerguelen.toml~:2: street “Silberhofgasse 7”",
        "remaining: .hidden/notes.txt:2: contact “Ottilie Zwickau”",
        "remaining: pictures/ottilie-zwickau.jpg: its name has contact “Ottilie Zwickau”",
        "remaining: mail.eml:1: name “Zwickau & Söhne Handelsgesellschaft mbH”",
        "remaining: backup.tar.gz: cannot be searched: it is compressed, and not whole",
        #[cfg(unix)]
        "remaining: link.txt: cannot be searched: it is a link to a file or folder elsewhere",
        "to do: delete the old copy: partners/.zwickau.toml.swp, partners/kerguelen.toml~",
        "to do: delete the rows, or export the table again with `vitrine export`: old/book.xlsx, old/export.csv, partners.csv",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    for line in ["remaining: .git", "other.txt"] {
        assert!(!text.contains(line), "`{line}` is in:\n{text}");
    }
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "`git log --all --oneline -- 'partners/zwickau.toml' 'partners/zwickau.svg'`",
        "caches of a content delivery network",
        "run `vitrine forget zwickau` again; `.vitrine/erasure-",
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    // Every command names what is unfinished.
    let folder = project.path().to_str().unwrap();
    for verb in ["check", "build"] {
        let output = command(&[verb, "--as-of", TODAY, "--project", folder]).output();
        let text = errors(&output.unwrap());
        assert!(
            text.contains("traces of the erased partner `zwickau` remain"),
            "{text}"
        );
    }
}

#[test]
fn what_is_published_is_removed_by_the_next_publication() {
    let www = tempfile::tempdir().unwrap();
    let settings =
        fs::read_to_string(repository().join("tests/diagnostics/base/content/catalogue.toml"));
    let to = www.path().join("site").display().to_string();
    let settings = format!("{}\n[publish]\nto = \"{to}\"\n", settings.unwrap());
    let project = with_partner()
        .file("content/catalogue.toml", settings)
        .file(
            "partners/almadena.toml",
            "name = \"Almadena\"\ntypes = [\"integrator\"]\n",
        );
    project.build(&options());
    let folder = project.path().to_str().unwrap();
    let publish = || {
        let arguments = ["publish", "--yes", "--as-built", "--project", folder];
        command(&arguments).stdin(Stdio::null()).output().unwrap()
    };
    assert_eq!(code(&publish()), 0);

    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "no traces remain in the project's files; it may still be published",
        &format!("at {to} are still from before the erasure: `vitrine publish` replaces"),
    ] {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    let output = publish();
    assert_eq!(code(&output), 0, "{}", errors(&output));
    let left = files(www.path()).into_iter().any(|path| {
        let path = www.path().join(path);
        path.to_str().unwrap().contains("zwickau") || read(&path).to_lowercase().contains("zwickau")
    });
    assert!(!left);
    // Others are asked about again.
    fs::remove_file(project.path().join("partners/almadena.toml")).unwrap();
    project.build(&options());
    let output = publish();
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert!(
        errors(&output).contains("--allow-removals"),
        "{}",
        errors(&output)
    );
}

#[test]
fn destinations_that_are_not_in_the_settings_are_looked_at() {
    let www = tempfile::tempdir().unwrap();
    let to = www.path().canonicalize().unwrap().join("zwickau");
    let to = to.to_str().unwrap();
    let project = with_partner();
    project.build(&options());
    let folder = project.path().to_str().unwrap();
    let publish = [
        "publish",
        "--as-built",
        "--yes",
        "--to",
        to,
        "--project",
        folder,
    ];
    assert_eq!(code(&command(&publish).output().unwrap()), 0);

    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    let text = String::from_utf8_lossy(&output.stdout);
    let line = format!("at {to} are still from before the erasure: `vitrine publish --to {to}`");
    assert!(text.contains(&line), "`{line}` is not in:\n{text}");

    // The list of destinations is not deleted as a trace of the partner.
    assert!(project.path().join(".vitrine/destinations.txt").exists());
    fs::remove_dir_all(to).unwrap();
    let again = "name = \"Zwickau\"\ntypes = [\"integrator\"]\n";
    let project = project.file("partners/zwickau.toml", again);
    let output = forget(&project, &["--yes"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(code(&output), 1, "{text}");
    assert!(
        text.contains("does not exist, or is not connected"),
        "{text}"
    );
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
    // The logo stays, and is all that remains.
    assert_eq!(code(&output), 1);
    assert_eq!(
        errors(&output),
        "remaining: partners/zwickau.svg: a picture that the record named\n\
         remaining: partners/zwickau.svg: its name has the id `zwickau`\n\
         to do: delete it if nothing else shows it: partners/zwickau.svg\n\
         to do: rename or delete it: partners/zwickau.svg\n"
    );
    assert!(project.path().join("partners/zwickau.svg").exists());
}

#[test]
fn pictures_of_the_company_and_of_its_references_are_deleted() {
    let path = "partners/zwickau.toml";
    let project = with_partner();
    let record = fs::read_to_string(project.path().join(path)).unwrap();
    let pictures = "picture = \"zwickau-house.svg\"\npicture_alt = \"A house\"\n";
    let reference = "[[references]]\ncustomer = \"Altmarkt\"\npicture = \"zwickau-case.svg\"\nalt = \"A market\"\n";
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"6\" height=\"2\"><path d=\"M0 0h6v2z\"/></svg>";
    let project = project
        .file(path, format!("{pictures}{record}\n{reference}"))
        .file("partners/zwickau-house.svg", drawing)
        .file("partners/zwickau-case.svg", drawing);
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
    for name in ["house", "case"] {
        let picture = format!("partners/zwickau-{name}.svg");
        assert!(!project.path().join(&picture).exists(), "{picture}");
    }
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
