//! Markdown files with TOML front matter between `+++` lines.

mod name;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::reader::{FileReader, Texts, unusable};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Menu;
use crate::source::{FileId, Spanned};
use crate::text::{TextLength, is_noncharacter, unwanted_character};

pub(super) use name::split_name;

/// A Markdown file in its languages.
#[derive(Debug, Clone)]
pub struct ProseRecord {
    /// The file's name without language and extension.
    pub stem: String,
    /// By position of the language.
    pub versions: Vec<Option<ProseVersion>>,
}

/// A Markdown file in one language.
#[derive(Debug, Clone)]
pub struct ProseVersion {
    /// The file.
    pub file: FileId,
    /// From the front matter.
    pub title: Spanned<Arc<str>>,
    /// From the front matter.
    pub summary: Option<Spanned<Arc<str>>>,
    /// From the front matter.
    pub menu: Option<Menu>,
    /// From the front matter.
    pub order: Option<i64>,
    /// The Markdown, and its position.
    pub body: Spanned<Arc<str>>,
}

/// Kind of page, which determines the keys of its front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    /// A separate page, which may be listed in the menus.
    Standalone,
    /// Part of a programme.
    Part,
    /// Text of a tier, whose title is its name in `programme.toml`.
    Tier,
}

impl ProseRecord {
    /// The version in the default language, otherwise the first.
    pub fn main(&self) -> &ProseVersion {
        self.versions
            .iter()
            .flatten()
            .next()
            .expect("a record is made from at least one file")
    }

    /// The titles.
    pub fn titles(&self) -> Texts {
        self.texts(|version| Some(version.title.clone()))
    }

    /// The summaries, if there is one.
    pub fn summaries(&self) -> Texts {
        self.texts(|version| version.summary.clone())
    }

    /// The bodies.
    pub fn bodies(&self) -> Texts {
        self.texts(|version| (!version.body.value.trim().is_empty()).then(|| version.body.clone()))
    }

    fn texts(&self, part: impl Fn(&ProseVersion) -> Option<Spanned<Arc<str>>>) -> Texts {
        Texts {
            key: None,
            span: self.main().file.start(),
            versions: self
                .versions
                .iter()
                .map(|version| part(version.as_ref()?))
                .collect(),
        }
    }
}

/// The versions that were read as one record for each stem.
pub(super) fn group(
    versions: impl IntoIterator<Item = (String, usize, ProseVersion)>,
    languages: usize,
) -> BTreeMap<String, ProseRecord> {
    let mut records = BTreeMap::new();
    for (stem, language, version) in versions {
        let record = records.entry(stem.clone()).or_insert_with(|| ProseRecord {
            stem,
            versions: vec![None; languages],
        });
        record.versions[language] = Some(version);
    }
    records
}

/// Reads one Markdown file. Its text is left out if it cannot be used.
pub(super) fn read(
    text: &str,
    reader: &FileReader<'_>,
    file: FileId,
    kind: PageKind,
) -> ProseVersion {
    let mut version = read_parts(text, reader, file, kind);
    if !is_usable(&version.body, reader) {
        version.body.value = Arc::from("");
    }
    version
}

/// Reports what the text of a file contains that is not text.
fn is_usable(body: &Spanned<Arc<str>>, reader: &FileReader<'_>) -> bool {
    let text = &*body.value;
    if let Some(character) = text.chars().find(|&c| is_stray(c)).or_else(|| {
        // Soft hyphens are no mistake.
        unwanted_character(&text.replace('\u{ad}', ""))
    }) {
        let start = body.span.start as usize + text.find(character).unwrap_or_default();
        let place = body.span.file.span(start..start + character.len_utf8());
        let kind = match character {
            c if c.is_control() => "control character",
            c if is_noncharacter(c) => "noncharacter",
            _ => "invisible character",
        };
        let message = format!(
            "the text contains the {kind} U+{:04X}",
            u32::from(character)
        );
        let problem = Diagnostic::new(Code::InvisibleCharacter, place, message);
        reader.push(problem.help("delete it, or type the word again instead of copying it"));
    }
    let without: String = text.chars().filter(|&c| !is_stray(c)).collect();
    let Some((message, help)) = unusable(&without, TextLength::Markdown) else {
        return true;
    };
    let problem = Diagnostic::new(Code::InvalidValue, body.span, format!("the text {message}"));
    reader.push(problem.help(help));
    false
}

/// Whether a character is not text; pages and the book leave it out.
fn is_stray(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_noncharacter(c)
}

/// The menus that a page can be in.
const MENUS: [(&str, Menu); 3] = [
    ("main", Menu::Main),
    ("footer", Menu::Footer),
    ("join", Menu::Join),
];

fn read_parts(text: &str, reader: &FileReader<'_>, file: FileId, kind: PageKind) -> ProseVersion {
    let Some((front, front_at, body_at)) = split(text) else {
        let (message, help) = match text.starts_with("+++") {
            true => (
                "the front matter, which begins below the first `+++`, has no end",
                "write a line `+++` between it and the text",
            ),
            false if text.starts_with("---") => (
                "the front matter is between lines `---`, as in YAML",
                "write `+++` for `---`, and each line as TOML: `title = \"…\"`",
            ),
            false => (
                "the file does not begin with front matter",
                "begin it with a line `+++`, a line `title = \"…\"` and another line `+++`",
            ),
        };
        reader.push(Diagnostic::new(Code::FrontMatter, file.start(), message).help(help));
        let title = Spanned {
            value: Arc::from(""),
            span: file.start(),
        };
        let body = Spanned {
            value: Arc::from(text),
            span: file.span(0..text.len()),
        };
        return ProseVersion {
            file,
            title,
            summary: None,
            menu: None,
            order: None,
            body,
        };
    };
    reader.read(front, front_at, |table| {
        let (menu, order) = match kind {
            PageKind::Standalone => (
                table.one_of("menu", &MENUS),
                table.integer("order", -1000, 1000).map(|order| order.value),
            ),
            PageKind::Part | PageKind::Tier => (None, None),
        };
        let title = match kind {
            PageKind::Tier => table.text("title").unwrap_or(Spanned {
                value: String::new(),
                span: file.start(),
            }),
            PageKind::Standalone | PageKind::Part => table.required("title"),
        };
        ProseVersion {
            file,
            title: title.map(Arc::from),
            summary: table.note("summary").map(|summary| summary.map(Arc::from)),
            menu,
            order,
            body: Spanned {
                value: Arc::from(&text[body_at..]),
                span: file.span(body_at..text.len()),
            },
        }
    })
}

/// The front matter, its offset, and the offset of the body.
pub(super) fn split(text: &str) -> Option<(&str, usize, usize)> {
    let mut at = 0;
    let mut front_at = None;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == "+++" {
            match front_at {
                None if at == 0 => front_at = Some(end),
                None => return None,
                Some(front_at) => return Some((&text[front_at..at], front_at, end)),
            }
        } else if front_at.is_none() {
            return None;
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn front_matter_lies_between_two_lines_of_plus_signs() {
        assert_eq!(
            split("+++\ntitle = 1\n+++\nbody"),
            Some(("title = 1\n", 4, 18))
        );
        assert_eq!(split("+++\r\nt = 1\r\n+++"), Some(("t = 1\r\n", 5, 15)));
        assert_eq!(split("+++\ntitle"), None);
        assert_eq!(split("text\n+++\n+++\n"), None);
        assert_eq!(split(""), None);
    }
}
