//! What a project still has of the example that `vitrine init` writes. Entry point: [`leftovers`].
//!
//! The example is written again in memory, with the project's own name, languages and address, and compared.

use std::collections::{BTreeMap, BTreeSet};

use super::{InitOptions, Starter};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::image;
use crate::load::Records;
use crate::source::Sources;

/// Keys of the example's settings whose values are published.
const KEYS: [&str; 7] = [
    "street", "postcode", "phone", "email", "website", "portal", "contact",
];

/// Files of the example that everybody may keep.
const KEPT: [&str; 3] = ["README.md", ".gitignore", "content/vocabulary.toml"];

/// Reports the files that are still those of the example, and in the others its addresses.
pub(in crate::commands) fn leftovers(records: &Records, sources: &Sources) -> Diagnostics {
    let settings = &records.settings;
    let options = InitOptions {
        name: Some(settings.organization.name.value.clone()),
        languages: records.languages.clone(),
        base_url: Some(settings.base_url.value.clone()),
    };
    let mut problems = Diagnostics::default();
    let files: BTreeMap<String, Vec<u8>> = Starter::new(&options)
        .files()
        .into_iter()
        .filter(|(path, _)| !KEPT.contains(&path.as_str()))
        .collect();
    let mut changed = Vec::new();
    let mut is_example = false;
    for (path, bytes) in &files {
        let Some(file) = sources.find(path) else {
            continue;
        };
        let text = &sources.get(file).text;
        let is_same = match records.pictures.get(path) {
            Some(picture) => {
                image::check(path, bytes).is_ok_and(|checked| checked.picture.hash == picture.hash)
            }
            None => **text == *String::from_utf8_lossy(bytes),
        };
        if is_same {
            is_example = true;
            let message = format!("`{path}` is still the example's");
            let help = "write your own, or delete it";
            problems.push(Diagnostic::new(Code::ExampleContent, file.start(), message).help(help));
        } else if !records.pictures.contains_key(path) {
            changed.push(file);
        }
    }
    let addresses = addresses(&files);
    for file in changed {
        let text = &sources.get(file).text;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let found = addresses.iter().find_map(|(address, is_made_up)| {
                // The host of the example has the project's name, and may be its own.
                let counts = *is_made_up || is_example;
                counts
                    .then(|| line.find(address.as_str()))
                    .flatten()
                    .map(|index| (address, index))
            });
            if let Some((address, index)) = found {
                let place = file.span(start + index..start + index + address.len());
                let message = format!("`{address}` is still the example's");
                let help = "write your own, or delete it";
                problems.push(Diagnostic::new(Code::ExampleContent, place, message).help(help));
            }
            start += line.len();
        }
    }
    problems
}

/// The published addresses of the example, and whether each is made up whatever the name of the project is.
fn addresses(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<(String, bool)> {
    let texts = files
        .iter()
        .filter(|(path, _)| path.ends_with(".toml"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let mut addresses = BTreeSet::new();
    for text in texts {
        for line in text.lines() {
            let Some((key, value)) = line.split_once(" = \"") else {
                continue;
            };
            if let Some((value, _)) = value.split_once('"')
                && KEYS.contains(&key.trim())
            {
                let is_host = value.contains(".example");
                addresses.insert((value.to_owned(), !is_host));
            }
        }
    }
    addresses
}
