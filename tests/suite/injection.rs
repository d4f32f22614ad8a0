//! Injection: scripts, formulas and markup in records are shown as text in browsers, spreadsheets and address books.

use std::fs;

use crate::cli::{code, command, errors};
use crate::project::{Project, files, options};

/// Strings that browsers run unless they are escaped: in text, attributes, scripts and comments.
const HOSTILE: [&str; 6] = [
    "<img src=zz onerror=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "\" autofocus onfocus=alert(1) zz=\"",
    "</script><script>alert(1)</script>",
    "--><iframe src=javascript:alert(1)>",
    "{{ zz }}{% zz %}${alert(1)}",
];

/// Strings that must not appear in any HTML or XML file.
const RUNS: [&str; 5] = [
    "<img src=zz",
    "<svg/onload",
    "\" autofocus onfocus",
    "<script>alert",
    "<iframe",
];

#[test]
fn scripts_and_markup_are_shown_as_text() {
    for hostile in HOSTILE {
        let project = Project::base()
            .file("partners/almadena.toml", record(hostile))
            .without("content/pages/home.en.md")
            .file("content/pages/home.en.md", home(hostile));
        let mut options = options();
        options.paper = false;
        project.build(&options);
        let public = project.path().join("public");
        let mut shown = 0;
        for path in files(&public) {
            let Ok(text) = fs::read_to_string(public.join(&path)) else {
                continue;
            };
            let ending = path.extension().and_then(|ending| ending.to_str());
            if !matches!(ending, Some("html" | "xml" | "svg")) {
                continue;
            }
            // JSON inside a page escapes a quotation mark like this.
            let text = text.replace("\\\"", "\\");
            // The page that makes lists for other websites shows one of its own site.
            let text = text.replace("<iframe data-hook=\"frame-preview\"", "<frame");
            for runs in RUNS {
                assert!(!text.contains(runs), "`{runs}` is in {}", path.display());
            }
            shown += usize::from(text.contains("alert(1)"));
        }
        assert!(
            shown > 3,
            "`{hostile}` is on {shown} pages: the test shows nothing"
        );
    }
}

#[test]
fn proof_sheets_show_scripts_and_markup_as_text() {
    for hostile in HOSTILE {
        let project = Project::base().file("partners/almadena.toml", record(hostile));
        let folder = project.path().to_str().unwrap();
        let sheets = project.path().join("sheets");
        let output = sheets.to_str().unwrap();
        let arguments = ["proof", "almadena", "--no-paper", "--project", folder];
        let output = command(&[&arguments[..], &["--output", output]].concat())
            .output()
            .unwrap();
        assert!(code(&output) < 2, "{}", errors(&output));
        let html = fs::read_to_string(sheets.join("almadena.html")).unwrap();
        for runs in RUNS {
            assert!(!html.contains(runs), "`{runs}` is on the sheet");
        }
        assert!(html.matches("alert(1)").count() > 5, "{html}");
    }
}

#[test]
fn exported_cells_are_never_formulas() {
    for beginning in ["=", "+", "-", "@"] {
        let name = format!("{beginning}HYPERLINK(1)");
        let project = Project::base().file("partners/almadena.toml", record(&name));
        let mut options = options();
        options.paper = false;
        project.build(&options);
        let table = project.path().join("public/api/v1");
        let table = files(&table)
            .into_iter()
            .find(|path| path.extension().is_some_and(|ending| ending == "csv"))
            .map(|path| fs::read_to_string(table.join(path)).unwrap())
            .unwrap();
        assert!(table.contains("HYPERLINK(1)"));
        for cell in table.split([',', '\n', ';']) {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(&name), "`{cell}` is a formula");
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}

/// A record with the text in every field that allows it.
fn record(text: &str) -> String {
    let text = quoted(text);
    format!(
        "name = {text}\nlegal_name = {text}\ntypes = [\"integrator\"]\nsummary = {text}\n\n\
         [[offices]]\nstreet = {text}\ncity = {text}\ncountry = \"FR\"\n\n\
         [[contacts]]\nrole = \"sales\"\nlabel = {text}\nemail = \"a@b.example\"\nperson = {text}\nconsent = 2026-01-01\npublic = true\n\n\
         [[references]]\ncustomer = {text}\nsummary = {text}\nconsent = 2026-01-01\n"
    )
}

fn home(text: &str) -> String {
    let text = quoted(text);
    format!("+++\ntitle = {text}\nsummary = {text}\n+++\nWelcome.\n")
}
