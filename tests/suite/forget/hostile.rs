//! Journals of erasures that came with a project.

use std::fs;
use std::path::{Path, PathBuf};

use super::{forget, with_partner};
use crate::cli::{bytes, code, command, errors};
use crate::project::{Project, TODAY};

/// A journal for these files, a JSON list.
fn journal(files: &str) -> String {
    format!(
        r#"{{"vitrine":1,"id":"zwickau","name":"Zwickau","built":false,"files":{files},"pictures":[],"traces":[],"paths_before":[]}}"#
    )
}

/// Writes a journal as an archive leaves it: for its owner alone.
fn plant(project: &Project, files: &str) -> PathBuf {
    let path = project.path().join(journal_path());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, journal(files)).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    path
}

/// The name of the journal, from an erasure that does not end.
fn journal_path() -> String {
    let project = interrupted();
    let mut names = fs::read_dir(project.path().join(".vitrine")).unwrap();
    let name = names
        .find_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.starts_with("erasure-").then_some(name)
        })
        .unwrap();
    format!(".vitrine/{name}")
}

/// A project with the journal of an erasure after which a trace remains.
fn interrupted() -> Project {
    let project = with_partner().file("notes.txt", "Ottilie Zwickau");
    assert_eq!(code(&forget(&project, &["--yes"])), 1);
    project
}

#[test]
fn a_journal_from_elsewhere_writes_and_deletes_nothing() {
    for files in [
        // Runs a program at the next command of git.
        r#"[["partners/.git/config","W2NvcmVd"],["partners/.git/HEAD","cmVm"]]"#,
        r#"[["partners/zwickau.toml","bmFtZQ=="],["partners/new.svg","PHN2Zz4="]]"#,
        r#"[["partners/zwickau.toml",null],["partners/kerguelen.toml",null]]"#,
        r#"[["partners/zwickau.toml",null],["partners/kerguelen.svg",null]]"#,
    ] {
        for broken in [true, false] {
            let mut project = Project::base();
            if broken {
                project = project.file("partners/faulty.toml", "name = 1\n");
            }
            let journal = plant(&project, files);
            let before = bytes(project.path());
            for options in [&[][..], &["--yes"]] {
                let output = forget(&project, options);
                assert_eq!(code(&output), 2, "{}", errors(&output));
                assert!(
                    errors(&output).contains("in this folder"),
                    "{}",
                    errors(&output)
                );
                assert!(bytes(project.path()) == before, "{files}");
            }
            assert!(journal.exists());
            let folder = project.path().to_str().unwrap();
            let output = command(&["check", "--as-of", TODAY, "--project", folder]).output();
            let text = errors(&output.unwrap());
            assert!(
                text.contains("you have not written it in this folder"),
                "{text}"
            );
            assert!(!text.contains("vitrine forget"), "{text}");
        }
    }
}

#[test]
fn the_journal_of_a_copied_project_is_not_used() {
    let project = interrupted();
    let copy = with_partner();
    let path = journal_path();
    fs::create_dir_all(copy.path().join(".vitrine")).unwrap();
    // With its permissions.
    fs::copy(project.path().join(&path), copy.path().join(&path)).unwrap();
    let output = forget(&copy, &["--yes"]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert!(copy.path().join("partners/zwickau.toml").exists());
    // In its folder it goes on.
    fs::remove_file(project.path().join("notes.txt")).unwrap();
    let output = forget(&project, &[]);
    assert_eq!(code(&output), 0, "{}", errors(&output));
}

#[test]
#[cfg(unix)]
fn a_journal_that_others_can_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = interrupted();
    let path = project.path().join(journal_path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
}

#[test]
fn a_file_that_exists_again_is_asked_about() {
    let project = interrupted();
    let record = project.path().join("partners/zwickau.toml");
    fs::write(
        &record,
        "name = \"Zwickau of another house\"\ntypes = [\"integrator\"]\n",
    )
    .unwrap();
    let output = forget(&project, &[]);
    assert_eq!(code(&output), 2, "{}", errors(&output));
    assert!(errors(&output).contains("--yes"), "{}", errors(&output));
    assert!(record.exists());
}

#[test]
fn a_picture_that_another_record_uses_since_stays() {
    let project = interrupted();
    let picture: &Path = &project.path().join("partners/zwickau.svg");
    let logo = project.path().join("partners/kerguelen.svg");
    fs::copy(logo, picture).unwrap();
    let project = project.file(
        "partners/almadena.toml",
        "name = \"Almadena\"\ntypes = [\"integrator\"]\nlogo = \"zwickau.svg\"\n",
    );
    let output = forget(&project, &["--yes"]);
    assert_eq!(code(&output), 1, "{}", errors(&output));
    assert!(picture.exists());
}
