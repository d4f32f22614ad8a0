//! Rust source as far as the rules need it: without comments, texts and tests, searchable by path.

/// One file of the program.
pub(super) struct Code {
    /// From the repository.
    pub(super) path: String,
    /// The first part of its module's path.
    pub(super) module: String,
    /// Below `commands`, the first two parts, such as `commands/publish`; elsewhere the module.
    pub(super) room: String,
    /// How many parts its module's path has.
    depth: usize,
    /// The source; comments, texts and tests are blanks, so that lines keep their numbers.
    text: String,
}

impl Code {
    pub(super) fn new(path: &str, source: &str) -> Self {
        let name = path.trim_start_matches("src/").trim_end_matches(".rs");
        let mut parts = name.split('/');
        let module = parts.next().unwrap();
        let room = match parts.next() {
            Some(verb) if module == "commands" => format!("commands/{verb}"),
            _ => module.to_owned(),
        };
        Self {
            path: path.to_owned(),
            module: module.to_owned(),
            room,
            depth: name.split('/').count(),
            text: without_tests(&blanked(source)),
        }
    }

    /// The modules of the program that are named by `crate::`, `vitrine::` or enough `super::`, with their lines.
    pub(super) fn modules_used(&self) -> Vec<(String, usize)> {
        let root = "super::".repeat(self.depth);
        let mut used = Vec::new();
        for prefix in ["crate::", "vitrine::", root.as_str()] {
            for at in self.starts_of(prefix) {
                let rest = &self.text[at + prefix.len()..];
                used.extend(
                    first_words(rest)
                        .into_iter()
                        .map(|word| (word, self.line(at))),
                );
            }
        }
        used
    }

    /// The lines that name something by a path that begins with, or ends in, `path`: `use` lines, groups included, and
    /// paths in code.
    pub(super) fn lines_with_path(&self, path: &str) -> Vec<usize> {
        // A module of the program by the name of a crate: `use crate::image`.
        if self.text.contains(&format!("use crate::{path};"))
            || self.text.contains(&format!("use crate::{path}::"))
        {
            return Vec::new();
        }
        let mut lines: Vec<usize> = self.starts_of(path).map(|at| self.line(at)).collect();
        // `use std::{fs, io};`
        if let Some((parent, child)) = path.rsplit_once("::") {
            let group = format!("{parent}::{{");
            for at in self.starts_of(&group) {
                if first_words(&self.text[at + group.len() - 1..])
                    .iter()
                    .any(|word| word == child)
                {
                    lines.push(self.line(at));
                }
            }
        }
        lines
    }

    /// All paths in `use` lines, groups written out, and all paths in code that begin with `crate` or `super`.
    pub(super) fn paths_used(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for (at, _) in self.text.match_indices("use ") {
            let is_statement = self.text[..at]
                .chars()
                .next_back()
                .is_none_or(char::is_whitespace);
            if is_statement && let Some(end) = self.text[at..].find(';') {
                write_out(&self.text[at + 4..at + end], "", &mut paths);
            }
        }
        for prefix in ["crate::", "super::"] {
            for at in self.starts_of(prefix) {
                let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                let path = self.text[at..].split(|c| !is_path(c)).next();
                paths.extend(path.map(|path| path.trim_end_matches(':').to_owned()));
            }
        }
        paths
    }

    /// The names of the structs, enums, traits and aliases that it defines; associated types are none.
    pub(super) fn types_defined(&self) -> Vec<String> {
        let mut names = Vec::new();
        for line in self.text.lines() {
            let is_associated = line.starts_with(char::is_whitespace) && line.contains("type ");
            let code = line.trim_start();
            let code = code.strip_prefix("pub").map_or(code, |rest| {
                rest.strip_prefix('(')
                    .and_then(|rest| rest.split_once(')'))
                    .map_or(rest, |(_, rest)| rest)
                    .trim_start()
            });
            let name = ["struct ", "enum ", "trait ", "type "]
                .iter()
                .find_map(|keyword| code.strip_prefix(keyword));
            names.extend(name.filter(|_| !is_associated).and_then(word));
        }
        names
    }

    /// The lines that contain these characters.
    pub(super) fn lines_with(&self, part: &str) -> Vec<usize> {
        self.text
            .match_indices(part)
            .map(|(at, _)| self.line(at))
            .collect()
    }

    /// Where `path` stands as the beginning of a path, not as a part of a longer name.
    fn starts_of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = usize> + 'a {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        self.text
            .match_indices(path)
            .map(|(at, _)| at)
            .filter(move |&at| {
                let before = self.text[..at].chars().next_back();
                let rest = &self.text[at + path.len()..];
                let begins = before.is_none_or(|c| !is_name(c) && c != ':' && c != '.');
                let ends = !path.ends_with(is_name) || !rest.starts_with(is_name);
                let is_path = path.contains("::") || rest.starts_with("::");
                let used_alone = self.text[..at].ends_with("use ") && rest.starts_with([';', ' ']);
                begins && ends && (is_path || used_alone)
            })
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}

/// Writes out the groups of a `use` line: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn write_out(tree: &str, prefix: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        if !path.is_empty() {
            paths.push(format!("{prefix}{path}"));
        }
        return;
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let prefix = format!("{prefix}{head}");
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                write_out(&group[start..at], &prefix, paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    write_out(&group[start..], &prefix, paths);
}

/// The first word of a path, or of each path of a group `{a::b, c}`.
fn first_words(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return word(rest).into_iter().collect();
    };
    let mut words: Vec<String> = word(group).into_iter().collect();
    let mut depth = 0;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => words.extend(word(&group[at + 1..])),
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

/// The source with blanks instead of what is no code: comments, and the inside of texts and characters.
fn blanked(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while at < chars.len() {
        let rest = &chars[at..];
        let length = comment(rest).or_else(|| literal(rest)).unwrap_or(0);
        if length == 0 {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        // The quotes stay, so that an empty text can be told from none.
        let quoted = rest[0] == '"';
        for (i, &c) in rest[..length].iter().enumerate() {
            out.push(if quoted && (i == 0 || i + 1 == length) {
                c
            } else {
                blank(c)
            });
        }
        at += length;
    }
    out
}

fn comment(rest: &[char]) -> Option<usize> {
    match rest {
        ['/', '/', ..] => Some(rest.iter().position(|&c| c == '\n').unwrap_or(rest.len())),
        ['/', '*', ..] => {
            let end = rest.windows(2).skip(2).position(|pair| pair == ['*', '/']);
            Some(end.map_or(rest.len(), |end| end + 4))
        }
        _ => None,
    }
}

fn literal(rest: &[char]) -> Option<usize> {
    match rest {
        ['r', '"', ..] | ['r', '#', '"' | '#', ..] => {
            let hashes = rest[1..].iter().take_while(|&&c| c == '#').count();
            let open = 1 + hashes + 1;
            let end = (open..rest.len()).find(|&i| {
                rest[i] == '"' && rest[i + 1..].iter().take_while(|&&c| c == '#').count() >= hashes
            })?;
            Some(end + 1 + hashes)
        }
        ['"', ..] => {
            let mut at = 1;
            while at < rest.len() && rest[at] != '"' {
                at += if rest[at] == '\\' { 2 } else { 1 };
            }
            Some((at + 1).min(rest.len()))
        }
        // A lifetime is no character.
        ['\'', '\\', ..] => rest
            .iter()
            .skip(3)
            .position(|&c| c == '\'')
            .map(|end| end + 4),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

/// The code up to the tests, which stand at the end of a file.
fn without_tests(code: &str) -> String {
    match code.find("#[cfg(test)]\nmod tests {") {
        Some(at) => code[..at].to_owned(),
        None => code.to_owned(),
    }
}

#[test]
fn code_is_told_from_texts_and_comments() {
    let source = r##"
        use std::{fs, io};
        // crate::site is only named
        /* crate::paper::render */
        fn a<'a>(x: &'a str) -> char { x.contains("crate::load"); r#"crate::serve"#; '"' }
        use crate::{model::Page, theme::{Theme, Message}, source};
        use tera;
        let picture::image = tera::Tera::new();
        #[cfg(test)]
mod tests { use crate::cli; }
    "##;
    let code = Code::new("src/load/x.rs", source);
    let used: Vec<String> = code
        .modules_used()
        .into_iter()
        .map(|(word, _)| word)
        .collect();
    assert_eq!(used, ["model", "theme", "source"]);
    assert_eq!(
        code.paths_used()[2..6],
        [
            "crate::model::Page",
            "crate::theme::Theme",
            "crate::theme::Message",
            "crate::source"
        ]
    );
    let types = "pub(super) struct A;\nenum B {}\npub trait C {\n    type D;\n}\ntype E = A;";
    assert_eq!(
        Code::new("src/a.rs", types).types_defined(),
        ["A", "B", "C", "E"]
    );
    assert_eq!(code.lines_with_path("std::fs"), [2]);
    assert_eq!(code.lines_with_path("std::env"), [0_usize; 0]);
    assert_eq!(code.lines_with_path("tera"), [7, 8]);
    assert_eq!(code.lines_with_path("image"), [0_usize; 0]);
    assert_eq!(
        Code::new("src/a/b.rs", "use super::super::c::D;").modules_used(),
        [("c".to_owned(), 1)]
    );
}
