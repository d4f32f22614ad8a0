//! Replacement of characters that no font has. Entry point: [`replace_missing`].
//!
//! A character without a glyph makes PDF/UA export fail, and leaves an empty box in other PDFs: such characters are
//! replaced before Typst receives the data, and reported with their record.

use std::collections::{BTreeMap, BTreeSet};

use ciborium::Value;

use super::world::Fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{is_invisible, truncate};

/// Substitutes for a missing character; the first that some font has is used.
const SUBSTITUTES: [char; 3] = ['\u{fffd}', '□', '?'];

/// Fields that are not printed: the targets of links, and alternative texts.
const NOT_PRINTED: [&str; 2] = ["url", "alt"];

/// The maximum number of characters that a message names.
const MAX_NAMED: usize = 5;
/// The maximum number of characters of a text that a message quotes.
const MAX_QUOTED: usize = 40;

/// Replaces the characters that no font has, with one warning per record.
pub(super) fn replace_missing(data: &mut Value, fonts: &Fonts, warnings: &mut Diagnostics) {
    let substitute = SUBSTITUTES.into_iter().find(|&c| fonts.have(c));
    // Most texts are ASCII.
    let have_ascii = (' '..='~').all(|c| fonts.have(c));
    let mut missing_glyphs = MissingGlyphs::default();
    let mut replace = |text: &mut String, record: Option<&str>| {
        if have_ascii && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return;
        }
        let is_printable = |c: char| fonts.have(c) || is_invisible(c);
        if text.chars().all(|c| is_printable(c) && !is_forbidden(c)) {
            return;
        }
        let missing: BTreeSet<_> = text
            .chars()
            .filter(|&c| !is_printable(c) && !is_forbidden(c))
            .collect();
        if !missing.is_empty() {
            missing_glyphs.add(record, text, missing);
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
    warnings.extend(missing_glyphs.into_warnings());
}

/// The first text with missing characters and these characters, by record; `None` is for text outside of records.
#[derive(Default)]
struct MissingGlyphs(BTreeMap<Option<String>, (String, BTreeSet<char>)>);

impl MissingGlyphs {
    fn add(&mut self, record: Option<&str>, text: &str, missing: BTreeSet<char>) {
        let (_, characters) = self
            .0
            .entry(record.map(str::to_owned))
            .or_insert_with(|| (text.to_owned(), BTreeSet::new()));
        characters.extend(missing);
    }

    fn into_warnings(mut self) -> impl Iterator<Item = Diagnostic> {
        // Text outside of records, such as a name in the index, mostly repeats text of a record.
        let of_records: BTreeSet<char> = self
            .0
            .iter()
            .filter(|(record, _)| record.is_some())
            .flat_map(|(_, (_, characters))| characters.iter().copied())
            .collect();
        self.0.retain(|record, (_, characters)| {
            record.is_some() || !characters.is_subset(&of_records)
        });
        self.0.into_iter().map(|(record, (text, characters))| {
            let named: Vec<_> = characters
                .iter()
                .take(MAX_NAMED)
                .map(|&c| format!("`{c}` (U+{:04X})", u32::from(c)))
                .collect();
            let more = match characters.len().saturating_sub(MAX_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let record = record.map_or(String::new(), |id| format!(" of `{id}`"));
            let text: String = text.chars().filter(|&c| !is_forbidden(c)).collect();
            let text = truncate(&text, MAX_QUOTED);
            Diagnostic::without_place(
                Code::MissingGlyph,
                format!("no font of the paper catalogue has {}{more}, in “{text}”{record}", named.join(", ")),
            )
            .help("add a font that has them to `paper/fonts/` of the theme; until then a substitute is printed")
        })
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
