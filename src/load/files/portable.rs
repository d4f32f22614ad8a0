//! Names of files that other systems cannot hold. Entry point: [`FileTree::unportable`].

use std::collections::BTreeMap;

use super::{FileTree, is_partner};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::is_reserved_name;

impl FileTree {
    /// Reports files that Windows cannot hold, and those whose paths differ from that of another only in upper and lower case: on
    /// Windows and macOS one of them overwrites the other.
    pub(in crate::load) fn unportable(&self) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        let mut by_lowercase: BTreeMap<String, &str> = BTreeMap::new();
        for (path, file) in &self.paths {
            let problem = |message, help| {
                Diagnostic::new(Code::UnportableName, file.start(), message).help(help)
            };
            if let Some(first) = by_lowercase.insert(path.to_lowercase(), path) {
                let message =
                    format!("`{path}` differs from `{first}` only in upper and lower case");
                let help = "rename one of them: Windows and macOS take them for the same file";
                problems.push(problem(message, help));
            }
            // Ids have the same rule, and are reported as ids.
            let is_id = is_partner(path) || path.ends_with(".md");
            let unusable = path
                .split('/')
                .find_map(|name| Some((name, unusable(name)?)));
            if let Some((name, why)) = unusable.filter(|_| !is_id) {
                let message = format!("`{name}` cannot be a file on Windows: {why}");
                problems.push(problem(message, "rename it"));
            }
        }
        problems
    }
}

/// Why Windows has no file of this name, if it has none.
fn unusable(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or(name);
    if is_reserved_name(&stem.trim_end().to_ascii_lowercase()) {
        Some("it is the name of a device, with any extension")
    } else if name.ends_with(['.', ' ']) {
        Some("it ends with a point or a space")
    } else if name.contains(['<', '>', ':', '"', '|', '?', '*', '\\']) {
        Some("it contains one of `< > : \" | ? * \\`")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::unusable;

    #[test]
    fn devices_and_forbidden_characters_are_found() {
        for name in [
            "con",
            "NUL.svg",
            "Com1.tar.gz",
            "a.",
            "a ",
            "a:b.png",
            "aux .png",
        ] {
            assert!(unusable(name).is_some(), "{name}");
        }
        for name in ["console.svg", "com.svg", "com10.svg", "a.b.c", "é ü.png"] {
            assert_eq!(unusable(name), None, "{name}");
        }
    }
}
