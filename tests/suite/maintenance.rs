//! Maintenance warnings: grouped, never blocking a build, and in machine-readable formats.

use std::process::{Command, Output};

use serde_json::Value;

use crate::project::{Project, TODAY, options};

/// A record that is stale, ends soon and lacks a translation.
const NEGLECTED: &str = "types = [\"integrator\"]\nlogo = \"kerguelen.svg\"\nlast_verified = 2025-01-07\n\
                         [programmes.solutions]\ntier = \"silver\"\nuntil = 2026-10-20\n";

#[test]
fn a_build_counts_what_a_check_lists() {
    let project = neglected(12);
    let built = errors(&run("build", &project, &["--no-paper"]));
    assert_eq!(
        built,
        "warning[stale-record]: 12 records are due for verification\n\
         warning[ending-soon]: 12 memberships and specializations end soon\n\n\
         0 errors, 0 warnings, 24 maintenance warnings: `vitrine check` lists them\n"
    );
    let checked = errors(&run("check", &project, &[]));
    assert!(checked.starts_with(
        "warning[stale-record]: 12 records are due for verification\n  partners/p0.toml\n      4: the record was last verified on 2025-01-07"
    ), "{checked}");
    assert!(
        checked.contains("  … and 2 more: `--format short` lists more\n\nwarning[ending-soon]"),
        "{checked}"
    );
    let short = errors(&run("check", &project, &["--format", "short"]));
    assert_eq!(
        short.matches("warning[stale-record]").count(),
        12,
        "{short}"
    );
    let json = errors(&run("build", &project, &["--no-paper", "--format", "json"]));
    assert_eq!(json.lines().count(), 24, "{json}");
}

#[test]
fn errors_hide_maintenance_warnings() {
    let project = neglected(60).file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"webshop\"]\n",
    );
    let text = errors(&run("check", &project, &[]));
    assert!(text.contains("error[unknown-type]"), "{text}");
    assert!(!text.contains("stale-record"), "{text}");
}

#[test]
fn maintenance_warnings_are_denied_by_check_and_never_by_build() {
    let project = neglected(1);
    assert_eq!(
        run("build", &project, &["--no-paper", "--deny-warnings"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(run("check", &project, &[]).status.code(), Some(0));
    assert_eq!(
        run("check", &project, &["--deny-warnings"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_pale_logo_is_a_maintenance_warning_unless_it_has_a_dark_background() {
    let white = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="10" cy="10" r="9" fill="#fff"/></svg>"##;
    let project = Project::base();
    assert_eq!(errors(&run("check", &project, &[])), "");
    let project = project.file("partners/kerguelen.svg", white);
    let built = run("build", &project, &["--no-paper", "--deny-warnings"]);
    assert_eq!(built.status.code(), Some(0));
    let counted = "warning[pale-logo]: 1 logo is too pale for white paper\n";
    assert!(errors(&built).starts_with(counted), "{}", errors(&built));
    let page = project
        .path()
        .join("public/en/partners/kerguelen/index.html");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("class=\"plate plate-pale\""));
}

#[test]
fn a_pale_organization_logo_gets_a_dark_background_in_page_headers() {
    let white = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="10" cy="10" r="9" fill="#fff"/></svg>"##;
    let project = Project::base();
    let settings = project.path().join("content/catalogue.toml");
    let settings = std::fs::read_to_string(settings).unwrap();
    let logo = "[organization]\nlogo = \"white.svg\"";
    let project = project
        .file(
            "content/catalogue.toml",
            settings.replace("[organization]", logo),
        )
        .file("content/white.svg", white);
    let checked = errors(&run("check", &project, &[]));
    assert!(checked.contains("warning[pale-logo]"), "{checked}");
    run("build", &project, &["--no-paper"]);
    let home = project.path().join("public/en/index.html");
    let home = std::fs::read_to_string(home).unwrap();
    assert!(home.contains("class=\"brand-logo brand-logo-pale\""));
}

#[test]
fn settings_control_deadlines_and_languages() {
    let catalogue = "title = \"Partners\"\nbase_url = \"https://quay.example\"\nlanguages = [\"en\", \"fr\"]\n\n\
                     [organization]\nname = \"Quay\"\n\n\
                     [maintenance]\nlanguages = [\"en\"]\nstale_after_months = 36\nending_within_days = 2\n";
    let project = neglected(1).file("content/catalogue.toml", catalogue);
    assert_eq!(errors(&run("check", &project, &["--deny-warnings"])), "");
    let project = project.file(
        "content/catalogue.toml",
        catalogue.replace("[\"en\"]\nstale", "[\"es\"]\nstale"),
    );
    let text = errors(&run("check", &project, &[]));
    assert!(
        text.contains("error[unknown-language]: the catalogue has no language `es`"),
        "{text}"
    );
}

#[test]
fn sarif_format_is_one_document_on_stdout() {
    let project = neglected(1).file(
        "partners/a b.toml",
        "name = \"Alma\"\ntypes = [\"webshop\"]\n",
    );
    let output = run("check", &project, &["--format", "sarif"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(errors(&output), "");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["version"], "2.1.0");
    let run = &document["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(results.len(), 3, "{document:#}");
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        assert!(result["message"]["text"].is_string());
    }
    let place = &results[2]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "partners/a%20b.toml");
    assert_eq!(
        place["region"],
        serde_json::json!({ "startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 19 })
    );
}

#[test]
fn github_format_has_one_annotation_per_line() {
    let project = neglected(1);
    let text = errors(&run("check", &project, &["--format", "github"]));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert_eq!(
        lines[0],
        "::warning file=partners/p0.toml,line=4,endLine=4,col=17,endColumn=26,title=stale-record::the record was last \
         verified on 2025-01-07, more than a year ago%0Aask the partner to confirm it, then write `last_verified = 2026-10-15`"
    );
}

#[test]
fn annotation_paths_are_relative_to_the_working_directory() {
    let project = neglected(1);
    let folder = project.path().file_name().unwrap().to_str().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args([
            "check",
            "--as-of",
            TODAY,
            "--format",
            "github",
            "--project",
            folder,
        ])
        .current_dir(project.path().parent().unwrap())
        .output()
        .unwrap();
    let text = errors(&output);
    assert!(
        text.contains(&format!("file={folder}/partners/p0.toml,")),
        "{text}"
    );
}

fn neglected(records: usize) -> Project {
    (0..records).fold(Project::base(), |project, number| {
        project.file(
            &format!("partners/p{number}.toml"),
            format!("name = \"P{number}\"\n{NEGLECTED}"),
        )
    })
}

fn run(command: &str, project: &Project, options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vitrine"))
        .args([command, "--as-of", TODAY])
        .args(options)
        .current_dir(project.path())
        .output()
        .unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn what_begins_later_is_published_from_its_day_on() {
    let project = Project::base().file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"integrator\"]\nsince = 2026-11-01\n\
         [programmes.solutions]\ntier = \"gold\"\nsince = 2026-11-01\n\
         history = [{ tier = \"silver\", since = 2025-01-01 }]\n\
         [[specializations]]\nid = \"data-migration\"\nsince = 2026-11-01\n",
    );
    let data_on = |today: &str| {
        let today = today.parse().unwrap();
        project.build(&vitrine::commands::LoadOptions {
            today,
            paper: false,
            ..options()
        });
        let path = project.path().join("public/api/v1/partners.json");
        let data: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let all = data["partners"].as_array().unwrap();
        let own = all.iter().find(|partner| partner["id"] == "almadena");
        own.unwrap().to_string()
    };
    let before = data_on("2026-10-31");
    assert!(!before.contains("2026-11-01"), "{before}");
    assert!(!before.contains("data-migration"), "{before}");
    assert!(
        before.contains("\"silver\"") && !before.contains("\"gold\""),
        "{before}"
    );
    let after = data_on("2026-11-01");
    assert!(
        after.contains("data-migration") && after.contains("\"gold\""),
        "{after}"
    );
}
