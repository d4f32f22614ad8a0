//! Data → data that the fonts can show.
//!
//! A character without a glyph stops an accessible PDF and leaves a silent box in any other: such characters are
//! replaced before Typst sees them, and reported with the record they stand in.

use std::collections::{BTreeMap, BTreeSet};

use ciborium::Value;

use super::world::Fonts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::truncate;

/// What stands for a character that no font has: the first of these that some font does have.
const SUBSTITUTES: [char; 3] = ['\u{fffd}', '□', '?'];

/// Fields that no font has to show: addresses that links lead to, words that are read out.
const NOT_SHOWN: [&str; 2] = ["url", "alt"];

/// How many characters a message names.
const NAMED_AT_MOST: usize = 5;
/// How many characters of a text are quoted.
const QUOTED_AT_MOST: usize = 40;

/// Replaces the characters that no font has, with one warning for each record.
pub(super) fn replace_missing(data: &mut Value, fonts: &Fonts, warnings: &mut Diagnostics) {
    let substitute = SUBSTITUTES.into_iter().find(|&c| fonts.have(c));
    // Most texts have nothing else.
    let have_ascii = (' '..='~').all(|c| fonts.have(c));
    let mut found = Found::default();
    let mut replace = |text: &mut String, record: Option<&str>| {
        if have_ascii && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return;
        }
        let shown = |c: char| fonts.have(c) || is_invisible(c);
        if text.chars().all(|c| shown(c) && !is_forbidden(c)) {
            return;
        }
        let missing: BTreeSet<_> = text
            .chars()
            .filter(|&c| !shown(c) && !is_forbidden(c))
            .collect();
        if !missing.is_empty() {
            found.add(record, text, missing);
        }
        *text = text
            .chars()
            .filter_map(|c| match c {
                '\n' | '\t' => Some(' '),
                c if is_forbidden(c) => None,
                c if shown(c) => Some(c),
                _ => substitute,
            })
            .collect();
    };
    walk(data, None, &mut replace);
    warnings.extend(found.into_warnings());
}

/// What was missing, by record; the catalogue's own texts are under no record.
#[derive(Default)]
struct Found(BTreeMap<Option<String>, (String, BTreeSet<char>)>);

impl Found {
    fn add(&mut self, record: Option<&str>, text: &str, missing: BTreeSet<char>) {
        let (_, characters) = self
            .0
            .entry(record.map(str::to_owned))
            .or_insert_with(|| (text.to_owned(), BTreeSet::new()));
        characters.extend(missing);
    }

    fn into_warnings(mut self) -> impl Iterator<Item = Diagnostic> {
        // What stands outside of all records, such as a name in the index, mostly comes from one of them.
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
                .take(NAMED_AT_MOST)
                .map(|&c| format!("`{c}` (U+{:04X})", u32::from(c)))
                .collect();
            let more = match characters.len().saturating_sub(NAMED_AT_MOST) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let record = record.map_or(String::new(), |id| format!(" of `{id}`"));
            let text: String = text.chars().filter(|&c| !is_forbidden(c)).collect();
            let text = truncate(&text, QUOTED_AT_MOST);
            Diagnostic::without_place(
                Code::MissingGlyph,
                format!("no font of the paper catalogue has {}{more}, in “{text}”{record}", named.join(", ")),
            )
            .help("put a font that has them into `paper/fonts/` of the theme; until then a substitute is printed")
        })
    }
}

/// Calls `visit` for each text with the id of the record around it.
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
                if !key.as_text().is_some_and(|key| NOT_SHOWN.contains(&key)) {
                    walk(value, record, visit);
                }
            }
        }
        _ => {}
    }
}

/// Characters that steer the setting of others and have no shape: soft hyphens, joiners, marks of direction, selectors
/// of variants.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}')
        || matches!(c, '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Characters that PDF/UA forbids, or that are no text at all.
fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
