//! Privacy: no private data reaches any output. `tests/sites/private/` has the word "canary", or recognizable digits, in every
//! place that must not be published, and "Shown" in many that must.

use std::collections::BTreeSet;
use std::fs;

use vitrine::commands::{self, LoadOptions, PaperOptions, Progress};
use vitrine::paper::Medium;

use crate::cli::command;
use crate::pictures::hidden_in_rasters;
use crate::pictures::secret::assert_clean;
use crate::preview::Serve;
use crate::project::{Project, TODAY, files, options, repository};
use crate::tools;

/// Values that exist only in private fields: a word, the first digits of numbers, a date.
const PRIVATE: [&str; 5] = ["canary", "98765", "19870605", "5june1987", "june51987"];

#[test]
fn nothing_private_is_in_the_website() {
    let project = private();
    project.build(&options());
    let public = project.path().join("public");
    let mut shown = String::new();
    for path in files(&public) {
        let name = path.to_str().unwrap();
        assert_public(name, name);
        let bytes = fs::read(public.join(&path)).unwrap();
        assert_no_canary(name, &bytes);
        if let Ok(text) = String::from_utf8(bytes) {
            assert_public(name, &text);
            shown.push_str(&text);
        }
    }
    for public in shown_texts() {
        assert!(shown.contains(&public), "`{public}` is not in the website");
    }
}

#[test]
fn the_languages_of_a_draft_have_no_pages() {
    let record = "name = \"Alba\"\ntypes = [\"integrator\"]\nlanguages = [\"mt\"]\n";
    let options = LoadOptions {
        paper: false,
        ..options()
    };
    let has_page = |status: &str| {
        let text = format!("{record}status = \"{status}\"\n");
        let project = Project::base().file("partners/alba.toml", text);
        project.build(&options);
        let public = project.path().join("public");
        files(&public)
            .iter()
            .any(|path| path.ends_with("directory/language/mt/index.html"))
    };
    assert!(has_page("active") && !has_page("draft"));
}

#[test]
fn of_downloads_that_are_pictures_only_the_picture_is_published() {
    const FOLDER: &str = "content/programmes/solutions";
    let mut project = Project::base();
    let mut record =
        fs::read_to_string(project.path().join(FOLDER).join("programme.toml")).unwrap();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"20\"><metadata>Kanarienvogel</metadata>\
        <script>Kanarienvogel</script><rect width=\"60\" height=\"20\" fill=\"#124\"/></svg>";
    let mut downloads = hidden_in_rasters();
    downloads.push(("svg", drawing.into()));
    for (number, (extension, bytes)) in downloads.iter().enumerate() {
        let name = format!("files/picture-{number}.{extension}");
        record += &format!(
            "\n[[resources]]\nid = \"file-{number}\"\nkit = \"sales-kit\"\nkind = \"price-list\"\nname = \"File {number}\"\n\
             access = \"public\"\nfile = \"{name}\"\n"
        );
        project = project.file(&format!("{FOLDER}/{name}"), bytes);
    }
    let project = project.file(&format!("{FOLDER}/programme.toml"), record);
    let options = LoadOptions {
        paper: false,
        ..options()
    };
    project.build(&options);
    let public = project.path().join("public");
    let mut published = 0;
    for path in files(&public) {
        let name = path.to_str().unwrap();
        assert_clean(name, &fs::read(public.join(&path)).unwrap());
        published += usize::from(name.contains("/picture-"));
    }
    assert_eq!(published, downloads.len());
}

#[test]
fn nothing_private_is_in_preview_responses() {
    let project = private();
    let options = LoadOptions {
        paper: false,
        ..options()
    };
    project.build(&options);
    let serve = Serve::start(&project, &["--no-paper"]);
    let public = project.path().join("public");
    let mut answers = Vec::new();
    for path in files(&public) {
        let name = path.to_str().unwrap().replace("index.html", "");
        if name.is_ascii() && !name.starts_with('.') {
            let answer = serve.get(&format!("/{name}"), "");
            answers.push((name, answer));
        }
    }
    let mut read = 0;
    for (name, mut bytes) in answers {
        if !bytes.starts_with(b"HTTP/1.1 200") {
            continue;
        }
        read += 1;
        // Diagnostics are shown to local editors, in the strip of the preview.
        let foot = b"<vitrine-preview>";
        if let Some(at) = bytes.windows(foot.len()).position(|part| part == foot) {
            bytes.truncate(at);
        }
        assert_no_canary(&name, &bytes);
        if let Ok(text) = String::from_utf8(bytes) {
            assert_public(&name, &text);
        }
    }
    assert!(read > 50, "{read} answers from {}", serve.address);
}

#[test]
fn nothing_private_is_in_the_paper() {
    let project = private();
    for medium in [Medium::Screen, Medium::Press] {
        let output = project.path().join(format!("{medium:?}.pdf"));
        let wanted = PaperOptions {
            medium,
            lang: None,
            country: None,
            partner: None,
            size: None,
            preflight: false,
            output: Some(output.clone()),
        };
        commands::paper(project.path(), &options(), &wanted, &Progress::silent()).unwrap();
        let text = tools::visible(&tools::text(&output));
        assert_public("the text", &text);
        assert_no_canary("the file", &fs::read(&output).unwrap());
        assert_no_canary("the decompressed file", &tools::decompressed(&output));
        for public in [
            "Shown partner",
            "Shown street",
            "Shown tier",
            "Shown description",
            "shown-sales@open.example",
        ] {
            assert!(
                text.contains(public),
                "`{public}` is not in the paper:\n{text}"
            );
        }
    }
}

#[test]
fn nothing_private_is_in_exports_and_reports() {
    let project = private();
    let folder = project.path().to_str().unwrap();
    let out = tempfile::tempdir().unwrap();
    let www = out.path().join("www");
    let cards = out.path().join("cards.vcf");
    let sheets = out.path().join("proofs");
    let (www, cards) = (www.to_str().unwrap(), cards.to_str().unwrap());
    for arguments in [
        &["build", "--as-of", TODAY][..],
        // Including the state file of the publication.
        &["publish", "--yes", "--to", www],
        &["export", cards],
        &[
            "proof",
            "--as-of",
            TODAY,
            "--output",
            sheets.to_str().unwrap(),
        ],
    ] {
        let output = command(arguments).args(["--project", folder]).output();
        let output = output.unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        assert_no_canary(arguments[0], &output.stdout);
    }
    let mut notes = false;
    for path in files(out.path()) {
        let name = path.to_str().unwrap();
        notes |= name.ends_with(".vitrine-published");
        let file = out.path().join(&path);
        let bytes = fs::read(&file).unwrap();
        assert_no_canary(name, &bytes);
        if name.ends_with(".pdf") {
            assert_no_canary(name, &tools::decompressed(&file));
            assert_public(name, &tools::visible(&tools::text(&file)));
        } else if let Ok(text) = String::from_utf8(bytes) {
            assert_public(name, &text);
        }
    }
    assert!(notes, "there are no notes");
    let kept = fs::read(project.path().join(".vitrine/last-build.txt")).unwrap();
    assert_no_canary("what the last build published", &kept);
}

#[test]
fn nothing_of_the_machine_is_in_any_output() {
    const NAME: &str = "Kanarienvogel";
    let home = tempfile::tempdir().unwrap();
    let home = home.path().join(NAME);
    let project = Project::copy(
        &repository().join("tests/sites/small"),
        &home.join("project"),
    );
    let out = tempfile::tempdir().unwrap();
    let path = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    for arguments in [
        &["build", "--as-of", TODAY][..],
        &["publish", "--yes", "--to", &path("www")],
        &["paper", "--as-of", TODAY, "--output", &path("screen.pdf")],
        &[
            "paper",
            "--edition",
            "press",
            "--as-of",
            TODAY,
            "--output",
            &path("press.pdf"),
        ],
        &["proof", "--as-of", TODAY, "--output", &path("proofs")],
        &["export", &path("cards.vcf")],
        &["export", &path("table.csv")],
    ] {
        let mut command = command(arguments);
        for name in [
            "USER",
            "LOGNAME",
            "USERNAME",
            "HOSTNAME",
            "COMPUTERNAME",
            "NAME",
            "EMAIL",
        ] {
            command.env(name, NAME);
        }
        command.env("HOME", &home).env("PWD", project.path());
        let output = command.current_dir(project.path()).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
    }
    let public = project.path().join("public");
    let mut read = 0;
    for folder in [out.path(), &public] {
        for path in files(folder) {
            let bytes = fs::read(folder.join(&path)).unwrap();
            if !bytes.is_empty() {
                assert_clean(path.to_str().unwrap(), &bytes);
            }
            read += 1;
        }
    }
    assert!(read > 100, "{read} files");
}

#[test]
fn every_kind_of_private_field_has_a_canary() {
    let written: String = project_texts().into_iter().collect();
    let canaries: BTreeSet<&str> = written
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.starts_with("canary-"))
        .collect();
    assert!(canaries.len() >= 25, "{canaries:#?}");
}

#[test]
fn nothing_private_is_in_the_demo_site() {
    let catalogue = private().load().catalogue.expect("there are no errors");
    assert_public("the catalogue", &format!("{catalogue:?}"));
}

pub(crate) fn private() -> Project {
    Project::of(&folder())
}

pub(crate) fn folder() -> std::path::PathBuf {
    repository().join("tests/sites/private")
}

fn project_texts() -> Vec<String> {
    let paths = files(&folder()).into_iter();
    paths
        .map(|path| fs::read_to_string(folder().join(path)).unwrap())
        .collect()
}

/// The texts that must be published: each begins with "Shown" or "shown-".
fn shown_texts() -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for text in project_texts() {
        for beginning in ["Shown ", "shown-"] {
            shown.extend(text.match_indices(beginning).map(|(at, _)| {
                let end = text[at..].find(['"', '\n', '<']).unwrap_or(text.len() - at);
                text[at..at + end].trim().to_owned()
            }));
        }
    }
    assert!(shown.len() > 15, "{shown:#?}");
    shown
}

/// Removes everything but letters and digits: hyphens, spaces, thousands separators.
pub(crate) fn assert_public(place: &str, text: &str) {
    let bare: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    for private in PRIVATE {
        if let Some(at) = bare.find(private) {
            let around = &bare[at.saturating_sub(60)..(at + 60).min(bare.len())];
            panic!("`{private}` is in {place}: …{around}…");
        }
    }
}

/// Also searches the encodings of text in PDFs.
fn assert_no_canary(place: &str, bytes: &[u8]) {
    let word = b"canary";
    let wide: Vec<u8> = word.iter().flat_map(|&byte| [0, byte]).collect();
    let hex = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into_bytes()
    };
    // Base64 of the word in capitals, by its place among three bytes.
    for form in ["Q0FOQVJZ", "NBTkFSW", "DQU5BUl"] {
        let found = bytes
            .windows(form.len())
            .any(|part| part == form.as_bytes());
        assert!(!found, "{form} (base64) is in {place}");
    }
    let bytes = bytes.to_ascii_lowercase();
    for form in [word.to_vec(), hex(word), hex(&wide), wide] {
        let found = bytes.windows(form.len()).any(|window| window == form);
        assert!(!found, "{:?} is in {place}", String::from_utf8_lossy(&form));
    }
}

#[test]
fn canaries_are_found_in_any_encoding() {
    for text in ["CANARY", "ca\u{ad}na-ry", "€987,651", "5 June 1987"] {
        assert!(
            std::panic::catch_unwind(|| assert_public("a text", text)).is_err(),
            "{text}"
        );
    }
    for bytes in [
        &b"xCanary"[..],
        b"\0c\0a\0n\0a\0r\0y",
        b"<63616E617279>",
        b"<00630061006e006100720079>",
    ] {
        assert!(
            std::panic::catch_unwind(|| assert_no_canary("a file", bytes)).is_err(),
            "{bytes:?}"
        );
    }
    assert_public("a text", "Shown on 15 October 2026");
}
