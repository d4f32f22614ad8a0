//! Import circles between the files of `src`, read from their `use` lines.
//!
//! A file and the files in its folder are one module to a reader: arrows between a parent and its children do not count.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::program;

/// The most files that may import each other in a circle.
const FILES_AT_MOST: usize = 2;

#[test]
fn no_import_circle_has_more_than_two_files() {
    let imports = imports();
    let reachable: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|file| (file.as_str(), reachable(file, &imports)))
        .collect();
    let mut circles: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for (&file, others) in &reachable {
        let circle: BTreeSet<&str> = others
            .iter()
            .filter(|other| reachable[*other].contains(file))
            .copied()
            .collect();
        if circle.len() > FILES_AT_MOST {
            circles.insert(circle);
        }
    }
    assert!(circles.is_empty(), "{circles:#?}");
}

/// The files that each file imports from, both as module paths such as `site/directory`.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let code: Vec<Code> = program().collect();
    let files: BTreeSet<String> = code.iter().map(module_path).collect();
    code.iter()
        .map(|code| {
            let file = module_path(code);
            let imported = code
                .paths_used()
                .iter()
                .filter_map(|path| resolve(&file, path, &files))
                .filter(|other| {
                    *other != file && !is_within(&file, other) && !is_within(other, &file)
                })
                .collect();
            (file, imported)
        })
        .collect()
}

/// `src/site/directory.rs` → `site/directory`.
fn module_path(code: &Code) -> String {
    code.path
        .trim_start_matches("src/")
        .trim_end_matches(".rs")
        .to_owned()
}

/// The file in which a path such as `crate::site::directory::Listing`, written in `file`, ends.
fn resolve(file: &str, path: &str, files: &BTreeSet<String>) -> Option<String> {
    let mut parts = path.split("::").peekable();
    let mut module: Vec<&str> = match parts.next_if(|first| ["crate", "self"].contains(first)) {
        Some("crate") => Vec::new(),
        _ => file.split('/').collect(),
    };
    while parts.next_if(|part| *part == "super").is_some() {
        module.pop();
    }
    for part in parts {
        module.push(part);
        if !files.contains(&module.join("/")) {
            module.pop();
            break;
        }
    }
    (!module.is_empty()).then(|| module.join("/"))
}

fn is_within(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// All files that can be reached from a file over its imports, itself included if there is a way back.
fn reachable<'a>(file: &str, imports: &'a BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![file];
    while let Some(file) = open.pop() {
        for next in imports.get(file).into_iter().flatten() {
            if reached.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    reached
}
