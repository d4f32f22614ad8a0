//! Unit tests of writing: links, sudden ends, permissions.

mod new_tree;

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Folder, finish, unfinished, write_named};

fn folder() -> (TempDir, Folder) {
    let temporary = tempfile::tempdir().unwrap();
    fs::create_dir(temporary.path().join("project")).unwrap();
    let folder = Folder::open(&temporary.path().join("project")).unwrap();
    (temporary, folder)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn writes_replaces_and_deletes() {
    let (_temporary, folder) = folder();
    folder.write("a/b/c.toml", "1").unwrap();
    folder.write("a/b/c.toml", "2").unwrap();
    assert_eq!(folder.read("a/b/c.toml", 9).unwrap().unwrap(), b"2");
    assert_eq!(names(&folder.path().join("a/b")), ["c.toml"]);
    let error = folder.write_new("a/b/c.toml", "3").unwrap_err();
    assert!(error.to_string().contains("exists already"), "{error}");
    folder.write_new("a/d.toml", "4").unwrap();
    assert_eq!(names(&folder.path().join("a")), ["b", "d.toml"]);
    assert!(folder.remove("a/d.toml").unwrap());
    assert!(!folder.remove("a/d.toml").unwrap());
    assert!(!folder.remove("no/d.toml").unwrap());
    assert!(folder.read("a/b/c.toml", 0).is_err(), "larger");
    assert!(folder.remove_folder("a").unwrap());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn nothing_leaves_the_folder() {
    let (temporary, folder) = folder();
    fs::write(temporary.path().join("victim"), "mine").unwrap();
    for path in ["../victim", "a/../../victim", "/victim", "", ".", ".."] {
        assert!(folder.write(path, "evil").is_err(), "{path}");
        assert!(folder.write_cache(path, "evil").is_err(), "{path}");
        assert!(folder.remove(path).is_err(), "{path}");
        assert!(folder.remove_folder(path).is_err(), "{path}");
        assert!(folder.read(path, 99).is_err(), "{path}");
    }
    assert_eq!(names(temporary.path()), ["project", "victim"]);
}

#[test]
fn leftovers_of_interrupted_writes_are_deleted() {
    let (_temporary, folder) = folder();
    folder.create_folder("a").unwrap();
    let leftover = folder.path().join("a/.vitrine-0.tmp");
    fs::write(&leftover, "half").unwrap();
    // One that is being written is locked.
    let busy = fs::File::create(folder.path().join("a/.vitrine-1.tmp")).unwrap();
    busy.lock().unwrap();
    folder.write("a/b", "1").unwrap();
    assert_eq!(names(&folder.path().join("a")), [".vitrine-1.tmp", "b"]);
}

#[test]
fn a_named_file_is_replaced() {
    let (temporary, _) = folder();
    let path = temporary.path().join("out.csv");
    write_named(&path, "1").unwrap();
    write_named(&path, "2").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"2");
    assert_eq!(names(temporary.path()), ["out.csv", "project"]);
    assert!(write_named(temporary.path(), "1").is_err());
    assert!(write_named(&temporary.path().join("no/out.csv"), "1").is_err());
}

#[test]
fn a_lock_is_held_once_and_keeps_the_content_of_its_file() {
    let (_temporary, folder) = folder();
    fs::write(folder.path().join("lock"), "text").unwrap();
    let lock = folder.lock("lock").unwrap().unwrap();
    assert_eq!(fs::read(folder.path().join("lock")).unwrap(), b"text");
    let other = Folder::open(folder.path()).unwrap();
    assert!(other.lock("lock").unwrap().is_none());
    drop(lock);
    assert!(other.lock("lock").unwrap().is_some());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn a_transaction_writes_all_files_or_none() {
    let (_temporary, folder) = folder();
    folder.write("partners/a.toml", "old").unwrap();
    let mut transaction = folder.transaction("import of `t.csv`").unwrap();
    transaction.stage("partners/a.toml", b"new").unwrap();
    transaction.stage("partners/x/b.toml", b"new").unwrap();
    let other = Folder::open(folder.path()).unwrap();
    let error = other.transaction("other").unwrap_err();
    assert!(error.to_string().contains("another command"), "{error}");
    drop(transaction);
    assert_eq!(folder.read("partners/a.toml", 9).unwrap().unwrap(), b"old");
    assert!(!folder.exists(".vitrine/unfinished").unwrap());

    let mut transaction = folder.transaction("import of `t.csv`").unwrap();
    transaction.stage("partners/a.toml", b"new").unwrap();
    transaction.stage("partners/x/b.toml", b"new").unwrap();
    assert_eq!(transaction.commit().unwrap(), [""; 0]);
    assert_eq!(folder.read("partners/a.toml", 9).unwrap().unwrap(), b"new");
    assert_eq!(
        folder.read("partners/x/b.toml", 9).unwrap().unwrap(),
        b"new"
    );
    assert_eq!(names(&folder.path().join(".vitrine")), [""; 0]);
}

/// Stages three files, then writes the list and some of the files, as a commit that is killed would.
fn interrupt_after(files: usize, folder: &Folder) {
    folder.write("partners/a.toml", "old a").unwrap();
    folder.write("partners/b.toml", "old b").unwrap();
    let mut transaction = folder.transaction("import of `t.csv`").unwrap();
    for path in THREE {
        transaction.stage(path, b"new").unwrap();
    }
    transaction.interrupt_after(files).unwrap();
}

const THREE: [&str; 3] = ["partners/a.toml", "partners/b.toml", "partners/c.toml"];

#[test]
fn a_transaction_that_is_interrupted_at_any_file_is_named_and_finished() {
    for files in 0..=THREE.len() {
        let (_temporary, folder) = folder();
        interrupt_after(files, &folder);
        let found = unfinished(&folder).unwrap();
        if let Some(found) = &found {
            assert_eq!(found.title, "import of `t.csv`");
            assert_eq!(found.files, 3);
            assert_eq!(found.remaining, THREE[files..]);
        }
        assert_eq!(found.is_none(), files == 3);
        let error = folder.transaction("other").unwrap_err();
        assert!(error.to_string().contains("interrupted"), "{error}");
        let refused = finish(&folder).unwrap().map(|(_, refused)| refused);
        assert_eq!(refused.unwrap_or_default(), [""; 0]);
        for path in THREE {
            assert_eq!(folder.read(path, 9).unwrap().unwrap(), b"new", "{path}");
        }
        assert!(unfinished(&folder).unwrap().is_none());
        assert!(finish(&folder).unwrap().is_none());
        assert_eq!(names(&folder.path().join(".vitrine")), [""; 0]);
    }
}

#[test]
fn a_file_that_was_edited_after_the_interruption_is_kept() {
    let (_temporary, folder) = folder();
    interrupt_after(1, &folder);
    folder.write("partners/b.toml", "edited").unwrap();
    let (_, refused) = finish(&folder).unwrap().unwrap();
    assert_eq!(refused, ["partners/b.toml"]);
    assert_eq!(
        folder.read("partners/b.toml", 9).unwrap().unwrap(),
        b"edited"
    );
    assert_eq!(folder.read("partners/c.toml", 9).unwrap().unwrap(), b"new");
}

#[test]
fn a_forged_list_writes_no_other_files() {
    for path in [
        ".git/hooks/pre-commit",
        "../x",
        "partners/../x",
        "partners/.x/a",
        "/x",
    ] {
        let (_temporary, folder) = folder();
        let list = format!("vitrine unfinished 1\nimport\nnew {path}\n");
        folder
            .write_cache(".vitrine/unfinished/list", list)
            .unwrap();
        folder.write_cache(".vitrine/unfinished/0", "evil").unwrap();
        let error = finish(&folder).unwrap_err();
        assert!(error.to_string().contains("delete"), "{path}: {error}");
        assert_eq!(names(folder.path()), [".vitrine"]);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn nothing_is_written_through_links() {
        let (temporary, folder) = folder();
        let victim = temporary.path().join("victim");
        fs::create_dir(&victim).unwrap();
        fs::write(victim.join("file"), "mine").unwrap();
        let project = folder.path();
        symlink(victim.join("file"), project.join("file")).unwrap();
        symlink(&victim, project.join("folder")).unwrap();
        symlink("nowhere", project.join("nowhere")).unwrap();
        fs::create_dir(project.join("inside")).unwrap();
        symlink("inside", project.join("link-inside")).unwrap();
        for path in [
            "file",
            "folder",
            "nowhere",
            "folder/file",
            "folder/new",
            "link-inside/x",
        ] {
            for written in [
                folder.write(path, "evil"),
                folder.write_new(path, "evil"),
                folder.write_output(path, "evil"),
                folder.read(path, 99).map(|_| ()),
                write_named(&project.join("file"), "evil"),
            ] {
                let error = format!("{:#}", written.unwrap_err());
                let is_named =
                    error.contains("is a symbolic link") || error.contains("exists already");
                assert!(is_named, "{path}: {error}");
            }
        }
        assert!(folder.write_cache("folder/file", "evil").is_err());
        assert!(folder.remove("folder/file").is_err());
        assert!(folder.remove_folder("folder/file").is_err());
        assert!(folder.create_folder("folder/new").is_err());
        assert!(folder.lock("folder/new").is_err());
        assert!(Folder::create(&project.join("folder")).is_err());
        // Files of the program's own replace links; links are deleted themselves.
        folder.write_cache("file", "cache").unwrap();
        assert_eq!(fs::read(project.join("file")).unwrap(), b"cache");
        assert!(folder.lock("nowhere").unwrap().is_some());
        assert!(folder.remove_folder("folder").unwrap());
        assert_eq!(names(&victim), ["file"]);
        assert_eq!(fs::read(victim.join("file")).unwrap(), b"mine");
        assert_eq!(names(project), ["file", "inside", "link-inside"]);
    }

    #[test]
    fn pipes_are_not_waited_for() {
        let (_temporary, folder) = folder();
        let pipe = folder.path().join("pipe");
        assert!(
            std::process::Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        assert!(folder.read("pipe", 9).is_err());
        assert!(folder.write("pipe", "1").is_err());
        assert!(folder.lock("pipe").is_err());
        folder.write_cache("pipe", "1").unwrap();
        assert!(pipe.is_file());
    }

    #[test]
    fn a_file_keeps_its_permissions() {
        let (_temporary, folder) = folder();
        let path = folder.path().join("partners/a.toml");
        folder.write("partners/a.toml", "1").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        folder.write("partners/a.toml", "2").unwrap();
        assert_eq!(mode(&path), 0o640);
        let mut transaction = folder.transaction("import").unwrap();
        transaction.stage("partners/a.toml", b"3").unwrap();
        transaction.commit().unwrap();
        assert_eq!(mode(&path), 0o640);
        assert_eq!(fs::read(&path).unwrap(), b"3");
    }

    #[test]
    fn a_private_file_is_for_the_user_alone() {
        let (_temporary, folder) = folder();
        folder.write_cache("journal", "1").unwrap();
        folder.write_private("journal", "2").unwrap();
        let metadata = fs::metadata(folder.path().join("journal")).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn another_name_of_the_file_keeps_the_old_content() {
        let (temporary, folder) = folder();
        let victim = temporary.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        fs::hard_link(&victim, folder.path().join("a")).unwrap();
        folder.write("a", "1").unwrap();
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
    }
}
