//! Files of a new project: they appear together, and an interruption at any of them is recognized.

use std::fs;

use super::super::NewFolder;
use super::{Folder, folder, names};

const NAMES: [&str; 3] = [".hidden", "a", "z"];

fn begun(folder: &Folder) -> super::super::NewTree<'_> {
    let NewFolder::Empty(tree) = folder.new_tree().unwrap() else {
        panic!("it is as good as empty");
    };
    tree.write("a/b/c.toml", b"1").unwrap();
    tree.write("z", b"2").unwrap();
    tree.write(".hidden", b"3").unwrap();
    tree
}

#[test]
fn a_new_project_that_is_interrupted_at_any_file_is_finished() {
    for moved in 0..=NAMES.len() {
        let (_temporary, folder) = folder();
        begun(&folder).interrupt_after(moved, "a").unwrap();
        // What makes a folder a project comes last.
        assert_eq!(folder.exists("a").unwrap(), moved == NAMES.len(), "{moved}");
        assert!(matches!(folder.new_tree().unwrap(), NewFolder::Finished));
        assert_eq!(names(folder.path()), NAMES);
        assert_eq!(folder.read("a/b/c.toml", 9).unwrap().unwrap(), b"1");
        let NewFolder::Occupied(name) = folder.new_tree().unwrap() else {
            panic!("it is complete");
        };
        assert_eq!(name, ".hidden");
    }
}

#[test]
fn a_new_project_that_is_interrupted_before_its_first_file_is_begun_again() {
    let (_temporary, folder) = folder();
    let tree = begun(&folder);
    tree.write("from the first time", b"1").unwrap();
    assert!(
        folder
            .new_tree()
            .unwrap_err()
            .to_string()
            .contains("another command")
    );
    std::mem::forget(tree);
    // A killed process holds no locks.
    fs::remove_file(folder.path().join(".vitrine-new.lock")).unwrap();
    fs::write(folder.path().join(".vitrine-0.tmp"), "half").unwrap();
    begun(&folder).commit("a").unwrap();
    assert_eq!(names(folder.path()), NAMES);
}

#[test]
fn a_folder_in_which_somebody_put_something_is_not_filled() {
    for interrupted in [false, true] {
        let (_temporary, folder) = folder();
        if interrupted {
            begun(&folder).interrupt_after(1, "a").unwrap();
        }
        folder.write("mine", "mine").unwrap();
        let NewFolder::Occupied(name) = folder.new_tree().unwrap() else {
            panic!("it has a file of the user");
        };
        assert_eq!(name, "mine");
        assert!(!folder.exists("a").unwrap());
    }
    // A file of the user in place of one that was to appear.
    let (_temporary, folder) = folder();
    begun(&folder).interrupt_after(1, "a").unwrap();
    folder.write("z", "mine").unwrap();
    let error = format!("{:#}", folder.new_tree().unwrap_err());
    assert!(error.contains("exists already"), "{error}");
    assert_eq!(folder.read("z", 9).unwrap().unwrap(), b"mine");
    // A list that leads elsewhere.
    folder.write_cache(".vitrine-new/list", "../a\n").unwrap();
    assert!(folder.new_tree().is_err());
}
