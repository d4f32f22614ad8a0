//! Tests of builds without changes, which render nothing, and of builds after any change, which render everything again.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::cli::{code, vitrine};
use crate::project::{Project, TODAY, files};

/// Files that are changed before a build, and the arguments of the build.
type Step<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Builds, and returns the output.
fn build(project: &Project, arguments: &[&str]) -> String {
    let path = project.path().to_str().unwrap();
    let base = ["build", "--project", path, "--no-paper"];
    let output = vitrine(&[&base[..], arguments].concat());
    assert_eq!(code(&output), 0, "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn published(project: &Project) -> Files {
    let public = project.path().join("public");
    let read = |path: PathBuf| (path.clone(), fs::read(public.join(path)).unwrap());
    files(&public).into_iter().map(read).collect()
}

#[test]
fn a_build_without_changes_renders_nothing() {
    let project = Project::base();
    let first = build(&project, &["--as-of", TODAY]);
    let before = published(&project);
    let stored = project.path().join(".vitrine/as-built.txt");
    let text = fs::read_to_string(&stored).unwrap();
    let second = build(&project, &["--as-of", TODAY]);
    assert!(
        second.contains(" files: 0 new or changed, 0 removed\nsince"),
        "{second}"
    );
    assert!(
        second.contains("since the last build: nothing changed"),
        "{second}"
    );
    let count = |text: &str| text.split(" files").next().unwrap().to_owned();
    assert_eq!(count(&first), count(&second));
    assert!(published(&project) == before);

    // The number of files comes from the stored result of the last build.
    let lines: Vec<&str> = text.lines().collect();
    fs::write(&stored, text.replacen(lines[1], "424242", 1)).unwrap();
    assert!(build(&project, &["--as-of", TODAY]).contains("424242 files"));
}

#[test]
fn warnings_of_the_paper_are_repeated_without_rendering() {
    let record = "partners/kerguelen.toml";
    let text = fs::read_to_string(Project::base().path().join(record)).unwrap();
    let project = Project::base().file(record, text.replace("one warehouse", "one 🦄 warehouse"));
    let path = project.path().to_str().unwrap();
    let build = || {
        let output = vitrine(&["build", "--project", path, "--as-of", TODAY]);
        assert_eq!(code(&output), 0, "{output:?}");
        let warnings = String::from_utf8(output.stderr).unwrap();
        (String::from_utf8(output.stdout).unwrap(), warnings)
    };
    let (_, warnings) = build();
    assert!(warnings.contains("missing-glyph"), "{warnings}");
    let stored = project.path().join(".vitrine/as-built.txt");
    let text = fs::read_to_string(&stored).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let tampered = format!("{}\n424242\n{}\n", lines[0], lines[2]);
    fs::write(&stored, tampered).unwrap();
    let (summary, again) = build();
    assert!(summary.contains("424242 files"), "{summary}");
    assert!(summary.contains("paper/catalogue-en.pdf"), "{summary}");
    assert_eq!(again, warnings);

    // The last build had the paper, so its input is compared too.
    let settings = project.path().join("content/catalogue.toml");
    let text = fs::read_to_string(&settings).unwrap() + "\n[paper]\nnotes = 9\n";
    fs::write(settings, text).unwrap();
    let output = vitrine(&["diff", "--project", path, "--as-of", TODAY]);
    let changes = String::from_utf8(output.stdout).unwrap();
    assert!(changes.contains("paper: pages for notes"), "{changes}");
    assert!(changes.contains("  paper/catalogue-en.pdf\n"), "{changes}");
}

#[test]
fn damaged_files_are_written_again() {
    let project = Project::base();
    build(&project, &["--as-of", TODAY]);
    let before = published(&project);
    let page = project.path().join("public/en/index.html");
    let of_same_length = fs::read_to_string(&page).unwrap().replace("<h1", "<h2");
    let damages: [&dyn Fn(); 3] = [
        &|| fs::remove_file(&page).unwrap(),
        &|| fs::write(&page, "cut").unwrap(),
        &|| fs::write(&page, &of_same_length).unwrap(),
    ];
    for damage in damages {
        damage();
        let output = build(&project, &["--as-of", TODAY]);
        assert!(output.contains(" files: 1 new or changed"), "{output}");
        assert!(published(&project) == before);
    }
}

#[test]
fn a_build_after_any_change_equals_a_first_build() {
    let record = "partners/kerguelen.toml";
    let text = fs::read_to_string(Project::base().path().join(record)).unwrap();
    let logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
    let other_logo = logo.replace("h9", "h8");
    let with_logo = text.replace("kerguelen.svg", "k.svg");
    let theme = "name = \"own\"\nextends = \"default\"\n";
    let strings = "menu = \"Contents\"\n";
    let settings =
        fs::read_to_string(Project::base().path().join("content/catalogue.toml")).unwrap();
    let themed = format!(
        "theme = \"own\"\n{}",
        settings.replace("theme = ", "# theme = ")
    );
    let mut project = Project::base();
    let steps: [Step<'_>; 7] = [
        (&[], &["--as-of", TODAY]),
        (
            &[(record, &text.replace("one warehouse", "two"))],
            &["--as-of", TODAY],
        ),
        (
            &[(record, &with_logo), ("partners/k.svg", logo)],
            &["--as-of", TODAY],
        ),
        (&[("partners/k.svg", &other_logo)], &["--as-of", TODAY]),
        (
            &[
                ("content/catalogue.toml", &themed),
                ("themes/own/theme.toml", theme),
                ("themes/own/i18n/en.toml", strings),
            ],
            &["--as-of", TODAY],
        ),
        (&[], &["--as-of", "2099-01-01"]),
        (
            &[],
            &["--as-of", TODAY, "--base-url", "https://other.example/deep"],
        ),
    ];
    let mut seen = Vec::new();
    for (changes, arguments) in steps {
        for (path, text) in changes {
            project = project.file(path, text);
        }
        build(&project, arguments);
        let built = published(&project);
        for folder in ["public", ".vitrine"] {
            fs::remove_dir_all(project.path().join(folder)).unwrap();
        }
        build(&project, arguments);
        assert!(published(&project) == built, "{changes:?} {arguments:?}");
        assert!(!seen.contains(&built), "{changes:?} {arguments:?}");
        seen.push(built);
    }
}
