//! Characters that look like those of TOML: spaces of other widths, typographic quotes, fullwidth signs. Entry point:
//! [`correct`].

use std::ops::Range;

use super::value::quoted;
use crate::text::is_invisible;

/// A line with the characters of TOML.
pub(super) struct Corrected {
    pub(super) line: String,
    /// What was wrong first.
    pub(super) what: Option<String>,
    /// Where.
    pub(super) range: Option<Range<usize>>,
}

/// Marks that texts are put between in print, in the languages of the world.
const QUOTES: [char; 18] = [
    '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛', '‹', '›', '″', '「', '」', '『', '』', '`',
];

/// The line with straight quotes around its texts, plain spaces between its words, and the signs of ASCII.
pub(super) fn correct(written: &str) -> Corrected {
    let mut corrected = Corrected {
        line: String::with_capacity(written.len()),
        what: None,
        range: None,
    };
    let mut at = 0;
    while let Some(c) = written[at..].chars().next() {
        let end = at + c.len_utf8();
        let rest = &written[end..];
        match c {
            '"' | '\'' if begins_text(&corrected.line) => {
                let straight = straight_end(rest, c);
                let typographic = text_end(rest, c).filter(|_| straight.is_none());
                match (straight, typographic) {
                    (Some(length), _) => {
                        corrected.line.push_str(&written[at..end + length]);
                        at = end + length;
                    }
                    (None, Some((length, mark))) if mark != c => {
                        let text = &rest[..length];
                        corrected.line.push_str(&quoted(text));
                        let what = format!(
                            "the text begins with `{c}` but ends with the typographic quote {}",
                            shown(mark)
                        );
                        at = end + length + mark.len_utf8();
                        corrected.note(what, end + length..at);
                    }
                    _ => {
                        corrected.line.push_str(&written[at..]);
                        at = written.len();
                    }
                }
                continue;
            }
            c if QUOTES.contains(&c) && begins_text(&corrected.line) => {
                if let Some((length, mark)) = text_end(rest, c) {
                    let text = &rest[..length];
                    let text = if matches!(c, '«' | '»' | '‹' | '›') {
                        text.trim()
                    } else {
                        text
                    };
                    corrected.line.push_str(&quoted(text));
                    let name = if c == '`' {
                        "backticks"
                    } else {
                        "typographic quotes"
                    };
                    let what = match c {
                        '`' => format!("the text is in {name}"),
                        _ => format!("the text is in {name}, {} and {}", shown(c), shown(mark)),
                    };
                    let after = end + length + mark.len_utf8();
                    corrected.note(what, at..after);
                    at = after;
                    continue;
                }
                corrected.line.push(c);
            }
            '#' => {
                // A comment may contain anything.
                corrected.line.push_str(&written[at..]);
                return corrected;
            }
            c if is_invisible(c) => {
                let what = format!(
                    "the line contains an invisible character (U+{:04X})",
                    c as u32
                );
                corrected.note(what, at..end);
            }
            c if c.is_whitespace() && !matches!(c, ' ' | '\t') => {
                corrected.line.push(' ');
                let name = match c {
                    '\u{a0}' | '\u{202f}' => "a non-breaking space",
                    _ => "a space of another width",
                };
                let what = format!(
                    "the line contains {name} (U+{:04X}), which only looks like a space",
                    c as u32
                );
                corrected.note(what, at..end);
            }
            c @ '\u{ff01}'..='\u{ff5e}' => {
                let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                corrected.line.push(plain);
                corrected.note(
                    format!("the line contains the fullwidth sign {}", shown(c)),
                    at..end,
                );
            }
            c => corrected.line.push(c),
        }
        at = end;
    }
    corrected
}

impl Corrected {
    fn note(&mut self, what: String, range: Range<usize>) {
        if self.what.is_none() {
            self.what = Some(what);
            self.range = Some(range);
        }
    }
}

fn shown(mark: char) -> String {
    match mark {
        '`' => "of a backtick".to_owned(),
        mark => format!("`{mark}`"),
    }
}

/// Whether a quote after this text begins a text, and is no apostrophe.
fn begins_text(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['=', '[', ',', '{', '(', ':', '>'])
}

/// The length up to and with the straight quote that ends a text, if nothing of the text follows.
fn straight_end(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            '\\' if quote == '"' && !escaped => {
                escaped = true;
                continue;
            }
            c if c == quote && !escaped => return ends_text(&rest[at + 1..]).then_some(at + 1),
            _ => {}
        }
        escaped = false;
    }
    None
}

/// The length up to the quote that ends a text, and that quote.
fn text_end(rest: &str, begin: char) -> Option<(usize, char)> {
    let is_quote = |c: char| QUOTES.contains(&c) || matches!(c, '"' | '\'');
    let mut found = rest.char_indices().filter(|&(at, c)| {
        is_quote(c) && (c != '`' || begin == '`') && ends_text(&rest[at + c.len_utf8()..])
    });
    found.next()
}

/// Whether a quote before this text ends a text.
fn ends_text(after: &str) -> bool {
    let after = after.trim_start();
    after.is_empty() || after.starts_with([',', ']', '}', ')', '=', '#', ';', ':'])
}
