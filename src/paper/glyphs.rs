//! Replacement of characters that no font has. Entry point: [`replace_missing`].
//!
//! A character without a glyph makes PDF/UA export fail, and leaves an empty box in other PDFs: such characters are
//! replaced before Typst receives the data, and reported by script: a missing font is one problem, however many records
//! need it.

use std::collections::{BTreeMap, BTreeSet};

use ciborium::Value;

use super::world::Fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::l10n::{ScriptUse, script_of};
use crate::text::{is_invisible, truncate};
use crate::theme::Theme;

/// Substitutes for a missing character; the first that some font has is used.
const SUBSTITUTES: [char; 3] = ['\u{fffd}', '□', '?'];

/// Fields that are not printed: the targets of links, and alternative texts.
const NOT_PRINTED: [&str; 2] = ["url", "alt"];

/// The maximum number of characters that a message names.
const MAX_NAMED: usize = 5;
/// The maximum number of characters of a text that a message quotes.
const MAX_QUOTED: usize = 40;

/// The part of all letters from which on a script without a font makes the book unreadable: a name here and there does
/// not.
const MUCH: f64 = 0.05;

/// Replaces the characters that no font has, and adds them to `missing`.
pub(super) fn replace_missing(data: &mut Value, fonts: &Fonts, missing: &mut MissingGlyphs) {
    let substitute = SUBSTITUTES.into_iter().find(|&c| fonts.have(c));
    // Most texts are ASCII.
    let have_ascii = (' '..='~').all(|c| fonts.have(c));
    let mut replace = |text: &mut String, record: Option<&str>| {
        if have_ascii && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            let letters = text.bytes().filter(u8::is_ascii_alphabetic);
            missing.letters += letters.count();
            return;
        }
        missing.letters += text.chars().filter(|c| c.is_alphabetic()).count();
        let is_printable = |c: char| fonts.have(c) || is_invisible(c);
        if text.chars().all(|c| is_printable(c) && !is_forbidden(c)) {
            return;
        }
        let unprintable = text
            .chars()
            .filter(|&c| !is_printable(c) && !is_forbidden(c));
        for character in unprintable {
            missing.add(record, text, character);
        }
        *text = text
            .chars()
            .filter_map(|c| match c {
                '\n' | '\t' => Some(' '),
                c if is_forbidden(c) => None,
                c if is_printable(c) => Some(c),
                _ => substitute,
            })
            .collect();
    };
    walk(data, None, &mut replace);
}

/// The characters that no font has, in the editions of a catalogue.
#[derive(Debug, Clone, Default)]
pub struct MissingGlyphs {
    /// How many letters are printed.
    letters: usize,
    scripts: BTreeMap<ScriptUse, MissingScript>,
}

/// The characters of a script that no font has.
#[derive(Debug, Clone, Default)]
struct MissingScript {
    characters: BTreeSet<char>,
    /// How often they appear, in the edition in which that is the largest part of all letters.
    count: usize,
    /// The part of all letters of that edition.
    part: f64,
    /// The first text of each record that has some.
    records: BTreeMap<String, String>,
    /// The first text outside of records, such as a name in the index.
    other: Option<String>,
}

impl MissingGlyphs {
    fn add(&mut self, record: Option<&str>, text: &str, character: char) {
        let script = self.scripts.entry(script_of(character)).or_default();
        script.characters.insert(character);
        script.count += 1;
        match record {
            Some(id) if !script.records.contains_key(id) => {
                script.records.insert(id.to_owned(), text.to_owned());
            }
            Some(_) => {}
            None if script.other.is_none() => script.other = Some(text.to_owned()),
            None => {}
        }
    }

    /// Adds those of another edition.
    pub fn merge(&mut self, other: MissingGlyphs) {
        for (script, more) in other.scripts {
            // Merged ones have no letters, but the part.
            let part = match other.letters {
                0 => more.part,
                letters => more.count as f64 / letters as f64,
            };
            let known = self.scripts.entry(script).or_default();
            known.characters.extend(more.characters);
            known.count += more.count;
            known.part = known.part.max(part);
            known.other = known.other.take().or(more.other);
            for (id, text) in more.records {
                known.records.entry(id).or_insert(text);
            }
        }
    }

    /// One problem for each script: an error if much of an edition cannot be read, unless that is allowed.
    pub fn into_problems(self, theme: &Theme, is_allowed: bool) -> Diagnostics {
        let mut merged = Self::default();
        merged.merge(self);
        let problems = merged.scripts.into_iter().map(|(script, missing)| {
            let folder = format!("`themes/{}/paper/fonts/`", theme.name);
            let is_script = script != ScriptUse::Shared;
            if is_script && missing.part >= MUCH && !is_allowed {
                let help = format!(
                    "put a font that has them, such as Noto Sans, into {folder} as `.ttf` or `.otf`; or write `allow_missing_fonts = true` in `[paper]` to print a substitute"
                );
                Diagnostic::without_place(Code::MissingFont, missing.message(&script)).help(help)
            } else {
                let help = format!(
                    "put a font that has them into {folder} as `.ttf` or `.otf`; until then a substitute is printed"
                );
                Diagnostic::without_place(Code::MissingGlyph, missing.message(&script)).help(help)
            }
        });
        problems.collect()
    }
}

impl MissingScript {
    fn message(&self, script: &ScriptUse) -> String {
        let named: Vec<_> = self
            .characters
            .iter()
            .take(MAX_NAMED)
            .map(|&c| format!("`{c}` (U+{:04X})", u32::from(c)))
            .collect();
        let more = match self.characters.len().saturating_sub(MAX_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let what = match script {
            ScriptUse::Letter(name) => format!("the {name} letters"),
            ScriptUse::Shared => "the signs".to_owned(),
        };
        let first = self.records.first_key_value();
        let (text, record) = match first {
            Some((id, text)) => (text.as_str(), format!(" of `{id}`")),
            None => (self.other.as_deref().unwrap_or_default(), String::new()),
        };
        let text: String = text.chars().filter(|&c| !is_forbidden(c)).collect();
        let text = truncate(&text, MAX_QUOTED);
        let records = match self.records.len() {
            0 | 1 => "in".to_owned(),
            count => format!("in {count} records, such as"),
        };
        format!(
            "no font of the paper catalogue has {what} {}{more}, {records} “{text}”{record}",
            named.join(", ")
        )
    }
}

/// Calls `visit` for each text with the id of the record that contains it.
fn walk(
    value: &mut Value,
    record: Option<&str>,
    visit: &mut impl FnMut(&mut String, Option<&str>),
) {
    match value {
        Value::Text(text) => visit(text, record),
        Value::Array(items) => items.iter_mut().for_each(|item| walk(item, record, visit)),
        Value::Map(fields) => {
            let id = fields.iter().find_map(|(key, value)| {
                (key.as_text() == Some("id")).then(|| value.as_text().map(str::to_owned))?
            });
            let record = id.as_deref().or(record);
            for (key, value) in fields {
                if !key.as_text().is_some_and(|key| NOT_PRINTED.contains(&key)) {
                    walk(value, record, visit);
                }
            }
        }
        _ => {}
    }
}

/// Characters that PDF/UA forbids: control characters, byte-order marks, noncharacters.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
