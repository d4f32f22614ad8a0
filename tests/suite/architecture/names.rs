//! Names of types: each has one meaning in the whole program.
//!
//! A view of the site and the view of the paper that shows the same thing may share their name.

use std::collections::BTreeMap;

use super::program;

/// Names that several files define, and why that is no second meaning.
const DEFINED_MORE_THAN_ONCE: &[(&str, &str)] = &[];

#[test]
fn each_type_name_has_one_meaning() {
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in program() {
        for name in code.types_defined() {
            let name = if name.ends_with("View") {
                format!("{}::{name}", code.module)
            } else {
                name
            };
            files.entry(name).or_default().push(code.path.clone());
        }
    }
    let repeated: Vec<String> = files
        .iter()
        .filter(|(name, files)| {
            files.len() > 1
                && !DEFINED_MORE_THAN_ONCE
                    .iter()
                    .any(|(known, _)| known == name)
        })
        .map(|(name, files)| format!("`{name}` is defined in {}", files.join(", ")))
        .collect();
    let needless: Vec<String> = DEFINED_MORE_THAN_ONCE
        .iter()
        .filter(|(name, _)| files.get(*name).is_none_or(|files| files.len() < 2))
        .map(|(name, _)| format!("`{name}` is defined once: delete it from the list"))
        .collect();
    super::assert_none(&[repeated, needless].concat());
}
