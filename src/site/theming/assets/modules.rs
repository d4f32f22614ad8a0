//! Imports between the theme's scripts.

use std::collections::BTreeMap;

use crate::theme::ThemeFile;

/// The text before the name of an imported script. A theme's scripts must have one import per line in this form.
const FROM: &str = " from './";

/// The scripts with their texts, each after those it imports. Of scripts that import each other in a circle, one comes
/// too early and keeps its import as it is written.
pub(crate) fn imported_first<'a>(scripts: Vec<(&'a str, &ThemeFile)>) -> Vec<(&'a str, String)> {
    let mut waiting: BTreeMap<&str, String> = scripts
        .into_iter()
        .map(|(path, file)| (path, String::from_utf8_lossy(&file.bytes).into_owned()))
        .collect();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let imports_nothing_waiting = |(path, text): &(&&'a str, &String)| {
            let mut targets = imports(text).map(|target| resolve(path, target));
            targets.all(|target| !waiting.contains_key(target.as_str()))
        };
        let next = waiting.iter().find(imports_nothing_waiting);
        let Some(next) = next
            .or_else(|| waiting.iter().next())
            .map(|(path, _)| *path)
        else {
            break;
        };
        if let Some(text) = waiting.remove(next) {
            ordered.push((next, text));
        }
    }
    ordered
}

/// The text with each import's target replaced by its published name, if it has one.
pub(crate) fn with_published_imports(
    text: &str,
    published: impl Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let name = imports(line).next();
        match name.and_then(|name| Some((name, published(name)?))) {
            Some((name, target)) => out.push_str(&line.replace(name, &target)),
            None => out.push_str(line),
        }
    }
    out
}

/// A script without the comments that have lines of their own; one that begins with `/*!`, as licences do, stays. A script with texts of several lines is unchanged: what looks like a comment may be a part of them.
pub(super) fn without_comments(script: &str) -> String {
    let goes_on = |line: &str| line.matches('`').count() % 2 == 1 || line.ends_with('\\');
    if script.lines().any(goes_on) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.split_inclusive('\n') {
        let text = line.trim();
        let opens = text.starts_with("/*") && !text.starts_with("/*!");
        if in_comment || opens {
            in_comment = !text.contains("*/");
            // Code behind a comment stays where it is, with the comment.
            if !in_comment && !text.ends_with("*/") {
                return script.to_owned();
            }
        } else if !text.starts_with("//") && !text.is_empty() {
            out.push_str(line);
        }
    }
    out
}

/// The targets of the imports: `./search.js`.
pub(super) fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| line.starts_with("import ") || line.starts_with("export "))
        .filter_map(|line| {
            let start = line.find(FROM)? + FROM.len() - "./".len();
            let rest = &line[start..];
            Some(&rest[..rest.find('\'')?])
        })
}

/// The path that a relative address in the file at `from` means.
pub(super) fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{imports, resolve, with_published_imports, without_comments};

    const SCRIPT: &str = "import { fold } from './search.js';\nconst a = \" from './b.js'\";\n";

    #[test]
    fn imports_get_the_published_names_and_other_text_stays() {
        assert_eq!(imports(SCRIPT).collect::<Vec<_>>(), ["./search.js"]);
        let published = with_published_imports(SCRIPT, |_| Some("./search.1234.js".to_owned()));
        assert_eq!(published, SCRIPT.replace("./search.js", "./search.1234.js"));
    }

    #[test]
    fn comments_with_lines_of_their_own_are_left_out() {
        let script = "// Head.\n/*! OFL */\nimport { a } from './a.js';\n\n/** What\n * it is. */\nexport const b = 'https://c'; // d\n";
        let sent = "/*! OFL */\nimport { a } from './a.js';\nexport const b = 'https://c'; // d\n";
        assert_eq!(without_comments(script), sent);
    }

    #[test]
    fn texts_of_several_lines_are_unchanged() {
        let script = "const a = `\n// not a comment\n`;\n";
        assert_eq!(without_comments(script), script);
        let script = "const a = 'one \\\n// two';\n";
        assert_eq!(without_comments(script), script);
        let script = "/* a\n */ const b = 1;\n";
        assert_eq!(without_comments(script), script);
    }

    #[test]
    fn imports_of_missing_scripts_are_unchanged() {
        assert_eq!(with_published_imports(SCRIPT, |_| None), SCRIPT);
    }

    #[test]
    fn addresses_in_style_sheets_are_relative_to_them() {
        assert_eq!(
            resolve("css/10-fonts.css", "../fonts/a.woff2"),
            "fonts/a.woff2"
        );
        assert_eq!(resolve("css/10-fonts.css", "a.svg"), "css/a.svg");
    }
}
